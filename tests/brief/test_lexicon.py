"""The words that tell who speaks are data, of all languages at once."""

from __future__ import annotations

import pytest

from qa.brief.read.lexicon import KINDS, is_a, lexicon, plain


def test_every_kind_has_words_and_all_are_lower_case() -> None:
    found = lexicon()
    assert set(found) == set(KINDS)
    for words in found.values():
        assert words
        assert all(word == word.lower() for word in words)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("offices", "Minister"),
        ("offices", "ministers"),
        ("offices", "president-elect"),
        ("offices", "vice-chairman"),
        ("offices", "seismologist"),
        ("ranks", "Gen."),
        ("bodies", "committees"),
        ("voices", "officials"),
        ("voices", "protester"),
        ("documents", "statement"),
        ("verbs", "said"),
    ],
)
def test_a_word_is_of_its_kind_in_each_form_that_news_gives_it(kind: str, word: str) -> None:
    assert is_a(kind, word)


@pytest.mark.parametrize(
    ("kind", "word"), [("offices", "German"), ("offices", "bridge"), ("verbs", "walked"), ("ranks", "table")]
)
def test_other_words_are_not(kind: str, word: str) -> None:
    assert not is_a(kind, word)


def test_a_word_is_looked_up_without_its_possessive_and_marks() -> None:
    assert plain("“Minister’s,”") == plain("Minister") == "minister"
