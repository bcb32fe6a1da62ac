"""When an event happened: dates as written, resolved from the article's own date, never guessed.

A bare weekday is the last one before the article, or the coming one when the words around it look ahead
("will meet on Monday"); the weekday of publication itself is that very day. Without a date of publication
nothing relative is resolved.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from qa.text import DateMention
from qa.text.tense import tense_at
from qa.types.briefing import Moment

_ABOUT = re.compile(
    r"\b(?:almost|about|nearly|roughly|some|around|over|than|at least|up to|only|just|a few|several)\s$", re.I
)
_LAST = re.compile(
    r"\b(?:last|past|previous|letzten|vergangenen)\s+$|^(?:last|past|previous|letzten|vergangenen)\s",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:next|coming|nächsten)\s+$|^(?:next|coming|nächsten)\s", re.IGNORECASE)
_YEAR_OF = re.compile(r",?\s(?:of\s)?(?P<which>last|this|next) year\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:year|decade|quarter|spring|summer|autumn|fall|winter|month|minute|hour)s?\b", re.IGNORECASE
)


def moment_of(
    text: str, span: tuple[int, int], group: Sequence[DateMention], published: date | None
) -> Moment:
    """The moment that the mentions at `span` mean: one day, or a span of days."""
    written = text[span[0] : span[1]].rstrip(".,")
    tense = tense_at(text, *span)
    days = [_resolve(m, text, published, tense) for m in group]
    known = [d for d in days if d is not None]
    if not known or len(known) < len(days):
        return Moment(written)
    first, last = min(k[0] for k in known), max(k[1] for k in known)
    precision = group[0]
    stated = precision.year is not None
    kind = "day" if precision.day or precision.relative else "month" if precision.month else "year"
    return Moment(written, first, last, kind, not stated)  # type: ignore[arg-type]


def _resolve(mention: DateMention, text: str, published: date | None, tense: str) -> tuple[date, date] | None:
    """The first and last day that a mention means; None when its words do not fix them."""
    if mention.year is not None:
        return _calendar_span(mention)
    if published is None:
        return None
    if (named := _YEAR_OF.match(text, mention.end)) and mention.month is not None:
        year = published.year + {"last": -1, "this": 0, "next": 1}[named["which"].lower()]
        return _calendar_span(replace(mention, year=year))
    if mention.days is not None:
        if re.search(r"\bago$", text[mention.start : mention.end]) and (
            mention.days % 7 == 0 or mention.days < -_FEW_DAYS or _ABOUT.search(text[: mention.start])
        ):
            return None  # "three weeks ago" is rarely the very day
        day = published + timedelta(days=mention.days)
        return None if _VAGUE.search(text[mention.start : mention.end]) else (day, day)
    if mention.weekday is not None and mention.day is None:
        found = _weekday(mention, text, published, tense == "ahead")
        return (found, found) if found else None
    if mention.month is not None and mention.day is not None:
        return _day_of_year(mention, published, tense)
    if mention.month is not None and not mention.relative:
        return month_span(mention.month, published, tense == "ahead")
    return None


def _day_of_year(mention: DateMention, published: date, tense: str) -> tuple[date, date] | None:
    """The nearest such day, on the side that the words look to; None where they do not agree.

    "Is to begin on 23 January", written on the 28th, may look back on what was planned or ahead a year; a day
    months ahead of which the words say nothing may be that of last year.
    """
    near = mention.resolve(published)
    if not near or mention.month is None or mention.day is None:
        return None
    day = min(near)
    if tense != "ahead" and (day - published).days > _JUST_PAST:
        if tense != "behind":
            return None
        day = _coming(mention.month, mention.day, published - timedelta(days=366)) or day
    if tense == "ahead" and day < published:
        if (published - day).days < _JUST_PAST:
            return None
        coming = _coming(mention.month, mention.day, published)
        if coming is None:
            return None
        day = coming
    agrees = mention.weekday is None or mention.weekday == day.weekday()
    return (day, day) if agrees else None


_OWNED = re.compile(r"\b(?:the|an?|its|their|his|her)\s(?:[a-z]+\s)?$", re.IGNORECASE)
_KIND = re.compile(
    r"\s(?!(?:morning|afternoon|evening|night|before|after|that|when|which|to|in|at|of|on|and|or|is|was|for|by|"
    r"with|from|as|until|he|she|it|they|we|the)\b)[a-z]{3,}"
)
"""A weekday between such words says of what kind a thing is, not when it was."""
_HAD_UNTIL = re.compile(r"\bhad\b[^,;.]*\b(?:until|till|by)\s+$")
_FEW_DAYS = 6
_JUST_PAST = 60
"""Days within which a day that the words look ahead to, but that is past, is left as written."""


def _coming(month: int, day: int, published: date) -> date | None:
    """The next such day from publication on; None for a day that no calendar has."""
    for year in (published.year, published.year + 1):
        try:
            if (found := date(year, month, day)) >= published:
                return found
        except ValueError:
            continue
    return None


def _calendar_span(mention: DateMention) -> tuple[date, date] | None:
    year, month, day = mention.year, mention.month, mention.day
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _weekday(mention: DateMention, text: str, published: date, ahead: bool) -> date | None:
    """The day of a weekday; None for every such day, and for "last" or "next" within the week of writing.

    On a Friday "last Monday" is that of this week to some and that of the week before to others.
    """
    assert mention.weekday is not None
    if re.search(r"s$", text[mention.start : mention.end]) and not re.match(r"['’]", text[mention.end :]):
        return None
    if re.search(r"\b(?:any|every|each|most)\s(?:\w+\s(?:or|and)\s)?$", text[: mention.start], re.IGNORECASE):
        return None
    if _OWNED.search(text[: mention.start]) and _KIND.match(text, mention.end):
        return None  # "the Sunday trade ban", "its Friday edition"
    if _HAD_UNTIL.search(text[: mention.start]):
        return None  # "had given them until Thursday": of that week or of the one before
    back = (published.weekday() - mention.weekday) % 7
    words = text[max(0, mention.start - 10) : mention.end]
    own = text[mention.start : mention.end]
    led = words[: len(words) - len(own)]
    earlier = published - timedelta(days=back or 7)
    later = published + timedelta(days=7 - back)
    if re.search(r"\b(?:this\s)?(?:past)\s+$", led, re.IGNORECASE) or re.match(r"past\s", own, re.IGNORECASE):
        return earlier
    if re.search(r"\b(?:this\s)?coming\s+$", led, re.IGNORECASE) or re.match(r"coming\s", own, re.IGNORECASE):
        return later
    if _LAST.search(own) or _LAST.search(led):
        return None if mention.weekday < published.weekday() else earlier
    if _NEXT.search(own) or _NEXT.search(led):
        return None if mention.weekday > published.weekday() else later
    if back == 0:
        return published
    return later if ahead else earlier


def month_span(month: int, published: date, ahead: bool) -> tuple[date, date]:
    """The nearest such month on the side that the verb looks to; the month of publication is itself."""
    year = published.year
    if ahead and month < published.month:
        year += 1
    elif not ahead and month > published.month:
        year -= 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
