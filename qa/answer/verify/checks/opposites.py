"""Does the claim say the opposite word in the place where the source has its own: rose for fell?"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from qa.answer.verify.checks.negation import denies
from qa.answer.verify.facts import Facts, Ground
from qa.text import STOPWORDS, content_words, stem

# One axis a line. Only words of everyday English that stand in the same place of a sentence belong here.
_TABLE = """
rise rose risen increase grow climb gain higher ~ fall fell fallen decrease decline drop shrink lower
more greater larger bigger most ~ less fewer smaller least fewest
win won victory ~ lose lost defeat
accept approve adopt endorse ~ reject refuse veto dismiss
support back ~ oppose
open reopen ~ close shut
begin began start ~ end finish stop
first earliest ~ last latest
confirm admit ~ deny
allow permit ~ ban forbid prohibit
guilty convict ~ innocent acquit
above over ~ below under
inside ~ outside
north northern ~ south southern
east eastern ~ west western
best better improve ~ worst worse worsen
alive survive ~ dead die
arrive join ~ leave left depart
safe ~ unsafe dangerous
legal ~ illegal
likely possible ~ unlikely impossible
agree ~ disagree
wettest wet ~ driest dry
hot hottest warm ~ cold coldest cool
old oldest ~ young youngest
early ~ late
buy bought ~ sell sold
"""
_NEAR = 5
"""Content words on each side of a word that count as what stands around it."""


@cache
def _axes() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    rows = (line.split("~") for line in _TABLE.strip().splitlines())
    return tuple((_stems(one), _stems(other)) for one, other in rows)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


def opposites_agree(claim: Facts, ground: Ground) -> str | None:
    """No word of the claim stands where the source has its opposite, and nowhere where it has its like."""
    mine, theirs = _places(claim.text), _places(ground.facts.text)
    for one, other in _axes():
        for up, down in ((one, other), (other, one)):
            if theirs.keys() & up or not theirs.keys() & down or denies(claim) != denies(ground.facts):
                continue
            for key in mine.keys() & up:
                for word, around in mine[key]:
                    for rival in theirs.keys() & down:
                        said = next((s for s, near in theirs[rival] if len(around & near) >= _SHARED), None)
                        if said:
                            return f"the source says “{said}”, not “{word}”"
    return _prefixed(claim, ground.facts) or _order(claim.text, ground.facts.text)


_DENYING = re.compile(r"(?:un|non-?|il|im|ir)(?P<word>[a-z]{5,})")


def _prefixed(claim: Facts, source: Facts) -> str | None:
    """The word of one text that the other has with a prefix that denies it: "related" and "unrelated"."""
    if denies(claim) != denies(source):
        return None
    mine, theirs = (set(re.findall(r"[a-z][a-z-]+", facts.text.lower())) for facts in (claim, source))
    for one, other in ((mine, theirs), (theirs, mine)):
        for word in one - other:
            bare = _DENYING.fullmatch(word)
            if bare and bare["word"] in other - one:
                said, not_said = (word, bare["word"]) if one is theirs else (bare["word"], word)
                return f"the source says “{said}”, not “{not_said}”"
    return None


_ORDER = re.compile(r"\b(before|after)\s+((?:[^\W\d_]+\s*){1,4})", re.IGNORECASE)


def _order(claim: str, source: str) -> str | None:
    """Why what is before it in the source is after it in the claim, if it is."""
    theirs = {tuple(content_words(m[2])[:1]): m[1].lower() for m in _ORDER.finditer(source)}
    for match in _ORDER.finditer(claim):
        said = theirs.get(tuple(content_words(match[2])[:1]))
        if said and said != match[1].lower():
            return f"the source says “{said}”, not “{match[1].lower()}”"
    return None


_SHARED = 2
"""Neighbours that two places must share."""


@lru_cache(maxsize=2048)
def _places(text: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Each word by its stem: as written, and the content words around it."""
    words = re.findall(r"[^\W_]+(?:[.,]\d+)*%?", text)
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    content = [w.lower() not in STOPWORDS for w in words]
    for at, word in enumerate(words):
        before = [words[i] for i in range(at - 1, -1, -1) if content[i]][:_NEAR]
        after = [words[i] for i in range(at + 1, len(words)) if content[i]][:_NEAR]
        near = frozenset(content_words(" ".join(before + after)))
        found.setdefault(stem(word.lower()), []).append((word, near))
    return found
