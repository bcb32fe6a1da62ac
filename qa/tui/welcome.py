"""What stands in the conversation before the first question."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from qa.tui.opening import holdings
from qa.tui.words import QUIET, STRONG, content, lines
from qa.types import LibraryStats

EXAMPLES = (
    ("/add PATH", "a folder, files or web addresses"),
    ("F3", "the same, as a form"),
    ("F1", "all keys and commands"),
)


class Welcome(Static):
    """Opening, an empty library, or what the library holds and how to begin."""

    def opening(self) -> None:
        """The library is being opened; one can write already."""
        self.update(content(("Opening the library …", QUIET)))

    def empty(self) -> None:
        """There is nothing to ask yet."""
        parts = [
            content(("The library is empty.", STRONG)),
            content(
                "Add a folder of articles to begin. Each is cleaned, cut into passages and indexed; then ask."
            ),
            Content(""),
            *_rows(EXAMPLES),
            Content(""),
            content(
                ("It reads text, Markdown, HTML, PDF, Word, e-mail, feeds, JSON, CSV and web pages.", QUIET)
            ),
        ]
        self.update(lines(parts))

    def ready(self, stats: LibraryStats, advice: str) -> None:
        """What can be asked about."""
        rows = (
            ("Enter", "ask; a follow-up may say “he” or “and then?”"),
            ("] [", "from citation to citation; o opens the article"),
            ("/brief /timeline", "a briefing on a topic; what happened when"),
            ("/search /summarize", "passages; a summary of a topic or an article"),
            ("F1  Ctrl+P", "all keys and commands; find one by its name"),
        )
        parts = [
            content((f"{holdings(stats)}.", STRONG)),
            content("Every sentence of an answer is checked against the words that it cites."),
            Content(""),
            *_rows(rows),
        ]
        if advice:
            parts += [Content(""), content((advice, QUIET))]
        self.update(lines(parts))


def _rows(rows: tuple[tuple[str, str], ...]) -> list[Content]:
    wide = max(len(key) for key, _ in rows)
    return [content((key.ljust(wide) + "  ", "bold $primary"), (what, "")) for key, what in rows]
