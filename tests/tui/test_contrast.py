"""Every letter that the app draws stands out from what is behind it, in each theme (WCAG 1.4.3, 1.4.6)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from qa.errors import ModelUnavailableError
from qa.tui.screen.article import ArticleScreen

Start = Any
Pair = tuple[tuple[int, int, int], tuple[int, int, int]]

LEAST = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}
DIALOGS = "#dialog, #picker, #help, CommandPalette > Vertical"
"""What is drawn over the rest, which is dimmed then and cannot be used."""

ORNAMENTS = frozenset(range(0x2500, 0x25A0)) | {0x258F, 0x1FB7C, 0x1FB7D}
"""Lines, blocks and bars are no text."""


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(pair: Pair) -> float:
    """1 for equal colours, 21 for black on white."""
    light, dark = sorted((luminance(colour) for colour in pair), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_ratio_is_that_of_wcag() -> None:
    assert contrast(((0, 0, 0), (255, 255, 255))) == pytest.approx(21)
    assert contrast(((119, 119, 119), (255, 255, 255))) == pytest.approx(4.48, abs=0.01)


def colours(style: Style) -> Pair:
    """Letters and background as they are seen: reversed and dimmed where the style says so."""

    def seen(colour: Color | None) -> tuple[int, int, int]:
        assert colour is not None, f"{style} leaves a colour to the terminal"
        return tuple(colour.get_truecolor())  # type: ignore[return-value]

    front, back = seen(style.color), seen(style.bgcolor)
    if style.reverse:
        front, back = back, front
    if style.dim:
        front = tuple((a + b) // 2 for a, b in zip(front, back, strict=True))  # type: ignore[assignment]
    return front, back


def letters(t: Any) -> Iterator[Segment]:
    """Every piece of text on the screen; of a dialog alone where one is open."""
    screen = t.app.screen
    strips = t.strips
    over = screen.query(DIALOGS)
    if over and screen is not t.chat:
        region = over.first().region
        strips = [s.crop(region.x, region.right) for s in strips[region.y : region.bottom]]
    for strip in strips:
        for segment in strip:
            if any(not c.isspace() and ord(c) not in ORNAMENTS for c in segment.text) and not segment.control:
                yield segment


def faint(t: Any, theme: str) -> list[str]:
    """What is too faint on this screen, with its ratio."""
    found = []
    for segment in letters(t):
        assert segment.style is not None
        ratio = contrast(colours(segment.style))
        if ratio < LEAST[theme]:
            found.append(f"{ratio:.2f} {colours(segment.style)}: {segment.text.strip()[:40]!r}")
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize("theme", LEAST)
async def test_every_letter_stands_out_from_its_background(
    start: Start, desk: Any, theme: str, size: tuple[int, int]
) -> None:
    seen: dict[str, list[str]] = {}
    desk.full = False
    async with start(size=size, theme=theme) as t:
        seen["empty"] = faint(t, theme)
    desk.full = True
    async with start(size=size, theme=theme, notices=True) as t:
        seen["start"] = faint(t, theme)
        await conversation(t, desk, theme, seen)
        await dialogs(t, theme, seen)
    bad = [f"{name}: {row}" for name, rows in seen.items() for row in dict.fromkeys(rows)]
    assert not bad, "\n".join(bad)


async def conversation(t: Any, desk: Any, theme: str, seen: dict[str, list[str]]) -> None:
    """Answers and what becomes of them, then an article."""
    await t.type("/outlet Brackwater Post")
    await t.ask("Who is the captain of the ferry?")
    await t.press("]", "x")
    await t.until(lambda: "reading …" not in t.seen and "»" in t.seen)
    seen["answer"] = faint(t, theme)
    await t.pilot.hover("Chips", offset=(12, 0))
    seen["chip under the mouse"] = faint(t, theme)
    await t.press("/", *"captain")
    seen["find"] = faint(t, theme)
    await t.press("enter")
    desk.gate, desk.pieces = threading.Event(), ["# A draft\n\nwith **strong** words, `code`\n\n* a list"]
    await t.type("Who?")
    await t.until(lambda: "a list" in t.seen)
    seen["draft"] = faint(t, theme)
    desk.gate.set()
    await t.until(lambda: t.chat.running is None)
    desk.gate, desk.pieces = threading.Event(), ()
    await t.type("/add news")
    await t.until(lambda: "Adding" in t.seen)
    seen["adding"] = faint(t, theme)
    desk.gate.set()
    await t.until(lambda: "b.txt" in t.seen)
    desk.problem = ModelUnavailableError("the server does not answer", "is it running?")
    await t.ask("And where does she live?")
    await t.type("/nope")
    for severity in ("information", "warning", "error"):
        t.app.notify("something happened", title="A title", severity=severity)
    await t.until(lambda: t.seen.count("something happened") == 3)
    seen["error and notices"] = faint(t, theme)
    desk.problem = None
    await t.ask("nothing?")
    t.app.clear_notifications()
    seen["not found"] = faint(t, theme)
    await t.press("escape", "k", "k", "k", "]", "o")
    await t.until(lambda: isinstance(t.app.screen, ArticleScreen) and "▶" in t.seen)
    seen["article"] = faint(t, theme)
    await t.press("/", *"ferry")
    seen["article search"] = faint(t, theme)
    await t.press("enter", "x")
    seen["article removed"] = faint(t, theme)
    await t.press("escape")


async def dialogs(t: Any, theme: str, seen: dict[str, list[str]]) -> None:
    """What stands over the conversation."""
    for key, sign in (("f2", "Filters"), ("ctrl+s", "Export"), ("f1", "Esc"), ("ctrl+r", "session")):
        await t.press(key)
        await t.until(lambda sign=sign: t.app.screen is not t.chat and sign in t.seen)
        seen[f"dialog {sign}"] = faint(t, theme)
        await t.press("escape")
    await t.press("ctrl+p")
    await t.until(lambda: "(Ctrl+O)" in t.seen)
    seen["palette"] = faint(t, theme)
    await t.press(*"theme")
    await t.until(lambda: "Theme: light" in t.seen)
    seen["palette search"] = faint(t, theme)
