"""A folder that is watched: what is written into it is added at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ConfigError, LibraryLockedError, LoadError
from qa.types import AddReport

if TYPE_CHECKING:
    from qa.desk.desk import Desk

SETTLE_MS = 1600
"""Milliseconds in which writes are taken together: a file that is being copied is read when it is whole."""


def watch(
    desk: Desk,
    folder: Path,
    on_report: Callable[[AddReport], None],
    *,
    outlet: str | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Add the folder, then each file that comes or changes, until `stop` or Ctrl-C.

    What is removed from the folder stays in the library. A folder that is followed keeps the outlet
    that it is followed with. Raises LoadError when there is no such folder.
    """
    if not folder.is_dir():
        raise LoadError(f"{folder}: no such folder", "name a folder that is there")
    try:
        from watchfiles import Change
        from watchfiles import watch as changes
    except ImportError:
        raise ConfigError("qa watch needs the package watchfiles", "pip install watchfiles") from None

    from qa.articles.load import expand
    from qa.desk.fresh.follows import Follows

    known = {one.source: one.outlet for one in Follows(desk.settings.library).all()}
    outlet = outlet or known.get(str(folder.absolute()))
    if (there := expand([str(folder)])) != [str(folder)]:  # an empty folder stands for itself
        _add(desk, there, on_report, outlet)
    for batch in changes(folder, debounce=SETTLE_MS, stop_event=stop):
        written = sorted(
            {path for change, path in batch if change != Change.deleted and Path(path).is_file()}
        )
        if files := [path for path in written if _wanted(path, folder)]:
            _add(desk, files, on_report, outlet)


def _wanted(path: str, folder: Path) -> bool:
    """What `qa add FOLDER` would read too: no hidden file, and a suffix that is known."""
    from qa.articles.formats import is_supported

    inside = Path(path).relative_to(folder).parts if Path(path).is_relative_to(folder) else (Path(path).name,)
    return is_supported(path) and not any(part.startswith(".") for part in inside)


def _add(desk: Desk, sources: list[str], on_report: Callable[[AddReport], None], outlet: str | None) -> None:
    try:
        on_report(desk.add(sources, outlet=outlet))
    except LibraryLockedError as error:  # another writes for longer than is waited
        on_report(AddReport((), notes=(f"{error.message}; {error.hint}",)))
