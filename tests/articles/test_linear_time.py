"""Cleaning takes time in proportion to the text, whatever signs a text repeats."""

from __future__ import annotations

import time

import pytest

from qa.articles.cleaning.clean import clean
from qa.text.numbers import numbers
from qa.text.sentences import sentence_spans

LINE = "The board met on Tuesday in the old customs house and voted to close the eastern quay.\n"
PIECES = ["1", ".", "-", "–", "_", "1 ", "A.", ". ", "- ", "a", "1/", "(", '"', "…", "$1 ", "a.", "字", "é-"]


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = LINE + piece * (length // len(piece)) + "\n" + LINE
        started = time.process_time()
        clean(text, title=None)
        sentence_spans(text)
        numbers(text)
        return time.process_time() - started

    seconds(200)  # the first call loads its tables
    whole = seconds(20_000)
    assert whole < 1.0
    # Below 50 ms the clock and the collector weigh more than the text.
    assert whole < max(0.05, 2.5 * seconds(10_000))
