"""Articles or a topic become a checked Summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from time import perf_counter

from qa.answer.ask import OnStep, check, cited_sources, fingerprint, windows
from qa.answer.days import days_of
from qa.answer.engine import Engine, Judge, Leads, OnText, SummaryStyle
from qa.answer.fallback import Check, summarized
from qa.answer.planted import notes_on
from qa.answer.verify.support import Strictness
from qa.answer.verify.verify import Checked
from qa.library.library import Library
from qa.search.about import judged
from qa.search.rank import refuse_empty
from qa.search.reporting import orders_followed, reporting
from qa.search.retrieve import evidence_of
from qa.types import Article, Draft, Evidence, Passage, Query, Searched, Summary

TOPIC_STORIES = 10
"""Stories that a summary of a topic draws on."""

TOPIC_PASSAGES = 2
"""Passages of each, from its beginning: some 12 sentences, which hold the news of a story."""

WORDS = 150
"""Length of a summary unless told: about what fits a screen of 80 columns with its sources."""


def summarize_articles(
    articles: Sequence[Article],
    engine: Engine,
    *,
    topic: str = "",
    words: int = WORDS,
    style: SummaryStyle = "paragraph",
    language: str | None = None,
    checker: Judge | None = None,
    fallback: Engine | None = None,
    strictness: Strictness = "normal",
    on_step: OnStep = lambda _: None,
    on_text: OnText | None = None,
    engine_reason: str = "",
) -> Summary:
    """A summary of whole articles, which need not be in a library."""
    evidence = reporting(
        [evidence_of(n, a, [Passage(a.id, 0, len(a.text))]) for n, a in enumerate(articles, start=1)]
    )
    days = sorted(a.published for a in articles if a.published)
    searched = Searched(
        len(articles),
        tuple(dict.fromkeys(a.outlet for a in articles if a.outlet)),
        days[0] if days else None,
        days[-1] if days else None,
        sum(a.published is None for a in articles),
    )
    shown = topic or "; ".join(a.title for a in articles)
    checking = partial(check, engine, shown, evidence, checker=checker, strictness=strictness)
    made = _summary(
        engine, topic, shown, evidence, words, style, language, checking, fallback, on_step, on_text
    )
    return replace(made, searched=searched, engine_reason=engine_reason)


def summarize_topic(
    library: Library,
    query: Query,
    engine: Engine,
    *,
    today: date,
    words: int = WORDS,
    style: SummaryStyle = "paragraph",
    language: str | None = None,
    checker: Judge | None = None,
    fallback: Engine | None = None,
    strictness: Strictness = "normal",
    on_step: OnStep = lambda _: None,
    on_text: OnText | None = None,
    engine_reason: str = "",
) -> Summary:
    """A summary of what the library says on a topic; `found` is false when it says nothing."""
    plan = engine.plan(query.text, today=today, as_of=query.as_of)
    refuse_empty(library)
    evidence: tuple[Evidence, ...] = ()
    for bounded in windows(query, plan):
        evidence = evidence or evidence_on(library, bounded)
    checking = partial(check, engine, query.text, evidence, checker=checker, strictness=strictness)
    told = query.text
    made = _summary(
        engine, told, told, evidence, words, style, language, checking, fallback, on_step, on_text
    )
    return replace(
        made,
        as_of=query.as_of,
        searched=library.coverage(query),
        engine_reason=engine_reason,
        notes=plan.notes + made.notes,
    )


def evidence_on(library: Library, query: Query) -> tuple[Evidence, ...]:
    """The beginnings of the articles that are about a topic, the surest first, each story once."""
    found = [one.article for one in judged(library, query) if one.relation == "about"]
    leads = library.leads_of([article.id for article in found])
    told: dict[str, Article] = {}
    for article in found:
        if article.kind != "withdrawn":
            told.setdefault(leads.get(article.id, article.id), article)
    chosen = list(told.values())[:TOPIC_STORIES]
    copies = library.groups_of([article.id for article in chosen])
    items = []
    for number, article in enumerate(chosen, start=1):
        like = Evidence(number, article, (), (), 0.0, "about the topic", copies.get(article.id, ()))
        passages = [passage for _, passage in library.passages_of(article.id)[:TOPIC_PASSAGES]]
        items.append(evidence_of(number, article, passages, like))
    return reporting(items)


def _summary(
    engine: Engine,
    topic: str,
    shown: str,
    evidence: Sequence[Evidence],
    words: int,
    style: SummaryStyle,
    language: str | None,
    checking: Check,
    fallback: Engine | None,
    on_step: OnStep,
    on_text: OnText | None,
) -> Summary:
    """Draft and check a summary of this evidence; an empty one for empty evidence, without any call."""
    started = perf_counter()
    draft, checked, written_by = Draft(()), Checked((), ()), engine.name
    if any(e.sentences for e in evidence):

        def write(writer: Engine, leads: Leads) -> Draft:
            return writer.draft_summary(
                topic, evidence, words=words, style=style, language=language, leads=leads, on_text=on_text
            )

        length = 0 if style == "headline" else words
        on_step(tuple(evidence))
        made = summarized(evidence, engine, fallback, write, checking, length, on_lead=on_step)
        draft, checked, written_by = made.draft, made.checked, made.engine
    return Summary(
        topic=shown,
        sentences=checked.sentences,
        sources=cited_sources(checked.sentences, evidence),
        removed=checked.removed,
        engine=written_by,
        model=engine.model,
        fingerprint=fingerprint(engine, f"summary:{shown}:{words}:{style}:{language}", evidence, fallback),
        usage=replace(draft.usage, seconds=perf_counter() - started),
        notes=draft.notes + notes_on(orders_followed([r.text for r in checked.removed], evidence)),
        style=style,
        days=days_of(checked.sentences, evidence),
    )
