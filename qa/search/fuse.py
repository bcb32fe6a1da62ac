"""Ranked lists become one: reciprocal rank fusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

RRF_K = 10
"""k of reciprocal rank fusion. On the TIME collection RRF(k=10) of BM25 and MiniLM gives nDCG@10 .747
against .684 and .691 alone, and a weighted sum .735; `bench/retrieval.py` prints it again."""


def reciprocal_rank_fusion(rankings: Sequence[Sequence[Key]], k: int = RRF_K) -> list[tuple[Key, float]]:
    """Keys of all rankings, best first, scored by the sum of 1/(k + rank), rank from 1.

    Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet", SIGIR 2009.
    Ties keep the order in which the rankings name the keys, so that the result is the same every time.
    """
    scores: dict[Key, float] = defaultdict(float)
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] += 1.0 / (k + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
