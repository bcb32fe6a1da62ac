"""Is what the source denies denied in the claim, and nothing else?"""

from __future__ import annotations

import re

from qa.answer.verify.facts import Facts, Ground, negations, stems
from qa.text import content_words

_CUT = re.compile(r"[,;:—–]\s|\s(?:and|but|while|although|because|whereas|that|which|who)\s")
_DENIES = stems(
    """
    rejected refused denied denies declined failed fail lacks lacked lack banned barred halted cancelled
    opposed opposes blocked prevented unable unlikely avoided stopped suspended withdrew absence
    abandoned doubted excluded scrapped dropped ignored missed neither impossible unwilling hardly
    undecided unclear unknown forbid forbidden prohibited outlawed despite rule barely
    """
)
"""Words that deny without a "not". They only ever excuse a difference."""
_LIMITS = re.compile(r"\b(?:only|until|unless|last|instead|rather|otherwise|but|yet|still)\b", re.IGNORECASE)
_NOT_ALL = re.compile(r"\bnot\s+(?:all|every\w*|always)\b", re.IGNORECASE)
"""A denial of "all" alone says "some do not": it is compared with "all" and with nothing else."""
_ALL = re.compile(r"\b(?:all|every\w*|always|unanimous\w*)\b", re.IGNORECASE)
_SAME = 0.5
"""The share of a clause's content words that must be in a clause of the other text for the two to be about
the same. Of the open drafts, WiCE dev and 1,000 of SummEdits the check removes 5 true and 56 false texts at
.5, 4 and 32 at .75."""


def negations_agree(claim: Facts, ground: Ground) -> str | None:
    """A clause of the claim and the clause of the source that says the same are both denied, or neither."""
    theirs = [(part, frozenset(content_words(part))) for part in _clauses(ground.facts.text)]
    everywhere = frozenset(ground.facts.stems)
    for denying, full, says in ((claim, ground.facts, "all"), (ground.facts, claim, "not all")):
        if _NOT_ALL.search(denying.text) and not _NOT_ALL.search(full.text) and _ALL.search(full.text):
            return f"the source says “{says}”"
    if bool(_NOT_ALL.search(claim.text)) != bool(_NOT_ALL.search(ground.facts.text)):
        return None
    for part in _clauses(claim.text):
        words = frozenset(content_words(part))
        if len(words) < 2:
            continue
        shares = [(len(words & other), -len(other), text) for text, other in theirs]
        count, _, near = max(shares, default=(0, 0, ""))
        # A clause that was cut out of a longer one is held against the whole sentence.
        if count < _SAME * len(words):
            near, count = ground.facts.text, len(words & everywhere)
        if count < _SAME * len(words):
            continue
        mine, other = negations(part), negations(near)
        if (len(mine) - len(other)) % 2 == 0 or _excused(part, near):
            continue
        said, denied = ({n.head for n in f.negations} for f in (claim, ground.facts))
        if len(other) > len(mine) and any(n.head in words - said for n in other):
            return f"the source says “{other[0].words}”"
        if len(mine) > len(other) and any(n.head in everywhere - denied for n in mine):
            return f"the source does not say “{mine[0].words}”"
    return None


def denies(facts: Facts) -> bool:
    """Whether anything in a text is denied, if only in part."""
    return bool(facts.negations) or bool(_NOT_ALL.search(facts.text))


def _clauses(text: str) -> list[str]:
    """The clauses of a text; one of a single content word ("…, was broken") goes with the one before it."""
    found: list[str] = []
    for part in _CUT.split(text):
        if part and part.strip():
            short = len(content_words(part)) < 2
            found[-1:] = [f"{found[-1]} {part}"] if found and short else [*found[-1:], part]
    return found


def _excused(one: str, other: str) -> bool:
    """Whether a word that denies by itself, or one like "only", may make up for the "not"."""
    words = frozenset(content_words(one)) ^ frozenset(content_words(other))
    return bool(words & _DENIES) or bool(_LIMITS.search(one)) != bool(_LIMITS.search(other))
