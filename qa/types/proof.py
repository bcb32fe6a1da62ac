"""The nouns of a text that is held against a library: what becomes of each of its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.types.answer import Citation, Source

Bearing = Literal["supported", "partial", "differs", "not found"]
"""`differs`: a sentence of the library speaks of the same and does not bear it out."""


@dataclass(frozen=True, slots=True)
class ProvedSentence:
    """One sentence of the text, where it stands in it, and the words of the library beside it."""

    text: str
    start: int
    end: int
    verdict: Bearing
    citations: tuple[Citation, ...] = ()
    """Words that bear it out; for `differs` the nearest ones, which do not."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A text held against a library. Only its supported sentences are checked words."""

    title: str
    text: str
    sentences: tuple[ProvedSentence, ...]
    sources: tuple[Source, ...]

    @property
    def holds(self) -> bool:
        """Whether every sentence that states something is borne out alone."""
        return all(sentence.verdict == "supported" for sentence in self.sentences)

    def count(self, verdict: Bearing) -> int:
        """How many sentences have this verdict."""
        return sum(sentence.verdict == verdict for sentence in self.sentences)
