"""A small world for tests of the library: an embedder without a model, articles, and processes on them.

Run as a program it plays one process: `python library_world.py write|read|die FOLDER …`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from qa.errors import LoadError
from qa.types import Article


@dataclass
class HashEmbedder:
    """Counts words into 32 numbers: texts that share words are near, the same text gives the same vector."""

    name: str = "hash"
    dimension: int = 32
    max_tokens: int = 256
    revision: int = 0
    calls: list[int] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> Any:
        self.calls.append(len(texts))
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().split() or ["nothing"]:
                digest = hashlib.sha256(word.strip(".,!?").encode("utf-8", "replace")).digest()
                row[digest[0] % self.dimension] += 1.0 if digest[1] % 2 else -1.0
            row[0] += 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


@dataclass(frozen=True)
class Loaded:
    """What a loader returns."""

    articles: list[Article]
    problems: list[tuple[str, str]]
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


PLACES = ("Port Varn", "Lakeholm", "Osterby", "Mirefall", "Tarn Hollow", "Quillport", "Dunmoor", "Eastmark")


def story(number: int, *, words: int = 120, **facts: Any) -> Article:
    """An invented article unlike the others; `facts` are fields of Article."""
    place = PLACES[number % len(PLACES)]
    sentences = []
    for i in range(max(1, words // 12)):
        terms = " ".join(f"w{(number * 7919 + i * 104729 + j * 1299709) % 100_003}" for j in range(8))
        sentences.append(f"The council of {place} noted {terms}.")
    text = "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
    outlet = facts.pop("outlet", "The Varn Courier")
    facts.setdefault("origin", f"story-{number}.txt")
    return Article.make(facts.pop("title", f"Story {number} from {place}"), text, outlet, **facts)


def read_json(source: str) -> Loaded:
    """A loader of files that hold a list of {title, text, outlet, url, published}."""
    try:
        records = json.loads(Path(source).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LoadError(f"{source} cannot be read") from error
    articles, problems = [], []
    for number, record in enumerate(records, start=1):
        origin = source if len(records) == 1 else f"{source}#{number}"
        if not record.get("text"):
            problems.append((origin, "no text"))
            continue
        day = record.get("published")
        facts = {"url": record.get("url"), "published": date.fromisoformat(day) if day else None}
        made = Article.make(record["title"], record["text"], record.get("outlet"), origin=origin, **facts)
        articles.append(made)
    return Loaded(articles, problems)


def write_json(file: Path, *articles: Article) -> str:
    """Articles as such a file; its path."""
    records = [
        {
            "title": a.title,
            "text": a.text,
            "outlet": a.outlet,
            "url": a.url,
            "published": a.published.isoformat() if a.published else None,
        }
        for a in articles
    ]
    file.write_text(json.dumps(records), "utf-8")
    return str(file)


def play(role: str, folder: str, *rest: str) -> None:
    """One process of a test with several."""
    from qa.library import library as module
    from qa.library.library import Library
    from qa.library.locks import Patience
    from qa.library.vectors.server import Server

    module.EXACT_UP_TO = 0  # Chroma has to answer, whatever the size
    embedder = HashEmbedder()
    url, catalog = os.environ.get("CHROMA_OF_TEST"), os.environ.get("CATALOG_OF_TEST")
    server = Server(url) if url else None
    with Library.open(Path(folder), embedder, server=server, catalog_url=catalog) as library:
        if role == "write":
            library.patience = Patience(60)
            for start in range(int(rest[0]), int(rest[1]), 5):
                library.add_articles([story(i) for i in range(start, start + 5)])
                time.sleep(0.02)
        elif role == "read":
            total, asked = int(rest[0]), 0
            until = time.monotonic() + 60
            seen: set[str] = set()
            while len(seen) < total and time.monotonic() < until:
                title = f"Story {asked % total} from {PLACES[asked % len(PLACES)]}"
                found = library.search_vectors(embedder.embed([title])[0], None, 10_000)
                asked += 1
                seen = {a.id for a, _ in library.passages([key for key, _ in found]).values()}
            sys.stdout.write(json.dumps({"asked": asked, "seen": len(seen)}))
        elif role == "die":
            die(library, rest[0], [story(i) for i in range(int(rest[1]), int(rest[2]))])
        elif role == "hold":
            from qa.library.locks import only_writer

            with only_writer(Path(folder)):
                sys.stdout.write(f"{os.getpid()}\n")
                sys.stdout.flush()
                sys.stdin.readline()


def die(library: Any, moment: str, articles: list[Article]) -> None:
    """Be killed in the middle of adding: while rows are written, or before, in, or after Chroma's write."""

    def kill(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), 9)

    index, catalog = library.index, library.catalog
    if moment == "rows":
        insert, count = catalog.insert_passages, iter(range(3))
        catalog.insert_passages = lambda *a, **k: insert(*a, **k) if next(count, None) is not None else kill()
    elif moment == "before chroma":
        index.upsert = kill
    elif moment == "in chroma":
        upsert = index.upsert
        index.upsert = lambda ids, v, m: (upsert(ids[::2], v[::2], m[::2]), kill())
    elif moment == "after chroma":
        catalog.journal.settle = kill
    library.add_articles(articles)


if __name__ == "__main__":
    play(*sys.argv[1:])
