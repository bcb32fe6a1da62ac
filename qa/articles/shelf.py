"""A list of articles that does not grow in memory: from the 65th on they wait in a temporary file."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, overload

from qa.types import Article

IN_MEMORY = 64
"""Articles kept in memory: most sources hold one, and an export of a day's press some tens."""


class Shelf(Sequence[Article]):
    """Articles in the order in which they were put on it. The file goes when the shelf does."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._near: list[Article] = []
        self._places: list[int] = []
        self._far: IO[bytes] | None = None
        for article in articles:
            self.append(article)

    def append(self, article: Article) -> None:
        """Put an article at the end."""
        if len(self._near) < IN_MEMORY:
            self._near.append(article)
            return
        if self._far is None:
            self._far = tempfile.TemporaryFile(prefix="qa-")  # noqa: SIM115 (it lives as long as the shelf)
        self._far.seek(0, 2)
        self._places.append(self._far.tell())
        pickle.dump(article, self._far, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._near) + len(self._places)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> list[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | list[Article]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        index = index + len(self) if index < 0 else index
        if not 0 <= index < len(self):
            raise IndexError("no such article on the shelf")
        return self._near[index] if index < IN_MEMORY else self._read(index - IN_MEMORY)

    def __iter__(self) -> Iterator[Article]:
        yield from list(self._near)
        for number in range(len(self._places)):
            yield self._read(number)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Shelf], tuple[list[Article]]]:
        return Shelf, (list(self),)

    def _read(self, number: int) -> Article:
        assert self._far is not None
        self._far.seek(self._places[number])
        article: Article = pickle.load(self._far)
        return article

    def __del__(self) -> None:
        if self._far is not None:
            self._far.close()
