"""How fast a library is: adding, adding again, opening, and searching exactly or by Chroma's index.

    python bench/library.py              # everything; the part on real articles needs ../shared/data/scifact
    python bench/library.py search       # exact scan against Chroma at 1k, 10k and 50k passages
    python bench/library.py add          # real abstracts, real model: articles/s, passages/s, query p50
    python bench/library.py process      # open + warm + embed + both searches, as a whole process

Figures of a busy machine mean little: look at `load` in the output.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
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

SCIFACT = ROOT.parent / "shared" / "data" / "scifact"
NEWS = ROOT.parent / "shared" / "data" / "news" / "articles.jsonl.gz"
SEEDS = ROOT.parent / "shared" / "seeds"


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
    """The choice behind EXACT_UP_TO."""
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


def add() -> None:
    """Real abstracts, the real model."""
    if not SCIFACT.is_dir():
        print("add: ../shared/data/scifact is not here, skipped")
        return
    from qa.library.library import Library
    from qa.models.embedder import make_embedder

    limit = int(os.environ.get("BENCH_DOCS", "1000"))
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), limit)
        embedder = make_embedder()
        with Library.open(Path(folder) / "library", embedder, create=True) as library:
            report = library.add(files, loader=_loader)
            stats = library.stats()
            print(
                f"\nadded {stats.articles} articles, {stats.passages} passages in {report.seconds:.1f} s:"
                f" {stats.articles / report.seconds:.0f} articles/s,"
                f" {stats.passages / report.seconds:.0f} passages/s;"
                f" load {os.getloadavg()[0]:.1f}"
            )
            again = library.add(files, loader=_loader)
            print(
                f"unchanged: {again.count('unchanged')} files in {again.seconds:.2f} s,"
                f" {report.seconds / again.seconds:.0f} times faster"
            )
            lines = (SCIFACT / "queries.jsonl").read_text().splitlines()[:60]
            questions = iter([json.loads(line)["text"] for line in lines] * 3)
            vector = embedder.embed(["a question"])[0]
            print(f"embed a question {p50(lambda: embedder.embed([next(questions)])):.1f} ms")
            print(f"search by meaning {p50(lambda: library.search_vectors(vector, None, 50)):.1f} ms")
            by_words = p50(lambda: library.search_words(next(questions).split(), None, 50))
            print(f"search by words {by_words:.1f} ms")


def _files(folder: Path, limit: int) -> list[str]:
    files = []
    with gzip.open(SCIFACT / "corpus.jsonl.gz", "rt") as lines:
        for number, line in zip(range(limit), lines, strict=False):
            (folder / f"{number}.json").write_text(line)
            files.append(str(folder / f"{number}.json"))
    return files


def _loader(source: str) -> Any:
    from qa.articles.load import Loaded
    from qa.types import Article

    record = json.loads(Path(source).read_text())
    return Loaded([Article.make(record["title"], record["text"], origin=source)], [])


PROCESS = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from qa.models.embedder import make_embedder
from qa.library.library import Library
embedder = make_embedder()
with Library.open(Path(sys.argv[1]), embedder) as library:
    library.warm()
    question = "Who chairs NATO's Military Committee?"
    words = library.search_words(question.split(), None, 50)
    vector = embedder.embed([question])[0]
    near = library.search_vectors(vector, None, 50)
    library.passages([key for key, _ in near])
assert words and near
print(f"{time.perf_counter() - started:.2f} chromadb={'chromadb' in sys.modules}")
"""


def process() -> None:
    """A question as a whole process, on the seed articles."""
    if not SEEDS.is_dir():
        print("process: ../shared/seeds is not here, skipped")
        return
    from qa.articles.load import load_articles
    from qa.library.library import Library
    from qa.models.embedder import make_embedder

    with tempfile.TemporaryDirectory() as folder:
        with Library.open(Path(folder), make_embedder(), create=True) as library:
            library.add([str(file) for file in sorted(SEEDS.glob("*.txt"))], loader=load_articles)
        for forced in (False, True):
            program = PROCESS
            if forced:
                program = "import qa.library.library as m\nm.EXACT_UP_TO = 0\n" + PROCESS
            taken = []
            for _ in range(5):
                started = time.perf_counter()
                env = {**os.environ, "PYTHONPATH": str(ROOT)}
                subprocess.run(
                    [sys.executable, "-c", program, folder], check=True, env=env, stdout=subprocess.DEVNULL
                )
                taken.append(time.perf_counter() - started)
            name = "Chroma's index" if forced else "exact scan"
            print(
                f"open + warm + embed + search with {name}, as a process: best {min(taken):.2f} s,"
                f" median {statistics.median(taken):.2f} s; load {os.getloadavg()[0]:.1f}"
            )


if __name__ == "__main__":
    chosen = sys.argv[1:] or ["search", "add", "process"]
    for name in chosen:
        {"search": search, "add": add, "process": process}[name]()
