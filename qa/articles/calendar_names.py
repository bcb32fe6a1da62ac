"""Dates in any language: month and weekday names from CLDR (Babel), and the orders in which dates are
written.

A date counts only when its day, month and year all stand there. Which of two small figures is the month
follows the language and country of the page; English without a country leaves "03/04/2025" unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from qa.text.wordset import wordlist

LANGUAGES = wordlist(
    "en de fr es it pt nl sv da nb nn fi is pl cs sk hu ro bg ru uk be sr sr_Latn hr sl mk sq el tr az lt "
    "lv et ca gl eu ga cy mt id ms tl sw af he ar fa ur hi bn ta te th vi ko ja zh ka hy kk uz mn"
)
"""Languages that news on the open web is written in; a page in another one may still write figures."""
_DAY_FIRST_COUNTRIES = frozenset(["GB", "AU", "NZ", "IE", "IN", "ZA", "PK", "NG", "KE", "SG", "MY", "HK"])
_YEARS = range(1900, 2101)
_JOIN = r"(?:\s*(?:de|del|di|of|d'|den|dne|e|na|bln|an|năm|ngày)\.?\s+|[\s.\-/]{0,3})"
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°|\.|-?[aeoó]|η|η|на|го|日)?"
_FIGURES = (
    (re.compile(r"(?<!\d)(\d{4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]"), "ymd"),
    (re.compile(r"(?<!\d)(\d{1,2})\s?([./·-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)"), "two"),
    (re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?![\d.])"), "short"),
)
_ERA = re.compile(r"令和\s*(\d{1,2}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


@dataclass(frozen=True, slots=True)
class Day:
    """One complete date in a line: `line[start:end]` writes it."""

    start: int
    end: int
    day: date


def days_in(line: str, language: str | None = None, country: str | None = None) -> list[Day]:
    """All complete dates in a short line, in order. Longer than 400 characters it is no line of a date:
    ().
    """
    if len(line) > 400 or not any(c.isdigit() for c in line):
        return []
    line = _plain_digits(line)
    found = [*_in_figures(line, language, country), *_with_names(line, language)]
    found.sort(key=lambda d: (d.start, -d.end))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


@cache
def month_names(language: str) -> dict[str, int]:
    """Full and short names of the months in a language, in lower case, with what they stand for; {} if
    unknown.
    """
    return {n: month for n, month in _names(language, "months") if len(n) > 1 and not n.isdigit()}


@cache
def weekday_names(language: str) -> dict[str, int]:
    """Full and short names of the days of the week in a language, in lower case, by their number from
    Monday.
    """
    return dict(_names(language, "days"))


def _names(language: str, table: str) -> Iterator[tuple[str, int]]:
    """The names in one of CLDR's tables; a name that stands there twice is its first meaning, said last."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return
    rows = locale.months if table == "months" else locale.days
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for number, name in reversed(list(rows[context][width].items())):
                yield name.casefold().strip(". "), number


@cache
def all_weekdays() -> frozenset[str]:
    """The names of the days of the week in all languages, in lower case."""
    return frozenset(name for language in LANGUAGES for name in weekday_names(language))


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    names = {**month_names("en"), **month_names(language)} if language != "*" else _all_names()
    if language == "en":
        names = {**names, "sept": 9}
    if not names:
        return ()
    alternatives = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    month = rf"(?<![^\W\d_])ב?(?P<mon>{alternatives})(?![^\W\d_])\.?"
    day, year = r"(?<!\d)(?P<d>\d{1,2})", r"['’]?(?P<y>(?:19|20)\d\d|25[4-9]\d|(?<=['’])\d\d)(?!\d)"
    tail = rf"(?:st|nd|rd|th|º|\.)?,?\s*(?:de\s+|del\s+)?{year}"
    of_year = r"[.,]?\s*(?:m\.|ko|eko|оны|жылғы|-жыл|yil)?"
    flags = re.IGNORECASE
    return (
        (re.compile(rf"{day}{_ORDINAL}{_JOIN}{month},?{_JOIN}{year}", flags), language),
        (re.compile(rf"{month}\s*(?P<d>\d{{1,2}}){tail}", flags), language),
        (
            re.compile(rf"(?<!\d){year}{of_year}\s*{month}\s*(?:ren\s*)?(?P<d>\d{{1,2}})(?!\d)", flags),
            language,
        ),
        (re.compile(rf"(?<!\d){year}[.,]?\s*(?:gada)?\s*(?P<d>\d{{1,2}})\.\s*{month}", flags), language),
    )


