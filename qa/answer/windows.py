"""A sentence between its neighbours: how the reader and the judge see it, in use as in training."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from qa.models.reader import Window
from qa.text import sentence_spans
from qa.types import Article


def window_of(article: Article, start: int, end: int) -> Window:
    """The words of `article.text[start:end]` with the sentence before and the sentence after them."""
    starts, ends = _edges(article.text, article.language)
    before, after = bisect_right(ends, start) - 1, bisect_left(starts, end)
    text = article.text
    return Window(
        text[starts[before] : ends[before]] if before >= 0 else "",
        text[start:end],
        text[starts[after] : ends[after]] if after < len(starts) else "",
    )


@lru_cache(maxsize=256)
def _edges(text: str, language: str) -> tuple[list[int], list[int]]:
    spans = sentence_spans(text, language)
    return [start for start, _ in spans], [end for _, end in spans]
