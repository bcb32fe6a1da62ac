"""Starts the conversation: in full screen where there is one, else line by line. Needs no command line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from qa.tui.dialogue.opening import open_talk

if TYPE_CHECKING:
    from qa.desk.desk import Desk


def full_screen() -> bool:
    """Whether someone is there to type, and the terminal can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def launch(
    make_desk: Callable[[], Desk],
    *,
    last: bool = False,
    session: str | None = None,
    plain: bool = False,
    theme: str = "dark",
    debugging: bool = False,
) -> int:
    """Run the conversation to its end; the exit code. Raises the QAError that keeps it from opening."""
    if plain or not full_screen():
        return _plain(make_desk, last, session)
    from qa.tui.app import make_app

    app = make_app(lambda: open_talk(make_desk, last=last, session=session), theme=theme, debugging=debugging)
    error = app.run()
    if error is not None:
        raise error
    if talk := app.chat_talk:
        talk.store.close()
    sys.stdout.flush()
    sys.stderr.flush()
    # At once: a thread may still wait for a model, and all that is worth keeping is on disk.
    os._exit(app.return_code or 0)


def _plain(make_desk: Callable[[], Desk], last: bool, session: str | None) -> int:
    from qa.tui.plain import Plain, reader

    opened = open_talk(make_desk, last=last, session=session)
    if isinstance(sys.stdout, io.TextIOWrapper):
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
