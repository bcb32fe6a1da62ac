"""What stands on the terminal while a model reads and writes: what was found, the likeliest answer, how
far it is.

A model on this machine takes 10 to 60 seconds, most of them to read. Sources and the best sentence are
known in the first of these.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from qa.types import Evidence

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from qa.answer.engine import Lead

SHOWN_SOURCES = 3


def _wrapped(options: ConsoleOptions) -> ConsoleOptions:
    """The options with long lines broken, which the consoles of this program leave to the terminal.

    What stands here is drawn again and again, and a line that runs on would be cut off at the edge.
    """
    return options.update(height=None, no_wrap=False, overflow="fold")


class Tail:
    """Markdown, dimmed, of which the end is shown when all of it is higher than the terminal.

    `below` lines are left free under it, besides one for the cursor.
    """

    def __init__(self, text: str, below: int = 0) -> None:
        self.text, self.below = text, below

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The last lines that fit."""
        from rich.markdown import Markdown
        from rich.segment import Segment

        page = Markdown(self.text, style="dim", hyperlinks=False)
        lines = console.render_lines(page, _wrapped(options), pad=False)
        for line in lines[-max(1, console.height - 1 - self.below) :]:
            yield from line
            yield Segment.line()


class Waiting:
    """A Rich renderable that draws itself anew each time; its clock runs from its first step."""

    def __init__(self, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._model, self._clock = model, clock
        self._begun = clock()
        self._first: float | None = None
        self._evidence: Sequence[Evidence] = ()
        self._lead: Lead | None = None
        self._text = ""
        self._pieces = 0

    def found(self, evidence: Sequence[Evidence]) -> None:
        """A search is done."""
        self._evidence = evidence

    def leads(self, lead: Lead) -> None:
        """The sentence that seems to answer best."""
        self._lead = lead

    def wrote(self, piece: str) -> None:
        """A piece of the draft: about a token with most servers."""
        if self._first is None:
            self._first = self._clock()
        self._text += piece
        self._pieces += 1

    def takes_back(self) -> None:
        """All pieces so far are void."""
        self._text, self._pieces, self._first = "", 0, None

    def state(self) -> str:
        """One line: "searching · 1 s", "qwen2.5:7b is reading · 12 s", "… is writing · 9 tokens/s · 15 s"."""
        now = self._clock()
        seconds = f"{now - self._begun:.0f} s · Ctrl-C stops"
        if self._first is None:
            return f"{self._model} is reading · {seconds}" if self._evidence else f"searching · {seconds}"
        passed = now - self._first
        pace = f" · {self._pieces / passed:.0f} tokens/s" if passed >= 1 and self._pieces > 1 else ""
        return f"{self._model} is writing{pace} · {seconds}"

    def lines(self) -> Iterator[str]:
        """What was found, in plain words."""
        from qa.text import safe

        for item in self._evidence[:SHOWN_SOURCES]:
            facts = (item.article.outlet, str(item.article.published or ""), item.article.title)
            yield safe(f"[{item.number}] {', '.join(fact for fact in facts if fact)}")
        if (more := len(self._evidence) - SHOWN_SOURCES) > 0:
            yield f"and {more} more {'sources' if more > 1 else 'source'}"
        if self._lead is not None:
            said = "likeliest answer" if self._lead.answers else "nearest sentence"
            said = "in the sources' words" if self._lead.sums_up else f"{said} so far"
            yield safe(f"{said}: “{' '.join(self._lead.quote.split())}” [{self._lead.evidence.number}]")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """What was found, in half of the terminal at most; the end of the draft below it; the state."""
        from rich.segment import Segment
        from rich.text import Text

        from qa.text import safe

        found = Text("\n".join(self.lines()), style="dim")
        above = console.render_lines(found, _wrapped(options), pad=False) if found.plain else []
        above = above[: max(0, console.height // 2 - 1)]
        for row in above:
            yield from row
            yield Segment.line()
        if self._text:
            yield Tail(safe(self._text), below=len(above) + 1)
        yield Text(self.state(), style="dim italic")
