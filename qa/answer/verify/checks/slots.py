"""Is everything in its place: opposite words, figures and names that changed places, "from" and "to", rates?

These checks look at the words around a word. A fault is most often a sentence of the source with one word
changed or two of them exchanged: then what stands around it gives it away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.answer.verify.checks.opposites import axes, kinds
from qa.answer.verify.checks.sense import order_agrees
from qa.answer.verify.facts import Facts, Ground
from qa.text import STOPWORDS, content_words, core_name, name_words, stem

_NEAR = 3
"""Content words on each side that count as what stands around a word."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word, number, date or name in its place. `key` is what is compared, `kind` what it stands for."""

    key: str
    kind: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def slots(facts: Facts) -> tuple[_Slot, ...]:
    """The content of a sentence in order: numbers, dates and names as one slot each, other content words."""
    found = [_Slot(f"#{n.value:g}", "number", n.start, n.end) for n in facts.numbers]
    for mention in facts.dates:
        parts = (mention.year, mention.month, mention.day, mention.weekday, mention.days)
        found.append(_Slot(f"@{parts}", "date", mention.start, mention.end))
    for name in facts.names:
        words = name_words(core_name(name.text))
        if words and not any(s.start < name.end and name.start < s.end for s in found):
            found.append(_Slot(words[-1], "name", name.start, name.end))
    taken = [(s.start, s.end) for s in found]
    for match in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)*", facts.text):
        inside = any(a < match.end() and match.start() < b for a, b in taken)
        stems = [] if inside else content_words(match.group())
        found += [_Slot(s, "word", *match.span()) for s in stems[:1]]
    return tuple(sorted(found, key=lambda s: s.start))


def places_agree(claim: Facts, ground: Ground) -> str | None:
    """No two figures, names or words of the source have changed places in the claim."""
    mine, theirs = slots(claim), slots(ground.facts)
    texts = (claim.text, ground.facts.text)
    passive = _passives(texts[0]) != _passives(texts[1])
    moved = {}
    for at, slot in enumerate(mine):
        own = [other for other, their in enumerate(theirs) if their.key == slot.key]
        rivals = [o for o, their in enumerate(theirs) if their.kind == slot.kind and their.key != slot.key]
        if not own or not rivals:
            continue
        here = max(sum(alike(mine, at, theirs, other, texts)) for other in own)
        best, where = max((alike(mine, at, theirs, other, texts), other) for other in rivals)
        if sum(best) - here >= 0.5:
            moved[slot.key] = (at, theirs[where].key, best, sum(best) - here)
    for key, (at, rival, (_, right), gain) in moved.items():
        back = moved.get(rival)
        needed = _EXCHANGED + (mine[at].kind == "word")
        if mine[at].kind == "word" and passive:
            continue
        if not back or back[1] != key or gain + back[3] < needed or not at < back[0]:
            continue
        # "A hosted B" and "B was hosted by A" have only what stands between them in common.
        outside = mine[at].kind == "number" or _alike_outside(moved, key, rival) or not right
        outside = outside and (mine[at].kind != "word" or bool(back[2][1]))
        if outside and not _listed(claim.text, mine[at], mine[back[0]]):
            written = claim.text[mine[at].start : mine[at].end]
            return f"the source says this of something else, not of {written}"
    return None


_EXCHANGED = 2.0
"""How much better two slots must fit each other's places than their own, both together; words by 1 more."""

_Moved = dict[str, tuple[int, str, tuple[float, float], float]]


def _alike_outside(moved: _Moved, key: str, rival: str) -> bool:
    """Whether anything before the first or behind the second of two slots agrees."""
    return bool(moved[key][2][0] or moved[rival][2][1])


def alike(
    mine: Sequence[_Slot], at: int, theirs: Sequence[_Slot], other: int, texts: tuple[str, str]
) -> tuple[float, float]:
    """How far two slots on the left and on the right of two places agree; less for those in another order."""
    if _preposition(texts[0], mine[at]) != _preposition(texts[1], theirs[other]):
        return 0.0, 0.0
    sides = []
    for step in (-1, 1):
        near = [_face(mine, at + step * n) for n in (1, 2)]
        there = [_face(theirs, other + step * n) for n in (1, 2)]
        weights = [1.0 if face == there[n] else 0.75 for n, face in enumerate(near) if face and face in there]
        sides.append(sum(weights))
    return sides[0], sides[1]


