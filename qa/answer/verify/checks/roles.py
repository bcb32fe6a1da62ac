"""Is it said of the right one: who does it, and who is what?"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.answer.verify.checks.names import MUTUAL
from qa.answer.verify.facts import Facts, Ground
from qa.text import Name, content_words, name_words, same_name, sentence_spans, stem

_OFFICES = (
    "chief head boss leader director executive ceo chair chairman chairwoman chairperson "
    "president manager master lead",
    "minister secretary",
    "spokesman spokeswoman spokesperson",
    "mayor councillor councilor governor senator",
    "captain skipper",
    "coach trainer manager",
    "goalkeeper keeper",
    "analyst economist",
    "judge lawyer prosecutor coroner attorney",
    "doctor pharmacist biologist meteorologist scientist professor architect engineer inspector researcher",
    "admiral general colonel officer commander",
    "king queen prince princess",
    "teacher",
    "nurse",
    "seaman sailor",
    "fisherman",
    "farmer driver worker pensioner cyclist shopkeeper",
)


@lru_cache(maxsize=1)
def _office_of() -> dict[str, int]:
    return {stem(word): group for group, words in enumerate(_OFFICES) for word in words.split()}


def offices_agree(claim: Facts, ground: Ground) -> str | None:
    """Nobody is called by the office of another: "Fire chief Pike" where Pike is the harbour master."""
    for name in (n for n in claim.names if n.sure):
        called, last = _called(claim.text, name), name_words(name.text)[-1:]
        if not called or not last:
            continue
        told = frozenset().union(*(w for a in ground.articles for w in _around_name(a.text, last[0])))
        theirs = {_office_of()[w] for w in told if w in _office_of()}
        if theirs and any(_office_of()[word] not in theirs for word in called - told):
            return f"the source does not call {name.text} that"
    return None


_APPOSED = re.compile(
    r"^,\s+(?:\d+,\s+)?(?:who\s+(?:is|was)\s+)?(?:the|an?|its|their)\s+(?P<office>[^,;.]{3,60})[,.]"
)
_BEFORE = re.compile(r"(?P<office>(?:[A-Za-z]+\s+){1,3})$")


def _called(text: str, name: Name) -> frozenset[str]:
    """The offices that a claim gives to a name, right before or behind it."""
    behind = _APPOSED.match(text[name.end :])
    before = _BEFORE.search(text[: name.start])
    words = content_words(behind.group("office"))[:3] if behind else []
    words += content_words(before.group("office"))[-1:] if before else []
    words += [w for w in content_words(name.text) if w in _office_of()]
    return frozenset(w for w in words if w in _office_of())


@lru_cache(maxsize=2048)
def _around_name(text: str, last: str) -> tuple[frozenset[str], ...]:
    """The stems of every sentence of a text that names someone."""
    found = []
    for start, end in sentence_spans(text):
        if re.search(rf"\b{re.escape(last)}\b", text[start:end], re.IGNORECASE):
            found.append(frozenset(content_words(text[start:end])))
    return tuple(found)


def doers_agree(claim: Facts, ground: Ground) -> str | None:
    """Who stands before a verb in the claim is not another one than in the source: "A phoned", "B phoned"."""
    for verb, passive, name in _doers(claim):
        theirs = [n for v, p, n in _doers(ground.facts) if v == verb and p == passive]
        if theirs and not any(_one_name(name, n) for n in theirs):
            return f"in the source it is {theirs[0]}, not {name}"
    return None


def _one_name(a: str, b: str) -> bool:
    words, others = set(name_words(a)), set(name_words(b))
    return same_name(a, b) or words <= others or others <= words


_PASSIVE = re.compile(
    r"\b(?:is|was|were|are|been|be|being)\s+(?:\w+ly\s+)?(?P<verb>\w+)\s+by\s+(?P<agent>(?:\w+\s*){1,4})"
)


def voices_agree(claim: Facts, ground: Ground) -> str | None:
    """Who does it and who suffers it: "She was questioned by police" is not "She questioned police"."""
    for one, other in ((claim, ground.facts), (ground.facts, claim)):
        for match in _PASSIVE.finditer(one.text):
            verb, agent = content_words(match.group("verb")), content_words(match.group("agent"))[:2]
            if not verb or not agent or other.stems.count(verb[0]) != 1:
                continue
            at = other.stems.index(verb[0])
            active = not re.search(
                rf"\b(?:is|was|were|are|been|be|being)\s+{match.group('verb')}\b", other.text
            )
            if active and agent[0] in other.stems[at + 1 : at + 3]:
                return f"the source has it the other way round: who “{match.group('verb')}” whom"
    return None


@lru_cache(maxsize=4096)
def _doers(facts: Facts) -> tuple[tuple[str, bool, str], ...]:
    """(stem, passive, name) of each name with the word that follows it at once."""
    found = []
    for name in facts.names:
        following = re.match(
            r"\s+(?P<help>(?:(?:has|have|had|will|would|also|then|is|was|were|are|been|be)\s+)*)(?P<verb>[a-z]+)",
            facts.text[name.end :],
        )
        joined = re.search(r"\b(?:and|of|for|with|by|from)\s+(?:the\s+)?$", facts.text[: name.start])
        if following and not joined:
            verb = [v for v in content_words(following.group("verb")) if v not in MUTUAL]
            passive = bool(re.search(r"\b(?:is|was|were|are|been|be)\s", following.group("help")))
            found += [(v, passive, name.text) for v in verb]
    return tuple(found)
