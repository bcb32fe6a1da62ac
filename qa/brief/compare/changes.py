"""What is new since the last briefing on a topic: added, changed, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from qa.brief.read.sheet import Sheet, SheetLine
from qa.brief.write.record import PastBriefing, PastSentence
from qa.errors import CorpusError
from qa.library.library import Library
from qa.text import content_words
from qa.types import Article
from qa.types.briefing import Change, Comparison, Point

MOST_ADDED = 10


def changes(
    past: PastBriefing, sheet: Sheet, comparison: Comparison, library: Library, found: Sequence[Article]
) -> list[Change]:
    """Every change against an earlier briefing; corrections first, then changed figures, then what was added.

    `found` are the articles that this briefing uses. Times are those of the library: an article counts as
    added when the earlier briefing did not use it.
    """
    replaced: set[str] = set()
    made: list[Change] = []
    for article_id, known in past.articles.items():
        change = _fate(article_id, str(known.get("title", "")), past, sheet, library, replaced)
        if change:
            made.append(change)
    made += _figures(past, comparison)
    made += _disputes(past, comparison)
    fresh = [a for a in found if a.id not in past.articles and a.id not in replaced]
    return made + _added(fresh, sheet)


def _fate(
    article_id: str, title: str, past: PastBriefing, sheet: Sheet, library: Library, replaced: set[str]
) -> Change | None:
    """What became of an article of the earlier briefing; None when it stands as it was."""
    newer = library.replaced_by(article_id)
    if newer is not None:
        replaced.add(newer)
        return _corrected(article_id, newer, title, past, sheet, library)
    shown = _first_of(past, article_id)
    try:
        article = library.get(article_id)
    except CorpusError:
        return Change("withdrawn", f"“{title}” is no longer in the library", None, shown)
    if article.kind == "withdrawn" and past.articles[article_id].get("kind") != "withdrawn":
        return Change("withdrawn", f"“{title}” was withdrawn by its outlet", None, shown)
    return None


def _corrected(old: str, new: str, title: str, past: PastBriefing, sheet: Sheet, library: Library) -> Change:
    """A corrected article: what was shown and no longer stands there, and what stands there now."""
    text = library.get(new).text
    gone = [s for s in past.sentences for c in s.citations if c.article_id == old and c.quote not in text]
    before = gone[0] if gone else None
    now = _nearest(before, sheet.by_article.get(new, ())) if before else None
    what = "" if before else "; what was shown of it still stands there"
    return Change(
        "corrected",
        f"“{title}” was corrected{what}",
        sheet.check(now) if now else None,
        before.text if before else None,
    )


def _nearest(before: PastSentence, lines: Sequence[SheetLine]) -> SheetLine | None:
    """The line of the new version that shares most words with what was shown."""
    words = set(content_words(before.text))
    return max(lines, key=lambda line: len(words & line.facts.stems), default=None)


def _first_of(past: PastBriefing, article_id: str) -> str | None:
    """The first sentence that the earlier briefing showed of an article."""
    rows = (s.text for s in past.sentences for c in s.citations if c.article_id == article_id)
    return next(rows, None)


def _figures(past: PastBriefing, comparison: Comparison) -> list[Change]:
    found = []
    for series in comparison.series:
        newest = next((p for p in series.points if p.newest), None)
        before = past.figures.get(series.about)
        if newest and before is None:
            before = _earlier(past, [p.written for p in series.points if not p.newest], series.points)
        if newest and before and before != newest.written:
            note = f"{series.about}: {before} → {newest.written}"
            found.append(Change("changed", note, newest.sentence, before))
    return found


def _earlier(past: PastBriefing, written: Sequence[str], points: Sequence[Point]) -> str | None:
    """The value of a figure before it changed, if one of the earlier briefing's articles told it."""
    known = {c.article_id for s in past.sentences for c in s.citations}
    for point, words in zip(reversed(points[:-1]), reversed(written), strict=False):
        if any(c.article_id in known for c in point.sentence.citations):
            return words
    return None


def _disputes(past: PastBriefing, comparison: Comparison) -> list[Change]:
    return [
        Change("added", f"new contradiction: {d.about}", d.sides[-1].sentence)
        for d in comparison.differences
        if d.kind == "contradicted" and d.about not in past.disputes
    ]


def _added(fresh: Sequence[Article], sheet: Sheet) -> list[Change]:
    """The lead sentence of each new article, newest first."""
    found = []
    reports = {line.index for line in sheet.reports}
    for article in sorted(fresh, key=lambda a: (a.published is None, a.published), reverse=True)[:MOST_ADDED]:
        lead = next((line for line in sheet.by_article.get(article.id, ()) if line.index in reports), None)
        if lead:
            day = f", {article.published}" if article.published else ""
            note = f"new: {article.outlet or 'unknown outlet'}{day}"
            found.append(Change("added", note, sheet.check(lead)))
    return found
