"""`qa chat`: the interactive app, or the same conversation line by line."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.run import Run, command, option

if TYPE_CHECKING:
    from qa.desk.desk import Desk


class Look(StrEnum):
    """The looks of the app."""

    dark = "dark"
    light = "light"
    contrast = "high-contrast"


@command
def chat(
    run: Run,
    last: Annotated[bool, typer.Option("-c", "--continue", help="Go on with the last session.")] = False,
    session: Annotated[str | None, option("ID", "Go on with this session; a start of its id.")] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line: for pipes and screen readers.")
    ] = False,
    theme: Annotated[Look, typer.Option(help="How it looks.")] = Look.dark,
) -> int:
    """Ask in an interactive app, with follow-ups and the sources beside.

    Line by line with --plain, without a terminal, and where TERM is dumb.
    """
    from qa.tui.launch import launch

    def make_desk() -> Desk:
        from qa.desk.desk import Desk

        return Desk(run.settings())

    return launch(make_desk, last=last, session=session, plain=plain, theme=theme.value, debugging=run.debug)
