"""The slow work of the main screen: answering and adding, each in a lane of its own."""

from __future__ import annotations

import time

from qa.errors import CancelledError, ConfigError, QAError
from qa.tui.dialogue.talk import Exchange, Talk
from qa.tui.screen.lanes import Lane
from qa.tui.screen.stage import Stage
from qa.tui.screen.turn import TurnView
from qa.tui.widgets.bars import Progress
from qa.tui.widgets.messages import ArticlesAdded, Progressed

TOLD_EVERY = 0.1
"""Seconds between two steps of the progress line."""


class BusyError(ConfigError):
    """Another answer is being written."""


async def ask(screen: Stage, kind: str, text: str, refs: tuple[str, ...] = ()) -> None:
    """One turn from the question to the checked reply. Raises BusyError while another one is running."""
    talk = screen.talk
    assert talk is not None
    if screen.running is not None:
        raise BusyError("an answer is being written", "Esc cancels it")
    if screen.stats is None and not refs:
        await screen.conversation.note(
            "The library is empty.", "Add articles first: /add PATH, or F3.", bad=True
        )
        return
    exchange = talk.begin(kind, text)
    screen.running = exchange
    view = await screen.conversation.add(exchange)
    screen.remove_class("-evidence")  # a narrow screen gives the new answer all its room
    screen.redraw()
    await screen.show_evidence()
    try:
        await _answer(screen, screen.answering, talk, exchange, view, refs)
    finally:
        if screen.running is exchange:
            screen.running = None
        at_end = view.is_attached and screen.conversation.at_end
        view.settle()
        screen.redraw()
    if not view.is_attached:  # another session is shown, or the app was closed
        return
    if at_end:
        screen.conversation.call_after_refresh(lambda: screen.conversation.reveal(view))
    await screen.show_evidence()
    if talk.trouble:
        screen.notify(talk.trouble, title="This session is not kept", severity="warning", markup=False)
        talk.trouble = ""


async def _answer(
    screen: Stage, lane: Lane, talk: Talk, exchange: Exchange, view: TurnView, refs: tuple[str, ...]
) -> None:
    """The work in the lane; how it ended is written down."""

    def piece(written: str) -> None:
        screen.app.call_from_thread(view.stream, written, screen.conversation.hold)

    try:
        reply = await lane.run(lambda: talk.work(exchange, piece, refs))
        talk.finish(exchange, reply)
    except CancelledError:
        pass  # `cancel` has written it down
    except QAError as error:
        talk.fail(exchange, error)
    except Exception as error:  # one broken turn must not end the session
        talk.fail(exchange, error)
        if screen.debugging:
            raise


def cancel(screen: Stage) -> None:
    """Give the running answer up, at once; its thread ends at its next step."""
    exchange, talk = screen.running, screen.talk
    if exchange is None or talk is None:
        return
    talk.cancel(exchange)
    screen.running = None
    screen.workers.cancel_group(screen, "line")


def add(screen: Stage, sources: list[str]) -> None:
    """Add articles while the conversation goes on."""
    talk = screen.talk
    if talk is None:
        return
    screen.adding_stopped = False
    told = 0.0

    def progress(name: str, done: int, total: int) -> None:
        nonlocal told
        if screen.adding_stopped:
            raise CancelledError
        now = time.monotonic()
        if now - told > TOLD_EVERY or done == total:
            told = now
            screen.post_message(Progressed(name, done, total))

    async def work() -> None:
        try:
            report = await screen.adding.run(lambda: talk.desk.add(sources, on_progress=progress))
        except CancelledError:
            await _ended(screen, "Stopped adding", "What was added until then stays.")
        except QAError as error:
            await _ended(screen, f"✗ {error.message}", error.hint, bad=True)
        except Exception as error:  # a broken add must not end the session
            await _ended(screen, f"✗ unexpected {type(error).__name__}: {error}", "", bad=True)
        else:
            screen.post_message(ArticlesAdded(report))

    screen.query_one(Progress).show("", 0, 0)
    screen.run_worker(work(), group="add")


async def _ended(screen: Stage, title: str, text: str, *, bad: bool = False) -> None:
    screen.query_one(Progress).display = False
    await screen.conversation.note(title, text, bad=bad)
