"""The two seed articles: how they differ, and what their relative days mean with and without a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa.articles.load import load_articles
from qa.brief.compare.differences import differences
from qa.brief.compose import Bureau
from qa.brief.read.sheet import Sheet
from qa.brief.write.timeline import timeline
from qa.types.briefing import Difference

Make = Callable[..., Sheet]


def sheet(sheet_of: Make, seeds: Path, published: date | None = None) -> Sheet:
    found = [load_articles(str(p), published=published).articles[0] for p in sorted(seeds.glob("*.txt"))]
    return sheet_of(*found)


def found(sheet: Sheet, bureau: Bureau) -> list[Difference]:
    return differences(sheet, {i.article.id: 0 for i in sheet.items}, bureau.reader)


def test_the_seeds_differ_on_who_the_32_were(sheet_of: Make, seeds: Path, bureau: Bureau) -> None:
    phrases = [{s.phrase for s in d.sides} for d in found(sheet(sheet_of, seeds), bureau)]
    assert any({"32 allied military leaders", "32 defense ministers"} <= p for p in phrases)


def test_scheduled_here_and_held_there_are_two_statements_in_time(
    sheet_of: Make, seeds: Path, bureau: Bureau
) -> None:
    told = [d for d in found(sheet(sheet_of, seeds), bureau) if d.kind == "in time"]
    assert any("scheduled" in d.sides[0].phrase and "held" in d.sides[1].phrase for d in told)


def test_three_year_and_over_three_years_are_described_differently(
    sheet_of: Make, seeds: Path, bureau: Bureau
) -> None:
    phrases = [{s.phrase for s in d.sides} for d in found(sheet(sheet_of, seeds), bureau)]
    assert {"three-year", "over three years"} in phrases


def test_the_seeds_do_not_contradict_each_other(sheet_of: Make, seeds: Path, bureau: Bureau) -> None:
    assert [d for d in found(sheet(sheet_of, seeds), bureau) if d.kind == "contradicted"] == []


def test_without_a_date_relative_days_stay_as_written(sheet_of: Make, seeds: Path) -> None:
    labels = {e.when.label for e in timeline(sheet(sheet_of, seeds), 40)}
    assert {"Wednesday, date unknown", "Monday, date unknown"} <= labels
    assert {"last Friday, date unknown", "Last Friday, date unknown"} & labels
    assert {label for label in labels if label.startswith("2025-")} == {"2025-06-24 – 2025-06-25"}


@pytest.mark.parametrize(
    ("written", "day"), [("last Friday", "2025-08-15"), ("Monday", "2025-08-18"), ("Wednesday", "2025-08-20")]
)
def test_with_a_date_relative_days_resolve(sheet_of: Make, seeds: Path, written: str, day: str) -> None:
    events = timeline(sheet(sheet_of, seeds, date(2025, 8, 20)), 40)
    days = {e.when.label for e in events if e.when.written.lower() == written.lower()}
    assert days == {day}
    assert all(e.when.resolved for e in events if e.when.written.lower() == written.lower())
