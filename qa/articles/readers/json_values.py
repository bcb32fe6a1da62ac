"""JSON in which long lists are read one element at a time, so that a file of 20 MB is never a tree of 100.

`loads` gives what `json.loads` gives, and raises what it raises; a list of objects near the top is one that
decodes its elements anew each time it is walked, and keeps none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, SupportsIndex

_SPACE = re.compile(r"[ \t\n\r]*")
_DEPTH = 4
"""Levels on which lists are looked for: services wrap theirs in two or three objects."""
_DECODER = json.JSONDecoder()


class UnkeptList(list[Any]):
    """A list whose elements are made anew each time it is walked. `walk` begins a walk."""

    def __init__(self, walk: Callable[[], Iterator[Any]]) -> None:
        super().__init__()
        self._walk = walk

    def __iter__(self) -> Iterator[Any]:
        return self._walk()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __getitem__(self, index: SupportsIndex | slice) -> Any:
        if isinstance(index, slice):
            return list(self)[index]
        at = index.__index__()
        at = at + len(self) if at < 0 else at
        for number, value in enumerate(self):
            if number == at:
                return value
        raise IndexError(index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and list(self) == list(other)

    __hash__ = None


def values_of_lines(text: str) -> UnkeptList:
    """The values of JSON Lines. Walking them raises ValueError at a line that is broken."""
    return UnkeptList(lambda: (json.loads(line) for line in lines_of(text) if line.strip()))


_END = object()


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text one by one, without a list of them."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def loads(text: str) -> Any:
    """The value of a JSON text. Raises JSONDecodeError and RecursionError, as `json.loads` does."""
    if text.startswith("\ufeff"):
        raise json.JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0)
    value, end = _value(text, _skip(text, 0), _DEPTH)
    if _skip(text, end) != len(text):
        raise json.JSONDecodeError("Extra data", text, _skip(text, end))
    return value


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    if depth and text[at : at + 1] == "{":
        return _object(text, at, depth)
    if depth and text[at : at + 1] == "[" and text[(first := _skip(text, at + 1)) : first + 1] == "{":
        end = at
        for _, behind in _elements(text, at):
            end = behind  # what is wrong in it is said when the file is read
        return UnkeptList(lambda: (value for value, _ in _elements(text, at) if value is not _END)), end
    return _DECODER.raw_decode(text, at)


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    at = _skip(text, at + 1)
    if text[at : at + 1] == "}":
        return found, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
        found[name], at = _value(text, _skip(text, at + 1), depth - 1)
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return found, at + 1
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _elements(text: str, at: int) -> Iterator[tuple[Any, int]]:
    """Each element of a list with the place behind it, and at last the end of the list."""
    at = _skip(text, at + 1)
    while True:
        value, at = _DECODER.raw_decode(text, at)
        yield value, at
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            yield _END, at + 1
            return
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)
