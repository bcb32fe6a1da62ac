"""Libraries and backups of earlier layouts: read, brought up, saved from damage, not called damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from library_world import HashEmbedder, story

from qa.library.inspection import deep_problems
from qa.library.library import Library
from qa.library.safety import CATALOG, restore, salvage
from qa.library.store import schema

EARLIER = range(1, schema.SCHEMA_VERSION)
ARTICLES = [story(n, published=date(2026, 3, 1 + n), authors=("A. Reed",)) for n in range(6)]


def of_layout(number: int, folder: Path, embedder: HashEmbedder) -> Path:
    """A library with the tables of an earlier layout, and in them what a library of today holds of it."""
    with Library.open(folder / "today", embedder, create=True) as library:
        library.add_articles(ARTICLES)
    place = folder / f"layout-{number}"
    place.mkdir()
    scripts = [schema.TABLES, *(getattr(schema, f"ADDED_IN_{n}") for n in range(2, number + 1))]
    with closing(sqlite3.connect(place / CATALOG, isolation_level=None)) as db:
        db.executescript("".join(scripts))
        db.execute("ATTACH ? AS today", [str(folder / "today" / CATALOG)])
        for table in ("meta", "articles", "origins", "passages", "files", "pending"):
            known = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO main.{table} ({known}) SELECT {known} FROM today.{table}")
        db.execute("INSERT INTO words (rowid, title, body) SELECT rowid, title, body FROM today.words")
        db.create_function("spaced", 1, str)  # layouts before 8 had texts as they are
        if number > 1:
            db.execute(schema.WHOLE_WORDS)
        db.execute("UPDATE main.meta SET value = ? WHERE key = 'schema'", [str(number)])
    return place


@pytest.mark.parametrize("number", EARLIER)
def test_every_article_of_an_earlier_layout_is_saved_with_its_facts(
    number: int, tmp_path: Path, embedder: HashEmbedder
) -> None:
    found = salvage(of_layout(number, tmp_path, embedder))
    assert found.lost == ()
    assert [(a.id, a.text, a.published, a.authors) for a in found.articles] == [
        (a.id, a.text, a.published, a.authors) for a in ARTICLES
    ]


@pytest.mark.parametrize("number", EARLIER)
def test_a_backup_of_an_earlier_layout_is_sound_and_can_be_gone_back_to(
    number: int, tmp_path: Path, embedder: HashEmbedder
) -> None:
    of_layout(number, tmp_path, embedder).rename(tmp_path / "backup")
    folder = tmp_path / "today"
    (folder / "backups").mkdir()
    (tmp_path / "backup").rename(folder / "backups" / "2026-03-20")
    assert list(deep_problems(folder)) == []
    restore(folder)
    with Library.open(folder, embedder) as library:
        assert {a.id for a in library.articles()} == {a.id for a in ARTICLES}
        library.rebuild()
        assert library.check() == []
    assert list(deep_problems(folder)) == []


def test_a_date_that_the_disk_changed_is_not_saved_where_a_layout_has_checksums(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    place = of_layout(6, tmp_path, embedder)
    with closing(sqlite3.connect(place / CATALOG, isolation_level=None)) as db:
        db.execute("UPDATE articles SET published = 20000 WHERE id = ?", [ARTICLES[2].id])
    found = salvage(place)
    assert found.lost == (ARTICLES[2].title,)
    assert len(found.articles) == len(ARTICLES) - 1


@pytest.mark.parametrize("number", EARLIER)
def test_recover_saves_a_library_that_was_never_opened_by_this_version(
    number: int, tmp_path: Path, embedder: HashEmbedder, qa: Callable[..., Any]
) -> None:
    place = of_layout(number, tmp_path, embedder)
    ran = qa("--library", str(place), "recover", str(tmp_path / "new"))
    assert ran.code == 0, ran.err
    listed = qa("--library", str(tmp_path / "new"), "list").out
    assert all(article.title in listed for article in ARTICLES)
