"""Which sentence of the evidence answers: every candidate gets a probability, best first.

A small cross-encoder (`qa.models.reader`) reads the question and a sentence between its neighbours; features
add what it cannot see: whether the article has what the question names. A logistic regression, small enough
to read (`select_weights.json`, made by `bench/selection.py`), weighs them. The best are then read again
(`second.py`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

from qa.answer.extractive.question import Question, has_kind, mentions, words_of
from qa.answer.windows import window_of
from qa.models.reader import Reading, Window
from qa.text import content_words
from qa.types import Evidence, EvidenceSentence

READ_AT_MOST = 14
"""Sentences that the reader reads for one question, the most promising by words. Of 59 open news questions
the right one is among the best 8 for .93, 12 for .97, 16 for .98, and a window takes about 10 ms."""

POINTS_BACK = re.compile(
    r"[\"'“‘]?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|There|Neither|Both|But|And|However)\b"
)
"""Openings that cannot be understood without the sentence before."""

LEAD = 5
"""Characters that may stand before the first sentence of an article."""

BESIDE = 0.5
"""What a word in a neighbouring sentence counts, against one in the sentence, when these are chosen."""


class AnswerReader(Protocol):
    """What selection needs of `qa.models.reader.Reader`."""

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """P(sentence answers the question) of each, and where the answering words stand in it."""


@dataclass(frozen=True, slots=True)
class Features:
    """What a candidate is judged by. What each is worth, on the open half of `bench/questions` by folds over
    articles (right first .79, in three .92 with all): docs/quality.md.
    """

    read: float
    """Log-odds that the reader gives the sentence between its neighbours."""
    span: float
    """How surely the reader marks words in it that answer."""
    denies: float
    """How far the reader takes it to contradict the question, read as a claim: it is on the same matter."""
    own_coverage: float
    """Share of the question's content words in the sentence, rare ones counting more; 0 to 1."""
    kind: float
    """How far the kind of answer asked for is in the sentence; 0 to 1."""
    span_kind: float
    """The same of the words that the reader marks."""
    near: float
    """How near the search holds it to the question."""
    number: float
    """Logarithm of the place of its article among those found."""
    place: float
    """Where it stands in its article: 0 at the beginning, 1 at the end."""
    lead: float
    """1 for the first sentence of an article, which names much and tells little."""
    beside: float
    """Log-odds of the likelier of its neighbours; `UNREAD` for those that were not read."""
    length: float
    """Logarithm of the number of its words."""
    names_missing: float
    """How many names of the question the article never mentions, 2 at most."""


@dataclass(frozen=True, slots=True)
class Second:
    """What a candidate is judged by when it was read again."""

    second: float
    """Log-odds that another network gives the sentence between its neighbours."""
    second_span: float
    """How surely that network marks words in it that answer."""
    second_denies: float
    """How far it takes the sentence to contradict the question."""
    second_kind: float
    """How far the kind of answer asked for is in the words that it marks; 0 to 1."""
    titled: float
    """Log-odds that the first network gives the sentence below the title of its article alone."""
    titled_span: float
    """How surely that marks words in it."""


UNREAD = -8.0
"""Log-odds of a sentence that did not seem worth reading."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One evidence sentence with the probability that it answers, and what that rests on."""

    evidence: Evidence
    sentence: EvidenceSentence
    text: str
    features: Features
    probability: float
    words: tuple[int, int] = (0, 0)
    """Where the words stand in `text` that the reader alone takes for the answer."""
    likely: tuple[tuple[int, int, float], ...] = ()
    """These and the other words that may answer, as in `Reading`."""
    second: Second | None = None
    """What the probability rests on beside the features, where it was read again."""


@lru_cache(maxsize=1)
def stored() -> dict[str, Any]:
    """The weights that ship with the package."""
    found = json.loads(files("qa.answer.extractive").joinpath("select_weights.json").read_text("utf-8"))
    return dict(found)


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[float, ...], float]:
    by_name = stored()["first"]
    return tuple(float(by_name[f.name]) for f in fields(Features)), float(by_name["intercept"])


def candidates(question: Question, evidence: Sequence[Evidence], reader: AnswerReader) -> list[Candidate]:
    """Every sentence worth reading, most probable answer first."""
    weights, intercept = _weights()
    result = []
    for item, sentence, text, found, reading in described(question, evidence, reader):
        odds = intercept + sum(w * x for w, x in zip(weights, astuple(found), strict=True))
        chance = 1 / (1 + math.exp(-odds))
        result.append(Candidate(item, sentence, text, found, chance, reading.span, reading.likely))
    return sorted(result, key=lambda c: (-c.probability, c.evidence.number))


