"""Questions taken apart: the two events of an order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.text.wordset import wordlist

AUX = wordlist("is are was were do does did has have had can could will would should may might")
_AUX = "|".join(AUX)
_WH = re.compile(
    r"^(?:in )?(?:which|what|who|whose|where)\b(?: of (?:the|these|those|them)(?: \w+)?)?\s*", re.IGNORECASE
)
_FIRST = r"(?:first|earlier|earliest|later|last|latest|longer ago|sooner)"
_ORDER_AB = re.compile(rf"^(?P<before>.*?)\b(?P<word>{_FIRST})\b\s*[,:—–-]?\s*(?P<pair>.+)$", re.IGNORECASE)
_SPLIT_OR = re.compile(r",?\s+or\s+(?:was it\s+|is it\s+|did\s+)?", re.IGNORECASE)
_BEFORE_AFTER = re.compile(
    r"\s+(?P<word>(?:before or after|after or before|before|after|prior to|earlier than|later than))\s+",
    re.IGNORECASE,
)
_EMPTY_EVENT = re.compile(
    r"^(?:(?:is|was|were|are|did|do|does|has|have|had|it|come|came|happen(?:ed|s)?|occur(?:red|s)?|"
    r"take|took|place|be|been|both|two)\s*)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that a question sets against each other, in its own words, as things to be looked for."""

    a: str
    b: str
    forward: bool | None = None
    """Whether the question supposes that `a` came before `b`; None where it leaves it open."""


def events(question: str) -> Pair | None:
    """The two events whose order is asked; None where the question does not name two."""
    text = plain(question)
    if found := _named_pair(text):
        return found
    cut = _BEFORE_AFTER.search(text)
    if cut is None:
        return _listed(text)
    a, b, word = text[: cut.start()], text[cut.end() :], cut["word"].lower()
    if re.match(r"when\b", a, re.IGNORECASE):
        a = re.sub(r"^when\s+", "", a, flags=re.IGNORECASE)
    a = a.rstrip(" ,")
    if b.split()[0].lower().rstrip(",") in ("or", "and") or len(b) < 3:
        return None
    b = _subject_of(a, re.sub(r"^(?:it was )?", "", b))
    forward = None if " or " in word else word in ("before", "prior to", "earlier than")
    trimmed = re.sub(
        r"\s+(?:take place|happen|occur|come|held|earlier|longer ago)$", "", _bare(a), flags=re.IGNORECASE
    )
    return Pair(trimmed or _bare(a), b, forward)


def _named_pair(text: str) -> Pair | None:
    """The two of "Who died first, A or B?", each with what is said of both."""
    found = _ORDER_AB.match(text)
    if not found or not _WH.match(text):
        return None
    halves = _SPLIT_OR.split(found["pair"], maxsplit=1)
    if len(halves) != 2:
        halves = re.split(r"\s+and\s+", found["pair"], maxsplit=1)
    if len(halves) != 2 or not all(halves):
        return None
    told = _WH.sub("", found["before"]).strip(" ,:-")
    told = "" if _EMPTY_EVENT.match(told) else told
    person = re.match(r"(?:who|which of the)", text, re.IGNORECASE)
    if told and not person:
        told = re.sub(r"^\w+\s+", "", told) if len(told.split()) > 1 else told
    told = re.sub(r"^(?:event|thing|one|two|milestone)\b\s*", "", told)
    told = "" if _EMPTY_EVENT.match(told) else told
    a, b = (f"{half.strip(' ,')} {told}".strip() for half in halves)
    return Pair(a, b)


def _listed(text: str) -> Pair | None:
    """The two of "In which order did A and B vote?"."""
    found = re.match(rf"^in (?:which|what) order\s+(?:{_AUX})\s+(?P<pair>.+)$", text, re.IGNORECASE)
    halves = re.split(r"\s+and\s+", found["pair"], maxsplit=1) if found else []
    if len(halves) != 2:
        return None
    *names, verb = halves[1].split()
    return Pair(f"{halves[0]} {verb}", f"{' '.join(names)} {verb}") if names else None


def _subject_of(a: str, b: str) -> str:
    """`b` with the subject of `a` where it has a pronoun or only a place: "after the one in Kent"."""
    if found := re.match(r"(?:the )?(?:ones?|that)\b\s*(?P<rest>.*)$", b, re.IGNORECASE):
        head = re.search(
            r"\b((?:the |an? )?(?:[\w'-]+ )?[\w'-]+)(?= (?:in|of|at|on|near|for|take|happen|come|held)\b|$)",
            _bare(a),
        )
        if head:
            kept = re.sub(r"^(?:the |an? )", "", head[1])
            return f"the {kept.split()[-1]} {found['rest']}".strip()
    return b


def _bare(clause: str) -> str:
    """The clause without the auxiliary that opens the question."""
    return re.sub(rf"^(?:{_AUX})\s+", "", clause.strip(), flags=re.IGNORECASE)


def plain(question: str) -> str:
    """A question in one line, without its mark."""
    return " ".join(question.replace("’", "'").split()).rstrip("?! .")


def when(event: str) -> str:
    """The question for the day of an event told as a clause or as a noun."""
    return f"When {event}?" if has_verb(event) else f"When was {event}?"


def has_verb(event: str) -> bool:
    """Whether an event is told as a clause, and not by a noun."""
    return bool(
        re.search(
            rf"\b(?:{_AUX}|died|won|left|fell|went|came|took|hit|shot|began|ended|broke|became|made|"
            rf"met|lost|got|"
            rf"(?!the\b)[a-z]{{2,}}(?:ed|es))\b",
            event,
        )
    )
