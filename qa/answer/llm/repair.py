"""Sentences that failed the check go back once, all in one call, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.engine import Failure
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.parse import parse_reply
from qa.errors import ModelRefusedError, ModelReplyError
from qa.types import DraftSentence, Evidence

_NUMBERED = re.compile(r"^\W{0,4}(\d{1,2})[.):]\**\s+(?=\S)", re.MULTILINE)
_DROPPED = re.compile(r"^\W*(?:DROP(?:PED)?|NOT[ _]IN[ _]SOURCES?|REMOVED?|DELETED?)\b", re.IGNORECASE)
LEFT_OUT = DraftSentence("", ())
"""Stands for a sentence that is to be left out."""


def failures_text(failures: Sequence[Failure]) -> str:
    """The failed sentences as the prompt lists them, each with its ids and the reason."""
    rows = []
    for number, (sentence, reason) in enumerate(failures, start=1):
        ids = "".join(f"[{claim}]" for claim in sentence.claims)
        rows.append(f"{number}. {' '.join(sentence.text.split())} {ids}".rstrip() + f"\n   Failed: {reason}")
    return "\n".join(rows)


def relevant(evidence: Sequence[Evidence], failures: Sequence[Failure]) -> tuple[Evidence, ...]:
    """The sources that the failed sentences name, all of them when one names none that exists.

    Half of the tokens of a second round are saved when a draft of eight sources fails in one sentence.
    """
    known = {str(item.number) for item in evidence}
    named: set[str] = set()
    for sentence, _ in failures:
        sources = {claim.split(".")[0] for claim in sentence.claims} & known
        if not sources:
            return tuple(evidence)
        named |= sources
    return tuple(item for item in evidence if str(item.number) in named)


def read_repairs(
    reply: Reply, failures: Sequence[Failure], known: frozenset[str]
) -> tuple[DraftSentence, ...]:
    """One sentence for each failure, in their order; `LEFT_OUT` for a dropped one and one without a reply.

    A reply without numbers is taken in order when it has as many sentences as there were failures.
    """
    result = [LEFT_OUT] * len(failures)
    marks = list(_NUMBERED.finditer(reply.text))
    ends = [mark.start() for mark in marks[1:]] + [len(reply.text)]
    for mark, end in zip(marks, ends, strict=False):
        body = reply.text[mark.end() : end].strip()
        index = int(mark[1]) - 1
        if 0 <= index < len(result) and body and not _DROPPED.match(body):
            result[index] = _one(body, known)
    if marks or _DROPPED.match(reply.text):
        return tuple(result)
    sentences = parse_reply(reply.text, known, cut=reply.cut).sentences
    if len(sentences) != len(failures):
        raise ModelReplyError("the model did not say which sentence it corrected", "ask again")
    return sentences


def _one(body: str, known: frozenset[str]) -> DraftSentence:
    """The one sentence of a numbered line; more than one is joined, for each must rest on the same ids."""
    try:
        sentences = parse_reply(body.split("\n   Failed:")[0], known).sentences
    except (ModelRefusedError, ModelReplyError):
        return LEFT_OUT
    claims = dict.fromkeys(claim for sentence in sentences for claim in sentence.claims)
    return DraftSentence(" ".join(sentence.text for sentence in sentences), tuple(claims))
