"""Which articles a briefing rests on: found for topic and questions, copies folded, the rest set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from qa.answer.extractive.question import analyse, mentions
from qa.brief.find.stories import THRESHOLD, similarities
from qa.brief.topics import Topic
from qa.library.library import Library
from qa.search.retrieve import retrieve
from qa.text import content_words, name_words, names, numbers, stem, tokens
from qa.types import Article, Copy, Evidence, Query, Searched
from qa.types.briefing import SetAside

PER_SEARCH = 10
"""Stories taken from each search of a topic: the title, and each question."""

TOP = 5
"""First results of the main search that need only half of a topic's words."""

STRAY = 0.33
"""Similarity (`stories.similarities`) that an article has to reach with two others of the topic."""

_ENOUGH = 4
_UNDATED_AT_MOST = 500

MOST_ARTICLES = 24
"""Articles read whole for one briefing. More would crowd out what matters, and each costs about 50 ms."""

SHARED_WORDS = 0.5
"""A fitting article holds more than this share of the content words of a title or question, names aside."""

SHARED_NAMES = 3
"""Words of names that an article shares with the fitting ones to count as theirs; one less in another
language, where nothing but names can be shared."""


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
    chosen, aside = _chosen(topic, ranked, frozenset(e.article.id for e in main[:TOP]))
    kept = [article.id for article in chosen]
    answers = tuple((q, _only(found, set(kept))) for q, found in asked)
    aside += _undated(library, topic, query, chosen)
    return Gathered(
        articles=tuple(chosen),
        answers=answers,
        also_in=library.groups_of(kept),
        leads=library.leads_of(kept),
        corrected=frozenset(a.id for a in chosen if library.history(a.id)),
        set_aside=tuple(aside),
        found=len(items),
        searched=library.coverage(query),
    )


def _chosen(
    topic: Topic, ranked: Sequence[Evidence], first: frozenset[str]
) -> tuple[list[Article], list[SetAside]]:
    """The articles to use, and the others with the reason why not. A near-copy is used only once."""
    chosen: list[Article] = []
    aside: list[SetAside] = []
    copies: set[str] = set()
    fitting = about(topic, ranked, first)
    for item in ranked:
        article = item.article
        reason = ""
        if article.kind == "withdrawn":
            reason = "withdrawn by its outlet"
        elif article.id in copies:
            reason = "a near-copy of an article that is used"
        elif article.id not in fitting:
            reason = "not about the topic"
        elif len(chosen) >= MOST_ARTICLES:
            reason = f"beyond the {MOST_ARTICLES} most relevant"
        if reason:
            aside.append(_aside(article, reason))
        else:
            chosen.append(article)
            copies.update(copy.article_id for copy in item.also_in)
    return chosen, aside


