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

    # ---- reading

    def tags(self, ids: Sequence[str]) -> tuple[str, ...]:
        """The tags of an article, given its id and those of its older versions."""
        if not self.exists:
            return ()
        with self._open() as db:
            marks = ", ".join("?" * len(ids))
            rows = db.execute(
                f"SELECT DISTINCT tag FROM tags WHERE article_id IN ({marks}) ORDER BY 1", [*ids]
            )
            return tuple(row["tag"] for row in rows)

    def counts(self) -> dict[str, int]:
        """Every tag with how many articles have it."""
        if not self.exists:
            return {}
        with self._open() as db:
            rows = db.execute(
                "SELECT min(tag) AS tag, count(*) AS n FROM tags GROUP BY tag_key ORDER BY tag_key"
            )
            return {row["tag"]: row["n"] for row in rows}

    def tagged(self, tag: str) -> list[str]:
        """The ids of the articles with a tag, as they were when they were tagged."""
        if not self.exists:
            return []
        with self._open() as db:
            rows = db.execute("SELECT article_id FROM tags WHERE tag_key = ? ORDER BY 1", [tag_key(tag)])
            return [row["article_id"] for row in rows]

    def notes(self, ids: Sequence[str]) -> tuple[Note, ...]:
        """The notes on an article and its older versions, oldest first."""
        if not self.exists:
            return ()
        with self._open() as db:
            marks = ", ".join("?" * len(ids))
            rows = db.execute(
                f"SELECT text, made FROM notes WHERE article_id IN ({marks}) ORDER BY made", [*ids]
            )
            return tuple(Note(row["text"], row["made"]) for row in rows)

    def facts(self) -> dict[str, dict[str, Any]]:
        """What was corrected of articles, by id: fields of an Article."""
        if not self.exists:
            return {}
        with self._open() as db:
            rows = db.execute("SELECT * FROM facts")
            return {row["article_id"]: json.loads(row["facts"]) for row in rows}

    def changes(self, *, all_of_them: bool = False) -> list[Recorded]:
        """What was done and not undone, the latest first; of removals those that can still be undone."""
        if not self.exists:
            return []
        oldest = 0.0 if all_of_them else time.time() - KEPT_DAYS * 86_400
        with self._open() as db:
            rows = db.execute(
                "SELECT * FROM changes WHERE undone IS NULL AND (kind <> 'remove' OR made > ?)"
                " ORDER BY id DESC",
                [oldest],
            )
            return [
                Recorded(r["id"], r["made"], r["kind"], r["article_id"], r["title"], r["what"]) for r in rows
            ]

    def data(self, change: Recorded) -> dict[str, Any]:
        """What undoing a change needs."""
        with self._open() as db:
            (text,) = db.execute("SELECT data FROM changes WHERE id = ?", [change.id]).fetchone()
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
        with self._open() as db:
            db.execute("UPDATE changes SET undone = ? WHERE id = ?", [time.time(), change.id])

    def put_tag(self, article_id: str, tag: str) -> None:
        """Tag an article."""
        with self._open() as db:
            row = [tag_key(tag), article_id, " ".join(tag.split())]
            db.execute("INSERT OR REPLACE INTO tags VALUES (?, ?, ?)", row)

    def drop_tag(self, ids: Sequence[str], tag: str) -> None:
        """Take a tag off an article and its older versions."""
        with self._open() as db:
            rows = [(tag_key(tag), one) for one in ids]
            db.executemany("DELETE FROM tags WHERE tag_key = ? AND article_id = ?", rows)

    def put_note(self, article_id: str, text: str) -> int:
        """Add a note; its number."""
        with self._open() as db:
            row = [article_id, time.time(), text]
            return int(
                db.execute("INSERT INTO notes (article_id, made, text) VALUES (?, ?, ?)", row).lastrowid or 0
            )

    def drop_note(self, number: int) -> None:
        """Take a note away."""
        with self._open() as db:
            db.execute("DELETE FROM notes WHERE id = ?", [number])

    def put_facts(self, article_id: str, facts: Mapping[str, Any]) -> None:
        """What was corrected of an article, so that reading its file again leaves it so; {} for nothing."""
        with self._open() as db:
            db.execute("DELETE FROM facts WHERE article_id = ?", [article_id])
            if facts:
                row = [article_id, json.dumps(facts, ensure_ascii=False)]
                db.execute("INSERT INTO facts VALUES (?, ?)", row)
