"""Which files are meant by what is typed: folders and patterns become the files in them."""

from __future__ import annotations

import glob
import os
import select
import time
from collections.abc import Iterable, Iterator, Sequence

from qa.articles.clippers.references import attached
from qa.articles.containers.saved import is_part
from qa.articles.formats import is_supported
from qa.articles.raw import DEFAULT_MAX_BYTES
from qa.errors import LoadError

_NO_ARTICLES = frozenset(("readme", "license", "licence", "changelog", "contributing", "notice", "copying"))
"""Stems of files that projects keep beside their articles; named explicitly, they are read like any other."""

_PATIENCE = 5.0
"""Seconds for which a pipe without a writer is given one."""


def expand(paths: Sequence[str], *, exclude: Sequence[str] = ()) -> list[str]:
    """Sources in the order given, each once: directories become their files (sorted), globs what they match.

    Hidden files, unsupported suffixes and README-like files of directories are left out, and `exclude`.
    Never raises: what does not exist, cannot be opened or is empty stays in, for `load_articles` to report.
    """
    left_out = {os.path.abspath(path) for path in exclude}
    found: dict[str, None] = {}
    for path in paths:
        for source in _expand_one(path):
            if source == "-" or is_url(source) or os.path.abspath(source) not in left_out:
                found.setdefault(source)
    return list(found)


def _expand_one(path: str) -> Iterable[str]:
    if path == "-" or is_url(path):
        return [path]
    if path.lower().endswith(".opml") and os.path.isfile(path):
        return _subscriptions(path)
    if os.path.isdir(path):
        return unattached(walk(path)) or [path]
    if glob.has_magic(path) and not os.path.lexists(path):
        matches = sorted(glob.glob(path, recursive=True))
        return [
            s for match in matches for s in (_expand_one(match) if os.path.isdir(match) else [match])
        ] or [path]
    return [path]


def _subscriptions(path: str) -> list[str]:
    """The addresses of the feeds in a list of subscriptions."""
    from qa.articles.readers.subscriptions import feeds_in

    try:
        with open(path, "rb") as file:
            return feeds_in(file.read(DEFAULT_MAX_BYTES))
    except (OSError, LoadError):
        return [path]


def walk(directory: str) -> Iterator[str]:
    """Supported files below a directory in sorted order; directories that cannot be opened, as themselves."""
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        names = {entry.name for entry in entries}
    except OSError:
        yield directory
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not is_part(f"{entry.name}/", names):
                yield from walk(entry.path)
        elif is_supported(entry.name) and _is_file(entry) and not is_about(entry.name):
            yield entry.path


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file; also for a link in a circle, so that reading it says what is wrong."""
    try:
        return entry.is_file()
    except OSError:
        return True


def unattached(paths: Iterable[str]) -> list[str]:
    """The files of a folder without those that are read with the list of references that attaches them."""
    found = list(paths)
    away = attached(found)
    return [path for path in found if not away or os.path.realpath(path) not in away]


def is_about(name: str) -> bool:
    """Whether a file of this name tells of a project and is no article: a README."""
    return name.split(".", 1)[0].lower() in _NO_ARTICLES


def is_url(source: str) -> bool:
    """Whether a source is an address of the web."""
    return source.lower().startswith(("http://", "https://"))


def read_pipe(path: str, max_bytes: int) -> bytes:
    """What is written to a pipe, up to `max_bytes` and one more. Raises LoadError when nobody writes to it:
    opened as a file it would be waited for without end.
    """
    found, patience = bytearray(), time.monotonic() + _PATIENCE
    pipe = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        while len(found) <= max_bytes:
            try:
                piece = os.read(pipe, 1 << 16)
            except BlockingIOError:  # its writer is at work
                select.select([pipe], [], [], 1.0)
                continue
            if not piece and (found or time.monotonic() > patience):
                break
            found += piece
            if not piece:
                time.sleep(0.05)
    finally:
        os.close(pipe)
    if not found:
        raise LoadError("nothing is written to this pipe", "start what writes to it first")
    return bytes(found[: max_bytes + 1])
