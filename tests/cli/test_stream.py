"""An answer in the making: events for programs, a dimmed draft on a terminal, and nothing anywhere else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.openai_server import FakeOpenAI, Reply, fake_openai

ROOT = Path(__file__).parents[2]
QUESTION = "Who is the captain of the ferry?"
ASK = [sys.executable, "-m", "qa", "ask", QUESTION]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    """A server with one model, and the settings that use it."""
    with fake_openai() as fake:
        monkeypatch.setenv("QA_MODEL", "openai:test-model")
        monkeypatch.setenv("QA_BASE_URL", fake.url)
        monkeypatch.setenv("QA_RETRIES", "0")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        yield fake


@pytest.fixture
def good(server: FakeOpenAI, library: Path, run: Callable) -> str:
    """A true reply with the right source."""
    shown = run("ask", QUESTION, "--dry-run").out
    number = re.search(r"^(\d+\.\d+) [^\n]*Mirela Sandhurst", shown, re.MULTILINE)[1]  # type: ignore[index]
    return f"The ferry's captain is Mirela Sandhurst, the harbour office said. [{number}]"


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_step_is_a_line_and_the_last_line_is_the_whole_answer(
    good: str, server: FakeOpenAI, run: Callable
) -> None:
    server.default = Reply(good)
    ran = run("ask", QUESTION, "--json", "--stream")
    assert ran.code == 0
    lines = events(ran.out)
    kinds = [line["event"] for line in lines]
    assert [*dict.fromkeys(kinds)] == ["plan", "evidence", "text", "answer"]
    assert kinds.count("text") > 3
    assert "".join(line["text"] for line in lines if line["event"] == "text").strip() == good
    assert lines[0]["question"] == QUESTION
    shown = {s["id"]: s["text"] for source in lines[1]["sources"] for s in source["sentences"]}
    whole = json.loads(run("ask", QUESTION, "--json").out)
    streamed = {name: value for name, value in lines[-1].items() if name not in ("event", "usage")}
    assert streamed == {name: value for name, value in whole.items() if name != "usage"}
    assert streamed["sentences"][0]["citations"][0]["quote"] in shown.values()


def test_the_extractive_engine_has_no_draft_and_the_same_events(library: Path, run: Callable) -> None:
    lines = events(run("ask", QUESTION, "--json", "--stream").out)
    assert [line["event"] for line in lines] == ["plan", "evidence", "answer"]
    nothing = run("ask", "What does a moon ticket cost in Zanzibar?", "--json", "--stream")
    assert nothing.code == 5
    assert events(nothing.out)[-1]["found"] is False


def test_summaries_stream_as_well(library: Path, run: Callable) -> None:
    lines = events(run("summarize", "Ferry hits", "--json", "--stream").out)
    assert [line["event"] for line in lines] == ["evidence", "summary"]
    assert lines[-1]["sentences"]


def test_what_a_broken_connection_sent_is_taken_back(
    good: str, server: FakeOpenAI, run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_RETRIES", "1")
    server.script(Reply(good, cut_after=4), Reply(good))
    lines = events(run("ask", QUESTION, "--json", "--stream").out)
    kinds = [line["event"] for line in lines]
    assert kinds.count("restart") == 1
    after = lines[kinds.index("restart") :]
    assert "".join(line["text"] for line in after if line["event"] == "text").strip() == good


def test_a_failure_is_the_last_event_and_the_error_of_the_program(
    good: str, server: FakeOpenAI, run: Callable
) -> None:
    server.script(Reply(good, cut_after=4))
    ran = run("ask", QUESTION, "--json", "--stream")
    assert ran.code == 4
    last = events(ran.out)[-1]
    assert (last["event"], last["exit_code"]) == ("error", 4)
    assert ran.err == f"error: {last['message']}\nhint: {last['hint']}\n"


def test_stream_without_json_is_refused(library: Path, run: Callable) -> None:
    ran = run("ask", QUESTION, "--stream")
    assert (ran.code, ran.out) == (2, "")
    assert "--stream needs --json" in ran.err


def test_each_line_is_there_while_the_model_still_writes(good: str, server: FakeOpenAI) -> None:
    server.script(Reply(good, pause=0.3))
    with subprocess.Popen([*ASK, "--json", "--stream"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if '"text"' in line:
                break
        assert process.poll() is None
        assert json.loads(process.stdout.read().splitlines()[-1])["event"] == "answer"
    assert process.returncode == 0


def test_a_reader_that_goes_away_stops_the_model(good: str, server: FakeOpenAI) -> None:
    server.script(Reply("word " * 200, pause=0.2))
    started = time.monotonic()
    with subprocess.Popen(
        [*ASK, "--json", "--stream"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
    assert time.monotonic() - started < 30


def on_terminal(out: bool, environment: dict[str, str] | None = None) -> tuple[str, str]:
    """(what the terminal got, what a file got) of `qa ask` with stderr, and stdout if told, on a terminal."""
    ours, theirs = os.openpty()
    stdout = theirs if out else subprocess.PIPE
    environment = {**os.environ, "COLUMNS": "80", "LINES": "24", **(environment or {})}
    process = subprocess.Popen(ASK, stdin=theirs, stdout=stdout, stderr=theirs, env=environment)
    os.close(theirs)
    got = b""
    try:
        while piece := os.read(ours, 65536):
            got += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    file = process.stdout.read().decode() if process.stdout else ""
    if process.stdout:
        process.stdout.close()
    assert process.wait(timeout=30) == 0
    return got.decode(), file


def test_a_terminal_sees_the_dimmed_draft_as_markdown_and_then_the_checked_answer(
    good: str, server: FakeOpenAI
) -> None:
    server.script(Reply(f"**Note.** {good}", pause=0.15))
    screen, _ = on_terminal(out=True)
    draft, _, answer = screen.rpartition("\x1b[2K")
    assert "\x1b[2m" in draft
    assert "Mirela" in draft
    assert "**" not in draft
    assert "Mirela Sandhurst" in answer
    assert "Sources" in answer


def test_without_a_terminal_for_the_answer_nothing_but_the_answer_is_shown(
    good: str, server: FakeOpenAI
) -> None:
    server.script(Reply(good, pause=0.05))
    screen, file = on_terminal(out=False)
    assert screen == ""
    assert "Mirela Sandhurst" in file
    assert "\x1b" not in file


def test_a_long_draft_shows_its_end() -> None:
    import io

    from rich.console import Console

    from qa.cli.stream import Tail

    console = Console(file=io.StringIO(), width=40, height=6, force_terminal=True)
    console.print(Tail("\n\n".join(f"Paragraph {n}" for n in range(30))))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Paragraph 29" in shown
    assert "Paragraph 5" not in shown
    assert len(shown.strip().splitlines()) <= 5


SLOW_SERVER = """
import sys, time
from tests.fakes.openai_server import Reply, fake_openai
with fake_openai() as server:
    server.default = Reply(sys.argv[1], pause=0.5)
    print(server.url, flush=True)
    time.sleep(120)
"""


def test_a_model_server_that_is_killed_mid_stream_is_a_clear_error_and_the_next_run_is_fine(
    good: str, server: FakeOpenAI, run: Callable
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_SERVER, good], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as other:
        assert other.stdout is not None
        environment = {**os.environ, "QA_BASE_URL": other.stdout.readline().strip()}
        with subprocess.Popen(
            [*ASK, "--json", "--stream"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if '"text"' in line:
                    break
            other.kill()
            out, err = process.communicate(timeout=60)
    assert process.returncode == 4
    assert json.loads(out.splitlines()[-1])["event"] == "error"
    assert [line.split(": ")[0] for line in err.splitlines()] == ["error", "hint"]
    server.default = Reply(good)
    assert run("ask", QUESTION).code == 0
    assert json.loads(run("log", "--json").out)[0]["found"] is True
