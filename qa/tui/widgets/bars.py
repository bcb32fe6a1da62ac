"""The lines around the conversation: masthead, filter chips, progress, status."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content, Span
from textual.style import Style
from textual.widgets import Static

from qa.show.console import one_line, shorten_end
from qa.show.words import count
from qa.tui.dialogue.talk import FILTER_WORDS
from qa.tui.widgets.words import QUIET, STRONG, content
from qa.types import Usage

BAR = 24
"""Cells of the progress bar."""


class TitleBar(Static):
    """Program and session on the left; library and engine on the right."""

    def show(self, session: str, right: Sequence[str]) -> None:
        """Draw both ends; the session name gives way when the line is short."""
        end = " · ".join(one_line(part) for part in right if part)
        room = max(0, self.size.width - len(end) - 16)
        name = shorten_end(one_line(session), room) if session and room > 6 else ""
        left = content(("newsdesk-qa", "bold $primary"), ("  " + name if name else "", ""))
        gap = max(1, self.size.width - left.cell_length - len(end))
        self.update(left + Content(" " * gap) + content((end, QUIET)))


class Chips(Static):
    """The filters that are set; a click takes one away."""

    def show(self, chips: Sequence[tuple[str, str]]) -> None:
        """One chip for each filter; hidden when there is none."""
        parts = []
        for number, (name, value) in enumerate(chips):
            text = f" {FILTER_WORDS[name]} {one_line(value)} × "
            click = Style.from_meta({"@click": f"screen.unchip({number})"})
            parts.append(Content(text, [Span(0, len(text), "on $panel")]).stylize(click, 0, len(text)))
        self.update(content(("Filters ", QUIET)) + Content(" ").join(parts))
        self.display = bool(chips)


class Progress(Static):
    """How far an add is."""

    def show(self, name: str, done: int, total: int) -> None:
        """`Adding ███░░░ 120 of 1,000  name`; hidden at the end."""
        full = BAR * done // total if total else 0
        bar = "█" * full + "░" * (BAR - full)
        name = shorten_end(one_line(name), max(10, self.size.width - BAR - 32))
        numbers = f" {done:,} of {total:,}  " if total else "  "
        self.update(content(("Adding ", STRONG), (bar, "$primary"), numbers, (name, QUIET)))
        self.display = True


class Status(Static):
    """The keys that matter now on the left; what the conversation has taken on the right."""

    def show(self, keys: Sequence[tuple[str, str]], usage: Usage, answers: int) -> None:
        """Keys as (key, word); usage only when something was asked."""
        right = ""
        if answers:
            parts = [count(answers, "answer")]
            if usage.model_calls:
                parts.append(f"{usage.prompt_tokens + usage.completion_tokens:,} tokens")
            if usage.cost_usd is not None and usage.model_calls:
                parts.append(f"${usage.cost_usd:.4f}")
            right = " · ".join([*parts, f"{usage.seconds:.1f} s"])
        shown = list(keys)
        while (left := _keys(shown)).cell_length > self.size.width and len(shown) > 1:
            del shown[-2]  # whole keys only, and the last one, which leads to all others, to the end
        gap = self.size.width - left.cell_length - len(right)
        self.update(left + Content(" " * gap) + content((right, QUIET)) if gap > 1 else left)


def _keys(keys: Sequence[tuple[str, str]]) -> Content:
    return Content("  ").join(
        content((key, "bold $primary"), (f" {word}" if word else "", QUIET)) for key, word in keys
    )
