"""Ranking by words in SQLite and in PostgreSQL, on the TIME collection: the same, and what does it take?

    python bench/catalogs.py

Both engines hold the same passages (vectors of chance: no model is in the figures). For each query the best
hundred passages of both are compared; beside them stands PostgreSQL's own ranking, `ts_rank_cd`. Milliseconds
are of CPU, of this process and of the server's (Linux). Starts a PostgreSQL of its own; needs ../shared/data.
Then pgvector: how many of the nearest 50 of 20,000 vectors its graph finds, also where half of them count.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [
    str(ROOT),
    str(ROOT / "bench"),
    str(ROOT / "tests" / "fakes"),
    str(ROOT / "tests" / "library"),
]

import numpy as np  # noqa: E402
import postgres_server  # noqa: E402
from library_world import HashEmbedder  # noqa: E402
from retrieval import DATA, MEASURES, Asked, time_collection  # noqa: E402

from qa.library.library import Library  # noqa: E402
from qa.library.store.engines.session import Session  # noqa: E402
from qa.library.store.engines.stems import Stemmer  # noqa: E402
from qa.library.vectors.pgvector import PgvectorIndex, usable  # noqa: E402
from qa.search.rank import wanted_words  # noqa: E402

T = TypeVar("T")
OWN = """SELECT passage_id FROM words WHERE terms @@ CAST(? AS tsquery)
         ORDER BY ts_rank_cd(terms, CAST(? AS tsquery), 1) DESC, passage_id LIMIT 100"""


def cpu(server: postgres_server.PostgresServer) -> float:
    """Seconds of CPU of this process and of those of the server that live."""
    used = process_time()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if server.process.pid in (int(fields[1]), int(stat.parent.name)):
            used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def timed(server: postgres_server.PostgresServer, times: list[float], work: Callable[[], T]) -> T:
    """Done ten times, since the server's clock counts in hundredths of a second."""
    began = cpu(server)
    for _ in range(9):
        work()
    found = work()
    times.append((cpu(server) - began) * 100)
    return found


def main() -> None:
    if reason := postgres_server.missing():
        print(f"skipped: {reason}")
        return
    if not DATA.exists():
        print(f"skipped: no public sets at {DATA.name}")
        return
    articles, asked = time_collection()
    server = postgres_server.PostgresServer()
    server.start()
    folder = Path(tempfile.mkdtemp(prefix="qa-bench-"))
    try:
        url = server.database("time")
        with (
            Library.open(folder / "file", HashEmbedder(), create=True) as file,
            Library.open(folder / "host", HashEmbedder(), create=True, catalog_url=url) as shared,
        ):
            for name, library in (("SQLite", file), ("PostgreSQL", shared)):
                began = cpu(server)
                library.add_articles(articles)
                print(f"{name}: {len(articles)} articles in {cpu(server) - began:.1f} s of CPU")
            compare(file, shared, asked, server)
        nearest(server)
    finally:
        server.end()


def compare(
    file: Library, shared: Library, asked: list[Asked], server: postgres_server.PostgresServer
) -> None:
    known = {a.id: a.origin for a in file.articles()}
    runs: dict[str, list[list[str]]] = {"SQLite": [], "PostgreSQL": [], "ts_rank_cd": []}
    times: dict[str, list[float]] = {name: [] for name in runs}
    apart, other, stemmer = 0.0, 0, Stemmer()
    for query in asked:
        words = wanted_words(query.text)
        found = {}
        for name, library in (("SQLite", file), ("PostgreSQL", shared)):
            found[name] = timed(server, times[name], partial(library.search_words, words, None, 100))
        one, two = (dict(rows) for rows in found.values())
        apart = max([apart, *(abs(one[key] - two[key]) for key in one.keys() & two.keys())])
        other += list(one)[:10] != list(two)[:10]
        stems = {stem for some in stemmer.phrases(words).values() for stem in some}
        terms = " | ".join("'" + s.replace("'", "''") + "'" for s in sorted(stems))
        found_own = timed(
            server, times["ts_rank_cd"], partial(shared.catalog.db.execute, OWN, [terms, terms])
        )
        own = [row[0] for row in found_own]
        ranked = {name: [key for key, _ in rows] for name, rows in found.items()} | {"ts_rank_cd": own}
        for name, keys in ranked.items():
            places = (file if name == "SQLite" else shared).places(keys)
            runs[name].append(list(dict.fromkeys(known[places[key].article_id] for key in keys)))
    print(f"scores differ by up to {apart:.2g}; ten best passages differ: {other} of {len(asked)} queries")
    print(f"{'':12}" + "".join(f"{name:>11}" for name in MEASURES) + f"{'ms, mean':>12}")
    for name, ranked_all in runs.items():
        values = [
            statistics.mean(m(r, q.right) for r, q in zip(ranked_all, asked, strict=True))
            for m in MEASURES.values()
        ]
        shown = "".join(f"{value:11.3f}" for value in values)
        print(f"{name:12}{shown}{statistics.mean(times[name]):12.1f}")


def nearest(server: postgres_server.PostgresServer, count: int = 20_000, k: int = 50) -> None:
    """pgvector beside comparing all: unit vectors of 384 numbers in clusters, as those of news are."""
    session = Session(server.database("vectors"))
    if not usable(session):
        print("pgvector: skipped, the server has none")
        return
    chance = np.random.default_rng(7)
    around = chance.normal(size=(count // 20, 384))
    vectors = np.repeat(around, 20, axis=0) + 0.7 * chance.normal(size=(count, 384))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    outlets = [f"outlet {n % 50}" for n in range(count)]
    index, times, began = PgvectorIndex(session), [], cpu(server)
    for start in range(0, count, 1_000):
        rows = range(start, start + 1_000)
        index.upsert(list(rows), vectors[rows], [{"outlet": outlets[n]} for n in rows])
    print(f"pgvector: {count} vectors in {cpu(server) - began:.1f} s of CPU")
    for where in (None, {"outlet": {"$in": [f"outlet {n}" for n in range(25)]}}):
        kept = np.array([where is None or n % 50 < 25 for n in range(count)])
        shares = []
        for n in range(0, count, count // 50):
            asked = vectors[n] + 0.02 * chance.normal(size=384).astype(np.float32)
            asked /= np.linalg.norm(asked)
            exact = set(np.argsort(np.where(kept, -(vectors @ asked), 9.0))[:k].tolist())
            found = timed(server, times, partial(index.query, asked, k, where))
            shares.append(len(exact & {key for key, _ in found}) / k)
        label = "filtered" if where else "all"
        print(f"  {label}: {statistics.mean(shares):.3f} of the nearest {k}, {statistics.mean(times):.1f} ms")
        times.clear()
    index.close()


if __name__ == "__main__":
    main()
