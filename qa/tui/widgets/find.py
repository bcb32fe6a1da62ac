"""The find bar: a line at the bottom of a view."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from qa.tui.widgets.messages import Sought


class FindBar(Input):
    """Posts `Sought` with each change; Enter keeps the words and leaves the bar, Esc ends the search."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "End search", show=False)]

    def __init__(self) -> None:
        super().__init__(placeholder="search in view", compact=True, classes="find", select_on_focus=False)
        self.display = False

    def begin(self) -> None:
        """Show the bar and write in it."""
        self.display = True
        self.value = ""
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Seek while it is written."""
        event.stop()
        if self.display:
            self.post_message(Sought(self.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep what was found; the view has the focus again."""
        event.stop()
        self.display = False
        self.post_message(Sought(self.value))

    def action_stop(self) -> None:
        """Forget the search."""
        self.display = False
        self.value = ""
        self.post_message(Sought(""))
