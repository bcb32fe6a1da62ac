"""Dates as news writes them: "June 24–25, 2025", "24. Juni", "last Friday", "two days ago", "2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from qa.text.vocabulary import CAPITAL_WEEKDAYS, MONTHS, SHORT_WEEKDAYS, WEEKDAYS, words_of
from qa.text.wordset import wordlist, wordset


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date as written. What the words leave open is None; `weekday` counts from Monday = 0.

    A range is two mentions ("June 24–25" is the 24th and the 25th). `relative`: only known from the day of
    writing ("yesterday", "last Friday"); then `days` is the distance in days where it is exact.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: bool = False
    days: int | None = None

    def could_be(self, day: date) -> bool:
        """Whether that calendar day fits every part that the words give."""
        parts = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        fits = all(mine in (None, theirs) for mine, theirs in parts)
        return fits and self.weekday in (None, day.weekday())

    def resolve(self, written: date) -> frozenset[date]:
        """The days it may mean in a text written on that day: empty when the words do not fix one.

        A bare weekday may be the last or the coming one; a date without a year is the nearest such day.
        """
        if self.days is not None:
            return frozenset({written + timedelta(days=self.days)})
        if self.weekday is not None and self.day is None:
            near = (written + timedelta(days=n) for n in range(-7, 8))
            return frozenset(d for d in near if d.weekday() == self.weekday)
        if self.day is None or self.month is None:
            return frozenset()
        years = (self.year,) if self.year else (written.year - 1, written.year, written.year + 1)
        found = [d for y in years if (d := _calendar_day(y, self.month, self.day))]
        return frozenset({min(found, key=lambda d: abs((d - written).days))}) if found else frozenset()


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_COUNTS = {
    word: n
    for n, words in enumerate(wordlist("a|an|one two three four five six seven eight nine ten"), start=1)
    for word in words.split("|")
}

_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_W = "|".join(sorted((w for w in WEEKDAYS if w not in SHORT_WEEKDAYS), key=len, reverse=True))
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_Y = r"(?:1[5-9]\d\d|20\d\d)"
_TH = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_ENGLISH_TH = r"(?:st|nd|rd|th)?"
_RANGE = "|".join(sorted(words_of("ranges"), key=len, reverse=True))
_TO = rf"\s*(?:-|–|—|\b(?:to|and|{_RANGE})\b)\s*"
_IN_WEEKDAY = rf"(?:(?P<w>{_W})\.?,?\s+(?:the\s+|den\s+|dem\s+)?)?"
_TIME_WORDS = r"(?P<unit>minute|hour|day|week|month|year|decade)s?"
_BEFORE_MONTH = "|".join(words_of("before_months"))
_NEAR = {word: int(days) for word, days in words_of("near").items()}
"""Words of other languages for days near the day of writing; written small in running text."""
_BEFORE_YEAR = (
    r"(?:in|since|by|of|from|until|till|to|during|before|after|early|late|mid|between|and|the|for|around|circa|"
    r"spring|summer|autumn|fall|winter|year|seit|im|jahr|en|de|through|than|back)"
)

_PATTERNS = [
    (
        "iso",
        rf"\b(?P<y>{_Y})[-/.](?P<mn>0[1-9]|1[0-2])[-/.](?P<d>0[1-9]|[12]\d|3[01])\b",
    ),
    (
        "slashed",
        rf"\b(?P<a>{_D})[/.](?P<b>{_D})[/.](?P<y>{_Y}|\d\d)\b",
    ),
    (
        "month day",
        rf"\b{_IN_WEEKDAY}(?P<m>{_M})\b\.?\s+(?P<d>{_D}){_ENGLISH_TH}(?:{_TO}(?P<d2>{_D}){_ENGLISH_TH})?(?:,?\s+(?P<y>{_Y}))?"
        r"(?![\d:%]|[.,]\d|\s*(?:percent|per cent|million|billion|people)\b)",
    ),
    (
        "day month",
        rf"\b{_IN_WEEKDAY}(?P<d>{_D}){_TH}(?:{_TO}(?P<d2>{_D}){_TH})?\s+(?:of\s+|de\s+)?(?P<m>{_M})\b\.?"
        rf"(?:,?\s+(?:de\s+)?(?P<y>{_Y})\b)?",
    ),
    ("month year", rf"\b(?P<m>{_M})\b\.?,?\s+(?:of\s+|de\s+)?(?P<y>{_Y})\b(?![-–]\d)"),
    ("ago", rf"\b(?P<n>{'|'.join(_COUNTS)}|\d{{1,3}})\s+{_TIME_WORDS}\s+(?P<way>ago|earlier|later|before)\b"),
    (
        "relative",
        r"\b(?P<rel>the day before yesterday|the day after tomorrow|"
        r"the (?:previous|following|next) (?:day|week|month|year)|"
        r"(?:last|next|this|past) (?:night|week(?:end)?|month|year|spring|summer|autumn|fall|winter|quarter)|"
        r"today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening))\b",
    ),
    ("near", rf"(?<![\w-])(?-i:(?P<near>{'|'.join(_NEAR)}))(?![\w-])"),
    (
        "weekday",
        rf"\b(?:(?P<side>last|next|this|past|coming|letzten|nächsten)\s+)?(?P<w>{_W})s?\b(?! gras)"
        rf"|\b(?P<w2>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.(?=,?\s)",
    ),
    ("years", rf"\b(?P<y>{_Y})\s*[-–]\s*(?P<y2>{_Y}|\d\d)\b(?!\s*(?:%|per))"),
    ("decade", rf"\b(?P<y>{_Y[:-1]}))s\b"),
    (
        "year",
        rf"(?:(?<=\b)(?P<before>{_BEFORE_YEAR})\s+)?(?<![\d.,$€£:#/-])\b(?P<y>{_Y})\b(?![.,]\d|[%°:]|-?\w)",
    ),
    (
        "month",
        r"(?:\b(?:(?P<prep>in|since|until|by|last|next|this|of|early|late|mid|through|from|to|during)"
        rf"|(?P<small>{_BEFORE_MONTH}))[\s-]+)?\b(?P<m>{_M})\b",
    ),
]
_REGEXES = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS]
_CUE = re.compile(
    rf"\d{{4}}|\d[/.]\d|\b(?:{_M}|{_W})|ago\b|earlier\b|later\b|before\b|last |next |this |past |"
    r"the (?:previous|following)|today|tonight|yesterday|tomorrow|"
    rf"{'|'.join(_NEAR)}|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:people|percent|per cent|[a-z]{3,}s)\b|\s*(?:km|kg|m|ft|tons?)\b"
    r"|\s?(?:UTC|GMT|[A-Z]{1,2}[SD]T|hrs|hours|h|local time)\b"
)
_ENGLISH_WORDS = wordset("may march mar")
_WORDS_NOT_MONTHS = _ENGLISH_WORDS | wordset("mars mai mei")
_DAYS_OF = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
}


_WORD = re.compile(r"[^\W\d_]+")
_MONTH_CUES = frozenset(_WORD.findall(_M.lower()))
_NUMBERED = ("iso", "slashed", "month day", "day month", "month year", "years", "decade", "year")
_CUES = {
    **dict.fromkeys(("month day", "day month", "month year", "month"), _MONTH_CUES),
    "ago": wordset("ago earlier later before"),
    "relative": wordset("the today yesterday tomorrow tonight last next this past"),
    "near": frozenset(_WORD.findall(" ".join(_NEAR).lower())),
    "weekday": frozenset(_WORD.findall(re.sub(r"\b(\w+)\b", r"\1 \1s", _W.lower())))
    | wordset("mon tue tues wed thu thur thurs fri sat sun"),
}
"""Words of which a text has one where a pattern of this kind can match: most sentences are read by none."""


def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters, once each."""
    return frozenset(_WORD.findall(text.lower()))


