"""Ranking by words in SQLite and in PostgreSQL, on the TIME collection: the same, and what does it take?

    python bench/catalogs.py

Both engines hold the same passages (vectors of chance: no model is in the figures). For each query the best
hundred passages of both are compared; beside them stands PostgreSQL's own ranking, `ts_rank_cd`. Milliseconds
by the clock, PostgreSQL's work being another process's. Starts a PostgreSQL of its own; needs ../shared/data.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
sys.path[:0] = [
    str(ROOT),
    str(ROOT / "bench"),
    str(ROOT / "tests" / "fakes"),
    str(ROOT / "tests" / "library"),
]

import postgres_server  # noqa: E402
from library_world import HashEmbedder  # noqa: E402
from retrieval import DATA, MEASURES, time_collection  # noqa: E402

from qa.library.library import Library  # noqa: E402
from qa.library.store.engines.stems import Stemmer  # noqa: E402
from qa.search.rank import wanted_words  # noqa: E402

OWN = """SELECT passage_id FROM words WHERE terms @@ CAST(? AS tsquery)
         ORDER BY ts_rank_cd(terms, CAST(? AS tsquery), 1) DESC, passage_id LIMIT 100"""


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
                began, used = perf_counter(), process_time()
                library.add_articles(articles)
                took = (perf_counter() - began, process_time() - used)
                print(f"{name}: {len(articles)} articles in {took[0]:.1f} s ({took[1]:.1f} s of CPU here)")
            compare(file, shared, asked)
    finally:
        server.end()


def compare(file: Library, shared: Library, asked: list) -> None:  # type: ignore[type-arg]
    known = {a.id: a.origin for a in file.articles()}
    runs: dict[str, list[list[str]]] = {"SQLite": [], "PostgreSQL": [], "ts_rank_cd": []}
    times: dict[str, list[float]] = {name: [] for name in runs}
    apart, other, stemmer = 0.0, 0, Stemmer()
    for query in asked:
        words = wanted_words(query.text)
        found = {}
        for name, library in (("SQLite", file), ("PostgreSQL", shared)):
            began = perf_counter()
            found[name] = library.search_words(words, None, 100)
            times[name].append((perf_counter() - began) * 1000)
        one, two = (dict(rows) for rows in found.values())
        apart = max([apart, *(abs(one[key] - two[key]) for key in one.keys() & two.keys())])
        other += list(one)[:10] != list(two)[:10]
        stems = {stem for some in stemmer.phrases(words).values() for stem in some}
        terms = " | ".join("'" + s.replace("'", "''") + "'" for s in sorted(stems))
        began = perf_counter()
        own = [row[0] for row in shared.catalog.db.execute(OWN, [terms, terms])]
        times["ts_rank_cd"].append((perf_counter() - began) * 1000)
        ranked = {name: [key for key, _ in rows] for name, rows in found.items()} | {"ts_rank_cd": own}
        for name, keys in ranked.items():
            places = (file if name == "SQLite" else shared).places(keys)
            runs[name].append(list(dict.fromkeys(known[places[key].article_id] for key in keys)))
    print(f"scores differ by up to {apart:.2g}; ten best passages differ: {other} of {len(asked)} queries")
    print(f"{'':12}" + "".join(f"{name:>11}" for name in MEASURES) + f"{'ms, median':>12}")
    for name, ranked_all in runs.items():
        values = [
            statistics.mean(m(r, q.right) for r, q in zip(ranked_all, asked, strict=True))
            for m in MEASURES.values()
        ]
        shown = "".join(f"{value:11.3f}" for value in values)
        print(f"{name:12}{shown}{statistics.median(times[name]):12.1f}")


if __name__ == "__main__":
    main()
