"""Does the sense agree: what is denied, and the words of comparison and direction?"""

from __future__ import annotations

import re

from qa.answer.verify.facts import Facts, Ground, Negation, governed_by, stems
from qa.text import content_words, stem

_IMPLICIT = stems(
    """
    rejected refused denied denies declined failed fail lacks lacked lack banned barred halted cancelled
    opposed opposes blocked prevented unable unlikely avoided stopped suspended withdrew absence
    abandoned doubted excluded scrapped dropped ignored missed neither impossible unwilling
    undecided unclear unknown forbid forbidden prohibited outlawed
    """
)
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing) to|"
    r"rul(?:e|es|ed|ing) out|fail(?:s|ed|ing)? to|unable to|whether|stopped short of|dismiss(?:es|ed|ing)?)\b"
)
_REFUSAL = stems("rejected refused denied declined blocked opposed vetoed cancelled banned halted")


def negations_agree(claim: Facts, ground: Ground) -> str | None:
    """What the source denies the claim does not assert, and the other way round."""
    mine, theirs = claim.negations, ground.facts.negations
    words, source = frozenset(claim.stems), frozenset(ground.facts.stems)
    if words & _IMPLICIT - source and not mine:
        theirs = ()
    affirmed = source - frozenset(w for n in theirs for w in n.scope)
    for negation in theirs:
        if any(negation.covers(other) for other in mine) or _last(claim, negation, ground):
            continue
        shared = len(words.intersection(negation.scope))
        needed = 2 if negation.head in affirmed or len(negation.scope) > 3 else 1
        mostly = not mine and shared >= 3 and shared >= 0.6 * len(words)
        turned = words <= source and negation.head in words - affirmed
        if mostly or turned or (negation.head in words and shared >= needed):
            return f"the source says “{negation.words}”"
    for negation in mine:
        agreed = any(other.covers(negation) for other in ground.facts.negations)
        if not agreed and negation.head in source and not _implied(negation, ground.facts):
            return f"the source does not say “{negation.words}”"
    if len(mine) > len(ground.facts.negations) and words <= source:
        return f"the source does not say “{mine[-1].words}” here"
    if reason := _denied(claim, ground.facts):
        return reason
    invented = words & _REFUSAL - source
    if invented and not ground.facts.negations and not source & _IMPLICIT:
        said = next(w for w in re.findall(r"[^\W\d_]+", claim.text) if stem(w.lower()) in invented)
        return f"the source does not say “{said}”"
    return None


def denies(facts: Facts) -> bool:
    """Whether a sentence denies something, by "not" or by a word like "rejected"."""
    return bool(facts.negations) or not _IMPLICIT.isdisjoint(facts.stems) or bool(DENIAL.search(facts.text))


def _implied(negation: Negation, source: Facts) -> bool:
    """Whether the source denies it by a word such as "refused": it stands before what is denied."""
    for match in re.finditer(r"[^\W\d_]+", source.text):
        if stem(match.group().lower()) in _IMPLICIT - {negation.head}:
            if re.match(r"\s*(?:[,;.]|because\b|but\b|while\b)", source.text[match.end() :]):
                continue
            scope = governed_by(source.text, match.end())
            if negation.head in scope or set(scope[:1]) & set(negation.scope):
                return True
    return False


def _denied(claim: Facts, source: Facts) -> str | None:
    """What the source says was denied, refused or asked ("whether") the claim does not simply state."""
    if denies(claim) or re.search(r"\b(?:if|asked?|question|unclear)\b", claim.text):
        return None
    words = frozenset(claim.stems)
    for match in DENIAL.finditer(source.text):
        scope = [w for w in governed_by(source.text, match.end()) if w not in source.text[: match.start()]]
        shared = words.intersection(scope)
        if shared and scope[0] in shared and len(shared) >= min(2, len(scope)):
            return f"the source says “{match.group()}”"
    return None


def _last(claim: Facts, negation: Negation, ground: Ground) -> bool:
    """Whether "not checked since 2023" is told as "last checked in 2023", "not until" as "only"."""
    since = rf"{re.escape(negation.words)}\b.*\b(?:since|until|before)\b"
    return bool(re.search(r"\b(?:last|only)\b", claim.text) and re.search(since, ground.facts.text))


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
