"""Which passages may answer, best first: words and meaning of the passage, and words of its whole article.

A passage is short: what an article says of a question is spread over it, and its words as a whole tell an
article on the matter from one that touches it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.errors import LibraryMissingError
from qa.library.library import Library
from qa.models.embedder import ComparesLanguages, of_question
from qa.search.fuse import ACROSS, WITHIN, fused
from qa.text import STOPWORDS, tokens
from qa.text.tongue import OTHERS, is_english
from qa.text.unspaced import spaced
from qa.types import Passage, Query

CANDIDATES = 100
"""Passages taken from each ranking, by words and by meaning. With 50 and 200 TIME differs by .003."""


COMPARED_AGAIN = 30
"""Of the best passages, how many are compared anew where another language is in play. Questions of XQuAD in
eight languages over 5,233 English passages, with the vectors in use before: with 15 the right one is first
for .01 fewer. Each costs some 15 ms of a core."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that was found, with its score and how it was found."""

    rowid: int
    passage: Passage
    score: float
    """About 0..1; over 1 where words are found more than once."""
    why: str


def rank(library: Library, query: Query) -> list[Ranked]:
    """The passages that meet the filters of a query, best first; empty when nothing is like it.

    Raises LibraryMissingError for a library without articles: nothing was searched, so nothing can be said.
    """
    library.warm(query.text)
    terms = [*wanted_words(query.text), *query.phrases]
    by_words = dict(library.search_words(terms, query, CANDIDATES))
    if query.phrases:
        by_words = dict(library.search_words(query.phrases, query, 4 * CANDIDATES)) | by_words
    vector = of_question(library.embedder, query.text)
    by_meaning = dict(library.search_vectors(vector, query, CANDIDATES))
    if not by_words and not by_meaning:
        refuse_empty(library)
        return []
    passages = library.places(list(dict.fromkeys([*by_words, *by_meaning])))
    nearness = by_meaning | library.cosines([row for row in passages if row not in by_meaning], vector)
    whole = library.score_articles(terms, {passage.article_id for passage in passages.values()})
    full = library.full_score(terms)
    in_words = {row: score / full for row, score in by_words.items()}
    in_article = {row: whole.get(passage.article_id, 0.0) for row, passage in passages.items()}
    told = _told_by_words(library, query, passages)
    scores = fused(list(passages), in_words, nearness, in_article, told)
    best = sorted(scores, key=lambda row: -scores[row])[:COMPARED_AGAIN]
    if isinstance(library.embedder, ComparesLanguages) and not told.keys().isdisjoint(best):
        nearness = _compared_again(library, library.embedder, query, best)
        scores = fused(list(passages), in_words, nearness, in_article, told)
    found = [Ranked(row, at, scores[row], _why(row, by_words, by_meaning)) for row, at in passages.items()]
    return sorted(found, key=lambda item: (-item.score, item.rowid))


def _told_by_words(library: Library, query: Query, passages: Mapping[int, Passage]) -> dict[int, float]:
    """The passages of which words tell less, because they or the question are not English; and how much."""
    foreign = library.foreign({passage.article_id for passage in passages.values()})
    abroad = {row for row, passage in passages.items() if passage.article_id in foreign}
    if is_english(query.text):
        return dict.fromkeys(abroad, ACROSS)
    return {row: WITHIN if row in abroad else ACROSS for row in passages}


def _compared_again(
    library: Library, embedder: ComparesLanguages, query: Query, best: Sequence[int]
) -> dict[int, float]:
    """How near these passages are to a question in a space for all languages; others have nothing there."""
    there = library.passages(best)
    found = embedder.nearness(query.text, [passage.text(article) for article, passage in there.values()])
    low = min(found)
    return {row: cosine - low for row, cosine in zip(there, found, strict=True)}


def wanted_words(text: str) -> list[str]:
    """The words to look for, as written: the index has a stemmer of its own, which a stem might not meet.

    What has no spaces is looked for by its pairs of signs.
    """
    written = list(dict.fromkeys(tokens(spaced(text))))
    # A German "war" is no war: in other languages their function words go too.
    empty = STOPWORDS if is_english(text) else STOPWORDS | OTHERS
    return [word for word in written if word not in empty] or written


def _why(row: int, words: Mapping[int, float], meaning: Mapping[int, float]) -> str:
    if row in words:
        return "words and meaning" if row in meaning else "words"
    return "meaning"


def refuse_empty(library: Library) -> None:
    """Raises LibraryMissingError for a library without articles."""
    if not library.coverage().articles:
        raise LibraryMissingError(f"the library at {library.path} holds no articles", "add some: qa add PATH")
