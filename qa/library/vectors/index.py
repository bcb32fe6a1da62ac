"""What the library needs of an index over its vectors, whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from qa.errors import CorpusError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class IndexUnreachableError(CorpusError):
    """The server that keeps the vectors does not answer; the journal holds what it has to be told."""


class VectorIndex(Protocol):
    """Nearest passages by cosine. What it holds is made from the catalog, and can be made again."""

    @property
    def place(self) -> str:
        """Where it is kept; "" in the library's own folder. An index at another place is told everything."""
        ...

    @property
    def is_remote(self) -> bool:
        """Whether a server keeps it, which is told of every passage whatever the size of the library."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """Around reads."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Around the writes of one batch."""
        ...

    def upsert(self, ids: Sequence[int], vectors: Vectors, metadatas: Sequence[dict[str, str | int]]) -> None:
        """Put passages in: unit vectors of shape (n, dimension). Call inside `writing`."""
        ...

    def delete(self, ids: Sequence[int]) -> None:
        """Take passages out; unknown ids do no harm. Call inside `writing`."""
        ...

    def reset(self) -> None:
        """Empty the index. Call inside `writing`."""
        ...

    def query(self, vector: Vectors, k: int, where: dict[str, Any] | None = None) -> list[tuple[int, float]]:
        """At most `k` nearest passages as (id, cosine), nearest first. Call inside `reading`."""
        ...

    def ids(self) -> set[int]:
        """The ids of all passages in the index. Call inside `reading`."""
        ...

    def warm(self) -> None:
        """Load and open what the first query needs. Call inside `reading`."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
