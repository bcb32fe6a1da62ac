"""Threads for slow work. Daemons, unlike Textual's thread workers: leaving never waits for a model."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[Callable[[], Any], asyncio.Future[Any], asyncio.AbstractEventLoop]


class Lane:
    """One thread that does one job after the other; SQLite connections of the library live per thread."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._start()

    def _start(self) -> None:
        self._jobs.put(None)  # what waits in the old queue is still done, then its thread ends
        self._jobs = SimpleQueue()
        threading.Thread(target=_serve, args=(self._jobs,), name=f"qa-{self.name}", daemon=True).start()

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, done in this lane. When the waiting task is cancelled, what runs is left to
        end by itself and a new thread takes the lane over, so that the next job need not wait for it.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put((work, future, loop))
        try:
            return await future
        except asyncio.CancelledError:
            self._start()
            raise


def _serve(jobs: SimpleQueue[Job | None]) -> None:
    while (job := jobs.get()) is not None:
        work, future, loop = job
        if future.cancelled():
            continue
        try:
            result, error = work(), None
        except BaseException as caught:
            result, error = None, caught
        try:
            loop.call_soon_threadsafe(_settle, future, result, error)
        except RuntimeError:
            return  # the app is gone


def _settle(future: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
