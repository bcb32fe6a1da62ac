"""Which sentence of the evidence answers: every candidate gets a probability, best first.

A small cross-encoder (the reader) reads question and sentence together; features add what it cannot see:
that the article names what the question names, and that the kind of answer asked for is there. A logistic
regression, small enough to read (`select_weights.json`, made by `bench/selection.py`), weighs them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Protocol

from qa.answer.extractive.question import Question, has_kind, mentions, words_of
from qa.text import content_words
from qa.types import Evidence, EvidenceSentence

READ_AT_MOST = 40
"""Sentences that the reader reads alone for one question, the most promising by `near` and kind. A pair takes
about 6 ms on two cores (`reader.json`)."""

READ_IN_CONTEXT = 10
"""Of these, how many it reads again behind the sentence before and behind the title."""

POINTS_BACK = re.compile(
    r"[\"'“‘]?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|There|Neither|Both|But|And|However)\b"
)
"""Openings that cannot be understood without the sentence before."""


LENT = 0.7
"""Log-odds by which a pair of sentences must beat the first of them alone. Without it, "About 310,000 people
take it", behind the sentence that answers, passed for an answer itself."""


class AnswerReader(Protocol):
    """What selection needs of `qa.models.reader.Reader`."""

    def answers(self, question: str, sentences: Sequence[str]) -> list[float]:
        """P(sentence answers the question) for each sentence."""


@dataclass(frozen=True, slots=True)
class Features:
    """What a candidate is judged by."""

    read: float
    """Log-odds that the reader gives the sentence alone."""
    read_in_context: float
    """The highest log-odds: alone, behind the sentence before it, or behind the title."""
    coverage: float
    """Share of the question's content words in the sentence, rare ones counting more; 0 to 1."""
    coverage_in_context: float
    """The same for the sentence and the one before it."""
    coverage_with_title: float
    """The same for these and the title."""
    wording: float
    """Share of the question's pairs of neighbouring words that are neighbours in the sentence; 0 to 1."""
    kind: float
    """How far the kind of answer asked for is there; 0 to 1."""
    names_missing: float
    """How many names of the question the article never mentions, 2 at most."""
    years_missing: float
    """How many years of the question neither the text nor the date of the article has."""
    rank: float
    """Logarithm of the source's place in the search."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One evidence sentence with the probability that it answers, and what that rests on."""

    evidence: Evidence
    sentence: EvidenceSentence
    text: str
    features: Features
    probability: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The logistic regression: a weight per feature, an intercept, and the bar that an answer clears."""

    features: tuple[float, ...]
    intercept: float
    answered: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship with the package."""
    stored = json.loads(
        files("qa.answer.extractive").joinpath("select_weights.json").read_text(encoding="utf-8")
    )
    by_name = stored["weights"]
    return Weights(
        tuple(float(by_name[f.name]) for f in fields(Features)),
        float(stored["intercept"]),
        float(stored["answered"]),
    )


def candidates(question: Question, evidence: Sequence[Evidence], reader: AnswerReader) -> list[Candidate]:
    """Every sentence worth reading, most probable answer first."""
    learned = weights()
    result = []
    for item, sentence, text, found in described(question, evidence, reader):
        odds = learned.intercept + sum(w * x for w, x in zip(learned.features, astuple(found), strict=True))
        result.append(Candidate(item, sentence, text, found, 1 / (1 + math.exp(-odds))))
    return sorted(result, key=lambda c: (-c.probability, c.evidence.number))


