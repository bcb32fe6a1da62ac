"""Which articles a briefing rests on: found for the topic and its questions, near-copies folded, the rest set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answer.question import analyse, mentions
from qa.brief.topics import Topic
from qa.briefing import SetAside
from qa.library.library import Library
from qa.search.retrieve import retrieve
from qa.text import content_words, tokens
from qa.types import Article, Copy, Evidence, Query, Searched

PER_SEARCH = 10
"""Stories taken from each search of a topic: the title, and each question."""

MOST_ARTICLES = 24
"""Articles read whole for one briefing. More would crowd out what matters, and each costs about 50 ms."""

SHARED_WORDS = 0.5
"""Share of a topic's content words that an article without any of its names has to hold."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a topic's searches brought."""

    articles: tuple[Article, ...]
    """To be read whole, the most relevant first."""
    answers: tuple[tuple[str, tuple[Evidence, ...]], ...]
    """Each question of the topic with its own evidence, numbered from 1, only of `articles`."""
    also_in: dict[str, tuple[Copy, ...]]
    leads: dict[str, str]
    corrected: frozenset[str]
    """Ids of articles that replaced an older version."""
    set_aside: tuple[SetAside, ...]
    found: int
    searched: Searched


def gather(library: Library, topic: Topic, as_of: date | None = None) -> Gathered:
    """Search for a topic and sort what is found."""
    query = topic.as_query(as_of)
    main = retrieve(library, query, PER_SEARCH)
    asked = [(q, retrieve(library, replace(query, text=q), PER_SEARCH)) for q in topic.questions]
    scores: dict[str, float] = {}
    items: dict[str, Evidence] = {}
    for evidence in (main, *(found for _, found in asked)):
        for item in evidence:
            items.setdefault(item.article.id, item)
            scores[item.article.id] = scores.get(item.article.id, 0.0) + 1.0 / (2 + item.number)
    ranked = sorted(items.values(), key=lambda e: (-scores[e.article.id], e.article.id))
    chosen, aside = _chosen(topic, ranked)
    kept = {article.id for article in chosen}
    answers = tuple((q, _only(found, kept)) for q, found in asked)
    aside += _undated(library, topic, query, kept)
    return Gathered(
        articles=tuple(chosen),
        answers=answers,
        also_in={a.id: library.group_of(a.id) for a in chosen},
        leads={a.id: library.lead_of(a.id) for a in chosen},
        corrected=frozenset(a.id for a in chosen if library.history(a.id)),
        set_aside=tuple(aside),
        found=len(items),
        searched=library.coverage(query),
    )


def _chosen(topic: Topic, ranked: Sequence[Evidence]) -> tuple[list[Article], list[SetAside]]:
    """The articles to use, and the others with the reason why not. A near-copy is used only once."""
    chosen: list[Article] = []
    aside: list[SetAside] = []
    copies: set[str] = set()
    for item in ranked:
        article = item.article
        reason = ""
        if article.kind == "withdrawn":
            reason = "withdrawn by its outlet"
        elif article.id in copies:
            reason = "a near-copy of an article that is used"
        elif not is_about(topic, article):
            reason = "not about the topic"
        elif len(chosen) >= MOST_ARTICLES:
            reason = f"beyond the {MOST_ARTICLES} most relevant"
        if reason:
            aside.append(_aside(article, reason))
        else:
            chosen.append(article)
            copies.update(copy.article_id for copy in item.also_in)
    return chosen, aside


def is_about(topic: Topic, article: Article) -> bool:
    """Whether an article names what the topic names, or shares half of the words of its title or query."""
    text = f"{article.title}\n{article.text}"
    present = frozenset(tokens(text))
    named = analyse(topic.search).names or tuple(n for q in topic.questions for n in analyse(q).names)
    if any(mentions(name, text, present) for name in named):
        return True
    words = set(content_words(topic.search))
    shared = len(words & set(content_words(text)))
    return bool(words) and not named and shared >= SHARED_WORDS * len(words)


def _undated(library: Library, topic: Topic, query: Query, kept: set[str]) -> list[SetAside]:
    """Articles on the topic that no date lets into its window: nothing shows that they lie in it."""
    if query.since is None and query.until is None and query.as_of is None:
        return []
    wide = replace(query, since=None, until=None, as_of=None)
    found = [e.article for e in retrieve(library, wide, 2 * PER_SEARCH)]
    reason = "undated: cannot be placed in the window"
    return [
        _aside(a, reason) for a in found if a.published is None and a.id not in kept and is_about(topic, a)
    ]


def _aside(article: Article, reason: str) -> SetAside:
    return SetAside(article.id, article.title, article.outlet, article.published, reason)


def _only(evidence: Sequence[Evidence], kept: set[str]) -> tuple[Evidence, ...]:
    """The evidence of used articles, numbered again from 1."""
    from qa.search.retrieve import evidence_of

    rows = [item for item in evidence if item.article.id in kept]
    return tuple(evidence_of(n, item.article, item.passages, like=item) for n, item in enumerate(rows, start=1))
