"""A question becomes numbered Evidence: passages ranked, copies folded, neighbours added.

The stages, in order: rank passages (`rank.py`); keep what the phrases allow; fold near-copies into one story;
pick the best passages of each story; add the neighbour a passage leans on; number the stories and their
sentences, and say how near each sentence is to the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.articles.encoding import is_address
from qa.library.library import Library
from qa.search.rank import Ranked, rank
from qa.search.reporting import order_odds_of
from qa.search.spelling import spelled
from qa.text import content_words, normalise, sentence_spans, tokens
from qa.text.orders import without_orders
from qa.types import Article, Copy, Evidence, EvidenceSentence, Hit, Passage, Query

PASSAGES_PER_STORY = 3
"""Passages shown of one article: with more, one long article crowds out the other outlets."""

_LEANS_BACK = re.compile(
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|But|And|However|Instead|The (?:move|decision|"
    r"agreement|incident|statement|report|deal|plan|figure|measure|vote|company|minister|official)s?)\b"
)


@dataclass(frozen=True, slots=True)
class _Story:
    """One article with the passages of it that were found, best first."""

    article: Article
    found: tuple[Ranked, ...]


def retrieve(library: Library, query: Query, k: int = 8) -> tuple[Evidence, ...]:
    """At most `k` stories that may answer, best first, numbered 1..n; empty when nothing matches."""
    stories = _stories(library, query, [item for item in rank(library, query) if not item.far], k)
    copies = library.groups_of([story.article.id for story in stories])
    return tuple(
        _evidence(library, query, number, story, copies[story.article.id])
        for number, story in enumerate(stories, start=1)
    )


def hits(library: Library, query: Query, k: int = 10) -> list[Hit]:
    """At most `k` passages, best first, one per near-copy group and passage, each with its best sentence."""
    query = replace(query, text=spelled(library, query.text).text)
    stories = _stories(library, query, rank(library, query), k)
    found = [(item, story.article) for story in stories for item in story.found]
    chosen = sorted(found, key=lambda pair: -pair[0].score)[:k]
    copies = library.groups_of([article.id for _, article in chosen])
    return [
        Hit(article, item.passage, _best(query, article, item), item.score, item.why, copies[article.id])
        for item, article in chosen
    ]


def renumber(groups: Iterable[Sequence[Evidence]], k: int) -> tuple[Evidence, ...]:
    """Evidence of several searches as one: taken in turns, one entry per article, numbered 1..n.

    An article found by several searches keeps the passages of all of them.
    """
    merged: dict[str, list[Evidence]] = {}
    rows = [list(group) for group in groups]
    for turn in range(max((len(row) for row in rows), default=0)):
        for row in rows:
            if turn < len(row):
                merged.setdefault(row[turn].article.id, []).append(row[turn])
    result = []
    for number, same in enumerate(list(merged.values())[:k], start=1):
        passages = sorted({p for e in same for p in e.passages}, key=lambda p: p.start)
        near: dict[tuple[int, int], float] = {}
        for sentence in (s for e in same for s in e.sentences):
            place = sentence.start, sentence.end
            near[place] = max(near.get(place, 0.0), sentence.near)
        made = evidence_of(number, same[0].article, passages, like=same[0])
        result.append(_with_nearness(made, near))
    return tuple(result)


def evidence_of(
    number: int, article: Article, passages: Sequence[Passage], like: Evidence | None = None
) -> Evidence:
    """Evidence on these passages of an article, its sentences numbered from `number`.1 in reading order.

    What an article says to a language model is no sentence of its evidence.
    """
    ordered = tuple(sorted(passages, key=lambda p: p.start))
    sentences_in = _sentences_in(article, ordered)
    spans, orders = without_orders(article.text, sentences_in, order_odds_of, article.language)
    sentences = tuple(EvidenceSentence(f"{number}.{i}", s, e) for i, (s, e) in enumerate(spans, start=1))
    if like is None:
        return Evidence(number, article, ordered, sentences, orders=orders)
    return Evidence(number, article, ordered, sentences, like.score, like.why, like.also_in, orders)


def _stories(library: Library, query: Query, ranked: Sequence[Ranked], k: int) -> list[_Story]:
    """The best `k` stories. A story is one article: the lead of its near-copies if that was found, else the
    copy that was found first; the other copies only appear as "also in".
    """
    leads = library.leads_of([item.passage.article_id for item in ranked])
    by_lead: dict[str, dict[str, list[Ranked]]] = {}
    for item in ranked:
        members = by_lead.setdefault(leads[item.passage.article_id], {})
        members.setdefault(item.passage.article_id, []).append(item)
    stories: list[_Story] = []
    for lead, members in by_lead.items():
        allowed = (
            _allowed(library, query, key, members[key]) for key in sorted(members, key=lambda m: m != lead)
        )
        if story := next((story for story in allowed if story is not None), None):
            stories.append(story)
        if len(stories) == k:
            break
    return stories


def _allowed(library: Library, query: Query, article_id: str, found: Sequence[Ranked]) -> _Story | None:
    """The story of an article, if it has none of the excluded words and some passages have the phrases."""
    article = library.article(article_id)
    if article is None or not _allowed_article(article, query):
        return None
    kept = [item for item in found if _allowed_passage(article, item.passage, query)]
    return _Story(article, tuple(kept[:PASSAGES_PER_STORY])) if kept else None


def _allowed_article(article: Article, query: Query) -> bool:
    """Whether an article has none of the excluded words."""
    if not query.excluded:
        return True
    return (set(tokens(article.title)) | set(tokens(article.text))).isdisjoint(query.excluded)


def _allowed_passage(article: Article, passage: Passage, query: Query) -> bool:
    """Whether a passage has every exact phrase."""
    if not query.phrases:
        return True
    text = normalise(passage.text(article)).lower()
    return all(normalise(phrase).lower() in text for phrase in query.phrases)


def _evidence(
    library: Library, query: Query, number: int, story: _Story, copies: tuple[Copy, ...]
) -> Evidence:
    """The evidence of one story, with the neighbour that its first words lean on."""
    article, best = story.article, story.found[0]
    passages = {item.passage for item in story.found}
    rows = library.passages_of(article.id) if any(_leans_back(p, article) for p in passages) else []
    for (_, before), (_, passage) in pairwise(rows):
        if passage in passages and _leans_back(passage, article):
            passages.add(before)
    like = Evidence(number, article, (), (), best.score, best.why, copies)
    made = evidence_of(number, article, list(passages), like)
    return _with_nearness(made, _nearness(query, article, made.sentences, story.found))


def _leans_back(passage: Passage, article: Article) -> bool:
    return bool(_LEANS_BACK.match(passage.text(article).lstrip("\"'“‘ \n")))


def _sentences_in(article: Article, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """Sentence spans inside the passages, in order; a sentence longer than a passage is cut at its edges."""
    spans = sentence_spans(article.text, article.language)
    inside = []
    for passage in passages:
        for start, end in spans:
            left, right = max(start, passage.start), min(end, passage.end)
            if left < right and _says_something(article.text[left:right]):
                inside.append((left, right))
    return inside


def _says_something(text: str) -> bool:
    """Whether there is a word in a sentence, and it is no bare web address: "6 ." says nothing to anyone."""
    return bool(_A_WORD.search(text)) and not is_address(text)


_A_WORD = re.compile(r"[^\W\d_]{2}")


# ---- how near a sentence is to the question


def _nearness(
    query: Query, article: Article, sentences: Sequence[EvidenceSentence], found: Sequence[Ranked]
) -> dict[tuple[int, int], float]:
    """How near sentences are: the share of the question's words that they have, and their passage's score.

    Every word counts alike: weighted by rarity, names outweigh what is asked, and 60 of 136 questions on
    news instead of 77 had the answering sentence first in its passage. With the score of the passage, the
    answering sentence was among the best 24 of the evidence for .971 of them, with words alone for .941.
    """
    wanted = set(content_words(query.text))
    near = {}
    for sentence in sentences:
        inside = [i.score for i in found if i.passage.start <= sentence.start < i.passage.end]
        shared = wanted & set(content_words(article.text[sentence.start : sentence.end]))
        near[sentence.start, sentence.end] = len(shared) / (len(wanted) or 1) + max(inside, default=0.0)
    return near


def _with_nearness(evidence: Evidence, near: Mapping[tuple[int, int], float]) -> Evidence:
    sentences = tuple(replace(s, near=near.get((s.start, s.end), 0.0)) for s in evidence.sentences)
    return replace(evidence, sentences=sentences)


def _best(query: Query, article: Article, item: Ranked) -> tuple[int, int]:
    """The sentence of a passage that is nearest to the question; the passage itself when it has none."""
    spans = _sentences_in(article, [item.passage])
    sentences = [EvidenceSentence("", start, end) for start, end in spans]
    near = _nearness(query, article, sentences, [item])
    return max(near, key=lambda span: near[span], default=(item.passage.start, item.passage.end))
