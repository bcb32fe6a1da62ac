"""Libraries made before become libraries of today: one step for each change of the tables, a backup first.

A step is a function of the connection, run in one transaction with the change of the version, so that a
killed migration leaves the library as it was. The copy of the catalog from before stays beside it
(`catalog-layout1.sqlite`) until someone deletes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from qa.errors import CorpusError, LibraryMismatchError
from qa.library.store import bands
from qa.library.store.records import COLUMNS, checksum, plain_key
from qa.library.store.schema import (
    ADDED_IN_2,
    ADDED_IN_3,
    ADDED_IN_4,
    ADDED_IN_5,
    ADDED_IN_6,
    ADDED_IN_7,
    ADDED_IN_9,
    SCHEMA_VERSION,
    WHOLE_WORDS,
    statements,
    version_of,
)

Step = Callable[[sqlite3.Connection], None]


def bring_up(db: sqlite3.Connection, file: Path, steps: Mapping[int, Step] | None = None) -> Path | None:
    """Bring the catalog in `file`, open as `db`, to this layout; the backup, None if none was needed.

    `steps` lead from each version to the next. Call as the only writer. Raises LibraryMismatchError for a
    catalog of a newer version, CorpusError when it cannot be copied or changed.
    """
    known = STEPS if steps is None else steps
    found = version_of(db, file.parent)
    if found == SCHEMA_VERSION:
        return None
    if found > SCHEMA_VERSION:
        raise LibraryMismatchError(
            f"the library at {file.parent} has layout {found}, this version reads up to {SCHEMA_VERSION}",
            "a newer version made it: pip install --upgrade newsdesk-qa",
        )
    backup = file.with_name(f"{file.stem}-layout{found}{file.suffix}")
    try:
        with closing(sqlite3.connect(backup)) as copy:
            db.backup(copy)
        db.execute("BEGIN IMMEDIATE")
        for version in range(found, SCHEMA_VERSION):
            known[version](db)
        db.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [str(SCHEMA_VERSION)])
        db.execute("COMMIT")
    except sqlite3.Error as error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise CorpusError(
            f"the library at {file.parent} cannot be brought to layout {SCHEMA_VERSION}: {error}",
            "free some space or check the folder's permissions, then try again; nothing was changed",
        ) from error
    return backup


def _words_and_bands(db: sqlite3.Connection) -> None:
    """Layout 2: words of whole articles, bands of their signatures (which are made anew), two indexes."""
    from qa.articles.cleaning.duplicates import signature

    for statement in statements(ADDED_IN_2):
        db.execute(statement)
    db.execute(WHOLE_WORDS)
    for article_id, text in db.execute("SELECT id, text FROM articles WHERE replaced_by IS NULL").fetchall():
        made = signature(text)
        db.execute("UPDATE articles SET signature = ? WHERE id = ?", [made, article_id])
        bands.put(db, article_id, made)


def _updates_and_recurring_lines(db: sqlite3.Connection) -> None:
    """Layout 3: the day of an article's last change, and the lines that return in articles of an outlet."""
    for statement in statements(ADDED_IN_3):
        db.execute(statement)


def _places_in_papers(db: sqlite3.Connection) -> None:
    """Layout 4: page, edition, key and version; the sections that were stored can be filtered."""
    for statement in statements(ADDED_IN_4):
        db.execute(statement)
    for article_id, section in db.execute(
        "SELECT id, section FROM articles WHERE section IS NOT NULL"
    ).fetchall():
        db.execute("UPDATE articles SET section_key = ? WHERE id = ?", [plain_key(section), article_id])


def _file_times(db: sqlite3.Connection) -> None:
    """Layout 5: when each file was last written, so that an unchanged one need not be read."""
    for statement in statements(ADDED_IN_5):
        db.execute(statement)


def _checksums(db: sqlite3.Connection) -> None:
    """Layout 6: a checksum of each article, as it is now."""
    for statement in statements(ADDED_IN_6):
        db.execute(statement)
    for (number,) in db.execute("SELECT rowid FROM articles").fetchall():
        row = db.execute(f"SELECT {COLUMNS} FROM articles WHERE rowid = ?", [number]).fetchone()
        db.execute("UPDATE articles SET checksum = ? WHERE rowid = ?", [checksum(tuple(row)), number])


def _corrected_facts(db: sqlite3.Connection) -> None:
    """Layout 7: an article may have another title or outlet than its id was made from."""
    for statement in statements(ADDED_IN_7):
        db.execute(statement)


def _words_without_spaces(db: sqlite3.Connection) -> None:
    """Layout 8: both word indexes hold texts without spaces by pairs of signs."""
    changed = "SELECT 1 FROM articles WHERE spaced(text) <> text OR spaced(title) <> title LIMIT 1"
    if db.execute(changed).fetchone() is None:
        return
    db.execute("INSERT INTO article_words (article_words) VALUES ('delete-all')")
    db.execute(WHOLE_WORDS)
    db.execute(
        """UPDATE words SET title = spaced(title), body = spaced(body)
           WHERE spaced(title) <> title OR spaced(body) <> body"""
    )


def _second_vectors(db: sqlite3.Connection) -> None:
    """Layout 9: a place for the second vectors of passages that are not English."""
    for statement in statements(ADDED_IN_9):
        db.execute(statement)


STEPS: Mapping[int, Step] = {
    1: _words_and_bands,
    2: _updates_and_recurring_lines,
    3: _places_in_papers,
    4: _file_times,
    5: _checksums,
    6: _corrected_facts,
    7: _words_without_spaces,
    8: _second_vectors,
}
"""From each layout to the next."""
