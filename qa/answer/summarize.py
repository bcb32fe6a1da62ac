"""Articles or a topic become a checked Summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from qa.answer.ask import check, cited_sources, fingerprint, gather, windows
from qa.answer.engine import Engine, OnText, SummaryStyle
from qa.answer.extractive.question import analyse, mentions
from qa.answer.verify.verify import Checked, Checker
from qa.library.library import Library
from qa.search.retrieve import evidence_of
from qa.text import content_words
from qa.types import Article, Draft, Evidence, Passage, Query, Searched, Summary

TOPIC_STORIES = 10
"""Stories that a summary of a topic draws on."""

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
    checker: Checker | None = None,
    on_text: OnText | None = None,
    engine_reason: str = "",
) -> Summary:
    """A summary of whole articles, which need not be in a library."""
    evidence = tuple(
        evidence_of(n, a, [Passage(a.id, 0, len(a.text))]) for n, a in enumerate(articles, start=1)
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
    made = _summary(engine, topic, shown, evidence, words, style, language, checker, on_text)
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
    checker: Checker | None = None,
    on_text: OnText | None = None,
    engine_reason: str = "",
) -> Summary:
    """A summary of what the library says on a topic; `found` is false when it says nothing."""
    plan = engine.plan(query.text, today=today, as_of=query.as_of)
    evidence: tuple[Evidence, ...] = ()
    for bounded in windows(query, plan):
        evidence = evidence or on_topic(query.text, gather(library, bounded, plan, TOPIC_STORIES))
    made = _summary(engine, query.text, query.text, evidence, words, style, language, checker, on_text)
    return replace(
        made,
        as_of=query.as_of,
        searched=library.coverage(query),
        engine_reason=engine_reason,
        notes=plan.notes + made.notes,
    )


def on_topic(topic: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence whose articles name what the topic names and share most of its words, renumbered."""
    asked = analyse(topic)
    kept = []
    for item in evidence:
        text = f"{item.article.title}\n{item.article.text}"
        if all(mentions(name, text) for name in asked.names) and _shares(asked.words, text):
            kept.append(item)
    return tuple(
        evidence_of(n, item.article, item.passages, like=item) for n, item in enumerate(kept, start=1)
    )


def _shares(words: frozenset[str], text: str) -> bool:
    """Whether at least half of the topic's content words stand in the text."""
    return not words or 2 * len(words & set(content_words(text))) >= len(words)


def _summary(
    engine: Engine,
    topic: str,
    shown: str,
    evidence: Sequence[Evidence],
    words: int,
    style: SummaryStyle,
    language: str | None,
    checker: Checker | None,
    on_text: OnText | None,
) -> Summary:
    """Draft and check a summary of this evidence; an empty one for empty evidence, without any call."""
    started = perf_counter()
    draft, checked = Draft(()), Checked((), ())
    if any(e.sentences for e in evidence):
        draft = engine.draft_summary(
            topic, evidence, words=words, style=style, language=language, on_text=on_text
        )
        draft, checked = check(engine, shown, evidence, draft, checker)
    return Summary(
        topic=shown,
        sentences=checked.sentences,
        sources=cited_sources(checked.sentences, evidence),
        removed=checked.removed,
        engine=engine.name,
        model=engine.model,
        fingerprint=fingerprint(engine, f"summary:{shown}:{words}:{style}:{language}", evidence),
        usage=replace(draft.usage, seconds=perf_counter() - started),
        notes=draft.notes,
        style=style,
    )
