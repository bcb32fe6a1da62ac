"""Plans that need a model: a follow-up made to stand alone, a long question cut into searches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa.answer.engine import Plan, Turn
from qa.answer.llm.chat.call import Caller
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.sources import untrusted
from qa.answer.plan import MOST_PARTS, needs_context, rule_plan
from qa.answer.prompts import Prompts
from qa.errors import ModelReplyError
from qa.text import content_words
from qa.types import Usage

LONG_QUESTION = 40
"""Words from which a question that rules cannot split is planned by the model."""

_TURNS = 6
_ANSWER_LENGTH = 400
_SHORT_REPLY = 200
_BOUND = re.compile(r"^\W*(SINCE|UNTIL)\s*:\s*(\d{4}-\d{2}-\d{2})\W*$", re.IGNORECASE)
_PREFIX = re.compile(
    r"^\s*(?:[-*•]|\d{1,2}[.)]|(?:rewritten |standalone |last )?question\s*:)\s*", re.IGNORECASE
)


def plan_question(
    caller: Caller,
    prompts: Prompts,
    question: str,
    history: Sequence[Turn],
    *,
    today: date,
    as_of: date | None,
) -> Plan:
    """The plan by rules, with one model call for a follow-up and one for a question too long for rules.

    A reply that is of no use leaves the plan of the rules, with a note; an unreachable model raises.
    """
    plan = rule_plan(question, today=today, as_of=as_of)
    usage = Usage()
    notes: tuple[str, ...] = ()
    if needs_context(question, history):
        try:
            standalone, usage = condense(caller, prompts, question, history)
            plan = rule_plan(standalone, today=today, as_of=as_of)
            notes = (f"understood as: {standalone}",)
        except ModelReplyError as error:
            usage = error.usage or usage
            plan = rule_plan(question, history, today=today, as_of=as_of)
            notes = ("the model did not rewrite the follow-up; it was searched with the names before it",)
    plan = replace(plan, usage=usage, notes=notes + plan.notes)
    if len(plan.parts) == 1 and len(plan.question.split()) >= LONG_QUESTION:
        return _planned(caller, prompts, plan, as_of or today)
    return plan


def condense(caller: Caller, prompts: Prompts, question: str, history: Sequence[Turn]) -> tuple[str, Usage]:
    """A follow-up as a question that can be understood alone. Raises ModelReplyError for anything else."""
    turns = "\n".join(
        f"Question: {untrusted(t.question)}\nAnswer: {untrusted(t.answer)[:_ANSWER_LENGTH]}"
        for t in history[-_TURNS:]
    )
    longest = 3 * len(question) + _SHORT_REPLY

    def read(reply: Reply) -> str:
        lines = [line for line in reply.text.splitlines() if line.strip()]
        text = _PREFIX.sub("", lines[0]).strip(" \"'“”*`") if lines else ""
        if not text or len(text) > longest or not _asks(text, question, history):
            raise ModelReplyError("the model did not rewrite the question", "ask it in full")
        return untrusted(text)

    messages = prompts["condense"].fill(history=turns, question=untrusted(question))
    return caller.call("condense", messages, read, max_output_tokens=_SHORT_REPLY)


def _asks(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten follow-up is made of what was asked and said, and is no statement about that alone:
    a small model made "and how many stores will it have?" into "The answer is: 2".
    """
    words, own = set(content_words(rewritten)), set(content_words(question))
    said = {word for turn in history for word in content_words(f"{turn.question} {turn.answer}")}
    if "?" not in rewritten and own and not words & own:
        return False
    return 3 * len(words & (own | said)) >= len(words)


def _planned(caller: Caller, prompts: Prompts, plan: Plan, today: date) -> Plan:
    """The plan with the parts and days that the model names."""

    def read(reply: Reply) -> tuple[tuple[str, ...], dict[str, date]]:
        parts, bounds = [], {}
        for line in reply.text.splitlines():
            if found := _BOUND.match(line):
                bounds[found[1].lower()] = _day(found[2])
            elif len(text := untrusted(_PREFIX.sub("", line))) > 3:
                parts.append(text)
        return tuple(dict.fromkeys(parts))[:MOST_PARTS], bounds

    messages = prompts["plan"].fill(question=untrusted(plan.question), today=today.isoformat())
    try:
        (parts, bounds), usage = caller.call("plan", messages, read, max_output_tokens=_SHORT_REPLY)
    except ModelReplyError as error:
        note = "the model did not split the question; it was searched whole"
        usage = plan.usage.plus(error.usage or Usage())
        return replace(plan, usage=usage, notes=(*plan.notes, note))
    since, until = plan.since or bounds.get("since"), plan.until or bounds.get("until")
    return replace(plan, parts=parts or plan.parts, since=since, until=until, usage=plan.usage.plus(usage))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ModelReplyError(
            f"the model named a day that does not exist: {text}", "ask with --since"
        ) from error
