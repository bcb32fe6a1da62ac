"""What a run may use: an engine that counts every call before it is made, for the run and for its topic."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from qa.answer.engine import Engine, Failure, Leads, Message, OnText, Plan, SummaryStyle, Turn
from qa.answer.llm.chat.budget import BudgetError, Price, dollars
from qa.text import count_tokens
from qa.types import Draft, Evidence, Usage

ANSWER_TOKENS = 300
"""Tokens that the reply to a question is thought to take, until it is counted."""

PROMPT_TOKENS = 350
"""Tokens of instructions around the sources of a call."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be used; None is no bound."""

    tokens: int | None = None
    dollars: float | None = None


class Meter:
    """Tokens and dollars used, and those set aside for calls that are under way. Safe between threads."""

    def __init__(self, limit: Limit, of: str, price: Price | None = None) -> None:
        self.limit, self._of, self._price = limit, of, price
        self.tokens, self.dollars = 0, 0.0
        self._held = 0
        self._lock = threading.Lock()

    def hold(self, prompt: int, reply: int) -> None:
        """Set aside what a call may take. Raises BudgetError, and sets nothing aside, when it is too much."""
        with self._lock:
            tokens = self.tokens + self._held + prompt + reply
            if self.limit.tokens is not None and tokens > self.limit.tokens:
                raise BudgetError(
                    f"the budget of {self.limit.tokens} tokens for {self._of} is used up", "raise --budget"
                )
            if self.limit.dollars is not None:
                cost = dollars(self._price, self._held + prompt, reply) if self._price else 0.0
                if self.dollars + cost > self.limit.dollars:
                    raise BudgetError(
                        f"the budget of ${self.limit.dollars:g} for {self._of} is used up", "raise --budget"
                    )
            self._held += prompt + reply

    def settle(self, prompt: int, reply: int, used: Usage) -> None:
        """Give back what was set aside, and count what was used."""
        with self._lock:
            self._held -= prompt + reply
            self.tokens += used.prompt_tokens + used.completion_tokens
            self.dollars += used.cost_usd or 0.0


class Metered:
    """An engine whose every call is counted by meters, and asks `checkpoint` before it begins."""

    def __init__(
        self, engine: Engine, meters: Sequence[Meter], checkpoint: Callable[[], None] | None = None
    ) -> None:
        self._engine, self._meters = engine, tuple(meters)
        self._checkpoint = checkpoint or (lambda: None)

    @property
    def name(self) -> str:
        """The engine's own name."""
        return self._engine.name

    @property
    def model(self) -> str | None:
        """The engine's own model."""
        return self._engine.model

    def fingerprint_parts(self) -> tuple[str, ...]:
        """The engine's own: a budget changes nothing that is written."""
        return self._engine.fingerprint_parts()

    def plan(
        self, question: str, history: Sequence[Turn] = (), *, today: date, as_of: date | None = None
    ) -> Plan:
        """The engine's plan; briefings do not ask for one."""
        return self._engine.plan(question, history, today=today, as_of=as_of)

    def draft_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """The engine's answer, counted."""
        return self._counted(
            evidence,
            ANSWER_TOKENS,
            lambda: self._engine.draft_answer(question, evidence, leads=leads, on_text=on_text),
        )

    def draft_summary(
        self,
        topic: str,
        evidence: Sequence[Evidence],
        *,
        words: int,
        style: SummaryStyle = "paragraph",
        language: str | None = None,
        on_text: OnText | None = None,
    ) -> Draft:
        """The engine's summary, counted."""
        return self._counted(
            evidence,
            words * 3,
            lambda: self._engine.draft_summary(
                topic, evidence, words=words, style=style, language=language, on_text=on_text
            ),
        )

    def repair(
        self, question: str, evidence: Sequence[Evidence], failures: Sequence[Failure]
    ) -> Draft | None:
        """The engine's repair, counted; none when the budget has no room for it."""
        made: list[Draft | None] = []

        def call() -> Draft:
            made.append(self._engine.repair(question, evidence, failures))
            return made[0] or Draft(())

        try:
            self._counted(evidence, ANSWER_TOKENS, call)
        except BudgetError:
            return None
        return made[0]

    def messages(
        self, question: str, evidence: Sequence[Evidence], *, leads: Leads = ()
    ) -> tuple[Message, ...]:
        """The engine's own messages."""
        return self._engine.messages(question, evidence, leads=leads)

    def _counted(self, evidence: Sequence[Evidence], reply: int, call: Callable[[], Draft]) -> Draft:
        """Make a call within all budgets. Raises BudgetError before it when there is no room."""
        self._checkpoint()
        if self.model is None:
            return call()
        limited = any(m.limit != Limit() for m in self._meters)
        prompt = prompt_tokens(evidence) if limited else 0
        held: list[Meter] = []
        used = Usage()
        try:
            for meter in self._meters:
                meter.hold(prompt, reply)
                held.append(meter)
            draft = call()
            used = draft.usage
            return draft
        finally:
            for meter in held:
                meter.settle(prompt, reply, used)


def prompt_tokens(evidence: Sequence[Evidence]) -> int:
    """About how many tokens a prompt with these sources has."""
    words = " ".join(item.quote(s) for item in evidence for s in item.sentences)
    return PROMPT_TOKENS + count_tokens(words) + 3 * sum(len(item.sentences) for item in evidence)
