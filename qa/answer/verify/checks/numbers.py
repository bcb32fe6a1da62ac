"""Do the numbers agree, with their units and bounds?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.verify.facts import Facts, Ground, stems, written_in
from qa.text import Number, base_value, content_words, numbers

_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|close to|circa|an estimated|as many as)\s+$",
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
_AGE = re.compile(
    r"\b(?:age[ds]?|olds?|under|turned)\b|[^\W\d_],\s*$|\b(?:at|is|was|were)\s+$", re.IGNORECASE
)
_NUMBERED = re.compile(r"\b[A-Z][a-z]+\s+$")
_POUNDS = frozenset(("GBP", "pound"))
_DEFINITE = re.compile(r"\b(?:the|these|those|both|all|of|other)\s+$", re.IGNORECASE)
_MORE_OF = re.compile(r"\s+(?:more|others?|further)\b")
_LARGEST_COUNT = 12
"""A writer counts what a sentence lists up to a dozen ("the two", "all three"); no higher sums are made."""


def numbers_agree(claim: Facts, ground: Ground) -> str | None:
    """Every number of the claim is in the cited text, with unit and bound, or counts what stands there."""
    for number in claim.numbers:
        matches = [n for n in ground.facts.numbers if same_number(claim, number, ground.facts, n)]
        if not matches:
            if _excused(claim, number, ground):
                continue
            return _unlike(claim, number, ground)
        if all(_bounds_differ(claim, number, ground.facts, n) for n in matches):
            return f"the source does not say “{_with_bound(claim, number)}”"
        if other := _exchanged(claim, number, ground, matches):
            return f"the source says {other}, not {written_in(claim, number)}"
    return None


def _exchanged(claim: Facts, number: Number, ground: Ground, matches: Sequence[Number]) -> str | None:
    """The figure that the source gives of what the claim counts, there or in the sentence beside, where the
    claim's number counts something else: "126 horns" of "126 skins and 370 horns".
    """
    mine = _counted(claim.text, number)
    if number.unit is not None or not mine or mine[-1] in _ANYBODY:
        return None
    for match in matches:
        theirs = _counted(ground.facts.text, match)
        if not theirs or theirs[-1] in mine or mine[-1] in theirs or theirs[-1] in _ANYBODY:
            return None
    for text in (ground.facts.text, ground.window[2], ground.window[0]):
        for other in numbers(text):
            if other.unit is None and other.value != number.value and _counted(text, other)[-1:] == mine[-1:]:
                return text[other.start : other.end]
    return None


_ANYBODY = stems("people persons others more men women")
"""What may stand for those counted in other words: "30 people" for "12 people and 30 passengers"."""
_COUNTED = re.compile(
    r"(?:[\s-]+[\"“‘']?(?!(?:and|or|of|in|on|at|from|to|by|with|for|as|than|who|that|which|is|are|was|were|has|have|had|"
    r"after|before|during|between)\b)[^\W\d_]+){1,4}"
)


def _counted(text: str, number: Number) -> list[str]:
    """The stems of the words behind a number, up to the next that links: what it counts, its head last."""
    found = _COUNTED.match(text, number.end)
    return content_words(found.group()) if found else []


def same_number(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    """Whether a number of the claim says what one of the source does, exactly or as "about" and "over" do."""
    if _equal(number, other) or (number.value == other.value and _other_form(claim, number, facts, other)):
        return True
    if _millions(claim, number, other) or _millions(facts, other, number):
        return True
    before = claim.text[: number.start]
    if (share := _share(number)) is not None and (theirs := _share(other)) is not None:
        near = _HEDGED_SHARE if _ABOUT.search(before) or number.unit is None else 0.0
        return abs(share - theirs) <= near + 1e-9
    (x, unit), (y, other_unit) = base_value(number), base_value(other)
    if unit != other_unit or unit in ("clock", "ordinal") or y == 0:
        return False
    if _ABOUT.search(before):
        return abs(x - y) <= 0.05 * abs(y) and _digits(x) < _digits(y)
    return bool(_MORE.search(before)) and x <= y <= 1.1 * x


_MILLION = re.compile(r"\d\s?m\b")


def _millions(facts: Facts, number: Number, other: Number) -> bool:
    """Whether a number with "m" behind it, which may be metres, is the other in millions: "50 m users"."""
    written = _MILLION.search(facts.text[number.start : number.end + 2])
    unit = None if number.unit == "metre" else number.unit
    return bool(written) and other.unit == unit and other.value == 1e6 * number.value


def _share(number: Number) -> float | None:
    """A share of 0..1 given as a fraction ("two in five", "a quarter") or in per cent."""
    if number.unit == "%":
        return number.value / 100
    return number.value if number.unit is None and 0 < number.value < 1 else None


_HEDGED_SHARE = 0.02
"""How far "a third" or "about 30 %" may lie from the share that the source gives."""


def _equal(a: Number, b: Number) -> bool:
    (x, unit), (y, other) = base_value(a), base_value(b)
    same_unit = unit == other or {unit, other} <= _POUNDS
    return same_unit and abs(x - y) <= 1e-6 * max(abs(x), abs(y), 1e-9)


def _digits(value: float) -> int:
    """Significant digits: "about 600" may stand for 603, "about 280" not for 270."""
    return len(f"{value:.6g}".replace(".", "").strip("0"))


def _other_form(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    """Equal values that only look different: "at 31" and "31-year-old", "fourth season" and "Season 4"."""
    units = {number.unit, other.unit}
    if None in units and _elided(claim, number, facts, other):
        return True
    if units == {"year", None}:
        around = ((claim, number), (facts, other))
        return any(
            _AGE.search(f.text[max(0, n.start - 25) : n.start]) or _OLD.match(f.text, n.end)
            for f, n in around
        )
    if units == {"ordinal", None}:
        plain = (facts, other) if other.unit is None else (claim, number)
        return bool(_NUMBERED.search(plain[0].text[: plain[1].start]))
    return units == {"times", None}


_OLD = re.compile(r"-olds?\b|\s+years? old\b|[^.;]{0,12}\s+years old\b")


def _elided(claim: Facts, number: Number, facts: Facts, other: Number) -> bool:
    """Whether the one without a unit takes that of the number before: "24 minutes; the bus needs 41"."""
    bare, own = (claim, number) if number.unit is None else (facts, other)
    unit = other.unit if number.unit is None else number.unit
    before = [n for n in bare.numbers if n.end <= own.start and n.unit]
    return unit not in (None, "clock", "ordinal", "%") and bool(before) and before[-1].unit == unit


def _excused(claim: Facts, number: Number, ground: Ground) -> bool:
    """Numbers that are no claim of their own: "first", a counted "one", "both", a name like "Boeing 737"."""
    written = written_in(claim, number).lower()
    if written in ("first", "one", "both", "twice", "once") or written.startswith("a pair"):
        return True
    if (single := re.fullmatch(r"one[ -](\w+)", written)) and re.search(
        rf"\ban?\s{single[1]}\b", ground.facts.plain.lower()
    ):
        return True  # "within a year"
    if _counts(claim, number, ground):
        return True
    same_value = [n for n in ground.facts.numbers if n.value == number.value]
    token = rf"(?<![\w.,$€£]){re.escape(written)}(?![\w%]|[.,]\d)"
    if not same_value and re.search(token, ground.facts.plain.lower()):
        return True  # a number that is part of a date or a name there
    theirs = ground.facts
    return any(
        _unit_behind(theirs, o, number.unit) if o.unit is None else _unit_behind(claim, number, o.unit)
        for o in same_value
        if (o.unit is None) != (number.unit is None)
    )


def _unit_behind(facts: Facts, number: Number, unit: str | None) -> bool:
    """Whether a bare number has the last word of a unit behind it: "five inflatable boats"."""
    words = content_words("point" if unit == "pp" else unit or "")
    return bool(words) and words[-1] in content_words(facts.text[number.end : number.end + 40])[:3]


def _counts(claim: Facts, number: Number, ground: Ground) -> bool:
    """Whether a small number counts what the source names ("the two men"), or sums figures it gives."""
    if number.unit is not None or number.value != int(number.value) or number.value < 2:
        return False
    definite = bool(_DEFINITE.search(claim.text[: number.start]))
    if definite and any(n.value == number.value and n.unit is None for n in numbers(ground.before)):
        return True  # "the twelve suspects", counted in a sentence before
    theirs = [n for n in ground.facts.numbers if n.unit is None]
    following = set(content_words(claim.text[number.end : number.end + 40])[:2])
    counted = (set(content_words(ground.facts.text[n.end : n.end + 40])[:2]) for n in theirs)
    if not definite and _MORE_OF.match(claim.text, number.end):
        return False  # "five more": of what was counted before, not of what stands here
    if number.value <= _LARGEST_COUNT and not any(following & words for words in counted):
        named = {n.text.split()[-1] for n in ground.facts.names}
        listed = max(len(named), _listed(ground.facts.text))
        if listed == number.value or (definite and listed > number.value):
            return True
    return _is_sum(number, theirs)


def _listed(text: str) -> int:
    """How many things the longest list of a sentence has: "a, b and c"."""
    lists = re.findall(r"[^,;.:]+(?:,[^,;.:]+)*,?\s+(?:and|or)\s+[^,;.:]+", text)
    return max(
        (1 + len(re.findall(r",(?!\s*(?:and|or)\b)|\b(?:and|or)\b", found)) for found in lists), default=0
    )


def _is_sum(number: Number, theirs: Sequence[Number]) -> bool:
    """Whether two or more neighbouring figures of the source add up to it."""
    values = [n.value for n in theirs]
    runs = (values[a:b] for a in range(len(values)) for b in range(a + 2, len(values) + 1))
    return any(abs(sum(run) - number.value) < 1e-6 for run in runs)


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
