"""A date is in the cited words or follows from them and the day of publication."""

from datetime import date

import pytest

from tests.answer.verify.held import failing

DAY = date(2025, 8, 20)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("They met on 20 August 2025.", "They met on Wednesday."),
        ("They met on Tuesday.", "They met yesterday."),
        ("They met on 18 August.", "They met two days ago."),
        ("They met on June 24, 2025.", "They met on 24–25 June 2025."),
        ("They met in June 2025.", "They met on 24 June 2025."),
        ("They met in the summer of 2025.", "They met at the 2025 summit."),
        ("He won 2 years later.", "He won two years later."),
        ("Over 1800 people left.", "Over 1,800 people left."),
        ("They met last Friday.", "They met on Friday."),
        ("It came out almost ten years ago.", "It came out nearly a decade ago."),
        ("It came out 14 days ago.", "It came out two weeks ago."),
        ("A successor was to be named the following week.", "“I will name a successor next week,” he said."),
        ("They put it off until the next day.", "He said: “We will talk about it tomorrow.”"),
        ("They had met the week before.", "They met last week."),
    ],
)
def test_a_date_may_be_told_otherwise(claim, source):
    assert "dates" not in failing(claim, source, published=DAY)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("They met on 21 August 2025.", "They met on Wednesday."),
        ("They met on Wednesday.", "They met on Tuesday."),
        ("They met on 25 June 2024.", "They met on 25 June 2025."),
        ("They met in 2023.", "They met in the capital."),
        ("It came out five years ago.", "It came out nearly a decade ago."),
        ("He won three years later.", "He won two years later."),
        ("They met the following week.", "They met last week."),
    ],
)
def test_another_day_month_or_year_is_found(claim, source):
    assert "dates" in failing(claim, source, published=DAY)


def test_without_a_day_of_publication_a_weekday_is_no_calendar_day():
    assert "dates" in failing("They met on 20 August 2025.", "They met on Wednesday.")
