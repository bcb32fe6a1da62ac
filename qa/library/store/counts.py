"""How much a library holds, and of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa.library.store.engines.engine import Connection
from qa.library.store.filters import sql_condition
from qa.library.store.records import day_of
from qa.types import LibraryStats, Query, Searched


class PassageCount:
    """How many passages there are: counting a million takes 10 ms, and several parts of a search ask."""

    def __init__(self) -> None:
        self._known = (-1, 0)

    def of(self, db: Connection, generation: Callable[[], int]) -> int:
        """Kept until the next write; what is being written is counted each time."""
        now = -1 if db.in_transaction else generation()
        known, count = self._known
        if now < 0 or now != known:
            count = int(db.execute("SELECT count(*) FROM passages").fetchone()[0])
            self._known = (now, count)
        return count


def coverage(db: Connection, query: Query | None) -> Searched:
    """What a search with these filters looks in: how many articles, of which outlets and days."""
    condition, values = sql_condition(query)
    source = f"FROM articles a WHERE {condition}"
    total, first, last, dated = db.execute(
        f"SELECT count(*), min(a.published), max(a.published), count(a.published) {source}", values
    ).fetchone()
    outlets = db.execute(f"SELECT DISTINCT a.outlet {source} AND a.outlet IS NOT NULL ORDER BY 1", values)
    return Searched(total, tuple(r[0] for r in outlets), day_of(first), day_of(last), total - dated)


def stats(db: Connection, embedder: str) -> LibraryStats:
    """What a library holds: counts, outlets, languages, dates."""
    current = "FROM articles WHERE replaced_by IS NULL"
    total, first, last, dated, copies = db.execute(
        f"""SELECT count(*), min(published), max(published), count(published), count(DISTINCT group_id)
            {current}"""
    ).fetchone()

    def counted(column: str) -> Mapping[str, int]:
        rows = db.execute(
            f"SELECT {column}, count(*) {current} AND {column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return {row[0]: row[1] for row in rows}

    return LibraryStats(
        total,
        int(db.execute("SELECT count(*) FROM passages").fetchone()[0]),
        counted("outlet"),
        counted("language"),
        day_of(first),
        day_of(last),
        total - dated,
        copies,
        embedder,
    )
