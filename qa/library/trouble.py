"""What the file system and SQLite refuse, as errors that users can act on."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import CorpusError

_KEPT = "what was done so far is kept, and the same command completes it"
_BY_ERRNO = {
    errno.ENOSPC: ("the disk is full", f"free some space; {_KEPT}"),
    errno.EDQUOT: ("your quota of disk space is used up", f"free some space; {_KEPT}"),
    errno.EFBIG: ("a file may not grow that large", f"raise the limit (ulimit -f); {_KEPT}"),
    errno.EROFS: ("the file system is read-only", "choose another folder: --library DIR"),
    errno.EACCES: ("permission is denied", "check whose the folder is, or choose another: --library DIR"),
    errno.EPERM: ("permission is denied", "check whose the folder is, or choose another: --library DIR"),
    errno.EMFILE: ("too many files are open", f"raise the limit (ulimit -n); {_KEPT}"),
    errno.ENFILE: ("too many files are open on this machine", f"try again later; {_KEPT}"),
    errno.EIO: ("the disk reports an error", f"check the disk; {_KEPT}"),
}
_BY_SQLITE = (
    ("disk is full", errno.ENOSPC),
    ("readonly database", errno.EACCES),
    ("unable to open database file", errno.EMFILE),
    ("disk i/o error", errno.EIO),
)
MENDED_BY = "`qa restore` goes back to a backup; `qa recover DIR` saves what can be read into a new library"


def explained(error: sqlite3.Error | OSError, folder: Path) -> CorpusError:
    """The error of a library in `folder` that this one means."""
    number = error.errno if isinstance(error, OSError) else _number(error)
    if number in _BY_ERRNO:
        what, hint = _BY_ERRNO[number]
        return CorpusError(f"the library at {folder} cannot be written or read: {what}", hint)
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return CorpusError(f"the library at {folder} is damaged: {error}", MENDED_BY)
    return CorpusError(
        f"the library at {folder} cannot be written or read: {error}", "qa doctor --deep looks"
    )


def _number(error: sqlite3.Error) -> int | None:
    words = str(error).lower()
    return next((number for part, number in _BY_SQLITE if part in words), None)


@contextmanager
def storage(folder: Path) -> Iterator[None]:
    """Around work on the files of a library: what they refuse is raised as a CorpusError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if not _is_of(error, folder):
            raise
        raise explained(error, folder) from error


def _is_of(error: sqlite3.Error | OSError, folder: Path) -> bool:
    """Whether it may have come from the files in `folder`: not if it names another file."""
    if isinstance(error, sqlite3.Error):
        return True
    if error.filename is None:
        return error.errno in _BY_ERRNO
    return Path(os.fsdecode(error.filename)).absolute().is_relative_to(folder.absolute())
