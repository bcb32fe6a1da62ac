"""Who may touch a library when: one writer at a time, and Chroma never from two processes while one writes.

The locks of the operating system that fasteners takes belong to a process and vanish with it, so a killed
writer leaves nothing to clean up. Inside one process they do not exclude each other; a registry of ours does.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.errors import CorpusError, LibraryLockedError

_POLL = {"delay": 0.002, "max_delay": 0.02}
"""Seconds between two tries for a lock: a query takes 3 ms, a writer's batch 40 ms."""

_guard = threading.Lock()
_writers: set[str] = set()
_index_locks: dict[str, IndexLock] = {}


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Be the one writer of a library. Raises LibraryLockedError at once, with the holder's process id."""
    import fasteners

    key = os.path.realpath(folder)
    with _guard:
        if key in _writers:
            raise _locked(folder, str(os.getpid()))
        _writers.add(key)
    holder = folder / "writer.pid"
    try:
        lock = fasteners.InterProcessLock(str(folder / "writer.lock"))
        if not _taken(lock, folder):
            raise _locked(folder, _read(holder))
        try:
            holder.write_text(str(os.getpid()), "ascii")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()
    finally:
        with _guard:
            _writers.discard(key)


def _taken(lock: Any, folder: Path) -> bool:
    try:
        taken = bool(lock.acquire(blocking=False))
        if not taken and lock.lockfile is not None:
            lock.lockfile.close()
        return taken
    except OSError as error:
        raise CorpusError(
            f"the library at {folder} cannot be written: {error.strerror}", "check the folder's permissions"
        ) from error


def _locked(folder: Path, pid: str) -> LibraryLockedError:
    who = f"process {pid}" if pid else "another process"
    return LibraryLockedError(
        f"{who} is writing to the library at {folder}",
        "wait for it to finish and try again; reading and asking go on meanwhile",
    )


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


class IndexLock:
    """Readers share, a writer is alone, across processes; inside this process everyone takes turns.

    Taking turns costs little: a query takes milliseconds. It is needed, since a lock released by one thread
    would be released for all of them.

    Everyone passes a gate first, which a waiting writer shuts: without it two busy readers, who between them
    never let go, kept a writer waiting until they were done.
    """

    def __init__(self, file: Path) -> None:
        import fasteners

        self._turn = threading.RLock()
        self._lock = fasteners.InterProcessReaderWriterLock(str(file))
        self._gate = fasteners.InterProcessReaderWriterLock(f"{file}.gate")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold it with other readers."""
        with self._turn:
            with self._gate.read_lock(**_POLL):
                self._lock.acquire_read_lock(**_POLL)
            try:
                yield
            finally:
                self._lock.release_read_lock()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold it alone."""
        with self._turn, self._gate.write_lock(**_POLL), self._lock.write_lock(**_POLL):
            yield


def index_lock(file: Path) -> IndexLock:
    """The lock of this file: one object per process, as closing a second handle would release it."""
    key = os.path.realpath(file)
    with _guard:
        if key not in _index_locks:
            _index_locks[key] = IndexLock(file)
        return _index_locks[key]
