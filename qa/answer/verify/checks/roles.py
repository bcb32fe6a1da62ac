"""Is everything in its place: who does it to whom, and which figure belongs to what?"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from qa.answer.verify.checks.numbers import same_number
from qa.answer.verify.facts import Facts, Ground, stems, written_in
from qa.text import Number, content_words, core_name, same_name


def roles_agree(claim: Facts, ground: Ground) -> str | None:
    """Two names have not changed places: "A hosted B" is "B was hosted by A", but not "B hosted A"."""
    for verb, agent, patient in _deeds(claim):
        for other, their_agent, their_patient in _deeds(ground.facts):
            crossed = same_name(agent, their_patient) and same_name(patient, their_agent)
            if verb == other and crossed and not same_name(agent, patient):
                who = core_name(their_agent)
                return f"in the source it is {who} who does this to {core_name(their_patient)}"
    return None


_MUTUAL = stems(
    "met meet meets meeting spoke speak talk talked talks agreed agree fight fought and with between"
)


def _deeds(facts: Facts) -> list[tuple[str, str, str]]:
    """(verb stem, agent, patient) of each two neighbouring names with one to three content words between."""
    found = []
    for left, right in pairwise(facts.names):
        between = facts.text[left.end : right.start]
        verbs = content_words(between)
        if not 1 <= len(verbs) <= 3 or verbs[0] in _MUTUAL or re.search(r"[,;.]|\band\b|\bwith\b", between):
            continue
        passive = re.search(r"\b(?:was|were|is|are|been|be|being)\b.*\bby\s+(?:\w+\s+){0,3}$", between)
        pair = (right.text, left.text) if passive else (left.text, right.text)
        found.append((verbs[0], *pair))
    return found


def figures_agree(claim: Facts, ground: Ground) -> str | None:
    """Two figures have not been exchanged: "3 killed, 40 hurt" is not "40 killed, 3 hurt"."""
    theirs = ground.facts
    pairs = [(n, o) for n in claim.numbers for o in theirs.numbers if same_number(claim, n, theirs, o)]
    pairs = [(n, o) for n, o in pairs if written_in(claim, n).lower() not in _NO_COUNT]
    for (one, its), (other, others) in combinations(pairs, 2):
        if one is other or its is others or its.unit != others.unit:
            continue
        mine = (_words(claim, one), _words(claim, other))
        told = (_words(theirs, its), _words(theirs, others))
        crossed = mine[0] & (told[1] - told[0]) and mine[1] & (told[0] - told[1])
        if crossed and not mine[0] & told[0] and not mine[1] & told[1]:
            return f"the source gives {written_in(claim, one)} for something else"
    return None


_NO_COUNT = ("first", "both", "one")
"""Figures that often stand twice in a sentence and count nothing."""


def _words(facts: Facts, number: Number) -> frozenset[str]:
    """The content words around a figure, up to the next figure on each side, three at most."""
    ends = [n.end for n in facts.numbers if n.end <= number.start]
    starts = [n.start for n in facts.numbers if n.start >= number.end]
    before = _CUT.split(facts.text[max(ends, default=0) : number.start])[-1]
    after = _CUT.split(facts.text[number.end : min(starts, default=None)])[0]
    return frozenset(content_words(before)[-1:] + content_words(after)[:2])


_CUT = re.compile(r"[,;]|\b(?:and|but|while)\b")
