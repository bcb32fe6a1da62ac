"""What a kind makes of a question: checked sentences, the conclusions computed from them, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import Computed, Sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """The parts of an answer. No conclusion has been computed again yet: `route` does that last."""

    sentences: tuple[Sentence, ...]
    computed: tuple[Computed, ...] = ()
    unanswered: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confidence: float | None = None
    """How probably it is right, where that is known."""
