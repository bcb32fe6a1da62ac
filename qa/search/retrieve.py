"""A question becomes numbered Evidence: words and meaning fused, copies folded, neighbours added.

The stages, in order: rank by words (BM25) and by meaning (vectors); fuse; keep what the phrases allow;
fold near-copies into one story; pick the best passages of each story; add the neighbour a passage
leans on; number the stories and their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.errors import LibraryMissingError
from qa.library.library import Library
from qa.search.fuse import reciprocal_rank_fusion
from qa.text import STOPWORDS, content_words, normalise, sentence_spans, tokens
from qa.types import Article, Copy, Evidence, EvidenceSentence, Hit, Passage, Query

CANDIDATES = 50
"""Passages taken from each ranking before fusing: several times what is shown, so that copies and filters on
phrases leave enough. The number itself was not measured."""

PASSAGES_PER_STORY = 3
"""Passages shown of one article: with more, one long article crowds out the other outlets."""

_LEANS_BACK = re.compile(
    r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|But|And|However|Instead|The (?:move|decision|"
    r"agreement|incident|statement|report|deal|plan|figure|measure|vote|company|minister|official)s?)\b"
)


@dataclass(frozen=True, slots=True)
class _Found:
    rowid: int
    article: Article
    passage: Passage
    score: float
    why: str


def retrieve(library: Library, query: Query, k: int = 8) -> tuple[Evidence, ...]:
    """At most `k` stories that may answer, best first, numbered 1..n; empty when nothing matches."""
    stories = list(_stories(library, _rank(library, query)).items())[:k]
    copies = library.groups_of([shown for shown, _ in stories])
    return tuple(
        _evidence(library, number, found, copies[shown])
        for number, (shown, found) in enumerate(stories, start=1)
    )


def hits(library: Library, query: Query, k: int = 10) -> list[Hit]:
    """At most `k` passages, best first, one per near-copy group and passage, each with its best sentence."""
    result = []
    stories = _stories(library, _rank(library, query))
    found = sorted((f for story in stories.values() for f in story), key=lambda f: -f.score)[:k]
    spans = [_sentences_in(f.article, [f.passage]) for f in found]
    best = _best_sentences(library, query.text, found, spans)
    copies = library.groups_of([item.article.id for item in found])
    for item, span in zip(found, best, strict=True):
        result.append(Hit(item.article, item.passage, span, item.score, item.why, copies[item.article.id]))
    return result


def renumber(groups: Iterable[Sequence[Evidence]], k: int) -> tuple[Evidence, ...]:
    """Evidence of several searches as one: taken in turns, one entry per article, numbered 1..n.

    An article found by several searches keeps the passages of all of them.
    """
    merged: dict[str, list[Evidence]] = {}
    rows = [list(group) for group in groups]
    for rank in range(max((len(row) for row in rows), default=0)):
        for row in rows:
            if rank < len(row):
                merged.setdefault(row[rank].article.id, []).append(row[rank])
    result = []
    for number, same in enumerate(list(merged.values())[:k], start=1):
        passages = sorted({p for e in same for p in e.passages}, key=lambda p: p.start)
        result.append(evidence_of(number, same[0].article, passages, like=same[0]))
    return tuple(result)


def evidence_of(
    number: int, article: Article, passages: Sequence[Passage], like: Evidence | None = None
) -> Evidence:
    """Evidence on these passages of an article, its sentences numbered from `number`.1 in reading order."""
    ordered = tuple(sorted(passages, key=lambda p: p.start))
    spans = _sentences_in(article, ordered)
    sentences = tuple(EvidenceSentence(f"{number}.{i}", s, e) for i, (s, e) in enumerate(spans, start=1))
    if like is None:
        return Evidence(number, article, ordered, sentences)
    return Evidence(number, article, ordered, sentences, like.score, like.why, like.also_in)


def _rank(library: Library, query: Query) -> list[_Found]:
    """Passages by words and by meaning, fused; only those that hold the phrases and no excluded word.

    Raises LibraryMissingError for a library without articles: nothing was searched, so nothing can be said.
    """
    library.warm()
    # As written: the word index has a stemmer of its own (Porter's), which a stem of ours might not meet.
    written = list(dict.fromkeys(tokens(query.text)))
    words = [word for word in written if word not in STOPWORDS] or written
    by_words = [row for row, _ in library.search_words([*words, *query.phrases], query, CANDIDATES)]
    vector = library.embedder.embed([query.text])[0]
    by_meaning = [row for row, _ in library.search_vectors(vector, query, CANDIDATES)]
    rankings = [by_words, by_meaning]
    if query.phrases:
        rankings.append([row for row, _ in library.search_words(query.phrases, query, 4 * CANDIDATES)])
    fused = reciprocal_rank_fusion(rankings)
    if not fused and not library.coverage().articles:
        raise LibraryMissingError(f"the library at {library.path} holds no articles", "add some: qa add PATH")
    passages = library.passages([row for row, _ in fused])
    named = dict.fromkeys(by_words, "words")
    for row in by_meaning:
        named[row] = "words and meaning" if row in named else "meaning"
    found = [
        _Found(row, *passages[row], score, named.get(row, "phrase"))
        for row, score in fused
        if row in passages
    ]
    return [item for item in found if _allowed(item, query)]


def _allowed(item: _Found, query: Query) -> bool:
    """Whether the passage has every exact phrase and its article none of the excluded words."""
    if query.phrases:
        text = normalise(item.passage.text(item.article)).lower()
        if not all(normalise(phrase).lower() in text for phrase in query.phrases):
            return False
    if query.excluded:
        present = set(tokens(item.article.title)) | set(tokens(item.article.text))
        return present.isdisjoint(query.excluded)
    return True


def _stories(library: Library, found: Sequence[_Found]) -> dict[str, list[_Found]]:
    """Passages by story, best story first. A story is one article: the lead of its near-copies if that was
    found, else the copy that was found first; the other copies only appear as "also in".
    """
    by_lead: dict[str, dict[str, list[_Found]]] = {}
    leads = library.leads_of([item.article.id for item in found])
    for item in found:
        members = by_lead.setdefault(leads[item.article.id], {})
        members.setdefault(item.article.id, []).append(item)
    stories = {}
    for lead, members in by_lead.items():
        shown = lead if lead in members else next(iter(members))
        stories[shown] = members[shown][:PASSAGES_PER_STORY]
    return stories


def _evidence(library: Library, number: int, found: Sequence[_Found], copies: tuple[Copy, ...]) -> Evidence:
    """The evidence of one story, with the neighbour that its first words lean on."""
    article, best = found[0].article, found[0]
    passages = {item.passage for item in found}
    rows = library.passages_of(article.id) if any(_leans_back(p, article) for p in passages) else []
    for (_, before), (_, passage) in pairwise(rows):
        if passage in passages and _leans_back(passage, article):
            passages.add(before)
    like = Evidence(number, article, (), (), best.score, best.why, copies)
    return evidence_of(number, article, list(passages), like)


def _leans_back(passage: Passage, article: Article) -> bool:
    return bool(_LEANS_BACK.match(passage.text(article).lstrip("\"'“‘ \n")))


def _sentences_in(article: Article, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """Sentence spans inside the passages, in order; a sentence longer than a passage is cut at its edges."""
    spans = sentence_spans(article.text, article.language)
    inside = []
    for passage in passages:
        for start, end in spans:
            left, right = max(start, passage.start), min(end, passage.end)
            if left < right and article.text[left:right].strip():
                inside.append((left, right))
    return inside


def _best_sentences(
    library: Library, question: str, found: Sequence[_Found], spans: Sequence[Sequence[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """For each passage the sentence nearest to the question: shared words, then meaning."""
    texts = [f.article.text[s:e] for f, row in zip(found, spans, strict=True) for s, e in row]
    if not texts:
        return [(f.passage.start, f.passage.end) for f in found]
    vectors = library.embedder.embed([question, *texts])
    near = iter((vectors[1:] @ vectors[0]).tolist())
    wanted = set(content_words(question))
    best = []
    for item, row in zip(found, spans, strict=True):
        scored = []
        for start, end in row:
            shared = len(wanted & set(content_words(item.article.text[start:end]))) / (len(wanted) or 1)
            scored.append((shared + next(near), start, end))
        _, start, end = max(scored, default=(0.0, item.passage.start, item.passage.end))
        best.append((start, end))
    return best