def _passives(text: str) -> int:
    return len(re.findall(r"\b(?:was|were|is|are|been|be|being)\s+\w+\s+(?:\w+\s+){0,2}by\b", text))


def _face(slots: Sequence[_Slot], at: int) -> str:
    """What a slot looks like from its neighbour's place: a word as itself, others by their kind."""
    if not 0 <= at < len(slots):
        return ""
    return slots[at].key if slots[at].kind == "word" else slots[at].kind


def _preposition(text: str, slot: _Slot) -> str:
    match = re.search(r"\b(from|to|by)\s+(?:the\s+)?$", text[: slot.start], re.IGNORECASE)
    return match.group(1).lower() if match else ""


def _listed(text: str, a: _Slot, b: _Slot) -> bool:
    """Whether two slots stand in one list, where the order says nothing: "Finland, Italy and France"."""
    first, second = sorted((a, b), key=lambda s: s.start)
    between = text[first.end : second.start]
    lower = [w for w in re.findall(r"[^\W\d_]+", between) if w[0].islower()]
    return all(word in ("and", "or", "as", "well", "with", "the", "a") for word in lower)


_PHRASES = {
    r"up(?=\s+(?:by|from|about|some|\d|[$€£]))": "upward",
    r"down(?=\s+(?:by|from|about|some|\d|[$€£]))": "downward",
    r"up to": "to",
    r"some(?=\s+\d)": "about",
    r"away from": "away",
    r"rul(?:ed?|es|ing) out": "exclude",
    r"years?[- ]olds?": "aged",
    r"f(?:e|a)ll(?:en|s)? ill": "sicken",
    r"(?:longer|higher|bigger|larger|older) than": "more than",
    r"(?:shorter|lower|smaller|younger) than": "less than",
    r"turned down": "reject",
    r"called off": "cancel",
    r"put off": "postpone",
}
"""Phrases that mean something else than their words, or whose words mean nothing outside of them."""
_PHRASE = re.compile("|".join(rf"\b(?P<p{i}>{p})\b" for i, p in enumerate(_PHRASES)), re.IGNORECASE)
_SAID = tuple(_PHRASES.values())


def opposites_agree(claim: Facts, ground: Ground) -> str | None:
    """The claim does not say the opposite word in the same place: rose/fell, more/less, driest/wettest."""
    mine, theirs = _directed(claim), _directed(ground.facts)
    for one, other in axes():
        for up, down in ((one, other), (other, one)):
            for key in mine.keys() & up - theirs.keys():
                if reason := _opposite(claim, ground.facts, key, up, down):
                    return reason
            for key in mine.keys() & up & theirs.keys():
                if theirs.keys() & down and (reason := _opposite(claim, ground.facts, key, up, down)):
                    return reason
    return order_agrees(claim, ground)


def _opposite(
    claim: Facts, source: Facts, key: str, same: frozenset[str], other: frozenset[str]
) -> str | None:
    """Why one word of the claim stands where the source has its opposite; None when it does not."""
    mine, theirs = _directed(claim), _directed(source)
    for word, around in mine[key]:
        alike = max((len(around & w) for k in theirs.keys() & same for _, w in theirs[k]), default=-1)
        rivals = [(len(around & w), said, k) for k in theirs.keys() & other for said, w in theirs[k]]
        near, said, rival = max(rivals, default=(0, "", ""))
        # A word that the source uses itself is in the wrong place only where nothing around it is the same.
        if (
            near >= 1
            and near > alike
            and not (alike > 0 and key in theirs)
            and not _turned(claim, key, source, rival)
        ):
            return f"the source says “{said}”, not “{word}”"
    return None


def _turned(claim: Facts, key: str, source: Facts, rival: str) -> bool:
    """Whether exactly one of the two is denied: "not above" and "below" agree."""
    mine = any(key in n.scope for n in claim.negations)
    theirs = any(rival in n.scope for n in source.negations)
    return mine != theirs


