"""Periods in the words of a question become filters."""

from datetime import date

import pytest

from qa.kinds.over.period import bounded
from qa.types import Query

TODAY = date(2025, 9, 10)


@pytest.mark.parametrize(
    ("text", "since", "until", "rest"),
    [
        ("What happened in May 2024?", date(2024, 5, 1), date(2024, 5, 31), "What happened ?"),
        ("Main events of 2023", date(2023, 1, 1), date(2023, 12, 31), "Main events"),
        ("What is new since June 2025?", date(2025, 6, 1), None, "What is new ?"),
        ("What was new last week?", date(2025, 9, 1), date(2025, 9, 7), "What was new ?"),
        ("News between April and May 2024", date(2024, 4, 1), date(2024, 5, 31), "News"),
        ("The last week of May 2024", date(2024, 5, 25), date(2024, 5, 31), ""),
        ("How many articles mention the pier?", None, None, "How many articles mention the pier?"),
    ],
)
def test_a_period_is_read(text: str, since: date | None, until: date | None, rest: str) -> None:
    query, words, note = bounded(Query(text), TODAY)
    assert (query.since, query.until) == (since, until)
    assert words == rest
    assert bool(note) == bool(since or until)


def test_a_filter_that_was_given_stays() -> None:
    query, _, _ = bounded(Query("What happened in May 2024?", since=date(2024, 5, 20)), TODAY)
    assert query.since == date(2024, 5, 20)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What happened in early March 2024?", date(2024, 3, 1), date(2024, 3, 10)),
        ("What happened in late March 2024?", date(2024, 3, 22), date(2024, 3, 31)),
        ("News from the beginning of 2024", date(2024, 1, 1), date(2024, 5, 1)),
        ("What went on in the second half of 2023?", date(2023, 7, 2), date(2023, 12, 31)),
        ("What was new in spring 2024?", date(2024, 3, 1), date(2024, 5, 31)),
        ("What happened in the winter of 2023?", date(2023, 12, 1), date(2024, 2, 29)),
        ("What was in the news around Christmas 2023?", date(2023, 12, 18), date(2024, 1, 1)),
        ("What happened around 5 May 2024?", date(2024, 4, 28), date(2024, 5, 12)),
    ],
)
def test_a_part_of_a_period_is_read(text: str, since: date, until: date) -> None:
    query, words, _ = bounded(Query(text), TODAY)
    assert (query.since, query.until) == (since, until)
    assert "202" not in words
    assert not any(word in words for word in ("early", "late", "spring", "winter", "Christmas", "half"))
