"""Answers across languages: the sentences that answer, where the question or the article is not English.

The features of `select.py` compare words, which tells nothing across languages; here the multilingual
reader decides alone. Which languages it may judge, and the bar, stand in its card with the figures they
rest on: in others the nearest passage is shown, marked as not judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from qa.answer.extractive.select import AnswerReader, Candidate, Features, log_odds
from qa.answer.windows import window_of
from qa.models.multilingual.base import read_card
from qa.text.tongue import is_english, language_of
from qa.types import Evidence

READ_AT_MOST = 24
"""Sentences that the reader reads for one question: those of the nearest passages, in their order."""

BESIDE = 2.0
"""How far below the best one's log-odds a further sentence may be."""

MOST_SENTENCES = 3

UNWEIGHED = Features(*(0.0 for _ in fields(Features)))
"""No feature but the reader's verdict counts here."""


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
    """The probability from which an answer is shown ("strict", "normal", "lenient"), by the languages of the
    question and the article. It is as sure of wrong sentences in Chinese as of right ones in Spanish.
    """
    bars = read_card()["bars"]
    general = bars["within" if asked == held else "across"]
    return float(bars.get(f"{asked}-{held}", general)[strictness])


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
    ranked = sorted(
        (
            Candidate(e, s, text, replace(UNWEIGHED, read=log_odds(r.probability)), r.probability, r.span)
            for (e, s, text), r in zip(rows, readings, strict=True)
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
