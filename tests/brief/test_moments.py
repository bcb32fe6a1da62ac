"""The day of an event: resolved from the article's own date, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.brief.moments import is_planned, moments
from qa.briefing import Moment
from qa.text import dates

WEDNESDAY = date(2025, 8, 20)


def labels(text: str, published: date | None = WEDNESDAY) -> list[str]:
    return [m.label for m in moments(text, tuple(dates(text)), published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Alaska last Friday.", ["2025-08-15"]),
        ("On Monday he hosted them.", ["2025-08-18"]),
        ("The call ended on Wednesday.", ["2025-08-20"]),
        ("He met the first last Friday and hosted the second on Monday.", ["2025-08-15", "2025-08-18"]),
        ("Ships will not be let in before Thursday.", ["2025-08-21"]),
        ("A service will be held on Monday at noon.", ["2025-08-25"]),
        ("They meet again next Wednesday.", ["2025-08-27"]),
        ("Yesterday the port was shut.", ["2025-08-19"]),
        ("The summit took place on June 24–25, 2025.", ["2025-06-24 – 2025-06-25"]),
        ("The plant will close on 30 September.", ["2025-09-30"]),
        ("The plant closed on 3 March.", ["2025-03-03"]),
        ("The last test took place in October.", ["2024-10"]),
        ("It had not been checked since May.", []),
        ("They offered 31 per cent more than Friday's price.", ["2025-08-15"]),
        ("The mole was built in 1987.", ["1987"]),
    ],
)
def test_days_resolve_from_the_day_of_publication(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The call ended on Wednesday.", ["Wednesday, date unknown"]),
        ("They met last Friday.", ["last Friday, date unknown"]),
        ("It opens on 24 June.", ["24 June, date unknown"]),
        ("The summit took place on June 24–25, 2025.", ["2025-06-24 – 2025-06-25"]),
    ],
)
def test_without_a_day_of_publication_nothing_relative_is_guessed(text: str, expected: list[str]) -> None:
    assert labels(text, None) == expected


def test_the_day_of_a_mere_said_gives_way_to_the_day_of_the_event() -> None:
    assert labels("The valve burst on Monday, the board said on Tuesday.") == ["2025-08-18"]


def test_what_is_announced_is_planned_and_what_happened_is_not() -> None:
    def planned(text: str) -> bool:
        (moment,) = moments(text, tuple(dates(text)), WEDNESDAY)
        return is_planned(text, moment, WEDNESDAY)

    assert planned("The board will meet on Monday.")
    assert not planned("The board met on Monday.")


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_last_weekday_is_within_the_seven_days_before(published: date, weekday: int) -> None:
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    text = f"They met last {name}."
    (moment,) = moments(text, tuple(dates(text)), published)
    assert moment.first is not None
    assert moment.first.weekday() == weekday
    assert 1 <= (published - moment.first).days <= 7


def test_labels_say_what_is_known() -> None:
    assert Moment("in May", date(2025, 5, 1), date(2025, 5, 31), "month").label == "2025-05"
    assert Moment("").label == "date unknown"
