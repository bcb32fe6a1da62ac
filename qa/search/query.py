"""What a person types becomes a Query: words, exact phrases, excluded words, filters and days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from qa.errors import ConfigError
from qa.text import ENGLISH_WEEKDAYS
from qa.types import Query

_FILTER = re.compile(
    r"(?<!\S)(?P<key>outlet|since|until|as-of|asof|lang|language|section|page|edition|tag):(?P<value>\"[^\"]+\"|\S+)",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"(?<!\w)[\"“]([^\"“”]{2,200})[\"”](?!\w)")
_EXCLUDED = re.compile(r"(?<!\S)-(\w[\w'’-]*)")


def parse_query(text: str, *, today: date, defaults: Query | None = None) -> Query:
    """The query in `text`, with inline `outlet:X since:D until:D as-of:D language:L "phrase" -word`, and
    `section:X page:4 edition:X` for places in a printed paper, `tag:X` for what a reader tagged.

    An inline filter wins over the same filter in `defaults` (which came from options); outlets add up.
    Raises ConfigError for a day that cannot be read or an empty question.
    """
    base = defaults or Query("")
    outlets = list(base.outlets)
    for match in _FILTER.finditer(text):
        key, value = match["key"].lower(), match["value"].strip('"')
        if key == "outlet":
            outlets.append(value)
        elif key in ("section", "page", "edition", "tag"):
            base = _placed(base, key, value)
        elif key in ("lang", "language"):
            base = replace(base, language=value.lower())
        elif key == "since":
            base = replace(base, since=parse_day(value, today=today))
        elif key == "until":
            base = replace(base, until=parse_day(value, today=today, last=True))
        else:
            base = replace(base, as_of=parse_day(value, today=today, last=True))
    rest = _FILTER.sub(" ", text)
    phrases = tuple(m.group(1).strip() for m in _PHRASE.finditer(rest))
    excluded = tuple(m.group(1).lower() for m in _EXCLUDED.finditer(_PHRASE.sub(" ", rest)))
    words = " ".join(_EXCLUDED.sub(" ", rest).split())
    if not words:
        raise ConfigError("the question is empty", 'ask in words: qa ask "Who chairs the committee?"')
    query = replace(
        base,
        text=words,
        outlets=tuple(dict.fromkeys(outlets)),
        phrases=base.phrases + phrases,
        excluded=base.excluded + excluded,
    )
    if query.since and query.until and query.since > query.until:
        raise ConfigError(
            f"since {query.since} is after until {query.until}", "swap the two days, or drop one of them"
        )
    return query


def _placed(query: Query, key: str, value: str) -> Query:
    """The query narrowed to one more section, page, edition or tag."""
    if key == "section":
        return replace(query, sections=(*query.sections, value))
    if key == "page":
        return replace(query, pages=(*query.pages, value))
    if key == "tag":
        return replace(query, tags=(*query.tags, value))
    return replace(query, editions=(*query.editions, value))


def parse_day(text: str, *, today: date, last: bool = False) -> date:
    """A calendar day from "2025-08-20", "2025-08", "2025", "today", "yesterday", "last friday", "7d".

    A month or a year stands for its first day, or its last one when `last`. "7d", "2w", "3m" count back
    from `today`. Raises ConfigError for anything else: a day is never guessed.
    """
    value = " ".join(text.strip().lower().split())
    if value in ("today", "now"):
        return today
    if value == "yesterday":
        return today - timedelta(days=1)
    if back := re.fullmatch(r"(\d{1,4})\s*([dwmy])", value):
        days = {"d": 1, "w": 7, "m": 30, "y": 365}[back[2]]
        return today - timedelta(days=int(back[1]) * days)
    weekday = value.removeprefix("last ")
    if weekday in ENGLISH_WEEKDAYS:
        return today - timedelta(days=(today.weekday() - ENGLISH_WEEKDAYS.index(weekday) - 1) % 7 + 1)
    if match := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", value):
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            if day and month:
                return date(year, month, day)
            month = month or (12 if last else 1)
            return date(year, month, monthrange(year, month)[1] if last else 1)
        except (ValueError, IndexError):
            pass
    raise ConfigError(f"not a day: {text!r}", "write it as 2025-08-20, 2025-08, yesterday, friday or 7d")
