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


WITHIN, ACROSS = 0.5, 0.25
"""What words count where question and passage are in one language that is not English, and where they are
in two; meaning has the rest. On 80 open questions of XQuAD a pair the right paragraph of 120 came first, with
words at .25, .5, 1: German, Spanish, Russian, Chinese within .95, .96, .95; asked in them over English .89,
.87, .82; asked in English over them .88, .87, .74."""


def fused(
    ids: Sequence[int],
    words: Mapping[int, float],
    meaning: Mapping[int, float],
    article: Mapping[int, float],
    told: Mapping[int, float] | None = None,
) -> dict[int, float]:
    """One score for each id: the weighted sum of the three. What a ranking does not have counts 0 there.

    `told`: the share of their weight that words have, for passages of which they tell less (default 1).
    """
    near, whole = _spread(ids, meaning), _spread(ids, article)
    scores = {}
    for row in ids:
        share = (told or {}).get(row, 1.0)
        by_words = WORDS * words.get(row, 0.0) + ARTICLE * whole[row]
        scores[row] = share * by_words + (1 - share * (WORDS + ARTICLE)) * near[row]
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
