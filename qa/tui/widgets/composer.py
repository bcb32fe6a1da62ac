"""The line in which questions and commands are written."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from qa.text import safe
from qa.tui.dialogue.commands import completed
from qa.tui.widgets.messages import QuestionAsked


class Composer(TextArea):
    """Enter sends, Shift+Enter or Ctrl+J breaks the line, Up and Down recall what was asked before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+enter,ctrl+j,alt+enter", "newline", "New line", show=False),
        Binding("tab", "leave", "To the answer", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(
            id=id,
            compact=True,
            highlight_cursor_line=False,
            placeholder="Ask a question, or / for commands",
            soft_wrap=True,
        )
        self.past: list[str] = []
        self._at = 0
        self._draft = ""

    def remember(self, typed: str) -> None:
        """Add a line to the history."""
        if not self.past or self.past[-1] != typed:
            self.past.append(typed)
        self._at = len(self.past)

    def recall(self, past: list[str]) -> None:
        """The history of earlier sessions, oldest first."""
        self.past = [*past, *self.past]
        self._at = len(self.past)

    def write(self, text: str) -> None:
        """Put this into the line, to be gone on with."""
        self.text = text
        self.move_cursor(self.document.end)
        self.focus()

    def action_send(self) -> None:
        """Hand the line over, which is empty at once: what is typed next is not part of it."""
        text = safe(self.text).strip()
        if text:
            self.text = ""
            self.post_message(QuestionAsked(text))

    def give_back(self, text: str) -> None:
        """Put a line that could not be sent before what has been written since."""
        self.text = f"{text}\n{self.text}" if self.text else text
        self.move_cursor(self.document.end)

    def action_newline(self) -> None:
        """Break the line at the cursor."""
        self.insert("\n")

    def action_leave(self) -> None:
        """Complete a command; else focus the answer."""
        if (line := completed(self.text)) is not None:
            self.write(line)
            return
        self.screen.action_browse()  # type: ignore[attr-defined]

    def action_cursor_up(self, select: bool = False) -> None:
        """Up in the text; from its first line, back in the history."""
        if self.cursor_at_first_line and not select:
            self._go(-1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down in the text; from its last line, forth in the history."""
        if self.cursor_at_last_line and not select:
            self._go(1)
        else:
            super().action_cursor_down(select)

    def _go(self, step: int) -> None:
        at = self._at + step
        if not 0 <= at <= len(self.past):
            return
        if self._at == len(self.past):
            self._draft = self.text
        self._at = at
        self.text = self._draft if at == len(self.past) else self.past[at]
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        """Enter sends; `]` and `[` go to citations while nothing is written: no question begins with them.

        Enter is handled here and not as a binding with priority, which would overtake the letters before it.
        """
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_send()
            return
        if event.character in ("]", "[") and not self.text:
            event.stop()
            event.prevent_default()
            await self.screen.action_cite(1 if event.character == "]" else -1)  # type: ignore[attr-defined]
            return
        await super()._on_key(event)
