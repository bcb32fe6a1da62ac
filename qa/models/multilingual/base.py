"""What both multilingual networks share: tokenizer, word vectors, and the lower half of the layers.

multilingual-e5-small (MIT), its vocabulary cut to what news needs; made by
`bench/training/export_multilingual.py`. Loaded at the first text that is not English, and at the first
summary or briefing (`orders`), 36 MB.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.models.onnx import checked, load_session, load_tokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FOLDER = Path(__file__).parent
BEGIN, END = 0, 2
"""The ids that open a text and that close one."""

_BLOCK = 32


@lru_cache(maxsize=4)
def read_card(folder: Path = FOLDER) -> dict[str, Any]:
    """What is known of the networks: hashes, calibration, bars, the languages they may judge, figures."""
    card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    return card


class Base:
    """The loaded base. Safe to share between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Loads the files that the card names; raises ModelRefusedError if one is missing or damaged."""
        import numpy as np

        self.folder = folder
        self.card = read_card(folder)
        self.tokenizer = load_tokenizer(folder / "tokenizer.json", self.card["sha256"]["tokenizer.json"])
        table = np.memmap(self._checked("words.bin"), np.uint8, "r")  # a text needs a few rows of 100,000
        self._words = table.reshape(-1, self.card["width"] // _BLOCK, 2 + _BLOCK // 2)
        self._lower = self.session("lower.onnx")

    def session(self, name: str) -> Any:
        """A network of the folder, held against its hash in the card."""
        return load_session(self._checked(name))

    def _checked(self, name: str) -> Path:
        return checked(self.folder / name, self.card["sha256"][name])

    def hidden(self, ids: NDArray[np.int64]) -> Floats:
        """Token ids of one text, shape (length,) -> hidden states half-way up, (1, length, width)."""
        import numpy as np

        blocks = self._words[ids]
        scale = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
        nibbles = blocks[:, :, 2:]
        weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32) - 8
        found: Floats = self._lower.run(None, {"words": (weights * scale).reshape(1, len(ids), -1)})[0]
        return found


@lru_cache(maxsize=1)
def get_base() -> Base:
    """The one base of this process, loaded at the first call; raises ModelRefusedError as `Base` does."""
    return Base()
