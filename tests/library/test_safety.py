"""Damage, full disks and lost rights: nothing wrong is shown, and one line says what to do."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from library_world import HashEmbedder, story

from qa.errors import CorpusError
from qa.library.inspection import deep_problems
from qa.library.library import Library
from qa.library.safety import (
    CATALOG,
    backup,
    backups,
    daily_backup,
    integrity,
    restore,
    salvage,
)
from qa.library.trouble import explained

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, embedder: HashEmbedder) -> Path:
    """A library of twelve articles, closed."""
    with Library.open(tmp_path / "library", embedder, create=True) as library:
        library.add_articles([story(n, words=300) for n in range(12)])
    return tmp_path / "library"


def overwrite(file: Path, share: float, size: int = 400) -> None:
    """Bytes in the middle of a file become others."""
    at = int(file.stat().st_size * share)
    with file.open("r+b") as out:
        out.seek(at)
        out.write(b"\xa5" * size)


def change_text(file: Path, old: bytes, new: bytes) -> None:
    """The same number of other letters, in the text of a page: SQLite cannot tell."""
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))


def test_a_backup_is_a_library_with_the_same_articles(
    folder: Path, tmp_path: Path, embedder: HashEmbedder
) -> None:
    copy = backup(folder, tmp_path / "copy")
    with Library.open(copy, embedder) as library:
        library.rebuild()
        assert {a.id for a in library.articles()} == {story(n, words=300).id for n in range(12)}
        assert library.check() == []


def test_a_folder_that_holds_something_else_is_not_backed_up_into(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "story.md").write_text("A story of mine.")
    with pytest.raises(CorpusError, match="own is not empty"):
        backup(folder, own)
    assert [path.name for path in own.iterdir()] == ["story.md"]
    with pytest.raises(CorpusError, match=r"story\.md is not a folder"):
        backup(folder, own / "story.md")
    with pytest.raises(CorpusError, match="holds a library"):
        backup(folder, folder)
    (empty := tmp_path / "empty").mkdir()
    for _ in range(2):  # an empty folder, then the backup that it has become
        assert (backup(folder, empty) / "catalog.sqlite").is_file()


def test_a_backup_that_was_killed_is_completed_by_the_same_command(folder: Path, tmp_path: Path) -> None:
    (half := tmp_path / "half").mkdir()
    for name in ("catalog.sqlite.part", "catalog.sqlite.part-journal"):
        (half / name).write_bytes(b"half of it")
    assert (backup(folder, half) / "catalog.sqlite").is_file()
    assert not (half / "catalog.sqlite.part").exists()


def test_there_is_a_backup_of_each_of_the_last_three_days_with_changes(folder: Path) -> None:
    for day in range(5):
        daily_backup(folder, date(2026, 3, 1) + timedelta(days=day))
        daily_backup(folder, date(2026, 3, 1) + timedelta(days=day))
    assert [place.name for place in backups(folder)] == ["2026-03-05", "2026-03-04", "2026-03-03"]


def test_a_library_without_articles_makes_no_backup_of_itself(tmp_path: Path, embedder: HashEmbedder) -> None:
    with Library.open(tmp_path / "new", embedder, create=True) as library:
        daily_backup(tmp_path / "new", date(2026, 3, 1))
        assert backups(tmp_path / "new") == []
        library.add_articles([story(1)])
    daily_backup(tmp_path / "new", date(2026, 3, 1))
    assert [place.name for place in backups(tmp_path / "new")] == ["2026-03-01"]


def test_restore_goes_back_and_keeps_what_was_there(folder: Path, embedder: HashEmbedder) -> None:
    daily_backup(folder, date(2026, 3, 1))
    for share in (0.2, 0.4, 0.6, 0.8):
        overwrite(folder / CATALOG, share)
    assert restore(folder).name == "2026-03-01"
    with Library.open(folder, embedder) as library:
        library.rebuild()
        assert len(library.articles()) == 12
        assert library.check() == []
    assert list(folder.glob("replaced-*/catalog.sqlite"))


def test_restore_can_be_given_again_in_the_same_second(folder: Path) -> None:
    daily_backup(folder, date(2026, 3, 1))
    for _ in range(3):
        restore(folder)
    assert len(list(folder.glob("replaced-*/catalog.sqlite"))) == 3


def test_a_restore_that_is_cut_off_leaves_the_library_as_it_was(
    folder: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backup(folder, folder.parent / "kept")
    with Library.open(folder, embedder) as library:
        library.add_articles([story(77, words=300)])
    monkeypatch.setattr("qa.library.safety.closing", Cut)
    with pytest.raises(KeyboardInterrupt):
        restore(folder, kept)
    monkeypatch.undo()
    with Library.open(folder, embedder) as library:
        assert len(library.articles()) == 13
    restore(folder, kept)
    with Library.open(folder, embedder) as library:
        assert len(library.articles()) == 12


class Cut:
    """Stands for `closing`; the program is ended when the catalog itself is opened to be written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> sqlite3.Connection:
        named = Path(self.db.execute("PRAGMA database_list").fetchone()[2])
        if named.name == CATALOG and not self.db.execute("PRAGMA query_only").fetchone()[0] and self.writes():
            raise KeyboardInterrupt
        return self.db

    def writes(self) -> bool:
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        self.db.execute("ROLLBACK")
        return True

    def __exit__(self, *_: object) -> None:
        self.db.close()


