"""Pages as content systems write them: title, day, people and outlet where each system states them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.cms import Page, faults, more, pages  # noqa: E402
from qa.articles.calendar_names import days_in  # noqa: E402


@pytest.mark.parametrize("page", [p for p in (*pages(), *more()) if not p.locked], ids=lambda p: p.name)
def test_facts_are_found_where_a_system_states_them(page: Page) -> None:
    assert faults(page) == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Fri, 08/10/2018 - 13:05", date(2018, 8, 10)),
        ("Mon, 08/10/2018 - 13:05", date(2018, 10, 8)),
        ("Wednesday 04/05/2022", date(2022, 5, 4)),
    ],
)
def test_a_weekday_tells_which_figure_is_the_month(line: str, day: date) -> None:
    assert [found.day for found in days_in(line, "en")] == [day]


def test_two_figures_without_a_weekday_stay_unknown() -> None:
    assert list(days_in("08/10/2018 - 13:05", "en")) == []
