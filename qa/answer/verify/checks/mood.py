"""Is it told as surely as in the source: planned or done, perhaps or certainly, and for the reason given?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.answer.verify.checks.sense import DENIAL, denies
from qa.answer.verify.facts import Facts, Ground, governed_by
from qa.text import content_words, stem
from qa.text.words import is_past_form

_INTENT = (
    "plan|plans|planned|planning|promise[sd]?|promising|agree[sd]?|vow(?:s|ed)?|pledge[sd]?|offer(?:s|ed)?|"
    "want(?:s|ed)?|intend(?:s|ed)?|hope[sd]?|threaten(?:s|ed)?|prepare[sd]?|preparing|aim(?:s|ed)?|expect(?:s|ed)?|"
    "scheduled|due|set|likely|propose[sd]?|ask(?:s|ed)?|order(?:s|ed)?|urge[sd]?|demand(?:s|ed)?|decided?"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|should|must|going to|won['’]t|(?:is|are|was|were|has|have|had) to(?= [a-z])"
    rf"|(?:{_INTENT})(?:\s+(?:the\s+)?\w+(?:\s+and\s+\w+)?)?\s+to)\b",
    re.IGNORECASE,
)
_ANY_PLAN = re.compile(rf"{_FUTURE.pattern}|\bto\b", re.IGNORECASE)
_POSSIBLE = re.compile(r"\b(?:may|might|could|can)\b")  # not the month
_PENDING = re.compile(
    r"\b(?:planned|planning|plans|expected|expects|scheduled|due|"
    r"(?:is|are|was|were|the|an?) proposed|proposal|considering|deliberat\w+|"
    r"discuss\w*|(?:is|are)\s+(?:still\s+|also\s+|now\s+)?being|awaits?|awaited|upcoming|negotiat\w+)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:probabl[ey]|likely|possibl[ey]|perhaps|maybe|apparently|alleg\w+|reportedly|suspect(?:s|ed)?|"
    r"suspicions?|rumou?r\w*|unconfirmed|(?:believed|thought|said|feared) to|fear(?:s|ed)|accus\w+|"
    r"(?:where|which)\s+[\w\s]{1,30}?\bsa(?:id|ys)\b(?:\s+that)?|(?:a|the)\s+claims?|"
    r"claim(?:s|ed|ing)\s+(?:that|to|he|she|it|they)|seem(?:s|ed)?|appear(?:s|ed)? to)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:said|says|told|according|warn\w*|think\w*|thought|believ\w*|argu\w+|estimat\w+|suggest\w*|claim\w*)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[,;:—–]|\b(?:and|but|while|although|because|whereas)\b")


@dataclass(frozen=True, slots=True)
class Mood:
    """Words that make something planned or possible: their text, and the stems that they govern."""

    words: str
    head: str
    scope: frozenset[str]


@lru_cache(maxsize=4096)
def _moods(text: str, pattern: re.Pattern[str]) -> tuple[Mood, ...]:
    found = []
    for match in pattern.finditer(text):
        governed = governed_by(text, match.end())
        if governed:
            found.append(Mood(match.group(), governed[0], frozenset(governed)))
    return tuple(found)


def plans_agree(claim: Facts, ground: Ground) -> str | None:
    """What is only planned in the source has not happened in the claim."""
    source = ground.facts
    planned = _moods(claim.text, _ANY_PLAN)
    done = _done(claim.text)
    asserted = frozenset(source.stems) - {w for m in _moods(source.text, _FUTURE) for w in m.scope}
    for mood in _moods(source.text, _FUTURE):
        head = mood.head
        if head in done and head not in asserted and not any(head in m.scope for m in planned):
            return f"the source says “{mood.words}”: it has not happened there"
    return _pending(claim, source, done)


def _pending(claim: Facts, source: Facts, done: frozenset[str]) -> str | None:
    """Why a clause about something expected or examined does not bear out that it took place."""
    if not done - frozenset(source.stems) or _PENDING.search(claim.text) or _FUTURE.search(claim.text):
        return None
    for clause in _CLAUSE_ENDS.split(source.text):
        pending = _PENDING.search(clause)
        if pending and _about(claim, clause):
            return f"the source says “{pending.group()}”: it has not happened there"
    return None


def _mostly(words: frozenset[str], source: Facts) -> bool:
    return len(words & frozenset(source.stems)) >= 0.6 * len(words)


def _about(claim: Facts, clause: str) -> bool:
    """Whether most of the claim is about what this clause of the source says."""
    words = set(claim.stems)
    shared = words & set(content_words(clause))
    return len(shared) >= 2 and len(shared) >= 0.5 * len(words)


@lru_cache(maxsize=4096)
def _done(text: str) -> frozenset[str]:
    """The stems of verbs in a past form: "held", "has emptied", "was published"."""
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", _STILL.sub("", text))]
    past = {stem(w) for w in words if is_past_form(w) or (w.endswith("ed") and len(w) > 4)}
    return frozenset(past | {stem(w.lower()) for w in _MEANS.findall(text)})


_STILL = re.compile(r"\b(?:is|are|be|being|stays?|remains?|to)\s+\w+ed\b")  # a state, or not yet
_MEANS = re.compile(r"\b(?:by|after)\s+(\w+ing)\b")


def certainty_agrees(claim: Facts, ground: Ground) -> str | None:
    """What may be so in the source is not simply so in the claim."""
    if (
        _HEDGE.search(claim.text)
        or _POSSIBLE.search(claim.text)
        or claim.negations
        or DENIAL.search(claim.text)
    ):
        return None
    source, words = ground.facts, frozenset(claim.stems)
    planned = _FUTURE.search(claim.text)
    sure = frozenset(source.stems) - {w for m in _moods(source.text, _POSSIBLE) for w in m.scope}
    for mood in _moods(source.text, _POSSIBLE):
        if mood.head in words - sure and _mostly(words, source) and not planned:
            return f"the source says “{mood.words}”: it is not certain there"
    if _SOFT.search(claim.text):
        return None
    for hedge in _HEDGE.finditer(source.text):
        told = governed_by(source.text, hedge.end())[:2]
        if len(told) == 2 and words.issuperset(told):
            return f"the source says “{hedge.group()}”: it is not certain there"
    for clause in _CLAUSE_ENDS.split(source.text):
        doubt = _HEDGE.search(clause)
        if doubt and _about(claim, clause):
            return f"the source says “{doubt.group()}”: it is not certain there"
    return None


_ONLY = re.compile(r"\b(?:only(?!\s+\d)|solely|exclusively|nobody but|no one but)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"\b(?:only|just|sole|solely|alone|merely|exclusive\w*|except|but|single|still)\b", re.IGNORECASE
)
_EVERY = re.compile(
    r"\b(?:every(?!\s+(?:\w+\s+)?(?:day|week|month|year|hour|minutes|time))|everyone|everybody|always)\b",
    re.IGNORECASE,
)
_WHOLLY = re.compile(
    r"\b(?:every\w*|each|all|always|any\w*|whole|both|entire\w*|universal\w*|daily)\b", re.IGNORECASE
)


def limits_agree(claim: Facts, ground: Ground) -> str | None:
    """The claim does not say "only" or "every" of what the source does not limit."""
    only, every = _ONLY.search(claim.text), _EVERY.search(claim.text)
    if only and not _ALONE.search(ground.facts.text) and not denies(ground.facts):
        return f"the source does not say “{only.group()}”"
    if every and not _WHOLLY.search(ground.facts.text) and not denies(ground.facts):
        return f"the source does not say “{every.group()}”"
    return None


_CONDITION = re.compile(r"\b(?:unless|provided that|on (?:the )?condition|only if|as long as)\b")
_CONDITIONAL = re.compile(r"\b(?:unless|if|provided|condition\w*|as long as|except|without|or)\b")


def conditions_agree(claim: Facts, ground: Ground) -> str | None:
    """What happens only under a condition in the source happens under one in the claim."""
    found = _CONDITION.search(ground.facts.text)
    if not found or _CONDITIONAL.search(re.sub(r"\beven if\b", "", claim.text)):
        return None
    if _about(claim, ground.facts.text[: found.start()]):
        return f"the source says “{found.group()}”"
    return None


_BECAUSE = re.compile(
    r"\b(?:because of|because|(?<!was )(?<!is )(?<!were )(?<!are )due to|"
    r"owing to|thanks to|as a result of|caused by|on account of|so that|in order to)\s+"
    r"(?P<why>[^,;.]+)",
    re.IGNORECASE,
)
_CAUSAL = re.compile(
    r"\b(?:because|due|owing|caus\w+|blam\w+|reasons?|result\w*|led|lead\w*|thanks|so|therefore|after|following|as|"
    r"since|over|when|amid|prompt\w+|trigger\w+|explain\w*|attribut\w+|account|put\s+\w+\s+down|by\s+\w+ing|for|to)\b"
    r"|[:;—–]",
    re.IGNORECASE,
)


def reasons_agree(claim: Facts, ground: Ground) -> str | None:
    """The reason that the claim gives is in the source, and is given there as one."""
    source = frozenset(ground.facts.stems)
    for match in _BECAUSE.finditer(claim.text):
        why = content_words(match.group("why"))
        if why and sum(w in source for w in why) < 0.4 * len(why):
            return f"the source does not give the reason “{match.group().strip()}”"
        if not _CAUSAL.search(ground.facts.text):
            return "the source does not give this as a reason"
    return None


_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_PARTS = re.compile(r",\s+(?:(?:who|which|where|whose|and|but)\s+)?|;\s+|\s+(?:and|but|while|so)\s+(?=\w+)")


_TAIL = re.compile(r"(.*\w),?\s+and\s+([^,;]+)$", re.DOTALL)


def parts_agree(claim: Facts, ground: Ground) -> str | None:
    """No clause of the claim is about something that the cited words do not mention at all."""
    source = frozenset(ground.facts.stems) | frozenset(ground.facts.vocabulary)
    told_plainly = _QUOTED.sub("", claim.text)  # quoted words are compared letter by letter elsewhere
    parts = [p for p in _PARTS.split(told_plainly) if p]
    for part in parts[1:] or ():
        words = list(dict.fromkeys(content_words(part)))
        if any(w[:1].isdigit() and w in source for w in words):
            continue
        if len(words) >= 3 and sum(w in source for w in words) <= 0.34 * len(words):
            return f"the cited text does not mention “{' '.join(part.split())}”"
    split = _TAIL.match(told_plainly)
    before, tail = split.groups() if split else ("", "")
    told, added = content_words(before), content_words(tail)
    if added and len(told) >= 4 and not any(w in source for w in added):
        known = sum(w in source for w in told) >= 0.9 * len(told)
        return f"the cited text does not mention “{tail.strip(' .')}”" if known else None
    return None