def described(
    question: Question, evidence: Sequence[Evidence], reader: AnswerReader
) -> list[tuple[Evidence, EvidenceSentence, str, Features, Reading]]:
    """The sentences worth reading with their features. `bench/selection.py` learns from the same."""
    rows = [(e, s, e.quote(s)) for e in evidence for s in e.sentences if not _asks(e.quote(s))]
    windows = [window_of(e.article, s.start, s.end) for e, s, _ in rows]
    rare = word_weights(question.words, [text for _, _, text in rows])
    chosen = promising(question, rare, [e for e, _, _ in rows], windows)
    readings = reader.read(question.text, [windows[i] for i in chosen])
    odds = {i: log_odds(reading.probability) for i, reading in zip(chosen, readings, strict=True)}
    result = []
    for i, reading in zip(chosen, readings, strict=True):
        item, sentence, text = rows[i]
        beside = [odds[j] for j in (i - 1, i + 1) if j in odds and rows[j][0].number == item.number]
        found = _features(question, rare, item, sentence, reading, max(beside, default=UNREAD))
        result.append((item, sentence, text, found, reading))
    return result


def promising(
    question: Question, rare: dict[str, float], items: Sequence[Evidence], windows: Sequence[Window]
) -> list[int]:
    """Places of the sentences to read: most of the question's rare words, in them and beside them."""
    words = [frozenset(content_words(window.sentence)) for window in windows]
    titles = {e.number: frozenset(content_words(e.article.title)) for e in items}
    total = sum(rare.values()) or 1.0

    def share(present: frozenset[str]) -> float:
        return sum(weight for word, weight in rare.items() if word in present) / total

    def score(i: int) -> float:
        around = words[i] | titles[items[i].number]
        for j in (i - 1, i + 1):
            if 0 <= j < len(items) and items[j].number == items[i].number:
                around |= words[j]
        return share(words[i]) + BESIDE * share(around) - 0.05 * math.log(items[i].number)

    scores = [score(i) for i in range(len(windows))]
    likely = sorted(range(len(windows)), key=lambda i: (-scores[i], i))[: 3 * READ_AT_MOST]
    kinds = {i: has_kind(question, windows[i].sentence) for i in likely}
    return sorted(likely, key=lambda i: (-scores[i] - 0.25 * kinds[i], i))[:READ_AT_MOST]


def _features(
    question: Question,
    rare: dict[str, float],
    item: Evidence,
    sentence: EvidenceSentence,
    reading: Reading,
    beside: float,
) -> Features:
    text, article = item.quote(sentence), item.article
    named = article_words(article.title, article.text)
    return Features(
        read=log_odds(reading.probability),
        span=reading.span_score,
        denies=reading.denies,
        own_coverage=coverage(rare, text),
        kind=has_kind(question, text),
        span_kind=has_kind(question, text[slice(*reading.span)]),
        near=sentence.near,
        number=math.log(item.number),
        place=sentence.start / (len(article.text) or 1),
        lead=float(sentence.start < LEAD),
        beside=beside,
        length=math.log(len(text.split()) + 1),
        names_missing=min(2.0, sum(not mentions(name, "", named) for name in question.names)),
    )


@lru_cache(maxsize=256)
def article_words(title: str, text: str) -> frozenset[str]:
    """The words of an article in which names are looked up."""
    return words_of(f"{title}\n{text}")


def _asks(text: str) -> bool:
    """Whether a sentence is itself a question: it answers none."""
    return text.rstrip("\"'”’ ").endswith("?")


def log_odds(probability: float) -> float:
    """Natural logarithm of p / (1 - p), between -9.2 and 9.2."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def word_weights(words: frozenset[str], texts: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of the question's words over the candidate sentences."""
    sets = [set(content_words(text)) for text in texts]
    return {w: math.log(1 + (len(sets) + 1) / (1 + sum(w in s for s in sets))) for w in sorted(words)}


def coverage(rare: dict[str, float], text: str) -> float:
    """Weighted share of the words that stand in the text; 0 when there are none."""
    present = set(content_words(text))
    total = sum(rare.values())
    return sum(w for word, w in rare.items() if word in present) / total if total else 0.0
