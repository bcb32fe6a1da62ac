"""Answers across languages: the sentences that answer, where the question or the article is not English.

The features of `select.py` compare words, which tells nothing across languages; here the multilingual
reader decides, and how near sentence and question are in the space for all languages. For 1,050 open
questions of XQuAD (folds of paragraphs) the best sentence was right for .65 by the reader alone, for .72 with
both; the best of the rest, with the right paragraph taken out, was told from it with an AUROC of .78 and .88.
Which languages may be judged, the weights and the bars stand in the networks' card: in others the
nearest passage is shown, marked as not judged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from qa.answer.extractive.select import AnswerReader, Candidate, Features, log_odds
from qa.answer.windows import window_of
from qa.models.multilingual.base import read_card
from qa.models.multilingual.vectors import get_vectors
from qa.text.tongue import is_english, language_of
from qa.types import Evidence

READ_AT_MOST = 24
"""Sentences that the reader reads for one question: those of the nearest passages, in their order."""

BESIDE = 1.0
"""How far below the best one's log-odds a further sentence may be. Of 738 open questions that are answered 60
get one of another article; with 2.0, 90. None of them holds the answer, which is in one paragraph only."""

MOST_SENTENCES = 3

UNWEIGHED = Features(*(0.0 for _ in fields(Features)))
"""No features but the reader's verdict and the nearness count here."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read in other languages: candidates, best first, and the languages not judged."""

    ranked: tuple[Candidate, ...]
    shown: tuple[Candidate, ...]
    unread: tuple[str, ...]


def judged_languages() -> frozenset[str]:
    """Languages in which the reader may judge; English among them."""
    return frozenset(read_card()["judges"])


def bar(strictness: str, asked: str, held: str) -> float:
    """The probability from which an answer is shown ("strict", "normal", "lenient"): within a language it is
    surer of right and of wrong sentences than across two.
    """
    return float(read_card()["bars"]["within" if asked == held else "across"][strictness])


def probability(reading: float, near: float) -> float:
    """P(a sentence answers), by the reader's log-odds and its nearness to the question."""
    weights = read_card()["answers"]
    odds = weights["intercept"] + weights["read"] * reading + weights["near"] * near
    return float(1 / (1 + math.exp(-odds)))


def read_across(question: str, evidence: Sequence[Evidence], reader: AnswerReader, strictness: str) -> Found:
    """Reads what is not English on both sides."""
    on = judged_languages()
    asked = language_of(question)
    across = [e for e in evidence if not (asked == "en" and _main(e) == "en")]
    unread = {_main(e) for e in across} - on | ({asked} - on)
    read = [e for e in across if asked in on and _main(e) in on]
    rows = [(e, s, e.quote(s)) for e in read for s in e.sentences]
    rows.sort(key=lambda row: (-row[1].near, row[0].number))
    rows = rows[:READ_AT_MOST]
    readings = reader.read(question, [window_of(e.article, s.start, s.end) for e, s, _ in rows])
    nearness = get_vectors().nearness(question, [text for _, _, text in rows]) if rows else []
    features = [
        replace(UNWEIGHED, read=log_odds(r.probability), near=near)
        for r, near in zip(readings, nearness, strict=True)
    ]
    ranked = sorted(
        (
            Candidate(e, s, text, own, probability(own.read, own.near), r.span)
            for (e, s, text), own, r in zip(rows, features, readings, strict=True)
        ),
        key=lambda c: (-c.probability, c.evidence.number),
    )
    above = [c for c in ranked if c.probability >= bar(strictness, asked, _main(c.evidence))]
    return Found(tuple(ranked), tuple(_shown(above)), tuple(sorted(unread)))


def _shown(above: Sequence[Candidate]) -> list[Candidate]:
    """Of the sentences above the bar the best, and those of other articles that are nearly as probable."""
    kept: list[Candidate] = []
    for candidate in above:
        near = log_odds(candidate.probability) >= log_odds(above[0].probability) - BESIDE
        if near and all(candidate.evidence.number != c.evidence.number for c in kept):
            kept.append(candidate)
    return kept[:MOST_SENTENCES]


def _main(item: Evidence) -> str:
    """The language of an article without its country; what reads as English is English."""
    code = item.article.language.split("-")[0].lower()
    return "en" if code != "en" and is_english(item.article.text[:600]) else code