def test_a_catalog_that_is_no_database_any_more_is_moved_away(folder: Path, embedder: HashEmbedder) -> None:
    kept = backup(folder, folder.parent / "kept")
    (folder / CATALOG).write_bytes(b"\xa5" * 9000)
    restore(folder, kept)
    (aside,) = folder.glob("replaced-*")
    assert (aside / CATALOG).read_bytes() == b"\xa5" * 9000
    with Library.open(folder, embedder) as library:
        assert len(library.articles()) == 12


def test_a_damaged_backup_is_not_put_in_the_place_of_a_library(folder: Path, tmp_path: Path) -> None:
    copy = backup(folder, tmp_path / "copy")
    (copy / CATALOG).write_bytes(b"not a database at all" * 100)
    with pytest.raises(CorpusError, match="is damaged"):
        restore(folder, copy)
    assert integrity(folder / CATALOG) == ""


def test_there_must_be_something_to_go_back_to(folder: Path) -> None:
    with pytest.raises(CorpusError, match="there is no backup") as caught:
        restore(folder)
    assert "qa recover" in caught.value.hint


@pytest.mark.parametrize("share", [0.15, 0.35, 0.55, 0.75, 0.95])
def test_what_can_be_read_of_a_damaged_catalog_is_saved_and_is_never_wrong(
    folder: Path, share: float
) -> None:
    overwrite(folder / CATALOG, share, 2000)
    right = {story(n, words=300).id: story(n, words=300).text for n in range(12)}
    try:
        found = salvage(folder)
    except sqlite3.DatabaseError:
        return  # its first pages are gone: nothing can be read, and it says so
    assert all(right[article.id] == article.text for article in found.articles)
    assert len(found.articles) + len(found.lost) >= 10


def test_a_text_that_was_changed_on_disk_is_found_and_not_saved(folder: Path) -> None:
    words = story(3, words=300).text.encode()[100:130]
    change_text(folder / CATALOG, words, words.swapcase())
    assert any(line.startswith("not what was stored: ") for line in deep_problems(folder))
    found = salvage(folder)
    assert story(3, words=300).id not in {article.id for article in found.articles}


def test_a_whole_library_has_no_problems(folder: Path) -> None:
    assert list(deep_problems(folder)) == []


def test_no_text_that_is_not_the_stored_one_is_ever_shown(folder: Path, embedder: HashEmbedder) -> None:
    words = story(3, words=300).text.encode()[100:130]
    change_text(folder / CATALOG, words, words.swapcase())
    with Library.open(folder, embedder) as library:
        with pytest.raises(CorpusError, match="is not the one that was stored") as caught:
            library.get(story(3, words=300).id)
        assert "qa recover" in caught.value.hint
        assert library.get(story(4, words=300).id).text == story(4, words=300).text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "quota"), (errno.EROFS, "read-only")),
        *((errno.EACCES, "permission is denied"), (errno.EMFILE, "too many files are open")),
        *((errno.EFBIG, "may not grow"),),
    ],
)
def test_what_the_system_refuses_is_one_clear_line(number: int, words: str) -> None:
    error = explained(OSError(number, os.strerror(number)), Path("library"))
    assert words in error.message
    assert error.hint
    assert error.exit_code == 3


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("database or disk is full", "the disk is full"),
        ("attempt to write a readonly database", "permission is denied"),
        ("unable to open database file", "too many files are open"),
        ("disk I/O error", "the disk reports an error"),
    ],
)
def test_what_sqlite_refuses_is_one_clear_line(message: str, words: str) -> None:
    assert words in explained(sqlite3.OperationalError(message), Path("library")).message


