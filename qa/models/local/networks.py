"""The three shapes of networks that can be added: bi-encoder, cross-encoder with one logit, NLI.

What a graph gives is told by its first output: (batch, tokens, width) is pooled to a vector; logits of one
column are a score; logits of several columns are classes, whose names stand in config.json.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import ModelRefusedError
from qa.models.endpoint import unit
from qa.models.local.store import Locked, Store
from qa.models.onnx import load_session, tokenizer_of
from qa.types import Usage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_BATCH = 8
_MOST_TOKENS = 512
"""Networks of this size were trained on 512 tokens at most."""


class Network:
    """One loaded network: texts or pairs of texts in, its first output out."""

    def __init__(self, config: bytes, tokenizer: bytes, graph: bytes | Path, name: str) -> None:
        try:
            self.config: dict[str, Any] = json.loads(config)
            self._tokenizer = tokenizer_of(tokenizer)
            self._session = load_session(graph)
        except Exception as error:  # each library has errors of its own for files that are not theirs
            reason = " ".join(str(error).split())[:120]
            raise ModelRefusedError(
                f"the network {name} cannot be loaded: {reason}", "choose another one"
            ) from None
        self._tokenizer.no_padding()
        limit = int(self.config.get("max_position_embeddings") or _MOST_TOKENS)
        self.max_tokens = min(limit, _MOST_TOKENS)
        self._tokenizer.enable_truncation(self.max_tokens)
        self._inputs = {one.name for one in self._session.get_inputs()}

    @property
    def labels(self) -> dict[str, int]:
        """The class of each label, in lower case."""
        return {str(name).lower(): int(n) for n, name in (self.config.get("id2label") or {}).items()}

    def tokens(self, text: str) -> int:
        """How many tokens a text has, without special ones."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> tuple[Any, Any]:
        """(first output, attention mask) of one batch."""
        import numpy as np

        rows = self._tokenizer.encode_batch([_plain(text) for text in texts])
        length = max(len(row.ids) for row in rows)
        ids, mask, kinds = (np.zeros((len(rows), length), np.int64) for _ in range(3))
        for i, row in enumerate(rows):
            ids[i, : len(row.ids)], mask[i, : len(row.ids)] = row.ids, 1
            kinds[i, : len(row.ids)] = row.type_ids
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        found = self._session.run(None, {k: v for k, v in feed.items() if k in self._inputs})
        return found[0], mask


def load(store: Store, locked: Locked) -> Network:
    """A network whose files are those that were locked. Raises ModelRefusedError."""
    graph: bytes | Path = store.read(locked, locked.file)
    if f"{locked.file}_data" in locked.files:
        store.read(locked, f"{locked.file}_data")
        graph = store.folder / locked.name / locked.file  # weights beside it are found from its place
    return Network(
        store.read(locked, "config.json"), store.read(locked, "tokenizer.json"), graph, locked.name
    )


def try_out(place: Path, locked: Locked) -> None:
    """Run a network once before it is added. Raises ModelRefusedError when it is not of its kind."""
    files = [(place / name).read_bytes() for name in ("config.json", "tokenizer.json")]
    network = Network(files[0], files[1], place / locked.file, locked.name)
    try:
        if locked.kind == "embedder":
            _pooled(*network.run(["news"]), locked.pooling)
        elif locked.kind == "reranker":
            _scores(network.run([("news", "news")])[0])
        else:
            supporting(network.labels, _width(network.run([("news", "news")])[0]))
    except ModelRefusedError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120]
        raise ModelRefusedError(
            f"{locked.name} does not run as a {locked.kind}: {reason}", "choose another"
        ) from None


