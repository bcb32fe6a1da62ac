"""Word tables written as running text, which stays readable where a list of strings would not."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


def wordlist(text: str) -> tuple[str, ...]:
    """The words of a table, in order."""
    return tuple(text.split())
