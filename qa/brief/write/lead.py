"""What leads a briefing: the bottom line without a model, and the core that a model writes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.brief.read.news import announces, astray, news, on_story
from qa.brief.read.sheet import Sheet, SheetLine, cited
from qa.types import Evidence, EvidenceSentence
from qa.types.briefing import Comparison

CORE_ARTICLES = 10
CORE_SENTENCES = 6
"""Sentences of one article that a model gets: the first three, and those nearest to the centre of all.
Ten articles are then about 2,000 tokens."""

NEWEST = 0.5
"""How much being the newest counts against being central (cosine) for the bottom line."""

ANNOUNCED = 0.3
"""What a line that only announces loses to one that tells of what was done."""

ON_STORY = 0.3
"""What a line loses whose article tells something else than most of the others."""

SHORT, LONG = 32, 0.01
"""Words that a sentence of the bottom line may have, and what each further one costs: three of fifty words
fill the screen that was to give the gist."""

REPEATS = 0.62
SURELY_REPEATS = 0.8
"""Cosines from which a further sentence of the bottom line may repeat, or repeats, one before."""


def bottom_line(sheet: Sheet, most: int, stale: frozenset[int] = frozenset()) -> list[SheetLine]:
    """The lines that say where things stand: central lead sentences, the newest first, one an article.

    `stale`: indices of lines that newer articles have overtaken, or that others dispute. Only where the first
    lines of articles make fewer than two does a later line follow.
    """
    if not sheet.lines:
        return []
    centre = sheet.vectors.mean(axis=0)
    ranks, story, off = _recency(sheet), on_story(sheet), astray(sheet)
    rows = [
        (
            float(sheet.vectors[line.index] @ centre)
            + NEWEST * ranks.get(line.article.id, 0.0) * story.get(line.article.id, 1.0)
            + ON_STORY * story.get(line.article.id, 1.0)
            + 0.25 / (1 + line.place)
            - LONG * max(0, len(line.text.split()) - SHORT)
            - (ANNOUNCED if announces(line) and not _newest_alone(sheet, line) else 0.0),
            line,
        )
        for line in news(sheet)
        if line.place <= 2 and line.index not in stale and line.article.id not in off
    ]
    rows.sort(key=lambda row: (-row[0], row[1].item.number, row[1].place))
    kept: list[SheetLine] = []
    for leads, enough in ((True, most), (False, min(2, most))):
        for _, line in rows:
            told = any(k.article.id == line.article.id for k in kept)
            fits = line.place == 0 and not told if leads else told or not kept
            if len(kept) < enough and fits and not any(_repeats(sheet, line, k) for k in kept):
                kept.append(line)
    return sorted(kept, key=lambda k: -ranks.get(k.article.id, 0.0))


def _repeats(sheet: Sheet, a: SheetLine, b: SheetLine) -> bool:
    """Whether one line says what another says: near in meaning, and half of the shorter in its words."""
    common = len(a.facts.stems & b.facts.stems) / max(1, min(len(a.facts.stems), len(b.facts.stems)))
    near = sheet.cosine(a, b)
    return near >= SURELY_REPEATS or (near >= REPEATS and common >= 0.5)


def overtaken(sheet: Sheet, comparison: Comparison) -> frozenset[int]:
    """Indices of the lines that no longer say where things stand.

    Those with a figure that a newer one replaced (and not that one too), from before a change in time, and
    those in dispute.
    """
    old: set[tuple[str, int]] = set()
    new: set[tuple[str, int]] = set()
    for series in comparison.series:
        for point in series.points:
            (new if point.newest else old).update(cited(point.sentence, *point.also))
    for difference in comparison.differences:
        sides = difference.sides[:-1] if difference.kind == "in time" else difference.sides
        if difference.kind != "described differently":
            old |= {place for side in sides for place in cited(side.sentence)}
    return frozenset(r.index for r in sheet.lines if (r.article.id, r.sentence.start) in old - new)


def _newest_alone(sheet: Sheet, line: SheetLine) -> bool:
    """Whether no other article is as new: what it announces cannot have been overtaken."""
    day = line.article.published
    others = [i.article.published for i in sheet.items if i.article.id != line.article.id]
    return day is not None and all(o is not None and o < day for o in others)


def _recency(sheet: Sheet) -> dict[str, float]:
    """1 for the newest article, 0 for the oldest; 0 for an undated one."""
    days = sorted({i.article.published for i in sheet.items if i.article.published})
    return {
        item.article.id: _share(days, item.article.published)
        for item in sheet.items
        if item.article.published
    }


def _share(days: Sequence[date], day: date | None) -> float:
    if day is None or len(days) < 2:
        return 1.0 if day else 0.0
    return (day - days[0]).days / max(1, (days[-1] - days[0]).days)


def core(sheet: Sheet) -> tuple[Evidence, ...]:
    """The sentences a model summarises from, numbered from 1: no opinions, nothing said to a machine."""
    if not sheet.lines:
        return ()
    usable = {line.index for line in sheet.reports}
    centre = sheet.vectors.mean(axis=0)
    found: list[Evidence] = []
    for item in sheet.items:
        lines = [line for line in sheet.by_article.get(item.article.id, ()) if line.index in usable]
        central = sorted(lines, key=lambda line: -float(sheet.vectors[line.index] @ centre))
        first = lines[:3]
        more = [line for line in central if line not in first][: CORE_SENTENCES - len(first)]
        chosen = sorted((*first, *more), key=lambda line: line.place)
        if not chosen or len(found) == CORE_ARTICLES:
            continue
        number = len(found) + 1
        sentences = tuple(
            EvidenceSentence(f"{number}.{i}", line.sentence.start, line.sentence.end)
            for i, line in enumerate(chosen, start=1)
        )
        found.append(
            Evidence(number, item.article, item.passages, sentences, item.score, item.why, item.also_in)
        )
    return tuple(found)
