"""`qa log`: what was asked of a library, and all that became of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.cli.options import Json
from qa.cli.run import NOTHING, Run, command
from qa.errors import CorpusError

if TYPE_CHECKING:
    from qa.answer.log import LogEntry, QuestionLog

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@command
def log(
    run: Run,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD", help="Words of a question or an answer; or: show NUMBER.", show_default=False
        ),
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="All that became of the newest question.")] = False,
    count: Annotated[int, typer.Option("-n", metavar="N", min=1, max=10_000, help="Entries at most.")] = 20,
    as_json: Json = False,
) -> int:
    """Show what was asked: evidence, draft, checks and answer.

    The newest first; with words, the entries that have all of them, best first. `qa log show 12` shows all
    of entry 12. The log stays in the library. `qa ask --no-log` and `qa summarize --no-log` write nothing to
    it.
    """
    with run.desk() as desk:
        if not desk.log.path.exists():
            desk.library()  # says so when there is none
        book, asked = desk.log, words or []
    if last or (len(asked) == 2 and asked[0] == "show" and _NUMBER.fullmatch(asked[1])):
        _show(run, _newest(book) if last else book.get(int(asked[1])), as_json)
        return 0
    found = book.search(" ".join(asked), count) if asked else book.last(count)
    _list(run, found, as_json)
    if not found:
        run.say("no entry has all of these words" if asked else "nothing was asked yet")
    return 0 if found or not asked else NOTHING


def _newest(book: QuestionLog) -> LogEntry:
    for entry in book.last(1):
        return entry
    raise CorpusError("the log is empty", "ask something first: qa ask QUESTION")


def _list(run: Run, found: list[LogEntry], as_json: bool) -> None:
    rows = [_head(entry) for entry in found]
    if as_json:
        run.json(rows)
    elif rows:
        from qa.show.log import log_page

        run.print(log_page(rows, run.page_width()))


def _show(run: Run, entry: LogEntry, as_json: bool) -> None:
    whole = {**_head(entry), "record": entry.record}
    if as_json:
        run.json(whole)
        return
    from qa.show.log import entry_page

    run.print(entry_page(whole, run.page_width()))


def _head(entry: LogEntry) -> dict[str, Any]:
    names = ("id", "at", "kind", "question", "state", "found", "answer", "engine", "model", "fingerprint")
    return {name: getattr(entry, name) for name in names}
