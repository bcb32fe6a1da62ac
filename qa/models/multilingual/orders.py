"""How much a sentence, in whatever language, tells its reader what to write: learned from such sentences.

A weight for each number of the encoder's hidden states half-way up (their mean over the sentence), and one
for how the words are ordered (`qa.text.orders`), which knows English alone. Made by
`bench/injection/learn_vectors.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.models.multilingual.base import BEGIN, END, FOLDER, get_base
from qa.text.orders import weighs_as_order
from qa.text.tongue import is_english

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_PIECES = 160
"""Pieces of a sentence that are read."""

NO_ORDER, PLAIN = -20.0, -3.0
"""What an English sentence gets that weighs less than `PLAIN` as an order, where it has to be quick: half of
those of news, and of 39 open attacks four."""


def features(text: str) -> Floats:
    """The numbers that are weighed: 384 of the network, and one of the words."""
    import numpy as np

    base = get_base()
    pieces = base.tokenizer.encode(f"passage: {text}", add_special_tokens=False).ids[:MOST_PIECES]
    mean = base.hidden(np.array([BEGIN, *pieces, END], np.int64))[0].mean(axis=0)
    words = min(8.0, max(-4.0, weighs_as_order(text))) / 16
    return np.append(mean / np.linalg.norm(mean), words).astype(np.float32)


def order_odds(texts: Sequence[str], *, quick: bool = False) -> list[float]:
    """Log odds, more for what is more like an order. Raises ModelRefusedError for damaged networks.

    `quick`: English sentences whose words are not at all like an order are not read by the network.
    """
    weights = _weights()
    return [
        NO_ORDER
        if quick and is_english(text) and weighs_as_order(text) < PLAIN
        else float(features(text) @ weights[:-1] + weights[-1])
        for text in texts
    ]


@lru_cache(maxsize=1)
def _weights() -> Floats:
    import numpy as np

    return np.load(FOLDER / "orders.npy")  # type: ignore[no-any-return]
