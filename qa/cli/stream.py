"""While an answer is made: the draft on a terminal, or events as one JSON object a line (`--json --stream`).

What streams is unchecked; only the result at the end is checked. Events, in this order: "plan", "evidence"
(of each search), "text" (pieces of a model's draft; "restart" takes them back), then "answer" or "summary"
with the whole result as `--json` prints it, or "error".
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from qa.cli.output import write
from qa.cli.run import Run, emit
from qa.cli.waiting import Tail as Tail
from qa.cli.waiting import Waiting
from qa.errors import ConfigError, QAError
from qa.types import Answer, Article, Evidence, Summary

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import Console

    from qa.answer.ask import Step
    from qa.desk.desk import Desk

READER_GONE = 128 + 13
"""Exit code when nobody reads the output any more, as shells give it for SIGPIPE."""


class View:
    """What shows an answer in the making. This one shows nothing before the result."""

    on_text: Callable[[str], None] | None = None

    def __init__(self, run: Run, form: str) -> None:
        self._run, self._form = run, form
        self.articles: Sequence[Article] = ()
        """What the result cites, for the formats that need the text."""

    def on_step(self, step: Step) -> None:
        """A step was made: the plan, the evidence of a search, or the sentence that seems to answer."""

    def show(self, result: Answer | Summary) -> None:
        """The checked result, on stdout."""
        write(self._run, result, self._form, self.articles)


class EventLines(View):
    """Each thing that happens as one line of JSON on stdout, at once."""

    def __init__(self, run: Run, form: str) -> None:
        super().__init__(run, form)
        self.on_text = self._text

    def on_step(self, step: Step) -> None:
        """The plan, or the evidence of a search."""
        from qa.answer.engine import Lead

        if isinstance(step, tuple):
            _event("evidence", sources=[_source(item) for item in step])
            return
        if isinstance(step, Lead):
            return
        from qa.show.json import day

        since, until = day(step.since), day(step.until)
        _event("plan", question=step.question, parts=step.parts, since=since, until=until, notes=step.notes)

    def show(self, result: Answer | Summary) -> None:
        """The checked result, the last event."""
        from qa.show.json import plain

        _event("answer" if isinstance(result, Answer) else "summary", **plain(result))

    def _text(self, piece: str) -> None:
        from qa.answer.engine import RESTART

        if piece == RESTART:
            _event("restart")
        else:
            _event("text", text=piece)


class TerminalDraft(View):
    """What was found and the unchecked draft, dimmed; it goes away when the answer is checked."""

    def __init__(self, run: Run, form: str, waiting: Waiting) -> None:
        super().__init__(run, form)
        self._waiting = waiting
        self.on_text = self._text

    def on_step(self, step: Step) -> None:
        """The evidence of a search, or the sentence that seems to answer."""
        from qa.answer.engine import Lead

        if isinstance(step, Lead):
            self._waiting.leads(step)
        elif isinstance(step, tuple):
            self._waiting.found(step)

    def _text(self, piece: str) -> None:
        from qa.answer.engine import RESTART

        if piece == RESTART:
            self._waiting.takes_back()
        else:
            self._waiting.wrote(piece)


@contextmanager
def watching(run: Run, desk: Desk, form: str, stream: bool) -> Iterator[View]:
    """What shows an answer in the making. Raises ConfigError for --stream without --json."""
    if not stream:
        with _drafting(run, desk, form) as view:
            yield view
        return
    if form != "json":
        raise ConfigError("--stream needs --json", "a terminal shows the draft of a model without it")
    try:
        yield EventLines(run, form)
    except QAError as error:
        _event("error", message=error.message, hint=error.hint, exit_code=error.exit_code)
        raise


def _drafting(run: Run, desk: Desk, form: str) -> AbstractContextManager[View]:
    """The draft on stderr, when a model writes and both streams are a terminal that is looked at."""
    console = run.err
    seen = console.is_terminal and run.out.is_terminal
    if run.quiet or not seen or desk.engines.choose()[0] != "llm":
        return nullcontext(View(run, form))
    return _live(run, form, console, desk.settings.model or "the model")


@contextmanager
def _live(run: Run, form: str, console: Console, model: str) -> Iterator[View]:
    from rich.live import Live

    waiting = Waiting(model)
    with Live(waiting, console=console, transient=True, refresh_per_second=8):
        yield TerminalDraft(run, form, waiting)


def _event(name: str, **fields: object) -> None:
    """One line. A reader that has gone away ends the program at once: a model would go on writing."""
    try:
        emit(json.dumps({"event": name, **fields}))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(READER_GONE) from None


def _source(item: Evidence) -> dict[str, object]:
    from qa.show.json import article_head

    sentences = [{"id": s.id, "start": s.start, "end": s.end, "text": item.quote(s)} for s in item.sentences]
    head = article_head(item.article)
    return {"number": item.number, "article_id": head.pop("id"), **head, "sentences": sentences}
