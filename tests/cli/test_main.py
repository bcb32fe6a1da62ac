"""The program around the commands: help, wrong command lines, errors, pipes, completion."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import ModelUnavailableError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_help_lists_the_commands_whatever_the_width(
    arguments: tuple[str, ...], run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in ("60", "80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        ran = run(*arguments)
        assert ran.code == 0
        assert ran.out.startswith("Usage: qa [OPTIONS] COMMAND")
        assert "summarize" in ran.out


def test_version(run: Callable) -> None:
    from qa.version import __version__

    assert run("--version").out == f"newsdesk-qa {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says", "suggests"),
    [
        (("ask", "--jsn", "x"), "no such option: --jsn", "--json"),
        (("serach", "x"), "no such command: serach", "search"),
        (("frobnicate",), "no such command: frobnicate", "qa --help"),
        (("ask",), "missing argument", "qa ask --help"),
        (("ask", "x", "--format", "pdf"), "unknown format: pdf", "md"),
        (("ask", "x", "--json", "--format", "md"), "contradict", "one of them"),
        (("ask", "x", "--engine", "gpt"), "engine", "engine"),
        (("ask", "x", "--engine", "llm"), "needs a model", "QA_MODEL"),
        (("ask", "x", "--since", "someday"), "not a day", "2025-08-20"),
        (("ask", "x", "-k", "0"), "-k", "qa ask --help"),
        (("summarize",), "summarise what", "--topic"),
    ],
)
def test_a_wrong_command_line_is_one_line_with_a_hint(
    arguments: tuple[str, ...], says: str, suggests: str, run: Callable
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("hint: ")
    assert says in lines[0].lower()
    assert suggests in ran.err


def test_a_misspelt_setting_is_refused(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_MODLE", "x")
    ran = run("list")
    assert (ran.code, "did you mean QA_MODEL?" in ran.err) == (2, True)


def test_a_missing_library_says_how_to_make_one(run: Callable) -> None:
    for arguments in (("list",), ("ask", "Who?"), ("search", "x"), ("show", "x"), ("export",)):
        ran = run(*arguments)
        assert ran.code == 3
        assert "qa add" in ran.err
        assert ran.err.count("\n") == 2


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("qa.cli.main.dispatch", broken)


def test_errors_of_models_exit_with_4(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(ModelUnavailableError("no reply\x1b[31m", "is it running?"), monkeypatch)
    ran = run("ask", "x")
    assert (ran.code, ran.err) == (4, "error: no reply\nhint: is it running?\n")


def test_the_unexpected_is_one_line_without_a_traceback(
    run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(RuntimeError("boom\nsecond line"), monkeypatch)
    ran = run("list")
    assert ran.code == 1
    assert ran.err.startswith(
        "error: unexpected RuntimeError: boom second line\nhint: run again with --debug"
    )
    with pytest.raises(RuntimeError):
        run("list", "--debug")


def test_control_c_exits_with_130(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(KeyboardInterrupt(), monkeypatch)
    assert run("list").code == 130


def test_a_reader_that_goes_away_is_no_error(library: Path) -> None:
    program = f"{sys.executable} -m qa --debug export | head -c 1"
    done = subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_commands_and_options(shell: str, qa: Callable) -> None:
    words = {"COMP_WORDS": "qa su", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "qa su"}
    fish = {"_TYPER_COMPLETE_FISH_ACTION": "get-args", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "su"}
    ran = qa(env={"_QA_COMPLETE": f"complete_{shell}", **words, **fish})
    assert "summarize" in ran.out
    assert "search" not in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_of_each_shell_can_be_shown(shell: str, qa: Callable) -> None:
    ran = qa(env={"_QA_COMPLETE": f"source_{shell}"})
    assert "qa" in ran.out
    assert ran.code == 0


def test_a_terminal_without_unicode_gets_question_marks_not_an_error(library: Path, qa: Callable) -> None:
    ran = qa("ask", "Who is the captain of the ferry?", env={"PYTHONIOENCODING": "ascii"})
    assert ran.code == 0
    assert "? ?A passenger" in ran.out or "? ?The captain" in ran.out
