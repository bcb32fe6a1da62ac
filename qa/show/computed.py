"""A computed conclusion in words, the same in every rendering."""

from __future__ import annotations

from qa.show.words import count
from qa.types import Answer, Computed


def basis(one: Computed) -> str:
    """What it was computed from: "computed from [1] and [2]", or what was counted."""
    numbers = [f"[{n}]" for n in one.sources]
    if one.operation == "verdict":
        return f"as read in {_joined(numbers)}" if numbers else ""
    told = f"computed from {_joined(numbers)}" if numbers else ""
    return "; ".join(part for part in (told, one.counted) if part)


def _joined(parts: list[str]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def behind(one: Computed) -> str:
    """The articles behind a number, as `qa show` and `qa list` take them; empty for what sentences carry."""
    ids = [key for operand in one.operands[:1] for key in operand.articles]
    if one.operation not in ("count", "ranking") or not ids:
        return ""
    label = f" for {one.operands[0].label}" if one.operation == "ranking" else ""
    shown = " ".join(ids[:MOST])
    more = f" and {count(len(ids) - MOST, 'other')} (--json has them all)" if len(ids) > MOST else ""
    return f"articles{label}: {shown}{more}"


MOST = 5
"""Ids behind a number that are shown in running text."""


def explained(answer: Answer) -> str:
    """What kind of question it was taken for, and by which words."""
    why = f" (“{answer.kind_reason}”)" if answer.kind_reason else ""
    return f"taken for a question about {KINDS.get(answer.kind, answer.kind)}{why}"


KINDS = {
    "fact": "a fact",
    "list": "a list",
    "yes_no": "yes or no",
    "order": "which came first",
    "compare": "amounts set against each other",
    "sides": "what several sides say",
    "count": "a number over the library",
    "overview": "the library, a topic or a period as a whole",
}
