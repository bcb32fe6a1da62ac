"""Waiting for a server in a way that can be given up: the reading is done in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks at whether to go on: a cancelled call ends within the 0.1 s that one feels."""

Cancelled = Callable[[], bool]
"""Whether the reader has given up what is being made for them; called often, from the thread that waits."""


def never() -> bool:
    """Nobody gives up."""
    return False


def pumped(make: Callable[[], Generator[T, None, None]], go_on: Callable[[], None]) -> Iterator[T]:
    """The items that `make` gives, read in a daemon thread; `go_on` is called while waiting and may raise.

    A thread blocked in a read cannot be interrupted: one that is given up ends, and closes its connection,
    at the next item or at the time-out of the read, and what it still gets is thrown away.
    """
    items: SimpleQueue[tuple[T] | BaseException | None] = SimpleQueue()
    given_up = threading.Event()

    def read() -> None:
        try:
            with closing(make()) as source:
                for item in source:
                    if given_up.is_set():
                        return
                    items.put((item,))
            items.put(None)
        except BaseException as error:
            items.put(error)

    threading.Thread(target=read, name="qa-model", daemon=True).start()
    try:
        while True:
            go_on()
            try:
                item = items.get(timeout=POLL)
            except Empty:
                continue
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item[0]
    finally:
        given_up.set()
