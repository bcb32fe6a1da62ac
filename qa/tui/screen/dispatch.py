"""What a typed line, a palette entry or a dialog does. Each function takes the main screen."""

from __future__ import annotations

import shlex
from collections.abc import Awaitable, Callable

from qa.errors import ConfigError, QAError
from qa.show.library import report_page
from qa.tui.dialogue import views
from qa.tui.dialogue.commands import FILTER_COMMANDS, OVERVIEW, TOPICS, Command, parse, usage
from qa.tui.dialogue.opening import holdings
from qa.tui.dialogue.sessions import SessionInfo
from qa.tui.dialogue.talk import FILTER_WORDS, FILTERS, Talk
from qa.tui.screen.stage import Stage
from qa.tui.screen.turns import BusyError
from qa.tui.widgets.forms import Form, FormLine
from qa.tui.widgets.picker import SessionPicker
from qa.types import AddReport

WIDTH = 76
"""Width of pages in the conversation: they fit 80 columns."""


async def line(screen: Stage, text: str) -> None:
    """A question, or a command; what is wrong with it is said in the conversation."""
    try:
        command = parse(text)
        if command is None:
            await screen.ask("answer", text)
        else:
            await run(screen, command)
    except BusyError as error:
        screen.composer.give_back(text)
        screen.notify(f"{error.message}: {error.hint}", severity="warning")
    except QAError as error:
        await screen.conversation.note(f"✗ {error.message}", error.hint, bad=True)
    screen.redraw()


async def run(screen: Stage, command: Command) -> None:
    """Do what a command says. Raises QAError."""
    talk = screen.talk
    assert talk is not None
    name, rest = command.name, command.rest
    if name in FILTER_COMMANDS:
        views.check_outlets([rest] if rest and name == "outlet" else [], screen.stats)
        talk.narrow(FILTER_COMMANDS[name], rest)
    elif name in TOPICS:
        await screen.ask(name, _needed(rest, f"{name}: on what?", usage(name)))
    elif name == "overview":
        await screen.ask("answer", OVERVIEW.format(rest or "the library"))
    elif name == "summarize":
        title, refs = await screen.reading.run(lambda: views.wanted_summary(talk, rest))
        await screen.ask("summary", title, refs)
    elif name == "open":
        number, view = _number(rest), screen.conversation.view
        if view is None or all(mark.number != number for mark in view.marks):
            raise ConfigError(f"this answer has no source [{number}]", "/sources lists those of the last one")
        await screen.action_number(number)
        await screen.action_article()
    elif name == "add":
        screen.add(shlex.split(_needed(rest, "add what?", "/add PATH|URL …")))
    else:
        await OTHERS[name](screen, talk, rest)


async def _sources(screen: Stage, talk: Talk, rest: str) -> None:
    last = talk.last
    if last is None or last.reply is None:
        raise ConfigError("there are no sources yet", "ask something first")
    screen.conversation.select(talk.exchanges.index(last))
    screen.add_class("-evidence")
    screen.remove_class("-no-evidence")
    await screen.show_evidence()
    await screen.conversation.note("Sources", views.sources_text(last.reply))


async def _outlets(screen: Stage, talk: Talk, rest: str) -> None:
    stats = await screen.reading.run(lambda: talk.desk.stats())
    await screen.conversation.note("Outlets", views.outlets_text(stats))


async def _clear(screen: Stage, talk: Talk, rest: str) -> None:
    talk.set_filters({})


async def _export(screen: Stage, talk: Talk, rest: str) -> None:
    from qa.tui.dialogue.exporting import (
        export,  # loads three renderings, which the first frame need not wait for
    )

    path = export(talk, rest)
    await screen.conversation.note("Exported", str(path))


async def _sessions(screen: Stage, talk: Talk, rest: str) -> None:
    pick(screen, rest)


async def _resume(screen: Stage, talk: Talk, rest: str) -> None:
    talk.resume(talk.store.find(_needed(rest, "resume which session?", "/resume ID; /sessions lists them")))
    await screen.restart()


async def _rename(screen: Stage, talk: Talk, rest: str) -> None:
    talk.rename(rest)


async def _new(screen: Stage, talk: Talk, rest: str) -> None:
    talk.new()
    await screen.restart()


async def _settings(screen: Stage, talk: Talk, rest: str) -> None:
    await screen.conversation.note("Settings", views.settings_text(talk.desk.settings, WIDTH))


async def _help(screen: Stage, talk: Talk, rest: str) -> None:
    await screen.app.run_action("help")