def dates(text: str) -> list[DateMention]:
    """All date mentions in order, without overlap; numbers inside them are not numbers of their own."""
    return list(_dates(text))


@lru_cache(maxsize=2048)  # `numbers` asks again for the text it was given, a briefing for each of 1,000 lines
def _dates(text: str) -> tuple[DateMention, ...]:
    if not _CUE.search(text):
        return ()
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    words, has_digits = words_in(text), bool(re.search(r"\d", text))
    for kind, regex in _REGEXES:
        if (kind in _NUMBERED and not has_digits) or (kind in _CUES and _CUES[kind].isdisjoint(words)):
            continue
        for match in regex.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            mentions = _mentions(kind, match, text)
            if mentions:
                found.extend(mentions)
                taken.append((mentions[0].start, mentions[0].end))
    return tuple(sorted(found, key=lambda m: (m.start, m.day or 0)))


def _mentions(kind: str, match: re.Match[str], text: str) -> list[DateMention]:
    groups = match.groupdict()
    start, end = match.span()
    if kind in ("iso", "slashed"):
        return _numeric(groups, start, end)
    if kind in ("ago", "relative"):
        return [DateMention(start, end, relative=True, days=_distance(groups))]
    if kind == "near":
        return [DateMention(start, end, relative=True, days=_NEAR[groups["near"]])]
    if kind == "weekday":
        word = (groups["w"] or groups["w2"]).lower()
        if not (groups["w"] or groups["w2"])[0].isupper() and word in CAPITAL_WEEKDAYS:
            return []
        return [DateMention(start, end, weekday=WEEKDAYS[word], relative=True)]
    if kind in ("years", "decade", "year"):
        return _years(kind, match, text)
    if kind == "month" and not _is_month(match):
        return []
    word = groups.get("m") or ""
    if word in _ENGLISH_WORDS and not groups.get("y"):
        return []  # "lines 1 and 2 may go on"
    return _of_month(groups, match)


