"""Do the figures agree: numbers with units and bounds, dates, and what each of them counts?"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from qa.answer.verify.facts import Facts, Ground, stems
from qa.text import DateMention, Number, base_value, content_words, dates, normalise

_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|close to|circa|an estimated)\s+$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:(?<!no )more than|over|above|at least|exceeding|exceeded|upwards of|greater than)\s+$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|below|at most|up to|no more than|nearly|almost)\s+$", re.IGNORECASE
)
_BEYOND = re.compile(r"\b(?:(?<!no )(?:more|less|fewer|greater)\s+than|over|exceeding)\s+$", re.IGNORECASE)
_SEPARATOR = re.compile(r",|;|\b(?:and|but|while|whereas)\b")
_CLAUSE = re.compile(
    r"[,;:]\s|\b(?:and|but|while|whereas|that|after|before|because|although|when|who|which|as)\b"
)
_POUNDS = frozenset(("GBP", "pound"))


def numbers_agree(claim: Facts, ground: Ground) -> str | None:
    """Every number of the claim is in the cited text, with its unit and bound, and counts the same thing."""
    for number in claim.numbers:
        matches = [n for n in ground.facts.numbers if _same_number(claim, number, ground.facts, n)]
        if not matches:
            if _excused(claim, number, ground):
                continue
            return _unlike(claim, number, ground)
        if all(_bounds_differ(claim, number, ground.facts, n) for n in matches):
            return f"the source does not say “{_with_bound(claim, number)}”"
    swapped = _misbound(claim, claim.numbers, ground.facts, ground.facts.numbers, _equal)
    return f"the source gives {written_in(claim, swapped)} for something else" if swapped else None


def written_in(facts: Facts, mention: Number | DateMention) -> str:
    """How a number or date is written in its sentence."""
    return facts.text[mention.start : mention.end]


def _equal(a: Number, b: Number) -> bool:
    (x, unit), (y, other) = base_value(a), base_value(b)
    same_unit = unit == other or {unit, other} <= _POUNDS
    return same_unit and abs(x - y) <= 1e-6 * max(abs(x), abs(y), 1e-9)


def _same_number(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    if _equal(number, other) or (number.value == other.value and _other_form(claim, number, facts, other)):
        return True
    (x, unit), (y, other_unit) = base_value(number), base_value(other)
    before = claim.text[: number.start]
    if unit != other_unit or unit in ("clock", "ordinal") or y == 0:
        return False
    if _ABOUT.search(before):
        return abs(x - y) <= 0.05 * abs(y) and _digits(x) < _digits(y)
    return bool(_MORE.search(before)) and x <= y <= 1.1 * x


def _digits(value: float) -> int:
    """Significant digits: "about 600" may stand for 603, "about 280" not for 270."""
    return len(f"{value:.6g}".replace(".", "").strip("0"))


_AGE = re.compile(
    r"\b(?:aged?|at|is|was|were|turned)\s+$|[^\W\d_],\s+$|-olds?\b|\byears? old\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"\b[A-Z][a-z]+\s+$")


def _other_form(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    """Equal values that only look different: "at 31" and "31-year-old", "fourth season" and "Season 4"."""
    units = {number.unit, other.unit}
    if None in units and _elided(claim, number, facts, other):
        return True
    if units == {"year", None}:
        around = (_around(claim, number), _around(facts, other))
        return any(_AGE.search(before) or _AGE.match(after) for before, after in around)
    if units == {"ordinal", None}:
        plain = (facts, other) if other.unit is None else (claim, number)
        return bool(_NUMBERED.search(_around(*plain)[0]))
    return False


def _elided(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    """Whether the one without a unit takes that of the number before: "24 minutes; the bus needs 41"."""
    bare, own = (claim, number) if number.unit is None else (facts, other)
    unit = other.unit if number.unit is None else number.unit
    before = [n for n in bare.numbers if n.end <= own.start and n.unit]
    return unit not in (None, "clock", "ordinal", "%") and bool(before) and before[-1].unit == unit


def _around(facts: Facts, number: Number) -> tuple[str, str]:
    return facts.text[: number.start], facts.text[number.end :]


def _excused(claim: Facts, number: Number, ground: Ground) -> bool:
    """Numbers that are no claim of their own: "first", a counted "one", "both", a name like "Boeing 737"."""
    written = written_in(claim, number).lower()
    if written in ("first", "one", "both", "twice") or written.startswith("a pair"):
        return True
    same_value = [n for n in ground.facts.numbers if n.value == number.value]
    token = rf"(?<![\w.,$€£]){re.escape(written)}(?![\w%]|[.,]\d)"
    if not same_value and re.search(token, ground.facts.plain.lower()):
        return True  # a number that is part of a date or a name there
    if number.unit is None:
        return False
    unit_stem = content_words(number.unit)
    for other in same_value:
        following = content_words(ground.facts.text[other.end : other.end + 40])[:3]
        if other.unit is None and unit_stem and unit_stem[-1] in following:
            return True
    return False


def _unlike(claim: Facts, number: Number, ground: Ground) -> str:
    written = written_in(claim, number)
    for other in ground.facts.numbers:
        if other.value == number.value and other.unit != number.unit:
            return f"the source says {written_in(ground.facts, other)}, not {written}"
    kind = "time" if number.unit == "clock" else "number"
    return f"{kind} {written} is not in the cited text"


def _bounds_differ(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    """Whether one says "more than 40" and the other "fewer than 40", or just 40."""
    mine, theirs = claim.text[: number.start], facts.text[: other.start]
    up = bool(_MORE.search(mine) and _LESS.search(theirs))
    if up or (_LESS.search(mine) and _MORE.search(theirs)):
        return True
    free = not (_MORE.search(theirs) or _LESS.search(theirs))
    return bool(_BEYOND.search(mine)) and free and _equal(number, other)


def _with_bound(claim: Facts, number: Number) -> str:
    bound = _MORE.search(claim.text[: number.start]) or _LESS.search(claim.text[: number.start])
    return (bound.group() if bound else "") + written_in(claim, number)


M = TypeVar("M", Number, DateMention)


def _misbound(
    claim: Facts, mine: Sequence[M], facts: Facts, theirs: Sequence[M], equal: Callable[[M, M], bool]
) -> M | None:
    """A mention whose nearest words stand with another one in the source: "3 killed, 40 hurt" / "40 killed".

    Only the word before and the two after count: the subject of a sentence belongs to all its figures.
    """
    theirs = [m for m in theirs if not _CORRECTED.search(facts.text[: m.start])]
    in_turn = len(mine) == len(theirs) and all(equal(a, b) for a, b in zip(mine, theirs, strict=True))
    if len(theirs) < 2 or (in_turn and len(mine) > 1):
        return None
    regions = _regions(facts, theirs)
    naming = _figures_and_speakers(claim)
    for mention in mine:
        part = re.match(r"\s+of\s+(?:the|its|all|their)\b", claim.text[mention.end :])
        if part or _OF_ALL.search(claim.text[: mention.start]):
            continue
        ends = [m.end for m in mine if m.end <= mention.start]
        starts = [m.start for m in mine if m.start >= mention.end]
        before = _CLAUSE.split(claim.text[max(ends, default=0) : mention.start])[-1]
        after = _CLAUSE.split(claim.text[mention.end : min(starts, default=None)], maxsplit=1)[0]
        near = frozenset(content_words(before)[-1:] + content_words(after)[:2]) - _TIMES_OF_DAY - naming
        own = [r for m, r in zip(theirs, regions, strict=True) if equal(mention, m)]
        others = [
            r
            for m, r in zip(theirs, regions, strict=True)
            if not equal(mention, m) and _rank(m) == _rank(mention)
        ]
        if own and not any(near & r for r in own) and any(near & r for r in others):
            return mention
    return None


def _rank(mention: Number | DateMention) -> bool:
    return getattr(mention, "unit", None) == "ordinal"


_CORRECTED = re.compile(r"\b(?:not|rather than|instead of)\s+$")
"""What follows "six, and not seven," is said of the six."""
_OF_ALL = re.compile(r"\d\s+of\s+(?:the|its|all|their)\s+$")
"""What follows a whole, as in "17 of the 45 seats", follows the part, too."""


def _figures_and_speakers(claim: Facts) -> frozenset[str]:
    said = [written_in(claim, n) for n in claim.numbers] + [a.name for a in claim.attributions if a.name]
    return frozenset(w for words in said for w in content_words(words))


_TIMES_OF_DAY = stems("night morning afternoon evening noon day week month year time people")


def _regions(facts: Facts, mentions: Sequence[M]) -> list[frozenset[str]]:
    """The content stems of the part of the sentence, between "and", commas and the like, of each mention."""
    cuts = [0]
    for first, second in pairwise(mentions):
        between = list(_SEPARATOR.finditer(facts.text, first.end, max(first.end, second.start)))
        if between:
            cuts.append(between[-1].start())
    cuts.append(len(facts.text))
    parts = [(a, b, frozenset(content_words(facts.text[a:b]))) for a, b in pairwise(cuts)]
    return [
        next(words for a, b, words in parts if a <= m.start < b or b == len(facts.text)) for m in mentions
    ]


def dates_agree(claim: Facts, ground: Ground) -> str | None:
    """Every date of the claim is in the cited text, or follows from it and the day of publication."""
    for mention in claim.dates:
        if any(_same_date(mention, other, ground) for other in ground.facts.dates):
            continue
        if _stated_otherwise(claim, mention, ground):
            continue
        written = written_in(claim, mention)
        said = [written_in(ground.facts, d) for d in ground.facts.dates if _comparable(mention, d)]
        return (
            f"the source says {said[0]}, not {written}"
            if said
            else f"the date {written} is not in the cited text"
        )
    swapped = _misbound(
        claim, claim.dates, ground.facts, ground.facts.dates, lambda a, b: _same_date(a, b, ground)
    )
    return f"the source gives {written_in(claim, swapped)} for something else" if swapped else None


def _comparable(a: DateMention, b: DateMention) -> bool:
    return any(x is not None and y is not None for x, y in zip(_parts(a), _parts(b), strict=True))


def _parts(mention: DateMention) -> tuple[int | None, ...]:
    return (mention.year, mention.month, mention.day, mention.weekday)


def _same_date(mine: DateMention, theirs: DateMention, ground: Ground) -> bool:
    """Whether the cited date says all that mine says, if need be counted from the day of publication."""
    pairs = list(zip(_parts(mine), _parts(theirs), strict=True))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return False
    given = any(p is not None for p in _parts(mine))
    if given and all(b is not None for a, b in pairs if a is not None):
        return True
    if _year_apart(mine, theirs, ground):
        return True
    if mine.month is not None and mine.month == theirs.month and theirs.day is None:
        return any(n.unit == "ordinal" and n.value == mine.day for n in ground.facts.numbers)
    if not given and mine.days is None:
        return False  # "last month" says no more here than its words do: see _stated_otherwise
    full = _calendar(theirs)
    if full and mine.weekday is not None and mine.day is None:
        return full.weekday() == mine.weekday
    return any(_resolved_equal(mine, theirs, a.published) for a in ground.articles if a.published)


def _year_apart(mine: DateMention, theirs: DateMention, ground: Ground) -> bool:
    """Whether day and month agree and the year stands elsewhere in the sentence: "In 1995 … on October 6"."""
    same_day = (mine.month, mine.day) == (theirs.month, theirs.day) and theirs.year is None
    years = {d.year for d in ground.facts.dates if d.month is None}
    return mine.month is not None and same_day and mine.year in years


def _calendar(mention: DateMention) -> date | None:
    if mention.year and mention.month and mention.day:
        try:
            return date(mention.year, mention.month, mention.day)
        except ValueError:
            return None
    return None


def _resolved_equal(mine: DateMention, theirs: DateMention, published: date) -> bool:
    if mine.days is not None or (mine.relative and mine.weekday is not None):
        return bool(mine.resolve(published) & theirs.resolve(published))
    if theirs.day is None and theirs.weekday is None and theirs.days is None:
        year = mine.year in (None, theirs.year, published.year)
        return year and mine.month is not None and mine.month == theirs.month and mine.day is None
    return any(mine.could_be(day) for day in theirs.resolve(published))


_DIRECTION = re.compile(r"(?<=\w)\s+(?:ago|earlier|later|before)$")


def _stated_otherwise(claim: Facts, mention: DateMention, ground: Ground) -> bool:
    """The same words, a year inside a name, or the day the report itself appeared."""
    written = _DIRECTION.sub("", normalise(written_in(claim, mention)).lower())
    written = re.sub(r"^one ", "a ", written)
    if written in ("last month", "this month", "next month"):
        steps = {"last": -1, "this": 0, "next": 1}[written.split()[0]]
        months = [
            month_name[(a.published.month - 1 + steps) % 12 + 1] for a in ground.articles if a.published
        ]
        return any(re.search(rf"\b{month}\b", ground.facts.text) for month in months)
    if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", ground.facts.plain.lower()):
        return True
    appeared = re.search(r"\b(?:reported|published|wrote|article|report)\b", claim.text)
    days = [a.published for a in ground.articles if a.published]
    if appeared and _calendar(mention) in days:
        return True
    return mention.year is not None and any(
        d.year == mention.year and d.month == mention.month and d.day == mention.day
        for a in ground.articles
        for d in dates(a.text)
        if mention.month and any(g.month == d.month and g.day in (None, d.day) for g in ground.facts.dates)
    )


def restated(claim: Facts, ground: Ground) -> str:
    """The claim with its numbers and dates written as the source writes them.

    A network takes "14:30" and "2:30 pm" for a contradiction; that they agree is settled here.
    """
    changes: list[tuple[int, int, str]] = []
    for number in claim.numbers:
        same = [n for n in ground.facts.numbers if _same_number(claim, number, ground.facts, n)]
        changes += [(number.start, number.end, written_in(ground.facts, same[0]))] if same else []
    for mention in claim.dates:
        dated = [d for d in ground.facts.dates if _same_date(mention, d, ground)]
        changes += [(mention.start, mention.end, written_in(ground.facts, dated[0]))] if dated else []
    text = claim.text
    for start, end, words in sorted(changes, reverse=True):
        if end <= len(text):
            text = text[:start] + words + text[end:]
    return text
