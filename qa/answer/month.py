"""Questions about a month: "in June 2026" is met by articles of that month, whether or not they name it.

A report says "last week" and "on Monday"; the month is the day on top of it. So such a question is first put
to the articles of the month, without its month; sentences that speak of another one are left out there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa.text import ENGLISH_MONTHS, content_words, dates
from qa.types import Evidence

_IN_MONTH = re.compile(
    r",?\s*\b(?:in|during|throughout)\s+(?:the\s+month\s+of\s+)?(?:early\s+|mid-?\s*|late\s+)?"
    rf"(?P<month>{'|'.join(ENGLISH_MONTHS)})\b(?!\s+\d{{1,2}}\b)(?:\s+of)?(?:,?\s+(?P<year>\d{{4}}))?\b\s*,?",
    re.IGNORECASE,
)

_WORDS = 2
"""Content words that a question needs beside its month to be read without it: "What happened?" has one."""


def month_of(question: str, today: date) -> tuple[date, date, str] | None:
    """First and last day of the month that a question is about, and the question without it; else None.

    A month without a year is the last one that has begun. A day ("on June 12") and a name ("the May report")
    are no month to search in.
    """
    found = _IN_MONTH.search(question)
    if found is None or found["month"] in ("may", "march"):
        return None
    month = ENGLISH_MONTHS.index(found["month"].lower()) + 1
    year = int(found["year"]) if found["year"] else today.year - (month > today.month)
    rest = " ".join(f"{question[: found.start()]} {question[found.end() :]}".split())
    undated = re.sub(r"\s+(?=[?.!,])", "", rest)
    last = date(year, month, monthrange(year, month)[1])
    asks = len(set(content_words(undated))) >= _WORDS
    return date(year, month, 1), last, undated[:1].upper() + undated[1:] if asks else ""


def of_days(evidence: Sequence[Evidence], since: date, until: date) -> tuple[Evidence, ...]:
    """The evidence without the sentences that name only other months or years; numbers and ids stay."""
    kept = []
    for item in evidence:
        sentences = tuple(s for s in item.sentences if not _elsewhere(item.quote(s), since, until))
        kept.append(replace(item, sentences=sentences))
    return tuple(kept)


def _elsewhere(text: str, since: date, until: date) -> bool:
    named = [m for m in dates(text) if not m.relative and (m.month or m.year)]
    inside = [
        m
        for m in named
        if m.month in (None, since.month, until.month) and m.year in (None, since.year, until.year)
    ]
    return bool(named) and not inside
