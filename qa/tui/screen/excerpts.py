"""A cited sentence inside its paragraph: which part of the article to show, and what to set off in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.tui.dialogue.replies import Mark
from qa.types import Article

LONGEST = 900
"""Characters of a paragraph shown whole; of a longer one, what stands around the quote is shown."""

AROUND = 260
"""Characters kept on each side of a quote in a longer paragraph."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`article.text[start:end]`, with the marks that point into it."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text and the mark that covers it, if one does."""

    text: str
    mark: Mark | None


def holds(article: Article, mark: Mark) -> bool:
    """Whether the article still has the cited words where they were."""
    return article.text[mark.start : mark.end] == mark.quote


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The span of each paragraph that is not blank."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def excerpts(article: Article, marks: Sequence[Mark]) -> tuple[Excerpt, ...]:
    """The paragraphs in which the marks stand, in reading order, shortened when they are long."""
    found: list[Excerpt] = []
    for start, end in paragraphs(article.text):
        inside = tuple(m for m in marks if holds(article, m) and m.start < end and m.end > start)
        if inside:
            found.append(_shortened(article.text, start, end, inside))
    return tuple(found)


def _shortened(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> Excerpt:
    if end - start <= LONGEST:
        return Excerpt(start, end, marks)
    first, last = min(m.start for m in marks), max(m.end for m in marks)
    if first - start > AROUND:
        start = text.rfind(" ", start, first - AROUND) + 1 or first
    if end - last > AROUND:
        cut = text.find(" ", last + AROUND, end)
        end = cut if cut > 0 else end
    return Excerpt(min(start, first), max(end, min(last, end)), marks)


def runs(text: str, start: int, end: int, marks: Sequence[Mark], here: Mark | None = None) -> list[Stretch]:
    """`text[start:end]` in pieces; where marks overlap, `here` wins, then the one that begins first."""
    order = sorted(marks, key=lambda m: (m is not here, m.start))
    edges = {start, end}
    for mark in marks:
        edges |= {min(max(mark.start, start), end), min(max(mark.end, start), end)}
    points = sorted(edges)
    pieces: list[Stretch] = []
    for a, b in pairwise(points):
        over = next((m for m in order if m.start <= a and b <= m.end), None)
        if pieces and pieces[-1].mark is over:
            pieces[-1] = Stretch(pieces[-1].text + text[a:b], over)
        else:
            pieces.append(Stretch(text[a:b], over))
    return pieces