def limited(kind: int, value: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`qa` under a limit of the operating system."""
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(kind, (value, value)),
        timeout=120,
    )


def test_a_limit_on_file_size_is_one_line_and_the_same_command_completes_it(qa: Any) -> None:
    Path("a").mkdir()
    for n in range(6):
        Path(f"a/{n}.txt").write_text(f"Story {n}\n\n" + f"The board of quay {n} met on Tuesday. " * 400)
    assert qa("add", "a/0.txt").code == 0
    ran = limited(resource.RLIMIT_FSIZE, 200_000, "add", "a")
    assert ran.returncode == 3
    assert ran.stderr.count("error:") == 1
    assert "Traceback" not in ran.stderr
    assert qa("add", "a").code == 0
    assert qa("list").out.count("Story") == 6
    assert qa("doctor", "--deep").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_that_may_not_be_written_is_one_line(qa: Any, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        ran = qa("--library", str(folder), "add", "-", stdin="A\n\nThe board met on Tuesday.")
    finally:
        folder.chmod(0o700)
    assert ran.code == 3
    assert "permission is denied" in ran.err


def test_the_commands_lead_from_damage_back_to_a_library(qa: Any, tmp_path: Path) -> None:
    Path("one.txt").write_text("Quay closes\n\nThe board of Northfield closed the quay on Tuesday.\n")
    Path("two.txt").write_text("Ferry moves\n\nThe ferry leaves from the coal pier from Monday on.\n")
    library = Path(os.environ["QA_LIBRARY"])
    assert qa("add", "one.txt").code == 0
    assert qa("add", "two.txt").code == 0  # the day's backup is made before a change
    assert qa("backup", str(tmp_path / "kept")).code == 0
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        overwrite(library / CATALOG, share, 4000)
    ran = qa("list")
    assert ran.code == 3
    assert "qa restore" in ran.err
    assert "qa recover" in ran.err
    assert qa("restore", str(tmp_path / "kept")).code == 0
    assert "Quay closes" in qa("list").out
    assert qa("recover", str(tmp_path / "new")).code == 0
    assert "Ferry moves" in qa("--library", str(tmp_path / "new"), "list").out


def in_catalog(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(folder / CATALOG) as db:
        assert db.execute(statement, values).rowcount > 0
    db.close()


def test_a_date_that_was_changed_on_disk_is_named_and_not_shown(folder: Path, embedder: HashEmbedder) -> None:
    in_catalog(folder, "UPDATE articles SET published = 20000 WHERE id = ?", story(3, words=300).id)
    shown = pytest.raises(CorpusError, match="is not the one that was stored")
    with Library.open(folder, embedder) as library, shown:
        library.get(story(3, words=300).id)
    assert any(line.startswith("not what was stored: ") for line in deep_problems(folder))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE passages SET vector = zeroblob(128) WHERE id = 2", "1 vectors are not what was stored"),
        (
            "UPDATE passages SET start = start + 1 WHERE id = 2",
            "the passages of 1 articles are not their text",
        ),
        ("UPDATE articles SET replaced_by = 'nothing' WHERE rowid = 2", "are not there"),
    ],
)
def test_what_no_answer_would_notice_is_found_by_the_deep_look(
    folder: Path, statement: str, told: str
) -> None:
    in_catalog(folder, statement)
    assert any(told in line for line in deep_problems(folder))


def test_the_deep_look_reads_the_backups_too(folder: Path) -> None:
    daily_backup(folder, date(2026, 3, 1))
    words = story(3, words=300).text.encode()[100:130]
    change_text(folder / "backups/2026-03-01" / CATALOG, words, words.swapcase())
    assert any("the backup 2026-03-01 is damaged" in line for line in deep_problems(folder))


@pytest.mark.usefixtures("by_chroma")
def test_a_damaged_vector_index_is_one_line_and_is_made_again(folder: Path, embedder: HashEmbedder) -> None:
    with sqlite3.connect(folder / "vectors" / "chroma.sqlite3") as db:
        db.execute("UPDATE embeddings SET embedding_id = 'x' || embedding_id")
        db.execute("UPDATE embeddings_queue SET id = 'x' || id")
    db.close()
    question = embedder.embed([story(3, words=300).text])[0]
    with Library.open(folder, embedder) as library:
        with pytest.raises(CorpusError, match="the vector index cannot be used") as caught:
            library.search_vectors(question, None, 5)
        assert "qa rebuild" in caught.value.hint
        library.rebuild()
        assert library.search_vectors(question, None, 5)
