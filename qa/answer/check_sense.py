"""Does the sense agree: what is denied, and the words of comparison and direction?"""

from __future__ import annotations

import re

from qa.answer.facts import Facts, Ground, stems
from qa.text import content_words, stem

_IMPLICIT = stems(
    """
    rejected refused denied denies declined failed fail lacks lacked lack banned barred halted cancelled
    opposed opposes blocked prevented unable unlikely avoided stopped suspended withdrew absence
    abandoned doubted excluded scrapped dropped ignored missed neither impossible unwilling
    undecided unclear unknown forbid forbidden prohibited outlawed
    """
)
_REFUSAL = stems("rejected refused denied declined blocked opposed vetoed cancelled failed banned halted")


def negations_agree(claim: Facts, ground: Ground) -> str | None:
    """What the source denies the claim does not assert, and the other way round."""
    mine, theirs = claim.negations, ground.facts.negations
    words, source = frozenset(claim.stems), frozenset(ground.facts.stems)
    if words & _IMPLICIT - source and not mine:
        theirs = ()
    affirmed = source - frozenset(w for n in theirs for w in n.scope)
    for negation in theirs:
        if any(negation.covers(other) for other in mine):
            continue
        shared = len(words.intersection(negation.scope))
        needed = 2 if negation.head in affirmed or len(negation.scope) > 3 else 1
        mostly = not mine and shared >= 3 and shared >= 0.6 * len(words)
        if mostly or (negation.head in words and shared >= needed):
            return f"the source says “{negation.words}”"
    for negation in mine:
        agreed = any(other.covers(negation) for other in ground.facts.negations)
        if not agreed and not source & _IMPLICIT - {negation.head} and negation.head in source:
            return f"the source does not say “{negation.words}”"
    if len(mine) > len(ground.facts.negations) and words <= source:
        return f"the source does not say “{mine[-1].words}” here"
    invented = words & _REFUSAL - source
    if invented and not ground.facts.negations and not source & _IMPLICIT:
        said = next(w for w in re.findall(r"[^\W\d_]+", claim.text) if stem(w.lower()) in invented)
        return f"the source does not say “{said}”"
    return None


_ORDER = re.compile(r"\b(before|after)\s+((?:[^\W\d_]+\s*){1,4})", re.IGNORECASE)


def order_agrees(claim: Facts, ground: Ground) -> str | None:
    """What is before it in the source is not after it in the claim."""
    theirs = {
        tuple(content_words(m.group(2))[:1]): m.group(1).lower() for m in _ORDER.finditer(ground.facts.text)
    }
    for match in _ORDER.finditer(claim.text):
        said = theirs.get(tuple(content_words(match.group(2))[:1]))
        if said and said != match.group(1).lower():
            return f"the source says “{said}”, not “{match.group(1).lower()}”"
    return None
