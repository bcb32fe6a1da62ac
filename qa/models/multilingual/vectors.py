"""Vectors of texts in other languages, in the space of MiniLM: a passage and its translation have like ones.

The encoder learned MiniLM's vectors (`bench/training/distil.py`), so English passages keep theirs, a
library has one kind of vector, and a question in any language meets passages in any other.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.models.endpoint import unit
from qa.models.multilingual.base import BEGIN, END, get_base

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MOST_PIECES = 254
"""Pieces of a text that are read; a passage has fewer."""


class LanguageVectors:
    """Texts -> unit vectors that can be compared with MiniLM's. Safe to share between threads."""

    def __init__(self) -> None:
        """Loads the networks; raises ModelRefusedError if a file is missing or damaged."""
        self._base = get_base()
        self._upper = self._base.session("vectors.onnx")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), 384). One text at a time: int8 activations are scaled over a whole batch."""
        import numpy as np

        if len(texts) < 2:
            return np.stack([self._one(text) for text in texts])
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return np.stack(list(pool.map(self._one, texts)))

    def _one(self, text: str) -> Vectors:
        import numpy as np

        pieces = self._base.tokenizer.encode(text, add_special_tokens=False).ids[:MOST_PIECES]
        hidden = self._base.hidden(np.array([BEGIN, *pieces, END], np.int64))
        found: Vectors = unit(self._upper.run(None, {"hidden": hidden})[0])[0]
        return found


@lru_cache(maxsize=1)
def get_vectors() -> LanguageVectors:
    """The one of this process; raises ModelRefusedError as `LanguageVectors` does."""
    return LanguageVectors()
