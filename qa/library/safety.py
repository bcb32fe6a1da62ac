"""Backups of a library, the way back to one, and what can still be saved from a damaged one.

The catalog is the truth and is what is copied; Chroma's index is made from it again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Set
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qa.errors import CorpusError
from qa.library.locks import Patience, only_writer
from qa.library.private import keep_private
from qa.library.store.records import STORED, has_its_words, is_whole, to_article
from qa.library.trouble import storage
from qa.types import Article

CATALOG, LOG, BACKUPS = "catalog.sqlite", "log.sqlite", "backups"
OWN = ("marks.sqlite", "follows.sqlite")
"""What a reader has added and follows: it is copied too, and no restoring of articles touches it."""
DAILY_KEPT = 3


def backup(folder: Path, target: Path) -> Path:
    """Copy catalog and log of the library in `folder` into the folder `target`, also while others write.

    The folder is made, is empty, or is a backup, which is brought up to date. Raises CorpusError for another
    one, when there is no library, or the copy cannot be written; then nothing is left of it.
    """
    if not (folder / CATALOG).is_file():
        raise CorpusError(f"there is no library at {folder}", "name it: --library DIR")
    with storage(target):
        _only_backups(target)
        target.mkdir(parents=True, exist_ok=True)
        for name in (CATALOG, LOG, *OWN):
            if (folder / name).is_file():
                _copy(folder / name, target / name)
    keep_private(target)
    return target


def _only_backups(target: Path) -> None:
    """Raise CorpusError when a folder holds what no backup has: files of its owner, or a library in use."""
    hint = "name a new folder, an empty one, or a backup to bring up to date"
    if not target.exists():
        return
    if not target.is_dir():
        raise CorpusError(f"{target} is not a folder", hint)
    # With what a killed backup leaves: the same command completes it.
    ends = [f"{part}{end}" for part in ("", ".part") for end in ("", "-wal", "-shm", "-journal")]
    copied = {f"{name}{end}" for name in (CATALOG, LOG, *OWN) for end in ends}
    if {path.name for path in target.iterdir()} <= copied:
        return
    is_library = (target / CATALOG).is_file()
    raise CorpusError(f"{target} " + ("holds a library, no backup" if is_library else "is not empty"), hint)


def daily_backup(folder: Path, today: date, say: Callable[[str], None] | None = None) -> None:
    """The backup that the library makes of itself before the first change of a day; the last three stay.

    One that cannot be made is said, and stops nothing. A library without articles has nothing to go back to:
    a backup of it would be all that `qa restore` finds on the day when it was made.
    """
    place = folder / BACKUPS / f"{today:%Y-%m-%d}"
    if place.exists() or not (folder / CATALOG).is_file() or _holds_nothing(folder / CATALOG):
        return
    try:
        backup(folder, place)
    except CorpusError as error:
        if say is not None:
            say(f"no backup was made today: {error.message}")
        return
    for old in backups(folder)[DAILY_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _holds_nothing(catalog: Path) -> bool:
    """Whether a catalog is whole and has no article."""
    with suppress(sqlite3.Error), closing(reading(catalog)) as db:
        return db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None
    return False


def backups(folder: Path) -> list[Path]:
    """The daily backups of a library, newest first."""
    places = (folder / BACKUPS).glob("????-??-??")
    return sorted((p for p in places if (p / CATALOG).is_file()), reverse=True)


def restore(folder: Path, source: Path | None = None, patience: Patience | None = None) -> Path:
    """Put a backup (the newest daily one) in the place of the library; what was there stays beside it.

    Returns the backup that is now the library. Raises CorpusError when there is none or it is damaged.
    """
    found = source or next(iter(backups(folder)), None)
    if found is None or not (found / CATALOG).is_file():
        raise CorpusError(
            f"there is no backup at {found or folder / BACKUPS}", "qa recover DIR saves what it can"
        )
    if problem := integrity(found / CATALOG):
        raise CorpusError(
            f"the backup at {found} is damaged: {problem}", "name an older one: qa restore BACKUP"
        )
    with storage(folder), only_writer(folder, patience or Patience()):
        _put_in_place(found / CATALOG, folder, _set_aside(folder))
        shutil.rmtree(folder / "vectors", ignore_errors=True)
    keep_private(folder)
    return found


def _put_in_place(backup: Path, folder: Path, aside: Path) -> None:
    """Make a backup the catalog of a library, in one transaction: a kill leaves the old one or the new one.

    Only a catalog that SQLite cannot open is moved away first: in it there is nothing to lose.
    """
    catalog = folder / CATALOG
    try:
        if catalog.exists():
            _copy(catalog, aside / CATALOG)
            with closing(reading(backup)) as old, closing(sqlite3.connect(catalog)) as new:
                new.execute("PRAGMA synchronous = FULL")
                old.backup(new)
            return
    except sqlite3.OperationalError:
        raise  # a full disk, or rights that are missing
    except sqlite3.DatabaseError:
        for name in (CATALOG, f"{CATALOG}-wal", f"{CATALOG}-shm"):
            if (folder / name).exists():
                os.replace(folder / name, aside / name)
    _copy(backup, catalog)


def _set_aside(folder: Path) -> Path:
    """A new folder, named by the moment, for what a backup replaces."""
    moment = f"replaced-{datetime.now():%Y-%m-%d-%H%M%S}"
    for name in (moment, *(f"{moment}-{n}" for n in range(2, 1000))):
        with suppress(FileExistsError):
            (folder / name).mkdir()
            return folder / name
    raise FileExistsError(folder / moment)


def integrity(file: Path) -> str:
    """What SQLite says is wrong with a database; empty when all is well."""
    try:
        with closing(reading(file)) as db:
            verdict = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return "" if verdict == "ok" else verdict


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a damaged catalog."""

    articles: tuple[Article, ...]
    lost: tuple[str, ...]
    """The titles, as far as they can be read, or the row numbers of articles that cannot."""