class LocalEmbedder:
    """A bi-encoder that was added: mean or first-token pooling, unit length."""

    revision = 0

    def __init__(self, store: Store, locked: Locked) -> None:
        self.name = f"local:{locked.name}@{locked.files[locked.file][:12]}"
        self._store, self._locked = store, locked
        self._loading = threading.Lock()
        self._network: Network | None = None
        self._dimension = 0

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension or int(self.embed(["dimension"]).shape[1])

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read."""
        return self.load().max_tokens

    def load(self, text: str = "") -> Network:
        """The network, loaded once."""
        with self._loading:
            if self._network is None:
                self._network = load(self._store, self._locked)
            return self._network

    def count_tokens(self, text: str) -> int:
        """Tokens of a text, without special ones."""
        return self.load().tokens(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimension)."""
        return self._vectors([self._locked.passage + text for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """The unit vector of a question, which such networks read with other words before it."""
        return self._vectors([self._locked.question + text])

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        network = self.load()
        parts = (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))
        rows = [_pooled(*network.run(part), self._locked.pooling) for part in parts]
        if not rows:
            return np.zeros((0, self.dimension), np.float32)
        made: Vectors = np.concatenate(rows).astype(np.float32)
        self._dimension = int(made.shape[1])
        return made


class LocalChecker:
    """An NLI network that was added, as a second opinion on each sentence: says yes, no, or nothing."""

    def __init__(self, store: Store, locked: Locked) -> None:
        self.name = f"local:{locked.name}"
        self._network = load(store, locked)
        self._bar = 0.5 if locked.bar is None else locked.bar

    def probability(self, evidence: str, claim: str) -> float:
        """P(the evidence supports the claim), 0..1."""
        logits, _ = self._network.run([(evidence, claim)])
        return supported(logits[0], self._network.labels)

    def check(self, evidence: str, claim: str) -> bool | None:
        """Whether the evidence bears the claim out."""
        return self.probability(evidence, claim) >= self._bar

    def judge(self, evidence: str, claim: str) -> tuple[bool | None, Usage]:
        """The same with what it took: no call of a model that is counted."""
        return self.check(evidence, claim), Usage()

    def until(self, cancelled: object) -> LocalChecker:
        """The same: it answers within milliseconds and need not be ended."""
        return self


class LocalReranker:
    """A one-logit cross-encoder that was added: how well a passage answers a question."""

    def __init__(self, store: Store, locked: Locked) -> None:
        self.name = f"local:{locked.name}"
        self._network = load(store, locked)

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """A score of each passage, higher is better."""
        found: list[float] = []
        for start in range(0, len(passages), _BATCH):
            part = [(question, text) for text in passages[start : start + _BATCH]]
            found += _scores(self._network.run(part)[0])
        return found


def supporting(labels: dict[str, int], width: int) -> int:
    """Which class means "supported". Raises ModelRefusedError when no label says so."""
    for name in ("entailment", "supported", "label_1" if width == 2 else ""):
        if name in labels and labels[name] < width:
            return labels[name]
    shown = ", ".join(labels) or "none"
    raise ModelRefusedError(f"no label of it means entailment; it has {shown}", "choose an NLI network")


def supported(logits: Sequence[float], labels: dict[str, int]) -> float:
    """The share of the supporting class (softmax); of one logit its sigmoid."""
    values = [float(value) for value in logits]
    if len(values) == 1:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, values[0]))))
    powers = [math.exp(value - max(values)) for value in values]
    return powers[supporting(labels, len(values))] / sum(powers)


def _pooled(hidden: Any, mask: Any, pooling: str) -> Vectors:
    if hidden.ndim == 2:  # the graph pools by itself
        return unit(hidden)
    if pooling == "cls":
        return unit(hidden[:, 0])
    return unit((hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))


def _scores(logits: Any) -> list[float]:
    if _width(logits) != 1:
        raise ModelRefusedError(
            f"a re-ranker gives one score, this gives {_width(logits)}", "choose another one"
        )
    return [float(row[0]) for row in logits]


def _width(logits: Any) -> int:
    return int(logits.shape[-1]) if logits.ndim == 2 else -1


def _plain(text: str | tuple[str, str]) -> str | tuple[str, str]:
    """Lone surrogates, which tokenizers refuse, become question marks."""
    if isinstance(text, tuple):
        return tuple(part.encode("utf-8", "replace").decode("utf-8") for part in text)  # type: ignore[return-value]
    return text.encode("utf-8", "replace").decode("utf-8")
