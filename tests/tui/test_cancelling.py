"""Esc, while a server says nothing at all: the real desk, the real engine, a fake server."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qa.desk.desk import Desk
from qa.settings import load_settings
from qa.tui.app import make_app
from qa.tui.dialogue.opening import open_talk
from tests.fakes.openai_server import FakeOpenAI, Reply
from tests.tui.conftest import Driver

SILENT = 30.0
"""Seconds for which the server says nothing."""

AT_ONCE, SOON = 5.0, 20.0
"""Seconds until the screen says so, and until the thread has ended; a busy machine is slow."""


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    fake = FakeOpenAI()
    fake.default = Reply("x", delay=SILENT)
    yield fake
    fake.close()


@pytest.fixture
def library(story: Path, own_home: Path) -> Path:
    return Path(shutil.copytree(story, own_home / "library"))


@asynccontextmanager
async def app_with(server: FakeOpenAI, library: Path) -> AsyncIterator[Driver]:
    """The app over this library and a model on this server."""
    settings = load_settings(
        {"library": library, "model": "openai:test-model", "base_url": server.url, "api_key": "key"}
    )
    app = make_app(lambda: open_talk(lambda: Desk(settings)))
    async with app.run_test(size=(100, 30)) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: app.chat.opened is not None)
        yield driver
        assert app.chat.talk is not None
        app.chat.talk.store.close()


def answering() -> set[threading.Thread]:
    """The threads that answer, at work or waiting for it."""
    return {thread for thread in threading.enumerate() if thread.name == "qa-answer"}


@pytest.mark.parametrize(
    "asked",
    [
        "How many people died in the acid leak?",
        "/summarize the acid leak",
        "/summarize Two dead as acid",
        "/brief the acid leak",
    ],
)
async def test_escape_ends_what_waits_for_a_silent_model(
    server: FakeOpenAI, library: Path, asked: str
) -> None:
    idle = answering()  # lanes of other tests
    async with app_with(server, library) as t:
        await t.type(asked)
        await t.until(lambda: server.requests, 60)
        (worker,) = answering() - idle
        pressed = time.monotonic()
        await t.press("escape")
        assert "○ cancelled" in t.seen
        assert time.monotonic() - pressed < AT_ONCE
        while worker.is_alive() and time.monotonic() - pressed < SOON:
            await asyncio.sleep(0.02)
        assert not worker.is_alive()
        assert t.chat.talk is not None
        assert [turn.state for turn in t.chat.talk.exchanges] == ["cancelled"]


async def test_a_question_after_a_cancelled_one_is_answered(server: FakeOpenAI, library: Path) -> None:
    async with app_with(server, library) as t:
        await t.type("How many people died in the acid leak?")
        await t.until(lambda: server.requests, 60)
        await t.press("escape")
        server.default = Reply("Two dock workers died. [1.1]")
        await t.ask("How many people died?")
        assert t.chat.talk is not None
        assert t.chat.talk.exchanges[-1].state == "done", t.seen
