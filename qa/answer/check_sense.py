"""Does the sense agree: what is denied, and the words of comparison and direction?"""

from __future__ import annotations

import re
from functools import cache

from qa.answer.facts import Facts, Ground, stems
from qa.text import content_words, stem

_IMPLICIT = stems(
    """
    rejected refused denied denies declined failed fail lacks lacked lack banned barred halted cancelled
    opposed opposes blocked prevented unable unlikely avoided stopped suspended withdrew absence
    abandoned doubted excluded scrapped dropped ignored missed neither impossible unwilling
    undecided unclear unknown
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


_OPPOSITES = tuple(
    (stems(a), stems(b))
    for a, b in (
        (
            "rose rise risen increase grew grow climb jump surge soar gain more higher larger greater bigger",
            "fell fall fallen decrease decline drop shrank shrink slid plunge slump less fewer lower smaller",
        ),
        ("better stronger faster improve improved", "worse weaker slower worsen worsened deteriorate"),
        ("praise praised welcomed hailed", "criticize criticized condemned blamed slammed denounced"),
        ("accept accepted approve approved backed", "reject rejected refuse refused vetoed"),
        ("win won wins victory", "lose lost loses defeat"),
        ("support supports supported back", "oppose opposes opposed"),
        ("open opened opens reopened", "close closed closes shut"),
        ("begin began start started launch", "end ended finish finished conclude"),
        ("arrive arrived enter entered", "leave left depart departed"),
        ("buy bought purchase", "sell sold"),
        ("confirm confirmed", "deny denied"),
        ("allow allowed permit permitted", "ban banned forbid prohibited prohibit"),
        ("guilty convicted", "innocent acquitted cleared"),
        ("hire hired appointed", "fire fired dismissed sacked"),
        ("first earliest", "last latest final"),
        ("maximum most highest largest biggest", "minimum least lowest smallest fewest"),
        ("export exports exported", "import imports imported"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("safe safely", "unsafe dangerous"),
        ("legal lawful", "illegal unlawful"),
        ("public publicly", "private secret secretly privately"),
        ("alive survived survive", "dead died killed"),
        ("early earlier sooner", "late later"),
        ("remain stayed stay", "resign resigned quit"),
        ("all every always", "none never"),
        ("likely possible", "unlikely impossible"),
    )
)  # fmt: skip


def comparisons_agree(claim: Facts, ground: Ground) -> str | None:
    """The claim does not say the opposite word: rose/fell, more/less, before/after, won/lost."""
    mine, theirs = _directed(claim), _directed(ground.facts)
    if bool(claim.negations) != bool(ground.facts.negations):
        return None
    for one, other in _opposites():
        up, down = mine.keys() & one, theirs.keys() & other
        if up and down and not mine.keys() & other and not theirs.keys() & one:
            return f"the source says “{theirs[min(down)]}”, not “{mine[min(up)]}”"
    return _order_agrees(claim, ground)


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return _OPPOSITES + tuple((b, a) for a, b in _OPPOSITES)


def _directed(facts: Facts) -> dict[str, str]:
    """Stems of all words, also "more" and "less", which are no content words, with the words themselves."""
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", facts.text):
        found.setdefault(stem(word.lower()), word)
    return found


_ORDER = re.compile(r"\b(before|after)\s+((?:[^\W\d_]+\s*){1,4})", re.IGNORECASE)


def _order_agrees(claim: Facts, ground: Ground) -> str | None:
    theirs = {
        tuple(content_words(m.group(2))[:1]): m.group(1).lower() for m in _ORDER.finditer(ground.facts.text)
    }
    for match in _ORDER.finditer(claim.text):
        said = theirs.get(tuple(content_words(match.group(2))[:1]))
        if said and said != match.group(1).lower():
            return f"the source says “{said}”, not “{match.group(1).lower()}”"
    return None
