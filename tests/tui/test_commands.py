from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ConfigError
from qa.tui.dialogue.commands import COMMANDS, Command, parse
from qa.tui.plain import ACTIONS
from qa.tui.screen.dispatch import OTHERS
from qa.tui.widgets.help import HelpScreen
from qa.tui.widgets.picker import SessionPicker

Start = Any


def test_a_line_is_a_question_unless_it_names_a_command() -> None:
    assert parse("Who / what?") is None
    assert parse("/ alone") is None
    assert parse("  /Search  ferry ") == Command("search", "ferry")
    assert parse("/summarise x") == Command("summarize", "x")
    with pytest.raises(ConfigError) as error:
        parse("/serch x")
    assert error.value.hint == "did you mean /search?"


def test_both_front_ends_know_every_command() -> None:
    shared = {"search", "brief", "timeline", "add", "since", "until", "outlet", "as-of", "language", "tag"}
    assert set(COMMANDS) == shared | set(OTHERS) | {"summarize", "open", "overview"}
    assert set(COMMANDS) == shared | set(ACTIONS) | {"quit", "overview"}


async def test_search_shows_numbered_passages_that_open_at_their_sentence(start: Start) -> None:
    async with start() as t:
        await t.ask("/search accident")
        assert "[1] Ferry hits the quay" in t.seen
        await t.press("]", "o")
        await t.until(lambda: "▶ Nobody was killed" in t.seen)


async def test_summarize_takes_a_topic_an_article_or_the_last_sources(start: Start, desk: Any) -> None:
    async with start() as t:
        await t.type("/summarize")
        await t.until(lambda: "summarise what?" in t.seen)
        await t.ask("/summarize the harbour")
        await t.ask("/summarize council.md")
        await t.ask("Who?")
        await t.ask("/summarize")
        asked = [question for question, _, _ in desk.asked]
        assert asked[0] == "the harbour"
        assert len(asked[1]) == 16
        assert len(asked[3].split()) == 2
        assert "Summary: the 2 sources of “Who?”" in t.seen


@pytest.mark.parametrize("name", ["brief", "timeline"])
async def test_an_error_of_a_command_stands_in_the_conversation(start: Start, name: str) -> None:
    async with start() as t:
        await t.type(f"/{name}")
        await t.until(lambda: f"{name}: on what?" in t.seen)
        await t.ask(f"/{name} harbour")
        assert "harbour" in t.seen
        assert t.chat.talk.exchanges[-1].state == "failed"


async def test_sources_and_outlets_are_listed(start: Start) -> None:
    async with start(size=(120, 60)) as t:
        await t.type("/sources")
        await t.until(lambda: "there are no sources yet" in t.seen)
        await t.ask("Who?")
        await t.type("/sources")
        await t.until(lambda: "https://post.example/ferry" in t.seen)
        await t.type("/outlets")
        await t.until(lambda: "[blink]Outlet[/blink]  1 article" in t.seen)


async def test_filters_are_set_and_taken_away_by_commands(start: Start, desk: Any) -> None:
    async with start() as t:
        for line in (
            "/since 2026-02-01",
            "/until 2026-03",
            "/outlet Evening Lamp",
            "/as-of 2026-02-28",
            "/language en",
        ):
            await t.type(line)
            await t.pilot.pause(0.05)
        assert [name for name, _ in t.chat.talk.chips()] == ["outlet", "since", "until", "as_of", "language"]
        await t.type("/since")
        await t.pilot.pause(0.05)
        assert "since" not in t.chat.talk.filters
        await t.type("/since never")
        await t.until(lambda: "✗" in t.seen)
        await t.type("/clear")
        await t.until(lambda: t.chat.talk.filters == {})


async def test_filters_written_in_a_question_are_shown_with_it(start: Start) -> None:
    async with start() as t:
        await t.ask('Who? outlet:"Evening Lamp" since:2026-02-01')
        assert "only outlet Evening Lamp · since 2026-02-01" in t.seen


async def test_open_goes_to_the_article_of_a_source(start: Start) -> None:
    async with start() as t:
        await t.ask("Who?")
        await t.type("/open 2")
        await t.until(lambda: "▶ The cost of 80 million" in t.seen)


