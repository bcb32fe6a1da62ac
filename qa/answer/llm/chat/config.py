"""Which chat model to call and how, and the one thing that the chain needs of it: a reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from qa.answer.engine import Message, OnText
from qa.answer.llm.chat.budget import Price, price_of
from qa.answer.llm.chat.cancel import Cancelled, never

ADDRESSES: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "google_genai": "https://generativelanguage.googleapis.com",
    "mistralai": "https://api.mistral.ai/v1",
}
"""Where a provider's models are called when no `base_url` is set, for `qa doctor` and messages."""

_CALLED = {"google": "google_genai", "mistral": "mistralai"}
"""What people call a provider. Not with a `base_url`, where "mistral:7b" is a model of Ollama."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """Which model to call and how. Times are seconds, lengths are tokens."""

    model: str
    """provider:name; with a `base_url` any name that the server knows ("qwen2.5:7b")."""
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    temperature: float | None = 0.0
    max_output_tokens: int = 1024
    context_tokens: int = 8192
    timeout: float = 60.0
    """For connecting, and for each silence of the server."""
    structured: bool = False
    """Whether a reply is held to a JSON schema, where the server can."""
    learned: Path | None = None
    """The file that keeps what models were found not to take; None keeps it for this process alone."""
    reply_seconds: float = 180.0
    """For one reply, from the call to its last word: what there is by then is the reply."""
    total_timeout: float | None = None
    """For one call with all its retries; the longer of five times `timeout` and one reply, unless told."""
    retries: int = 2
    concurrency: int = 4
    prices: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Dollars per million prompt and completion tokens, by model."""

    @property
    def provider(self) -> str:
        """Whose protocol is spoken: what the model names; OpenAI's for any other name with a `base_url`."""
        named = self.model.partition(":")[0]
        if self.base_url:
            return named if named in ADDRESSES else "openai"
        return _CALLED.get(named, named)

    @property
    def name(self) -> str:
        """The model's name as its server knows it."""
        if self.base_url and self.provider == "openai":
            return self.model.removeprefix("openai:")
        return self.model.partition(":")[2]

    @property
    def address(self) -> str:
        """What is contacted."""
        return self.base_url or ADDRESSES.get(self.provider, f"the servers of {self.provider}")

    @property
    def local(self) -> bool:
        """Whether the model runs on this machine: it reads slowly, and costs nothing but time."""
        host = urlsplit(self.base_url or "").hostname or ""
        return host == "localhost" or host == "::1" or host.startswith("127.")

    @property
    def price(self) -> Price | None:
        """Dollars per million prompt and completion tokens; None when nobody states them."""
        elsewhere = self.base_url is not None
        return price_of(self.model, self.prices, provider=self.provider, elsewhere=elsewhere)

    @property
    def time_limit(self) -> float:
        """Seconds that one call may take with all its retries."""
        if self.total_timeout is not None:
            return self.total_timeout
        return max(5 * self.timeout, self.reply_seconds + self.timeout)

    def fingerprint_parts(self) -> tuple[str, ...]:
        """All that changes a reply besides the messages."""
        return (self.model, self.base_url or "", str(self.temperature), str(self.max_output_tokens))


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply without its reasoning. Token counts are the provider's, None when it gave none."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cut: bool = False
    """Whether it ended at the token limit."""
    note: str = ""
    """What a reader must know of how it ended; a reply with a note is not kept."""


def ended(reply: Reply) -> list[str]:
    """What the reader must know of how a reply ended."""
    if reply.note:
        return [reply.note]
    return ["the model's reply was cut at its token limit"] if reply.cut else []


class Chat(Protocol):
    """A chat model: the one thing that the chain needs of a vendor."""

    @property
    def config(self) -> ModelConfig:
        """How it is configured."""
        ...

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_output_tokens: int | None = None,
        on_text: OnText | None = None,
        cancelled: Cancelled = never,
        schema: Mapping[str, object] | None = None,
    ) -> Reply:
        """One reply, held to a JSON schema where the server can.

        Raises ModelError and its children, CancelledError soon after `cancelled` is true.
        """
        ...
