"""The timeline and the key developments: events by their own day, each told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.brief.moments import is_planned, moments
from qa.brief.sheet import Line, Sheet
from qa.briefing import Development, Moment, TimelineEvent
from qa.types import Sentence

SAME_EVENT = 0.68
"""Cosine (MiniLM) of two sentences with the same day from which they tell the same event."""


@dataclass(frozen=True, slots=True)
class _Told:
    line: Line
    when: Moment
    weight: float


def timeline(sheet: Sheet, most: int = 16) -> list[TimelineEvent]:
    """Events with the day they happened, oldest first, the undated last; at most `most`, the main ones.

    A sentence that names two days is two events.
    """
    events = _folded(sheet, _told(sheet))
    events.sort(key=lambda e: -(e[0].weight + 0.5 * len(e[1])))
    chosen = sorted(events[:most], key=lambda e: _by_day(e[0]))
    return [_event(sheet, told, also) for told, also in chosen]


def _told(sheet: Sheet) -> list[_Told]:
    centre = sheet.vectors.mean(axis=0) if len(sheet.lines) else None
    found = []
    for line in sheet.reports:
        published = line.article.published
        for moment in moments(line.text, line.facts.dates, published, skip=line.facts.dateline):
            if moment.first is None and not _names_a_day(line, moment):
                continue
            near = float(sheet.vectors[line.index] @ centre)
            weight = near + 0.4 / (1 + line.place) - (0.25 if line.facts.leans_back else 0.0)
            weight -= {"day": 0.0, "month": 0.1, "year": 0.4, "unknown": 0.1}[moment.precision]
            found.append(_Told(line, moment, weight))
    return found


def _names_a_day(line: Line, moment: Moment) -> bool:
    """Whether an unresolved moment is a day at least ("Wednesday", "24 June"), not "last year"."""
    at = line.text.find(moment.written)
    return any(
        d.start <= at < d.end and (d.weekday is not None or d.day is not None or d.days is not None)
        for d in line.facts.dates
    )


def _folded(sheet: Sheet, told: Sequence[_Told]) -> list[tuple[_Told, list[Line]]]:
    """Events told in several articles once: the weightiest line, and one of each other article."""
    kept: list[tuple[_Told, list[Line]]] = []
    for event in sorted(told, key=lambda t: -t.weight):
        for first, also in kept:
            if first.line.index != event.line.index and _same(sheet, first, event):
                articles = {first.line.article.id, *(line.article.id for line in also)}
                if event.line.article.id not in articles:
                    also.append(event.line)
                break
        else:
            kept.append((event, []))
    return kept


def _same(sheet: Sheet, a: _Told, b: _Told) -> bool:
    if a.when.first is None or b.when.first is None:
        return a.when.written.lower() == b.when.written.lower() and sheet.cosine(a.line, b.line) >= SAME_EVENT
    overlap = a.when.first == b.when.first and a.when.last == b.when.last
    return overlap and sheet.cosine(a.line, b.line) >= SAME_EVENT


def _by_day(told: _Told) -> tuple[bool, date, int, int]:
    first = told.when.first
    return first is None, first or date.max, told.line.item.number, told.line.place


def _event(sheet: Sheet, told: _Told, also: Sequence[Line]) -> TimelineEvent:
    article = told.line.article
    return TimelineEvent(
        when=told.when,
        sentence=sheet.check(told.line),
        published=article.published,
        planned=is_planned(told.line.text, told.when, article.published),
        also=tuple(sheet.check(line) for line in also),
    )


def development_lines(sheet: Sheet, most: int) -> list[Line]:
    """The lines that tell the main developments: the first that stands alone of each article, no repeats.

    Where there are fewer articles than lines wanted, second lines follow.
    """
    if not sheet.lines:
        return []
    centre = sheet.vectors.mean(axis=0)
    seen: dict[str, int] = {}
    rows: list[tuple[int, float, Line]] = []
    for line in sheet.reports:
        if line.facts.leans_back or len(line.text.split()) < 8 or line.place > 4:
            continue
        turn = seen.get(line.article.id, 0)
        seen[line.article.id] = turn + 1
        rows.append((turn, -(float(sheet.vectors[line.index] @ centre) + 0.2 / (1 + line.item.number)), line))
    rows.sort(key=lambda row: (row[0], row[1]))
    kept: list[Line] = []
    for _, _, line in rows:
        if len(kept) >= most:
            break
        if all(sheet.cosine(line, k) < SAME_EVENT for k in kept):
            kept.append(line)
    return kept


def developments(sheet: Sheet, sentences: Sequence[Sentence]) -> list[Development]:
    """Checked sentences as developments, each with the day of its event, newest first, undated last."""
    found = []
    by_id = {item.article.id: item.article for item in sheet.items}
    rows = {(line.article.id, line.sentence.start): line for line in sheet.lines}
    for sentence in sentences:
        citation = sentence.citations[0]
        article = by_id.get(citation.article_id)
        line = rows.get((citation.article_id, citation.start))
        published = article.published if article else None
        when = Moment("")
        if line is not None:
            named = moments(line.text, line.facts.dates, published, skip=line.facts.dateline)
            past = [m for m in named if m.first and m.precision == "day"]
            when = next(iter(past), next(iter(named), when))
        found.append(Development(sentence, when, published))
    return sorted(found, key=_newest_first)


def _newest_first(development: Development) -> tuple[bool, int]:
    known = development.when.first if development.when.precision == "day" else None
    day = known or development.published or development.when.first
    return day is None, -(day.toordinal() if day else 0)
