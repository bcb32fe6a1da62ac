"""The engine that needs no LLM: it answers and summarises with exact sentences of the articles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from qa.answer.engine import Failure, Leads, Message, OnText, Plan, SummaryStyle, Turn
from qa.answer.extractive.decide import Decision, bar, decide
from qa.answer.extractive.languages import Found, read_across
from qa.answer.extractive.question import Question, analyse
from qa.answer.extractive.second import SecondReader, seconded
from qa.answer.extractive.select import Candidate, candidates, log_odds
from qa.answer.extractive.summary import choose
from qa.answer.extractive.words import answering
from qa.answer.plan import pieces_of, rule_plan
from qa.text import numbers
from qa.text.tongue import english_name, language_of
from qa.types import Citation, Draft, DraftSentence, Evidence, Usage

if TYPE_CHECKING:
    from qa.models.embedder import Embedder

Strictness = Literal["strict", "normal", "lenient"]

SURE = 0.6
"""Confidence from which the first sentence is taken to be the answer: further ones then stand beside it only
if they answer as well. Below, up to three that are nearly as probable are shown instead of one guess."""

UNSURE = 0.5
"""Confidence below which the first sentence, too, is shown as what may be the answer. Of 986 answers to
questions of `bench/questions`, 146 of which have none, .77 of the 626 above it are right in folds, and .47 of
the 360 below; of the 146 .69 are marked so."""

BESIDE = 0.8
"""How far below the best sentence's log-odds a further one may be. Of 840 answers to questions of
`bench/questions`, in folds, .773 have the right sentence first; with those up to 1.5 below beside an unsure
one it is among those shown for .868 (620 further sentences, .21 of them right), up to 0.8 for .854 (366,
.28), up to 0.6 for .839 (282, .31)."""

OWN_BAR = 0.6
"""The probability of its own from which a further sentence is taken to answer too. No other stands beside a
sure one; beside an unsure one the others are shown as what may be the answer. Tried in folds for telling
those that answer: lead, kind of answer, nearness, same words; of those that it prefers .67 do at best."""

NEWER, AS_FULLY = 2.0, 0.8
"""How far below in log-odds a newer statement may be that takes the place of the best, and what share of the
best one's coverage of the question it must have: reports that follow up name the event less fully, and
another event not at all. Of 96 open questions it changes seven, of which four were right before and four are
after; without that share it changed 15, of which eleven were right before and five after."""

READS = frozenset({"en"})
"""Languages in which the reader may judge what answers: the only one it was trained on."""

MOST_SENTENCES = 3

SAME_STATEMENT = 0.8
"""Cosine of two sentences (MiniLM) from which they are taken to say the same."""

VERSION = "extractive-4"


class Extractive:
    """Answers made of the sentences that answer, quoted exactly; summaries made of the central ones."""

    name = "extractive"
    model: str | None = None

    def __init__(self, embedder: Embedder, reader: SecondReader, strictness: Strictness = "normal") -> None:
        self._embedder = embedder
        self._reader = reader
        self._strictness = strictness
        self._bar = bar(strictness)

    def fingerprint_parts(self) -> tuple[str, ...]:
        """What an answer depends on besides question and evidence."""
        return (VERSION, self._embedder.name, f"{self._bar:.3f}")

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
        english = language_of(question) == "en"
        own = [e for e in evidence if english and e.article.language in READS]
        draft = self._in_english(question, own) if own else None
        if len(own) == len(evidence) and draft is not None:
            return draft
        across = read_across(question, evidence, self._reader, self._strictness)
        return joined(draft, question, across)

    def _in_english(self, question: str, read: Sequence[Evidence]) -> Draft:
        chosen: list[DraftSentence] = []
        marked: list[Citation] = []
        unanswered: list[str] = []
        nearest: Candidate | None = None
        leading: dict[str, float] = {}
        made: list[Decision] = []
        for index, part in enumerate(pieces_of(question)):
            asked = analyse(part)
            ranked = seconded(asked, candidates(asked, read, self._reader), self._reader)
            if index:
                # "and where did he study?" names nobody: a sentence with none of its words is no answer.
                ranked = [c for c in ranked if c.features.own_coverage > 0]
            for c in ranked:
                leading[c.sentence.id] = max(leading.get(c.sentence.id, 0.0), c.probability)
            decision = decide(asked, ranked)
            good = self._choose(asked, ranked, decision)
            guess = decision is None or decision.confidence < UNSURE
            for c in good:
                if all(c.sentence.id not in other.claims for other in chosen):
                    perhaps = guess if c is good[0] else c.probability < OWN_BAR
                    chosen.append(DraftSentence(c.text, (c.sentence.id,), perhaps))
                    marked += _marked(asked, c)
            if decision:
                made.append(decision)
            if not good:
                unanswered.append(part)
                if ranked and (nearest is None or ranked[0].probability > nearest.probability):
                    nearest = ranked[0]
        best = max(made, key=lambda d: d.confidence, default=None)
        return Draft(
            tuple(chosen),
            Usage(),
            unanswered=tuple(unanswered),
            nearest=nearest.sentence.id if nearest else None,
            leads=tuple(sorted(leading.items(), key=lambda row: -row[1])),
            confidence=best.confidence if best else None,
            grounds=_in_words(best, self._bar) if best else (),
            marked=tuple(marked),
        )

    def draft_summary(
        self,
        topic: str,
        evidence: Sequence[Evidence],
        *,
        words: int,
        style: SummaryStyle = "paragraph",
        language: str | None = None,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """Central sentences of about so many words that do not repeat each other, in reading order."""
        wanted = self._embedder.embed([topic])[0] if topic else None
        choice = choose(evidence, self._embedder.embed, wanted, words=words, headline=style == "headline")
        chosen = choice.rows
        notes: tuple[str, ...] = ()
        if language and any(item.article.language != language for item, _ in chosen):
            notes = (
                f"without a model nothing is translated into {language}: sentences stay as they were written",
            )
        return Draft(
            tuple(DraftSentence(item.quote(sentence), (sentence.id,)) for item, sentence in chosen),
            notes=notes,
            leads=tuple((sentence.id, 1.0) for _, sentence in choice.wider),
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

    def _choose(
        self, question: Question, ranked: Sequence[Candidate], decision: Decision | None
    ) -> list[Candidate]:
        """The best sentence, and further ones that answer too and say something else; newest state first."""
        if decision is None or decision.confidence < self._bar:
            return []
        if question.wants_newest and (newest := _newest(question, ranked)):
            return [newest]
        sure = decision.confidence >= SURE
        least = log_odds(ranked[0].probability) - BESIDE
        least = max(least, log_odds(OWN_BAR)) if sure else least
        close = [ranked[0], *(c for c in ranked[1:12] if log_odds(c.probability) >= least)]
        vectors = self._embedder.embed([c.text for c in close])
        kept: list[int] = []
        for i, _ in enumerate(close):
            if all(_says_more(close[i], close[j], float(vectors[i] @ vectors[j])) for j in kept):
                kept.append(i)
            if len(kept) == MOST_SENTENCES:
                break
        return [close[i] for i in kept]


def joined(draft: Draft | None, question: str, across: Found) -> Draft:
    """The English draft and what was found in other languages: what answers, or what came nearest."""
    notes = (_unread(across.unread),) if across.unread else ()
    leads = tuple((c.sentence.id, c.probability) for c in across.ranked)
    if draft is not None and draft.sentences:
        room = MOST_SENTENCES - len(draft.sentences)
        more = [c for c in across.shown if c.probability >= SURE][: max(0, room)]
        told = tuple(DraftSentence(c.text, (c.sentence.id,)) for c in more)
        marks = tuple(mark for c in more for mark in _marked(analyse(question), c))
        return replace(
            draft, sentences=draft.sentences + told, marked=draft.marked + marks, leads=draft.leads + leads
        )
    best = across.ranked[0] if across.ranked else None
    if across.shown:
        return Draft(
            tuple(DraftSentence(c.text, (c.sentence.id,)) for c in across.shown),
            Usage(),
            leads=leads,
            confidence=across.shown[0].probability,
            marked=tuple(mark for c in across.shown for mark in _marked(analyse(question), c)),
        )
    nearest = best.sentence.id if best and (draft is None or draft.nearest is None) else None
    if draft is not None:
        return replace(
            draft, nearest=draft.nearest or nearest, leads=draft.leads + leads, notes=draft.notes + notes
        )
    return Draft(
        (),
        unanswered=tuple(pieces_of(question)),
        nearest=nearest,
        leads=leads,
        confidence=best.probability if best else None,
        notes=notes,
    )


def _unread(languages: Sequence[str]) -> str:
    """Why something is not judged, and what would help."""
    named = " and ".join(english_name(code) for code in languages)
    return (
        f"without a model {named} cannot be judged: the nearest passage is shown; set QA_MODEL for an answer"
    )


def _marked(question: Question, candidate: Candidate) -> list[Citation]:
    """The answering words as a citation of their own, if there are any."""
    words = answering(question, candidate.text, candidate.likely) or candidate.words
    start, end = (candidate.sentence.start + at for at in words)
    article = candidate.evidence.article
    if start >= end:
        return []
    return [Citation(candidate.evidence.number, article.id, start, end, article.text[start:end])]


def _in_words(decision: Decision, least: float) -> tuple[str, ...]:
    """What the decision rests on, for `--explain`."""
    found = decision.grounds
    lines = [
        f"confidence {decision.confidence:.2f}, shown from {least:.2f}",
        f"the best sentence alone {1 / (1 + math.exp(-found.best)):.2f}",
        f"{100 * (1 - found.uncovered):.0f} % of the question's words are in that article",
    ]
    missing = (
        (found.names_missing, "names asked about are not in that article"),
        (found.figures_missing, "figures asked about are not in that article"),
    )
    lines += [f"{count:.0f} {what}" for count, what in missing if count]
    return tuple(lines)


def _newest(question: Question, ranked: Sequence[Candidate]) -> Candidate | None:
    """The newest statement that answers nearly as surely as the best one, if another day has another one.

    It must speak of what is asked at least as fully: another quake's toll is no newer state of this one's.
    None when one day says it all: then sources that differ are shown side by side.
    """
    best = ranked[0]
    dated = [
        c
        for c in ranked[:12]
        if c.evidence.article.published
        and log_odds(c.probability) >= log_odds(best.probability) - NEWER
        and c.features.own_coverage >= AS_FULLY * best.features.own_coverage
        and c.features.names_missing <= best.features.names_missing
    ]
    days = {c.evidence.article.published for c in dated}
    if len(days) < 2 or best.evidence.article.published is None:
        return None
    return max(dated, key=lambda c: (c.evidence.article.published or date.min, c.probability))


def _says_more(new: Candidate, shown: Candidate, similarity: float) -> bool:
    """Whether `new` adds to `shown`: another statement, or the same with other figures."""
    if new.evidence.number == shown.evidence.number and similarity >= SAME_STATEMENT - 0.2:
        return False
    if new.text[slice(*new.words)].casefold() in shown.text.casefold():
        return False
    figures = {n.value for n in numbers(new.text)}, {n.value for n in numbers(shown.text)}
    return similarity < SAME_STATEMENT or bool(figures[0] - figures[1])
