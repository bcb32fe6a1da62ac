"""What a run may use: an engine that counts every call before it is made, for the run and for its topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date

from qa.answer.engine import Engine, Failure, Judge, Leads, Message, OnText, Plan, SummaryStyle, Turn
from qa.answer.llm.chat.budget import Budget, BudgetError, Price
from qa.text import count_tokens
from qa.types import Draft, Evidence, Usage

ANSWER_TOKENS = 300
"""Tokens that the reply to a question is thought to take, until it is counted."""

PROMPT_TOKENS = 350
"""Tokens of instructions around the sources of a call."""


JUDGING_TOKENS = 150
"""Tokens of instructions and verdict around the texts that a second model compares."""


class MeteredJudge:
    """A judge whose every call is held to budgets and counted in them."""

    def __init__(self, judge: Judge, budgets: Sequence[Budget]) -> None:
        self._judge, self._budgets = judge, tuple(budgets)

    def judge(self, evidence: str, claim: str) -> tuple[bool | None, Usage]:
        """The judge's verdict. Raises BudgetError before a call for which there is no room.

        Its model may have another price than the one that writes, so dollars are counted when they are spent.
        """
        most = JUDGING_TOKENS + count_tokens(evidence) + count_tokens(claim)
        with ExitStack() as held:
            for budget in self._budgets:
                held.enter_context(budget.hold((0.0, 0.0), most, 0, "the checking model"))
            verdict, used = self._judge.judge(evidence, claim)
        for budget in self._budgets:
            budget.spend(used.prompt_tokens + used.completion_tokens, used.cost_usd)
        return verdict, used


class Metered:
    """An engine whose every call is held to budgets, and asks `checkpoint` before it begins."""

    def __init__(
        self,
        engine: Engine,
        budgets: Sequence[Budget],
        price: Price | None = None,
        checkpoint: Callable[[], None] | None = None,
    ) -> None:
        self._engine, self._budgets, self._price = engine, tuple(budgets), price
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
        leads: Leads = (),
        on_text: OnText | None = None,
    ) -> Draft:
        """The engine's summary, counted."""
        return self._counted(
            evidence,
            words * 3,
            lambda: self._engine.draft_summary(
                topic, evidence, words=words, style=style, language=language, leads=leads, on_text=on_text
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
        prompt = prompt_tokens(evidence) if any(budget.limit for budget in self._budgets) else 0
        with ExitStack() as held:
            for budget in self._budgets:
                held.enter_context(budget.hold(self._price, prompt, reply, self.model))
            used = call()
        for budget in self._budgets:
            budget.spend(used.usage.prompt_tokens + used.usage.completion_tokens, used.usage.cost_usd)
        return used


def prompt_tokens(evidence: Sequence[Evidence]) -> int:
    """About how many tokens a prompt with these sources has."""
    words = " ".join(item.quote(s) for item in evidence for s in item.sentences)
    return PROMPT_TOKENS + count_tokens(words) + 3 * sum(len(item.sentences) for item in evidence)
