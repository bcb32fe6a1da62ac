"""What is wrong in a library: its indexes beside its catalog, and all of it, read to its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

from qa.errors import CorpusError
from qa.library.rebuilding import older_vectors
from qa.library.safety import CATALOG, LOG, backups, integrity, reading, salvage
from qa.library.store.catalog import Catalog
from qa.library.vectors.index import VectorIndex
from qa.models.embedder import Embedder

LENGTH_TOLERANCE = 1e-3
"""How far from 1 the length of a vector may be: float32 sums of 384 squares stay within 1e-6 of it."""


def problems_of(catalog: Catalog, index: VectorIndex, embedder: Embedder, *, is_told: bool) -> list[str]:
    """What is wrong inside, one line each; of the vector index only where it is told what is stored."""
    problems = []
    waiting = catalog.journal.count() if is_told else 0
    if waiting:
        problems.append(f"{waiting} changes wait for the vector index; `qa rebuild` writes them now")
    if verdict := catalog.engine.problem(catalog.db):
        problems.append(f"the catalog is damaged: {verdict}")
    stored = catalog.passage_ids()
    try:
        with index.reading() if is_told else nullcontext():
            indexed = index.ids() if is_told else stored
    except CorpusError as error:
        return [*problems, f"{error.message}; {error.hint}"]
    if not waiting and stored - indexed:
        problems.append(f"{len(stored - indexed)} passages are not in the vector index; run `qa rebuild`")
    if not waiting and indexed - stored:
        problems.append(f"{len(indexed - stored)} vectors have no passage; run `qa rebuild`")
    if (words := catalog.words.count(catalog.db)) != len(stored):
        problems.append(f"the word index has {words} of {len(stored)} passages; run `qa rebuild`")
    return problems + older_vectors(catalog, embedder)


def deep_problems(folder: Path) -> Iterator[str]:
    """What is wrong in the files of a library, one line each."""
    if problem := integrity(folder / CATALOG):
        yield f"the catalog is damaged: {problem}"
    try:
        found = salvage(folder)
        for title in found.lost:
            yield f"not what was stored: {title}"
        yield from _word_index_problems(folder / CATALOG)
        with closing(reading(folder / CATALOG)) as db:
            yield from _link_problems(db)
            yield from _passage_problems(db)
    except sqlite3.Error as error:
        yield f"the catalog cannot be read: {error}"
        return
    if (folder / LOG).is_file() and (problem := integrity(folder / LOG)):
        yield f"the log is damaged: {problem}"
    for place in backups(folder):
        yield from _backup_problems(place)


def _backup_problems(place: Path) -> Iterator[str]:
    for name in (CATALOG, LOG):
        if (place / name).is_file() and (problem := integrity(place / name)):
            yield f"the backup {place.name} is damaged: {name}: {problem}"
            return
    if lost := salvage(place).lost:
        yield f"the backup {place.name} is damaged: not what was stored: {', '.join(lost[:3])}"


def _word_index_problems(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as db:
        for table in ("words", "article_words"):
            try:
                db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except sqlite3.Error as error:
                yield f"the word index {table} is damaged ({error}); `qa rebuild` makes it again"
        db.rollback()


def _link_problems(db: sqlite3.Connection) -> Iterator[str]:
    lost = """SELECT count(*) FROM articles WHERE replaced_by IS NOT NULL
              AND replaced_by NOT IN (SELECT id FROM articles WHERE replaced_by IS NULL)"""
    if (count := db.execute(lost).fetchone()[0]) > 0:
        yield f"{count} articles are older versions of articles that are not there"


def _passage_problems(db: sqlite3.Connection) -> Iterator[str]:
    """Passages have to cover their article without a gap, and vectors have the length 1."""
    import numpy as np

    ends: dict[str, int] = {}
    gaps, vectors = set(), 0
    rows = db.execute('SELECT article_id, start, "end", vector FROM passages ORDER BY article_id, start')
    for article_id, start, end, stored in rows:
        if start != ends.get(article_id, 0):
            gaps.add(article_id)
        ends[article_id] = end
        length = float(np.linalg.norm(np.frombuffer(stored, np.float32))) if len(stored) % 4 == 0 else 0.0
        vectors += not abs(length - 1.0) < LENGTH_TOLERANCE
    lengths = dict(db.execute("SELECT id, length(text) FROM articles WHERE replaced_by IS NULL"))
    gaps |= {key for key, length in lengths.items() if ends.get(key, 0) != length}
    if gaps:
        yield f"the passages of {len(gaps)} articles are not their text; `qa rebuild --fresh` cuts them again"
    if vectors:
        yield f"{vectors} vectors are not what was stored; `qa rebuild --fresh` makes them again"
