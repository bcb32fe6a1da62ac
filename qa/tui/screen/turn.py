"""One turn of the conversation on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from qa.show.console import one_line
from qa.show.words import count
from qa.tui.dialogue import replies
from qa.tui.dialogue.replies import Search
from qa.tui.dialogue.talk import Exchange
from qa.tui.widgets.words import (
    QUIET,
    STRONG,
    answer_content,
    content,
    foot_content,
    hanging,
    lines,
    seeking,
    sought,
)
from qa.types import RemovedSentence

if TYPE_CHECKING:
    from qa.tui.screen.draft import Hold

WORDS = {
    "answer": "", "summary": "Summary: ", "search": "Search: ",
    "brief": "Briefing: ", "timeline": "Timeline: ",
}  # fmt: skip
"""What stands before the words of a turn that is no question."""


class TurnView(Vertical):
    """The question, the draft while it is written, then the checked reply with its marks."""

    def __init__(self, exchange: Exchange, number: int) -> None:
        super().__init__(classes="turn")
        self.exchange = exchange
        self.number = number
        self.current: int | None = None
        """The selected citation, an index into `replies.marks`."""
        self.unfolded = False
        self.words = ""
        """What the find bar looks for."""
        self._progress = "searching …"

    def compose(self) -> ComposeResult:
        """Question, reply, foot."""
        yield Static(self._question(), classes="question")
        yield Static(self.reply(), classes="reply")
        yield Static(self._foot(), classes="foot")

    def on_mount(self) -> None:
        """Show what is known so far."""
        self.call_after_refresh(self.show)

    def stream(self, piece: str, hold: Hold) -> None:
        """A piece of the draft; what `hold` gives is called when more of it has been drawn."""
        from qa.tui.screen.draft import DraftView

        drafts = self.query(DraftView)
        if not drafts:
            draft = DraftView(hold)
            self.mount(draft, before=self.query_one(".reply"))
            draft.add(piece)
            self._progress = "writing …"
            self.show()
        else:
            drafts.first().add(piece)

    def settle(self) -> None:
        """The turn has ended: the draft goes, what was checked comes."""
        self.query(".draft").remove()
        self.show()

    def show(self) -> None:
        """Draw everything again, after any change."""
        if not self.query(".question"):  # not there yet, or no longer
            return
        self.query_one(".question", Static).update(sought(self._question(), self.words))
        self.query_one(".reply", Static).update(sought(self.reply(), self.words))
        foot = self._foot()
        self.query_one(".foot", Static).update(foot)
        self.query_one(".foot").display = bool(foot.plain)
        self.set_class(self.exchange.state == "running", "running")
        self.set_class(self.exchange.state == "failed", "failed")

    def matches(self, words: str) -> bool:
        """Whether the words occur in what is shown."""
        return bool(seeking(words).search(f"{self._question().plain}\n{self.reply().plain}"))

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.show()

    @property
    def mark_row(self) -> int | None:
        """The line of the screen on which the selected mark stands, or would if the pane were higher."""
        reply = self.query_one(".reply")
        for row, strip in enumerate(reply.render_lines(reply.size.region)):
            if any(segment.style and segment.style.meta.get("selected") for segment in strip):
                return reply.region.y + row
        return None

    def _question(self) -> Content:
        exchange = self.exchange
        asked = content((WORDS.get(exchange.kind, ""), QUIET), (exchange.asked, STRONG))
        if exchange.narrowed:
            return lines([asked, content((f"only {exchange.narrowed}", QUIET))])
        return asked

    def reply(self) -> Content:
        """What came of the question, as it is shown."""
        exchange = self.exchange
        if exchange.reply is not None:
            return answer_content(exchange.reply, self.number, self.current, self.content_size.width)
        if exchange.state == "running":
            return content((f"● {self._progress}", QUIET), ("  Esc cancels", QUIET))
        if exchange.state == "cancelled":
            return content((f"○ {exchange.problem}", QUIET), ("  Up brings the question back", QUIET))
        parts = [content(("✗ ", "bold $error"), one_line(exchange.problem))]
        if exchange.hint:
            parts.append(content((f"  {one_line(exchange.hint)}", QUIET)))
        return lines(parts)

    def _foot(self) -> Content:
        reply = self.exchange.reply
        if reply is None:
            return Content("")
        parts = [foot_content(reply, self.number == 0)]
        removed = () if isinstance(reply, Search) else reply.removed
        if removed:
            arrow = "▾" if self.unfolded else "▸"
            line = f"{arrow} {count(len(removed), 'drafted sentence')} not shown: did not pass the check"
            parts.insert(0, content((line, QUIET), ("" if self.unfolded else "  (x)", QUIET)))
            if self.unfolded:
                parts[1:1] = [*(self._fallen(sentence) for sentence in removed), Content("")]
        return lines(parts)

    def _fallen(self, sentence: RemovedSentence) -> Content:
        """A sentence that did not pass, and why."""
        body = lines(
            [content((one_line(sentence.text), "strike")), content((one_line(sentence.reason), QUIET))]
        )
        return hanging(content(("  ✗ ", "$error")), body, self.content_size.width)

    @property
    def marks(self) -> tuple[replies.Mark, ...]:
        """The citations of this turn."""
        return replies.marks(self.exchange.reply) if self.exchange.reply is not None else ()
