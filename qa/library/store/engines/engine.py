"""What a catalog needs of the database that keeps its tables.

The statements of the catalog are written once, in SQL that SQLite and PostgreSQL both read; what they spell
differently is asked of the engine: connections, transactions, new ids, and the index of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Fetched(Protocol):
    """The rows of one statement. A row is read by number, by name (`row["id"]`), or unpacked."""

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection of one thread. Parameters are `?`, or `?1`, `?2` where one is used twice."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Fetched:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of parameters."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


class Words(Protocol):
    """The index of words: what `fulltext.py` and `vocabulary.py` ask of an engine.

    Both engines cut and stem words alike and rank by the same BM25. A term of several words is a phrase.
    """

    def put(self, db: Connection, passage_id: int, title: str, body: str, whole: str | None) -> None:
        """Enter a passage; `whole` is the text of its article, given with its first passage alone."""
        ...

    def drop(self, db: Connection, article_id: str) -> None:
        """Strike out an article, whose passages are still stored."""
        ...

    def clear(self, db: Connection) -> None:
        """Strike out everything."""
        ...

    def remake(self, db: Connection) -> None:
        """Enter every stored passage anew."""
        ...

    def count(self, db: Connection) -> int:
        """How many passages are entered."""
        ...

    def counted(self, db: Connection, terms: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of the terms; those without a letter or digit are left out."""
        ...

    def holds(self, db: Connection, term: str) -> bool:
        """Whether a passage or a title holds a term."""
        ...

    def ranked(
        self, db: Connection, terms: Sequence[str], condition: str, values: Sequence[Any], k: int
    ) -> list[tuple[int, float]]:
        """At most `k` passages with any of the terms and their BM25, best first.

        `condition` on `articles a` narrows them when there are `values`.
        """
        ...

    def ranked_articles(
        self, db: Connection, terms: Sequence[str], article_ids: Sequence[str]
    ) -> dict[str, float]:
        """The BM25 of these articles as wholes; those without any of the terms are left out."""
        ...

    def stems(self, db: Connection, shortest: int, longest: int) -> list[str]:
        """The stems in the index of so many letters."""
        ...

    def documents(self, db: Connection, stems: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of these stems; those that no passage holds are left out."""
        ...

    def texts(self, db: Connection, stem: str, most: int) -> list[str]:
        """Titles and words of some passages that hold a stem."""
        ...

    def close(self) -> None:
        """Let go of what it holds besides connections."""
        ...


class CatalogEngine(Protocol):
    """A database with the tables of a catalog in it."""

    @property
    def words(self) -> Words:
        """Its index of words."""
        ...

    @property
    def place(self) -> str:
        """How a message calls it; never with a password."""
        ...

    @property
    def is_remote(self) -> bool:
        """Whether a server keeps it, to which other hosts may write at the same time."""
        ...

    def connect(self, *, create: bool = False) -> Connection:
        """A connection; `create` makes the tables. Raises LibraryMissingError when there are none."""
        ...

    def bring_up(self, db: Connection) -> None:
        """Bring tables of an older layout to today's. Raises LibraryMismatchError for a newer one."""
        ...

    def writing(self, db: Connection) -> AbstractContextManager[None]:
        """One transaction of the one writer there is at a time."""
        ...

    def snapshot(self, db: Connection) -> AbstractContextManager[None]:
        """Around reads that have to see one moment."""
        ...

    def telling(self, db: Connection) -> AbstractContextManager[None]:
        """Around telling an index of vectors what was committed: one at a time, of all hosts."""
        ...

    def insert_passage(self, db: Connection, values: Sequence[Any]) -> int:
        """Store article_id, start, end and vector; the new id, which is never used again."""
        ...

    def copied(self, db: Connection) -> None:
        """Called when passages were stored under ids that are given: new ids lie above them."""
        ...

    def problem(self, db: Connection) -> str:
        """What is wrong with the tables as far as a quick look shows; empty when all is well."""
        ...
