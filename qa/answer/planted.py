"""What is said of articles that speak to a language model."""

from __future__ import annotations

from collections.abc import Iterable

from qa.text.orders import speaks_to_a_machine
from qa.types import Evidence

_SHOWN = 80
"""Characters of such an order that a note quotes: enough to find it by."""


def notes_on(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """A note for each article with orders to a language model; they were neither sent to one nor followed."""
    notes = []
    for item in evidence:
        if item.orders:
            start, end = item.orders[0]
            quoted = " ".join(item.article.text[start:end].split())
            quoted = quoted if len(quoted) <= _SHOWN else f"{quoted[:_SHOWN].rstrip()}…"
            sure = any(speaks_to_a_machine(item.article.text[a:b]) for a, b in item.orders)
            what = "an instruction" if sure else "a sentence worded like an instruction"
            notes.append(f"“{item.article.title}” has {what} to a language model, left out: “{quoted}”")
    return tuple(notes)