async def test_add_takes_paths_with_blanks_in_quotes(start: Start, desk: Any) -> None:
    async with start() as t:
        await t.type('/add "my articles" https://x.example/a')
        await t.until(lambda: "b.txt: no text in it" in t.seen)
        assert desk.added == [["my articles", "https://x.example/a"]]


@pytest.mark.parametrize("form", ["md", "html", "json"])
async def test_export_writes_each_form_and_never_over_a_file(start: Start, form: str, own_home: Path) -> None:
    async with start(size=(120, 60)) as t:
        await t.type(f"/export {form}")
        await t.until(lambda: "nothing to export yet" in t.seen)
        await t.ask("evil?")
        await t.ask("Who is it?")
        await t.ask("/search ferry")
        await t.type(f"/export {form}")
        await t.until(lambda: (own_home / f"evil.{form}").exists())
        await t.type(f"/export {form}")
        await t.until(lambda: (own_home / f"evil-2.{form}").exists())
        await t.type(f"/export {form} evil.{form}")
        await t.until(lambda: "nothing is overwritten" in t.seen)
    text = (own_home / f"evil.{form}").read_text()
    if form == "json":
        data = json.loads(text)
        assert [turn["kind"] for turn in data["turns"]] == ["answer", "answer", "search"]
        assert data["turns"][1]["result"]["sentences"][0]["citations"][0]["source"] == 1
    elif form == "md":
        assert "[^1-1]: " in text
        assert "[^2-2]: " in text
        assert "](https://evil" not in text
    else:
        assert 'href="#turn-2-source-1"' in text
        assert 'id="turn-2-source-1"' in text
        assert "<script" not in text
        assert text.count("<!doctype html>") == 1


async def test_sessions_resume_rename_new_settings_help_and_quit(start: Start) -> None:
    async with start(size=(120, 60)) as t:
        await t.type("/rename Early")
        await t.until(lambda: "nothing to rename yet" in t.seen)
        await t.ask("Who?")
        await t.type("/rename The captain")
        await t.until(lambda: t.chat.talk.name == "The captain")
        key = t.chat.talk.session
        await t.type("/new")
        await t.until(lambda: t.chat.talk.session is None)
        await t.type("/sessions captain")
        await t.until(lambda: isinstance(t.app.screen, SessionPicker))
        await t.press("escape")
        await t.type(f"/resume {key[:4]}")
        await t.until(lambda: t.chat.talk.session == key)
        await t.type("/settings")
        await t.until(lambda: "top_k" in t.seen)
        await t.type("/help")
        await t.until(lambda: isinstance(t.app.screen, HelpScreen))
        await t.press("escape")
        await t.type("/quit")
        await t.until(lambda: t.app.return_code is not None)


async def test_a_session_is_resumed_by_id_or_as_the_last_one(start: Start) -> None:
    async with start() as t:
        await t.ask("Who is the captain?")
        await t.type("/since 2026-02-01")
        await t.until(lambda: t.chat.talk.filters)
        key = t.chat.talk.session
    for choice in ({"last": True}, {"session": key}):
        async with start(**choice) as t:
            await t.until(lambda: "[1]" in t.seen)
            assert t.chat.talk.filters == {"since": "2026-02-01"}
            await t.press("]")
            await t.until(lambda: "»The captain of the ferry" in t.seen)


async def test_a_session_that_is_not_there_ends_the_app_with_the_reason(start: Start) -> None:
    async with start(session="nope") as t:
        assert t.app.return_value.message == "no session with the id nope"
        assert t.app.return_code == 3


async def test_open_of_a_source_that_is_not_there_opens_nothing(start: Start) -> None:
    async with start() as t:
        await t.type("/open 1")
        await t.until(lambda: "✗" in t.seen)
        await t.ask("Who?")
        await t.type("/open 9")
        await t.until(lambda: "this answer has no source [9]" in t.seen)
        assert t.app.screen is t.chat


async def test_deleting_the_session_that_is_open_begins_a_new_one(start: Start) -> None:
    async with start() as t:
        await t.ask("First?")
        first = t.chat.talk.session
        await t.press("ctrl+r", "f8", "f8")
        await t.until(lambda: "0 sessions" in t.seen)
        await t.press("escape")
        await t.ask("Second?")
        assert t.chat.talk.session != first
        assert [turn.asked for turn in t.chat.talk.store.turns(t.chat.talk.session)] == ["Second?"]
        assert "First?" not in t.seen