@lru_cache(maxsize=4096)
def _directed(facts: Facts) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Each word by its stem, stop words too: as written, and the content words around it."""
    text = _PHRASE.sub(lambda m: _SAID[int(str(m.lastgroup)[1:])], facts.text)
    words = re.findall(r"[^\W_]+(?:[.,]\d+)*%?", text)
    keys = [stem(w.lower()) for w in words]
    content = [w.lower() not in STOPWORDS for w in words]
    found = defaultdict(list)
    for at, word in enumerate(words):
        before = [keys[i] for i in range(at - 1, -1, -1) if content[i]][:_NEAR]
        after = [keys[i] for i in range(at + 1, len(words)) if content[i]][:_NEAR]
        found[keys[at]].append((word, frozenset(before + after)))
    return dict(found)


def kinds_agree(claim: Facts, ground: Ground) -> str | None:
    """No word stands in the place of another thing of its kind: a court for a party, yellow for white."""
    mine, theirs = slots(claim), slots(ground.facts)
    source = frozenset(ground.facts.stems)
    for at, slot in enumerate(mine):
        senses = kinds().get(slot.key)
        if not senses or slot.key in source:
            continue
        same = {s.key for s in theirs if senses & _senses(s)}
        for other, their in enumerate(theirs):
            rivals = {kind for kind, _ in _senses(their)}
            if same or their.key in claim.stems or not rivals & {kind for kind, _ in senses}:
                continue
            if sum(alike(mine, at, theirs, other, (claim.text, ground.facts.text))) >= 1.0:
                written = ground.facts.text[their.start : their.end]
                return f"the source says “{written}”, not “{claim.text[slot.start : slot.end]}”"
    return None


def _senses(slot: _Slot) -> frozenset[tuple[int, int]]:
    """The kinds of a word, or of the last word of a name: "Transport Ministry"."""
    return kinds().get(slot.key) or kinds().get(stem(slot.key), frozenset())


_FROM_TO = re.compile(r"\bfrom\s+(?P<a>[^,;]{1,50}?)\s+(?:to|into)\s+(?P<b>[^,;.]{1,40})", re.IGNORECASE)


def directions_agree(claim: Facts, ground: Ground) -> str | None:
    """What is "from" there is not "to" here: "raised from 14 to 18", "moved from Lund to Bern"."""
    for a, b in _ends(claim.text):
        for c, d in _ends(ground.facts.text):
            if (a - c) & d and (b - d) & c:
                return "the source says “from” and “to” the other way round"
    return None


def _ends(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    for match in _FROM_TO.finditer(text):
        ends = [frozenset(content_words(match.group(g))) for g in ("a", "b")]
        shared = ends[0] & ends[1]
        yield ends[0] - shared, ends[1] - shared


_PERIODS = "second|minute|hour|day|night|week|month|quarter|year|decade"
_RATE = re.compile(
    rf"\b(?:an?|per|each|every)\s+(?P<unit>{_PERIODS})\b(?P<later>\s+(?:after|before|earlier|later|ago))?"
    r"|\b(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual|annually)\b",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "annual": "year", "annually": "year"}


def rates_agree(claim: Facts, ground: Ground) -> str | None:
    """What happens a day does not happen a week, and what came a month later did not come a year later."""
    theirs = _rates(ground.facts.text)
    for kind, units in _rates(claim.text).items():
        said = theirs.get(kind)
        if said and not units & said:
            return f"the source says {min(said)}, not {min(units - said)}"
    return None


@lru_cache(maxsize=4096)
def _rates(text: str) -> dict[bool, set[str]]:
    """Periods by whether they are a distance in time ("a month after")."""
    found: dict[bool, set[str]] = {}
    for match in _RATE.finditer(text):
        adverb = (match.group("adverb") or "").lower()
        unit = _ADVERBS.get(adverb, adverb.removesuffix("ly")) or match.group("unit").lower()
        found.setdefault(bool(match.group("later")), set()).add(unit)
    return found
