"""The vectors of a library in memory, for comparing all of them with one: kept from question to question.

Reading 5,000 vectors from SQLite takes longer than comparing them. A passage's id is never used again, so
after a write only new rows are read; gone ones are left out.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.library.store.catalog import Catalog
from qa.library.store.records import marks, parts
from qa.types import Query

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.models.embedder import Vectors


_CHUNK = 10_000
"""Passages read at a time by `scan`: 15 MB."""


class Matrix:
    """Ids and unit vectors of all passages, at the catalog's generation. Safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        """Reads nothing yet."""
        self._catalog = catalog
        self._guard = threading.Lock()
        self._generation = -1
        self._ids: NDArray[np.int64] | None = None
        self._vectors: Any = None

    def nearest(self, vector: Vectors, query: Query | None, k: int) -> list[tuple[int, float]]:
        """The exact nearest passages that meet the filters: (id, cosine); equal ones in order of ids."""
        import numpy as np

        ids, vectors = self._current()
        if not len(ids):
            return []
        if query is not None:
            rows = np.searchsorted(ids, np.asarray(self._catalog.ids_of(query), np.int64))
            ids, vectors = ids[rows], vectors[rows]
        if not len(ids) or k < 1:
            return []
        scores = vectors @ np.asarray(vector, np.float32)
        order = np.argsort(-scores, kind="stable")[:k]
        return [(int(ids[i]), float(scores[i])) for i in order]

    def cosines(self, wanted: Sequence[int], vector: Vectors) -> dict[int, float]:
        """The cosine of passages, by id; ids that are gone are left out."""
        import numpy as np

        ids, vectors = self._current()
        if not len(ids):
            return {}
        rows = np.searchsorted(ids, np.asarray(wanted, np.int64))
        there = [
            (key, row) for key, row in zip(wanted, rows, strict=True) if row < len(ids) and ids[row] == key
        ]
        scores = vectors[[row for _, row in there]] @ np.asarray(vector, np.float32)
        return {key: float(score) for (key, _), score in zip(there, scores, strict=True)}

    def _current(self) -> tuple[Any, Any]:
        import numpy as np

        with self._guard:
            generation = self._catalog.generation
            if self._ids is None or generation != self._generation:
                last = int(self._ids[-1]) if self._ids is not None and len(self._ids) else 0
                fresh, blob = self._catalog.vectors_after(last)
                added = np.frombuffer(blob, np.float32).reshape(max(1, len(fresh)), -1)
                if self._ids is None or not len(self._ids):
                    self._ids, self._vectors = np.asarray(fresh, np.int64), added
                else:
                    kept = np.isin(self._ids, np.fromiter(self._catalog.passage_ids(), np.int64))
                    if fresh or not kept.all():
                        self._ids = np.concatenate([self._ids[kept], np.asarray(fresh, np.int64)])
                        parts = [self._vectors[kept], added] if fresh else [self._vectors[kept]]
                        self._vectors = np.concatenate(parts)
                self._generation = generation
            return self._ids, self._vectors


def scan(catalog: Catalog, ids: Sequence[int], vector: Vectors, k: int) -> list[tuple[int, float]]:
    """The nearest of these passages, read from the catalog a chunk at a time: (id, cosine), nearest first."""
    import numpy as np

    scored: list[tuple[int, float]] = []
    for start in range(0, len(ids), _CHUNK):
        found, blob = catalog.vectors_of(ids[start : start + _CHUNK])
        if found:
            rows = np.frombuffer(blob, np.float32).reshape(len(found), -1)
            scored += zip(found, (rows @ np.asarray(vector, np.float32)).tolist(), strict=True)
            scored = sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]
    return scored


def own_vectors(catalog: Catalog, ids: Sequence[int]) -> dict[int, Vectors]:
    """The second vectors of these passages, by id; those that have none are left out."""
    import numpy as np

    wanted = "SELECT passage_id, vector FROM own_vectors WHERE passage_id IN ({})"
    rows = (row for part in parts(ids) for row in catalog.db.execute(wanted.format(marks(part)), part))
    return {row[0]: np.frombuffer(row[1], np.float32) for row in rows}


def sums(catalog: Catalog) -> dict[str, Vectors]:
    """The sum of the passage vectors of each article, by id."""
    import numpy as np

    found: dict[str, Vectors] = {}
    for owner, blob in catalog.db.execute("SELECT article_id, vector FROM passages ORDER BY id"):
        row = np.frombuffer(blob, np.float32)
        found[owner] = found[owner] + row if owner in found else row
    return found
