"""Ctrl+R: the sessions of this library, searched while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qa.errors import QAError
from qa.show.console import one_line, shorten_end
from qa.show.words import count
from qa.tui.dialogue.sessions import SessionInfo, SessionStore
from qa.tui.widgets.forms import Form, FormLine
from qa.tui.widgets.words import QUIET, STRONG, content

KEYS = (("Enter", "resume"), ("F2", "rename"), ("F8", "delete"), ("Esc", "back"))


OnChange = Callable[[SessionInfo, bool], None]
"""Told of a session that was renamed or deleted, and whether it is still there."""


class SessionPicker(ModalScreen[SessionInfo | None]):
    """Gives back the session to go on with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("f2", "rename", "Rename"),
        Binding("f8", "delete", "Delete"),
    ]

    def __init__(self, store: SessionStore, words: str = "", on_change: OnChange | None = None) -> None:
        super().__init__()
        self._store, self._words = store, words
        self._on_change = on_change
        self._shown: Sequence[SessionInfo] = ()
        self._doomed: str | None = None

    def compose(self) -> ComposeResult:
        """Search line, list, keys."""
        with Vertical(id="picker"):
            yield Static(content(("Sessions", STRONG)), classes="title")
            yield Input(self._words, placeholder="search names, questions and answers", compact=True)
            yield OptionList(compact=True)
            keys = Content("  ").join(content((k, "bold $primary"), (f" {what}", QUIET)) for k, what in KEYS)
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """List them."""
        self.query_one(OptionList).can_focus = False
        self._list()

    def on_input_changed(self) -> None:
        """Narrow the list."""
        self._list()

    def on_input_submitted(self) -> None:
        """Resume the selected one."""
        self._leave_with(self._selected())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Resume the one that was clicked."""
        self._leave_with(self._shown[event.option_index])

    def action_move(self, step: int) -> None:
        """Up and down while the search line has the focus."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count

    def action_rename(self) -> None:
        """Another name for the selected session."""
        chosen = self._selected()
        if chosen is None:
            return

        def rename(lines: dict[str, str] | None) -> None:
            if lines and lines["name"]:
                self._try(lambda: self._store.rename(chosen.id, shorten_end(one_line(lines["name"]), 80)))
                self._changed(chosen)

        self.app.push_screen(Form("Rename the session", [FormLine("name", "Name", chosen.name)]), rename)

    def action_delete(self) -> None:
        """Delete the selected session, when the key is pressed twice."""
        chosen = self._selected()
        if chosen is None:
            return
        if self._doomed != chosen.id:
            self._doomed = chosen.id
            self.notify(
                f"F8 again deletes “{shorten_end(one_line(chosen.name), 40)}”",
                severity="warning",
                markup=False,
            )
            return
        self._try(lambda: self._store.delete(chosen.id))
        self._changed(chosen)

    def action_leave(self) -> None:
        """Back without choosing."""
        self.dismiss(None)

    def _leave_with(self, chosen: SessionInfo | None) -> None:
        if chosen is not None:
            self.dismiss(chosen)

    def _selected(self) -> SessionInfo | None:
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except QAError as error:
            self.notify(error.message, severity="error", markup=False)
        self._list()

    def _changed(self, info: SessionInfo) -> None:
        """Tell that a session has another name, or is gone."""
        try:
            now, there = self._store.find(info.id), True
        except QAError:
            now, there = info, False
        if self._on_change:
            self._on_change(now, there)

    def _list(self) -> None:
        self._shown = self._store.list(self.query_one(Input).value)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_line(info)) for info in self._shown])
        options.highlighted = 0 if self._shown else None
        self.query_one(".title", Static).update(
            content(("Sessions", STRONG), (f"  {count(len(self._shown), 'session')}", QUIET))
        )


def _line(info: SessionInfo) -> Content:
    when = local_time(info.updated)
    return content(
        (shorten_end(one_line(info.name), 60), STRONG),
        (f"\n{when} · {count(info.turns, 'turn')} · {info.id}", QUIET),
    )


def local_time(moment: datetime) -> str:
    """A moment in the time of this place, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
