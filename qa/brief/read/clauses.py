"""Clauses: the smallest part of a sentence that claims something, with its polarity and its figures.

Comparing whole sentences makes false contradictions: two of them may share names and differ in what they
deny. So figures are counted and denials are compared clause by clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.brief.read.lexicon import is_a
from qa.brief.read.sheet import SheetLine
from qa.text import Number, content_words, stem

_CUT = re.compile(
    r"[;:—()]|\s[-–]\s|,\s|\b(?:and|but|while|whereas|although|because|which|who|when|after|before|that|if|so|um)\b"
)
_NEGATION = re.compile(
    r"\b(?:not|no|none|never|nobody|cannot|\w+n['’]t|refus(?:es?|ed|ing) to|nicht|"
    r"kein(?:e[nrms]?)?)\b"
    r"(?! only| just| least| more than| less than| to\b| guilty| doubt)",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"\b(?:(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|disput(?:es|ed))(?:(?:\s[\w'’]+){0,4}\s(?:claim|accusation|report|"
    r"allegation)s?)?|rul(?:es|ed) out)\s*(?:that\s*)?$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|been|be|do|does|did|has|have|had|will|would|can|could|may|might|must|shall|should)\s"
    r"(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"(?:(?P<who>he|she|it|they)|i|we|you|this|that|these|those|such|there|one|both|many|some|most|few)\b",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(
    r"\s*(?:(?:also|then|later|has|have|had|is|was|were|would|will|did|none|it|he|she|they)\b\s*)*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of words of one sentence; offsets count in the sentence."""

    start: int
    end: int
    stems: frozenset[str]
    """Stems of its words and of the subject it takes from the clause before."""
    negated: bool
    denied: frozenset[str]
    """The stems of what is denied: the first word of weight behind the negation, two behind "denied that"."""
    subject: frozenset[str] = frozenset()
    """The stems before the negation, or of the subject it takes over: whom the denial speaks of. Empty where
    a word like "we" or "this" stands for them, which other articles mean otherwise."""


@lru_cache(maxsize=4096)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; one without a subject of its own takes the one before."""
    found: list[Clause] = []
    subject: frozenset[str] = frozenset()
    for start, end in _spans(text):
        words = text[start:end]
        own = [s for s in content_words(words) if s not in ("none", "nobodi", "noth", "never")]
        if not own:
            continue
        negation = _NEGATION.search(words)
        denied = _denied(words, negation) if negation else frozenset()
        if DENIES.search(text[:start]):
            denied = frozenset(own[:2])
        led = _SUBJECTLESS.match(words)
        leaning = bool(led and led.end()) or len(own) == 1
        stems = frozenset(own) | (subject if leaning else frozenset())
        ahead = text[: start + (negation.start() if negation else 0)]
        whom = _whom(ahead, start, subject) if denied else frozenset()
        found.append(Clause(start, end, stems, bool(denied or negation), denied, whom))
        if not leaning:
            subject = frozenset(own[:1])
    return tuple(found)


def _whom(ahead: str, start: int, before: frozenset[str]) -> frozenset[str]:
    """Whom a denial speaks of: the words between a verb of saying, or the cut before it, and the negation.

    "He" behind a verb of saying is who speaks ("the mayor said he will not"), anywhere else nobody knows.
    """
    said = max((m.end() for m in re.finditer(r"[\w'’]+", ahead) if is_a("verbs", m.group())), default=0)
    own = re.sub(r"^\W*(?:that\b)?\W*", "", ahead[max(said, start) :])
    stands = _STANDS_FOR.match(own)
    if stands is None:
        return frozenset(content_words(own)) or before
    speaks = re.fullmatch(r"\W*(?:that\W*)?", ahead[said : len(ahead) - len(own)]) if said else None
    return frozenset(content_words(ahead[:said])) if speaks and stands["who"] else frozenset()


def _denied(words: str, negation: re.Match[str]) -> frozenset[str]:
    """What a negation denies: the word of weight behind it; nothing for "no evidence" and "no more"."""
    if re.match(r"(?:no|kein\w*)$", negation.group(), re.IGNORECASE):
        return frozenset()
    if negation.group().lower() == "not" and not _AUXILIARY.search(words[: negation.start()]):
        return frozenset()  # "from the market, not from the maker" denies no verb
    behind = words[negation.end() :]
    if re.match(r"\s+(?:have|has|had)\s+(?:the|an?|any|enough)\b", behind):
        return frozenset()  # "do not have the means" opposes too little of what others say about means
    return frozenset(content_words(behind)[:1])


def _spans(text: str) -> list[tuple[int, int]]:
    """The spans between cuts, a cut inside a number ("1,240") being none."""
    spans, start = [], 0
    for cut in _CUT.finditer(text):
        if text[start : cut.start()].strip():
            spans.append((start, cut.start()))
        start = cut.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def clause_at(line: SheetLine, at: int) -> Clause | None:
    """The clause of a line in which an offset of its text lies."""
    return next((c for c in clauses_of(line.text) if c.start <= at < c.end), None)


_STOP = re.compile(
    r"\b(?:of|in|on|at|by|for|from|to|with|after|before|during|and|or|but|that|which|who|whom|were|was|are|is|"
    r"had|has|have|did|died|will|would|could|can|may|said|say|says|as|than|when|while|under|over|into|about|"
    r"since|until|per|their|his|her|its|out|up|down|off|away|each|ago|later|earlier|because|so|now|also|it|he|she|they|a|an|the)\b|"
    r"[^\w\s'’-]|[\"“”]"
)


def counted_noun(text: str, number: Number) -> str:
    """The words counted by a number, as written behind it: "allied military leaders"; "" when none follow."""
    rest = text[number.end :]
    lead = re.match(r"[\s-]+(?:of\s+(?:the\s+)?)?", rest)
    if not lead:
        return ""
    rest = rest[lead.end() :]
    stop = _STOP.search(rest)
    words = rest[: stop.start() if stop else len(rest)].split()[:4]
    while words and not re.match(r"[^\W\d_]", words[-1]):
        words.pop()
    if number.unit and lead.group().strip() == "of":
        return " ".join(words[:3])  # "310 tonnes of nitric acid"
    plural = [
        i
        for i, w in enumerate(words)
        if re.search(r"(?:s|men|people|children|women)$", w) and not w.endswith("ss")
    ]
    return " ".join(words[: plural[-1] + 1]) if plural else ""


def head_of(noun: str) -> str:
    """The stem of the word that a noun phrase is about: "leader" for "allied military leaders"."""
    return stem(noun.split()[-1].lower()) if noun else ""


def same_root(a: str, b: str) -> bool:
    """Whether two stems are of one root: "closur" and "close", "concess" and "conced"."""
    if a == b:
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= 5 or (shared == 4 and shared == min(len(a), len(b)))


def share(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The stems of `a` that have one of the same root in `b`."""
    return frozenset(x for x in a if any(same_root(x, y) for y in b))