def described(
    question: Question, evidence: Sequence[Evidence], reader: AnswerReader
) -> list[tuple[Evidence, EvidenceSentence, str, Features]]:
    """The sentences worth reading with their features. `bench/selection.py` learns from the same."""
    rows = [(e, s, e.quote(s)) for e in evidence for s in e.sentences if not _asks(e.quote(s))]
    rare = _word_weights(question.words, [text for _, _, text in rows])
    # What search says of each sentence; evidence that no search made (a summary's, a test's) has its words.
    near = [s.near or _coverage(rare, text) for _, s, text in rows]
    quick = [n + 0.5 * has_kind(question, text) for n, (_, _, text) in zip(near, rows, strict=True)]
    chosen = sorted(range(len(rows)), key=lambda i: -quick[i])[:READ_AT_MOST]
    alone = dict(zip(chosen, reader.answers(question.text, [rows[i][2] for i in chosen]), strict=True))
    again = sorted(chosen, key=lambda i: -(alone[i] + quick[i]))[:READ_IN_CONTEXT]
    best = dict(alone)
    for i, read in _in_context(question, [(i, *rows[i]) for i in again], reader):
        best[i] = max(best[i], read)
    return [(*rows[i], _features(question, rare, *rows[i], alone[i], best[i])) for i in chosen]


def _features(
    question: Question,
    rare: dict[str, float],
    item: Evidence,
    sentence: EvidenceSentence,
    text: str,
    alone: float,
    best: float,
) -> Features:
    before = f"{_before(item, sentence)} {text}"
    article = _article_words(item.article.title, item.article.text)
    stated = {str(item.article.published.year)} if item.article.published else set()
    return Features(
        read=_log_odds(alone),
        read_in_context=_log_odds(best),
        coverage=_coverage(rare, text),
        coverage_in_context=_coverage(rare, before),
        coverage_with_title=_coverage(rare, f"{item.article.title} {before}"),
        wording=_wording(question.text, text),
        kind=has_kind(question, text),
        names_missing=min(2.0, sum(not mentions(name, "", article) for name in question.names)),
        years_missing=float(len(question.years - article - stated)),
        rank=math.log(item.number),
    )


@lru_cache(maxsize=256)
def _article_words(title: str, text: str) -> frozenset[str]:
    return words_of(f"{title}\n{text}")


def _asks(text: str) -> bool:
    """Whether a sentence is itself a question: it answers none."""
    return text.rstrip("\"'”’ ").endswith("?")


def _log_odds(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def _word_weights(words: frozenset[str], texts: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of the question's words over the candidate sentences."""
    sets = [set(content_words(text)) for text in texts]
    return {w: math.log(1 + (len(sets) + 1) / (1 + sum(w in s for s in sets))) for w in sorted(words)}


def _coverage(rare: dict[str, float], text: str) -> float:
    """Weighted share of the words that stand in the text; 0 when there are none."""
    present = set(content_words(text))
    total = sum(rare.values())
    return sum(w for word, w in rare.items() if word in present) / total if total else 0.0


def _wording(question: str, text: str) -> float:
    """Share of the neighbouring pairs of content words of the question that the text has as neighbours."""
    wanted, present = (set(pairwise(content_words(each))) for each in (question, text))
    return len(wanted & present) / len(wanted) if wanted else 0.0


def _before(item: Evidence, sentence: EvidenceSentence) -> str:
    """The sentence before this one in the evidence; empty for the first."""
    index = item.sentences.index(sentence)
    return item.quote(item.sentences[index - 1]) if index else ""


def _in_context(
    question: Question, rows: Sequence[tuple[int, Evidence, EvidenceSentence, str]], reader: AnswerReader
) -> list[tuple[int, float]]:
    """What the reader thinks of each sentence behind the title, and behind the sentence before it.

    Context tells what "he" and "the cause" point to. But the sentence before may be what answers, and would
    lend its neighbour its probability: a pair counts only if it is better than its first half alone.
    """
    asked = [(i, f"{item.article.title}. {text}", "") for i, item, _, text in rows]
    for i, item, sentence, text in rows:
        if before := _before(item, sentence):
            asked.append((i, f"{before} {text}", before))
    halves = [before for _, _, before in asked if before]
    reads = reader.answers(question.text, [text for _, text, _ in asked] + halves)
    half = dict(zip(halves, reads[len(asked) :], strict=True))
    return [
        (i, read)
        for (i, _, before), read in zip(asked, reads, strict=False)
        if not before or _log_odds(read) > _log_odds(half[before]) + LENT
    ]
