"""Briefings and timelines in the app, over a real library."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from qa.desk.desk import Desk
from qa.settings import load_settings
from qa.tui.app import make_app
from qa.tui.dialogue.opening import open_talk
from tests.tui.conftest import Driver


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=str)
async def test_a_briefing_and_a_timeline_lead_to_their_sentences(
    story: Path, own_home: Path, size: tuple[int, int]
) -> None:
    library = Path(shutil.copytree(story, own_home / "library"))
    app: Any = make_app(lambda: open_talk(lambda: Desk(load_settings({"library": library}))))
    async with app.run_test(size=size) as pilot:
        t = Driver(app, pilot)
        await t.until(lambda: app.chat.opened is not None)
        await t.ask("/timeline the acid leak")
        await t.until(lambda: "Timeline: the acid leak" in t.seen)  # a long reply is shown from its beginning
        await t.ask("/brief the acid leak")
        await t.until(lambda: "Briefing: the acid leak" in t.seen and "Bottom line" in t.seen)
        width = app.chat.conversation.view.content_size.width
        plain = app.chat.conversation.view.reply().plain
        assert max(map(len, plain.split("\n"))) <= width
        await t.press("]", "o")
        await t.until(lambda: "▶" in t.seen and "citation 1 of" in t.seen)
        assert app.screen.here.quote == app.chat.conversation.here.quote
        app.chat.talk.store.close()
