"""Libraries made before: brought to today's layout with a backup, or left alone with a word on what to do."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from library_world import HashEmbedder, story

from qa.errors import CorpusError, LibraryLockedError, LibraryMismatchError
from qa.library.library import Library
from qa.library.locks import only_writer
from qa.library.store import migrations
from qa.library.store.schema import SCHEMA_VERSION

URL = "https://courier.example/quay"


def made_before(folder: Path, embedder: HashEmbedder) -> None:
    """A library as layout 1 had it: without what came later, its signatures of another version."""
    old = story(1, url=URL, published=date(2025, 8, 19))
    with Library.open(folder, embedder, create=True) as library:
        library.add_articles([old])
        library.add_articles([story(1, words=240, url=URL, published=date(2025, 8, 22)), story(3)])
        db = library.catalog.db
        for name in ("articles_outlet", "articles_published"):
            db.execute(f"DROP INDEX {name}")
        for name in ("article_words", "bands", "recurring", "own_vectors"):
            db.execute(f"DROP TABLE {name}")
        db.execute("ALTER TABLE articles DROP COLUMN updated")
        db.execute("ALTER TABLE files DROP COLUMN mtime")
        db.execute("UPDATE articles SET signature = x'01' || substr(signature, 2)")
        db.execute("DROP INDEX articles_key")
        for column in (
            "edition",
            "page",
            "word_count",
            "key",
            "version",
            "section_key",
            "edition_key",
            "checksum",
            "id_of",
        ):
            db.execute(f"ALTER TABLE articles DROP COLUMN {column}")
        db.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")


def test_a_library_made_before_keeps_everything_and_its_copy_stays(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    made_before(tmp_path, embedder)
    with Library.open(tmp_path, embedder) as library:
        assert {a.title for a in library.articles()} == {story(1).title, story(3).title}
        newest = next(a for a in library.articles() if a.title == story(1).title)
        assert len(library.history(newest.id)) == 1
        assert library.check() == []
        assert library.score_articles(["council"], [newest.id])
        copy = story(3, title="The same from another desk", outlet="Other")
        library.add_articles([copy])
        assert [member.article_id for member in library.group_of(copy.id)] == [story(3).id]
    with sqlite3.connect(tmp_path / "catalog-layout1.sqlite") as backup:
        assert backup.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("1",)
        assert backup.execute("SELECT count(*) FROM articles").fetchone() == (3,)
    backup.close()


def test_a_step_that_fails_changes_nothing(
    tmp_path: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_before(tmp_path, embedder)

    def broken(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM articles")
        db.execute("no such statement")

    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, SCHEMA_VERSION - 1: broken})
    with pytest.raises(CorpusError, match="cannot be brought"):
        Library.open(tmp_path, embedder)
    monkeypatch.undo()
    with Library.open(tmp_path, embedder) as library:
        assert len(library.articles()) == 2


def test_nobody_migrates_while_another_process_writes(tmp_path: Path, embedder: HashEmbedder) -> None:
    made_before(tmp_path, embedder)
    with only_writer(tmp_path), pytest.raises(LibraryLockedError):
        Library.open(tmp_path, embedder)


def test_a_library_of_a_newer_version_is_refused_with_a_hint(tmp_path: Path, embedder: HashEmbedder) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        library.catalog.db.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    for check in (True, False):
        with pytest.raises(LibraryMismatchError, match="layout 99") as caught:
            Library.open(tmp_path, embedder, check=check)
        assert "upgrade" in caught.value.hint
