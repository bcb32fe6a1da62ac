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
_PART = re.compile(
    r"\b(?:the )?(?:(?P<part>early|mid|middle|late|start|beginning|end|first half|second half|first days|"
    r"last days|first weeks|last weeks)(?: of|-| in)?(?: the)?|"
    r"(?P<season>spring|summer|autumn|fall|winter)(?: of)?|"
    r"(?P<feast>christmas|new year's (?:eve|day)|new year)(?: of)?)\s*$",
    re.IGNORECASE,
)
"""What narrows the period behind it: "early", "spring", "Christmas"."""
_SHARES = {
    "early": (0, 1 / 3), "start": (0, 1 / 3), "beginning": (0, 1 / 3), "mid": (1 / 3, 2 / 3),
    "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1), "end": (2 / 3, 1), "first half": (0, 1 / 2),
    "second half": (1 / 2, 1), "first days": (0, 1 / 6), "last days": (5 / 6, 1), "first weeks": (0, 1 / 2),
    "last weeks": (1 / 2, 1),
}  # fmt: skip
"""The share of a month or year that such a word means."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First months in the north, where most of what is written of seasons is written."""
_AROUND = re.compile(r"\b(?:around|about|near|over|at)\s+$", re.IGNORECASE)
_NEAR = timedelta(days=7)
"""What "around" a day means, on either side."""
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
    elif part := _PART.search(text[: mention.start]):
        first, last = _narrower(part, first, last)
        words = text[part.start() : mention.end]
    if first == last and (around := _AROUND.search(text[: text.find(words)])):
        first, last, words = first - _NEAR, last + _NEAR, f"{around[0]}{words}"
    lead = _OPEN.search(text[: text.find(words)])
    since, until = _open(lead["word"].lower() if lead else "", first, last)
    return (
        _narrowed(query, since, until),
        _without(text, words),
        f"“{words}” read as published {_said(since, until)}",
    )


def _narrower(found: re.Match[str], first: date, last: date) -> tuple[date, date]:
    """The part of a period that the words before it mean; a season or a feast is one of its year."""
    if part := found["part"]:
        start, end = _SHARES[part.lower()]
        days = (last - first).days + 1
        return first + timedelta(days=round(start * days)), first + timedelta(days=round(end * days) - 1)
    if season := found["season"]:
        month = _SEASONS[season.lower()]
        after = date(first.year + (month + 3 > 12), (month + 2) % 12 + 1, 1)
        return date(first.year, month, 1), after - timedelta(days=1)
    feast = found["feast"].lower()
    day = date(first.year, 12, 25) if feast == "christmas" else date(first.year, 1, 1)
    day = date(first.year, 12, 31) if feast.endswith("eve") else day
    return day, day


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
