"""Expressions of several words mean the days they say, or stay as written where others could be meant."""

from __future__ import annotations

from datetime import date

import pytest

from qa.brief.read.expressions import moments_in

TUESDAY = date(2025, 8, 19)


def days(text: str, published: date | None = TUESDAY) -> list[str]:
    return [m.when.label for m in moments_in(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The first shift will begin on the second Tuesday in May.", "2026-05-12"),
        ("The boiler is to be sold on the last Friday of September.", "2025-09-26"),
        ("The owners met the bank on the first Monday of this month.", "2025-08-04"),
        ("Work begins on the first Monday in October.", "2025-10-06"),
        ("They voted on the third Thursday of last month.", "2025-07-17"),
        ("It was founded on the first Sunday in March 2011.", "2011-03-06"),
        ("The fair will open on the fourth Saturday of next month.", "2025-09-27"),
        ("The exhibit is to run from August 12 through September 9.", "2025-08-12 – 2025-09-09"),
        ("Sessions run December 29 to January 3.", "2025-12-29 – 2026-01-03"),
        ("The flood of August 29 – September 7, 2006 is not forgotten.", "2006-08-29 – 2006-09-07"),
        ("Output fell in the first quarter of 2024.", "2024-01 – 2024-03"),
        ("They moved in last month.", "2025-07"),
        ("The work is to end next year.", "2026"),
        ("The plant was sold last week.", "2025-08-11 – 2025-08-17"),
        ("The board expects to decide by the end of the year.", "2025"),
        ("On Thursday, the owners are to meet the bank.", "2025-08-21"),
        ("Crowds are bracing for a march on Saturday.", "2025-08-23"),
        ("This coming Friday the court decides.", "2025-08-22"),
        ("They met this past Friday.", "2025-08-15"),
    ],
)
def test_what_the_words_say_together_is_read(text: str, expected: str) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The fiscal year 2026 budget is short.",
        "They meet on every first Monday of each month.",
        "It was colder this winter.",
        "On any Tuesday or Thursday people queue.",
        "“We will talk about it tomorrow,” she said.",
        "Almost three weeks ago it rained.",
        "It rained over the last year.",
        "Toward the end of the year he was named judge.",
        "They met last Monday.",
    ],
)
def test_what_could_be_another_day_stays_as_written(text: str) -> None:
    assert all("unknown" in label for label in days(text, date(2025, 8, 20)))


def test_nothing_is_counted_from_an_article_without_a_day() -> None:
    assert all("unknown" in label for label in days("The second Tuesday in May is near.", None))
    assert days("The second Tuesday in May 2026 is near.", None) == ["2026-05-12"]


@pytest.mark.parametrize("published", [date(2024, 12, 31), date(2025, 1, 1), date(2024, 2, 29)])
def test_ends_of_years_and_leap_days_break_nothing(published: date) -> None:
    for text in ("last month", "next week", "from December 30 to January 2", "the fifth Friday in February"):
        days(f"They met {text}.", published)