def salvage(folder: Path) -> Salvage:
    """Every article of a damaged catalog that is still what was stored."""
    articles: dict[str, Article] = {}
    lost: list[str] = []
    with closing(reading(folder / CATALOG)) as db:
        there = {row["name"] for row in db.execute("PRAGMA table_info(articles)")}
        columns = _readable(there)
        for number in _row_numbers(db):
            try:
                row = db.execute(f"SELECT {columns} FROM articles WHERE rowid = ?", [number]).fetchone()
                if row is None:
                    continue
                # A catalog before layout 6 has no checksums; its words are known by their id.
                whole = is_whole(row) if "checksum" in there else has_its_words(row)
                article = to_article(row)
            except Exception as error:  # a damaged row raises whatever its bytes spell
                lost.append(f"article {number}: {type(error).__name__}")
                continue
            if whole:
                articles[article.id] = article
            else:
                lost.append(article.title[:100] or f"article {number}")
    return Salvage(tuple(articles.values()), tuple(lost))


def carry_own(folder: Path, target: Path) -> list[str]:
    """Copy what a reader has added and follows to another library; the names of what cannot be read."""
    lost = []
    for name in OWN:
        try:
            if (folder / name).is_file():
                _copy(folder / name, target / name)
        except sqlite3.Error:
            lost.append(name)
    return lost


def _row_numbers(db: sqlite3.Connection) -> Iterator[int]:
    """The row numbers of all articles. Where the table cannot be walked, every number is tried."""
    try:
        numbers = [int(row[0]) for row in db.execute("SELECT rowid FROM articles NOT INDEXED")]
    except sqlite3.Error:
        numbers = list(range(1, _highest(db) + 1))
    yield from numbers


def _highest(db: sqlite3.Connection) -> int:
    try:
        return int(db.execute("SELECT max(rowid) FROM articles").fetchone()[0] or 0)
    except sqlite3.Error:
        return 100_000


def _readable(there: Set[str]) -> str:
    """STORED for a SELECT from a table with these columns: a layout before today's has not all of them."""
    absent = {"version": "0 AS version"}
    names = STORED.replace(",", " ").split()
    return ", ".join(name if name in there else absent.get(name, f"NULL AS {name}") for name in names)


def reading(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing."""
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return db


def _copy(source: Path, target: Path) -> None:
    """SQLite's online backup into a file that takes its name when it is whole."""
    fresh = target.with_name(f"{target.name}.part")
    fresh.unlink(missing_ok=True)
    try:
        with closing(reading(source)) as old, closing(sqlite3.connect(fresh)) as new:
            old.backup(new)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
