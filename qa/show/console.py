"""The door to Rich: a page of wrapped lines that the views fill, and the consoles it is printed on.

Untrusted text becomes Rich `Text`, never markup, after `qa.text.safe` took control characters out.
Nothing is said by colour alone: each style only repeats what a word or a mark already says.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.style import Style
from rich.text import Text

from qa.text import safe

WIDEST = 100
"""Lines longer than about 100 characters are hard to follow, so a 200-column terminal is not filled."""

STYLES = {
    "": Style(),
    "mark": Style(color="dark_cyan"),
    "quiet": Style(dim=True),
    "strong": Style(bold=True),
    "found": Style(bold=True, underline=True),
    "bad": Style(bold=True),
}
"""One colour, chosen to be legible on black and on white; the rest is weight."""

Span = str | tuple[str, str] | tuple[str, str, str | None]
"""Text, (text, style) or (text, style, link)."""


def make_console(*, stderr: bool = False, width: int | None = None, file: TextIO | None = None) -> Console:
    """A console that sends escape sequences only to a real terminal without NO_COLOR or TERM=dumb."""
    stream = file or (sys.stderr if stderr else sys.stdout)
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return Console(
        file=stream,
        width=width,
        force_terminal=False if plain else None,
        no_color=plain or None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def one_line(text: str) -> str:
    """Untrusted text on one line, without control characters."""
    return " ".join(safe(text).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters: the middle is left out and marked […], start and end can be found."""
    if len(text) <= limit:
        return text
    head, tail = text[: limit * 2 // 3].rsplit(" ", 1)[0], text[-(limit // 4) :].split(" ", 1)[-1]
    return f"{head} […] {tail}"


class Page:
    """Lines wrapped at a width, with hanging indents and no trailing blanks."""

    def __init__(self, width: int) -> None:
        self.width = max(20, min(width, WIDEST))
        self._lines: list[Text] = []
        self._console = Console(width=self.width, file=sys.stdout, force_terminal=False)

    def write(self, *spans: Span, first: str = "", indent: int | None = None) -> None:
        """One paragraph: `first` stands before its first line, the others are indented to match it."""
        hang = len(first) if indent is None else indent
        text = _text(spans)
        wrapped = text.wrap(self._console, max(16, self.width - hang)) if text else [Text()]
        for number, line in enumerate(wrapped):
            line.rstrip()
            lead = Text(first) if number == 0 else Text(" " * hang)
            self._lines.append(lead + line if line else Text(first.rstrip()) if number == 0 else Text())

    def heading(self, text: str) -> None:
        """A line that opens a part of the page, with an empty line before it."""
        self.gap()
        self.write((text, "strong"))

    def gap(self) -> None:
        """An empty line, unless one is there already."""
        if self._lines and self._lines[-1]:
            self._lines.append(Text())

    def table(
        self, rows: Iterable[tuple[str, ...]], *, styles: tuple[str, ...] = (), indent: int = 0
    ) -> None:
        """Columns as wide as they need; the last one takes the rest of the line and wraps under itself."""
        cells = [tuple(one_line(cell) for cell in row) for row in rows]
        if not cells:
            return
        count = len(cells[0])
        room = max(12, self.width // 3)
        widths = [min(room, max(len(row[n]) for row in cells)) for n in range(count - 1)]
        styles = styles + ("",) * (count - len(styles))
        hang = indent + sum(widths) + 2 * (count - 1)
        for row in cells:
            lead = [
                (shorten_end(cell, width).ljust(width) + "  ", style)
                for cell, width, style in zip(row[:-1], widths, styles, strict=False)
            ]
            self._row([(" " * indent, ""), *lead], row[-1], styles[-1], hang)

    def _row(self, lead: list[tuple[str, str]], last: str, style: str, hang: int) -> None:
        if self.width - hang < 24:  # a narrow terminal: the last column goes on lines of its own
            self._lines.append(_text(lead))
            self._lines[-1].rstrip()
            self.write((last, style), first="    ")
            return
        for number, line in enumerate(
            _text([(last, style)]).wrap(self._console, self.width - hang) or [Text()]
        ):
            line.rstrip()
            row = (_text(lead) if number == 0 else Text(" " * hang)) + line
            row.rstrip()
            self._lines.append(row)

    @property
    def text(self) -> Text:
        """The page as one text."""
        return Text("\n").join(self._lines)

    @property
    def plain(self) -> str:
        """The page without styles."""
        return self.text.plain


def shorten_end(text: str, limit: int) -> str:
    """At most `limit` characters, with … for what is cut off."""
    return text if len(text) <= limit else text[: max(1, limit - 1)].rstrip() + "…"


def _text(spans: Iterable[Span]) -> Text:
    text = Text()
    for span in spans:
        words, style, link = (span, "", None) if isinstance(span, str) else (*span, None)[:3]
        look = STYLES[style]
        if link:
            look += Style(link=link)
        text.append(safe(words), look)
    return text
