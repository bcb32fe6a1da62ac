"""The conversation line by line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ModelUnavailableError
from qa.tui.dialogue.opening import open_talk
from qa.tui.plain import Plain, reader


def talk(desk: Any, *lines: str, **session: Any) -> tuple[int, str]:
    """The exit code and what was printed for these lines."""
    waiting, out = list(lines), io.StringIO()
    code = Plain(open_talk(lambda: desk, **session), lambda: waiting.pop(0) if waiting else None, out).run()
    return code, out.getvalue()


def test_questions_are_answered_as_plain_text_with_sources(desk: Any) -> None:
    code, text = talk(desk, "Who is it?", "And then?")
    assert code == 0
    assert "newsdesk-qa: 3 articles from 3 outlets" in text
    assert "the harbour office said. [1]" in text
    assert "Brackwater Post · 2026-02-03" in text
    assert "\x1b" not in text
    assert [turn.question for turn in desk.asked[1][1]] == ["Who is it?"]


def test_hostile_text_reaches_no_terminal(desk: Any) -> None:
    _, text = talk(desk, "evil?", "/open 1", "/sources", "/outlets")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]Breaking[/red]" in text


def test_every_command_works(desk: Any, own_home: Path) -> None:
    code, text = talk(
        desk, "Who?", "/search x", "/summarize", "/summarize tram", "/sources", "/open 2", "/outlets",
        "/add a b", "/since 2026-02-01", "/clear", "/export json", "/rename It", "/sessions", "/new",
        "/settings", "/help", "/quit", "never asked",
    )  # fmt: skip
    assert code == 0
    for words in (
        "[2] Council puts off", "cited: “The cost of 80", "Evening Lamp", "b.txt: no text in it",
        "filters: since 2026-02-01", "filters: none", "who.json", "this session is now “It”", "a new session",
        "top_k", "/export [md|html|json|bibtex|ris|csl] [FILE]",
    ):  # fmt: skip
        assert words in text, words
    assert all(question != "never asked" for question, _, _ in desk.asked)


@pytest.mark.parametrize(
    "line",
    ["/search", "/add", "/open 7", "/sources", "/resume", "/resume x", "/since never", "/nope", "/rename"],
)
def test_a_wrong_command_is_an_error_line_with_a_hint_and_the_exit_code(desk: Any, line: str) -> None:
    code, text = talk(desk, line)
    assert code in (2, 3)
    assert "error: " in text


def test_an_error_of_the_model_ends_the_turn_and_not_the_conversation(desk: Any) -> None:
    desk.problem = ModelUnavailableError("the server does not answer", "is it running?")
    code, text = talk(desk, "Who?", "/outlets")
    assert code == 4
    assert "hint: is it running?" in text
    assert "Evening Lamp" in text


def test_an_empty_library_says_how_to_begin(desk: Any) -> None:
    desk.full = False
    assert "The library is empty. Add a folder" in talk(desk)[1]


def test_a_resumed_session_is_shown_again(desk: Any) -> None:
    talk(desk, "Who is it?")
    _, text = talk(desk, "And then?", last=True)
    assert "> Who is it?" in text
    assert [turn.question for turn in desk.asked[-1][1]] == ["Who is it?"]


def test_a_session_that_cannot_be_kept_is_said_and_stops_no_answer(desk: Any, own_home: Path) -> None:
    (own_home / "library").write_text("a file stands in the way")
    code, text = talk(desk, "Who?")
    assert code == 0
    assert "this session is not kept" in text
    assert "Mirela Sandhurst" in text


def test_the_program_reads_a_pipe(qa: Any) -> None:
    ran = qa("chat", stdin="/help\n/quit\n")
    assert ran.code == 0
    assert "The library is empty" in ran.out
    assert "\x1b" not in ran.out


def test_ctrl_c_gives_up_the_line_and_ctrl_d_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    typed: list[type[BaseException]] = [KeyboardInterrupt, EOFError]

    def interrupted(_: str) -> str:
        raise typed.pop(0)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", interrupted)
    read = reader(["Asked before?"])
    assert [read(), read()] == ["", None]
