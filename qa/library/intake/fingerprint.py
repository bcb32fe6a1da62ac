"""Which sources have not changed since they were read: one stat call each."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass, replace

from qa.library.store.records import FileEntry

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells its writes apart: FAT keeps times to two seconds."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as it stood before it was read, beside what it was when it was last read."""

    before: FileEntry | None
    entry: FileEntry | None
    """None for what is no local file that can be read."""

    @property
    def unchanged(self) -> bool:
        """Whether there is nothing to read."""
        before, now = self.before, self.entry
        return (
            now is not None
            and before is not None
            and (before.sha256, before.variant) == (now.sha256, now.variant)
        )

    @property
    def known(self) -> frozenset[str]:
        """The ids of the articles that it gave before."""
        return frozenset(key for _, key in self.before.articles) if self.before else frozenset()


def look_at(source: str, variant: str, before: FileEntry | None) -> SourceState:
    """How a source stands now; `before` is what was read from it."""
    entry = fingerprint(source, variant, before)
    return SourceState(before if entry else None, entry)


def fingerprint(source: str, variant: str, before: FileEntry | None) -> FileEntry | None:
    """Hash, size and time of a local file; None for what is not one, or cannot be read (the loader says why).

    A file of the size and the time of `before` is not read again. A time that is younger than _SETTLED says
    nothing, as the file may be written again within its resolution (git calls such an entry racy).
    """
    try:
        now = os.stat(source)
        if not stat.S_ISREG(now.st_mode):
            return None
        if before and before.mtime and (before.size, before.mtime) == (now.st_size, now.st_mtime_ns):
            return replace(before, variant=variant)
        with open(source, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            now = os.fstat(file.fileno())
    except (OSError, ValueError):
        return None
    settled = time.time_ns() - now.st_mtime_ns > _SETTLED
    return FileEntry(digest, now.st_size, variant, (), mtime=now.st_mtime_ns if settled else 0)
