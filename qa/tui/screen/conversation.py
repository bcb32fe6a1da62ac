"""The conversation pane: the turns under each other, one of them selected."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from qa.tui.dialogue.replies import Mark
from qa.tui.dialogue.talk import Exchange
from qa.tui.screen.turn import TurnView
from qa.tui.widgets.welcome import Welcome
from qa.tui.widgets.words import STRONG, content, lines


class Conversation(VerticalScroll):
    """Holds the turns. `selected` is the number of the turn that keys act on; -1 when there is none."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.selected = -1
        self.views: list[TurnView] = []
        self._going = False
        """Whether it is about to go to the end."""

    def compose(self) -> list[Widget]:
        """The welcome, until something is asked."""
        return [Welcome()]

    @property
    def view(self) -> TurnView | None:
        """The selected turn."""
        return self.views[self.selected] if 0 <= self.selected < len(self.views) else None

    @property
    def here(self) -> Mark | None:
        """The selected citation of the selected turn."""
        view = self.view
        if view is None or view.current is None or view.current >= len(view.marks):
            return None
        return view.marks[view.current]

    async def start(self, exchanges: list[Exchange]) -> None:
        """Show a conversation from its beginning."""
        await self.query("TurnView, .note").remove()
        self.views = [TurnView(exchange, number) for number, exchange in enumerate(exchanges)]
        await self.mount_all(self.views)
        self.query_one(Welcome).display = not exchanges
        self.select(len(self.views) - 1)
        self.call_after_refresh(self._to_end)

    async def add(self, exchange: Exchange) -> TurnView:
        """A new turn at the end, selected."""
        self.query_one(Welcome).display = False
        view = TurnView(exchange, len(self.views))
        self.views.append(view)
        await self.mount(view)
        self.select(view.number)
        self._going = True
        self.call_after_refresh(self._to_end)
        return view

    async def note(self, title: str, text: str | Content, *, bad: bool = False) -> None:
        """Something said that is no turn and is not kept: the outlets, a report, an error."""
        body = text if isinstance(text, Content) else content(text)
        head = content((title, "bold $error" if bad else STRONG))
        said = Static(lines([head, body]), classes="note")
        await self.mount(said)
        self.call_after_refresh(lambda: self.reveal(said))

    def select(self, number: int) -> None:
        """Keys act on this turn from now on."""
        if self.views:
            self.selected = min(max(number, 0), len(self.views) - 1)
        else:
            self.selected = -1
        for view in self.views:
            view.set_class(view.number == self.selected, "selected")
            if view.number != self.selected and view.current is not None:
                view.current = None
                view.show()

    def cite(self, index: int) -> Mark | None:
        """Select citation `index` of the selected turn; the mark, or None when it has none."""
        view = self.view
        if view is None or not view.marks:
            return None
        view.current = index % len(view.marks)
        view.show()
        self.call_after_refresh(self._to_mark)
        return self.here

    def find(self, words: str, step: int) -> int:
        """Set the words off everywhere; go to the next turn that has them. How many turns have them."""
        for view in self.views:
            if view.words != words:
                view.words = words
                view.show()
        found = [view.number for view in self.views if view.matches(words)]
        if found:
            later = (
                [n for n in found if n > self.selected]
                if step > 0
                else [n for n in found if n < self.selected]
            )
            go = (
                self.selected
                if step == 0 and self.selected in found
                else (later or found)[-1 if step < 0 else 0]
            )
            self.select(go)
            self.views[go].scroll_visible(animate=False)
        return len(found)

    @property
    def at_end(self) -> bool:
        """Whether the reader has not scrolled away from the end."""
        return self._going or self.max_scroll_y - self.scroll_y < 8

    def hold(self) -> Callable[[], None]:
        """To be called when something has grown: goes to the end if that is in view now."""
        return self._to_end if self.at_end else lambda: None

    def reveal(self, widget: Widget, *, again: bool = True) -> None:
        """Go to the end; to the beginning of what came there when it is longer than the pane.

        Twice: the height is sure only when the lines have been fitted to the width, one refresh later.
        """
        if again:
            self.call_after_refresh(lambda: self.reveal(widget, again=False))
        if widget.outer_size.height <= self.size.height:
            self._to_end()
            return
        reply = next(iter(widget.query(".reply")), widget)
        if reply.region.y - widget.region.y > self.size.height - 4:  # the question alone fills the pane
            widget = reply
        self.scroll_to_widget(widget, animate=False, top=True, force=True)

    def _to_end(self) -> None:
        self._going = False
        self.scroll_end(animate=False, immediate=True)

    def _to_mark(self) -> None:
        """Bring the selected mark into view, with the beginning of its answer where both fit."""
        view = self.view
        if view is None or not view.is_attached or (row := view.mark_row) is None:
            return
        top, bottom = self.region.y, self.region.bottom - 1
        if view.region.y < top and row - view.region.y < self.size.height:
            self.scroll_to_widget(view, animate=False, top=True)
        elif not top <= row < bottom:
            self.scroll_relative(y=row - (top + bottom) // 2, animate=False)
