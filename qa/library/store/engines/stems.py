"""Text cut into stems by SQLite's own tokenizer, for an index of words that SQLite does not keep.

A table in memory cuts and stems what is put in; `fts5vocab` tells what it has found. So both engines know the
same words, whatever the language, and rank alike.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from qa.library.store.records import storable
from qa.text.unspaced import spaced

LONGEST = 500
"""Letters of a stem that are kept: PostgreSQL takes 2,046 bytes."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem and where it stands: in the title or the body, as which word."""

    stem: str
    in_title: bool
    number: int


class Stemmer:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._db: sqlite3.Connection | None = None

    def cut(self, title: str, body: str) -> list[Stem]:
        """The stems in order: of the title, then of the body."""
        with self._guard:
            db = self._opened()
            db.execute(
                "INSERT INTO cut (rowid, title, body) VALUES (1, ?, ?)",
                [spaced(storable(title)), spaced(storable(body))],
            )
            rows = db.execute("SELECT term, col = 'title', offset FROM found ORDER BY 2 DESC, 3").fetchall()
            db.execute("INSERT INTO cut (cut) VALUES ('delete-all')")
        return [Stem(term[:LONGEST], bool(in_title), number) for term, in_title, number in rows]

    def phrases(self, terms: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The stems of each term that has any."""
        kept = dict.fromkeys(term for term in terms if any(map(str.isalnum, term)))
        cut = {term: tuple(s.stem for s in self.cut("", term.replace("\x00", " "))) for term in kept}
        return {term: stems for term, stems in cut.items() if stems}

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            cut = "title, body, content = '', tokenize = 'porter unicode61 remove_diacritics 2'"
            self._db.execute(f"CREATE VIRTUAL TABLE cut USING fts5({cut})")
            self._db.execute("CREATE VIRTUAL TABLE found USING fts5vocab('cut', 'instance')")
        return self._db

    def close(self) -> None:
        """Let go of the table."""
        with self._guard:
            if self._db is not None:
                self._db.close()
            self._db = None
