"""Small dialogs: one or more lines to fill in, Enter to accept, Esc to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qa.tui.widgets.words import QUIET, STRONG, content


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of a form."""

    name: str
    label: str
    value: str = ""
    example: str = ""


class Form(ModalScreen[dict[str, str] | None]):
    """Asks for a few lines; gives back what stands in each, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("down", "app.focus_next", "Next line", show=False),
        Binding("up", "app.focus_previous", "Previous line", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[FormLine], note: str = "") -> None:
        super().__init__()
        self._title, self._lines, self._note = title, lines, note

    def compose(self) -> ComposeResult:
        """Title, lines, what the keys do."""
        with Vertical(id="dialog"):
            yield Static(content((self._title, STRONG)), classes="title")
            if self._note:
                yield Static(content((self._note, QUIET)), classes="note")
            for line in self._lines:
                with Horizontal(classes="line"):
                    yield Static(content(line.label), classes="label")
                    yield Input(line.value, placeholder=line.example, id=line.name, compact=True)
            yield Static(
                content(
                    ("Enter", "bold $primary"),
                    (" accept   ", QUIET),
                    ("Esc", "bold $primary"),
                    (" leave", QUIET),
                ),
                classes="keys",
            )

    def on_input_submitted(self) -> None:
        """Accept all lines."""
        self.dismiss(
            {line.name: self.query_one(f"#{line.name}", Input).value.strip() for line in self._lines}
        )

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
