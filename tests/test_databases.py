"""Files that several threads and processes open at the same moment are waited for, not given up."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from qa.answer.log import LogEntry, QuestionLog
from qa.databases import KeptRows, write_ahead


def held(path: Path, until: Event) -> Thread:
    """Somebody else who holds a file alone until an event."""
    holds = Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("BEGIN EXCLUSIVE")
            holds.set()
            until.wait(60)
            db.execute("COMMIT")

    thread = Thread(target=hold)
    thread.start()
    assert holds.wait(60)
    return thread


def test_a_file_that_somebody_else_makes_is_waited_for(tmp_path: Path) -> None:
    """SQLite's own patience does not hold for this step: with none at all it is waited for all the same."""
    done, asked = Event(), Event()

    def release_when_asked() -> None:
        asked.wait(60)
        done.set()

    other = held(tmp_path / "d.sqlite", done)
    Thread(target=release_when_asked).start()
    with closing(sqlite3.connect(tmp_path / "d.sqlite", timeout=0)) as db:
        asked.set()
        write_ahead(db, wait=60)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.join()


def test_a_file_that_stays_held_is_said_to_be(tmp_path: Path) -> None:
    done = Event()
    other = held(tmp_path / "d.sqlite", done)
    try:
        with (
            closing(sqlite3.connect(tmp_path / "d.sqlite", timeout=0)) as db,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            write_ahead(db, wait=0.05)
    finally:
        done.set()
        other.join()


def test_a_file_that_is_no_database_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite").write_bytes(b"somebody's letters " * 100)
    with closing(sqlite3.connect(tmp_path / "d.sqlite")) as db, pytest.raises(sqlite3.DatabaseError):
        write_ahead(db, wait=600)


def test_many_threads_log_into_a_new_file(tmp_path: Path) -> None:
    """The first entry makes the file, and each closes it again: none is lost."""
    for new in range(5):
        log = QuestionLog(tmp_path / f"log-{new}.sqlite")
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n, log=log: log.add(LogEntry(f"q{n}", "a", True, "extractive")), range(24)))
        assert {entry.question for entry in log.last(100)} == {f"q{n}" for n in range(24)}


def test_rows_that_are_kept_are_the_users_alone_and_found_by_their_key(tmp_path: Path) -> None:
    rows = KeptRows(tmp_path / "kept.sqlite")
    assert rows.get(["a"]) == {}
    rows.put({"a": b"1", "b": b"2"})
    rows.put({"a": b"3"})
    assert rows.get(["a", "b", "c"]) == {"a": b"3", "b": b"2"}
    if os.name != "nt":
        assert (tmp_path / "kept.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100])
def test_rows_in_a_damaged_file_are_done_without(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept.sqlite").write_bytes(content)
    rows = KeptRows(tmp_path / "kept.sqlite")
    assert rows.get(["a"]) == {}
    rows.put({"a": b"1"})
    KeptRows(tmp_path / "not" / "there.sqlite").put({"a": b"1"})
