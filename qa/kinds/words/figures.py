"""Which figure of a sentence belongs to which words of it, and what is claimed of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qa.kinds.words.claim import claims
from qa.kinds.words.parallel import AUX
from qa.text import Number, base_value, content_words, numbers
from qa.text.wordset import wordset

_WORD = re.compile(r"[\w'’-]+")
_CUT = re.compile(r"[,;:—–]|\b(?:and|but|while)\b")
CROSSED = 40
"""Characters that a comma or an "and" between a figure and a word counts for: in "100 in Selm, 250 in Lindow"
the 250 stands nearer to "Selm" than the 100 to it is not what is meant."""
FAR = 100
"""Distance of two figures from their words, taken together, from which they have nothing to do with them; a
sentence that has no other figures may be `WIDE`."""
WIDE = 250
NEVER = 999

_VAGUE = frozenset(["one", "both", "a", "an", "half"])
_AGED = re.compile(r"\bage[ds]?\b|\bold\b|,\s*\d+\s*,|\bwas \d+\b")
_LENGTHS = (None, "metre", "km", "cm", "mm", "foot", "mile", "inch", "yard")
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
_SPEEDS = ("mph", "km/h", "knot")
AGES = ("old", "age")
"""Units of a comparison of ages."""
_MEASURES = {
    "strong": (None, "magnitude", *_SPEEDS), "old": (None, "year"), "age": (None, "year"),
    "long": _TIMES + _LENGTHS, "far": _LENGTHS, "tall": _LENGTHS, "deep": _LENGTHS, "wide": _LENGTHS,
    "fast": (None, *_TIMES, *_SPEEDS),
}  # fmt: skip
"""The units of what is asked by a degree; degrees that are not here ("large") have any."""
_ANY = frozenset(
    ["", "high", "large", "big", "small", "great", "rich", "expensive", "heavy", "warm", "cold", "hot"]
)


def figures(text: str, counted: str, least: int = 1) -> list[Number]:
    """The numbers of a sentence that may be the amount asked for: of its unit, where it has one.

    Those that stand before the word for what is counted, where there are `least` of these.
    """
    found = [
        n
        for n in numbers(text)
        if n.unit not in ("ordinal", "clock")
        and text[n.start : n.end] not in _VAGUE
        and ":" not in text[max(0, n.start - 1) : n.end + 1]  # a part of a time of day or of a race
    ]
    if counted in _MEASURES:
        found = [n for n in found if n.unit in _MEASURES[counted]]
        aged = counted not in AGES or _AGED.search(text)
        return [n for n in found if counted not in AGES or 0 < n.value < 120] if aged else []
    wanted = {n.unit for word in counted.split() for n in numbers(f"5 {word}") if n.unit}
    if wanted:
        return [n for n in found if n.unit in (wanted | {"%"} if "percent" in counted else wanted)]
    if counted in _ANY:
        return found
    whole = [n for n in found if n.unit is None and n.value == int(n.value)]
    words = set(content_words(counted))
    named = [n for n in found if words <= set(content_words(text[n.end : n.end + len(counted) + 4]))]
    return named if len(named) >= least else whole


_PEOPLE = wordset("people persons men women children civilians passengers victims members residents")
_PLURAL = re.compile(r"\s+(?P<noun>[a-z]{2,}s)\b")


def counts_other(text: str, number: Number, counted: str, asked: str) -> bool:
    """Whether a figure counts something else than is asked: "two databases" are no records, but "four
    children" are people.
    """
    found = _PLURAL.match(text, number.end)
    plain = number.unit is None and counted not in _MEASURES and counted not in _ANY
    if not (found and plain) or set(counted.lower().split()) & _PEOPLE:
        return False
    return not set(content_words(found["noun"])) & set(content_words(asked))


def distance(text: str, number: Number, words: Collection[str]) -> int:
    """Characters between a figure and the nearest of some words, and `CROSSED` for each mark between them."""
    return min(_gaps(text, number, words).values(), default=NEVER)


def mean_distance(text: str, number: Number, words: Collection[str]) -> float:
    """The mean of the distances to each of the words that stands in the text: "New York City" is all three,
    and not the "cities" beside another figure.
    """
    gaps = _gaps(text, number, words)
    return sum(gaps.values()) / len(gaps) if gaps else NEVER


def _gaps(text: str, number: Number, words: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in _WORD.finditer(text):
        if one.start() < number.end and number.start < one.end():
            continue
        gap = text[number.end : one.start()] if one.start() >= number.end else text[one.end() : number.start]
        far = len(gap) + CROSSED * len(_CUT.findall(gap))
        for word in set(content_words(one[0])) & set(words):
            found[word] = min(far, found.get(word, far))
    return found


def shared_out(
    text: str, found: Sequence[Number], first: Collection[str], second: Collection[str]
) -> tuple[Number, Number] | None:
    """The two figures of one sentence that belong to two sides, each told by words of its own.

    None where a side has no word in the sentence, where no two figures are of one unit, or where two ways of
    sharing them out are as good as each other.
    """
    present = set(content_words(text))
    if not (present & set(first) and present & set(second)):
        return None
    ways = sorted(
        (mean_distance(text, a, first) + mean_distance(text, b, second), i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(found)
        if i != j and base_value(a)[1] == base_value(b)[1]
    )
    far = WIDE if len(found) == 2 else FAR
    if not ways or ways[0][0] >= far or (len(ways) > 1 and ways[1][0] == ways[0][0]):
        return None
    return found[ways[0][1]], found[ways[0][2]]


def amount_claim(asked: str, written: str) -> str:
    """The claim that the answer to "how many", "how old" or "how strong" is what stands written."""
    text = asked.rstrip("?").strip()
    if found := re.match(r"how old (?:was|is) (?P<x>.+)$", text, re.IGNORECASE):
        return f"{found['x']} was {written} years old."
    if found := re.match(r"how strong (?:was|is) (?P<x>.+)$", text, re.IGNORECASE):
        return f"{found['x']} had a magnitude of {written}."
    if found := re.match(r"how (?!many\b|much\b)\w+ (?:was|is) (?P<x>.+)$", text, re.IGNORECASE):
        return f"{found['x'][0].upper()}{found['x'][1:]} was {written}."
    counted = re.match(
        rf"how (?:many|much)(?P<noun>(?: (?!{AUX}\b)[\w-]+)*) (?P<rest>{AUX} .+)$",
        text,
        re.IGNORECASE,
    )
    if counted:
        noun, rest = counted["noun"].strip(), counted["rest"]
        number = written if noun and noun in written else f"{written} {noun}".strip()
        if re.match(
            r"(?:was|were|is|are|has been|have been) (?!the\b|an?\b|his\b|her\b|its\b)[a-z]+\b", rest
        ):
            return f"{number} {rest}."
        if told := claims(f"{rest}?"):
            return f"{told[0].rstrip('.')} {number}."
        return f"{number} {rest}."
    if plain := re.match(r"how (?:many|much) (?P<noun>[\w-]+)(?P<rest> .+)$", text, re.IGNORECASE):
        number = written if plain["noun"] in written else f"{written} {plain['noun']}"
        return f"{number}{plain['rest']}."
    bare = re.sub(r"^(?:how \w+ (?:was|is)|what was) ", "", text, flags=re.IGNORECASE)
    return f"{bare}: {written}."
