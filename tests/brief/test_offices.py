"""The office that words give somebody, before the name or set off behind it."""

from __future__ import annotations

import pytest

from qa.brief.read.offices import apposition, capital, plural, role_of_words


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("the deputy finance minister", "deputy finance minister"),
        ("said the union's local secretary", "local secretary"),
        ("its acting director", "acting director"),
        ("the complaint of the outgoing mayor", "outgoing mayor"),
        ("the storm prompted Prime Minister", "Prime Minister"),
        ("March 11 allows Interior Secretary", "Interior Secretary"),
        ("acting through his lawyers", ""),
        ("the cold and rainy", ""),
        ("the council praised", ""),
    ],
)
def test_the_office_that_stands_before_a_name(words: str, office: str) -> None:
    assert role_of_words(words.split()) == office


@pytest.mark.parametrize(
    ("words", "office"),
    [
        (", the county's treasurer,", "treasurer"),
        (", chief executive of the ferry line,", "chief executive of the ferry line"),
        (", a nurse from the coast,", "nurse from the coast"),
        (", who leads the inquiry,", "who leads the inquiry"),
        (", speaking for the families,", "families"),
        (", 38,", ""),
        (", one of the mayor's sons,", ""),
        (", in a black coat,", ""),
    ],
)
def test_the_office_that_is_set_off_behind_a_name(words: str, office: str) -> None:
    assert apposition(words) == office


def test_several_holders_are_nobodys_office() -> None:
    assert plural("ministers")
    assert not plural("minister")


def test_a_short_form_of_i_am_is_no_name() -> None:
    assert capital("Vellin")
    assert capital("McCray")
    assert not capital("I’m")
    assert not capital("harbour")