def _numeric(groups: dict[str, str], start: int, end: int) -> list[DateMention]:
    if "mn" in groups:
        return [DateMention(start, end, int(groups["y"]), int(groups["mn"]), int(groups["d"]))]
    a, b, year = int(groups["a"]), int(groups["b"]), int(groups["y"])
    year += 2000 if year < 100 else 0
    if a > 12 or a == b:
        return [DateMention(start, end, year, b, a)] if b <= 12 else []
    if b > 12:
        return [DateMention(start, end, year, a, b)]
    return [DateMention(start, end, year)]  # 3/5/2025 is March 5 or 3 May: only the year is sure


def _distance(groups: dict[str, str]) -> int | None:
    if groups.get("rel"):
        return _DAYS_OF.get(groups["rel"].lower())
    count = _COUNTS.get(groups["n"].lower()) or int(groups["n"])
    if groups["way"].lower() != "ago" or groups["unit"].lower() not in ("day", "week"):
        return None
    return -count * (7 if groups["unit"].lower() == "week" else 1)


def _years(kind: str, match: re.Match[str], text: str) -> list[DateMention]:
    year = int(match.group("y"))
    if kind == "years":
        second = match.group("y2")
        other = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        return [DateMention(*match.span(), year), DateMention(*match.span(), other)] if other > year else []
    if kind == "year" and not match.group("before") and _COUNTED.match(text, match.end()):
        return []  # "2000 people" counts people
    return [DateMention(match.start("y"), match.end(), year)]


def _is_month(match: re.Match[str]) -> bool:
    """Whether a month standing alone is one: "may" and "march" need a capital and a preposition."""
    word = match.group("m")
    if word.islower():
        # Other languages write no capital: "em outubro". Theirs alone tells that "mars" is a month.
        told = match.group("small") or (match.group("prep") and word not in _WORDS_NOT_MONTHS)
        return bool(told) and len(word) > 3 and word not in ("march", "august")
    if not word[0].isupper() or len(word) < 3 or (len(word) == 3 and word.lower() != "may"):
        return False
    return word.lower() not in _WORDS_NOT_MONTHS or bool(match.group("prep"))


def _of_month(groups: dict[str, str], match: re.Match[str]) -> list[DateMention]:
    month = MONTHS[groups["m"].lower()]
    year = int(groups["y"]) if groups.get("y") else None
    weekday = WEEKDAYS[groups["w"].lower()] if groups.get("w") else None
    start = match.start("m") if groups.get("prep") or groups.get("small") else match.start()
    given = [int(d) for d in (groups.get("d"), groups.get("d2")) if d]
    days: list[int | None] = [*given] if given else [None]
    return [DateMention(start, match.end(), year, month, day, weekday) for day in days]
