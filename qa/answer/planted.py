"""What is said of articles that speak to a language model."""

from __future__ import annotations

from collections.abc import Iterable

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
            notes.append(
                f"“{item.article.title}” has an instruction to a language model, left out: “{quoted}”"
            )
    return tuple(notes)
