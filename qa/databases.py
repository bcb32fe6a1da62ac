"""Opening a SQLite file that other threads and processes open and close at the same moment."""

from __future__ import annotations

import sqlite3
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
