"""A question becomes a checked Answer: plan, retrieve, draft, verify, repair once, verify again."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest
from time import perf_counter
from typing import TypedDict

from qa.answer.citing import cite
from qa.answer.days import days_of
from qa.answer.engine import Engine, Judge, Lead, OnText, Plan, Ranking, Reranker, Tally, Turn
from qa.answer.fallback import answered
from qa.answer.month import of_days
from qa.answer.planted import notes_on
from qa.answer.verify.support import Strictness
from qa.answer.verify.verify import Checked, Checker, check_sentence, verify
from qa.library.library import Library
from qa.search.reporting import follow_orders
from qa.search.retrieve import renumber, retrieve
from qa.search.spelling import spelled
from qa.types import (
    Answer,
    Citation,
    Draft,
    DraftSentence,
    Evidence,
    Query,
    RemovedSentence,
    Sentence,
    Source,
)

STORIES = 8
"""Stories that become evidence for one question."""

RERANKED = 30
"""Stories that a model chooses those from, when it is asked to."""


Step = Plan | tuple[Evidence, ...] | Lead
OnStep = Callable[[Step], None]
"""Called with the plan, then with the evidence of each search, before anything is drafted from it, and
with the sentence that seems to answer best, before a model is asked."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that went into one answer: for the log, for `--dry-run`, for tests."""

    answer: Answer
    plan: Plan
    evidence: tuple[Evidence, ...]
    draft: Draft | None


def ask(
    library: Library,
    query: Query,
    engine: Engine,
    *,
    today: date,
    k: int = STORIES,
    history: Sequence[Turn] = (),
    checker: Judge | None = None,
    reranker: Reranker | None = None,
    fallback: Engine | None = None,
    strictness: Strictness = "normal",
    on_step: OnStep = lambda _: None,
    on_text: OnText | None = None,
    engine_reason: str = "",
) -> Record:
    """Answer `query.text` from the library. Nothing found is an Answer whose `found` is false.

    With a `fallback` its sentences are shown where the engine's own are none, or worse.
    Raises ModelError when the engine calls a model and that fails. No model is called without evidence.
    """
    started, plan = perf_counter(), planned(library, query, engine, history, today, on_step)
    draft, checked, used, notes = None, Checked((), ()), plan.usage, plan.notes
    written_by = engine.name
    for bounded in windows(query, plan):
        ranking = choose(library, bounded, plan, k, reranker)
        used, notes = used.plus(ranking.usage), notes + ranking.notes
        question, evidence = to_read(plan, ranking.evidence, named=bounded is not query)
        on_step(evidence)
        if evidence:
            checking = partial(check, engine, question, evidence, checker=checker, strictness=strictness)
            made = answered(question, evidence, engine, fallback, checking, on_lead=on_step, on_text=on_text)
            draft, checked, written_by = made.draft, made.checked, made.engine
            used = used.plus(draft.usage)
        if checked.sentences:
            break
    answer = replace(
        _told(query, plan, engine, evidence, draft, checked),
        engine=written_by,
        fingerprint=fingerprint(engine, plan.question, evidence, fallback),
        usage=replace(used, seconds=perf_counter() - started),
        notes=tuple(dict.fromkeys(notes + (draft.notes if draft else ()) + notes_on(evidence))),
        searched=library.coverage(query),
        engine_reason=engine_reason,
    )
    return Record(answer, plan, evidence, draft)


def _told(
    query: Query,
    plan: Plan,
    engine: Engine,
    evidence: Sequence[Evidence],
    draft: Draft | None,
    checked: Checked,
) -> Answer:
    """What is said: the sentences with their sources, what was removed, the nearest thing to an answer."""
    nearest, nearest_source = (None, None) if checked.sentences else _nearest(evidence, draft)
    answer = Answer(
        question=query.text,
        sentences=checked.sentences,
        sources=cited_sources(checked.sentences, evidence),
        removed=checked.removed,
        engine=engine.name,
        model=engine.model,
        fingerprint="",
        usage=plan.usage,
        as_of=query.as_of,
        unanswered=draft.unanswered if draft else plan.parts,
        nearest=nearest,
        nearest_source=nearest_source,
    )
    return _judged(answer, draft, evidence)


def planned(
    library: Library, query: Query, engine: Engine, history: Sequence[Turn], today: date, on_step: OnStep
) -> Plan:
    """The engine's plan for a question, its typing errors read as the library's words; `on_step` is told."""
    typed = spelled(library, query.text)
    plan = engine.plan(typed.text, history, today=today, as_of=query.as_of)
    plan = replace(plan, notes=typed.notes + plan.notes)
    on_step(plan)
    return plan


def to_read(plan: Plan, evidence: tuple[Evidence, ...], *, named: bool) -> tuple[str, tuple[Evidence, ...]]:
    """The question to put to evidence: where that is of the month it `named`, without the month, and only
    to sentences that name no other.
    """
    if not (named and plan.undated and plan.since and plan.until):
        return plan.question, evidence
    return plan.undated, of_days(evidence, plan.since, plan.until)


def windows(query: Query, plan: Plan) -> list[Query]:
    """The days to search, in turn: those that the question's words name, then those that the filters allow.

    "Last week" in a question may name the day of the event, which articles without a date or of other
    days report too: so the words of a question only come first, while a filter binds.
    """
    near = replace(query, since=query.since or plan.since, until=query.until or plan.until)
    return [query] if near == query else [near, query]


def gather(library: Library, query: Query, plan: Plan, k: int) -> tuple[Evidence, ...]:
    """Evidence for every part of the plan, as one numbered sequence."""
    found = [retrieve(library, replace(query, text=part), k) for part in plan.parts]
    return found[0] if len(found) == 1 else renumber(found, k)


