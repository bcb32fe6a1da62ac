"""What every layout of many articles is asked: is this file yours, and which articles are in it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from qa.articles.raw import Export as Export

HEAD = 200_000
"""Characters that a layout may look at to know its own: the cover of a Nexis export of 500 documents with its
table of contents is 80,000 long."""


@dataclass(slots=True)
class Paper:
    """The text of a document, line by line, whatever kind of file it came in.

    `wrapped` says that a line is a line of a page and a blank line ends a paragraph (TXT, PDF); otherwise
    each
    line is a paragraph (Word, RTF, a page). A page break is a line that holds a form feed alone.
    """

    lines: Iterator[str]
    wrapped: bool
    head: list[str] = field(default_factory=list)
    """The first lines, read ahead for `detect`; `all_lines` gives them again."""

    def look(self) -> list[str]:
        """The lines of the first `HEAD` characters."""
        size = sum(map(len, self.head))
        while size < HEAD and (line := next(self.lines, None)) is not None:
            self.head.append(line)
            size += len(line) + 1
        return self.head

    def all_lines(self) -> Iterator[str]:
        """Every line, once."""
        yield from self.head
        yield from self.lines


class Layout(Protocol):
    """A layout of text: `name` is what `--as` takes, `title` what people call it."""

    name: str
    title: str

    def detect(self, head: list[str], wrapped: bool) -> float:
        """How sure it is, 0 to 1, from the first lines; 0 when it is not this layout."""
        ...

    def read(self, paper: Paper) -> Export:
        """The articles in it."""
        ...
