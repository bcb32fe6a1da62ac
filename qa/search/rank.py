"""Which passages may answer, best first: words and meaning of the passage, and words of its whole article.

A passage is short: what an article says of a question is spread over it, and its words as a whole tell an
article on the matter from one that touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
"""Of the best passages, how many may be embedded for a question: those in English when it is not, and those
of a library made before second vectors were kept. Each costs some 30 ms of a core."""

STRETCH, SHIFT = 1.4, 0.02
"""What brings a cosine in the space for all languages to the range of MiniLM's: with the mean of both, what
is English keeps its own for a question in English. Of 101 open questions of XQuAD on 120 paragraphs, half in
English and half in another of six languages, the right one is nearest for .899 (stretched by 1.2, 1.3, 1.5,
1.6: .895, .899, .903, .901), with all compared in that space for .861, by places in MiniLM's for .860."""

NEAR = 0.5
"""What share of the best cosine a passage in another language needs, to be read for a question in English. On
the same paragraphs .010 of the right ones have less, and .963 of those of other articles."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that was found, with its score and how it was found."""

    rowid: int
    passage: Passage
    score: float
    """About 0..1; over 1 where words are found more than once."""
    why: str
    far: bool
    """Whether it is in another language than an English question, and others are much nearer to that."""


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
    far: set[int] = set()
    if isinstance(library.embedder, ComparesLanguages) and told:
        far = _far(query, told, nearness)
        if best := sorted(told.keys() - far, key=lambda row: (-scores[row], row)):
            nearness |= _compared_again(library, library.embedder, query, best, nearness)
            scores = fused(list(passages), in_words, nearness, in_article, told)
            far = _far(query, told, nearness)
    found = [
        Ranked(row, at, scores[row], _why(row, by_words, by_meaning), row in far)
        for row, at in passages.items()
    ]
    return sorted(found, key=lambda item: (-item.score, item.rowid))


def _told_by_words(library: Library, query: Query, passages: Mapping[int, Passage]) -> dict[int, float]:
    """The passages of which words tell less, because they or the question are not English; and how much."""
    foreign = library.foreign({passage.article_id for passage in passages.values()})
    abroad = {row for row, passage in passages.items() if passage.article_id in foreign}
    if is_english(query.text):
        return dict.fromkeys(abroad, ACROSS)
    return {row: WITHIN if row in abroad else ACROSS for row in passages}


def _far(query: Query, told: Iterable[int], nearness: Mapping[int, float]) -> set[int]:
    """Those of the passages in other languages that are far from a question in English."""
    if not is_english(query.text):
        return set()
    least = NEAR * max(nearness.values(), default=0.0)
    return {row for row in told if nearness.get(row, 0.0) < least}


def _compared_again(
    library: Library,
    embedder: ComparesLanguages,
    query: Query,
    best: Sequence[int],
    nearness: Mapping[int, float],
) -> dict[int, float]:
    """How near these passages are, best first, to a question where one of the two is not English.

    The mean of the cosine known of each and of one in a space for all languages, stretched to the range of
    the first. What has no vector there is embedded now, as far as it is among the first: passages in English
    for a question that is not, and those of a library made before there were such vectors.
    """
    own = library.own_vectors(best)
    lacking = library.passages([row for row in best[:COMPARED_AGAIN] if row not in own])
    if is_english(query.text):
        lacking = {row: (a, p) for row, (a, p) in lacking.items() if not is_english(p.text(a))}
    asked, made = embedder.in_own_space(query.text, [p.text(a) for a, p in lacking.values()])
    own |= zip(lacking, made, strict=True)
    return {
        row: (nearness.get(row, 0.0) + SHIFT + STRETCH * float(vector @ asked)) / 2
        for row, vector in own.items()
    }


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
