"""Expressions of time in a sentence, each with the days it means: one day, a span, or as written.

What several words say together is read before the words alone: "the second Tuesday in May", "from January 23
through March 9", "the end of the year". Where a reader could take another day, nothing is resolved: seasons
(two hemispheres), fiscal years (each body has its own), "next Tuesday" on a Monday, "tomorrow" in a quotation
(counted from the day of the saying), "almost three weeks ago".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.brief.read.moments import moment_of, month_span
from qa.text import DateMention, dates, quotations
from qa.text.tense import looks_ahead
from qa.text.vocabulary import MONTHS, WEEKDAYS
from qa.types.briefing import Moment

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression; offsets count in the sentence."""

    start: int
    end: int
    when: Moment
    names_day: bool
    """It names a day even where that cannot be counted ("24 June" in an article without a date)."""


def moments_in(text: str, published: date | None) -> list[Expression]:
    """The expressions of time of a sentence, in order."""
    spoken = [(q.start, q.end) for q in quotations(text)]
    found = list(_composed(text, published))
    groups: dict[tuple[int, int], list[DateMention]] = {}
    mentions = dates(text)
    for mention in mentions:
        if not any(mention.start < e.end and e.start < mention.end for e in found):
            groups.setdefault((mention.start, mention.end), []).append(mention)
    stated = {m.year for m in mentions if m.year}
    for span, group in groups.items():
        when = moment_of(text, span, group, published)
        if when.resolved and (_of_the_speaker(text, span, spoken) or _other_year(group, stated, published)):
            when = Moment(when.written)
        names_day = any(m.weekday is not None or m.day is not None or m.days is not None for m in group)
        found.append(Expression(*span, when, names_day))
    return sorted(found, key=lambda e: e.start)


_OF_TODAY = re.compile(
    r"(?:today|tonight|yesterday|tomorrow|last night|this \w+|the day \w+ \w+|heute|gestern|morgen)$", re.I
)


def _of_the_speaker(text: str, span: tuple[int, int], spoken: Sequence[tuple[int, int]]) -> bool:
    """Whether the words count from the day on which somebody said them, which is not that of the article."""
    return bool(_OF_TODAY.match(text[slice(*span)])) and any(a <= span[0] < b for a, b in spoken)


def _other_year(group: Sequence[DateMention], stated: set[int], published: date | None) -> bool:
    """Whether a date without a year stands beside another year than that of the article."""
    bare = all(m.month is not None and m.year is None for m in group)
    return bare and published is not None and bool(stated) and published.year not in stated


_M = "|".join(sorted((m for m in MONTHS if len(m) > 3 or m == "may"), key=len, reverse=True))
_MONTH = rf"(?:{_M}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_W = "|".join(sorted((w for w in WEEKDAYS if len(w) > 5), key=len, reverse=True))
_Y = r"(?:1[5-9]\d\d|20\d\d)"
_ORDINALS = {
    "first": 1, "1st": 1, "ersten": 1, "second": 2, "2nd": 2, "zweiten": 2, "third": 3, "3rd": 3,
    "dritten": 3, "fourth": 4, "4th": 4, "vierten": 4, "fifth": 5, "5th": 5,
    "last": -1, "final": -1, "letzten": -1,
}  # fmt: skip
_TO = r"\s*(?:-|–|—|to|through|thru|until|till|and|bis)\s*"
_NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})\s(?P<w>{_W})\s(?:of|in|im|des)\s(?:the\s)?"
    rf"(?:(?P<rel>this|next|last|coming|same|following|each|every)?\s?month|(?P<m>{_MONTH}),?(?:\s(?P<y>{_Y})|\s(?:of\s)?(?P<yrel>this|next|last)\syear)?)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\b(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y1>{_Y}))?,?{_TO}"
    rf"(?:(?P<m2>{_MONTH})\s)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:%]|\s(?:percent|million|people))(?:,?\s(?P<y2>{_Y}))?",
    re.IGNORECASE,
)
_DAYS = re.compile(rf"\b(?P<w1>{_W})\s(?:to|through|until|bis)\s(?P<w2>{_W})\b", re.IGNORECASE)
_EDGE = re.compile(
    r"\b(?P<edge>end|middle|beginning|start|close)\sof\s(?P<rel>the|this|next|last)\s(?P<unit>week|month|year)\b(?!['’]s)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?P<rel>last|this|next)\s(?P<unit>weekend|week|month|year|spring|summer|autumn|fall|winter|quarter)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"\b(?:spring|summer|autumn|winter)\s(?:of\s)?(?P<y>{_Y})\b|\bfall\s(?:of\s)?(?P<y2>{_Y})\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"\b(?P<q>first|second|third|fourth|last)\squarter\s(?:of\s)?(?P<y>{_Y})\b|\bQ(?P<n>[1-4])\s(?P<y2>{_Y})\b"
)
_FISCAL = re.compile(
    rf"\b(?:fiscal|financial|tax|school|academic)\s(?:years?|20\d\d)(?:\s?{_Y})?(?:[-/–]\d{{2,4}})?|\bFY\s?'?\d{{2,4}}(?:[-/–]\d{{2,4}})?"
    rf"|\b20\d\d/\d\d(?:\d\d)?(?![/\d])",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\b(?:any|every|each|most|some|other|all)\s(?:(?:{_W})(?:\s(?:or|and)\s|,\s))*$", re.IGNORECASE
)
_OFTEN = re.compile(
    rf"\b(?:{_W})s\b(?!['’])|\b(?:any|every|each|most)\s(?:other\s)?(?:{_W})\b", re.IGNORECASE
)


