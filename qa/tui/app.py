"""The app: one factory for the command line and for the tests."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from qa.errors import QAError
from qa.tui.dialogue.opening import Opened
from qa.tui.screen.screen import ChatScreen
from qa.tui.widgets.palette import Actions
from qa.tui.widgets.theme import THEMES

if TYPE_CHECKING:
    from textual.command import Provider

    from qa.tui.dialogue.talk import Talk

GIL_SWITCH = 0.001
"""Seconds after which a busy thread must let the screen have its turn (Python's default is 0.005). Measured
with `bench/tui.py keys`, load 10 on 2 cores: the longest wait of a key falls from 58 to 30 ms (idle 6 ms)."""

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Signals that end the app as Ctrl+Q does: the terminal is put back, the session is kept.
Windows has no SIGHUP."""


class ChatApp(App[QAError | None]):
    """Opens the library behind its first frame. Ends with the QAError that kept it from opening, if any."""

    TITLE = "newsdesk-qa"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-high")]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Actions}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, show=False),
        Binding("ctrl+z", "suspend_process", "Suspend", priority=True, show=False),
        Binding("ctrl+c", "copy_or_tell", "Copy", show=False),
    ]

    def __init__(self, open_talk: Callable[[], Opened], theme: str, debugging: bool) -> None:
        super().__init__()
        self._open_talk = open_talk
        self._opened: Opened | None = None
        self._debugging = debugging
        for look in THEMES.values():
            self.register_theme(look)
        self.theme = theme

    def get_default_screen(self) -> ChatScreen:
        """The main screen."""
        screen = ChatScreen()
        screen.debugging = self._debugging
        return screen

    @property
    def chat(self) -> ChatScreen:
        """The main screen, also when a dialog stands over it."""
        found = self.screen_stack[0]
        assert isinstance(found, ChatScreen)
        return found

    @property
    def chat_talk(self) -> Talk | None:
        """The conversation, also after the app has ended; None when it never opened."""
        return self._opened.talk if self._opened else None

    def on_ready(self) -> None:
        """The first frame stands: now the heavy parts."""
        sys.setswitchinterval(GIL_SWITCH)
        for number in ENDING:
            signal.signal(number, self._end)
        self.app_resume_signal.subscribe(self, lambda _: self.call_after_refresh(self._repaint))
        self.run_worker(self._open(), group="open")

    async def _open(self) -> None:
        chat = self.chat
        try:
            opened = await chat.reading.run(self._open_talk)
        except QAError as error:
            self.exit(error, error.exit_code)
            return
        self._opened = opened
        await chat.open(opened)
        await chat.answering.run(lambda: _warm(opened))

    def _repaint(self) -> None:
        """All of it: the shell has written over what stood there while the app was suspended."""
        self.screen.refresh(layout=True)

    def _end(self, *_: object) -> None:
        self.call_later(self.exit)

    def action_help(self) -> None:
        """All keys and commands."""
        from qa.tui.widgets.help import HelpScreen

        self.push_screen(HelpScreen())

    def action_look(self, name: str) -> None:
        """Change the theme."""
        self.theme = name

    def action_copy_or_tell(self) -> None:
        """Copy what is selected with the mouse; else say how to leave."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        else:
            self.notify("Esc cancels an answer, Ctrl+Q quits")


def _warm(opened: Opened) -> None:
    """Load what the first question needs while it is being written."""
    try:
        opened.talk.desk.library().warm()
        _ = opened.talk.desk.engaged
    except QAError:
        return  # the first question meets the same error, with someone there to read it


def make_app(open_talk: Callable[[], Opened], *, theme: str = "dark", debugging: bool = False) -> ChatApp:
    """The app over what `open_talk` opens; that runs in a thread, behind the first frame."""
    return ChatApp(open_talk, theme, debugging)
