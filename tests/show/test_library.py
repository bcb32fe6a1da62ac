"""Lists, articles, reports and figures on a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from examples import ARTICLE, EVIL, SOURCES, UNDATED

from qa.show.library import (
    article_page,
    checks_page,
    figures_page,
    list_page,
    removed_page,
    report_page,
    settings_page,
    stats_page,
)
from qa.types import AddedItem, AddReport, LibraryStats, Removed


def test_a_list_says_what_is_not_an_ordinary_report() -> None:
    page = list_page([ARTICLE, UNDATED], 80).plain.split("\n")
    assert page[0].endswith("2026-03-02  Skerrow Tidings  Harbour opens")
    assert page[1].endswith("no date     unknown outlet   A profile  (opinion)".replace("  (", " ("))


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_a_list_fits_the_terminal(width: int) -> None:
    long = replace(ARTICLE, title="word " * 40, outlet="An outlet with a very long name indeed")
    assert max(len(line) for line in list_page([long, UNDATED], width).plain.split("\n")) <= width


def test_an_article_shows_its_facts_text_captions_and_older_versions() -> None:
    page = article_page(ARTICLE, 80, copies=SOURCES[0].also_in, older=[UNDATED]).plain
    assert page.startswith("Harbour opens\nSkerrow Tidings · 2026-03-02\n")
    for words in (
        "Maren Holloway",
        "also in  Daily Lantern",
        "replaced",
        "The mayor denied it.",
        "The quay at dawn",
    ):
        assert words in page


def test_removed_blocks_stand_under_their_reason() -> None:
    article = replace(
        ARTICLE, removed=(Removed("a\nb", "share line"), Removed("c", "share line"), Removed("d", "teaser"))
    )
    assert (
        removed_page(article, 80).plain
        == """\
Harbour opens
3 blocks removed when it was cleaned

share line
  | a
  | b
  | c

teaser
  | d"""
    )


def test_a_report_names_the_reason_of_each_failure() -> None:
    items = (
        AddedItem("added", "a.txt", "1" * 16, "A"),
        AddedItem("duplicate", "b.txt", None, "A", "1" * 16),
        AddedItem("updated", "c.txt", "2" * 16, "C", "replaces 3"),
        AddedItem("failed", "d.pdf", detail="d.pdf: no text in it"),
    )
    assert (
        report_page(AddReport(items, 1.5), 80).plain
        == """\
added         A
duplicate of  11111111 b.txt
updated       C (replaces 3)
failed        d.pdf: no text in it

1 added, 1 updated, 1 duplicate, 1 failed in 1.5 s"""
    )
    assert "added         A" not in report_page(AddReport(items, 1.5), 80, quiet=True).plain
    assert "nothing to add" in report_page(AddReport(()), 80).plain


def test_stats_settings_checks_and_figures() -> None:
    stats = LibraryStats(
        2, 3, {"A": 1, "B": 1}, {"en": 2}, date(2026, 1, 1), date(2026, 1, 2), 1, 0, "minilm"
    )
    assert "2026-01-01 to 2026-01-02, 1 without a date" in stats_page(stats, 80).plain
    page = settings_page({"model": None, "cache": True, "top_k": 3}, {"top_k": "option --top-k"}, 80).plain
    assert page == "model  not set\ncache  true\ntop_k  3 (option --top-k)"
    assert (
        checks_page([("fail", "model", "no reply", "start it")], 80).plain
        == "fail  model  no reply\n             hint: start it"
    )
    figures = figures_page(2, {"passed": 0.5}, [("one", "Who?", "not answered")], ["passed is low"], 80).plain
    assert "one  Who?" in figures
    assert "2 cases, 1 as expected" in figures
    assert "under its floor: passed is low" in figures


def test_text_from_outside_stays_on_its_line() -> None:
    article = replace(ARTICLE, title=f"{EVIL}\nsecond", outlet=EVIL)
    assert list_page([article], 200).plain.count("\n") <= 2
    assert "\x1b" not in list_page([article], 200).plain
