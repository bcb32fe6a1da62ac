"""BM25 as FTS5 counts it (sqlite.org/fts5.html, "The bm25() function")."""

from __future__ import annotations

import math

K1, B = 1.2, 0.75


def rarity(total: int, holding: int) -> float:
    """The inverse document frequency of a term: never below a trifle."""
    return max(1e-6, math.log((total - holding + 0.5) / (holding + 0.5)))
