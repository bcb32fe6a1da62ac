"""Retrieval on public sets: words, meaning and both fused, as the product runs them.

    python bench/retrieval.py [time|scifact] [--keep DIR]

Prints nDCG@10, MAP and recall@10 over documents (best passage per document) for BM25 alone, vectors
alone, and reciprocal rank fusion with several k. Needs ../shared/data; says so and stops without it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.search.fuse import reciprocal_rank_fusion
from qa.text import STOPWORDS, tokens
from qa.types import Article, Query

DATA = Path(__file__).parents[2] / "shared" / "data"
DEPTH = 100


def time_collection() -> tuple[dict[str, str], dict[str, str], dict[str, set[str]]]:
    """Documents, queries and judgments of the TIME collection (numbering as its README corrects it)."""
    folder = DATA / "time_collection"
    docs = re.split(r"\*TEXT.*\n", (folder / "TIME.ALL").read_text())[1:]
    parts = re.split(r"\*FIND\s+(\d+)", (folder / "TIME.QUE").read_text().split("*STOP")[0])[1:]
    queries = {n: " ".join(q.split()) for n, q in zip(parts[::2], parts[1::2], strict=True)}
    judged = {}
    for line in (folder / "TIME.REL.ALL").read_text().splitlines():
        if numbers := line.split():
            judged[numbers[0]] = {str(int(d) - (1 if int(d) <= 370 else 3)) for d in numbers[1:]}
    texts = {str(i): " ".join(text.split("*STOP")[0].split()).lower() for i, text in enumerate(docs)}
    return texts, {k: v.lower() for k, v in queries.items()}, judged


def scifact() -> tuple[dict[str, str], dict[str, str], dict[str, set[str]]]:
    """SciFact in BEIR form: abstracts, claims, relevant abstracts."""
    folder = DATA / "scifact"
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        docs = {row["_id"]: f"{row['title']}\n\n{row['text']}" for row in map(json.loads, lines)}
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        queries = {row["_id"]: row["text"] for row in map(json.loads, lines)}
    judged: dict[str, set[str]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text().splitlines()[1:]:
        query, doc, grade = line.split("\t")
        if int(grade) > 0:
            judged.setdefault(query, set()).add(doc)
    return docs, queries, judged


def ndcg(ranked: Sequence[str], relevant: set[str], k: int = 10) -> float:
    """nDCG@k with binary gains (Jarvelin and Kekalainen 2002)."""
    gain = sum(1 / math.log2(i + 2) for i, doc in enumerate(ranked[:k]) if doc in relevant)
    return gain / sum(1 / math.log2(i + 2) for i in range(min(k, len(relevant))))


def average_precision(ranked: Sequence[str], relevant: set[str]) -> float:
    """Mean of precision at each relevant document."""
    hits, total = 0, 0.0
    for i, doc in enumerate(ranked, start=1):
        if doc in relevant:
            hits += 1
            total += hits / i
    return total / len(relevant)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="time", choices=["time", "scifact"])
    parser.add_argument("--keep", type=Path, help="keep the library here, so that the next run is quick")
    options = parser.parse_args()
    if not DATA.exists():
        print(f"skipped: no public sets at {DATA.name}")
        return
    docs, queries, judged = time_collection() if options.set == "time" else scifact()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="qa-bench-"))
    library = Library.open(folder, make_embedder("minilm"), create=True)
    if not library.articles():
        started = perf_counter()
        library.add_articles([Article.make(f"document {i}", text, origin=i) for i, text in docs.items()])
        print(f"added {len(docs)} documents in {perf_counter() - started:.1f} s")
    known = {a.id: a.origin for a in library.articles()}

    def documents(rows: Sequence[tuple[int, float]]) -> list[str]:
        found = library.passages([row for row, _ in rows])
        return list(dict.fromkeys(known[found[row][0].id] for row, _ in rows if row in found))

    runs: dict[str, list[list[str]]] = {}
    asked = [q for q in queries if judged.get(q)]
    for query in asked:
        text = queries[query]
        words = library.search_words(
            [w for w in dict.fromkeys(tokens(text)) if w not in STOPWORDS], Query(text), DEPTH
        )
        near = library.search_vectors(library.embedder.embed([text])[0], Query(text), DEPTH)
        runs.setdefault("BM25", []).append(documents(words))
        runs.setdefault("vectors", []).append(documents(near))
        for k in (5, 10, 20, 60):
            fused = reciprocal_rank_fusion([[r for r, _ in words], [r for r, _ in near]], k)
            runs.setdefault(f"RRF k={k}", []).append(documents(fused))
    measures: dict[str, Callable[[list[str], set[str]], float]] = {
        "nDCG@10": ndcg,
        "MAP": average_precision,
        "recall@10": lambda ranked, relevant: len(set(ranked[:10]) & relevant) / len(relevant),
    }
    print(f"{'':12}" + "".join(f"{name:>11}" for name in measures))
    for name, ranked in runs.items():
        row = [
            statistics.mean(m(r, judged[q]) for r, q in zip(ranked, asked, strict=True))
            for m in measures.values()
        ]
        print(f"{name:12}" + "".join(f"{value:11.3f}" for value in row))
    library.close()


if __name__ == "__main__":
    main()
