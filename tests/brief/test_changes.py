"""What is new against an earlier briefing: figures, disputes, additions, withdrawals, on texts of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fakes.briefs import WordEmbedder

from qa.brief.compare.changes import MOST_ADDED, changes
from qa.brief.read.sheet import SentenceReadings, Sheet, make_sheet
from qa.brief.write.record import PastBriefing, PastSentence
from qa.library.library import Library
from qa.types import Article, Citation
from qa.types.briefing import Change, Comparison, Difference, Point, Series, Side

OLD = Article.make(
    "Locks of Varn shut",
    "The locks of Varn were shut on Monday. The storm broke 12 boats, the harbour office said.",
    "The Courier",
    published=date(2026, 3, 2),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as opened:
        opened.add_articles([OLD])
        yield opened


def past(figures: dict[str, str] | None = None, disputes: frozenset[str] = frozenset()) -> PastBriefing:
    """A briefing that showed the second sentence of `OLD`."""
    words = OLD.text.split(". ")[1]
    cited = Citation(1, OLD.id, OLD.text.index(words), len(OLD.text), words)
    shown = (PastSentence("developments", words, (cited,)),)
    known = {OLD.id: {"title": OLD.title, "outlet": OLD.outlet, "published": "2026-03-02", "kind": OLD.kind}}
    return PastBriefing("locks", "Locks", "f" * 16, known, shown, figures or {}, disputes, None, {})


def sheet_of(*articles: Article) -> Sheet:
    return make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]


def new(
    library: Library, *articles: Article, before: PastBriefing | None = None, **compared: Any
) -> list[Change]:
    sheet = sheet_of(*articles)
    return changes(before or past(), sheet, Comparison(**compared), library, articles)


def later(n: int) -> Article:
    text = f"Workers mended gate {n} of the locks of Varn on Friday. Boats came in."
    return Article.make(f"Gate {n} of Varn mended", text, "Herald", published=date(2026, 3, 3 + n))


def test_a_library_that_stands_as_it_was_has_nothing_new(library: Library) -> None:
    assert new(library, OLD) == []


def test_a_new_article_is_told_by_its_first_sentence_the_newest_first(library: Library) -> None:
    found = new(library, OLD, later(1), later(2))
    assert [c.kind for c in found] == ["added", "added"]
    assert [c.now.text for c in found if c.now] == [a.text.split(". ")[0] + "." for a in (later(2), later(1))]
    assert found[0].note == "new: Herald, 2026-03-05"


def test_only_so_many_additions_are_listed(library: Library) -> None:
    assert len(new(library, OLD, *(later(n) for n in range(MOST_ADDED + 3)))) == MOST_ADDED


def test_an_article_that_is_gone_is_withdrawn_with_what_was_shown_of_it(library: Library) -> None:
    library.remove(OLD.id)
    (one,) = new(library, later(1))[:1]
    assert one.kind == "withdrawn"
    assert one.before == OLD.text.split(". ")[1]


def test_a_figure_that_changed_shows_both_values(library: Library) -> None:
    newer = later(1)
    sheet = sheet_of(OLD, newer)
    line = sheet.by_article[newer.id][0]
    points = (
        Point(12, "12 boats", OLD.published, sheet.check(sheet.by_article[OLD.id][1]), "The Courier", False),
        Point(15, "15 boats", newer.published, sheet.check(line), "Herald", True),
    )
    moved = Comparison(series=(Series("broken", None, points),))
    found = changes(past({"broken": "12 boats"}), sheet, moved, library, (OLD,))
    assert [(c.kind, c.note) for c in found] == [("changed", "broken: 12 boats → 15 boats")]
    assert changes(past({"broken": "15 boats"}), sheet, moved, library, (OLD,)) == []


def test_a_contradiction_is_new_once(library: Library) -> None:
    sheet = sheet_of(OLD)
    side = Side("shut", sheet.check(sheet.lines[0]), "The Courier", OLD.published, None)
    apart = Comparison(differences=(Difference("contradicted", "locks", (side, side)),))
    assert [c.note for c in changes(past(), sheet, apart, library, (OLD,))] == ["new contradiction: locks"]
    assert changes(past(disputes=frozenset({"locks"})), sheet, apart, library, (OLD,)) == []
