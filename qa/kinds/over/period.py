"""The days that a question about many articles means: "of November 2019", "last week", "since May"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from qa.answer.plan import days_of
from qa.kinds.recompute import days_in
from qa.text import dates
from qa.types import Query

_BETWEEN = re.compile(
    r"\b(?:between|from)\b(?P<a>.{3,25}?)\b(?:and|to|until|till)\b(?P<b>.{3,25})", re.IGNORECASE
)
_WEEK_OF = re.compile(r"\b(?P<which>first|second|third|fourth|last) week of\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?P<word>since|after|before|until|till|by)\s+$", re.IGNORECASE)
_WEEKS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def bounded(query: Query, today: date) -> tuple[Query, str, str]:
    """The query with the period of its words as filter, the words left without it, and how they were read.

    Filters that were given stay. Calendar periods ("in March 2020") and those that count from today ("last
    week") are read; a weekday or a day without its year names an event, and filters nothing.
    """
    text = query.text
    since, until, note = (None, None, "") if _WEEK_OF.search(text) else days_of(text, today)
    if since or until:
        rest = _without(text, note.split("”")[0].lstrip("“"))
        return _narrowed(query, since, until), rest, note
    found = [
        (m, days[0])
        for m in dates(text)
        if m.year and (days := [d for d in days_in(text, None) if d[0] == text[m.start : m.end]])
    ]
    if not found:
        return query, text, ""
    mention, (_, first, last) = found[0]
    words = text[mention.start : mention.end]
    if len(found) > 1 and _BETWEEN.search(text):
        last = found[-1][1][2]
        words = text[mention.start : found[-1][0].end]
    elif (between := _BETWEEN.search(text[: mention.end])) and (start := _month_before(between["a"], first)):
        first, words = start, text[between.start() : mention.end]
    elif week := _WEEK_OF.search(text[: mention.start]):
        first, last = _week(week["which"].lower(), first, last)
        words = text[week.start() : mention.end]
    lead = _OPEN.search(text[: mention.start])
    since, until = _open(lead["word"].lower() if lead else "", first, last)
    return (
        _narrowed(query, since, until),
        _without(text, words),
        f"“{words}” read as published {_said(since, until)}",
    )


def _open(word: str, first: date, last: date) -> tuple[date | None, date | None]:
    day = timedelta(days=1)
    if word == "since":
        return first, None
    if word == "after":
        return last + day, None
    if word == "before":
        return None, first - day
    if word in ("until", "till", "by"):
        return None, last
    return first, last


def _said(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since} to {until}"
    return f"{since} and later" if since else f"until {until}"


def _narrowed(query: Query, since: date | None, until: date | None) -> Query:
    return replace(query, since=query.since or since, until=query.until or until)


def _without(text: str, words: str) -> str:
    """The text without the words of a period and the preposition before them."""
    cut = re.sub(
        rf"\s*\b(?:(?:published|dated|written|from|of|in|on|during|since|after|before|until|by|between|"
        rf"within|for)\s+)*"
        rf"(?:the\s+)?{re.escape(words)}",
        " ",
        text,
        count=1,
        flags=re.IGNORECASE,
    )
    return " ".join(cut.split())


def _month_before(words: str, first: date) -> date | None:
    """The first day of "January" in "between January and March 2020", in the year that the end names."""
    for mention in dates(words):
        if mention.month and not mention.year:
            return date(first.year, mention.month, mention.day or 1)
    return None


def _week(which: str, first: date, last: date) -> tuple[date, date]:
    if which == "last":
        return last - timedelta(days=6), last
    start = first + timedelta(days=7 * _WEEKS[which])
    return start, start + timedelta(days=6)