def choose(library: Library, query: Query, plan: Plan, k: int, reranker: Reranker | None) -> Ranking:
    """The evidence to answer from: what the search puts first, or what a model chooses from more of it."""
    if reranker is None:
        return Ranking(gather(library, query, plan, k))
    ranking = reranker.rerank(plan.question, gather(library, query, plan, max(k, RERANKED)), k)
    return replace(ranking, evidence=renumber([ranking.evidence], k))


class CheckOptions(TypedDict):
    """How the sentences of a draft are checked, the repaired ones like the first."""

    exact: bool
    checker: Checker | None
    strictness: Strictness


def check(
    engine: Engine,
    question: str,
    evidence: Sequence[Evidence],
    draft: Draft,
    checker: Judge | None = None,
    strictness: Strictness = "normal",
) -> tuple[Draft, Checked]:
    """Verify a draft; what fails goes back to the engine once, and is verified again.

    Not to a small model that read only what leads: reading the sources again takes it minutes.
    """
    tally = Tally(checker) if checker else None
    asked: CheckOptions = {"exact": engine.name == "extractive", "checker": tally, "strictness": strictness}
    checked = verify(draft, evidence, **asked)
    worth = bool(checked.failures) and not draft.led
    again = engine.repair(question, evidence, checked.failures) if worth else None
    if again is not None:
        checked = _with_repairs(draft, checked, again, evidence, asked)
        draft = replace(draft, usage=draft.usage.plus(again.usage), notes=draft.notes + again.notes)
    if tally is not None:
        draft = replace(draft, usage=draft.usage.plus(tally.usage))
    return draft, _without_followed(checked, evidence)


def _without_followed(checked: Checked, evidence: Sequence[Evidence]) -> Checked:
    """What may be shown without what the sources only tell a model to say."""
    followed = follow_orders([s.text for s in checked.sentences], evidence)
    if not any(followed):
        return checked
    rows = list(zip(checked.sentences, followed, strict=True))
    gone = tuple(RemovedSentence(s.text, _FOLLOWED) for s, is_followed in rows if is_followed)
    kept = tuple(s for s, is_followed in rows if not is_followed)
    return replace(checked, sentences=kept, removed=(*checked.removed, *gone))


_FOLLOWED = "the source tells its reader to say so, and does not state it"


def _with_repairs(
    draft: Draft,
    first: Checked,
    again: Draft,
    evidence: Sequence[Evidence],
    asked: CheckOptions,
) -> Checked:
    """The sentences in the order of the draft: each failed one in its corrected words, if those pass.

    A sentence that is left out, or fails again, is removed with the last reason given.
    """
    passed = deque(first.sentences)
    failed = deque(zip_longest(first.failures, again.sentences[: len(first.failures)]))
    texts = {sentence.text for sentence in passed}
    shown: list[Sentence] = []
    removed: list[tuple[DraftSentence, str]] = []
    for drafted in draft.sentences:
        if not failed or drafted is not failed[0][0][0]:
            shown.append(passed.popleft())
            continue
        (_, reason), corrected = failed.popleft()
        if corrected is None or not corrected.text:
            removed.append((drafted, reason))
            continue
        verdict = check_sentence(corrected, evidence, **asked)
        if verdict.sentence is None:
            removed.append((corrected, verdict.reason))
        elif verdict.sentence.text not in texts:
            texts.add(verdict.sentence.text)
            shown.append(verdict.sentence)
    gone = tuple(RemovedSentence(sentence.text, reason) for sentence, reason in removed)
    return Checked(tuple(shown), gone, tuple(removed))


def cited_sources(sentences: Iterable[Sentence], evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """The sources that the sentences cite, and no others, by number."""
    cited = {c.source for s in sentences for c in s.citations}
    return tuple(source_of(e) for e in evidence if e.number in cited)


def source_of(evidence: Evidence) -> Source:
    """An article of the evidence as readers see it."""
    return Source.of(evidence.article, evidence.number, evidence.also_in)


def fingerprint(
    engine: Engine, question: str, evidence: Sequence[Evidence], fallback: Engine | None = None
) -> str:
    """16 hex digits over all that the answer depends on: engines, question, the exact evidence."""
    rows = [(e.article.id, [(s.id, s.start, s.end) for s in e.sentences]) for e in evidence]
    parts = [*engine.fingerprint_parts(), *(fallback.fingerprint_parts() if fallback else ())]
    content = json.dumps([parts, question, rows], ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _judged(answer: Answer, draft: Draft | None, evidence: Sequence[Evidence]) -> Answer:
    """The answer with how sure it is, the words that answer, and what its days are."""
    answer = replace(answer, days=days_of(answer.sentences, evidence))
    if draft is None:
        return answer
    marked = _marked(answer.sentences, draft.marked)
    return replace(answer, confidence=draft.confidence, grounds=draft.grounds, marked=marked)


def _marked(shown: Iterable[Sentence], words: Iterable[Citation]) -> tuple[Citation, ...]:
    """The answering words that lie inside what the shown sentences cite."""
    cited = [c for sentence in shown for c in sentence.citations]
    return tuple(
        w for w in words
        if any(c.article_id == w.article_id and c.start <= w.start and w.end <= c.end for c in cited)
    )  # fmt: skip


def _nearest(
    evidence: Sequence[Evidence], draft: Draft | None
) -> tuple[Citation, Source] | tuple[None, None]:
    """The sentence that comes nearest to an answer, or the first one found, with its source."""
    wanted = draft.nearest if draft else None
    for item in evidence:
        for sentence in item.sentences:
            if wanted in (None, sentence.id):
                return cite(item, sentence), source_of(item)
    return None, None
