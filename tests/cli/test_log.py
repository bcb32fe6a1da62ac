"""`qa log`: what was asked and all that became of it, found again by words or number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.answer.log import QuestionLog, failed_entry
from qa.errors import CancelledError, ModelError

CAPTAIN = "Who is the captain of the ferry?"
MOON = "How much does a ticket to the moon cost in Zanzibar?"


@pytest.fixture
def asked(library: Path, run: Callable) -> Path:
    """A library that was asked two questions, of which it answers one, and for a summary."""
    assert run("ask", CAPTAIN).code == 0
    assert run("ask", MOON).code == 5
    assert run("summarize", "Ferry hits").code == 0
    return library


def test_the_newest_question_is_listed_first_with_the_start_of_its_answer(asked: Path, run: Callable) -> None:
    ran = run("log")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line[0] for line in lines if line[0] != " "] == ["3", "2", "1"]
    assert "not answered" in ran.out
    assert "Mirela Sandhurst" in ran.out
    assert [entry["id"] for entry in json.loads(run("log", "-n", "2", "--json").out)] == [3, 2]


def test_words_of_a_question_or_an_answer_find_the_entry(asked: Path, run: Callable) -> None:
    found = json.loads(run("log", "zanzibar", "tickets", "--json").out)
    assert [(entry["question"], entry["found"], entry["kind"]) for entry in found] == [(MOON, False, "ask")]
    assert 1 in [entry["id"] for entry in json.loads(run("log", "Sandhurst", "--json").out)]
    nothing = run("log", "show", "elephants")
    assert (nothing.code, nothing.out, nothing.err) == (5, "", "no entry has all of these words\n")


def test_one_entry_shows_evidence_draft_checks_and_answer(asked: Path, run: Callable) -> None:
    page = run("log", "show", "1").out
    assert page.startswith(CAPTAIN)
    for part in ("Shown", "Draft", "Evidence", "supported: exact words", "Ferry hits the quay"):
        assert part in page
    entry = json.loads(run("log", "show", "1", "--json").out)
    assert entry["record"]["evidence"][0][1]
    assert entry["record"]["draft"]
    assert entry["record"]["sentences"][0]["citations"][0]["quote"] in page.replace("\n      ", " ")
    assert "does not answer this" in run("log", "show", "2").out


def test_the_last_one_is_the_newest(asked: Path, run: Callable) -> None:
    entry = json.loads(run("log", "--last", "--json").out)
    assert (entry["id"], entry["kind"]) == (3, "summarize")
    assert run("log", "--last").out.startswith("Ferry hits")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "77"), "no entry 77"),
        (("-n", "0"), "-n"),
        (("--laste",), "no such option"),
    ],
)
def test_what_is_not_there_is_one_line_with_a_hint(
    asked: Path, run: Callable, arguments: tuple[str, ...], says: str
) -> None:
    ran = run("log", *arguments)
    assert ran.code in (2, 3)
    assert says in ran.err
    assert [line.split(":")[0] for line in ran.err.splitlines()] == ["error", "hint"]


def test_an_entry_number_beyond_all_numbers_is_taken_as_words(asked: Path, run: Callable) -> None:
    assert run("log", "show", "9" * 40).code == 5


def test_a_library_that_was_asked_nothing_has_an_empty_log_and_no_library_has_none(
    library: Path, run: Callable, own_home: Path
) -> None:
    empty = run("log")
    assert (empty.code, empty.out, empty.err) == (0, "", "nothing was asked yet\n")
    assert json.loads(run("log", "--json").out) == []
    assert run("log", "--last").code == 3
    assert run("log", "--library", str(own_home / "none")).code == 3


def test_a_question_that_failed_is_there_with_its_error(
    library: Path, run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", "openai:none")
    monkeypatch.setenv("QA_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("QA_RETRIES", "0")
    assert run("ask", CAPTAIN).code == 4
    assert "failed: cannot reach" in run("log").out
    page = run("log", "--last").out
    assert "it ended in an error" in page
    assert "cannot reach" in page


def test_a_log_cannot_act_on_the_terminal(library: Path, run: Callable) -> None:
    run("ask", "Who\x1b[31m is [bold]captain[/bold] of the ferry?")
    for arguments in (("log",), ("log", "--last")):
        page = run(*arguments, terminal=True).out
        assert "\x1b[31m" not in page
        assert "[bold]captain[/bold]" in page


def test_every_entry_says_how_it_ended(library: Path, run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ask", CAPTAIN)
    run("ask", MOON)
    book = QuestionLog(library / "log.sqlite")
    for error in (KeyboardInterrupt(), CancelledError("stopped", "nothing was kept of it")):
        book.add(failed_entry("ask", CAPTAIN, "llm", "openai:m", error, {}))
    book.add(failed_entry("ask", CAPTAIN, "llm", "openai:m", ModelError("no reply"), {}))
    ended = ["failed", "cancelled", "cancelled", "not answered", "answered"]
    assert [entry["state"] for entry in json.loads(run("log", "--json").out)] == ended
    told = [line.strip() for line in run("log").out.splitlines() if line.startswith(" ")]
    assert told[:4] == ["failed: no reply", "cancelled", "cancelled", "not answered"]
    assert json.loads(run("log", "--last", "--json").out)["state"] == "failed"
    assert "· failed ·" in run("log", "--last").out
    page = run("log", "show", "3").out
    assert "· cancelled ·" in page
    assert "it was cancelled" in page
