"""Scores become one score: by words, by meaning, and by the words of the whole article.

The weights were chosen on half of TIME's queries and two thirds of the questions of `bench/newsset.py`; the
figures of the rest are in docs/quality.md. Ranks alone (RRF) forget how clearly the best passage leads: at
rank 1 they lost to BM25 on news, .726 against .895.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WORDS = 0.315
"""Weight of a passage's BM25 divided by what it has when each word of the question stands in it once. So a
question counts on words as far as a passage has them; spread over 0..1 (min-max) instead, long questions in
other words than the article's did .01 worse on TIME."""

MEANING = 0.385
"""Weight of a passage's cosine, spread over 0..1 between the farthest and the nearest candidate."""

ARTICLE = 0.30
"""Weight of the article's BM25, spread in the same way. Without it TIME and news lose .02 of nDCG@10."""


ACROSS = 0.5
"""What words count where question and passage are not both English; meaning has the rest. On 60 open
questions of XQuAD the right paragraph of 120 came first for German, Spanish, Russian questions over English
ones .78, .82, .73 (with the weights above .68, .77, .73), for English ones over German .80 (.57), German over
German .97 (.97)."""


def fused(
    ids: Sequence[int],
    words: Mapping[int, float],
    meaning: Mapping[int, float],
    article: Mapping[int, float],
    across: frozenset[int] = frozenset(),
) -> dict[int, float]:
    """One score for each id: the weighted sum of the three. What a ranking does not have counts 0 there.

    `across`: ids of passages for which words tell less, because another language is in play.
    """
    near, whole = _spread(ids, meaning), _spread(ids, article)
    scores = {}
    for row in ids:
        share = ACROSS if row in across else 1.0
        told = WORDS * words.get(row, 0.0) + ARTICLE * whole[row]
        scores[row] = share * told + (1 - share * (WORDS + ARTICLE)) * near[row]
    return scores


def _spread(ids: Sequence[int], scores: Mapping[int, float]) -> dict[int, float]:
    """Scores of the ids, the lowest at 0 and the highest at 1. What does not differ is as near as anything: a
    library of one article must not seem to know less of it than a larger one.
    """
    values = [scores.get(row, 0.0) for row in ids]
    low, high = min(values), max(values)
    if high == low:
        return dict.fromkeys(ids, float(high > 0))
    return {row: (value - low) / (high - low) for row, value in zip(ids, values, strict=True)}