@cache
def _all_names() -> dict[str, int]:
    """The names of all languages; those that stand for two months (Czech and Croatian "listopad") are
    left out.
    """
    meant: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for name, number in month_names(language).items():
            meant.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1 and len(name) > 2}


def _with_names(line: str, language: str | None) -> Iterator[Day]:
    for names in dict.fromkeys((language or "en", "*")):
        found = list(_named(line, names))
        if found:
            yield from found
            return
        if not re.search(r"[^\W\d_]{3}", line):
            return


def _named(line: str, language: str) -> Iterator[Day]:
    table = {**month_names("en"), "sept": 9, **month_names(language)} if language != "*" else _all_names()
    for pattern, _ in _patterns(language):
        for found in pattern.finditer(line):
            month = table.get(found["mon"].casefold())
            year = int(found["y"])
            year += 0 if year > 99 else 2000 if year < 50 else 1900  # "30 Sep '19"
            if year >= 2540:
                year -= 543  # the Buddhist calendar, as Thai pages count
            if month and (day := _valid(year, month, int(found["d"]))):
                yield Day(found.start(), found.end(), day)


def _in_figures(line: str, language: str | None, country: str | None) -> Iterator[Day]:
    for found in _ERA.finditer(line):
        year = 2018 + (1 if found[1] == "元" else int(found[1]))
        if day := _valid(year, int(found[2]), int(found[3])):
            yield Day(found.start(), found.end(), day)
    for pattern, order in _FIGURES:
        for found in pattern.finditer(line):
            if order == "ymd":
                day = _valid(int(found[1]), int(found[2]), int(found[3]))
            else:
                year = int(found[4]) + (2000 if order == "short" else 0)
                day = _two(int(found[1]), int(found[3]), year, found[2], language, country)
                day = day or _of_weekday(line[: found.start()], year, int(found[1]), int(found[3]), language)
            if day:
                yield Day(found.start(), found.end(), day)


def _two(
    first: int, second: int, year: int, mark: str, language: str | None, country: str | None
) -> date | None:
    """A date of two small figures and a year: dots put the day first, else the language and country
    decide.
    """
    if first == second or first > 12 or mark in ".·":
        return _valid(year, second, first)
    if second > 12:
        return _valid(year, first, second)
    if country in ("US", "PH"):
        return _valid(year, first, second)
    if country in _DAY_FIRST_COUNTRIES or (language not in (None, "en")):
        return _valid(year, second, first)
    return None


def _of_weekday(before: str, year: int, first: int, second: int, language: str | None) -> date | None:
    """The day of two small figures that could be either, by the weekday that stands before them."""
    named = re.search(r"([^\W\d_]+)\.?,?\s*$", before[-20:])
    weekday = (
        {**weekday_names(language or "en"), **weekday_names("en")}.get(named[1].casefold()) if named else None
    )
    both = {_valid(year, first, second), _valid(year, second, first)} - {None}
    fitting = [day for day in both if day is not None and day.weekday() == weekday]
    return fitting[0] if len(fitting) == 1 else None


def _valid(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain_digits(line: str) -> str:
    """The line with the digits of any script as 0-9; its length stays."""
    if line.isascii():
        return line
    return "".join(
        str(unicodedata.digit(c))
        if c.isdigit() and not c.isascii() and unicodedata.digit(c, None) is not None
        else c
        for c in line
    )
