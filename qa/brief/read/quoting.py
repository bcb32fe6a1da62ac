"""Quotation marks over a whole article, where a quotation may span sentences and files lose marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text import sentence_spans


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The spans in double quotation marks, marks included, that may reach over several sentences.

    A mark that is not closed in its paragraph quotes to the end of its sentence; one that was never opened,
    from the begin of its sentence: files lose marks, and a whole paragraph must not change its speaker.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in re.finditer(r"[\"“”„«»]|``|''|’’", text):
        at, sign = mark.start(), mark.group()
        if (
            opened is not None
            and "\n" in text[opened:at]
            and (text.count("\n\n", opened, at) > 1 or _opens(text, mark, None))
        ):
            goes_on = _AGAIN.match(text, opened, at)
            found.append((opened, goes_on.end(1) if goes_on else _sentence_end(text, opened)))
            opened = None
        if _opens(text, mark, opened):
            if opened is not None:
                found.append((opened, _sentence_end(text, opened)))
            opened = at
        elif opened is not None:
            found.append((opened, mark.end()))
            opened = None
        elif sign in '"”' and text[at - 1 : at].strip():
            found.append((_sentence_start(text, at), at + 1))
    if opened is not None:
        found.append((opened, _sentence_end(text, opened)))
    return found


_AGAIN = re.compile(r"([^\n]+)\n\s*\Z")
"""One paragraph behind which marks open again: by the custom of print the quotation goes on."""


def _opens(text: str, mark: re.Match[str], opened: int | None) -> bool:
    """Whether a mark begins a quotation; a straight one does where words follow and none stand before."""
    at, sign = mark.start(), mark.group()
    if sign == '"':
        before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        return opened is None and (not before.strip() or before in "([—–-:") and bool(behind.strip())
    return sign in ("“", "„", "«", "``") and not (sign == "“" and opened is not None and text[opened] == "„")


def _sentence_end(text: str, at: int) -> int:
    return next((b for a, b in _spans(text) if a <= at < b), len(text))


def _sentence_start(text: str, at: int) -> int:
    return next((a for a, b in _spans(text) if a <= at < b), 0)


def _spans(text: str) -> Sequence[tuple[int, int]]:
    return [(s[0], s[1]) for s in sentence_spans(text)]
