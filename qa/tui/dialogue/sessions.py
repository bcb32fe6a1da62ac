"""Sessions on disk: every turn is written when it begins and again when it ends, so a kill loses none.

One SQLite file in the folder of the library, made with the first turn. Several programs may use it at once.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar

from qa.databases import write_ahead
from qa.errors import CorpusError

FILE = "sessions.sqlite"
VERSION = 1

T = TypeVar("T")
State = Literal["running", "done", "cancelled", "failed"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, named INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, updated TEXT NOT NULL, filters TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS turns (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    kind TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, reply TEXT, words TEXT NOT NULL DEFAULT '',
    problem TEXT NOT NULL DEFAULT '', begun TEXT NOT NULL, narrowed TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS turns_of_session ON turns(session, id);
"""


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """One exchange: what was typed and what came of it. `reply` is JSON, for `replies.load`."""

    id: int
    kind: str
    asked: str
    state: State
    reply: str | None
    words: str
    problem: str
    narrowed: str
    """The filters it was asked under, in words."""


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session in a list. `updated` is in UTC."""

    id: str
    name: str
    turns: int
    updated: datetime
    filters: Mapping[str, object] = field(default_factory=dict)


class SessionStore:
    """The sessions of one library. Safe from several threads: one connection under one lock."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._lock = threading.RLock()
        self._db: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    # ---- writing

    def create(self, name: str) -> str:
        """A new session; its id, which `--session` takes. Raises CorpusError when it cannot be written."""
        key, now = secrets.token_hex(4), _now()
        self._write("INSERT INTO sessions (id, name, created, updated) VALUES (?,?,?,?)", key, name, now, now)
        return key

    def begin(self, session: str, kind: str, asked: str, narrowed: str = "") -> int:
        """Write down that a turn has begun; its id."""
        number = self._write(
            "INSERT INTO turns (session, kind, asked, state, begun, narrowed) VALUES (?,?,?,'running',?,?)",
            *(session, kind, asked, _now(), narrowed),
        )
        self._write("UPDATE sessions SET updated = ? WHERE id = ?", _now(), session)
        return number

    def finish(self, turn: int, reply: str, words: str) -> None:
        """The turn is done, with its reply as JSON and its words for searching."""
        self._write("UPDATE turns SET state='done', reply=?, words=? WHERE id=?", reply, words, turn)

    def stop(self, turn: int, state: State, problem: str = "") -> None:
        """The turn was cancelled or failed."""
        self._write("UPDATE turns SET state=?, problem=? WHERE id=?", state, problem, turn)

    def rename(self, session: str, name: str) -> None:
        """Give a session a name of the user's own."""
        self._write("UPDATE sessions SET name = ?, named = 1 WHERE id = ?", name, session)

    def keep_filters(self, session: str, filters: Mapping[str, object]) -> None:
        """The filters that are set, so that a resumed session asks the same way."""
        self._write("UPDATE sessions SET filters = ? WHERE id = ?", json.dumps(filters), session)

    def delete(self, session: str) -> None:
        """Remove a session with its turns."""
        self._write("DELETE FROM turns WHERE session = ?", session)
        self._write("DELETE FROM sessions WHERE id = ?", session)

    # ---- reading

    def list(self, words: str = "", limit: int = 200) -> Sequence[SessionInfo]:
        """The sessions, newest first; with `words`, those in whose name or turns all of them occur."""
        conditions, values = [], []
        for word in words.split():
            like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            conditions.append(
                "(s.name LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM turns t WHERE t.session = s.id "
                "AND (t.asked LIKE ? ESCAPE '\\' OR t.words LIKE ? ESCAPE '\\')))"
            )
            values += [like, like, like]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._read(
            f"""SELECT s.*, (SELECT count(*) FROM turns t WHERE t.session = s.id) AS turns FROM sessions s
                {where} ORDER BY s.updated DESC, s.rowid DESC LIMIT ?""",
            *values,
            limit,
        )
        return [_info(row) for row in rows]

    def find(self, ref: str) -> SessionInfo:
        """The session with this id or start of an id. Raises CorpusError when there is none, or several."""
        found = [info for info in self.list(limit=10_000) if info.id.startswith(ref.lower())]
        exact = [info for info in found if info.id == ref.lower()]
        if len(exact or found) != 1:
            what = "no session" if not found else f"{len(found)} sessions"
            raise CorpusError(f"{what} with the id {ref}", "Ctrl+R or /sessions lists them")
        return (exact or found)[0]

    def latest(self) -> SessionInfo | None:
        """The session used last."""
        return next(iter(self.list(limit=1)), None)

    def turns(self, session: str) -> Sequence[SavedTurn]:
        """All turns of a session, in order."""
        rows = self._read("SELECT * FROM turns WHERE session = ? ORDER BY id", session)
        return [
            SavedTurn(
                *(r["id"], r["kind"], r["asked"], r["state"], r["reply"], r["words"], r["problem"]),
                r["narrowed"],
            )
            for r in rows
        ]

    def typed(self, limit: int = 500) -> Sequence[str]:
        """What was asked in all sessions, oldest first, each once: the history of the Up key."""
        rows = self._read(
            "SELECT asked, max(id) AS at FROM turns GROUP BY asked ORDER BY at DESC LIMIT ?", limit
        )
        return [row["asked"] for row in rows][::-1]

    # ---- inside

    def _read(self, statement: str, *values: object) -> Sequence[sqlite3.Row]:
        if self._db is None and not self.file.exists():
            return []
        return self._run(lambda db: db.execute(statement, values).fetchall())

    def _write(self, statement: str, *values: object) -> int:
        return self._run(lambda db: db.execute(statement, values).lastrowid or 0)

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            with self._lock:
                return work(self._open())
        except (sqlite3.Error, OSError) as error:
            hint = "answers are not affected; see that the folder of the library can be written"
            raise CorpusError(f"sessions cannot be kept in {self.file}: {error}", hint) from None

    def _open(self) -> sqlite3.Connection:
        if self._db is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self.file, timeout=5.0, isolation_level=None, check_same_thread=False)
            with suppress(OSError):
                self.file.chmod(0o600)  # what one asks is more private than the articles
            db.row_factory = sqlite3.Row
            write_ahead(db)
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                db.close()
                raise sqlite3.DatabaseError("a newer newsdesk-qa wrote it")
            db.executescript(_SCHEMA)
            db.execute(f"PRAGMA user_version = {VERSION}")
            self._db = db
        return self._db


def _info(row: sqlite3.Row) -> SessionInfo:
    try:
        filters = json.loads(row["filters"])
    except ValueError:
        filters = {}
    return SessionInfo(
        row["id"],
        row["name"],
        row["turns"],
        datetime.fromisoformat(row["updated"]),
        filters if isinstance(filters, dict) else {},
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
