"""Search on public sets and on news: each part alone, and together as the product runs them.

    python bench/retrieval.py [time|scifact|news] [--keep DIR] [--first N]

Prints, over articles (best passage per article): right first, recall@10, nDCG@10 and MAP for BM25 over
passages, BM25 over whole articles, vectors, reciprocal rank fusion, passages fused by score without their
article, and the product. In parts: what the weights were chosen on, and the rest (`half_of`); `news` also has
questions in other words than the articles' (`newsset.written`: the open half, or the locked one with
`--locked`). `--first N` takes N queries and, of SciFact, the abstracts that share most words with one.

Needs ../shared/data; says so and stops without it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import statistics
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import newsset  # noqa: E402

from qa.library.library import Library  # noqa: E402
from qa.models.embedder import make_embedder  # noqa: E402
from qa.search.fuse import ARTICLE, fused  # noqa: E402
from qa.search.rank import CANDIDATES, rank, wanted_words  # noqa: E402
from qa.types import Article, Query  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
RRF_K = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: its words, the origins of the articles that are right, and the column it counts in."""

    text: str
    right: frozenset[str]
    part: str


def half_of(query: str) -> str:
    """ "chosen on" or "rest", by a hash of a query's number."""
    return "rest" if zlib.crc32(f"q{query}".encode()) % 2 == 0 else "chosen on"


def time_collection() -> tuple[list[Article], list[Asked]]:
    """The TIME collection of 1963, its queries and judgments (numbering as its README corrects it)."""
    folder = DATA / "time_collection"
    docs = re.split(r"\*TEXT.*\n", (folder / "TIME.ALL").read_text())[1:]
    parts = re.split(r"\*FIND\s+(\d+)", (folder / "TIME.QUE").read_text().split("*STOP")[0])[1:]
    queries = {n: " ".join(q.split()).lower() for n, q in zip(parts[::2], parts[1::2], strict=True)}
    asked = []
    for line in (folder / "TIME.REL.ALL").read_text().splitlines():
        if numbers := line.split():
            right = frozenset(str(int(d) - (1 if int(d) <= 370 else 3)) for d in numbers[1:])
            asked.append(Asked(queries[numbers[0]], right, half_of(numbers[0])))
    texts = [" ".join(text.split("*STOP")[0].split()).lower() for text in docs]
    return [Article.make(f"document {i}", text, origin=str(i)) for i, text in enumerate(texts)], asked