async def _quit(screen: Stage, talk: Talk, rest: str) -> None:
    screen.app.exit()


OTHERS: dict[str, Callable[[Stage, Talk, str], Awaitable[None]]] = {
    "sources": _sources, "outlets": _outlets, "clear": _clear, "export": _export, "sessions": _sessions,
    "resume": _resume, "rename": _rename, "new": _new, "settings": _settings, "help": _help, "quit": _quit,
}  # fmt: skip


def pick(screen: Stage, words: str = "") -> None:
    """The list of sessions; the chosen one is gone on with."""
    talk = screen.talk
    if talk is None:
        return

    def chosen(info: SessionInfo | None) -> None:
        if info is not None:
            talk.resume(info)
            screen.run_worker(screen.restart())

    def changed(info: SessionInfo, there: bool) -> None:
        if info.id != talk.session:
            return
        if there:
            talk.name = info.name
            screen.redraw()
        else:
            talk.new()
            screen.run_worker(screen.restart())

    screen.app.push_screen(SessionPicker(talk.store, words, changed), chosen)


def ask_filters(screen: Stage) -> None:
    """The filters as a form."""
    talk = screen.talk
    if talk is None:
        return
    set_now = {n: v if isinstance(v, str) else ", ".join(v) for n, v in talk.filters.items()}
    examples = {
        "outlet": "name, name", "since": "2026-03-01, 2026-03, yesterday, 7d", "until": "2026-03-31",
        "as_of": "what came later does not exist", "language": "en", "tag": "a tag of yours",
    }  # fmt: skip
    rows = [FormLine(n, FILTER_WORDS[n].capitalize(), set_now.get(n, ""), examples[n]) for n in FILTERS]

    def accepted(values: dict[str, str] | None) -> None:
        if values is None:
            return
        wanted: dict[str, str | tuple[str, ...]] = {n: v for n, v in values.items() if v and n != "outlet"}
        outlets = tuple(part.strip() for part in values["outlet"].split(",") if part.strip())
        try:
            views.check_outlets(outlets, screen.stats)
            talk.set_filters({**wanted, **({"outlet": outlets} if outlets else {})})
        except QAError as error:
            screen.notify(f"{error.message}: {error.hint}", severity="error", markup=False)
        screen.redraw()

    screen.app.push_screen(
        Form("Filters", rows, "They hold for all questions until they are taken away."), accepted
    )


def ask_export(screen: Stage) -> None:
    """Where to write the conversation."""

    def accepted(values: dict[str, str] | None) -> None:
        if values is not None:
            screen.run_worker(line(screen, f"/export {values['target']}"))

    rows = [FormLine("target", "Form or file", "md", "md, html, json, or a file name")]
    screen.app.push_screen(Form("Export the conversation", rows, "Forms: md, html, json"), accepted)


def ask_add(screen: Stage) -> None:
    """What to add."""

    def accepted(values: dict[str, str] | None) -> None:
        if values and values["sources"]:
            screen.run_worker(line(screen, f"/add {values['sources']}"))

    rows = [FormLine("sources", "Folder, files or web addresses", "", "~/articles")]
    note = "Unchanged files cost next to nothing; you can go on asking."
    screen.app.push_screen(Form("Add articles", rows, note), accepted)


def ask_rename(screen: Stage) -> None:
    """Another name for this session."""
    talk = screen.talk
    if talk is None or talk.session is None:
        screen.notify("ask something first: a session begins with its first question", severity="warning")
        return

    def accepted(values: dict[str, str] | None) -> None:
        if values and values["name"]:
            screen.run_worker(line(screen, f"/rename {values['name']}"))

    screen.app.push_screen(Form("Rename the session", [FormLine("name", "Name", talk.name)]), accepted)


DIALOGS: dict[str, Callable[[Stage], None]] = {
    "filters": ask_filters, "add": ask_add, "export": ask_export, "rename": ask_rename, "sessions": pick,
}  # fmt: skip


async def show_report(screen: Stage, report: AddReport) -> None:
    """What became of each file: all that failed, and the counts."""
    text = report_page(report, WIDTH, quiet=True).plain
    if screen.stats is not None:
        text += f"\nThe library has {holdings(screen.stats)}."
    await screen.conversation.note("Added", text)


def _needed(rest: str, message: str, hint: str) -> str:
    if not rest:
        raise ConfigError(message, hint)
    return rest


def _number(rest: str) -> int:
    digits = rest.strip("[] ")
    if not digits.isdigit():
        raise ConfigError("open which source?", "/open 2")
    return int(digits)
