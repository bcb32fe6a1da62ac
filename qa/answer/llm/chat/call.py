"""One call of the chain: looked up in the cache, held to the budget, read, counted and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import TypeVar

from qa.answer.engine import RESTART, Message, OnText
from qa.answer.llm.chat.budget import Budget, dollars
from qa.answer.llm.chat.cache import ReplyCache, key_of
from qa.answer.llm.chat.cancel import Cancelled, never
from qa.answer.llm.chat.config import Chat, Reply
from qa.errors import ModelReplyError
from qa.text import count_tokens
from qa.types import Usage

T = TypeVar("T")

MESSAGE_TOKENS = 8
"""What a chat template adds to each message: role and delimiters."""

COUNT_MARGIN = 1.2
"""How far a count with one vocabulary may be below that of another (o200k and Llama on news: under 1.1)."""


class UselessReplyError(ModelReplyError):
    """The reply was of no use twice over; `usage` is what that took, so that no cost goes uncounted."""

    def __init__(self, message: str, hint: str, usage: Usage) -> None:
        super().__init__(message, hint)
        self.usage = usage


class Caller:
    """Calls a chat model for the chain; the cache and the budget may be shared by several callers."""

    def __init__(
        self,
        chat: Chat,
        cache: ReplyCache | None = None,
        budget: Budget | None = None,
        cancelled: Cancelled = never,
    ) -> None:
        self.chat = chat
        self.cache = cache
        self.budget = budget or Budget()
        self.cancelled = cancelled

    def until(self, cancelled: Cancelled) -> Caller:
        """The same caller, whose calls end when `cancelled` says so."""
        return Caller(self.chat, self.cache, self.budget, cancelled)

    def call(
        self,
        prompt: str,
        messages: Sequence[Message],
        read: Callable[[Reply], T],
        *,
        max_output_tokens: int | None = None,
        on_text: OnText | None = None,
        keep: Callable[[T], bool] = lambda _: True,
        schema: Mapping[str, object] | None = None,
    ) -> tuple[T, Usage]:
        """What `read` makes of the reply, and what it took. `prompt` is the prompt's name, for the record.

        With a `schema` the reply is held to it where the server can. `keep` says of a result whether the
        reply may be served again: one that refuses may not, for the same model may do better the next time.

        A reply that `read` refuses with ModelReplyError is asked for once more, and then raised as
        UselessReplyError; it is never kept.
        """
        started = perf_counter()
        longest = max_output_tokens or self.chat.config.max_output_tokens
        shape = json.dumps(schema, sort_keys=True) if schema else ""
        key = key_of((*self.chat.config.fingerprint_parts(), str(longest), shape), messages)
        kept = self.cache.get(key) if self.cache else None
        if kept is not None and keep(result := read(kept)):
            if on_text:
                on_text(kept.text)
            return result, Usage(perf_counter() - started, cached=True)
        reply, usage = self._paid(messages, longest, on_text, schema)
        try:
            result = read(reply)
        except ModelReplyError:
            if on_text:
                on_text(RESTART)
            reply, more = self._paid(messages, longest, on_text, schema)
            usage = usage.plus(more)
            try:
                result = read(reply)
            except ModelReplyError as error:
                raise UselessReplyError(error.message, error.hint, usage) from error
        if self.cache and not reply.note and keep(result):
            self.cache.put(key, self.chat.config.model, prompt, reply)
        return result, usage

    def _paid(
        self,
        messages: Sequence[Message],
        longest: int,
        on_text: OnText | None,
        schema: Mapping[str, object] | None,
    ) -> tuple[Reply, Usage]:
        """One reply with its usage; tokens are counted here when the provider does not say."""
        config = self.chat.config
        price = config.price
        counted = message_tokens(messages)
        started = perf_counter()
        with self.budget.hold(price, int(counted * COUNT_MARGIN), longest, config.model):
            shape = {"schema": schema} if schema else {}
            reply = self.chat.complete(
                messages, max_output_tokens=longest, on_text=on_text, cancelled=self.cancelled, **shape
            )
            prompt_tokens = counted if reply.prompt_tokens is None else reply.prompt_tokens
            given = reply.completion_tokens
            completion_tokens = count_tokens(reply.text) if given is None else given
            cost = dollars(price, prompt_tokens, completion_tokens) if price else None
            self.budget.spend(prompt_tokens + completion_tokens, cost)
        return reply, Usage(perf_counter() - started, 1, prompt_tokens, completion_tokens, cost)


def message_tokens(messages: Sequence[Message]) -> int:
    """Tokens of a prompt, counted without the network."""
    return sum(count_tokens(m.content) + MESSAGE_TOKENS for m in messages)
