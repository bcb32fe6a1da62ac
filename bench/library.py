"""The choice behind EXACT_UP_TO: the exact scan against Chroma's index, at 1k, 10k and 50k passages.

    python bench/library.py

Figures of a busy machine mean little: look at `load` in the output.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

NEWS = ROOT.parent / "shared" / "data" / "news" / "articles.jsonl.gz"


class Synthetic:
    """Unit vectors around 200 centres, as passages of related stories lie: the text is only a seed."""

    name = "synthetic"
    dimension = 384
    max_tokens = 256
    revision = 0

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed(self, texts: Sequence[str]) -> Any:
        import numpy as np

        rows = []
        for text in texts:
            seed = sum(text.encode()) + 31 * len(text) + hash(text) % 10_007
            centre = np.random.default_rng(seed % 200).standard_normal(self.dimension)
            rows.append(centre + np.random.default_rng(seed).standard_normal(self.dimension))
        vectors = np.asarray(rows, np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def articles(passages: int) -> list[Any]:
    """Invented articles of 20 passages, of ten outlets over 500 days."""
    from qa.types import Article

    made = []
    for number in range(passages // 20):
        lines = [f"Item {number} of {i}: " + f"word{number * 20 + i} " * 150 + "." for i in range(20)]
        day = date(2024, 1, 1) + timedelta(days=number % 500)
        made.append(
            Article.make(f"Article {number}", "\n\n".join(lines), f"Outlet {number % 10}", published=day)
        )
    return made


def p50(call: Callable[[], object], times: int = 30) -> float:
    """Median milliseconds; the first, cold call is not counted."""
    call()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def search() -> None:
    """A library of each size, and both searches in it."""
    from qa.library.library import Library

    for size in (1_000, 10_000, 50_000):
        with (
            tempfile.TemporaryDirectory() as folder,
            Library.open(Path(folder), Synthetic(), create=True) as library,
        ):
            started = time.perf_counter()
            library.add_articles(articles(size))
            added = time.perf_counter() - started
            load = os.getloadavg()[0]
            print(f"\n{library.stats().passages} passages, added in {added:.1f} s; load {load:.1f}")
            compare(library)


def compare(library: Any) -> None:
    """Exact scan against Chroma, of all passages, of a tenth, of nearly all."""
    from qa.library.store.filters import chroma_condition
    from qa.types import Query

    vector = library.embedder.embed(["a question"])[0]

    def indexed(query: Query | None) -> list[tuple[int, float]]:
        with library.index.reading():
            where = chroma_condition(query) if query else None
            found: list[tuple[int, float]] = library.index.query(vector, 50, where)
            return found

    def exact(query: Query | None) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = library._matrix.nearest(vector, query, 50)
        return found

    narrow = Query("x", outlets=("Outlet 3",))
    wide = Query("x", since=date(2024, 2, 1))
    for name, query in (("all", None), ("10 %", narrow), ("94 %", wide)):
        same = {key for key, _ in exact(query)} & {key for key, _ in indexed(query)}
        scan, index = p50(partial(exact, query)), p50(partial(indexed, query))
        count = p50(partial(library.catalog.count_passages, query))
        print(
            f"  {name:>5}: exact {scan:6.1f} ms, Chroma {index:6.1f} ms (finds {len(same)} of the 50),"
            f" counting {count:.1f} ms"
        )


if __name__ == "__main__":
    search()
