"""Sources prepared ahead of the writer, in processes of this machine or on a Ray cluster."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

from qa.errors import ConfigError
from qa.library.intake.fingerprint import SourceState
from qa.library.intake.prepare import Loader, SourceRead, Wanted, packed, prepare_there

if TYPE_CHECKING:
    from qa.models.embedder import Embedder

FILES = 16
"""Sources of one task: the embedder runs texts of like length together; a lost task is soon done again."""
TRIES = 3
"""How often a task is given out whose worker was killed."""
LARGEST = 1 << 20
"""Bytes of a file that is sent to a worker; a larger one may hold thousands of articles, which are read and
embedded here a batch at a time."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Where sources are prepared: how many processes, on what, and what makes the embedder there."""

    count: int
    embedder: Callable[..., Embedder]
    executor: str = "processes"
    """"processes" of this machine, or "ray"."""


@dataclass(slots=True)
class _Task:
    """Sources in a row, and those of them that were sent to a worker, by their place."""

    sources: list[tuple[str, SourceState]]
    sent: dict[int, Wanted] = field(default_factory=dict)
    future: Future[list[SourceRead]] | None = None
    pool: Executor | None = None
    """Where it was sent."""
    tries: int = 0


class Ahead:
    """Goes through sources in their order, with some tasks being prepared meanwhile."""

    def __init__(self, workers: Workers | None, loader: Loader) -> None:
        """Without workers nothing is prepared ahead. Raises ConfigError where Ray is not installed."""
        self._workers = workers
        self._pool: Executor | None = None
        self._lost: tuple[type[Exception], ...] = ()
        self._job = packed(loader, workers.embedder) if workers else b""

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(
        self, sources: Sequence[str], look: Callable[[str], SourceState]
    ) -> Iterator[tuple[str, SourceState, SourceRead | None]]:
        """Every source once: how it stood before it was read, and what a worker made of it.

        That is None for what is left to the writer.
        """
        if self._workers is None:
            yield from ((source, look(source), None) for source in sources)
            return
        under_way: deque[_Task] = deque()
        for start in range(0, len(sources), FILES):
            under_way.append(
                self._given_out([(source, look(source)) for source in sources[start : start + FILES]])
            )
            if len(under_way) > 2 * self._workers.count:
                yield from self._made(under_way.popleft())
        while under_way:
            yield from self._made(under_way.popleft())

    def _given_out(self, sources: list[tuple[str, SourceState]]) -> _Task:
        task = _Task(sources)
        for place, (source, look) in enumerate(sources):
            if look.entry is not None and not look.unchanged and look.entry.size < LARGEST:
                task.sent[place] = (source, look.known)
        if task.sent:
            self._send(task)
        return task

    def _send(self, task: _Task) -> None:
        assert self._workers is not None
        while True:
            if self._pool is None:
                self._pool = make_pool(self._workers)
                self._lost = self._pool.lost if isinstance(self._pool, RayExecutor) else (BrokenProcessPool,)
            task.pool = self._pool
            try:
                task.future = self._pool.submit(prepare_there, list(task.sent.values()), self._job)
                return
            except BrokenProcessPool:
                self._give_up(task.pool)

    def _give_up(self, pool: Executor | None) -> None:
        """Let a broken pool go; the one that took its place meanwhile goes on."""
        if pool is not None and pool is self._pool:
            pool.shutdown(cancel_futures=True)
            self._pool = None

    def _made(self, task: _Task) -> Iterator[tuple[str, SourceState, SourceRead | None]]:
        made: dict[int, SourceRead] = {}
        while task.future is not None:
            try:
                made = dict(zip(task.sent, task.future.result(), strict=True))
                break
            except self._lost:
                # A killed worker takes the whole pool with it; what it had is prepared again in a new one.
                task.tries += 1
                if isinstance(task.pool, RayExecutor):
                    task.tries = TRIES  # Ray has tried as often by itself, and goes on
                else:
                    self._give_up(task.pool)
                if task.tries == TRIES:
                    lost = (
                        "its reader ended unexpectedly",
                        "it may need more memory than there is: split it",
                    )
                    made = dict.fromkeys(task.sent, SourceRead(failure=lost))
                    break
                self._send(task)
        for place, (source, look) in enumerate(task.sources):
            yield source, look, made.get(place)


def make_pool(workers: Workers) -> Executor:
    """The processes, or the cluster, that prepare sources."""
    if workers.executor != "ray":
        # Spawned, not forked: the parent has threads of onnxruntime, which a fork would leave behind locked.
        return ProcessPoolExecutor(workers.count, mp_context=get_context("spawn"))
    return RayExecutor(workers.count)


class RayExecutor(Executor):
    """Tasks on the Ray cluster of RAY_ADDRESS, or on one that is started on this machine.

    Ray itself runs a task again whose worker or machine was lost.
    """

    def __init__(self, count: int) -> None:
        """Connects; raises ConfigError where Ray is not installed."""
        try:
            import ray
        except ImportError:
            raise ConfigError(
                "Ray is not installed", 'pip install "newsdesk-qa[ray]", or leave --executor ray out'
            ) from None
        from ray import exceptions

        self.lost = (exceptions.WorkerCrashedError, exceptions.NodeDiedError, exceptions.OutOfMemoryError)
        self._ray, self._own = ray, not ray.is_initialized()
        if self._own:
            here = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": count}
            ray.init(log_to_driver=False, include_dashboard=False, logging_level="warning", **here)

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        """One task; a lost one is run again up to TRIES times."""
        task = self._ray.remote(max_retries=TRIES)(fn)
        future: Future[object] = task.remote(*args, **kwargs).future()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, and end it where it was started here."""
        if self._own:
            self._ray.shutdown()
