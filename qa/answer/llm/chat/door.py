"""The door to chat models: LangChain builds them, one call streams a reply, failures are tried again.

Nothing but the configured address is contacted: LangSmith tracing is off, and with a `base_url` neither
OpenAI's address nor OPENAI_API_KEY is used.
"""

from __future__ import annotations

import math
import random
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from qa.answer.engine import RESTART, Message, OnText
from qa.answer.llm.chat.bounds import ReplyTooLargeError, http_client, most_characters
from qa.answer.llm.chat.cancel import POLL, Cancelled, never, pumped
from qa.answer.llm.chat.config import ModelConfig, Reply
from qa.answer.llm.chat.errors import Called, explain, retry_after
from qa.answer.llm.chat.learned import Learned
from qa.answer.llm.chat.stream import ReasoningFilter
from qa.errors import (
    CancelledError,
    ConfigError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelUnavailableError,
    QAError,
    SlowReplyError,
)

NO_KEY = "no-key-needed"
"""Sent to a server of the user's own that has no key: never a key meant for another address."""

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 20.0
_OPTIONAL = {
    "temperature": re.compile(r"\btemperature\b"),
    "stream_options": re.compile(r"\bstream_options\b|\binclude_usage\b"),
    "max_tokens": re.compile(r"\bmax_tokens\b"),
    "max_completion_tokens": re.compile(r"\bmax_completion_tokens\b"),
    "response_format": re.compile(r"\bresponse_format\b|\bjson_schema\b|\bgrammar\b"),
}
"""Parameters that some models or servers refuse; a refused one is left out from then on."""
_REFUSES = re.compile(
    r"unsupported|not support|unrecogni[sz]ed|unknown|unexpected|extra|not allow", re.IGNORECASE
)


def build(
    config: ModelConfig,
    without: frozenset[str] = frozenset(),
    max_output_tokens: int | None = None,
    *,
    schema: Mapping[str, object] | None = None,
    client: Any = None,
) -> Any:
    """The LangChain chat model of a configuration, without the optional parameters named.

    `schema` is the JSON schema to hold the reply to, `client` the httpx client of an OpenAI protocol.

    Raises ConfigError for a provider that is unknown or not installed, ModelRefusedError without a key.
    """
    from langchain.chat_models import init_chat_model

    if not config.provider or not config.name:
        raise ConfigError(
            f"not a model: {config.model!r}", "write it as provider:name, as in openai:gpt-4.1-mini"
        )
    options = _options(config, without, max_output_tokens or config.max_output_tokens, schema)
    if client is not None and config.provider == "openai":
        options["http_client"] = client
    try:
        return init_chat_model(config.name, model_provider=config.provider, **options)
    except ImportError as error:
        raise explain(error, _called(config)) from error
    except ValueError as error:
        if "api key" in str(error).lower():
            raise ModelRefusedError(f"no usable key for {config.model}", "set QA_API_KEY") from error
        told = str(error).splitlines()[0]
        raise ConfigError(f"cannot use {config.model}: {told}", "check QA_MODEL") from error
    except Exception as error:
        raise explain(error, _called(config)) from error


