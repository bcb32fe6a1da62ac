"""The engine that needs no LLM: it answers and summarises with exact sentences of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from qa.answer.engine import Failure, Leads, Message, OnText, Plan, SummaryStyle, Turn
from qa.answer.extractive.question import Question, analyse
from qa.answer.extractive.select import AnswerReader, Candidate, candidates, weights
from qa.answer.extractive.summary import choose
from qa.answer.plan import pieces_of, rule_plan
from qa.text import numbers
from qa.types import Draft, DraftSentence, Evidence, Usage

if TYPE_CHECKING:
    from qa.models.embedder import Embedder

NEAR_BEST = 0.75
"""A further sentence is shown when it is at least this share of the best one's probability."""

NEWER = 0.5
"""Where figures move from day to day, a newer one is shown from this share of the best one's probability:
reports that follow up name the event less fully than the first ones."""

MOST_SENTENCES = 3

SAME_STATEMENT = 0.8
"""Cosine of two sentences (MiniLM) from which they are taken to say the same."""

VERSION = "extractive-3"


class Extractive:
    """Answers made of the sentences that answer, quoted exactly; summaries made of the central ones."""

    name = "extractive"
    model: str | None = None
    exact = True

    def __init__(self, embedder: Embedder, reader: AnswerReader) -> None:
        self._embedder = embedder
        self._reader = reader

    def fingerprint_parts(self) -> tuple[str, ...]:
        """What an answer depends on besides question and evidence."""
        return (VERSION, self._embedder.name)

    def plan(
        self, question: str, history: Sequence[Turn] = (), *, today: date, as_of: date | None = None
    ) -> Plan:
        """Split the question and read its dates by rules alone."""
        return rule_plan(question, history, today=today, as_of=as_of)

    def draft_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """The sentences that answer each part of the question; the parts that none answers are named."""
        parts = pieces_of(question)
        chosen: list[Candidate] = []
        unanswered: list[str] = []
        nearest: Candidate | None = None
        read: dict[str, float] = {}
        for index, part in enumerate(parts):
            asked = analyse(part)
            ranked = candidates(asked, evidence, self._reader)
            if index:
                # "and where did he study?" names nobody: a sentence with none of its words is no answer.
                ranked = [c for c in ranked if c.features.coverage > 0]
            for c in ranked:
                read[c.sentence.id] = max(read.get(c.sentence.id, 0.0), c.probability)
            good = self._choose(asked, ranked)
            chosen += [c for c in good if all(c.sentence.id != other.sentence.id for other in chosen)]
            if not good:
                unanswered.append(part)
                if ranked and (nearest is None or ranked[0].probability > nearest.probability):
                    nearest = ranked[0]
        return Draft(
            tuple(DraftSentence(c.text, (c.sentence.id,)) for c in chosen),
            Usage(),
            unanswered=tuple(unanswered),
            nearest=nearest.sentence.id if nearest else None,
            leads=tuple(sorted(read.items(), key=lambda row: -row[1])),
        )

    def draft_summary(
        self,
        topic: str,
        evidence: Sequence[Evidence],
        *,
        words: int,
        style: SummaryStyle = "paragraph",
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Draft:
        """Central sentences of about so many words that do not repeat each other, in reading order."""
        wanted = self._embedder.embed([topic])[0] if topic else None
        chosen = choose(evidence, self._embedder.embed, wanted, words=words, headline=style == "headline")
        notes: tuple[str, ...] = ()
        if language and any(item.article.language != language for item, _ in chosen):
            notes = (
                f"without a model nothing is translated into {language}: sentences stay as they were written",
            )
        return Draft(
            tuple(DraftSentence(item.quote(sentence), (sentence.id,)) for item, sentence in chosen),
            notes=notes,
        )

    def repair(
        self, question: str, evidence: Sequence[Evidence], failures: Sequence[Failure]
    ) -> Draft | None:
        """Exact sentences need no repair."""
        return None

    def messages(
        self, question: str, evidence: Sequence[Evidence], *, leads: Leads = ()
    ) -> tuple[Message, ...]:
        """No model is called, so there are none."""
        return ()

    def _choose(self, question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
        """The best sentence, and further ones that are nearly as probable and say something else."""
        answered = weights().answered
        if not ranked or ranked[0].probability < answered:
            return []
        if question.wants_newest and (newest := _newest(question, ranked)):
            return [newest]
        bar = max(answered, NEAR_BEST * ranked[0].probability)
        close = [c for c in ranked[:12] if c.probability >= bar]
        vectors = self._embedder.embed([c.text for c in close])
        kept: list[int] = []
        for i, _ in enumerate(close):
            if all(_says_more(close[i], close[j], float(vectors[i] @ vectors[j])) for j in kept):
                kept.append(i)
            if len(kept) == MOST_SENTENCES:
                break
        return [close[i] for i in kept]


def _newest(question: Question, ranked: Sequence[Candidate]) -> Candidate | None:
    """The newest statement that answers nearly as surely as the best one, if another day has another one.

    None when one day says it all: then sources that differ are shown side by side.
    """
    share = NEWER if question.kind in ("count", "amount") else NEAR_BEST
    bar = share * ranked[0].probability
    dated = [c for c in ranked[:12] if c.evidence.article.published and c.probability >= bar]
    days = {c.evidence.article.published for c in dated}
    if len(days) < 2 or ranked[0].evidence.article.published is None:
        return None
    return max(dated, key=lambda c: (c.evidence.article.published or date.min, c.probability))


def _says_more(new: Candidate, shown: Candidate, similarity: float) -> bool:
    """Whether `new` adds to `shown`: another statement, or the same with other figures."""
    if new.evidence.number == shown.evidence.number and similarity >= SAME_STATEMENT - 0.2:
        return False
    figures = {n.value for n in numbers(new.text)}, {n.value for n in numbers(shown.text)}
    return similarity < SAME_STATEMENT or bool(figures[0] - figures[1])
