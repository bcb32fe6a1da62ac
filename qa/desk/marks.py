"""What a reader adds to a library: tags, notes, corrected facts, and the record by which each is undone.

A database of its own beside the catalog: the catalog can be made again from the articles, this cannot.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.databases import opened
from qa.errors import ConfigError
from qa.library.trouble import storage
from qa.types.marks import ChangeKind, Note, Recorded

FILE = "marks.sqlite"
"""Its name inside a library directory."""

KEPT_DAYS = 30
"""Days for which a removed article can be brought back."""

_TABLES = """
CREATE TABLE IF NOT EXISTS tags (
    tag_key TEXT NOT NULL, article_id TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (tag_key, article_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL, made REAL NOT NULL, text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS facts (article_id TEXT PRIMARY KEY, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, made REAL NOT NULL, kind TEXT NOT NULL, article_id TEXT NOT NULL,
    title TEXT NOT NULL, what TEXT NOT NULL, data TEXT NOT NULL, undone REAL
);
"""


def tag_key(tag: str) -> str:
    """One key for "Port Fire" and "port  fire". Raises ConfigError for an empty tag."""
    key = " ".join(tag.casefold().split())
    if not key:
        raise ConfigError("a tag without a name", 'give it one: qa tag ARTICLE "port fire"')
    return key


class Marks:
    """The database of one library. Each call is a transaction of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def exists(self) -> bool:
        """Whether anything was ever marked."""
        return (self._folder / FILE).is_file()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with storage(self._folder), opened(self._folder / FILE, _TABLES) as db:
            yield db

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """What is there; nothing where nothing was ever marked."""
        if not self.exists:
            return []
        with self._open() as db:
            return db.execute(sql, values).fetchall()

    def _do(self, sql: str, *values: object) -> int:
        with self._open() as db:
            return int(db.execute(sql, values).lastrowid or 0)

    # ---- reading

    def tags(self, ids: Sequence[str]) -> tuple[str, ...]:
        """The tags of an article, given its id and those of its older versions."""
        sql = f"SELECT DISTINCT tag FROM tags WHERE article_id IN ({_marks(ids)}) ORDER BY 1"
        return tuple(row["tag"] for row in self._rows(sql, *ids))

    def counts(self) -> dict[str, int]:
        """Every tag with how many articles have it."""
        rows = self._rows("SELECT min(tag), count(*) FROM tags GROUP BY tag_key ORDER BY tag_key")
        return dict(rows)  # type: ignore[arg-type]

    def tagged(self, tag: str) -> list[str]:
        """The ids of the articles with a tag, as they were when they were tagged."""
        sql = "SELECT article_id FROM tags WHERE tag_key = ? ORDER BY 1"
        return [row["article_id"] for row in self._rows(sql, tag_key(tag))]

    def notes(self, ids: Sequence[str]) -> tuple[Note, ...]:
        """The notes on an article and its older versions, oldest first."""
        sql = f"SELECT text, made FROM notes WHERE article_id IN ({_marks(ids)}) ORDER BY made"
        return tuple(Note(row["text"], row["made"]) for row in self._rows(sql, *ids))

    def facts(self) -> dict[str, dict[str, Any]]:
        """What was corrected of articles, by id: fields of an Article."""
        rows = self._rows("SELECT article_id, facts FROM facts")
        return {key: json.loads(facts) for key, facts in rows}

    def changes(self) -> list[Recorded]:
        """What was done and not undone, the latest first; of removals those that can still be undone."""
        sql = """SELECT id, made, kind, article_id, title, what FROM changes
                 WHERE undone IS NULL AND (kind <> 'remove' OR made > ?) ORDER BY id DESC"""
        return [Recorded(*row) for row in self._rows(sql, time.time() - KEPT_DAYS * 86_400)]

    def data(self, change: Recorded) -> dict[str, Any]:
        """What undoing a change needs."""
        ((text,),) = self._rows("SELECT data FROM changes WHERE id = ?", change.id)
        found: dict[str, Any] = json.loads(text)
        return found

    # ---- changing

    def record(
        self, kind: ChangeKind, article_id: str, title: str, what: str, data: Mapping[str, Any]
    ) -> None:
        """Write down what is done; removals of more than KEPT_DAYS ago are forgotten for good."""
        now = time.time()
        with self._open() as db:
            db.execute("DELETE FROM changes WHERE kind = 'remove' AND made < ?", [now - KEPT_DAYS * 86_400])
            row = [now, kind, article_id, title, what, json.dumps(data, ensure_ascii=False)]
            columns = "made, kind, article_id, title, what, data"
            db.execute(f"INSERT INTO changes ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)

    def undone(self, change: Recorded) -> None:
        """Write down that a change was undone."""
        self._do("UPDATE changes SET undone = ? WHERE id = ?", time.time(), change.id)

    def put_tag(self, article_id: str, tag: str) -> None:
        """Tag an article."""
        words = " ".join(tag.split())
        self._do("INSERT OR REPLACE INTO tags VALUES (?, ?, ?)", tag_key(tag), article_id, words)

    def drop_tag(self, ids: Sequence[str], tag: str) -> None:
        """Take a tag off an article and its older versions."""
        sql = f"DELETE FROM tags WHERE tag_key = ? AND article_id IN ({_marks(ids)})"
        self._do(sql, tag_key(tag), *ids)

    def put_note(self, article_id: str, text: str) -> int:
        """Add a note; its number."""
        sql = "INSERT INTO notes (article_id, made, text) VALUES (?, ?, ?)"
        return self._do(sql, article_id, time.time(), text)

    def drop_note(self, number: int) -> None:
        """Take a note away."""
        self._do("DELETE FROM notes WHERE id = ?", number)

    def put_facts(self, article_id: str, facts: Mapping[str, Any]) -> None:
        """What was corrected of an article, so that reading its file again leaves it so; {} for nothing."""
        if facts:
            text = json.dumps(facts, ensure_ascii=False)
            self._do("INSERT OR REPLACE INTO facts VALUES (?, ?)", article_id, text)
        else:
            self._do("DELETE FROM facts WHERE article_id = ?", article_id)


def _marks(ids: Sequence[str]) -> str:
    return ", ".join("?" * len(ids))
