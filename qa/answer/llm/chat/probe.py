"""What `qa doctor` asks of models: is the address reachable, the model known, and does it reply."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import perf_counter

from qa.answer.engine import Message
from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.door import NO_KEY, LangChainChat
from qa.errors import ModelReplyError, QAError

LOCAL_SERVERS: tuple[tuple[str, int], ...] = (
    ("Ollama", 11434),
    ("llama.cpp", 8080),
    ("LM Studio", 1234),
    ("vLLM", 8000),
)
"""Servers that people run at home, and the ports they listen on unless told otherwise."""

_LOCAL_TIMEOUT = 0.5
_SHOWN_MODELS = 5


@dataclass(frozen=True, slots=True)
class Probe:
    """What one contact with an address showed. `None` means that it was not found out."""

    model: str
    address: str
    reachable: bool
    model_known: bool | None
    replied: bool
    seconds: float
    detail: str
    """One line: what it said, or what to do about it."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A model server on this machine, and the lines of .env that would use it."""

    name: str
    base_url: str
    models: tuple[str, ...]

    @property
    def env(self) -> tuple[str, str]:
        """The two lines."""
        model = self.models[0] if self.models else "the-model-you-loaded"
        return f"QA_BASE_URL={self.base_url}", f"QA_MODEL=openai:{model}"


def probe(config: ModelConfig) -> Probe:
    """Contact the address once for its models and once for a one-token reply. Never raises QAError."""
    started = perf_counter()
    models = (
        list_models(config.address, config.api_key, config.timeout) if config.provider == "openai" else None
    )
    known = None if not models else config.name in models
    short = replace(config, retries=0, max_output_tokens=16, total_timeout=config.timeout)
    try:
        reply = LangChainChat(short).complete([Message("user", "Reply with the word OK.")])
        seconds = perf_counter() - started
        said = " ".join(reply.text.split())[:40]
        return Probe(config.model, config.address, True, True, True, seconds, f"replied “{said}”")
    except ModelReplyError as error:
        # An empty or cut reply to so short a question still shows that the model is there and works.
        return Probe(config.model, config.address, True, known, True, perf_counter() - started, error.message)
    except QAError as error:
        detail = f"{error.message}; {error.hint}" if error.hint else error.message
        if known is False and models:
            detail += f"; it has {', '.join(models[:_SHOWN_MODELS])}"
        reachable = models is not None
        return Probe(config.model, config.address, reachable, known, False, perf_counter() - started, detail)


def list_models(base_url: str, api_key: str | None = None, timeout: float = 5.0) -> tuple[str, ...] | None:
    """The names of a server's models; () when it answers but lists none, None when it cannot be reached."""
    import httpx

    headers = {"Authorization": f"Bearer {api_key or NO_KEY}"}
    try:
        response = httpx.get(f"{base_url.rstrip('/')}/models", headers=headers, timeout=timeout)
    except (httpx.HTTPError, httpx.InvalidURL):
        return None
    try:
        rows = response.json()["data"]
        return tuple(str(row["id"]) for row in rows)
    except (ValueError, KeyError, TypeError):
        return ()


def find_local_servers(
    candidates: Sequence[tuple[str, int]] = LOCAL_SERVERS, timeout: float = _LOCAL_TIMEOUT
) -> tuple[LocalServer, ...]:
    """The model servers that answer on 127.0.0.1, asked all at once; nothing else is contacted."""

    def ask(candidate: tuple[str, int]) -> LocalServer | None:
        name, port = candidate
        base_url = f"http://127.0.0.1:{port}/v1"
        models = list_models(base_url, timeout=timeout)
        # Any web server may sit on 8080: only a list of models makes it one of ours.
        return LocalServer(name, base_url, models) if models else None

    with ThreadPoolExecutor(max_workers=max(1, len(candidates))) as pool:
        return tuple(server for server in pool.map(ask, candidates) if server)
