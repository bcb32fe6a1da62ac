"""The unchecked draft while a model writes it: dimmed, as Markdown in which nothing can be followed."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from textual.widgets import Markdown

from qa.answer.engine import RESTART
from qa.text import safe

Hold = Callable[[], Callable[[], None]]
"""Looks at the view before it changes; gives back what to do after it has."""

HEADING = "Draft, not checked yet"


def parser() -> MarkdownIt:
    """Emphasis, lists and code; no links, no images, no HTML."""
    return MarkdownIt("commonmark", {"html": False}).disable(
        ["link", "image", "autolink", "html_inline", "html_block"]
    )


class DraftView(Markdown):
    """Grows with `add`; a piece that is RESTART takes back all before it."""

    def __init__(self, hold: Hold) -> None:
        super().__init__("", parser_factory=parser, open_links=False, classes="draft")
        self.border_title = HEADING
        self._waiting: list[str] = []
        self._hold = hold

    def add(self, piece: str) -> None:
        """One more piece of the draft; what arrives faster than it can be drawn is drawn together."""
        self._waiting.append(piece)
        if len(self._waiting) == 1:
            self.set_timer(0.1, self._draw)

    async def _draw(self) -> None:
        then = self._hold()
        text, self._waiting = "".join(self._waiting), []
        _, restart, after = text.rpartition(RESTART)
        if restart:
            await self.update(safe(after))
        elif text:
            await self.append(safe(text))
        self.call_after_refresh(then)
