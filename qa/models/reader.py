"""A small reader: does this sentence answer this question, does this evidence support this claim?

One cross-encoder (MiniLM, six layers, fine-tuned by bench/training, int8 ONNX) with two heads. It reads
both texts together, so it tells "same words" from "same answer", which vectors and BM25 cannot. It runs on
onnxruntime and tokenizers alone; its file is checked against the card beside it before it is used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.models.onnx import MODELS, TOKENIZER, checked, load_session, load_tokenizer, refused

if TYPE_CHECKING:
    import numpy as np

_CLS, _SEP = 101, 102
# The lengths the net was trained on. A longer question or claim is cut, and then the second text.
_FIRST_WORDPIECES, _WORDPIECES = 64, 128
# 128 wordpieces are about 600 characters: no need to tokenise a whole article to throw most of it away.
_CHARACTERS = 4000

KEPT_PAIRS = 8192
"""Pairs whose verdicts are kept, about 1 kB each: topics that share articles, and a question asked again,
meet the same pairs, and a pair costs 5.6 ms of CPU."""


class Reader:
    """The loaded network. Safe to share between threads.

    `answered` and `supported` are the probabilities from which the two verdicts are meant to be taken; they
    were chosen on held-out pairs, and the card (`reader.json`) says what they cost.
    """

    def __init__(
        self, folder: Path = MODELS, *, tokenizer: Path = TOKENIZER, threads: int | None = None
    ) -> None:
        """Loads `reader.onnx` and its card; raises ModelRefusedError if a file is missing or damaged."""
        card = _read_card(folder / "reader.json")
        self.card = card
        self.answered: float = card["thresholds"]["answered"]
        self.supported: float = card["thresholds"]["supported"]
        self._answer_scale: float = card["calibration"]["answer_scale"]
        self._answer_shift: float = card["calibration"]["answer_shift"]
        self._claim_scale: float = card["calibration"]["claim_scale"]
        self._tokenizer = load_tokenizer(tokenizer)
        self._session = load_session(checked(folder / "reader.onnx", card["sha256"]))
        self._verdict = lru_cache(maxsize=KEPT_PAIRS)(self._read)
        # Two pairs on a core each: 5.8 ms of CPU a pair; one pair on two cores: 7.3, for waiting in between.
        self._pool = ThreadPoolExecutor(threads or min(4, os.cpu_count() or 1), "reader")

    @property
    def pairs_read(self) -> int:
        """How often the network was run: pairs asked for, without those that were remembered."""
        return self._verdict.cache_info().misses

    def answers(self, question: str, sentences: Sequence[str]) -> list[float]:
        """P(the sentence answers the question) of each sentence, in order, 0..1."""
        import numpy as np

        logits, _ = self._run([(question, sentence) for sentence in sentences])
        scaled = np.clip(logits * self._answer_scale + self._answer_shift, -30, 30)
        return [float(p) for p in 1 / (1 + np.exp(-scaled))]

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float, float]]:
        """(P(supported), P(contradicted), P(neutral)) of each (evidence, claim), in order; each sums to 1."""
        import numpy as np

        _, logits = self._run([(claim, evidence) for evidence, claim in pairs])
        scaled = logits * self._claim_scale
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        return [(float(s), float(c), float(n)) for s, c, n in shares]

    def _run(self, pairs: Sequence[tuple[str, str]]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Logits of both heads, float64 (pairs,) and (pairs, 3), in the order given.

        Pairs are read one by one: int8 activations take their scale from the whole batch, so in batches of
        16 a sentence's probability moved by up to 0.11 with what was read beside it. Alone it costs a third
        more CPU (5.6 against 4.2 ms a pair) and a verdict depends on its pair only, so it can be kept.
        """
        import numpy as np

        texts = [(_plain(first), _plain(second)) for first, second in pairs]
        rows = list(self._pool.map(self._verdict, texts) if len(texts) > 1 else map(self._verdict, texts))
        logits = np.array(rows, dtype=np.float64).reshape(-1, 4)
        return logits[:, 0], logits[:, 1:]

    def _read(self, pair: tuple[str, str]) -> tuple[float, ...]:
        """Logits of one pair: of the answer, then supported, contradicted and neutral."""
        import numpy as np

        first, second = (self._tokenizer.encode(text, add_special_tokens=False).ids for text in pair)
        left = [_CLS, *first[:_FIRST_WORDPIECES], _SEP]
        ids = np.array([[*left, *second[: _WORDPIECES - len(left) - 1], _SEP]], dtype=np.int64)
        segments = np.zeros_like(ids)
        segments[0, len(left) :] = 1
        feeds = {"ids": ids, "attention": np.ones_like(ids), "segments": segments}
        answer, claim = self._session.run(["answer", "claim"], feeds)
        return (float(answer[0]), *map(float, claim[0]))


@lru_cache(maxsize=1)
def get_reader() -> Reader:
    """The one reader of this process, loaded at the first call; raises ModelRefusedError as `Reader` does."""
    return Reader()


def _plain(text: str) -> str:
    """Cut to what can matter; lone surrogates, which the tokenizer refuses, become question marks."""
    return text[:_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise refused("newsdesk-qa", f"has no readable {path.name}: {error}") from error
    missing = {"sha256", "thresholds", "calibration"} - card.keys()
    if missing:
        raise refused("newsdesk-qa", f"has a {path.name} that lacks {', '.join(sorted(missing))}")
    return card
