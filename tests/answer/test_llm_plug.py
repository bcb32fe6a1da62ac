"""Pull the plug, with whole processes: a clear error, and library and log intact for the next run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.openai_server import FakeOpenAI, Reply, fake_openai

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
QUESTION = "When did the port of Selm reopen?"
STORY = (
    "The port of Selm reopened on Monday after repairs that took two weeks. "
    "Mayor Ina Voss said 40 ships were waiting outside the harbour. "
    "The harbour office expects the last of them to be unloaded by Friday."
)
GOOD = "The port of Selm reopened on Monday after repairs that took two weeks [1.1]."


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        running.default = Reply(GOOD)
        yield running


@pytest.fixture
def model(server: FakeOpenAI) -> dict[str, str]:
    """The environment in which `qa` uses the fake server."""
    return {"QA_MODEL": "openai:test-model", "QA_BASE_URL": server.url, "QA_RETRIES": "0", "QA_TIMEOUT": "5"}


@pytest.fixture
def library(own_home: Path, qa: Callable[..., Any]) -> Path:
    """A library with one article, at the place the environment names."""
    (own_home / "port.txt").write_text(f"Port of Selm reopens\n\n{STORY}\n")
    assert qa("add", "port.txt").code == 0
    return own_home / "library"


def hold_still(qa: Callable[..., Any], model: dict[str, str]) -> None:
    """The next run is fine."""
    fluent = qa("ask", QUESTION, "--json", env=model)
    assert fluent.code == 0, fluent.err
    answer = json.loads(fluent.out)
    assert answer["engine"] == "llm"
    assert answer["sentences"][0]["citations"][0]["quote"].startswith("The port of Selm reopened")


def test_a_server_that_breaks_off_is_exit_4_with_a_hint(
    library: Path, qa: Callable[..., Any], model: dict[str, str], server: FakeOpenAI
) -> None:
    server.script(Reply(GOOD, cut_after=4))
    broken = qa("ask", QUESTION, env=model)
    assert broken.code == 4
    assert broken.out == ""
    assert "broke off" in broken.err
    assert "hint" in broken.err
    assert "Traceback" not in broken.err
    hold_still(qa, model)


def test_a_server_that_is_unplugged_is_exit_4_with_its_address(
    library: Path, qa: Callable[..., Any], model: dict[str, str], server: FakeOpenAI
) -> None:
    server.close()
    gone = qa("ask", QUESTION, env=model)
    assert gone.code == 4
    assert f"cannot reach {server.url}" in gone.err
    assert "Traceback" not in gone.err


@pytest.mark.parametrize("plug", [signal.SIGKILL, signal.SIGINT])
def test_qa_that_is_killed_or_interrupted_in_mid_answer_leaves_all_intact(
    library: Path, qa: Callable[..., Any], model: dict[str, str], server: FakeOpenAI, plug: signal.Signals
) -> None:
    server.script(Reply(GOOD, pause=4))
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "ask", QUESTION],
        env={**os.environ, "PYTHONPATH": str(ROOT), **model},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A test run in the background of a script has Ctrl+C ignored, and would hand that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not server.requests and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.7)
    process.send_signal(plug)
    out, err = process.communicate(timeout=30)
    assert out == b""
    assert b"Traceback" not in err
    assert process.returncode == (-signal.SIGKILL if plug == signal.SIGKILL else 130)
    hold_still(qa, model)
    logged = qa("log", "--json")
    if logged.code == 0:
        assert all(QUESTION in json.dumps(entry) for entry in json.loads(logged.out))


def test_a_simple_question_makes_one_call_and_says_so_and_a_repeated_one_makes_none(
    library: Path, qa: Callable[..., Any], model: dict[str, str], server: FakeOpenAI
) -> None:
    first = json.loads(qa("ask", QUESTION, "--json", env=model).out)
    assert first["usage"]["model_calls"] == len(server.requests) == 1
    assert first["usage"]["prompt_tokens"] > 0
    again = json.loads(qa("ask", QUESTION, "--json", env=model).out)
    assert again["usage"]["model_calls"] == 0
    assert again["sentences"] == first["sentences"]
    assert len(server.requests) == 1
    assert qa("ask", QUESTION, "--no-cache", env=model).code == 0
    assert len(server.requests) == 2
