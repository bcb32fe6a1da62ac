"""A comparison taken apart: its sides, the questions for each one's amount, the claim of an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.kinds.words.claim import claims
from qa.text import names as names_in
from qa.text.wordset import wordlist

_DEGREE = dict(
    pair.split(":")
    for pair in wordlist(
        """
        more:many fewer:many less:much older:old younger:old longer:long shorter:long higher:high
        lower:high larger:large bigger:big smaller:large stronger:strong weaker:strong faster:fast
        slower:fast heavier:heavy taller:tall deeper:deep further:far farther:far richer:rich
        deadlier:deadly warmer:warm colder:cold
        """
    )
)
"""Comparative -> the word that asks how much."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides, the question that asks each one's amount, and what is counted."""

    a: str
    b: str
    asked: tuple[str, str]
    unit: str
    scored: str = ""
    """A question whose answer may tell both amounts as a score, "19-10" or "105 to 92"; empty for none."""
    unlike: bool = False
    """Whether the sides are what is counted: more passengers than crew."""


_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)"
_OR = re.compile(r",?\s+or\s+(?:in |at )?", re.IGNORECASE)


def read(question: str) -> Sides | None:
    """The sides of a comparison and what is asked of each."""
    text = " ".join(question.replace("’", "'").split()).rstrip("?. ")
    return _than(text) or _either(text) or _between(text)


def _than(text: str) -> Sides | None:
    """The sides of "How many more X were V in A than in B", "By how many years was A older than B", "How much
    faster was A than B".
    """
    found = re.match(
        rf"^(?:by how (?:much|many)(?: (?P<unit1>[\w-]+))?|how (?:much|many|far)|"
        rf"(?={_AUX}\b))\s*(?P<middle>.*?)"
        rf"\b(?P<word>{'|'.join(_DEGREE)})\b\s*(?P<said>.*?)\s+than\s+(?P<b>.+)$",
        text,
        re.IGNORECASE,
    )
    if not found:
        return None
    word, middle, said, b = found["word"].lower(), found["middle"].strip(), found["said"].strip(), found["b"]
    degree = _DEGREE[word]
    if degree in ("many", "much"):
        return _both_counted(said, b, degree) or _counted(said, b, degree)
    if not middle and (behind := re.match(rf"{_AUX}\s+(?P<a>.+)$", said, re.IGNORECASE)):
        middle, said = behind["a"], ""
    a = re.sub(rf"^{_AUX}\s+", "", middle, flags=re.IGNORECASE).strip()
    b = re.sub(rf"\s+{_AUX}$", "", b)
    if not a:
        return None
    if owner := re.match(r"(?:that|those) of\s+(?P<x>.+)$", b):
        b = re.sub(r"\b(of|in|at|on)\b.*$", rf"\1 {owner['x']}", a) if " of " in a else owner["x"]
    tail = f" {said}" if said else ""
    return Sides(a, b, (f"How {degree} was {a}{tail}?", f"How {degree} was {b}{tail}?"), degree)


def _both_counted(said: str, b: str, degree: str) -> Sides | None:
    """The sides of "passengers than crew were on the jet" and of "homes lost power in A than in B"."""
    counted = re.match(rf"(?P<b>.+?)\s+(?P<rest>(?:{_AUX})\s+.+)$", b)
    if counted and not re.search(rf"\b{_AUX}\b", said):
        asked = tuple(f"How {degree} {side} {counted['rest']}?" for side in (said, counted["b"]))
        return Sides(said, counted["b"], (asked[0], asked[1]), said, unlike=True)
    placed = re.match(r"(?P<prep>in|at|during|by|from|on|for|against|with)\s+(?P<b>.+)$", b)
    against = placed and placed["prep"] == "against"
    prep = "for" if against else placed["prep"] if placed else ""
    told, joint, a = said.rpartition(f" {prep} ")
    if not (placed and joint and a) or re.search(rf"\b{_AUX}\b", said):
        return None
    other = a if against and placed["b"] in ("it", "them", "him", "her") else placed["b"]
    asked = (f"How {degree} {said}?", f"How {degree} {told} {placed['prep']} {other}?")
    sides = (f"for {a}", f"against {other}") if against else (a, other)
    return Sides(*sides, asked, told.split()[0], scored=f"What was the vote on {a}?" if against else "")


def _counted(said: str, b: str, degree: str) -> Sides | None:
    """The sides of "people were killed in A than at B", "employees does A have than B has"."""
    cut = re.match(
        rf"(?P<noun>(?:[\w-]+ ){{0,2}}[\w-]+?)\s+(?P<aux>{_AUX})\s+(?P<rest>.+)$", said, re.IGNORECASE
    )
    if not cut:
        return None
    noun, aux, rest = cut["noun"], cut["aux"], cut["rest"]
    noun = re.sub(r"^(?:more|of the)\s+", "", noun)
    placed = re.match(r"(?P<verb>.+?)\s+(?P<prep>in|at|during|by|from|on)\s+(?P<a>.+)$", rest)
    other = re.match(r"(?P<prep>in|at|during|by|from|on)\s+(?P<b>.+)$", b)
    if placed and other:
        told = f"How {degree} {noun} {aux} {placed['verb']}"
        asked = (f"{told} {placed['prep']} {placed['a']}?", f"{told} {other['prep']} {other['b']}?")
        return Sides(placed["a"], other["b"], asked, noun)
    b = re.sub(rf"\s+{_AUX}$", "", b)
    side = names_in(rest)
    a = side[0].text if side else rest
    other_side = f"How {degree} {noun} {aux} {b} {rest.replace(a, '').strip()}?"
    return Sides(a, b, (f"How {degree} {noun} {aux} {rest}?", other_side), noun)


