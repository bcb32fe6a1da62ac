"""What several sides say, side by side: for each one named, the sentence in which it speaks of the matter."""

from __future__ import annotations

import re

from qa.answer.extractive.select import Candidate
from qa.kinds.find import KindContext, names_all, quoted
from qa.kinds.outcome import Outcome
from qa.text import attributions, quotations, same_name

_HEAD = re.compile(
    r"^(?:compare what|compare how|what|how) (?:(?:did|do|does|has|have|is|"
    r"are)\s+)?(?P<sides>.+?)\s+(?:each\s+|both\s+)?"
    r"(?P<verb>say|said|says|think|thought|see|saw|react(?:ed)?|respond(?:ed)?|describe[ds]?|"
    r"explain(?:ed)?|view(?:ed)?|"
    r"call(?:ed)?|speak|spoke|comment(?:ed)?|argue[ds]?|claim(?:ed)?|write|wrote|"
    r"judge[ds]?)\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
SURE = 0.12
"""The least probability, as an answer to what one side says, of a sentence that is shown for it."""


OWN = 0.05
"""The same where the sentence names the side as its speaker. Looked at on three open questions of
`bench/questions/plain.jsonl`."""


def answer(question: str, desk: KindContext) -> Outcome | None:
    """One sentence for each side that speaks; None where the question names no two, or none is found."""
    named = sides(question)
    if named is None:
        return None
    (a, b), verb, rest = named
    asked = [f"What did {side} {_base(verb)} {rest}?" for side in (a, b)]
    desk.look(*(f"{side} {rest}" for side in (a, b)), question)
    found: list[Candidate] = []
    missing: list[str] = []
    for side, one in zip((a, b), asked, strict=True):
        best = _speaking(desk, one, side, [c.sentence.id for c in found])
        if best is None:
            missing.append(one)
        else:
            found.append(best)
    if not found:
        return None
    checked = quoted(desk, found)
    return Outcome(checked.sentences, (), tuple(missing))


def sides(question: str) -> tuple[tuple[str, str], str, str] | None:
    """The two sides of a question, the verb, and what it is about."""
    text = " ".join(question.split()).rstrip("?. ")
    found = _HEAD.match(text)
    halves = re.split(r",?\s+and\s+", found["sides"], maxsplit=1) if found else []
    if not found or len(halves) != 2 or not all(halves):
        return None
    first, second = (re.sub(r"^(?:does|did|do)\s+", "", half) for half in halves)
    return (first, second), found["verb"], found["rest"]


def _base(verb: str) -> str:
    return {
        "said": "say",
        "says": "say",
        "saw": "see",
        "thought": "think",
        "spoke": "speak",
        "wrote": "write",
    }.get(verb.lower(), verb)


def voice_of(text: str, side: str) -> bool | None:
    """Whether it is this side that a sentence lets speak: False where it is named others alone, None where
    the sentence names no speaker.
    """
    named = [said.name for said in attributions(text) if said.name]
    return any(same_name(name, side) for name in named) if named else None


def _speaking(desk: KindContext, asked: str, side: str, taken: list[str]) -> Candidate | None:
    """The sentence that answers best what one side says: somebody must speak in it, in an article that
    names the side.
    """
    rows = [
        c
        for c in desk.ranked(asked)[:12]
        if c.probability >= (OWN if voice_of(c.text, side) else SURE)
        and voice_of(c.text, side) is not False
        and c.sentence.id not in taken
        and names_all(c.evidence.article, side)
    ]
    last = side.split()[-1].lower().removesuffix("'s")

    def speaks(candidate: Candidate) -> tuple[bool, bool, bool, float]:
        text = candidate.text
        says = bool(attributions(text)) or bool(quotations(text))
        return bool(voice_of(text, side)), last in text.lower(), says, candidate.probability

    rows.sort(key=speaks, reverse=True)
    return rows[0] if rows else None
