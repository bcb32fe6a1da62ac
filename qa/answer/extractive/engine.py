"""The engine that needs no LLM: it answers and summarises with exact sentences of the articles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from qa.answer.engine import Failure, Message, OnText, Plan, SummaryStyle, Turn
from qa.answer.extractive.question import Question, analyse
from qa.answer.extractive.select import POINTS_BACK, AnswerReader, Candidate, candidates, weights
from qa.answer.plan import pieces_of, rule_plan
from qa.text import content_words, names, numbers
from qa.types import Draft, DraftSentence, Evidence, EvidenceSentence, Usage

if TYPE_CHECKING:
    import numpy as np

    from qa.models.embedder import Embedder

NEAR_BEST = 0.75
"""A further sentence is shown when it is at least this share of the best one's probability."""

NEWER = 0.5
"""Where figures move from day to day, a newer one is shown from this share of the best one's probability:
reports that follow up name the event less fully than the first ones."""

MOST_SENTENCES = 3

SAME_STATEMENT = 0.8
"""Cosine of two sentences (MiniLM) from which they are taken to say the same."""

LATER = 0.4
"""What the newest article adds to its sentences in a headline: as much as being the lead. On the leak of
corpus/ a headline has the toll of the second day with 0, of the fifth with 0.1 and 0.2, and the one that was
corrected last from 0.3 on."""

VERSION = "extractive-2"


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
        self, question: str, evidence: Sequence[Evidence], *, on_text: OnText | None = None
    ) -> Draft:
        """The sentences that answer each part of the question; the parts that none answers are named."""
        parts = pieces_of(question)
        chosen: list[Candidate] = []
        unanswered: list[str] = []
        nearest: Candidate | None = None
        for index, part in enumerate(parts):
            asked = analyse(part)
            ranked = candidates(asked, evidence, self._reader)
            if index:
                # "and where did he study?" names nobody: a sentence with none of its words is no answer.
                ranked = [c for c in ranked if c.features.coverage > 0]
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
        """Three to seven central sentences that do not repeat each other, in reading order."""
        rows = [(e, s) for e in evidence for s in e.sentences if _tells(e.quote(s))]
        if not rows:
            rows = [(e, s) for e in evidence for s in e.sentences]
        if not rows:
            return Draft(())
        vectors = self._embedder.embed([e.quote(s) for e, s in rows])
        wanted = self._embedder.embed([topic])[0] if topic else None
        order = _central_first(rows, vectors, wanted, newest=style == "headline")
        most = 1 if style == "headline" else 7
        picked = _without_repeats(rows, vectors, order, words=words, most=most)
        notes: tuple[str, ...] = ()
        if language and any(rows[i][0].article.language != language for i in picked):
            notes = (
                f"without a model nothing is translated into {language}: sentences stay as they were written",
            )
        return Draft(
            tuple(
                DraftSentence(rows[i][0].quote(rows[i][1]), (rows[i][1].id,))
                for i in _reading_order(rows, picked)
            ),
            notes=notes,
        )

    def repair(
        self, question: str, evidence: Sequence[Evidence], failures: Sequence[Failure]
    ) -> Draft | None:
        """Exact sentences need no repair."""
        return None

    def messages(self, question: str, evidence: Sequence[Evidence]) -> tuple[Message, ...]:
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


def _tells(text: str) -> bool:
    """Whether a sentence can stand in a summary: long enough, and no question."""
    return len(text.split()) >= 6 and not text.rstrip("\"'”’ ").endswith("?")


def _central_first(
    rows: Sequence[tuple[Evidence, EvidenceSentence]],
    vectors: np.ndarray,
    topic: np.ndarray | None,
    *,
    newest: bool = False,
) -> list[int]:
    """Indices of sentences, most telling first: near the centre of the text, early in it, full of facts.

    Position counts most in news (the lead); centrality is cosine to the mean sentence; facts are names
    and figures per word; a sentence that opens with "He" or "But" cannot be read alone and loses. With
    `newest`, later articles come first: where one sentence is all, it says how things stand.
    """
    days = sorted({item.article.published for item, _ in rows if item.article.published})
    centre = vectors.mean(axis=0)
    centre = centre / (math.sqrt(float(centre @ centre)) or 1.0)
    scores = []
    for i, (item, sentence) in enumerate(rows):
        text = item.quote(sentence)
        place = 1 / math.sqrt(1 + item.sentences.index(sentence))
        facts = min(1.0, 4 * (len(names(text)) + len(numbers(text))) / (len(text.split()) or 1))
        score = 0.5 * float(vectors[i] @ centre) + 0.4 * place + 0.15 * facts
        if topic is not None:
            score += 0.6 * float(vectors[i] @ topic)
        if POINTS_BACK.match(text):
            score -= 0.25
        if newest and len(days) > 1 and item.article.published:
            score += LATER * days.index(item.article.published) / (len(days) - 1)
        scores.append(score)
    return sorted(range(len(rows)), key=lambda i: -scores[i])


def _without_repeats(
    rows: Sequence[tuple[Evidence, EvidenceSentence]],
    vectors: np.ndarray,
    order: Sequence[int],
    *,
    words: int,
    most: int,
) -> list[int]:
    """The first of `order` that say something new, until the words are used up; three at the least."""
    picked: list[int] = []
    used = 0
    for i in order:
        text = rows[i][0].quote(rows[i][1])
        length = len(text.split())
        if len(picked) >= most or (len(picked) >= min(3, most) and used + length > words):
            break
        if any(float(vectors[i] @ vectors[j]) >= 0.72 or _overlap(text, rows[j]) > 0.6 for j in picked):
            continue
        picked.append(i)
        used += length
    return picked


def _overlap(text: str, row: tuple[Evidence, EvidenceSentence]) -> float:
    """Share of the shorter sentence's content words that the other one has."""
    a, b = set(content_words(text)), set(content_words(row[0].quote(row[1])))
    return len(a & b) / (min(len(a), len(b)) or 1)


def _reading_order(rows: Sequence[tuple[Evidence, EvidenceSentence]], picked: Sequence[int]) -> list[int]:
    """By day of publication where every article has one, then by source, then by place in the article."""
    dated = all(rows[i][0].article.published for i in picked)

    def key(i: int) -> tuple[date, int, int]:
        item, sentence = rows[i]
        day = item.article.published if dated and item.article.published else date.min
        return day, item.number, sentence.start

    return sorted(picked, key=key)