def _options(
    config: ModelConfig, without: frozenset[str], longest: int, schema: Mapping[str, object] | None
) -> dict[str, Any]:
    """What LangChain is told: the parameters of the configuration that this model takes."""
    options: dict[str, Any] = {"timeout": config.timeout, "max_retries": 0}
    if config.temperature is not None and "temperature" not in without:
        options["temperature"] = config.temperature
    if config.api_key or config.base_url:
        options["api_key"] = config.api_key or NO_KEY
    body: dict[str, Any] = {}
    if schema and config.provider == "openai" and "response_format" not in without:
        form = {"name": "reply", "strict": True, "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    if config.base_url and config.provider == "openai" and "max_tokens" not in without:
        # What LangChain sends for OpenAI is max_completion_tokens, which llama.cpp's servers ignore.
        body["max_tokens"] = longest
    elif "max_completion_tokens" not in without:
        options["max_tokens"] = longest
    if config.provider == "openai":
        streams_usage = "stream_options" not in without
        options |= {"base_url": config.address, "stream_usage": streams_usage, "use_responses_api": False}
        options |= {"extra_body": body} if body else {}
    elif config.base_url:
        options["base_url"] = config.base_url
    return options


class LangChainChat:
    """A chat model behind LangChain: streams, retries with backoff, and can be stopped at any time."""

    def __init__(self, config: ModelConfig, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.config = config
        self._sleep = sleep
        self._slots = threading.BoundedSemaphore(config.concurrency)
        self._learned = Learned(config, config.learned)
        self._client: Any = None

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_output_tokens: int | None = None,
        on_text: OnText | None = None,
        cancelled: Cancelled = never,
        schema: Mapping[str, object] | None = None,
    ) -> Reply:
        """One reply; what may succeed later is tried again until `retries` or `time_limit` is used up."""
        longest = max_output_tokens or self.config.max_output_tokens
        limits = _Limits(self.config, time.monotonic() + self.config.time_limit, cancelled, longest)
        attempt = 0
        while True:
            shown = _Shown(on_text)
            try:
                with self._slot(limits):
                    return self._once(messages, schema, shown, limits.from_now())
            except _AdaptedError:
                continue
            except _FailedError as failed:
                error, asked = failed.error, failed.wait
            self._give_up_or_wait(error, asked, attempt, limits)
            attempt += 1
            shown.take_back()

    @contextmanager
    def _slot(self, limits: _Limits) -> Iterator[None]:
        """One of the calls that may run at once."""
        while not self._slots.acquire(timeout=POLL):
            limits.stop_if_cancelled()
        try:
            yield
        finally:
            self._slots.release()

    def _give_up_or_wait(self, error: QAError, asked: float | None, attempt: int, limits: _Limits) -> None:
        """Wait before the next attempt, or raise `error` when there is to be none."""
        if not isinstance(error, ModelError) or not error.retryable or attempt >= self.config.retries:
            raise error from error.__cause__
        backoff = min(_LONGEST_WAIT, _FIRST_WAIT * 2**attempt) * random.uniform(0.5, 1.0)
        wait = backoff if asked is None else asked + random.uniform(0.0, 0.1)
        if time.monotonic() + wait > limits.deadline:
            hint = f"it asks to wait {wait:.0f} seconds" if asked is not None else error.hint
            raise ModelUnavailableError(error.message, hint) from error
        end = time.monotonic() + wait
        while (left := end - time.monotonic()) > 0:
            limits.stop_if_cancelled()
            self._sleep(min(left, POLL))

    def _once(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object] | None,
        shown: _Shown,
        limits: _Limits,
    ) -> Reply:
        """One attempt. Raises _FailedError with the mapped error, _AdaptedError to drop a parameter."""
        if self._client is None and self.config.provider == "openai":
            self._client = http_client(self.config, self.config.max_output_tokens)

        def chunks() -> Generator[Any, None, None]:
            without = self._learned.lesson.without
            model = build(self.config, without, limits.tokens, schema=schema, client=self._client)
            return self._chunks(model, messages)

        try:
            return self._read(pumped(chunks, limits.go_on), shown, limits)
        except QAError as error:
            raise (
                error if isinstance(error, CancelledError) else _FailedError(error, None)
            ) from error.__cause__
        except Exception as error:
            if dropped := self._refused_parameter(error):
                self._learned.refuses(dropped)
                raise _AdaptedError from error
            mapped = explain(error, _called(self.config))
            mapped.__cause__ = error
            raise _FailedError(mapped, retry_after(error)) from error

    def _read(self, chunks: Iterator[Any], shown: _Shown, limits: _Limits) -> Reply:
        """The reply of one call, read chunk by chunk, up to its bounds: what was said by then is the
        reply.
        """
        reasoning, total, finish, note, size = ReasoningFilter(), None, "", "", 0
        try:
            for chunk in chunks:
                words = _text(chunk)
                size += max(1, len(words) + _hidden(chunk))  # a chunk without words is not for nothing
                if size > most_characters(limits.tokens):
                    raise ReplyTooLargeError(f"it went on beyond the {limits.tokens} tokens asked for")
                piece = reasoning.feed(words)
                if reasoning.restart:
                    shown.take_back()
                shown.show(piece)
                finish = _finish(chunk) or finish
                total = chunk if total is None else total + chunk
        except (ReplyTooLargeError, SlowReplyError) as error:
            if not reasoning.text.strip():
                raise
            finish, note = "length", f"the model's reply was cut: {error}"
        shown.show(reasoning.finish())
        return replace(self._reply(reasoning.text, total, finish), note=note)

    def _chunks(self, model: Any, messages: Sequence[Message]) -> Generator[Any, None, None]:
        """The chunks of a stream, or the whole reply of a server that does not stream, as one chunk."""
        from langsmith import tracing_context

        asked = [(m.role, m.content) for m in messages]
        with tracing_context(enabled=False):
            if self._learned.lesson.streams:
                some = False
                try:
                    with closing(model.stream(asked)) as stream:
                        for chunk in stream:
                            some = True
                            yield chunk
                    return
                except ValueError as error:
                    # What LangChain says to a body without one event: a JSON reply, as servers without SSE
                    # send.
                    if some or "No generation chunks" not in str(error):
                        raise
            yield model.invoke(asked)
            self._learned.does_not_stream()

    def _reply(self, text: str, total: Any, finish: str) -> Reply:
        """The reply, unless it was refused, is empty, or broke off without a word about it."""
        name = self.config.model
        extra = getattr(total, "additional_kwargs", {}) or {}
        if extra.get("refusal") or finish in ("content_filter", "refusal", "SAFETY"):
            said = extra.get("refusal") or "content filter"
            hint = "ask in other words, or choose another model"
            raise ModelRefusedError(f"{name} refused: {said}", hint, content=True)
        cut = finish in ("length", "max_tokens", "MAX_TOKENS")
        if not text.strip():
            why = "its reply limit was used up by reasoning" if cut else "the reply is empty"
            raise ModelReplyError(
                f"{name} said nothing: {why}", "raise QA_MAX_OUTPUT_TOKENS" if cut else "ask again"
            )
        if not finish and not re.search(r"[.!?…\"”’)\]]\s*$", text):
            raise ModelReplyError(f"the reply of {name} broke off", "try again")
        usage = getattr(total, "usage_metadata", None) or {}
        # 0 is what langchain-anthropic gives when the last event does not repeat the prompt's tokens.
        return Reply(text, usage.get("input_tokens") or None, usage.get("output_tokens") or None, cut)

    def _refused_parameter(self, error: Exception) -> str | None:
        """The optional parameter that a server refuses, if that is what this error says."""
        if getattr(error, "status_code", 0) not in (400, 422):
            return None
        if not _REFUSES.search(str(error)):
            return None
        words = getattr(error, "param", None) or str(error)
        named = [name for name, pattern in _OPTIONAL.items() if pattern.search(words)]
        return next((name for name in named if name not in self._learned.lesson.without), None)


