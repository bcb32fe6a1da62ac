"""What costs most when an article is read, kept beside the library: vectors of its sentences, and the orders.

A row is keyed by a hash of the sentences and of what read them, so it never has to be brought up to date:
other text or another embedder finds no row. A file that cannot be read or written is done without.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.models.embedder import Embedder

FILE = "readings.sqlite"
VERSION = 1
"""Part of the key: raised when other weights judge what is an order."""


def rounded(vectors: Any) -> Any:
    """Vectors as they are kept, half as long: a first reading must not differ from a later one."""
    import numpy as np

    return vectors.astype(np.float16).astype(np.float32)


class KeptReadings:
    """Vectors and orders of whole articles in one file. Safe to share between threads and processes."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._path = folder / FILE
        self._maker = f"{VERSION} {embedder.name} {embedder.revision} {embedder.dimension}"
        self._width = embedder.dimension

    def _key(self, texts: Sequence[str]) -> bytes:
        told = "\0".join((self._maker, *texts))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()

    def get(self, texts: Sequence[str]) -> tuple[Any, list[bool]] | None:
        """The vectors of these sentences and which are left out as orders, if they were read before."""
        import numpy as np

        if not self._path.exists():
            return None
        try:
            with closing(sqlite3.connect(self._path, timeout=5)) as db:
                found = db.execute(
                    "SELECT vectors, orders FROM readings WHERE key = ?", (self._key(texts),)
                ).fetchone()
        except sqlite3.Error:
            return None
        if found is None or len(found[1]) != len(texts) or len(found[0]) != 2 * len(texts) * self._width:
            return None
        vectors = np.frombuffer(found[0], np.float16).reshape(len(texts), self._width)
        return vectors.astype(np.float32), [bool(flag) for flag in found[1]]

    def put(self, texts: Sequence[str], vectors: Any, orders: Sequence[bool]) -> None:
        """Keep what was read."""
        import numpy as np

        row = (self._key(texts), vectors.astype(np.float16).tobytes(), bytes(orders))
        with suppress(OSError, sqlite3.Error):
            self._path.touch(mode=0o600)  # as all that a library holds, the user's alone
            with closing(sqlite3.connect(self._path, timeout=5)) as db, db:
                db.execute(
                    "CREATE TABLE IF NOT EXISTS readings (key BLOB PRIMARY KEY, vectors BLOB, orders BLOB)"
                )
                db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", row)
