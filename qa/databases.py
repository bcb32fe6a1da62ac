"""The small SQLite files beside a catalog: opened, made where they are missing, and shared with others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

WAIT_S = 10.0
"""How long a file is waited for while others open or close it; each holds it for some milliseconds."""
_PAUSE_S = 0.005


def write_ahead(db: sqlite3.Connection, wait: float = WAIT_S) -> None:
    """Have a database keep its journal ahead of its writes, so that readers never wait for a writer.

    SQLite answers "database is locked" at once, whatever the connection's own patience, while somebody else
    makes the same file or closes it as the last. Raises sqlite3.OperationalError when that lasts longer
    than `wait` seconds.
    """
    end = monotonic() + wait
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > end:
                raise
        sleep(_PAUSE_S)


@contextmanager
def opened(file: Path, tables: str, *, ahead: bool = False) -> Iterator[sqlite3.Connection]:
    """A file with these tables for one transaction; no thread ever shares a connection. `ahead`: see above.

    Raises sqlite3.Error and OSError.
    """
    with closing(sqlite3.connect(file, timeout=WAIT_S)) as db:
        db.row_factory = sqlite3.Row
        if ahead:
            write_ahead(db)
        db.executescript(tables)
        with db:
            yield db


class KeptRows:
    """What is costly to make, kept in one file by a key of all that it was made from, so that no row is
    ever out of date. A file that cannot be read or written is done without. Safe between threads and
    processes.
    """

    _TABLE = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID"

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The rows that are there, of those asked for."""
        if not self._file.exists():
            return {}
        wanted = "SELECT key, body FROM kept WHERE key IN (SELECT value FROM json_each(?))"
        with suppress(OSError, sqlite3.Error), opened(self._file, self._TABLE) as db:
            return {row["key"]: row["body"] for row in db.execute(wanted, [json.dumps(keys)])}
        return {}

    def put(self, rows: Mapping[str, bytes]) -> None:
        """Keep these rows."""
        with suppress(OSError, sqlite3.Error):
            self._file.touch(mode=0o600)  # as all that a library holds, the user's alone
            with opened(self._file, self._TABLE) as db:
                db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows.items())
