"""Which sentence of the evidence answers: every candidate gets a probability, best first.

A small cross-encoder (`qa.reader`) reads question and sentence together; rules add what it cannot see:
that the article names what the question names, and that the kind of answer asked for is there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qa.answer.question import Question, has_kind, mentions, words_of
from qa.text import content_words
from qa.types import Evidence, EvidenceSentence


class AnswerReader(Protocol):
    """What selection needs of `qa.reader.Reader`."""

    def answers(self, question: str, sentences: Sequence[str]) -> list[float]:
        """P(sentence answers the question) for each sentence."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One evidence sentence with the probability that it answers, and what that rests on."""

    evidence: Evidence
    sentence: EvidenceSentence
    text: str
    probability: float
    read: float
    """The reader's own probability."""
    coverage: float
    """Share of the question's content words that stand in the sentence, rare ones counting more."""


READ_AT_MOST = 40
"""Sentences that the reader reads for one question: 40 take about 0.4 s on two cores."""

_ANAPHORA = re.compile(r"[\"'“‘]?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|There)\b")


def candidates(question: Question, evidence: Sequence[Evidence], reader: AnswerReader) -> list[Candidate]:
    """Every sentence worth reading, most probable answer first."""
    rows = [(e, s, e.quote(s)) for e in evidence for s in e.sentences]
    weights = _word_weights(question.words, [text for _, _, text in rows])
    scored = []
    for item, sentence, text in rows:
        coverage = _coverage(weights, text)
        quick = coverage + 0.3 * has_kind(question, text) - 0.03 * item.number
        scored.append((quick, coverage, item, sentence, text))
    scored.sort(key=lambda row: -row[0])
    chosen = scored[:READ_AT_MOST]
    contexts = [_with_context(item, sentence) for _, _, item, sentence, _ in chosen]
    alone = reader.answers(question.text, [text for *_, text in chosen])
    changed = [i for i, row in enumerate(chosen) if contexts[i] != row[-1]]
    in_context = dict(
        zip(changed, reader.answers(question.text, [contexts[i] for i in changed]), strict=True)
    )
    result = []
    for i, (_, coverage, item, sentence, text) in enumerate(chosen):
        read = max(alone[i], 0.9 * in_context.get(i, 0.0))
        probability = _probability(question, item, contexts[i], text, read, coverage)
        result.append(Candidate(item, sentence, text, probability, read, coverage))
    return sorted(result, key=lambda c: (-c.probability, c.evidence.number))


def _probability(
    question: Question, item: Evidence, context: str, text: str, read: float, coverage: float
) -> float:
    """The reader's probability moved by what rules know, on the log-odds scale."""
    read = min(max(read, 1e-4), 1 - 1e-4)
    odds = math.log(read / (1 - read))
    odds += 2.0 * (has_kind(question, text) - 1.0) + 1.5 * (coverage - 0.5)
    near, article = words_of(context), words_of(f"{item.article.title}\n{item.article.text}")
    for name in question.names:
        if mentions(name, context, near):
            continue
        odds -= 0.7 if mentions(name, item.article.text, article) else 3.0
    stated = {str(item.article.published.year)} if item.article.published else set()
    if question.years - article - stated:
        odds -= 2.5
    if text.rstrip().endswith("?"):
        odds -= 3.0
    return 1 / (1 + math.exp(-odds))


def _word_weights(words: frozenset[str], texts: Sequence[str]) -> dict[str, float]:
    """Inverse document frequency of the question's words over the candidate sentences."""
    sets = [set(content_words(text)) for text in texts]
    return {w: math.log(1 + (len(sets) + 1) / (1 + sum(w in s for s in sets))) for w in sorted(words)}


def _coverage(weights: dict[str, float], text: str) -> float:
    """Weighted share of the words that stand in the text; 0 when there are none."""
    present = set(content_words(text))
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if word in present) / total if total else 0.0


def _with_context(item: Evidence, sentence: EvidenceSentence) -> str:
    """The sentence, behind the one before it when it opens with a word that points back."""
    text = item.quote(sentence)
    if not _ANAPHORA.match(text):
        return text
    index = item.sentences.index(sentence)
    if index == 0:
        return f"{item.article.title}. {text}"
    return f"{item.quote(item.sentences[index - 1])} {text}"
