"""An index that a Chroma server keeps: for libraries that outgrow a machine's memory.

The server locks for itself, so there is nothing to lock here; the library's only writer is the only one that
tells it anything.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.library.vectors import chroma_client
from qa.library.vectors.chroma_client import explained

if TYPE_CHECKING:
    from qa.library.vectors.index import Vectors


@dataclass(frozen=True, slots=True)
class Server:
    """Where a Chroma server is: http(s)://host:port, and the token that it asks for."""

    url: str
    token: str | None = None


class ServerIndex:
    """Nearest passages by cosine, asked of a Chroma server. Safe to share between threads."""

    is_remote = True

    def __init__(self, server: Server, library: str) -> None:
        """The collection of one library, which `library` tells from others; contacts nothing yet."""
        self._server = server
        self._name = "qa-" + hashlib.sha256(library.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self._guard = threading.Lock()
        self._client: Any = None
        self._found: Any = None

    @property
    def place(self) -> str:
        """The address with the name of the collection."""
        return f"{self._server.url}#{self._name}"

    def _collection(self) -> Any:
        with self._guard:
            if self._found is None:
                self._client = self._client or chroma_client.at(self._server.url, self._server.token)
                self._found = chroma_client.collection(self._client, self._name)
            return self._found

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing to keep out."""
        chroma_client.load()
        yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Nothing to keep out."""
        chroma_client.load()
        yield

    def upsert(self, ids: Sequence[int], vectors: Vectors, metadatas: Sequence[dict[str, str | int]]) -> None:
        """Put passages in. Raises IndexUnreachableError."""
        with explained(self._server.url):
            chroma_client.put(self._collection(), ids, vectors, metadatas)

    def delete(self, ids: Sequence[int]) -> None:
        """Take passages out. Raises IndexUnreachableError."""
        with explained(self._server.url):
            self._collection().delete(ids=[str(i) for i in ids])

    def reset(self) -> None:
        """Empty the collection. Raises IndexUnreachableError."""
        from chromadb.errors import NotFoundError

        with explained(self._server.url):
            self._collection()
            with suppress(NotFoundError):
                self._client.delete_collection(self._name)
            self._found = None
            self._collection()

    def query(self, vector: Vectors, k: int, where: dict[str, Any] | None = None) -> list[tuple[int, float]]:
        """At most `k` nearest passages as (id, cosine), nearest first. Raises IndexUnreachableError."""
        with explained(self._server.url):
            return chroma_client.nearest(self._collection(), vector, k, where)

    def ids(self) -> set[int]:
        """The ids of all passages in the collection. Raises IndexUnreachableError."""
        with explained(self._server.url):
            return chroma_client.all_ids(self._collection())

    def warm(self) -> None:
        """Connect. Raises IndexUnreachableError."""
        with explained(self._server.url):
            self._collection()

    def close(self) -> None:
        """Forget the connection."""
        if self._client is not None:
            self._client.close()
        self._client = self._found = None
