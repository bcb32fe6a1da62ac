"""Search by words: BM25 over titles and passages, whatever engine keeps the index."""

from __future__ import annotations

from collections.abc import Sequence

from qa.library.store.catalog import Catalog
from qa.library.store.engines.bm25 import rarity
from qa.library.store.filters import sql_condition
from qa.types import Query

ALL_WORDS_UP_TO = 20_000
"""Passages up to which every word of a question is ranked by."""
COMMON = 0.05
"""Share of the passages from which a word is common."""
ENOUGH = 2
"""Rare words beside which common ones are left out."""


def telling(catalog: Catalog, terms: Sequence[str]) -> list[str]:
    """The terms that are worth ranking by: without common words where enough rare ones are there.

    Every passage that holds any of the words is scored, .1 s for 28,000 of them in FTS5. A word of more than
    COMMON of the passages of a large library changes little beside two rare ones.
    """
    total = catalog.count_passages()
    if total <= ALL_WORDS_UP_TO:
        return list(terms)
    counts = catalog.words.counted(catalog.db, terms)
    rare = [term for term in terms if 0 < counts.get(term, 0) <= COMMON * total]
    return rare if len(rare) >= ENOUGH else list(terms)


def search(catalog: Catalog, terms: Sequence[str], query: Query | None, k: int) -> list[tuple[int, float]]:
    """At most `k` passages as (id, score), best first; a higher score is better, by BM25."""
    if k < 1:
        return []
    condition, values = sql_condition(query)
    found = catalog.words.ranked(catalog.db, telling(catalog, terms), condition, values, k)
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def full_score(catalog: Catalog, terms: Sequence[str]) -> float:
    """The sum of the terms' inverse document frequencies, as FTS5 counts them; above 0.

    That is the BM25 of a passage of average length with each term once. Terms that are nowhere count nothing.
    """
    total = catalog.count_passages()
    counts = catalog.words.counted(catalog.db, terms).values()
    return 1e-6 + sum(rarity(total, holding) for holding in counts if holding)


def search_articles(catalog: Catalog, terms: Sequence[str], article_ids: Sequence[str]) -> dict[str, float]:
    """BM25 of these articles as wholes, by id; those that hold none of the terms are left out."""
    if not article_ids:
        return {}
    return catalog.words.ranked_articles(catalog.db, telling(catalog, terms), article_ids)
