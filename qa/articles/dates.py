"""Stated dates become `datetime.date`; whatever is not fully and clearly stated is unknown, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from qa.articles.calendar_names import all_weekdays, days_in
from qa.text import STAMP_MONTHS

_YEARS = range(1600, 2101)
_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|publication date|posted|released|issued|date|created|pubdate|on)\b"
    r"(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:[,|@]?\s+(?:at\s+|um\s+|-\s+|–\s+|—\s+)?\d{1,2}[:.]\d{2}.{0,40}"
    r"|[,|]?\s+\d{1,2}\s*[ap]\.?m\.?.{0,20})?"
)
_TIME_FIRST = re.compile(
    r"^\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?,?\s*(?:[A-Z]{2,4}\b)?,?\s+", re.IGNORECASE
)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].*)?$|(\d{4})/(\d{1,2})/(\d{1,2})(?:[T\s].*)?$|(\d{4})年(\d{1,2})月(\d{1,2})日"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}.{0,8})?$")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[.\s-]+(?:of\s+)?([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}}){_TIME}$",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}$", re.IGNORECASE
)
_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}){_TIME}$", re.IGNORECASE)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?$|\d{12,13}$")
_CLOCK = re.compile(r"\b\d{1,2}\s?[:.h]\s?\d{2}.{0,40}$")


def parse_date(value: object) -> date | None:
    """The day that `value` states, in the time zone in which it is stated; None unless it is unambiguous.

    Takes ISO 8601, RFC 2822, "20 August 2025" in many languages, and epoch seconds or milliseconds.
    "03/04/2025" is unknown: which is the month depends on the country. So is a month without a day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    text = _LABEL.sub("", " ".join(str(value).split())[:120]).strip(" .,|–—-")
    text = _TIME_FIRST.sub("", text)
    if not text or not any(c.isdigit() for c in text):
        return None
    if _EPOCH.match(text) and not _COMPACT.match(text):
        return _from_epoch(float(text))
    return _from_text(text)


def _from_epoch(number: float) -> date | None:
    """Seconds since 1970, or milliseconds above 10^11 (as seconds that is the year 5138); UTC."""
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if not 1e8 <= seconds < 4.2e9:  # 1973 to 2103: smaller numbers are years, counts or ids
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def _from_text(text: str) -> date | None:
    for pattern in (_ISO, _COMPACT):
        if found := pattern.match(text):
            year, month, day = (int(g) for g in found.groups() if g is not None)
            return _valid(year, month, day)
    if found := _NUMERIC.match(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == ".":  # only countries that put the day first write dots
            return _valid(year, second, first)
        if first == second or first > 12:
            return _valid(year, second, first)
        return _valid(year, first, second) if second > 12 else None
    if (found := _DAY_FIRST.match(text)) and found[2].lower() in STAMP_MONTHS:
        return _valid(int(found[3]), STAMP_MONTHS[found[2].lower()], int(found[1]))
    if (found := _MONTH_FIRST.match(text)) and found[1].lower() in STAMP_MONTHS:
        return _valid(int(found[3]), STAMP_MONTHS[found[1].lower()], int(found[2]))
    return _other_language(text)


def _valid(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1024)  # of 500 records with one broken date each was read anew
def _other_language(text: str) -> date | None:
    """A date with a month name in another language, and beside it weekdays, small words or a time alone."""
    days = days_in(text)
    if len(days) != 1 or days[0].day.year not in map(int, re.findall(r"\d+", text)):
        return None
    beside = _CLOCK.sub(" ", f"{text[: days[0].start]} {text[days[0].end :]}")
    words = re.findall(r"[^\W\d_]+", beside)
    known = all((len(word) <= 3 and word.islower()) or word.casefold() in all_weekdays() for word in words)
    return days[0].day if known and not any(c.isdigit() for c in beside) else None
