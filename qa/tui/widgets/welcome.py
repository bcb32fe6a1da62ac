"""What stands in the conversation before the first question."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from qa.tui.dialogue.opening import holdings
from qa.tui.widgets.words import QUIET, STRONG, content, hanging, lines
from qa.types import LibraryStats

Row = tuple[str, str]
"""A key or command, and what it does."""

EXAMPLES = (
    ("/add PATH", "a folder, files or web addresses"),
    ("F3", "the same, as a form"),
    ("F1", "all keys and commands"),
)


class Welcome(Static):
    """Opening, an empty library, or what the library holds and how to begin."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[Content | Row] = []

    def on_resize(self) -> None:
        """The lines fit the width."""
        self._draw()

    def opening(self) -> None:
        """The library is being opened; one can write already."""
        self._say([content(("Opening the library …", QUIET))])

    def empty(self) -> None:
        """There is nothing to ask yet."""
        parts: list[Content | Row] = [
            content(("The library is empty.", STRONG)),
            content(
                "Add a folder of articles to begin. Each is cleaned, cut into passages and indexed; then ask."
            ),
            Content(""),
            *EXAMPLES,
            Content(""),
            content(
                ("It reads text, Markdown, HTML, PDF, Word, e-mail, feeds, JSON, CSV and web pages.", QUIET)
            ),
        ]
        self._say(parts)

    def ready(self, stats: LibraryStats, advice: str) -> None:
        """What can be asked about."""
        rows = (
            ("Enter", "ask; a follow-up may say “he” or “and then?”"),
            ("] [", "from citation to citation; o opens the article"),
            ("/brief /timeline", "a briefing on a topic; what happened when"),
            ("/search /summarize", "passages; a summary of a topic or an article"),
            ("F1  Ctrl+P", "all keys and commands; find one by its name"),
        )
        parts: list[Content | Row] = [
            content((f"{holdings(stats)}.", STRONG)),
            content("Every sentence of an answer is checked against the words that it cites."),
            Content(""),
            *rows,
        ]
        if advice:
            parts += [Content(""), content((advice, QUIET))]
        self._say(parts)

    def _say(self, parts: list[Content | Row]) -> None:
        self._parts = parts
        self._draw()

    def _draw(self) -> None:
        wide = max((len(part[0]) for part in self._parts if isinstance(part, tuple)), default=0)
        width = self.content_size.width
        self.update(
            lines([part if isinstance(part, Content) else _row(part, wide, width) for part in self._parts])
        )


def _row(row: Row, wide: int, width: int) -> Content:
    key, what = row
    return hanging(content((key.ljust(wide) + "  ", "bold $primary")), content(what), width)
