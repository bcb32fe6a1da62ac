"""The real program in a real terminal (tmux), over a real library."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.tui.dialogue.sessions import FILE, SessionStore
from tests.fakes.openai_server import FakeOpenAI, Reply

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

TEXTS = {
    "ferry.md": """---
title: Ferry hits the quay at Brackwater
outlet: Brackwater Post
date: 2026-02-03
---
A passenger ferry hit the quay in Brackwater on Tuesday morning and 12 people were injured.
The captain of the ferry is Mirela Sandhurst, the harbour office said.
Nobody was killed in the accident.
""",
    "tram.md": """---
title: Council of Brackwater puts off the vote on the tram
outlet: Evening Lamp
date: 2026-02-05
---
The council of Brackwater put off its vote on the new tram line on Thursday.
Councillor Ottar Fenwick said that the cost of 80 million crowns was too high.
""",
    "lorry.md": """---
title: Lorry overturns in Northwick
outlet: Northern Ledger
date: 2026-02-09
---
A lorry overturned in Northwick on Sunday evening and seven people were injured.
The driver of the lorry is Bruno Castellane, the police said.
""",
}
HOLDS = "3 articles from 3 outlets"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from qa.desk.desk import Desk
    from qa.settings import load_settings

    place = tmp_path_factory.mktemp("made")
    for name, text in TEXTS.items():
        (place / name).write_text(text)
    with Desk(load_settings({"library": place / "library"})) as desk:
        desk.add([str(place)])
    return place / "library"


class Terminal:
    """One window of a tmux server of its own, 80 columns by 30 lines, with a shell in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.server = f"qa-test-{os.getpid()}-{home.name}"
        shell = ["env", "PS1=$ ", "sh"]
        self.tmux("new-session", "-d", "-x", "80", "-y", "30", "-c", str(home), *shell)
        self.see("$")

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self.server, "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def ask(self, question: str) -> None:
        self.type(question)
        self.press("Enter")

    def run(self, *arguments: str, **env: str) -> None:
        given = " ".join(f"{name}='{value}'" for name, value in {"PYTHONPATH": str(ROOT), **env}.items())
        self.type(f"{given} {sys.executable} -m qa {' '.join(arguments)}; echo code=$?")
        self.press("Enter")

    @property
    def text(self) -> str:
        return self.tmux("capture-pane", "-p")

    def see(self, *words: str, seconds: float = 25) -> str:
        """The screen, once all these words are on it, wherever its lines are broken."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.text
            flat = " ".join(shown.replace("▌", " ").split())
            if all(word in shown or word in flat for word in words):
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{words} did not appear in:\n{self.text}")

    @property
    def program(self) -> int:
        """The process id of `qa`."""
        shell = self.tmux("display-message", "-p", "#{pane_pid}").strip()
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(children[0])

    @property
    def mouse(self) -> bool:
        """Whether the program in it has taken the mouse or the alternate screen."""
        return self.tmux("display-message", "-p", "#{alternate_on}#{mouse_any_flag}").strip() != "00"

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self.server, "kill-server"], capture_output=True, timeout=30)


@pytest.fixture
def library(made: Path, own_home: Path) -> Path:
    return Path(shutil.copytree(made, own_home / "library"))


@pytest.fixture
def terminal(library: Path, own_home: Path) -> Iterator[Terminal]:
    window = Terminal(own_home)
    yield window
    window.close()


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    fake = FakeOpenAI()
    yield fake
    fake.close()


def model(server: FakeOpenAI) -> dict[str, str]:
    return {"QA_MODEL": "openai:test-model", "QA_BASE_URL": server.url, "QA_API_KEY": "key"}


@pytest.mark.parametrize("engine", ["extractive", "llm"])
def test_ask_follow_up_jump_export_quit_and_resume(
    terminal: Terminal, server: FakeOpenAI, own_home: Path, engine: str
) -> None:
    env = model(server) if engine == "llm" else {}
    terminal.run("chat", **env)
    terminal.see(HOLDS, engine)
    server.default = Reply("The captain of the ferry is Mirela Sandhurst, the harbour office said. [1.2]")
    terminal.ask("Who is the captain of the ferry?")
    terminal.see("Mirela Sandhurst, the harbour office said. [1]", seconds=60)
    server.script("How many people did the ferry injure?")  # the follow-up as a question of its own
    server.default = Reply("In Brackwater 12 people were injured. [1.1]")
    terminal.ask("How many people did it injure?")
    # Its last line, since `]` does nothing while the answer is being written; seven were in the lorry.
    terminal.see("people were injured.", "[1]", "extractive engine ·", seconds=60)
    if engine == "llm":
        assert "captain of the ferry" in str(server.requests[1]["messages"])
        assert "How many people did the ferry injure?" in str(server.requests[2]["messages"])
    terminal.type("]")
    terminal.see("»A passenger ferry hit")
    terminal.type("o")
    terminal.see("▶ A passenger ferry hit", "Nobody was killed")
    terminal.press("Escape")
    terminal.see("Sources · 1")
    terminal.press("C-s")
    terminal.see("Export the conversation")
    terminal.press("Enter")
    terminal.see("Exported")
    terminal.press("C-q")
    terminal.see("code=0")
    assert not terminal.mouse
    exported = next(own_home.glob("*.md")).read_text()
    assert "Mirela Sandhurst" in exported
    assert "12 people were injured" in exported
    assert "[^2-1]" in exported
    terminal.run("chat", "-c", **env)
    terminal.see("Who is the captain of the ferry?", "How many people did it injure?", "people were injured.")
    terminal.press("C-q")
    terminal.see("code=0")


def test_a_session_killed_in_the_middle_of_an_answer_goes_on_with_its_finished_turns(
    terminal: Terminal, server: FakeOpenAI, library: Path
) -> None:
    sentence = "The captain of the ferry is Mirela Sandhurst, the harbour office said. [1.2]"
    server.default = Reply(sentence, pause=0.02)
    terminal.run("chat", **model(server))
    terminal.see("llm · openai:test-model")
    terminal.ask("Who is the captain of the ferry?")
    terminal.see("llm engine", "tokens", "Mirela", seconds=60)
    server.script("Where does Mirela Sandhurst live?")  # the follow-up as a question of its own
    server.default = Reply(sentence, pieces=[f"word{n} " for n in range(500)], pause=0.1)
    terminal.ask("And where does she live?")
    terminal.see("Draft, not checked yet", "word3")
    os.kill(terminal.program, signal.SIGKILL)
    terminal.see("code=137")
    terminal.press("C-j")
    terminal.type("reset")
    terminal.press("C-j")  # as ever after a kill: the terminal is raw, and Enter is not yet a line end
    terminal.see("$")
    time.sleep(1.5)
    terminal.type("echo us''able")
    terminal.press("Enter")
    terminal.see("usable")
    assert terminal.tmux("display-message", "-p", "#{mouse_any_flag}").strip() == "0"
    store = SessionStore(library)
    assert [turn.state for turn in store.turns(store.list()[0].id)] == ["done", "running"]
    store.close()
    server.default = Reply(sentence)
    terminal.run("chat", "-c", **model(server))
    terminal.see("Mirela Sandhurst, the harbour office said. [1]", "interrupted before it was finished")
    terminal.press("C-q")
    terminal.see("code=0")


def test_escape_ends_a_streaming_answer_and_quitting_does_not_wait_for_the_model(
    terminal: Terminal, server: FakeOpenAI
) -> None:
    server.default = Reply("x", pieces=[f"word{n} " for n in range(500)], pause=0.2)
    terminal.run("chat", **model(server))
    terminal.see("llm · openai:test-model")
    terminal.ask("Who is the captain of the ferry?")
    terminal.see("Draft, not checked yet")
    terminal.press("Escape")
    terminal.see("○ cancelled")
    server.default = Reply("x", delay=30)
    terminal.ask("Who owns the ferry?")
    terminal.see("searching")
    started = time.monotonic()
    terminal.press("C-q")
    terminal.see("code=0")
    assert time.monotonic() - started < 25


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_signal_ends_it_and_gives_the_terminal_back(
    terminal: Terminal, number: signal.Signals
) -> None:
    terminal.run("chat")
    terminal.see(HOLDS)
    os.kill(terminal.program, number)
    terminal.see("code=")
    assert not terminal.mouse


def test_ctrl_z_suspends_to_the_shell_and_fg_comes_back(terminal: Terminal) -> None:
    terminal.type("set -m")
    terminal.press("Enter")
    terminal.run("chat")
    terminal.see(HOLDS)
    terminal.press("C-z")
    terminal.see("$")
    time.sleep(0.5)
    assert not terminal.mouse
    terminal.type("clear; echo in''shell")
    terminal.press("Enter")
    terminal.see("inshell")
    terminal.type("fg")
    terminal.press("Enter")
    terminal.see(HOLDS, "Ask a question")
    terminal.press("C-q")
    terminal.see("$")
    terminal.ask("echo end=$?")
    terminal.see("end=0")
    assert not terminal.mouse


def test_qa_alone_opens_the_app_and_a_dumb_terminal_gets_lines(terminal: Terminal) -> None:
    terminal.run("")
    terminal.see(HOLDS, "Ask a question")
    terminal.press("C-q")
    terminal.see("code=0")
    terminal.run("chat", TERM="dumb")
    terminal.see("newsdesk-qa: 3 articles", "\n>")
    terminal.press("C-d")
    terminal.see("code=0")


def test_the_sessions_are_for_their_owner_alone(library: Path) -> None:
    store = SessionStore(library)
    store.create("mine")
    store.close()
    assert (library / FILE).stat().st_mode & 0o077 == 0
