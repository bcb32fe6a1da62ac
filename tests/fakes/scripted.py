"""A chat model that says what it was told to say, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence

from qa.answer.engine import Message, OnText
from qa.answer.llm.chat.config import ModelConfig, Reply

Scripted = str | Reply | Exception | Callable[[Sequence[Message]], str]


class ScriptedModel:
    """Enqueue replies (text, a Reply, an error to raise, or a function of the messages); read `history`."""

    def __init__(self, *replies: Scripted, config: ModelConfig | None = None) -> None:
        self.config = config or ModelConfig("scripted:model")
        self._replies: deque[Scripted] = deque(replies)
        self._lock = threading.Lock()
        self.history: list[tuple[Message, ...]] = []
        self.longest: list[int] = []
        """The tokens that each reply might have."""
        self.default: Scripted | None = None
        """Said when the script is used up; None makes that an error of the test."""

    def enqueue(self, *replies: Scripted) -> None:
        self._replies.extend(replies)

    @property
    def last_prompt(self) -> str:
        """The last user message."""
        return self.history[-1][-1].content

    def complete(
        self,
        messages: Sequence[Message],
        *,
        max_output_tokens: int | None = None,
        on_text: OnText | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        with self._lock:
            self.history.append(tuple(messages))
            self.longest.append(max_output_tokens or self.config.max_output_tokens)
            reply = self._replies.popleft() if self._replies else self.default
        if reply is None:
            raise AssertionError(f"the script is used up; asked was: {messages[-1].content}")
        if isinstance(reply, Exception):
            raise reply
        if callable(reply):
            reply = reply(messages)
        if isinstance(reply, str):
            reply = Reply(reply)
        if on_text:
            for word in reply.text.split(" "):
                on_text(f"{word} ")
        return reply
