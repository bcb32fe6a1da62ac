"""A catalog in a SQLite file, in the library's own folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from qa.library.locks import only_writer
from qa.library.store.engines.engine import Connection, Words
from qa.library.store.engines.fts5 import Fts5
from qa.library.store.migrations import bring_up
from qa.library.store.schema import SCHEMA_VERSION, connect, version_of
from qa.library.trouble import storage


class SqliteEngine:
    """The file `catalog.sqlite`."""

    is_remote = False

    def __init__(self, file: Path) -> None:
        """Opens nothing yet."""
        self.file = file
        self.words: Words = Fts5()

    @property
    def place(self) -> str:
        """The folder of the library."""
        return str(self.file.parent)

    def connect(self, *, create: bool = False) -> Connection:
        """A connection. Raises LibraryMissingError, or CorpusError when it cannot be opened."""
        return connect(self.file, create=create)

    def bring_up(self, db: Connection) -> None:
        """Bring an older layout to today's, with a backup beside it. Raises LibraryLockedError."""
        file = cast(sqlite3.Connection, db)
        if version_of(file, self.file.parent) != SCHEMA_VERSION:
            with only_writer(self.file.parent):
                bring_up(file, self.file)

    @contextmanager
    def writing(self, db: Connection) -> Iterator[None]:
        """One transaction."""
        with storage(self.file.parent):
            db.execute("BEGIN IMMEDIATE")
            try:
                yield
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:  # a full disk has rolled it back already
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self, db: Connection) -> Iterator[None]:
        """A transaction that reads."""
        db.execute("BEGIN")
        try:
            yield
        finally:
            db.execute("COMMIT")

    @contextmanager
    def telling(self, db: Connection) -> Iterator[None]:
        """Nothing to wait for: who tells an index is the only writer of the folder."""
        yield

    def insert_passage(self, db: Connection, values: Sequence[Any]) -> int:
        """Store a passage; its id."""
        # Not RETURNING, which SQLite knows from 3.35 on: there are systems with Python 3.11 and 3.34.
        marks = 'INSERT INTO passages (article_id, start, "end", vector) VALUES (?, ?, ?, ?)'
        return int(cast(sqlite3.Cursor, db.execute(marks, values)).lastrowid or 0)

    def copied(self, db: Connection) -> None:
        """SQLite has seen the ids."""

    def problem(self, db: Connection) -> str:
        """What SQLite's quick check says."""
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        return "" if verdict == "ok" else str(verdict)
