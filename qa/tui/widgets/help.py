"""F1: all keys and commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qa.tui.dialogue.commands import COMMANDS, usage
from qa.tui.widgets.keys import BROWSING, EVERYWHERE, READING, TYPING
from qa.tui.widgets.words import QUIET, STRONG, content, hanging, lines

COLUMN = 24
"""Cells for the keys."""

INLINE = (
    ('"exact words"', "must occur word for word"),
    ("-word", "must not occur"),
    ("outlet:NAME since:DAY until:DAY lang:CODE", "filters for this question alone"),
)


def help_rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, (keys or words, what they do)) of everything there is."""
    number = ("1 … 9", "to the first citation of source [n]")
    return [
        ("Question line", list(TYPING)),
        ("Everywhere", [(key.shown, key.help) for key in EVERYWHERE]),
        (
            "On an answer (Esc or Tab leaves the question line)",
            [*((k.shown, k.help) for k in BROWSING), number],
        ),
        ("In an article", list(READING)),
        ("Commands", [(usage(name), what) for name, (_, what) in COMMANDS.items()]),
        ("Inside a question", list(INLINE)),
    ]


class HelpScreen(ModalScreen[None]):
    """The table of keys and commands."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "leave", "Back")]

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="help"):
            yield Static(id="rows")

    def on_mount(self) -> None:
        """The arrows scroll."""
        scroll = self.query_one("#help")
        scroll.border_title, scroll.border_subtitle = "Keys and commands", "↑ ↓ scroll · Esc back"
        scroll.focus()
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._draw)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    def _draw(self) -> None:
        width = self.query_one("#help").scrollable_content_region.width
        parts = [_section(heading, rows, width) for heading, rows in help_rows()]
        self.query_one("#rows", Static).update(Content("\n\n").join(parts))


def _section(heading: str, rows: list[tuple[str, str]], width: int) -> Content:
    """Keys in one column, what they do in the other; keys too long for theirs have a line of their own."""
    column = COLUMN if width > 60 else COLUMN * 2 // 3
    parts = [content((heading, STRONG))]
    for keys, what in rows:
        if len(keys) > column:
            parts.append(content((keys, "$primary")))
            keys = ""
        lead = content((keys.ljust(column) + "  ", "$primary"))
        parts.append(hanging(lead, content((what, QUIET)), width))
    return lines(parts)
