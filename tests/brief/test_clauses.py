"""Sentences cut into what they claim: who denies what, and what a figure counts."""

from __future__ import annotations

import pytest

from qa.brief.read.clauses import clauses_of, counted_noun
from qa.text import numbers


def claims(text: str) -> list[tuple[str, bool]]:
    """Each clause as written, with whether something in it is denied."""
    return [(text[c.start : c.end].strip(" ,."), bool(c.denied)) for c in clauses_of(text)]


def test_a_sentence_is_cut_where_another_claim_begins() -> None:
    found = claims("The gates of Varn failed, but the pumps did not stop.")
    assert [denied for _, denied in found] == [False, True]
    assert found[0][0] == "The gates of Varn failed"
    assert "pumps did not stop" in found[1][0]


@pytest.mark.parametrize(
    "text",
    [
        "The council did not sell the lock.",
        "The council never sold the lock.",
        "The council has denied that it sold the lock.",
        "The council refused to sell the lock.",
    ],
)
def test_what_is_denied_is_told_however_it_is_denied(text: str) -> None:
    assert any(denied for _, denied in claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Not only the lock was sold.",
        "The skipper pleaded not guilty.",
        "The council sold the lock.",
        "The council bought the lock at the market, not from the town.",
        "The council found no lock.",
    ],
)
def test_what_only_looks_like_a_denial_is_none(text: str) -> None:
    assert not any(denied for _, denied in claims(text))


def test_a_clause_without_a_subject_takes_the_one_before() -> None:
    first, second = clauses_of("The council of Varn met and did not sell the lock.")
    assert {"council", "varn"} & second.subject
    assert first.subject <= first.stems


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The flood sank 14 boats in the harbour.", "boats"),
        ("Some 1,200 people left the town.", "people"),
    ],
)
def test_a_figure_is_told_by_what_it_counts(text: str, noun: str) -> None:
    (number,) = numbers(text)
    assert noun in counted_noun(text, number)
