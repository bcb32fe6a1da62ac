"""The timeline and the key developments: events by their own day, each told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.brief.read.news import Subject, astray, name_stems, news, occasions_of, quoted_share
from qa.brief.read.occasions import events_of, news_of
from qa.brief.read.sheet import Sheet, SheetLine
from qa.types import Sentence
from qa.types.briefing import Development, EventState, Moment, TimelineEvent

SAME_EVENT = 0.68
"""Cosine (MiniLM) of two sentences with the same day from which they tell the same event."""


SURELY_SAME = 0.85
"""The same for two lines published days apart, which may tell a first state and a second."""

BEFORE_ALL = 120
"""Days before the oldest article from which an event is background: the story had not begun."""

_LEAST_WORDS = 6
_MOST_BACKGROUND = 2
"""Rows of what happened long before: more would head the timeline as if the story had begun there."""

SAME_NAMED = 0.5
"""The same for two sentences that share two words of names."""


@dataclass(frozen=True, slots=True)
class _Told:
    line: SheetLine
    when: Moment
    state: EventState
    weight: float


def timeline(sheet: Sheet, most: int = 16) -> list[TimelineEvent]:
    """Events with the day they happened, oldest first, the undated last; at most `most`, the main ones.

    A sentence that names two days is two events.
    """
    events = _folded(sheet, _told(sheet))
    events.sort(key=lambda e: -(e[0].weight + 0.5 * len(e[1])))
    past = [e for e in events if e[0].state == "background"][_MOST_BACKGROUND:]
    events = [e for e in events if e not in past]
    chosen = sorted(events[:most], key=lambda e: _by_day(e[0]))
    return [_event(sheet, told, also) for told, also in chosen]


def _told(sheet: Sheet) -> list[_Told]:
    centre = sheet.vectors.mean(axis=0) if len(sheet.lines) else None
    subject = Subject(sheet)
    first = min((i.article.published for i in sheet.items if i.article.published), default=None)
    found = []
    for line in sheet.reports:
        if quoted_share(line) > 0.8 or len(line.text.split()) < _LEAST_WORDS:
            continue  # nobody is named who says it; a line of the agency and the day
        for occasion in events_of(occasions_of(line)):
            near = float(sheet.vectors[line.index] @ centre)
            weight = near + 0.4 / (1 + line.place)
            weight -= {"day": 0.0, "month": 0.1, "year": 0.4, "unknown": 0.1}[occasion.when.precision]
            state = occasion.state
            if first and occasion.when.last and occasion.when.last < first - timedelta(days=BEFORE_ALL):
                state = "background"
            weight -= 0.4 if state == "background" else 0.0
            weight -= 0.0 if subject.has(line) else 0.15
            found.append(_Told(line, occasion.when, state, weight))
    alone = {t.line.article.id for t in found if not t.line.facts.leans_back and t.line.article.published}
    return [t for t in found if not (t.line.facts.leans_back and t.line.article.id in alone)]


def _folded(sheet: Sheet, told: Sequence[_Told]) -> list[tuple[_Told, list[SheetLine]]]:
    """Events told in several articles once: the weightiest line, told as done, and one of each other."""
    kept: list[tuple[_Told, list[SheetLine]]] = []
    for event in sorted(told, key=lambda t: (t.state == "announced", -t.weight)):
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
    if a.state != b.state and {a.state, b.state} != {"announced", "happened"}:
        return False
    if a.when.first is None or b.when.first is None:
        return a.when.written.lower() == b.when.written.lower() and sheet.cosine(a.line, b.line) >= SAME_EVENT
    if (a.when.first, a.when.last) != (b.when.first, b.when.last):
        return False
    near = sheet.cosine(a.line, b.line)
    return near >= SAME_EVENT or (near >= SAME_NAMED and len(name_stems(a.line) & name_stems(b.line)) >= 2)


def _by_day(told: _Told) -> tuple[bool, date, int, int]:
    first = told.when.first
    return first is None, first or date.max, told.line.item.number, told.line.place


def _event(sheet: Sheet, told: _Told, also: Sequence[SheetLine]) -> TimelineEvent:
    article = told.line.article
    return TimelineEvent(
        when=told.when,
        sentence=sheet.check(told.line),
        published=article.published,
        state=told.state,
        also=tuple(sheet.check(line) for line in also),
    )


def development_lines(sheet: Sheet, most: int) -> list[SheetLine]:
    """The lines that tell the main developments: the first that stands alone of each article, no repeats.

    Where there are fewer articles than lines wanted, second lines follow.
    """
    if not sheet.lines:
        return []
    centre = sheet.vectors.mean(axis=0)
    seen: dict[str, int] = {}
    off = astray(sheet)
    rows: list[tuple[int, float, SheetLine]] = []
    for line in news(sheet):
        if line.place > 4 or line.article.id in off:
            continue
        turn = seen.get(line.article.id, 0)
        seen[line.article.id] = turn + 1
        long = 0.01 * max(0, len(line.text.split()) - 32)
        worth = float(sheet.vectors[line.index] @ centre) + 0.2 / (1 + line.item.number) - long
        rows.append((turn, -worth, line))
    rows.sort(key=lambda row: (row[0], row[1]))
    kept: list[SheetLine] = []
    for _, _, line in rows:
        if len(kept) >= most:
            break
        if not any(_retold(sheet, line, k) for k in kept):
            kept.append(line)
    return kept


def _retold(sheet: Sheet, a: SheetLine, b: SheetLine) -> bool:
    """Whether two lines tell one development; what is told anew on another day is a new one."""
    days = a.article.published, b.article.published
    apart = days[0] and days[1] and abs((days[0] - days[1]).days) > 1
    return sheet.cosine(a, b) >= (SURELY_SAME if apart else SAME_EVENT)


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
        news = news_of(occasions_of(line)) if line else None
        when = news.when if news else Moment("")
        found.append(Development(sentence, when, published))
    return sorted(found, key=_newest_first)


def _newest_first(development: Development) -> tuple[bool, int]:
    known = development.when.first if development.when.precision == "day" else None
    day = known or development.published or development.when.first
    return day is None, -(day.toordinal() if day else 0)
