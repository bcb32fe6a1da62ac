"""The commands with a model behind them: a real server on loopback that speaks the OpenAI protocol."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.openai_server import FakeOpenAI, Reply, fake_openai


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    """A server with one model, and the settings that use it."""
    with fake_openai() as fake:
        monkeypatch.setenv("QA_MODEL", "openai:test-model")
        monkeypatch.setenv("QA_BASE_URL", fake.url)
        yield fake


def sentence_id(run: Callable, words: str) -> str:
    """The id under which these words are given to the model."""
    shown = run("ask", QUESTION, "--dry-run").out
    return re.search(r"^(\d+\.\d+) [^\n]*" + re.escape(words), shown, re.MULTILINE)[1]  # type: ignore[index]


QUESTION = "Who is the captain of the ferry?"


def test_an_answer_of_a_model_is_checked_and_its_cost_is_shown(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    cited = sentence_id(run, "Mirela Sandhurst")
    server.script(f"The ferry's captain is Mirela Sandhurst, the harbour office said. [{cited}]")
    ran = run("ask", QUESTION, "--json")
    answer = json.loads(ran.out)
    assert ran.code == 0
    assert answer["engine"] == "llm"
    assert answer["engine_reason"] == "auto: a model is configured"
    assert answer["usage"]["model_calls"] == 1
    assert answer["sentences"][0]["citations"][0]["quote"].startswith("The captain of the ferry")


@pytest.mark.parametrize("question", ["How many articles mention ferries?", "What are these articles about?"])
def test_a_question_of_a_kind_is_computed_alike_with_a_model_which_is_not_called(
    server: FakeOpenAI, library: Path, run: Callable, question: str
) -> None:
    """Never worse with a model: what is computed does not pass through one, and the answer says so."""
    answer = json.loads(run("ask", question, "--json").out)
    without = json.loads(run("ask", question, "--json", "--engine", "extractive").out)
    assert [answer[part] for part in PARTS] == [without[part] for part in PARTS]
    assert answer["engine_reason"] == "no model is asked this kind of question"
    assert not server.requests


PARTS = ("kind", "sentences", "computed", "sources", "notes")


def test_the_draft_streams_to_a_terminal_and_not_into_the_result(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    cited = sentence_id(run, "Mirela Sandhurst")
    server.script(f"The ferry's captain is Mirela Sandhurst, the harbour office said. [{cited}]")
    ran = run("ask", QUESTION, terminal=True)
    assert f"[{cited}]" in ran.err
    assert f"[{cited}]" not in ran.out
    assert "[1]" in ran.out


def test_doctor_contacts_the_model_once_and_says_where(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    ran = run("doctor")
    assert ran.code == 0
    assert server.url in ran.out
    assert "llm (auto: a model is configured)" in ran.out


def test_a_budget_without_a_price_is_refused_before_any_call(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    ran = run("ask", QUESTION, "--budget", "0.01")
    assert ran.code == 2
    assert "price" in ran.err
    assert server.requests == []


def test_a_refusal_of_the_model_is_not_served_again(server: FakeOpenAI, library: Path, run: Callable) -> None:
    cited = sentence_id(run, "Mirela Sandhurst")
    server.script("NOT IN SOURCES", f"The ferry's captain is Mirela Sandhurst. [{cited}]")
    assert run("ask", QUESTION, "--no-fallback").code == 5
    again = run("ask", QUESTION, "--no-fallback", "--json")
    assert again.code == 0
    assert json.loads(again.out)["usage"]["model_calls"] == 1


def test_where_the_model_refuses_the_sources_own_words_answer_unless_that_is_not_wanted(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    server.default = Reply("NOT IN SOURCES")
    ran = run("ask", QUESTION, "--json")
    answer = json.loads(ran.out)
    assert ran.code == 0
    assert answer["engine"] == "extractive"
    assert "Mirela Sandhurst" in answer["sentences"][0]["text"]
    assert any("own words" in note for note in answer["notes"])
    assert run("ask", QUESTION, "--no-fallback").code == 5


def test_many_cold_processes_with_a_model_all_answer(server: FakeOpenAI, library: Path) -> None:
    """Of 40 cold asks 4 ended with exit 1; `COLD_ASKS=60` runs as many as it took to see that."""
    server.default = Reply("NOT IN SOURCES")
    codes = [
        subprocess.run(
            [sys.executable, "-m", "qa", "ask", QUESTION, "--no-cache", "--library", str(library)],
            capture_output=True,
            check=False,
        ).returncode
        for _ in range(int(os.environ.get("COLD_ASKS", "2")))
    ]
    assert set(codes) == {0}


DRAWN_S = 0.5
"""Seconds within which the terminal is drawn anew: a model that answers at once is never seen to read."""


def test_a_terminal_shows_what_was_found_and_the_likeliest_answer_before_the_model_has_answered(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    server.default = Reply("NOT IN SOURCES", delay=DRAWN_S)
    screen = run("ask", QUESTION, terminal=True).err
    assert "likeliest answer so far: “The captain of the ferry is Mirela Sandhurst" in screen
    assert "openai:test-model is reading" in screen
    assert "Ctrl-C stops" in screen


def test_a_terminal_shows_the_sources_of_a_summary_and_its_first_sentence_before_the_model_has_written(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    """For two minutes there was nothing but "is reading"."""
    server.default = Reply("NOT IN SOURCES", delay=DRAWN_S)
    screen = run("summarize", "--topic", "the ferry", terminal=True).err
    assert "[1] " in screen
    assert "in the sources' words: “" in screen
    assert "openai:test-model is reading" in screen
