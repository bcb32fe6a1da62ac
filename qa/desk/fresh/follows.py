"""What a library follows, and what is known of each address: one small database beside the catalog."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qa.articles.fetch import Seen
from qa.articles.raw import Meta
from qa.databases import opened
from qa.errors import ConfigError
from qa.library.trouble import storage
from qa.types.fresh import Follow

FILE = "follows.sqlite"
"""Its name inside a library directory."""

_TABLES = """
CREATE TABLE IF NOT EXISTS follows (
    source TEXT PRIMARY KEY, kind TEXT NOT NULL, added REAL NOT NULL, outlet TEXT, pages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS addresses (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, etag TEXT, modified TEXT, sha256 TEXT, asked REAL,
    listed REAL, due REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, reason TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, robots TEXT NOT NULL, fetched REAL NOT NULL)
WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (url TEXT PRIMARY KEY, source TEXT NOT NULL, said TEXT NOT NULL)
WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""

_FIRST_WAIT, _LONGEST_WAIT = 900.0, 86_400.0
"""Seconds until a source that failed is asked again: they double with each failure in a row."""


@dataclass(frozen=True, slots=True)
class Address:
    """What is known of one web address."""

    url: str
    seen: Seen = field(default_factory=Seen)
    sha256: str | None = None
    asked: float = 0.0
    due: float = 0.0
    failures: int = 0
    reason: str = ""


class Follows:
    """The database of one library. Each call is a transaction of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with storage(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with opened(self._folder / FILE, _TABLES) as db:
                yield db

    def _row(self, sql: str, *values: object) -> sqlite3.Row | None:
        with self._open() as db:
            found: sqlite3.Row | None = db.execute(sql, values).fetchone()
        return found

    def _do(self, sql: str, *values: object) -> None:
        with self._open() as db:
            db.execute(sql, values)

    def all(self) -> list[Follow]:
        """What is followed, in the order of the sources; nothing where there is no library."""
        if not (self._folder / FILE).is_file():
            return []
        with self._open() as db:
            rows = db.execute(
                """SELECT f.*, a.asked, a.reason FROM follows f LEFT JOIN addresses a ON a.url = f.source
                   ORDER BY f.source"""
            ).fetchall()
        return [
            Follow(
                r["source"], r["kind"], r["outlet"], bool(r["pages"]), r["asked"] or 0.0, r["reason"] or ""
            )
            for r in rows
        ]

    def put(self, follow: Follow) -> bool:
        """Follow a source; False when it was followed already (it is then followed as stated now)."""
        known = self._row("SELECT 1 FROM follows WHERE source = ?", follow.source)
        row = (follow.source, follow.kind, time.time(), follow.outlet, follow.pages)
        self._do("INSERT OR REPLACE INTO follows VALUES (?, ?, ?, ?, ?)", *row)
        return known is None

    def followed(self, source: str) -> Follow:
        """A source as it is followed, a folder also by another path. Raises ConfigError when it is not."""
        wanted = {source, str(Path(source).absolute())}
        found = next((f for f in self.all() if f.source in wanted), None)
        if found is None:
            raise ConfigError(f"not followed: {source}", "see what is: qa follow")
        return found

    def drop(self, source: str) -> Follow:
        """Follow a source no more; what it gave stays. Raises ConfigError when it is not followed."""
        found = self.followed(source)
        with self._open() as db:
            for table in ("follows", "addresses", "entries"):
                db.execute(f"DELETE FROM {table} WHERE source = ?", [found.source])
        return found

    def address(self, url: str) -> Address:
        """What is known of an address; nothing of one that was never asked."""
        row = self._row("SELECT * FROM addresses WHERE url = ?", url)
        return _address(row) if row else Address(url)

    def addresses(self, source: str, since: float) -> list[Address]:
        """The pages that a feed has listed since a time (seconds of the epoch), the latest first."""
        with self._open() as db:
            rows = db.execute(
                """SELECT * FROM addresses WHERE source = ?1 AND url <> ?1 AND listed >= ?2
                   ORDER BY listed DESC, url""",
                [source, since],
            ).fetchall()
        return [_address(row) for row in rows]

    def listed(self, source: str, pages: Mapping[str, Meta]) -> None:
        """Note that a feed lists these pages now, and what it says of each."""
        now = time.time()
        with self._open() as db:
            db.executemany(
                """INSERT INTO addresses (url, source, listed) VALUES (?1, ?2, ?3)
                   ON CONFLICT (url) DO UPDATE SET listed = ?3""",
                [(url, source, now) for url in pages],
            )
            db.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
                [(url, source, _as_text(said)) for url, said in pages.items()],
            )

    def said(self, url: str) -> Meta:
        """What the feed that lists a page says of it."""
        row = self._row("SELECT said FROM entries WHERE url = ?", url)
        return _from_text(row["said"]) if row else Meta()

    def answered(self, url: str, source: str, seen: Seen, sha256: str | None) -> None:
        """Note that an address answered, what to ask with next time, and what it gave."""
        self._do(
            """INSERT INTO addresses (url, source, etag, modified, sha256, asked)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (url) DO UPDATE SET etag = ?3, modified = ?4, sha256 = coalesce(?5, sha256),
               asked = ?6, due = 0, failures = 0, reason = NULL""",
            *(url, source, seen.etag, seen.modified, sha256, time.time()),
        )

    def failed(self, url: str, source: str, reason: str, retry_after: float | None) -> float:
        """Note a failure; the time before which the address is not asked again."""
        failures = self.address(url).failures + 1
        wait = min(_FIRST_WAIT * 2 ** (failures - 1), _LONGEST_WAIT)
        due = time.time() + max(wait, min(retry_after or 0.0, 7 * _LONGEST_WAIT))
        self._do(
            """INSERT INTO addresses (url, source, asked, due, failures, reason)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (url) DO UPDATE SET asked = ?3, due = ?4, failures = ?5, reason = ?6""",
            *(url, source, time.time(), due, failures, reason),
        )
        return float(due)

    def robots(self, host: str, newer_than: float) -> str | None:
        """The robots.txt of a host as it was read after a time; None when it has to be asked for."""
        row = self._row("SELECT robots FROM hosts WHERE host = ? AND fetched > ?", host, newer_than)
        return None if row is None else str(row["robots"])

    def put_robots(self, host: str, robots: str) -> None:
        """Keep the robots.txt of a host."""
        self._do("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)", host, robots, time.time())

    def mark(self, name: str) -> float | None:
        """When something was last done under this name, in seconds of the epoch; None when never."""
        row = self._row("SELECT at FROM marks WHERE name = ?", name)
        return None if row is None else float(row["at"])

    def set_mark(self, name: str, at: float) -> None:
        """Note when something was done."""
        self._do("INSERT OR REPLACE INTO marks VALUES (?, ?)", name, at)


def _address(row: sqlite3.Row) -> Address:
    seen = Seen(row["etag"], row["modified"])
    return Address(
        row["url"], seen, row["sha256"], row["asked"] or 0.0, row["due"], row["failures"], row["reason"] or ""
    )


def _as_text(said: Meta) -> str:
    day = said.published.isoformat() if said.published else None
    return json.dumps([said.title, said.outlet, day, said.authors], ensure_ascii=False)


def _from_text(text: str) -> Meta:
    title, outlet, day, authors = json.loads(text)
    return Meta(title, outlet, date.fromisoformat(day) if day else None, None, tuple(authors))
