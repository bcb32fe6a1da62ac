"""F1: all keys and commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qa.tui.commands import COMMANDS, usage
from qa.tui.keys import BROWSING, EVERYWHERE, READING, TYPING
from qa.tui.words import QUIET, STRONG, content, lines

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
        """One table under each heading."""
        with VerticalScroll(id="help"):
            for heading, rows in help_rows():
                yield Static(content((heading, STRONG)), classes="title")
                wide = min(28, max(len(keys) for keys, _ in rows))
                yield Static(lines([_row(keys, what, wide) for keys, what in rows]), classes="rows")

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#help").focus()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def _row(keys: str, what: str, wide: int) -> Content:
    if len(keys) > wide:
        return content((keys, "$primary"), "\n" + " " * (wide + 2), (what, QUIET))
    return content((keys.ljust(wide) + "  ", "$primary"), (what, QUIET))
