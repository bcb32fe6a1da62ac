"""Draw the pictures of `qa chat` for the documents from the demo library: run `make demo` first."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from qa.desk.desk import Desk
from qa.settings import load_settings
from qa.tui.app import ChatApp, make_app
from qa.tui.dialogue.opening import open_talk

ROOT = Path(__file__).parents[1]
SIZE = (110, 32)
QUESTIONS = ("Did Marrowby concede?", "How many people died in the acid leak?")


async def until(pilot: Pilot[object], condition: Callable[[], object]) -> None:
    """Wait until it is so."""
    while not condition():
        await pilot.pause(0.05)
    await pilot.pause(0.3)


def write(app: ChatApp, name: str) -> None:
    """The screen as SVG, without fonts of another host."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="qa chat"), flags=re.DOTALL)
    (ROOT / "docs" / "images" / f"{name}.svg").write_text(svg, "utf-8")
    print(f"wrote docs/images/{name}.svg")


async def draw(library: Path) -> None:
    """Ask, jump to a citation, open its article."""
    app = make_app(lambda: open_talk(lambda: Desk(load_settings({"library": library, "log": False}))))
    async with app.run_test(size=SIZE) as pilot:
        chat = app.chat
        await until(pilot, lambda: chat.opened is not None)
        assert chat.talk is not None
        for number, question in enumerate(QUESTIONS, start=1):
            chat.composer.text = question
            await pilot.press("enter")
            await until(pilot, lambda n=number: len([e for e in chat.talk.exchanges if e.reply]) == n)
        await pilot.press("escape", "k", "right_square_bracket")
        view = chat.conversation.view
        assert view is not None
        await until(pilot, lambda: all(m.article_id in chat.articles for m in view.marks))
        write(app, "chat-answer")
        await pilot.press("o")
        await until(pilot, lambda: app.screen is not chat)
        write(app, "chat-article")
        chat.talk.store.delete(chat.talk.session or "")


def main() -> int:
    """Write docs/images/chat-*.svg."""
    library = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".demo" / "library"
    if not library.is_dir():
        print("error: no demo library\nhint: make demo", file=sys.stderr)
        return 3
    asyncio.run(draw(library))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
