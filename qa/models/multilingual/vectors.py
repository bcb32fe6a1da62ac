"""Vectors of texts in other languages: the encoder's own, and where the text stands in MiniLM's space.

In its own space, with what tells the languages apart projected out, a question is compared with passages in
any language; a small network places the same text in MiniLM's space, so that English passages keep
theirs and a library has one kind of vector (`bench/training/language_vectors.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from qa.models.endpoint import unit
from qa.models.multilingual.base import BEGIN, END, get_base

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Role = Literal["query", "passage"]
"""The word that the encoder wants before a text."""

MOST_PIECES = 254
"""Pieces of a text that are read; a passage has fewer."""

KEPT = 4096
"""Own vectors of texts kept in memory, 1.5 KB each: the passages of one question are those of the next."""


class LanguageVectors:
    """Texts -> unit vectors, shape (len(texts), 384). Safe to share between threads."""

    def __init__(self) -> None:
        """Loads the networks; raises ModelRefusedError if a file is missing or damaged."""
        self._base = get_base()
        self._upper = self._base.session("vectors.onnx")
        self._kept = lru_cache(maxsize=KEPT)(lambda role, text: self._run(role, text)[1])

    def both(self, texts: Sequence[str], role: Role = "passage") -> tuple[Vectors, Vectors]:
        """Vectors that can be compared with MiniLM's, and the encoder's own: one run gives both."""
        pairs = _each(lambda text: self._run(role, text), texts)
        return unit(pairs[:, 0]), pairs[:, 1]

    def own(self, texts: Sequence[str], role: Role) -> Vectors:
        """Vectors to compare a question with passages, whatever the languages."""
        return _each(lambda text: self._kept(role, text), texts)

    def nearness(self, question: str, passages: Sequence[str]) -> list[float]:
        """The cosine of each passage with a question, whatever the language of either."""
        if not passages:
            return []
        return [float(c) for c in self.own(passages, "passage") @ self.own([question], "query")[0]]

    def _run(self, role: Role, text: str) -> Vectors:
        """Where the text stands in MiniLM's space, not yet of unit length, and in its own: shape (2, 384)."""
        import numpy as np

        pieces = self._base.tokenizer.encode(f"{role}: {text}", add_special_tokens=False).ids[:MOST_PIECES]
        hidden = self._base.hidden(np.array([BEGIN, *pieces, END], np.int64))
        return np.concatenate(self._upper.run(["vector", "own"], {"hidden": hidden}))


def _each(of: Callable[[str], Vectors], texts: Sequence[str]) -> Vectors:
    """One text at a time: int8 activations are scaled over a whole batch."""
    import numpy as np

    if len(texts) < 2:
        return np.stack([of(text) for text in texts])
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return np.stack(list(pool.map(of, texts)))


@lru_cache(maxsize=1)
def get_vectors() -> LanguageVectors:
    """The one of this process; raises ModelRefusedError as `LanguageVectors` does."""
    return LanguageVectors()
