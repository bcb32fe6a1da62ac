"""The words that a library holds, as its word index knows them: which are there, and which look alike.

FTS5's own tables over the index (`fts5vocab`, sqlite.org/fts5.html) hold every term and where it stands; they
take no room. Its terms are stems, so what is written is read from the passages.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from qa.library.store.fulltext import match_expression
from qa.text import tokens

_LOOKED_AT = 20
"""Passages in which the spelling of a term is looked up, of each term that may be meant."""
_TERMS = 5
"""Terms that are looked up: the nearest ones, those in most passages first."""


def holds(db: sqlite3.Connection, term: str) -> bool:
    """Whether a passage or a title holds a word or phrase, in any form that the index takes for the same."""
    expression = match_expression([term])
    if not expression:
        return False
    return db.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", [expression]).fetchone() is not None


def alike(db: sqlite3.Connection, word: str, forms: Sequence[str], distance: int) -> str | None:
    """The written word nearest to `word`, lower-cased, at most `distance` edits away; None when none is.

    Edits are insertions, deletions, replacements and swaps of neighbours (optimal string alignment). `forms`
    are `word` and what its stem may be: terms of the index are compared with them.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    _open(db)
    lengths = {len(form) for form in forms}
    terms = dict(
        db.execute(
            "SELECT term, doc FROM temp.vocabulary WHERE length(term) BETWEEN ? AND ?",
            [min(lengths) - distance, max(lengths) + distance],
        )
    )
    near: dict[str, int] = {}
    for form in forms:
        for term, far, _ in process.extract_iter(
            form, list(terms), scorer=OSA.distance, score_cutoff=distance
        ):
            near[term] = min(near.get(term, distance), int(far))
    best = sorted(near, key=lambda term: (near[term], -terms[term], term))[:_TERMS]
    written: Counter[str] = Counter()
    for term in best:
        written.update(_written(db, term))
    fits = [(OSA.distance(word, other), -count, other) for other, count in written.items()]
    far_off, _, chosen = min(fits, default=(distance + 1, 0, ""))
    return chosen if far_off <= distance else None


def _written(db: sqlite3.Connection, term: str) -> list[str]:
    """The words of some passages that hold a term, lower-cased."""
    rows = db.execute("SELECT DISTINCT doc FROM temp.instances WHERE term = ? LIMIT ?", [term, _LOOKED_AT])
    found: list[str] = []
    for (rowid,) in rows.fetchall():
        title, body = db.execute("SELECT title, body FROM words WHERE rowid = ?", [rowid]).fetchone()
        found += tokens(f"{title}\n{body}")
    return found


def _open(db: sqlite3.Connection) -> None:
    for name, kind in (("vocabulary", "row"), ("instances", "instance")):
        db.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab('main', 'words', '{kind}')"
        )
