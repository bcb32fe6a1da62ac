"""An index in the PostgreSQL database that keeps the catalog, where that server has pgvector.

One server then serves several hosts; without pgvector all vectors are compared in memory, or a Chroma
server is asked. The table belongs to nobody but this index: it is made from the journal like any other.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from qa.errors import CorpusError
from qa.library.store.engines.session import CatalogUnreachableError, Session
from qa.library.vectors.index import IndexUnreachableError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from qa.library.vectors.index import Vectors

_TABLE = "nearest_passages"
_MOST_INDEXED = 2_000
"""Dimensions that pgvector's graph takes; longer vectors are compared one by one."""
_LOOKED_AT = 400
"""Passages that the graph keeps in sight at least. Of the nearest 50 of 20,000 vectors of chance in clusters
it finds .92 with 100, .96 with 200, .99 with 400 and all with 800, in 29, 35, 49 and 115 ms of CPU on a
busy machine (`bench/catalogs.py`)."""
_COLUMNS = ("article_id", "published", "outlet", "language")
_COMPARED = {"$gte": ">=", "$lte": "<="}


def usable(session: Session) -> bool:
    """Whether the server has pgvector and lets this user have it. Raises CorpusError without a server."""
    if session.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
        return True
    if not session.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone():
        return False
    try:
        session.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except CatalogUnreachableError:
        raise
    except CorpusError:  # not this user's to make: all vectors are compared, as without it
        return False
    return True


class PgvectorIndex:
    """Nearest passages by cosine, asked of PostgreSQL. A connection of its own, one call at a time."""

    is_remote = True
    place = "pgvector"
    """Not the address: hosts that reach one database under two names tell it nothing twice."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._guard = threading.RLock()

    def reading(self) -> AbstractContextManager[None]:
        """Nothing to keep out."""
        return nullcontext()

    def writing(self) -> AbstractContextManager[None]:
        """Nothing to keep out: the catalog lets one host tell at a time."""
        return nullcontext()

    def upsert(self, ids: Sequence[int], vectors: Vectors, metadatas: Sequence[dict[str, str | int]]) -> None:
        """Put passages in. Raises IndexUnreachableError."""
        marks = ", ".join("?" * len(_COLUMNS))
        anew = ", ".join(f"{name} = excluded.{name}" for name in ("vector", *_COLUMNS))
        rows = [
            (key, _spelled(vector), *(facts.get(name) for name in _COLUMNS))
            for key, vector, facts in zip(ids, vectors, metadatas, strict=True)
        ]
        with self._asking(), self._session.transaction():
            self._make(vectors.shape[1])
            self._session.executemany(
                f"INSERT INTO {_TABLE} (id, vector, {', '.join(_COLUMNS)}) "
                f"VALUES (?, CAST(? AS vector), {marks}) ON CONFLICT (id) DO UPDATE SET {anew}",
                rows,
            )

    def delete(self, ids: Sequence[int]) -> None:
        """Take passages out. Raises IndexUnreachableError."""
        with self._asking():
            if self._is_there():
                self._session.execute(f"DELETE FROM {_TABLE} WHERE id = ANY(?)", [list(ids)])

    def reset(self) -> None:
        """Empty the index; vectors of another length may follow. Raises IndexUnreachableError."""
        with self._asking():
            self._session.execute(f"DROP TABLE IF EXISTS {_TABLE}")

    def query(self, vector: Vectors, k: int, where: dict[str, Any] | None = None) -> list[tuple[int, float]]:
        """At most `k` nearest passages as (id, cosine), nearest first. Raises IndexUnreachableError."""
        condition, values = _condition(where)
        with self._asking():
            if not self._is_there():
                return []
            with self._session.transaction():
                # With a filter the graph is walked until there are enough that meet it.
                self._session.execute("SET LOCAL hnsw.iterative_scan = strict_order")
                self._session.execute(f"SET LOCAL hnsw.ef_search = {min(1_000, max(_LOOKED_AT, k))}")
                found = self._session.execute(
                    f"SELECT id, vector <=> CAST(? AS vector) AS distance FROM {_TABLE} "
                    f"WHERE {condition} ORDER BY distance LIMIT ?",
                    [_spelled(vector), *values, k],
                ).fetchall()
        return [(int(row[0]), 1.0 - float(row[1])) for row in found]

    def ids(self) -> set[int]:
        """The ids of all passages in the index. Raises IndexUnreachableError."""
        with self._asking():
            if not self._is_there():
                return set()
            return {int(row[0]) for row in self._session.execute(f"SELECT id FROM {_TABLE}").fetchall()}

    def warm(self) -> None:
        """Connect. Raises IndexUnreachableError."""
        with self._asking():
            self._is_there()

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """One thread at a time. The journal holds what a server that does not answer is to be told."""
        with self._guard:
            try:
                yield
            except CatalogUnreachableError as error:
                raise IndexUnreachableError(error.message, error.hint) from error

    def _is_there(self) -> bool:
        return self._session.execute(f"SELECT to_regclass('{_TABLE}') IS NOT NULL").fetchone()[0] is True

    def _make(self, dimension: int) -> None:
        if self._is_there():
            return
        self._session.execute(
            f"CREATE TABLE {_TABLE} (id BIGINT PRIMARY KEY, vector vector({dimension}) NOT NULL, "
            "article_id TEXT, published BIGINT, outlet TEXT, language TEXT)"
        )
        if dimension <= _MOST_INDEXED:
            self._session.execute(f"CREATE INDEX ON {_TABLE} USING hnsw (vector vector_cosine_ops)")
        self._session.execute(f"CREATE INDEX ON {_TABLE} (article_id)")


def _spelled(vector: Vectors) -> str:
    """A vector as PostgreSQL reads it."""
    return "[" + ",".join(format(float(value), ".9g") for value in vector) + "]"


def _condition(where: dict[str, Any] | None) -> tuple[str, list[Any]]:
    """Chroma's `where` (`filters.chroma_condition`) in SQL, with its parameters."""
    terms, values = ["TRUE"], list[Any]()
    for term in (where or {}).get("$and", [where] if where else []):
        ((name, wanted),) = term.items()
        assert name in _COLUMNS, name
        operator, value = next(iter(wanted.items())) if isinstance(wanted, dict) else ("$eq", wanted)
        if operator == "$in":
            terms.append(f"{name} = ANY(?)")
        else:
            terms.append(f"{name} {_COMPARED.get(operator, '=')} ?")
        values.append(value)
    return " AND ".join(terms), values
