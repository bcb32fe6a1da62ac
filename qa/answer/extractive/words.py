"""Which words of a sentence answer: of those that the reader thinks likely, whole ones of the kind asked for.

The likeliest by the reader alone run on ("39 of South Carolina's 54 delegates with about 48% of the vote" for
"how many delegates") or are of another kind. A conditional logit (`words_weights.json`, made by
`bench/answering.py`) weighs them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib.resources import files

from qa.answer.extractive.question import Question, has_kind
from qa.text import content_words, dates, names, numbers

_BRIEF = frozenset({"who", "when", "where", "count", "amount"})
"""Kinds of questions that a name, a day, a place or a figure answers."""

_SAYS = re.compile(r"\b(?:is|was|were|are|has|have|had|will|said)\b", re.IGNORECASE)
_BOUND = re.compile(r"(?:in|at|on|from|to|by|of|and|for|with|that|which|who)\b", re.IGNORECASE)
_PARTED = re.compile(r"[,;]|\b(?:and|or|but)\b")


@dataclass(frozen=True, slots=True)
class WordSigns:
    """What speaks for words of a sentence. Each is 0 for most words."""

    score: float
    """The reader's score of them, less that of the likeliest."""
    length: float
    """Logarithm of their number."""
    length_brief: float
    """The same where a name, day, place or figure is asked for."""
    kind: float
    """How far they are what is asked for, 0 to 1."""
    figure: float
    """The same where a figure is asked for."""
    day: float
    """The same where a day is."""
    known: float
    """Share of their content words that the question has."""
    parted: float
    """Whether a comma or an "and" stands in them."""
    figures: float
    """Whether they hold more than one figure, where one is asked for."""
    says: float
    """Whether a verb stands in them, where a name, day, place or figure is asked for."""
    bound: float
    """Whether they begin with a preposition or the like."""
    named: float
    """Whether they begin with a capital letter, where it is asked who."""
    opens: float
    """Whether they open the sentence."""


@lru_cache(maxsize=1)
def _weights() -> tuple[float, ...]:
    by_name = json.loads(files("qa.answer.extractive").joinpath("words_weights.json").read_text("utf-8"))
    return tuple(float(by_name[f.name]) for f in fields(WordSigns))


def answering(
    question: Question, text: str, likely: Sequence[tuple[int, int, float]]
) -> tuple[int, int] | None:
    """Where the words that answer stand in `text`; None when nothing is likely, and where a reason or what
    somebody said is asked for: what was noted to learn from is shorter than these are.
    """
    if question.kind in ("why", "speech"):
        return None
    choices = described(question, text, likely)
    scores = [sum(w * x for w, x in zip(_weights(), astuple(signs), strict=True)) for _, signs in choices]
    return choices[scores.index(max(scores))][0] if choices else None


def described(
    question: Question, text: str, likely: Sequence[tuple[int, int, float]]
) -> list[tuple[tuple[int, int], WordSigns]]:
    """Each choice with its signs, likeliest first. `bench/answering.py` learns from the same."""
    whole = whole_parts(text)
    scored: dict[tuple[int, int], float] = {}
    for start, end, score in likely:
        scored.setdefault(rounded(start, end, whole), score)
    top = max(scored.values(), default=0.0)
    return [(span, _signs(question, text, span, score - top)) for span, score in scored.items()]


def whole_parts(text: str) -> list[tuple[int, int]]:
    """Where the names, days and numbers of a text stand, which no answer cuts."""
    named = [(name.start, name.end) for name in names(text)]
    dated = [(day.start, day.end) for day in dates(text)]
    return [*named, *dated, *((number.start, number.end) for number in numbers(text))]


def rounded(start: int, end: int, whole: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span with the whole of each name, date and number that it cuts."""
    for first, last in whole:
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return start, end


def _signs(question: Question, text: str, span: tuple[int, int], score: float) -> WordSigns:
    words = text[slice(*span)]
    length, said = math.log(len(words.split()) or 1), set(content_words(words))
    brief, counts = question.kind in _BRIEF, question.kind in ("count", "amount")
    kind = has_kind(question, words)
    return WordSigns(
        score=score,
        length=length,
        length_brief=length * brief,
        kind=kind,
        figure=kind * counts,
        day=kind * (question.kind == "when"),
        known=len(said & question.words) / (len(said) or 1),
        parted=float(bool(_PARTED.search(words))),
        figures=float(counts and len(numbers(words)) > 1),
        says=float(brief and bool(_SAYS.search(words))),
        bound=float(bool(_BOUND.match(words))),
        named=float(question.kind == "who" and words[:1].isupper()),
        opens=float(span[0] == 0),
    )
