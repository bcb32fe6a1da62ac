"""The door to Chroma: what both of its clients are asked, and what their errors mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qa.errors import CorpusError
from qa.library.vectors.index import IndexUnreachableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PAGE = 10_000
"""Ids asked for at a time: one reply for a million would be 10 MB."""


def load() -> None:
    """Import Chroma before a lock is taken: it takes 2 s of CPU, in which others would wait for nothing."""
    import chromadb  # noqa: F401


def on_disk(folder: Path) -> Any:
    """A client of Chroma's files in a folder."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def at(url: str, token: str | None) -> Any:
    """A client of the Chroma server at an address; with a token as Chroma's token authentication sends it."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    auth: dict[str, Any] = {}
    if token:
        auth = {
            "chroma_client_auth_provider": "chromadb.auth.token_authn.TokenAuthClientProvider",
            "chroma_client_auth_credentials": token,
        }
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        parts.hostname or "localhost",
        parts.port or (443 if secure else 8000),
        ssl=secure,
        settings=Settings(anonymized_telemetry=False, **auth),
    )


def collection(client: Any, name: str) -> Any:
    """The collection of this name, made at first use."""
    return client.get_or_create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )


def put(found: Any, ids: Sequence[int], vectors: Vectors, metadatas: Sequence[dict[str, str | int]]) -> None:
    """Put passages into a collection."""
    found.upsert(ids=[str(i) for i in ids], embeddings=vectors, metadatas=list(metadatas))


def nearest(found: Any, vector: Vectors, k: int, where: dict[str, Any] | None) -> list[tuple[int, float]]:
    """At most `k` nearest passages of a collection as (id, cosine), nearest first."""
    # Chroma gives fewer where there are fewer; counting them first took longer than the query.
    reply = found.query(query_embeddings=[vector], n_results=k, where=where, include=["distances"])
    pairs = zip(reply["ids"][0], reply["distances"][0], strict=True)
    return [(int(key), 1.0 - float(distance)) for key, distance in pairs]


def all_ids(found: Any) -> set[int]:
    """The ids of all passages of a collection."""
    ids: set[int] = set()
    for start in range(0, found.count(), PAGE):
        ids |= {int(key) for key in found.get(include=[], limit=PAGE, offset=start)["ids"]}
    return ids


@contextmanager
def explained(place: str = "") -> Iterator[None]:
    """What Chroma raises, as an error with the command that mends it; `place` is a server's address."""
    try:
        yield
    except BaseException as error:
        # What its Rust panics with is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        told = f"{type(error).__name__}: {error}".splitlines()[0]
        if place:
            raise IndexUnreachableError(
                f"the vectors cannot be reached at {place}: {told}",
                "start the server, or correct QA_CHROMA_URL and QA_CHROMA_TOKEN; what was added is kept",
            ) from error
        raise CorpusError(
            f"the vector index cannot be used: {told}", "remake it from the catalog: qa rebuild"
        ) from error
