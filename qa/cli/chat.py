"""`qa chat`: the interactive app, or the same conversation line by line."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from qa.cli.run import Run, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Look(StrEnum):
    """The looks of the app."""

    dark = "dark"
    light = "light"
    contrast = "high-contrast"


@app.command()
@command
def chat(
    run: Run,
    last: Annotated[bool, typer.Option("-c", "--continue", help="Go on with the last session.")] = False,
    session: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Go on with this session; a start of its id.", show_default=False),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line: for pipes and screen readers.")
    ] = False,
    theme: Annotated[Look, typer.Option(help="How it looks.")] = Look.dark,
) -> int:
    """Ask in an interactive app, with follow-ups and the sources beside.

    Line by line with --plain, without a terminal, and where TERM is dumb.
    """
    from qa.tui.opening import Opened, open_talk

    def opening() -> Opened:
        from qa.desk import Desk

        return open_talk(lambda: Desk(run.settings()), last=last, session=session)

    if plain or not full_screen():
        return _plain(opening())
    from qa.tui.app import make_app

    full = make_app(opening, theme=theme.value, debugging=run.debug)
    error = full.run()
    if error is not None:
        raise error
    _leave(full.return_code or 0)
    return 0


def full_screen() -> bool:
    """Whether there is a terminal that an app can draw on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _plain(opened: object) -> int:
    from qa.tui.opening import Opened
    from qa.tui.plain import Plain, reader

    assert isinstance(opened, Opened)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        return Plain(opened, reader(opened.past), sys.stdout, min(100, _columns())).run()
    finally:
        opened.talk.store.close()
        opened.talk.desk.close()


def _columns() -> int:
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _leave(code: int) -> None:
    """End at once: a thread may still wait for a model, and everything worth keeping is on disk."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
