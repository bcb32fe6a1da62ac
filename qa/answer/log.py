"""The log of questions: what was asked, shown to the model, drafted, checked and answered; searchable."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from qa.databases import opened
from qa.errors import CorpusError, QAError
from qa.types import Answer, Summary

FILE = "log.sqlite"
"""Its name inside a library directory."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, question TEXT NOT NULL,
    answer TEXT NOT NULL, found INTEGER NOT NULL, engine TEXT NOT NULL, model TEXT, fingerprint TEXT,
    record TEXT NOT NULL, checksum INTEGER
);
CREATE VIRTUAL TABLE IF NOT EXISTS entries_text USING fts5(
    question, answer, content='entries', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS entries_added AFTER INSERT ON entries BEGIN
    INSERT INTO entries_text(rowid, question, answer) VALUES (new.id, new.question, new.answer);
END;
"""
_COLUMNS = "id, at, kind, question, answer, found, engine, model, fingerprint, record, checksum"

State = Literal["answered", "partly answered", "not answered", "failed", "cancelled"]
_CANCELLED = ("CancelledError", "KeyboardInterrupt")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One question and all that became of it."""

    question: str
    answer: str
    """The answer as text, or what was said instead of one."""
    found: bool
    engine: str
    kind: str = "ask"
    """What it came from: ask, chat, summarize or brief."""
    model: str | None = None
    fingerprint: str | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    """Evidence ids, draft, checks, removed sentences, sources, usage, error: anything that JSON can hold."""
    id: int = 0
    """Given by the log."""
    at: str = ""
    """When, in UTC, as ISO 8601; given by the log."""

    @property
    def error(self) -> str:
        """What ended it before there was an answer; "" for a question that was worked through."""
        return str((self.record.get("error") or {}).get("message", ""))

    @property
    def state(self) -> State:
        """How it ended; "partly answered" when parts of the question had no answer."""
        error = self.record.get("error")
        if error:
            return "cancelled" if error.get("type") in _CANCELLED else "failed"
        if not self.found:
            return "not answered"
        return "partly answered" if self.record.get("unanswered") else "answered"


def entry_of(result: Answer | Summary, record: Mapping[str, Any]) -> LogEntry:
    """The entry of an answer or a summary; `record` is the whole of it as plain values."""
    kind, question = ("ask", result.question) if isinstance(result, Answer) else ("summarize", result.topic)
    told = [one.text for one in result.computed] if isinstance(result, Answer) else []
    return LogEntry(
        question=question,
        answer=" ".join([*told, *(sentence.text for sentence in result.sentences)]),
        found=result.found,
        engine=result.engine,
        kind=kind,
        model=result.model,
        fingerprint=result.fingerprint,
        record=record,
    )


def failed_entry(
    kind: str,
    question: str,
    engine: str,
    model: str | None,
    error: BaseException,
    seen: Mapping[str, Any],
) -> LogEntry:
    """The entry of a question that ended in an error; `seen` is what there was by then, as plain values."""
    message, hint = (error.message, error.hint) if isinstance(error, QAError) else ("interrupted", "")
    note = f"failed: {message}"
    said = {"type": type(error).__name__, "message": message, "hint": hint}
    record = {**seen, "error": said, "notes": [note]}
    return LogEntry(question, note, False, engine, kind, model, record=record)


class QuestionLog:
    """A SQLite file of log entries; an entry is written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, entry: LogEntry) -> int:
        """Write an entry; its id. Raises CorpusError when the file cannot be written."""
        at = entry.at or datetime.now(UTC).isoformat(timespec="seconds")
        record = json.dumps(entry.record, ensure_ascii=False, default=str)
        row = (
            at, entry.kind, entry.question, entry.answer, int(entry.found), entry.engine, entry.model,
            entry.fingerprint, record,
        )  # fmt: skip
        with self._open() as db:
            made = db.execute(
                f"INSERT INTO entries ({_COLUMNS.removeprefix('id, ')}) VALUES (?{', ?' * 9})",
                (*row, _checksum(row)),
            )
            return int(made.lastrowid or 0)

    def last(self, count: int = 20) -> list[LogEntry]:
        """The newest entries, newest first."""
        return self._rows(f"SELECT {_COLUMNS} FROM entries ORDER BY id DESC LIMIT ?", (count,))

    def search(self, text: str, count: int = 20) -> list[LogEntry]:
        """Entries whose question or answer has all the words, best first; all words are taken literally."""
        words = re.findall(r"\w+", text)
        if not words:
            return self.last(count)
        columns = ", ".join(f"e.{name}" for name in _COLUMNS.split(", "))
        return self._rows(
            f"SELECT {columns} FROM entries_text JOIN entries e ON e.id = entries_text.rowid "
            "WHERE entries_text MATCH ? ORDER BY bm25(entries_text), e.id DESC LIMIT ?",
            (" ".join(f'"{word}"' for word in words), count),
        )

    def get(self, entry_id: int) -> LogEntry:
        """One entry. Raises CorpusError when there is none with this id."""
        found = self._rows(f"SELECT {_COLUMNS} FROM entries WHERE id = ?", (entry_id,))
        if not found:
            raise CorpusError(f"no entry {entry_id} in the log", "qa log lists them")
        return found[0]

    def _rows(self, sql: str, values: Sequence[object]) -> list[LogEntry]:
        if not self.path.exists():
            return []
        with self._open() as db:
            return [_entry(row) for row in db.execute(sql, values)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with opened(self.path, _SCHEMA, ahead=True) as db:
                if not any(row[1] == "checksum" for row in db.execute("PRAGMA table_info(entries)")):
                    db.execute("ALTER TABLE entries ADD COLUMN checksum INTEGER")
                yield db
        except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes the damage in what it says of it
            raise CorpusError(
                f"the log {self.path} cannot be used: {error}", "move the file away, or use --no-log"
            ) from error


def _checksum(row: Sequence[Any]) -> int:
    """A number of 63 bits from an entry without its id (BLAKE2b over its JSON)."""
    content = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest()) >> 1


def _entry(row: Sequence[Any]) -> LogEntry:
    entry_id, at, kind, question, answer, found, engine, model, fingerprint, record, checksum = row
    # Entries of older versions have none.
    if checksum is not None and checksum != _checksum(row[1:-1]):
        raise CorpusError(
            f"entry {entry_id} of the log is not what was written", "move log.sqlite away, or use --no-log"
        )
    return LogEntry(
        question, answer, bool(found), engine, kind, model, fingerprint, json.loads(record), entry_id, at
    )
