"""An index in the library's own folder, which Chroma keeps within this process.

Chroma's persistent client is not safe with several processes (its issues 7040, 3792, 6975). Every call
here holds a lock across processes, a writer alone and only for one batch; a reader opens the index again
when a writer of another process has changed it, because an open index does not see that.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.library.locks import index_lock
from qa.library.vectors import chroma_client
from qa.library.vectors.chroma_client import explained

if TYPE_CHECKING:
    from qa.library.vectors.index import Vectors

_COLLECTION = "passages"

_guard = threading.Lock()
_clients: dict[str, _Client] = {}


class _Client:
    """Chroma's client for one folder. Chroma shares it inside a process, and so do we."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.users = 0
        self.generation = -1
        self._client: Any = None
        self._collection: Any = None

    def collection(self) -> Any:
        """The collection, opened or made at first use."""
        if self._collection is None:
            self._client = chroma_client.on_disk(self.folder)
            self._collection = chroma_client.collection(self._client, _COLLECTION)
        return self._collection

    def close(self) -> None:
        """Let go of the files."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def reset(self) -> None:
        """Start from nothing, whatever state the files are in."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class EmbeddedIndex:
    """Nearest passages by cosine. `generation` tells which state of the catalog the index should be at."""

    place = ""
    is_remote = False

    def __init__(self, folder: Path, generation: Callable[[], int]) -> None:
        """An index kept in `folder`; loads and opens nothing yet."""
        self._key = os.path.realpath(folder)
        self._generation = generation
        self._lock = index_lock(folder.with_name(folder.name + ".lock"))
        with _guard:
            self._shared = _clients.setdefault(self._key, _Client(folder))
            self._shared.users += 1
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep writers of other processes out while reading."""
        chroma_client.load()
        with self._lock.reading():
            generation = self._generation()
            if self._shared.generation != generation:
                self._shared.close()
                self._shared.generation = generation
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep everyone out while writing one batch. The index is opened again if another process wrote."""
        chroma_client.load()
        with self._lock.writing():
            if self._shared.generation != self._generation():
                self._shared.close()
            yield
            self._shared.generation = self._generation()

    def upsert(self, ids: Sequence[int], vectors: Vectors, metadatas: Sequence[dict[str, str | int]]) -> None:
        """Put passages in: unit vectors of shape (n, dimension). Call inside `writing`."""
        with explained():
            chroma_client.put(self._shared.collection(), ids, vectors, metadatas)

    def delete(self, ids: Sequence[int]) -> None:
        """Take passages out; unknown ids do no harm. Call inside `writing`."""
        with explained():
            self._shared.collection().delete(ids=[str(i) for i in ids])

    def reset(self) -> None:
        """Empty the index. Call inside `writing`."""
        self._shared.reset()

    def query(self, vector: Vectors, k: int, where: dict[str, Any] | None = None) -> list[tuple[int, float]]:
        """At most `k` nearest passages as (id, cosine), nearest first. Call inside `reading`."""
        if not (self._shared.folder / "chroma.sqlite3").exists():
            return []  # all waits in the journal; two readers that made an index at once would break it
        with explained():
            return chroma_client.nearest(self._shared.collection(), vector, k, where)

    def ids(self) -> set[int]:
        """The ids of all passages in the index. Call inside `reading`."""
        with explained():
            return chroma_client.all_ids(self._shared.collection())

    def warm(self) -> None:
        """Load Chroma and open the index. Call inside `reading`."""
        with explained():
            self._shared.collection().count()

    def close(self) -> None:
        """Let go of the index; the last user in this process closes the files."""
        if self._closed:
            return
        self._closed = True
        with _guard:
            self._shared.users -= 1
            if not self._shared.users:
                self._shared.close()
                _clients.pop(self._key, None)
