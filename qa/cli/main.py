"""The command `qa`: runs the command that is asked for, and turns errors into exit codes.

`qa --help` must stay under 0.25 s on two cores. Importing typer alone costs 0.15-0.2 s of CPU, so the help
of `qa` itself is read from `help.txt` (0.03 s), which a test compares with what typer would print.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from qa.errors import QAError, in_plain_words

if TYPE_CHECKING:
    from qa.desk.desk import Desk

HELP = Path(__file__).with_name("help.txt")


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code. Every error ends here as one line and a hint."""
    arguments = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A character that the terminal's encoding lacks becomes "?" instead of an error.
            stream.reconfigure(errors="replace")
    try:
        if arguments in ([], ["chat"]) and not _completing() and _on_terminal():
            code: object = _chat()
        elif arguments in ([], ["-h"], ["--help"]) and not _completing() and _columns() >= 80:
            sys.stdout.write(HELP.read_text("utf-8"))
            code = 0
        else:
            code = dispatch(arguments)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except QAError as error:
        return _fail(error.message, error.hint, error.exit_code)
    except BrokenPipeError:
        # The reader went away (`qa list | head`): say nothing, and keep the interpreter's last flush quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except KeyboardInterrupt:
        return _fail("interrupted", "", 130)
    except Exception as error:
        if "--debug" in arguments:
            raise
        what = f"unexpected {type(error).__name__}: {error}"
        return _fail(what, "run again with --debug to see where, and report it", 1)


def dispatch(arguments: list[str]) -> object:
    """What the command returns; wrong command lines become exit code 2."""
    import typer

    from qa.cli.group import app

    try:
        return typer.main.get_command(app).main(arguments, prog_name="qa", standalone_mode=False)
    except typer.Abort:
        return _fail("interrupted", "", 130)
    except typer.TyperException as error:
        return _fail(*_usage(error), error.exit_code)


def _usage(error: Any) -> tuple[str, str]:
    """The message and the hint for a wrong command line."""
    if reason := getattr(error, "message", None):
        error.message = in_plain_words(reason)
    message = error.format_message().rstrip(".")
    if close := getattr(error, "possibilities", None):
        message = f"{error.message} (did you mean {sorted(close)[0]}?)"
    path = error.ctx.command_path if getattr(error, "ctx", None) else "qa"
    return message[:1].lower() + message[1:], f"{path} --help lists the options"


def _completing() -> bool:
    return "_QA_COMPLETE" in os.environ


def _chat() -> int:
    """The app without any option: it need not wait for typer (0.15-0.2 s of CPU before its first frame)."""
    from qa.tui.launch import launch

    def make_desk() -> Desk:
        from qa.desk.desk import Desk

        return Desk.open()

    return launch(make_desk)


def _on_terminal() -> bool:
    """Whether `qa` alone opens the app: someone is there to type, and the terminal can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _columns() -> int:
    """The width that help would be wrapped to: COLUMNS, the terminal, else 80."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"]) or 80
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _fail(message: str, hint: str, code: int) -> int:
    """Two lines on stderr: what happened, what to do."""
    from qa.text import safe

    lines = [f"error: {' '.join(safe(message).split())}"]
    if hint:
        lines.append(f"hint: {' '.join(safe(hint).split())}")
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()
    return code


def run() -> NoReturn:
    """The entry point of the `qa` script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