def _either(text: str) -> Sides | None:
    """The sides of "Which quake was stronger, the one in A or the one in B"."""
    found = re.match(
        rf"^(?:in |at |on )?(?:which|what|who|"
        rf"where)\b\s*(?P<head>.*?)\b(?P<word>{'|'.join(_DEGREE)})\b\s*(?P<said>.*?)[,:]\s*"
        rf"(?P<pair>.+)$",
        text,
        re.IGNORECASE,
    )
    halves = _OR.split(found["pair"], maxsplit=1) if found else []
    if not found or len(halves) != 2:
        return _or_first(text)
    word, degree = found["word"].lower(), _DEGREE[found["word"].lower()]
    head = re.sub(rf"\b{_AUX}\b", "", found["head"]).strip()
    noun = head.split()[0] if head and head.split()[0].islower() else ""
    a, b = (re.sub(r"^(?:the )?one\b", f"the {noun}".strip() or "the one", half.strip()) for half in halves)
    said = re.sub(rf"\b{_AUX}\b", "", found["said"]).strip()
    if degree in ("many", "much"):
        counted = said.split()[0] if said else "people"
        verb = " ".join(said.split()[1:]) or "there"
        how = f"How {degree} {counted} {verb} in"
        return Sides(a, b, (f"{how} {a}?", f"{how} {b}?"), counted)
    if word == "longer" and re.search(r"\blived?\b", head):
        return Sides(a, b, (f"How old was {a}?", f"How old was {b}?"), "age")
    tail = f" {said}" if said else ""
    return Sides(a, b, (f"How {degree} was {a}{tail}?", f"How {degree} was {b}{tail}?"), degree)


def _or_first(text: str) -> Sides | None:
    """The sides of "Did China or Japan promise more money", "Did A or B kill more people"."""
    found = re.match(
        rf"^(?P<aux>{_AUX})\s+(?P<a>.+?)\s+or\s+(?P<b>.+?)\s+(?P<verb>[a-z]+(?: "
        rf"[A-Z]\w+)?)\s+(?P<word>more|fewer|less)\s+(?P<noun>.+)$",
        text,
    )
    if not found:
        return None
    degree = "much" if found["noun"].split()[0] in ("money", "prize", "time", "land", "water") else "many"
    how = f"How {degree} {found['noun']} {found['aux'].lower()}"
    asked = (f"{how} {found['a']} {found['verb']}?", f"{how} {found['b']} {found['verb']}?")
    return Sides(found["a"], found["b"], asked, found["noun"])


_BETWEEN = (
    re.compile(
        r"\b(?:difference|gap|margin)\b.*?\bbetween (?:the )?(?P<a>.+?) and (?:the |those of |that of "
        r")?(?P<b>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^by how (?:much|many)(?: (?P<unit>[\w ]+?))? (?:{_AUX}) (?P<a>.+?) (?:ahead of|behind|beat|defeat|"
        rf"above|below|exceed|ahead|lead|trail) (?P<b>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bhow many (?P<unit>[\w ]+?) (?:separated?|were between|lay between) (?P<a>.+?) and (?P<b>.+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^how (?:{_AUX}) (?P<a>.+?) (?:compared?|differ) (?:with|to|from) (?P<b>.+)$", re.IGNORECASE
    ),
    re.compile(rf"^how far (?:{_AUX}) (?P<a>.+?) (?:from|behind|ahead of) (?P<b>.+)$", re.IGNORECASE),
)


def _between(text: str) -> Sides | None:
    """The sides of "the difference between A and B", "By how many delegates was A ahead of B"."""
    for form in _BETWEEN:
        if found := form.search(text):
            a, b = found["a"], found["b"]
            unit = (found.groupdict().get("unit") or "").strip()
            place = re.search(r"\s(?:in|at|after|before|by the time of)\s.+$", b)
            tail = place[0] if place else ""
            bare = b[: place.start()] if place else b
            bare = re.sub(r"^(?:that|those) of ", "", bare)
            noun = re.search(r"(?:'s|s') (?P<noun>[\w ]+)$", bare)
            if noun and not a.endswith(noun["noun"]):
                a = f"{a} {noun['noun']}" if a.endswith(("'s", "s'")) else a
            what, has = (f"How many {unit} did", " have") if unit else ("What was the figure of", "")
            asked = (f"{what} {a}{has}{tail}?", f"{what} {bare}{has}{tail}?")
            beaten = re.search(r"\b(?:beat|defeat)\b", text)
            scored = f"Did {a} beat {b}?" if beaten else ""
            return Sides(a, bare, asked, unit, scored=scored)
    return None


def amount_claim(asked: str, written: str) -> str:
    """The claim that the answer to "how many", "how old" or "how strong" is what stands written."""
    text = asked.rstrip("?").strip()
    if found := re.match(r"how old (?:was|is) (?P<x>.+)$", text, re.IGNORECASE):
        return f"{found['x']} was {written} years old."
    if found := re.match(r"how strong (?:was|is) (?P<x>.+)$", text, re.IGNORECASE):
        return f"{found['x']} had a magnitude of {written}."
    counted = re.match(
        rf"how (?:many|much)(?P<noun>(?: (?!(?:{_AUX})\b)[\w-]+)*) (?P<rest>(?:{_AUX}) .+)$",
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
    bare = re.sub(r"^(?:how \w+ (?:was|is)|what was the figure of) ", "", text, flags=re.IGNORECASE)
    return f"{bare}: {written}."
