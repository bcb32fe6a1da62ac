"""A question goes the way of its kind; what the kind cannot answer goes the way of a fact, as before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from time import perf_counter

from qa.answer.ask import Record, cited_sources, fingerprint
from qa.answer.engine import Engine, Plan
from qa.kinds import compare, lists, order, recompute, sides, verdict
from qa.kinds.find import KindContext, SentenceJudge
from qa.kinds.kind import Kind, Recognised
from qa.kinds.outcome import Outcome
from qa.kinds.over import counts, holdings
from qa.kinds.over.overview import in_brief
from qa.kinds.over.period import bounded
from qa.library.library import Library
from qa.models.embedder import Embedder
from qa.types import Answer, Computed, Query, RemovedSentence, Usage

Way = Callable[[str, KindContext], Outcome | None]

WAYS: Mapping[Kind, Way] = {
    "order": order.answer,
    "compare": compare.answer,
    "sides": sides.answer,
    "yes_no": verdict.answer,
    "list": lists.answer,
}
"""How each kind that rests on a few sentences is answered."""

OVER_ALL: tuple[Kind, ...] = ("count", "overview")
"""Kinds that are asked of the library as a whole: a period in their words is a filter."""


def record(
    library: Library,
    query: Query,
    told: Recognised,
    engine: Engine,
    embedder: Embedder,
    judge: Callable[[], SentenceJudge],
    *,
    question: str,
    today: date,
    engine_reason: str = "",
) -> Record | None:
    """The answer of a kind, each conclusion computed again; None where its question is best asked as a fact.

    `question` is the question as one that can be understood alone.
    """
    if told.kind == "fact":
        return None
    started = perf_counter()
    desk = KindContext(library, replace(query, text=question), embedder, judge)
    made = _over_all(told.kind, desk, today) if told.kind in OVER_ALL else WAYS[told.kind](question, desk)
    if made is None:
        return None
    kept, removed = _checked(made.computed, desk)
    if not (made.sentences or kept):
        return None
    answer = Answer(
        question=query.text,
        sentences=made.sentences,
        sources=cited_sources(made.sentences, desk.evidence),
        removed=removed,
        engine="extractive",
        model=None,
        fingerprint=fingerprint(engine, f"{told.kind}: {question}", desk.evidence),
        usage=Usage(seconds=perf_counter() - started),
        as_of=query.as_of,
        unanswered=made.unanswered,
        notes=made.notes,
        searched=library.coverage(desk.query),
        engine_reason=engine_reason,
        kind=told.kind,
        kind_reason=told.why,
        computed=kept,
        confidence=made.confidence,
    )
    return Record(answer, Plan(question, (question,)), desk.evidence, None)


def _over_all(kind: Kind, desk: KindContext, today: date) -> Outcome | None:
    """What is asked of the library as a whole, within the period that the question names."""
    desk.query, rest, read = bounded(desk.query, today)
    if kind == "overview":
        return in_brief(rest, desk, read)
    return holdings.answer(rest, desk, read) or counts.answer(rest, desk, read)


def _checked(
    made: tuple[Computed, ...], desk: KindContext
) -> tuple[tuple[Computed, ...], tuple[RemovedSentence, ...]]:
    """The conclusions that hold when computed again, and those that do not with the reason."""
    faults = [(one, recompute.fault(one, desk.articles)) for one in made]
    kept = tuple(one for one, problem in faults if not problem)
    return kept, tuple(RemovedSentence(one.text, problem) for one, problem in faults if problem)
