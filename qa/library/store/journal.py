"""The journal: what the catalog holds and Chroma has yet to hear of, written in the same transactions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qa.library.store.engines.engine import Connection
from qa.library.store.filters import sql_condition
from qa.library.store.records import marks, parts
from qa.types import Query

_REPLACED = "ON CONFLICT (passage_id) DO UPDATE SET action = excluded.action"


class Journal:
    """The table `pending` of a catalog. Methods that change something are called inside its `writing`."""

    def __init__(self, connection: Callable[[], Connection]) -> None:
        """`connection` gives that of the thread that asks."""
        self._db = connection

    def first(self, most: int) -> Mapping[int, str]:
        """The first of what waits: passage id -> 'put', 'drop'; id 0 -> 'reset'."""
        rows = self._db().execute("SELECT * FROM pending ORDER BY passage_id LIMIT ?", [most])
        return {row[0]: row[1] for row in rows}

    def count(self) -> int:
        """How many changes Chroma has yet to hear of."""
        return int(self._db().execute("SELECT count(*) FROM pending").fetchone()[0])

    def ids(self, query: Query | None) -> list[int]:
        """The passages that Chroma has yet to hear of and that meet the filters."""
        condition, values = sql_condition(query)
        statement = f"""SELECT p.id FROM pending w JOIN passages p ON p.id = w.passage_id
                        JOIN articles a ON a.id = p.article_id WHERE w.action = 'put' AND {condition}"""
        return [row[0] for row in self._db().execute(statement, values)]

    def waits(self) -> bool:
        """Whether Chroma lags behind."""
        return self._db().execute("SELECT 1 FROM pending LIMIT 1").fetchone() is not None

    def note_put(self, passage_id: int) -> None:
        """Note a passage that Chroma has to be told of."""
        self._db().execute(f"INSERT INTO pending VALUES (?, 'put') {_REPLACED}", [passage_id])

    def note_drops(self, article_id: str) -> None:
        """Note that Chroma has to forget the passages of an article, which are still stored."""
        chosen = "SELECT id, 'drop' FROM passages WHERE article_id = ?"
        self._db().execute(f"INSERT INTO pending {chosen} {_REPLACED}", [article_id])

    def settle(self, told: Mapping[int, str]) -> None:
        """Strike out what Chroma has been told; not what another host has noted meanwhile."""
        statement = "DELETE FROM pending WHERE passage_id = ? AND action = ?"
        self._db().executemany(statement, list(told.items()))

    def start_anew(self) -> None:
        """Note that Chroma has to be emptied and told of every passage."""
        self._db().execute("DELETE FROM pending")
        self._db().execute("INSERT INTO pending VALUES (0, 'reset')")
        self._db().execute("INSERT INTO pending SELECT id, 'put' FROM passages")

    def rows(self, ids: Sequence[int]) -> list[Any]:
        """What Chroma is told of passages: id, vector, article_id, published, outlet_key, language_key."""
        statement = """SELECT p.id, p.vector, p.article_id, a.published, a.outlet_key, a.language_key
                       FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN ({})"""
        return [
            row
            for part in parts(ids)
            for row in self._db().execute(statement.format(marks(part)), list(part))
        ]
