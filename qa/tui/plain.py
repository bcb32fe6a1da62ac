"""The conversation line by line: for pipes, scripts, screen readers and dumb terminals.

What is typed stands after "> "; replies are plain text without escapes. Every slash command of the app works.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TextIO

from qa.errors import CancelledError, ConfigError, QAError
from qa.show.answers import result_page
from qa.show.library import article_page, report_page
from qa.show.words import count
from qa.text import safe
from qa.tui.dialogue import replies, views
from qa.tui.dialogue.commands import COMMANDS, FILTER_COMMANDS, OVERVIEW, TOPICS, Command, parse, usage
from qa.tui.dialogue.opening import Opened, holdings, stats_of
from qa.tui.dialogue.replies import Reply, Search
from qa.types.briefing import Briefing

PROMPT = "> "
EMPTY = "The library is empty. Add a folder of articles to begin: /add PATH"


class Plain:
    """One conversation over standard input and output."""

    def __init__(self, opened: Opened, read: Callable[[], str | None], out: TextIO, width: int = 80) -> None:
        self._opened, self._talk = opened, opened.talk
        self._read, self._out, self._width = read, out, width
        self.failed = 0
        """The exit code of the last error, 0 when there was none."""

    def run(self) -> int:
        """Read and answer until the end of the input or /quit; the exit code."""
        self._greet()
        while (line := self._read()) is not None:
            if not (text := safe(line).strip()):
                continue
            try:
                command = parse(text)
                if command and command.name == "quit":
                    break
                if command is None:
                    self._turn("answer", text)
                else:
                    self._do(command)
            except QAError as error:
                self.failed = error.exit_code
                self._say(f"error: {error.message}")
                self._say(f"hint: {error.hint}" if error.hint else "")
            except KeyboardInterrupt:
                self._say("cancelled")
        return self.failed

    def _greet(self) -> None:
        stats = stats_of(self._talk)
        self._say(f"newsdesk-qa: {holdings(stats)}." if stats else EMPTY)
        self._say(f"engine: {self._opened.engine} ({self._opened.reason}). /help lists the commands.")
        for exchange in self._talk.exchanges:
            self._say(f"{PROMPT}{exchange.asked}")
            self._show(exchange.reply) if exchange.reply is not None else self._say(exchange.problem)

    def _turn(self, kind: str, text: str, refs: Sequence[str] = ()) -> None:
        exchange = self._talk.begin(kind, text)
        try:
            reply = self._talk.work(exchange, lambda _: None, refs)
        except (KeyboardInterrupt, CancelledError):
            self._talk.cancel(exchange)
            self._say("cancelled")
            return
        except QAError as error:
            self._talk.fail(exchange, error)
            raise
        self._talk.finish(exchange, reply)
        if exchange.narrowed:
            self._say(f"({exchange.narrowed})")
        self._show(reply)
        if self._talk.trouble:
            self._say(f"this session is not kept: {self._talk.trouble}")
            self._talk.trouble = ""

    def _show(self, reply: Reply) -> None:
        if isinstance(reply, Search):
            self._say(views.hits_text(reply))
        elif isinstance(reply, Briefing):
            from qa.show.briefing.page import briefing_page

            self._say(briefing_page(reply, self._width).plain)
        else:
            self._say(result_page(reply, self._width).plain)
        self._say("")

    def _do(self, command: Command) -> None:
        name, rest, talk = command.name, command.rest, self._talk
        if name in FILTER_COMMANDS:
            views.check_outlets([rest] if rest and name == "outlet" else [], stats_of(talk))
            talk.narrow(FILTER_COMMANDS[name], rest)
            self._filters()
        elif name in TOPICS:
            if not rest:
                raise ConfigError(f"{name}: on what?", usage(name))
            self._turn(name, rest)
        elif name == "overview":
            self._turn("answer", OVERVIEW.format(rest or "the library"))
        elif name == "add":
            if not rest:
                raise ConfigError("add what?", usage("add"))
            self._say(report_page(talk.desk.add(shlex.split(rest)), self._width, quiet=True).plain)
        else:
            ACTIONS[name](self, rest)

    def _summarize(self, rest: str) -> None:
        topic, refs = views.wanted_summary(self._talk, rest)
        self._turn("summary", topic, refs)

    def _sources(self, rest: str) -> None:
        self._say(views.sources_text(self._last()))

    def _open(self, rest: str) -> None:
        number = rest.strip("[] ")
        found = [mark for mark in replies.marks(self._last()) if str(mark.number) == number]
        if not found:
            raise ConfigError(f"no source [{number}]", "/sources lists them")
        article = self._talk.desk.show(found[0].article_id)
        self._say(article_page(article, self._width).plain)
        for mark in dict.fromkeys(mark.quote for mark in found):
            self._say(f"\ncited: “{safe(mark)}”")

    def _outlets(self, rest: str) -> None:
        self._say(views.outlets_text(self._talk.desk.stats()))

    def _clear(self, rest: str) -> None:
        self._talk.set_filters({})
        self._filters()

    def _export(self, rest: str) -> None:
        from qa.tui.dialogue.exporting import export

        self._say(f"wrote {export(self._talk, rest)}")

    def _sessions(self, rest: str) -> None:
        for info in self._talk.store.list(rest, limit=30):
            when = info.updated.astimezone().strftime("%Y-%m-%d %H:%M")
            self._say(f"{info.id}  {when}  {count(info.turns, 'turn').ljust(9)}  {info.name}")

    def _resume(self, rest: str) -> None:
        if not rest:
            raise ConfigError("resume which session?", "/resume ID; /sessions lists them")
        self._talk.resume(self._talk.store.find(rest))
        self._greet()

    def _rename(self, rest: str) -> None:
        self._talk.rename(rest)
        self._say(f"this session is now “{self._talk.name}”")

    def _new(self, rest: str) -> None:
        self._talk.new()
        self._say("a new session")

    def _settings(self, rest: str) -> None:
        self._say(views.settings_text(self._talk.desk.settings, self._width))

    def _help(self, rest: str) -> None:
        wide = max(len(usage(name)) for name in COMMANDS)
        for name, (_, what) in COMMANDS.items():
            self._say(f"{usage(name).ljust(wide)}  {what}")

    def _filters(self) -> None:
        self._say(f"filters: {self._talk.narrowed() or 'none'}")

    def _last(self) -> Reply:
        last = self._talk.last
        if last is None or last.reply is None:
            raise ConfigError("there is no answer yet", "ask something first")
        return last.reply

    def _say(self, text: str) -> None:
        self._out.write(safe(text) + "\n")
        self._out.flush()


ACTIONS: dict[str, Callable[[Plain, str], None]] = {
    "summarize": Plain._summarize, "sources": Plain._sources, "open": Plain._open, "outlets": Plain._outlets,
    "clear": Plain._clear, "export": Plain._export, "sessions": Plain._sessions, "resume": Plain._resume,
    "rename": Plain._rename, "new": Plain._new, "settings": Plain._settings, "help": Plain._help,
}  # fmt: skip


def reader(past: Sequence[str]) -> Callable[[], str | None]:
    """Reads lines from standard input; with a prompt and a history (readline) when it is a terminal."""
    if not sys.stdin.isatty():
        return lambda: sys.stdin.readline() or None
    with suppress(ImportError):
        import readline

        for line in past:
            readline.add_history(" ".join(line.split()))

    def read() -> str | None:
        try:
            return input(PROMPT)
        except EOFError:
            return None
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            return ""  # as in a shell: the line is given up, not the conversation

    return read
