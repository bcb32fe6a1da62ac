"""The door to embedding endpoints: any server that speaks the OpenAI embeddings protocol."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.errors import ModelError, ModelRefusedError, ModelReplyError, ModelUnavailableError
from qa.text import count_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

OPENAI_BATCH = 96
OPENAI_RETRIES = 4
"""The client waits as `Retry-After` says (up to a minute), else 0.5 s doubling up to 8 s."""


class OpenAIEmbedder:
    """Any endpoint with the OpenAI embeddings protocol. Retries what may pass; maps errors to ModelError."""

    max_tokens = 8191
    revision = 0

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, timeout: float = 30
    ) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._timeout = timeout
        self._dimension = 0
        self.client: Any = None
        self._loading = threading.Lock()

    @property
    def dimension(self) -> int:
        """Length of a vector; asked once from the endpoint when nothing was embedded yet."""
        if not self._dimension:
            self.embed(["dimension"])
        return self._dimension

    def count_tokens(self, text: str) -> int:
        """Tokens as the model's own table counts them, or an estimate; never asks the network."""
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
        return unit(vectors)

    def _request(self, batch: Sequence[str]) -> list[list[float]]:
        client = self._connect()
        try:
            reply = client.embeddings.create(model=self._model, input=list(batch), encoding_format="float")
            data = sorted(reply.data, key=lambda item: item.index)
            vectors = [list(map(float, item.embedding)) for item in data]
        except Exception as error:
            raise mapped(error, self.name) from error
        if len(vectors) != len(batch):
            message = f"{self.name} returned {len(vectors)} vectors for {len(batch)} texts"
            raise ModelReplyError(message, "check that the endpoint speaks the OpenAI embeddings protocol")
        return vectors

    def _connect(self) -> Any:
        with self._loading:
            if self.client is None:
                import openai

                # With an endpoint of one's own and no key, the key in OPENAI_API_KEY is not for it.
                key = self._api_key or ("none" if self._base_url else None)
                try:
                    self.client = openai.OpenAI(
                        base_url=self._base_url,
                        api_key=key,
                        timeout=self._timeout,
                        max_retries=OPENAI_RETRIES,
                    )
                except openai.OpenAIError as error:
                    raise ModelRefusedError(
                        f"{self.name} needs a key", "set OPENAI_API_KEY, or use the local embedder: minilm"
                    ) from error
        return self.client


def mapped(error: Exception, name: str) -> ModelError:
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


def unit(vectors: Any) -> Vectors:
    """Rows at unit length, float32."""
    import numpy as np

    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
