"""Pure helpers on strings that every layer shares: sentences, words, numbers, names, quotations, tokens."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text with its unit; `text[start:end]` is where it stands."""

    value: float
    unit: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name; `source[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words inside quotation marks, without the marks."""

    text: str
    start: int
    end: int


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Spans of sentences, in order and without overlap; a newline always ends one."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in re.finditer(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|$", line.group()):
            stop = line.start() + end.end()
            piece = text[start:stop]
            if piece.strip():
                left = start + len(piece) - len(piece.lstrip())
                spans.append((left, start + len(piece.rstrip())))
            start = stop
    return spans


def tokens(text: str) -> list[str]:
    """Lower-cased word tokens, numbers included."""
    return [m.group().lower() for m in _WORD.finditer(text)]


def normalise(text: str) -> str:
    """NFC with straight quotes, plain dashes and single spaces: for comparing, not for showing."""
    text = unicodedata.normalize("NFC", text)
    text = text.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}))
    return re.sub(r"\s+", " ", text).strip()
