"""What costs most when an article is read, kept beside the library: vectors of its sentences, and the orders.

A row is keyed by a hash of the sentences and of what read them, so it never has to be brought up to date:
other text or another embedder finds no row. A file that cannot be read or written is done without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.databases import KeptRows

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
        self._rows = KeptRows(folder / FILE)
        self._maker = f"{VERSION} {embedder.name} {embedder.revision} {embedder.dimension}"
        self._width = embedder.dimension

    def _key(self, texts: Sequence[str]) -> str:
        told = "\0".join((self._maker, *texts))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, texts: Sequence[str]) -> tuple[Any, list[bool]] | None:
        """The vectors of these sentences and which are left out as orders, if they were read before."""
        import numpy as np

        body = self._rows.get([self._key(texts)]).get(self._key(texts), b"")
        if len(body) != len(texts) * (1 + 2 * self._width):
            return None
        orders, vectors = body[: len(texts)], np.frombuffer(body, np.float16, offset=len(texts))
        return vectors.reshape(-1, self._width).astype(np.float32), [bool(flag) for flag in orders]

    def put(self, texts: Sequence[str], vectors: Any, orders: Sequence[bool]) -> None:
        """Keep what was read."""
        import numpy as np

        self._rows.put({self._key(texts): bytes(orders) + vectors.astype(np.float16).tobytes()})
