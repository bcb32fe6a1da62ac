"""The screens as text: what one sees at these sizes. `QA_PICTURES=DIR` writes them as SVG too, to look at.

Run with `QA_SNAPSHOTS=write` to accept what is there now.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ModelUnavailableError
from qa.tui.screen.article import ArticleScreen

HERE = Path(__file__).parent / "pictures"
WRITE = os.environ.get("QA_SNAPSHOTS") == "write"  # read here: tests run without any QA_ variable
PICTURES = os.environ.get("QA_PICTURES")
SIZES = ((80, 24), (120, 40))
Start = Any


def check(t: Any, name: str, theme: str) -> None:
    """Compare the screen with the kept one; colours count by their contrast, which the SVG shows."""
    if PICTURES:
        (Path(PICTURES) / f"{name}-{theme}.svg").write_text(t.app.export_screenshot(title="qa chat"))
    file = HERE / f"{name}.txt"
    seen = t.seen + "\n"
    if WRITE:
        HERE.mkdir(exist_ok=True)
        file.write_text(seen)
    assert seen == file.read_text()


def named(what: str, size: tuple[int, int]) -> str:
    return f"{what}-{size[0]}x{size[1]}"


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_screens_look_as_they_were_accepted(
    start: Start, desk: Any, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.tui.widgets.picker.local_time", lambda _: "2026-03-01 12:00")
    monkeypatch.setattr("secrets.token_hex", lambda _: "5e55101d")
    desk.full = False
    async with start(size=size, theme=theme) as t:
        await t.pilot.pause(0.1)
        check(t, named("empty", size), theme)
    desk.full = True
    async with start(size=size, theme=theme) as t:
        t.chat.composer.cursor_blink = False
        await t.type("/outlet Brackwater Post")
        await t.until(lambda: t.chat.talk.filters)
        await t.ask("Who is the captain of the ferry?")
        await t.press("]", "]")
        await t.until(lambda: "reading …" not in t.seen and "»" in t.seen)
        await t.pilot.pause(0.1)
        check(t, named("answer", size), theme)
        await t.press("o")
        await t.until(lambda: isinstance(t.app.screen, ArticleScreen) and "▶" in t.seen)
        await t.pilot.pause(0.1)
        check(t, named("article", size), theme)
        await t.press("escape", "ctrl+r")
        await t.until(lambda: "1 session" in t.seen)
        t.app.screen.query_one("Input").cursor_blink = False
        check(t, named("sessions", size), theme)
        await t.press("escape")
        desk.problem = ModelUnavailableError(
            "the server at 127.0.0.1:11434 does not answer", "is it running?"
        )
        await t.ask("And where does she live?")
        await t.pilot.pause(0.1)
        check(t, named("error", size), theme)


async def test_a_very_narrow_terminal_can_still_be_read(start: Start) -> None:
    async with start(size=(60, 20)) as t:
        await t.ask("Who is the captain of the ferry?")
        await t.press("]")
        await t.until(lambda: "reading …" not in t.seen and "»" in t.seen)
        await t.pilot.pause(0.1)
        check(t, named("narrow", (60, 20)), "dark")


async def test_no_color_leaves_only_grey(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with start() as t:
        await t.ask("Who?")
        await t.press("]")
        colours = {
            colour.triplet
            for strip in t.strips
            for segment in strip.apply_filter(t.app._filters[-1], t.app.screen.background_colors[1])
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and colour.triplet is not None
        }
        assert colours
        assert all(c.red == c.green == c.blue for c in colours)
        assert "»The captain" in t.seen
