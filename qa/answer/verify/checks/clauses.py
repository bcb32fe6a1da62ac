"""Does the claim keep together what the source says together: who, with which verb, in which clause?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.answer.verify.facts import Facts, Ground
from qa.text import content_words, core_name, name_words, names, same_name, sentence_spans
from qa.text.names import is_body
from qa.text.words import is_past_form

_RELATIVE = re.compile(r",?\s+(?:who|whom|whose)\b(?P<body>[^,;.]*)")
_COORDINATION = re.compile(r";|,?\s+(?P<word>while|whereas|but|and)\s+(?=(?P<next>[^\W\d_]+))")
_AUXILIARIES = frozenset(
    (
        "will",
        "would",
        "has",
        "have",
        "had",
        "is",
        "was",
        "were",
        "are",
        "can",
        "could",
        "may",
        "might",
        "did",
        "does",
    )
)
_SPEECH = re.compile(r"\b(?:said|says|told|tells|wrote|added|warned|announced)\b")
_AT = re.compile(r"\b(?:in|on|at|near|from|of)\s+(?:the\s+)?$")
_PLACE = re.compile(r"\b(?:in|on|at|near|across|off)\s+(?:the\s+)?[A-Z]")
# A name is in the wrong clause when another clause without it shares at least this many more words.
_MARGIN = 2
# Content words on each side of a name that are said of it: more of them belong to another clause.
_NEAR = 5


def clauses_agree(claim: Facts, ground: Ground) -> str | None:
    """A name stands with the words it has in the source: "A met B and hosted C" is not "A met C"."""
    source = clauses(ground.resolved(claim).text)
    if len(source) < 2 or len(sentence_spans(ground.facts.text)) > 1:
        return None  # of several sentences read together the clauses say too little
    alone = len(_SPEECH.findall(ground.facts.text)) == 1
    speaking = [a.name for a in claim.attributions if a.name and (alone and any(_said(a.name, ground)))]
    if claim.quotations:  # whose words they are is checked with the quotation
        speaking = [a.name for a in claim.attributions if a.name]
    for clause in clauses(claim.text):
        for name in (n for n in names(clause) if n.sure):
            if any(same_name(name.text, who) for who in speaking):
                continue  # what one says is not said of one
            if re.search(r"\bof\s+(?:the\s+|[\w.]+['’]s\s+)?$", clause[: name.start]):
                continue  # it belongs to the noun before it: "the chair of NATO's Military Committee"
            near = content_words(clause[: name.start])[-_NEAR:] + content_words(clause[name.end :])[:_NEAR]
            wanted = frozenset(near)
            words = frozenset(content_words(" ".join(name_words(name.text))[:60])) or frozenset(
                [name.text.lower()]
            )
            shared = [(words <= part, len((wanted - words) & part)) for part in map(_stems, source)]
            here = [count for inside, count in shared if inside]
            best = max(range(len(shared)), key=lambda i: shared[i][1])
            apart = bool(here) and shared[best][1] - max(here) >= _MARGIN
            if apart and not _shared_place(name.text, source[-1], source[best]):
                return f"the source does not say this of {core_name(name.text)}"
    return None


def _said(name: str, ground: Ground) -> Iterator[bool]:
    return (bool(a.name) and same_name(name, str(a.name)) for a in ground.facts.attributions)


def _shared_place(name: str, last: str, other: str) -> bool:
    """Whether a place at the end holds for the clauses before it: "killed 3 and injured 27 in Orlau"."""
    placed = rf"\b(?:in|on|at|near|across|off)\s+(?:the\s+)?{re.escape(name)}"
    return bool(re.search(placed, last)) and not _PLACE.search(other)


@lru_cache(maxsize=4096)
def _stems(clause: str) -> frozenset[str]:
    return frozenset(content_words(clause)) | frozenset(
        s for name in names(clause) for s in content_words(" ".join(name_words(name.text)))
    )


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a sentence: "who" clauses with their name, and coordinated ones with their subject."""
    found = []
    rest, at = "", 0
    for relative in _RELATIVE.finditer(text):
        before = names(text[: relative.start()])
        if before and before[-1].end == relative.start():
            # "Wenna Bligh, a nurse from Oskerry, who …": a place is not who did it.
            people = [n for n in before if not _AT.search(text[: n.start])] or before
            found.append(people[-1].text + relative.group("body"))
            rest += text[at : relative.start()]
            at = relative.end()
    rest += text[at:]
    start, subject = 0, ""
    for cut in _COORDINATION.finditer(rest):
        following = cut.group("next")
        if cut.group("word") == "and" and not (following[0].isupper() or _is_verb(following)):
            continue
        if following and following[0].isupper() and is_body(" ".join(rest[cut.end() :].split()[:3])):
            continue  # "the Metal and Appliance Union"
        found.append(subject + rest[start : cut.start()])
        first = names(found[-1])[:1]
        shared = following and first and (cut.group("word") == "and" or _is_verb(following))
        shared = shared and not following[0].isupper()
        subject = first[0].text + " " if shared else ""
        start = cut.end()
    return (*found, subject + rest[start:])


def _is_verb(word: str) -> bool:
    lower = word.lower()
    return lower.endswith("ed") or lower in _AUXILIARIES or is_past_form(lower)
