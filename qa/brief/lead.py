"""What leads a briefing: the bottom line without a model, and the core that a model writes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.brief.sheet import Line, Sheet
from qa.types import Evidence, EvidenceSentence

CORE_ARTICLES = 10
CORE_SENTENCES = 6
"""Sentences of one article that a model gets: the first three, and those nearest to the centre of all.
Ten articles are then about 2,000 tokens."""

NEWEST = 0.5
"""How much being the newest counts against being central (cosine) for the bottom line."""

REPEATS = 0.62
"""Cosine from which a further sentence of the bottom line repeats one before."""


def bottom_line(sheet: Sheet, most: int) -> list[Line]:
    """The lines that say where things stand: central lead sentences, the newest preferred, one an article."""
    if not sheet.lines:
        return []
    centre = sheet.vectors.mean(axis=0)
    ranks = _recency(sheet)
    rows = [
        (
            float(sheet.vectors[line.index] @ centre)
            + NEWEST * ranks.get(line.article.id, 0.0)
            + 0.25 / (1 + line.place),
            line,
        )
        for line in sheet.reports
        if line.place <= 1 and not line.facts.leans_back and len(line.text.split()) >= 8
    ]
    rows.sort(key=lambda row: (-row[0], row[1].item.number, row[1].place))
    kept: list[Line] = []
    for _, line in rows:
        if len(kept) == most:
            break
        fresh = all(k.article.id != line.article.id and sheet.cosine(k, line) < REPEATS for k in kept)
        if fresh:
            kept.append(line)
    return sorted(kept, key=lambda k: -ranks.get(k.article.id, 0.0))


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