def scifact() -> tuple[list[Article], list[Asked]]:
    """SciFact in BEIR form: abstracts, claims, relevant abstracts."""
    folder = DATA / "scifact"
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        texts = {row["_id"]: row["text"] for row in map(json.loads, lines)}
    right: dict[str, set[str]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text().splitlines()[1:]:
        query, doc, grade = line.split("\t")
        if int(grade) > 0:
            right.setdefault(query, set()).add(doc)
    asked = [Asked(texts[q], frozenset(docs), half_of(q)) for q, docs in right.items()]
    return [Article.make(r["title"], r["text"], origin=r["_id"]) for r in rows], asked


def news(locked: bool) -> tuple[list[Article], list[Asked]]:
    """Wikinews and VOA articles with questions: people's on sentences, and ours in other words."""
    articles = newsset.articles()
    there = {article.origin for article in articles}
    asked = [
        Asked(q.text, frozenset([q.origin]), "rest" if q.unseen else "chosen on") for q in newsset.questions()
    ]
    part = "locked" if locked else "open"
    asked += [Asked(q.text, frozenset([q.origin]), part) for q in newsset.written(part) if q.origin in there]
    return articles, asked


def nearest_by_words(articles: list[Article], asked: Sequence[Asked], most: int) -> list[Article]:
    """The right articles, and those that share most words with a query."""
    words = {a.origin: frozenset(wanted_words(f"{a.title} {a.text}".lower())) for a in articles}
    kept = {origin for query in asked for origin in query.right}
    for query in asked:
        wanted = set(wanted_words(query.text.lower()))
        kept.update(sorted(words, key=lambda origin: (-len(wanted & words[origin]), origin))[:most])
    return [article for article in articles if article.origin in kept]


def ndcg(ranked: Sequence[str], right: frozenset[str], k: int = 10) -> float:
    """nDCG@k with binary gains (Jarvelin and Kekalainen 2002)."""
    gain = sum(1 / math.log2(i + 2) for i, doc in enumerate(ranked[:k]) if doc in right)
    return gain / sum(1 / math.log2(i + 2) for i in range(min(k, len(right))))


def average_precision(ranked: Sequence[str], right: frozenset[str]) -> float:
    """Mean of precision at each relevant document."""
    hits, total = 0, 0.0
    for i, doc in enumerate(ranked, start=1):
        if doc in right:
            hits += 1
            total += hits / i
    return total / len(right)


def rrf(rankings: Sequence[Sequence[int]]) -> list[int]:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (RRF_K + place)
    return sorted(scores, key=lambda key: -scores[key])


def runs_of(library: Library, query: Asked, known: dict[str, str]) -> dict[str, list[str]]:
    """The articles that each way of ranking finds, best first, by name."""
    terms, vector = wanted_words(query.text), library.embedder.embed([query.text])[0]
    words = dict(library.search_words(terms, None, CANDIDATES))
    near = dict(library.search_vectors(vector, None, CANDIDATES))
    places = library.places(list(dict.fromkeys([*words, *near])))

    def articles(rows: Iterable[int]) -> list[str]:
        return list(dict.fromkeys(known[places[row].article_id] for row in rows))

    full = library.full_score(terms)
    share = {row: score / full for row, score in words.items()}
    meaning = near | library.cosines([row for row in places if row not in near], vector)
    passages = fused(list(places), share, meaning, {})
    whole = library.score_articles(terms, known)
    return {
        "BM25, passages": articles(words),
        "BM25, articles": [known[a] for a in sorted(whole, key=lambda a: -whole[a])[:CANDIDATES]],
        "vectors": articles(near),
        "RRF": articles(rrf([list(words), list(near)])),
        f"without the article ({ARTICLE})": articles(sorted(passages, key=lambda row: -passages[row])),
        "product": list(dict.fromkeys(known[r.passage.article_id] for r in rank(library, Query(query.text)))),
    }


MEASURES: dict[str, Callable[[Sequence[str], frozenset[str]], float]] = {
    "first": lambda ranked, right: float(bool(ranked) and ranked[0] in right),
    "recall@10": lambda ranked, right: len(right.intersection(ranked[:10])) / len(right),
    "nDCG@10": ndcg,
    "MAP": average_precision,
}


def report(asked: Sequence[Asked], runs: dict[str, list[list[str]]]) -> None:
    """A table of the measures, for each part of the queries."""
    for part in dict.fromkeys(query.part for query in asked):
        rows = [i for i, query in enumerate(asked) if query.part == part]
        print(f"\n{part}: {len(rows)} queries\n{'':28}" + "".join(f"{name:>11}" for name in MEASURES))
        for name, ranked in runs.items():
            values = [statistics.mean(m(ranked[i], asked[i].right) for i in rows) for m in MEASURES.values()]
            print(f"{name:28}" + "".join(f"{value:11.3f}" for value in values))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="time", choices=["time", "scifact", "news"])
    parser.add_argument("--keep", type=Path, help="keep the library here, so that the next run is quick")
    parser.add_argument("--first", type=int, help="take so many queries")
    parser.add_argument("--locked", action="store_true", help="ask the locked half of the written questions")
    options = parser.parse_args()
    if not DATA.exists():
        print(f"skipped: no public sets at {DATA.name}")
        return
    sets = {"time": time_collection, "scifact": scifact, "news": lambda: news(options.locked)}
    articles, asked = sets[options.set]()
    if options.first:
        asked = sorted(asked, key=lambda q: zlib.crc32(q.text.encode()))[: options.first]
        articles = nearest_by_words(articles, asked, 12) if options.set == "scifact" else articles
    with Library.open(
        options.keep or Path(tempfile.mkdtemp(prefix="qa-bench-")), make_embedder(), create=True
    ) as at:
        if not at.articles():
            started = perf_counter()
            at.add_articles(articles)
            print(f"added {len(articles)} articles in {perf_counter() - started:.1f} s")
        known = {a.id: a.origin for a in at.articles()}
        runs: dict[str, list[list[str]]] = {}
        for query in asked:
            for name, ranked in runs_of(at, query, known).items():
                runs.setdefault(name, []).append(ranked)
        report(asked, runs)


if __name__ == "__main__":
    main()
