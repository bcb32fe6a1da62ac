"""Who may touch a library when: one writer at a time, and Chroma never from two processes while one writes.

The locks of the operating system that fasteners takes belong to a process and vanish with it, so a killed
writer leaves nothing to clean up. Inside one process they do not exclude each other; a registry of ours does.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qa.errors import CorpusError, LibraryLockedError
from qa.files import process_lives

_POLL = {"delay": 0.002, "max_delay": 0.02}
"""Seconds between two tries for a lock: a query takes 3 ms, a writer's batch 40 ms."""

_AGAIN = 0.05
"""Seconds between two looks at who writes."""

_guard = threading.Lock()
_writers: set[str] = set()
_index_locks: dict[str, IndexLock] = {}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for another writer, and who is told whom one waits for."""

    seconds: float = 0.0
    say: Callable[[str], None] | None = None


@contextmanager
def only_writer(folder: Path, patience: Patience = Patience()) -> Iterator[None]:
    """Be the one writer of a library; those who wait get it in the order in which they came.

    Raises LibraryLockedError, with the holder's process id, when it is not free within the patience.
    """
    import fasteners

    key, holder = os.path.realpath(folder), folder / "writer.pid"
    lock = fasteners.InterProcessLock(str(folder / "writer.lock"))
    _wait(folder, key, lock, holder, patience)
    try:
        holder.write_text(f"{os.getpid()} {datetime.now():%H:%M}", "ascii")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
        with _guard:
            _writers.discard(key)


def _wait(folder: Path, key: str, lock: Any, holder: Path, patience: Patience) -> None:
    """Take the lock when it is this one's turn; raises LibraryLockedError when patience ends."""
    until, told = time.monotonic() + patience.seconds, ""
    ticket = _draw(folder) if patience.seconds else None
    try:
        while True:
            if (ticket is None or _is_next(ticket)) and _take(folder, key, lock):
                return
            pid, _, since = _read(holder).partition(" ")
            if time.monotonic() >= until:
                raise _locked(folder, pid or (str(os.getpid()) if key in _writers else ""))
            if patience.say is not None and told != (told := f"{pid} {since}"):
                who = f"process {pid}, which has been writing since {since}" if pid else "another process"
                patience.say(f"waiting for {who} (up to {patience.seconds:.0f} s)")
            time.sleep(_AGAIN)
    finally:
        if ticket is not None:
            ticket.unlink(missing_ok=True)


def _take(folder: Path, key: str, lock: Any) -> bool:
    """The lock of this process and that of the operating system, or neither."""
    with _guard:
        if key in _writers:
            return False
        _writers.add(key)
    taken = False
    try:
        taken = _taken(lock, folder)
    finally:
        if not taken:
            with _guard:
                _writers.discard(key)
    return taken


def _draw(folder: Path) -> Path | None:
    """A ticket in the queue, named by time and process; None where none can be left."""
    queue = folder / "waiting"
    try:
        queue.mkdir(exist_ok=True)
        ticket = queue / f"{time.time_ns():020d}-{threading.get_native_id()}-{os.getpid()}"
        ticket.touch()
    except OSError:
        return None
    return ticket


def _is_next(ticket: Path) -> bool:
    """Whether nobody who came before still waits; tickets of processes that have ended are taken away."""
    for other in sorted(ticket.parent.iterdir()):
        if other == ticket:
            return True
        if _lives(other.name.rpartition("-")[2]):
            return False
        other.unlink(missing_ok=True)
    return True


def _lives(pid: str) -> bool:
    try:
        return process_lives(int(pid))
    except ValueError:
        return False


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
        "wait for it to finish and try again (--wait 600 waits longer); asking goes on meanwhile",
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