def about(topic: Topic, ranked: Sequence[Evidence], first: frozenset[str]) -> set[str]:
    """The ids of the articles that are about a topic.

    Those that fit its title, query or a question (when none does, the `first` that the search found and that
    hold half of the words); and those that share three words of names with them, each in two of them: a
    comment, or a report in another language, has the names of a story but not its words.
    """
    articles = [item.article for item in ranked]
    fitting = {a.id for a in articles if is_about(topic, a)}
    if not fitting:
        return {a.id for a in articles if a.id in first and is_about(topic, a, at_least=True)}
    mine = {a.id: _names(a) for a in articles}
    spread = Counter(name for article_id in fitting for name in mine[article_id])
    told = Counter(name for found in mine.values() for name in found)
    often = min(2, len(fitting))
    rest = len(articles) - len(fitting)
    common = {n for n, count in spread.items() if count >= often and told[n] - count <= max(2, rest // 3)}
    home = Counter(a.language for a in articles if a.id in fitting).most_common(1)[0][0]
    bars = {a.id: SHARED_NAMES - (a.language != home) for a in articles}
    near = {a.id for a in articles if len(mine[a.id] & common) >= bars[a.id]}
    near |= _same_story(topic, articles, fitting)
    return _without_strays([a for a in articles if a.id in fitting | near])


def _same_story(topic: Topic, articles: Sequence[Article], fitting: set[str]) -> set[str]:
    """Ids of found articles that tell the story of a fitting one, in other words than the topic's title.

    They have to name what the topic names: the fall of another bridge is told in the same words.
    Another story of the sample corpus reaches .27 of similarity to any dated article, one of the same .50.
    """
    if len(fitting) == len(articles) or len(fitting) < 2:
        return set()
    table = similarities(articles)
    known = [i for i, a in enumerate(articles) if a.id in fitting]
    like = [a for i, a in enumerate(articles) if max(float(table[i, j]) for j in known) >= THRESHOLD]
    asked = {n for wanted in (topic.search, topic.title, *topic.questions) for n in analyse(wanted).names}
    texts = {a.id: f"{a.title}\n{a.text}" for a in like}
    return {i for i, t in texts.items() if not asked or any(mentions(n, t, _words(t)[0]) for n in asked)}


def _without_strays(articles: Sequence[Article]) -> set[str]:
    """Ids of the articles that clearly tell the same as another one, or the like as two others.

    With fewer than four there is no saying. On the sample corpus strays reach .49 of similarity to one other
    article and .27 to a second, and the rest at least .50 and .37. A language that stands alone has no
    other to be like.
    """
    if len(articles) < _ENOUGH:
        return {a.id for a in articles}
    table = similarities(articles)
    spoken = Counter(a.language for a in articles)
    kept = set()
    for i, (article, row) in enumerate(zip(articles, table, strict=True)):
        first, second = sorted((float(x) for j, x in enumerate(row) if j != i), reverse=True)[:2]
        tied = first >= THRESHOLD or second >= STRAY
        if tied or spoken[article.language] == 1:
            kept.add(article.id)
    return kept


@lru_cache(maxsize=256)
def _names(article: Article) -> frozenset[str]:
    """The words of the names in an article."""
    return frozenset(stem(w) for n in names(article.text) if n.sure for w in name_words(n.text))


def is_about(topic: Topic, article: Article, *, at_least: bool = False) -> bool:
    """Whether an article fits the topic's title or query, or one of its questions.

    It fits a text when it names one of the names in it, if there are any, and holds most of the other words;
    with `at_least` half of them.
    """
    text = f"{article.title}\n{article.text}"
    present, stems = _words(text)
    wanted = dict.fromkeys((topic.search, topic.title, *topic.questions))
    return any(_fits(w, text, present, stems, at_least) for w in wanted)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Tokens and stems of an article."""
    return frozenset(tokens(text)), frozenset(content_words(text))


def _fits(wanted: str, text: str, present: frozenset[str], stems: frozenset[str], at_least: bool) -> bool:
    named, words = _sought(wanted)
    if not named and len(words) < 2:
        return False
    shared, bar = len(words & stems), SHARED_WORDS * len(words)
    if words and not (shared > bar or (at_least and shared == bar)):
        return False
    likely = [name for name in named if _may_be_named(name, present)]
    return not named or any(mentions(name, text, present) for name in likely)


@lru_cache(maxsize=256)  # every article found is held against the same few texts
def _sought(wanted: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names in a title or question, and the stems of its other words, figures left out."""
    asked = analyse(wanted)
    figures = {s for n in numbers(wanted) for s in content_words(wanted[n.start : n.end])}
    return asked.names, asked.words - figures - {s for name in asked.names for s in content_words(name)}


_SHORT_NAME = 4
_MANY_NAMED = frozenset(
    (
        "america",
        "american",
        "states",
        "washington",
        "britain",
        "british",
        "kingdom",
        "london",
        "europe",
        "european",
        "union",
        "nations",
    )
)
"""Last words of names that have other names which do not begin alike."""


def _may_be_named(name: str, present: frozenset[str]) -> bool:
    """False when no word of the text begins like the name: a quick look before the full comparison (1 ms)."""
    last = (tokens(name) or [""])[-1]
    return (
        last in _MANY_NAMED or len(last) < _SHORT_NAME or any(word.startswith(last[:3]) for word in present)
    )


def _undated(library: Library, topic: Topic, query: Query, used: Sequence[Article]) -> list[SetAside]:
    """Articles on the topic that no date lets into its window: nothing shows that they lie in it."""
    if query.since is None and query.until is None and query.as_of is None:
        return []
    wide = replace(query, since=None, until=None, as_of=None)
    ids = tuple(a.id for a in library.articles(wide) if a.published is None)[:_UNDATED_AT_MOST]
    if not ids:
        return []
    found = [e.article for e in retrieve(library, replace(wide, articles=ids), PER_SEARCH)]
    spread = Counter(name for a in used for name in _names(a))
    common = {n for n, count in spread.items() if count >= 2}
    reason = "undated: cannot be placed in the window"
    return [_aside(a, reason) for a in found if is_about(topic, a) or len(_names(a) & common) >= SHARED_NAMES]


def _aside(article: Article, reason: str) -> SetAside:
    return SetAside(article.id, article.title, article.outlet, article.published, reason)


def _only(evidence: Sequence[Evidence], kept: set[str]) -> tuple[Evidence, ...]:
    """The evidence of used articles, numbered again from 1."""
    from qa.search.retrieve import evidence_of

    rows = [item for item in evidence if item.article.id in kept]
    return tuple(
        evidence_of(n, item.article, item.passages, like=item) for n, item in enumerate(rows, start=1)
    )
