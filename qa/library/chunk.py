"""An article becomes passages: whole sentences, at most 200 tokens, exact offsets, no gap.

Offsets are right by construction: a passage is a run of neighbouring sentences and takes the white
space behind them, so that the end of one is the start of the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qa.models.embedder import CountsByLanguage, Embedder
from qa.text import sentence_spans
from qa.text.tongue import is_english
from qa.types import Article, Passage

MAX_TOKENS = 200
"""Of the embedder's tokens; leaves room for the header within MiniLM's 256."""

FULL_ENOUGH = 0.6
"""From this share of MAX_TOKENS on, a passage ends with its paragraph rather than within the next one."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with the white space behind it, or a piece of a sentence that is too long."""

    start: int
    end: int
    tokens: int
    ends_paragraph: bool


def passages(article: Article, embedder: Embedder) -> tuple[Passage, ...]:
    """The passages of an article in order; none when it has no words.

    Law: they cover `article.text` from 0 to its end with no gap, none has more than MAX_TOKENS tokens of
    the embedder, and each starts and ends with a sentence unless one sentence alone is longer than that.
    """
    runs: list[list[_Unit]] = []
    size = 0
    for paragraph in _paragraphs(article, embedder):
        length = sum(unit.tokens for unit in paragraph)
        fresh = size + length > MAX_TOKENS and size >= FULL_ENOUGH * MAX_TOKENS
        for unit in paragraph:
            if not runs or fresh or size + unit.tokens > MAX_TOKENS:
                runs.append([])
                size, fresh = 0, False
            runs[-1].append(unit)
            size += unit.tokens
    return tuple(Passage(article.id, run[0].start, run[-1].end) for run in runs)


def header(article: Article, embedder: Embedder) -> str:
    """Title, outlet and date, cut so that a full passage still fits behind it; "" when there is no room."""
    facts = [article.outlet, article.published.isoformat() if article.published else None]
    tail = ", ".join(fact for fact in facts if fact)
    room = embedder.max_tokens - MAX_TOKENS - 4
    words = article.title.split()
    while words:
        line = " ".join(words) + (f" ({tail})" if tail else "")
        if embedder.count_tokens(line) <= room:
            return line
        words = words[: -max(1, len(words) // 8)]
    return tail if embedder.count_tokens(tail) <= room else ""


def embedded_text(article: Article, passage: Passage, head: str) -> str:
    """What is embedded of a passage: its `header`, then its words. The stored text has no header."""
    text = passage.text(article).strip()
    return f"{head}\n{text}" if head else text


def _paragraphs(article: Article, embedder: Embedder) -> Iterator[list[_Unit]]:
    """Units in order, grouped by paragraph."""
    group: list[_Unit] = []
    for unit in _units(article, counter_of(article, embedder)):
        group.append(unit)
        if unit.ends_paragraph:
            yield group
            group = []
    if group:
        yield group


def counter_of(article: Article, embedder: Embedder) -> Callable[[str], int]:
    """How the tokens of an article's passages are counted: all with one tokenizer."""
    if isinstance(embedder, CountsByLanguage):
        return embedder.counter(is_english(article.text))
    return embedder.count_tokens


def _units(article: Article, count: Callable[[str], int]) -> Iterator[_Unit]:
    text = article.text
    starts = [start for start, _ in sentence_spans(text, article.language)]
    if not starts:
        starts = [0] if text.strip() else []
    for i, start in enumerate(starts):
        # The first unit also takes what stands before the first sentence, so that nothing is left out.
        left = start if i else 0
        right = starts[i + 1] if i + 1 < len(starts) else len(text)
        tokens = count(text[left:right])
        last = "\n" in text[left:right][len(text[left:right].rstrip()) :]
        if tokens <= MAX_TOKENS:
            yield _Unit(left, right, tokens, last)
            continue
        pieces = list(_pieces(text, left, right, count))
        for piece_end, (a, b) in enumerate(pieces, start=1):
            yield _Unit(a, b, count(text[a:b]), last and piece_end == len(pieces))


def _pieces(text: str, start: int, end: int, count: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """A sentence of more than MAX_TOKENS tokens, cut at spaces, or inside a word when there is none."""
    while start < end:
        stop = _furthest(text, start, end, count)
        if stop < end:
            spaces = list(re.finditer(r"\s+", text[start:stop]))
            if spaces and text[start : start + spaces[-1].end()].strip():
                stop = start + spaces[-1].end()
        yield start, stop
        start = stop


def _furthest(text: str, start: int, end: int, count: Callable[[str], int]) -> int:
    """The furthest end at which `text[start:end]` still has at most MAX_TOKENS tokens."""
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if count(text[start:middle]) <= MAX_TOKENS:
            low = middle
        else:
            high = middle - 1
    return low
