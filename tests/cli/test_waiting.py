"""What stands on the terminal while a model reads and writes."""

from __future__ import annotations

import io

from rich.console import Console

from qa.answer.engine import Lead
from qa.cli.waiting import Waiting
from tests.fakes.evidence import source

LONG = (
    "Council president Ruth Amsel adjourned the session after minutes, and nobody in the hall could tell why."
)


def drawn(waiting: Waiting) -> str:
    console = Console(width=40, height=24, file=io.StringIO(), force_terminal=False, soft_wrap=True)
    console.print(waiting)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_long_lines_are_broken_and_not_cut_off_at_the_edge() -> None:
    item = source(1, [LONG], title="A title that is longer than the terminal is wide, as titles are")
    waiting = Waiting("m")
    waiting.found((item,))
    waiting.leads(Lead(item, item.sentences[0], True))
    waiting.wrote("The session was adjourned by the president of the council, Ruth Amsel, on that day.")
    shown = drawn(waiting)
    assert max(map(len, shown.splitlines())) <= 40
    words = " ".join(shown.split())
    assert "could tell why.” [1]" in words
    assert "as titles are" in words
    assert "Ruth Amsel, on that day." in words


def test_a_model_is_not_said_to_read_before_anything_was_found() -> None:
    waiting = Waiting("m")
    assert waiting.state().startswith("searching")
    waiting.found((source(1, [LONG]),))
    assert waiting.state().startswith("m is reading")