def _composed(text: str, published: date | None) -> Iterator[Expression]:
    """Expressions of several words, none inside another."""
    taken: list[tuple[int, int]] = []
    for pattern, days in _READERS:
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            ahead = looks_ahead(text, *match.span())
            if _EVERY.search(text[: match.start()]):
                ahead = False
            known, precision = days(match, published, ahead)
            taken.append(match.span())
            written = match.group().rstrip(".,")
            when = Moment(written, *known, precision, _counted(match)) if known else Moment(written)  # type: ignore[arg-type]
            yield Expression(*match.span(), when, False)


def _counted(match: re.Match[str]) -> bool:
    """Whether the days are counted from the article's own date: the words state no year."""
    return not re.search(_Y, match.group())


Read = tuple[Days | None, str]


def _nth(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    if (match["rel"] or "").lower() in ("each", "every", "same", "following"):
        return None, "unknown"
    month = _month_meant(match, published, ahead)
    if month is None:
        return None, "unknown"
    wanted, nth = WEEKDAYS[match["w"].lower()], _ORDINALS[match["nth"].lower()]
    days = [
        date(*month, d)
        for d in range(1, calendar.monthrange(*month)[1] + 1)
        if date(*month, d).weekday() == wanted
    ]
    if nth > len(days):
        return None, "unknown"
    day = days[nth - 1 if nth > 0 else -1]
    return (day, day), "day"


def _month_meant(match: re.Match[str], published: date | None, ahead: bool) -> tuple[int, int] | None:
    """Year and month of "of this month", "in May", "in May 2026", "in May of next year"."""
    if match["m"] is None:
        if published is None:
            return None
        step = {"next": 1, "coming": 1, "last": -1}.get((match["rel"] or "this").lower(), 0)
        return _shifted(published, step)
    month = MONTHS[match["m"].rstrip(".").lower()]
    if match["y"]:
        return int(match["y"]), month
    if published is None:
        return None
    if match["yrel"]:
        return published.year + {"last": -1, "this": 0, "next": 1}[match["yrel"].lower()], month
    first, _ = month_span(month, published, ahead)
    return first.year, month


def _shifted(day: date, months: int) -> tuple[int, int]:
    at = day.year * 12 + day.month - 1 + months
    return at // 12, at % 12 + 1


def _range(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    m1 = MONTHS[match["m1"].rstrip(".").lower()]
    m2 = MONTHS[match["m2"].rstrip(".").lower()] if match["m2"] else m1
    d1, d2 = int(match["d1"]), int(match["d2"])
    over = (m2, d2) < (m1, d1)
    if match["m2"] is None and d2 <= d1:
        return None, "unknown"
    if match["y2"]:
        first = int(match["y1"]) if match["y1"] else int(match["y2"]) - over
        return _days(first, m1, d1, int(match["y2"]), m2, d2), "day"
    if match["y1"]:
        return _days(int(match["y1"]), m1, d1, int(match["y1"]) + over, m2, d2), "day"
    if published is None:
        return None, "unknown"
    tried = [
        _days(y, m1, d1, y + over, m2, d2) for y in (published.year - 1, published.year, published.year + 1)
    ]
    known = [t for t in tried if t]
    return min(known, key=lambda t: _distance(t, published), default=None), "day"


def _distance(days: Days, published: date) -> int:
    if days[0] <= published <= days[1]:
        return 0
    return min(abs((days[0] - published).days), abs((days[1] - published).days))


def _days(y1: int, m1: int, d1: int, y2: int, m2: int, d2: int) -> Days | None:
    try:
        found = date(y1, m1, d1), date(y2, m2, d2)
    except ValueError:
        return None
    return found if found[0] <= found[1] and (found[1] - found[0]).days < 750 else None


def _weekdays(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    if published is None:
        return None, "unknown"
    first, last = WEEKDAYS[match["w1"].lower()], WEEKDAYS[match["w2"].lower()]
    length = (last - first) % 7
    back = (published.weekday() - first) % 7
    day = published + timedelta(days=7 - back) if ahead and back else published - timedelta(days=back)
    return (day, day + timedelta(days=length)), "day"


def _edge(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    """The span of an edge; "the end of the year" is this year's only where the words look ahead."""
    rel = match["rel"].lower()
    if rel == "the" and not ahead and not re.search(r"\bby\s(?:the\s)?$", match.string[: match.start()]):
        return None, "unknown"
    return _span_of(match["unit"].lower(), "this" if rel == "the" else rel, published)


def _span_of(unit: str, rel: str, published: date | None) -> Read:
    if published is None:
        return None, "unknown"
    step = {"last": -1, "this": 0, "next": 1}[rel]
    if unit == "year":
        return (date(published.year + step, 1, 1), date(published.year + step, 12, 31)), "year"
    if unit == "month":
        year, month = _shifted(published, step)
        return (date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])), "month"
    if unit == "week" and published.weekday() != 6:  # on a Sunday either week may be meant
        first = published + timedelta(days=7 * step - published.weekday())
        return (first, first + timedelta(days=6)), "day"
    return None, "unknown"


def _unit(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    rel, unit = match["rel"].lower(), match["unit"].lower()
    before = match.string[: match.start()]
    if re.search(r"\b(?:the|these|those)\s(?:\w+\s)?$", before, re.IGNORECASE) and rel in ("last", "next"):
        return None, "unknown"  # "over the last year" is a length
    if unit == "weekend":
        return _weekend(rel, published, ahead, match), "day"
    if unit in ("week", "month", "year"):
        return _span_of(unit, rel, published)
    return None, "unknown"


def _weekend(rel: str, published: date | None, ahead: bool, match: re.Match[str]) -> Days | None:
    if published is None or published.weekday() >= 5:
        return None
    last = published - timedelta(days=published.weekday() + 2)
    if rel == "last" or (rel == "this" and published.weekday() < 3 and not ahead):
        return last, last + timedelta(days=1)
    if ahead and rel == "this":
        return last + timedelta(days=7), last + timedelta(days=8)
    return None


def _season(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    """The year alone: the season lies elsewhere in the other hemisphere, and a winter in two years."""
    year = int(match["y"] or match["y2"])
    if "winter" in match.group().lower():
        return None, "unknown"
    return (date(year, 1, 1), date(year, 12, 31)), "year"


def _quarter(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    year = int(match["y"] or match["y2"])
    if re.search(
        r"\bfiscal\s", match.string[max(0, match.start() - 12) : match.start()] + match.group(), re.I
    ):
        return None, "unknown"
    number = int(match["n"]) if match["n"] else abs(_ORDINALS[match["q"]]) if match["q"] != "last" else 4
    last = 3 * number
    return (date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])), "month"


def _open(match: re.Match[str], published: date | None, ahead: bool) -> Read:
    return None, "unknown"


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None, bool], Read]], ...] = (
    (_NTH, _nth),
    (_RANGE, _range),
    (_DAYS, _weekdays),
    (_FISCAL, _open),
    (_QUARTER, _quarter),
    (_SEASON, _season),
    (_EDGE, _edge),
    (_OFTEN, _open),
    (_UNIT, _unit),
)
"""Longest first: what one takes, the next do not see."""
