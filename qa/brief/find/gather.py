"""Which articles a briefing rests on: those about the topic, copies folded, the rest set aside and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.brief.topics import Topic
from qa.library.library import Library
from qa.search.about import Judged, judged, kin
from qa.search.retrieve import evidence_of, retrieve
from qa.text import names
from qa.types import Article, Copy, Evidence, Query, Searched
from qa.types.briefing import SetAside

PER_SEARCH = 10
"""Stories taken from the search of each question."""

MOST_ARTICLES = 24
"""Articles read whole for one briefing. More would crowd out what matters, and each costs about 50 ms."""

MOST_ASIDE = 12
"""Articles shown as set aside, those that mention the topic first."""

_UNDATED_AT_MOST = 500


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
    coming: dict[str, date]
    """Ids of articles dated with a day still to come, and that day; they count as undated."""
    found: int
    searched: Searched

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of how the articles were taken."""
        titles = {article.id: article.title for article in self.articles}
        return tuple(
            f"“{titles[key]}” is dated {day}, a day still to come: it is not taken as the newest"
            for key, day in self.coming.items()
        )


def gather(library: Library, topic: Topic, as_of: date | None = None) -> Gathered:
    """Search for a topic and sort what is found."""
    query = topic.as_query(as_of)
    found = judged(library, query, texts=_texts(topic))
    leads = library.leads_of([one.article.id for one in found])
    chosen, aside = _chosen(found, leads)
    today = as_of or date.today()
    coming = {a.id: a.published for a in chosen if a.published and a.published > today}
    chosen = [replace(a, published=None) if a.id in coming else a for a in chosen]
    kept = [article.id for article in chosen]
    asked = [(q, retrieve(library, replace(query, text=q), PER_SEARCH)) for q in topic.questions]
    aside += _undated(library, topic, query, chosen)
    return Gathered(
        articles=tuple(chosen),
        answers=tuple((q, _only(evidence, set(kept))) for q, evidence in asked),
        also_in=library.groups_of(kept),
        leads=library.leads_of(kept),
        corrected=frozenset(a.id for a in chosen if library.history(a.id)),
        set_aside=tuple(aside),
        coming=coming,
        found=len(found),
        searched=library.coverage(query),
    )


def _texts(topic: Topic) -> tuple[str, ...]:
    """Other words for the topic: its title and each question, behind the title where it names nothing."""
    asked = (q if any(n.sure for n in names(q)) else f"{topic.title}: {q}" for q in topic.questions)
    return (topic.title, *asked)


def _chosen(found: Sequence[Judged], leads: dict[str, str]) -> tuple[list[Article], list[SetAside]]:
    """The articles to use, and the others with the reason why not. A near-copy is used only once."""
    about = [one.article for one in found if one.relation == "about"]
    first: dict[str, str] = {}
    for article in about:
        lead = leads.get(article.id, article.id)
        if lead not in first or article.id == lead:
            first[lead] = article.id  # the lead of its group if that was found, else the best ranked
    chosen: list[Article] = []
    aside: list[SetAside] = []
    for article in about:
        reason = ""
        if article.kind == "withdrawn":
            reason = "withdrawn by its outlet"
        elif first[leads.get(article.id, article.id)] != article.id:
            reason = "a near-copy of an article that is used"
        elif len(chosen) >= MOST_ARTICLES:
            reason = f"beyond the {MOST_ARTICLES} most relevant"
        if reason:
            aside.append(_aside(article, reason))
        else:
            chosen.append(article)
    rest = sorted(
        (one for one in found if one.relation != "about"), key=lambda one: one.relation != "mentions"
    )
    aside += [_aside(one.article, one.reason) for one in rest[:MOST_ASIDE]]
    return chosen, aside


def _undated(library: Library, topic: Topic, query: Query, used: Sequence[Article]) -> list[SetAside]:
    """Articles on the topic that no date lets into its window: nothing shows that they lie in it."""
    if query.since is None and query.until is None and query.as_of is None:
        return []
    wide = replace(query, since=None, until=None, as_of=None)
    ids = tuple(a.id for a in library.articles(wide) if a.published is None)[:_UNDATED_AT_MOST]
    if not ids:
        return []
    reason = "undated: cannot be placed in the window"
    found = judged(library, replace(wide, articles=ids), texts=_texts(topic))
    on_topic = [one.article for one in found if one.relation == "about"]
    on_topic += [a for a in kin(used, [one.article for one in found]) if a not in on_topic]
    return [_aside(article, reason) for article in on_topic]


def _aside(article: Article, reason: str) -> SetAside:
    return SetAside(article.id, article.title, article.outlet, article.published, reason)


def _only(evidence: Sequence[Evidence], kept: set[str]) -> tuple[Evidence, ...]:
    """The evidence of used articles, numbered again from 1."""
    rows = [item for item in evidence if item.article.id in kept]
    return tuple(
        evidence_of(n, item.article, item.passages, like=item) for n, item in enumerate(rows, start=1)
    )