@dataclass(frozen=True, slots=True)
class _Limits:
    """When one call has to end: at its deadline (monotonic seconds), or when it is cancelled."""

    config: ModelConfig
    deadline: float
    cancelled: Cancelled
    tokens: int
    """The longest reply asked for."""
    reply_until: float = math.inf
    """When the reply of this attempt has to end."""

    def from_now(self) -> _Limits:
        """The limits of an attempt that begins now."""
        return replace(self, reply_until=time.monotonic() + self.config.reply_seconds)

    def stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise CancelledError

    def go_on(self) -> None:
        self.stop_if_cancelled()
        for end, seconds in (
            (self.deadline, self.config.time_limit),
            (self.reply_until, self.config.reply_seconds),
        ):
            if time.monotonic() > end:
                raise SlowReplyError(
                    f"the reply of {self.config.model} took longer than {seconds:g} seconds",
                    "choose a faster model, ask for fewer words, or raise QA_REPLY_SECONDS",
                )


class _FailedError(Exception):
    """An attempt failed: the error to show, and how long the server asks to wait."""

    def __init__(self, error: QAError, wait: float | None) -> None:
        super().__init__(str(error))
        self.error, self.wait = error, wait


class _AdaptedError(Exception):
    """The call is to be made again at once, without a parameter that the server refuses."""


class _Shown:
    """What a reader has been shown of a reply, and how to take it back."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text = on_text
        self._any = False

    def show(self, piece: str) -> None:
        if piece and self._on_text:
            self._any = True
            self._on_text(piece)

    def take_back(self) -> None:
        if self._any and self._on_text:
            self._any = False
            self._on_text(RESTART)


def _called(config: ModelConfig) -> Called:
    return Called(config.model, config.address, config.timeout, config.api_key)


def _text(chunk: Any) -> str:
    """The words of a chunk; its content is a string or, with some providers, a list of blocks."""
    content = chunk.content
    if isinstance(content, str):
        return content
    return "".join(block.get("text", "") if isinstance(block, dict) else str(block) for block in content)


def _hidden(chunk: Any) -> int:
    """Characters of reasoning that a server sends beside the words."""
    extra = getattr(chunk, "additional_kwargs", None) or {}
    return len(str(extra.get("reasoning_content") or ""))


def _finish(chunk: Any) -> str:
    """Why the reply ended, as the provider calls it; "" while it goes on."""
    metadata = chunk.response_metadata or {}
    return str(metadata.get("finish_reason") or metadata.get("stop_reason") or "")
