"""Texts in scripts without spaces are found by their words, in new libraries and in those made before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from library_world import HashEmbedder

from qa.library.inspection import deep_problems
from qa.library.library import Library
from qa.library.safety import CATALOG
from qa.search.rank import wanted_words
from qa.text.unspaced import spaced
from qa.types import Article

HARBOUR = Article.make(
    "港口", "新港口的大桥在星期一开放。市长说费用是三百万元。", language="zh", origin="harbour"
)
SCHOOL = Article.make("学校", "学校的图书馆在夏天关闭。", language="zh", origin="school")
THAI = Article.make("ท่าเรือ", "สะพานใหม่ของท่าเรือเปิดในวันจันทร์", language="th", origin="thai")
JAPANESE = Article.make("橋", "新しい橋が月曜日に開通した。", language="ja", origin="japanese")
ENGLISH = Article.make("Bridge", "The harbour bridge opens on Monday.", language="en", origin="english")
ALL = [HARBOUR, SCHOOL, THAI, JAPANESE, ENGLISH]


def origins(library: Library, question: str) -> list[str]:
    rows = library.search_words(wanted_words(question), None, 10)
    places = library.places([row for row, _ in rows])
    by_id = {a.id: a.origin for a in ALL}
    return [by_id[places[row].article_id] for row, _ in rows]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("大桥什么时候开放?", "harbour"),
        ("图书馆", "school"),
        ("สะพานเปิดวันไหน", "thai"),
        ("月曜日に何が開通しましたか", "japanese"),
        ("When does the harbour bridge open?", "english"),
    ],
)
def test_a_question_finds_the_article_that_has_its_words(
    tmp_path: Path, embedder: HashEmbedder, question: str, first: str
) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles(ALL)
        assert origins(library, question)[0] == first
        assert library.score_articles(wanted_words("图书馆"), [SCHOOL.id])


def test_what_is_removed_is_not_found_and_leaves_the_index_sound(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles(ALL)
        library.remove(HARBOUR.id)
        assert "harbour" not in origins(library, "大桥什么时候开放?")
    assert list(deep_problems(tmp_path)) == []


def test_a_library_of_layout_7_finds_them_after_it_was_brought_up(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles(ALL)
    as_layout_7(tmp_path / CATALOG)
    with Library.open(tmp_path, embedder) as library:
        assert origins(library, "大桥什么时候开放?")[0] == "harbour"
        assert origins(library, "When does the harbour bridge open?") == ["english"]
        library.remove(HARBOUR.id)
        library.rebuild()
        assert "harbour" not in origins(library, "大桥什么时候开放?")
        assert origins(library, "图书馆")[0] == "school"
    assert (tmp_path / "catalog-layout7.sqlite").is_file()
    assert list(deep_problems(tmp_path)) == []


def as_layout_7(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("DELETE FROM words")
        db.execute(
            """INSERT INTO words (rowid, title, body)
               SELECT p.id, a.title, substr(a.text, p.start + 1, p."end" - p.start)
               FROM passages p JOIN articles a ON a.id = p.article_id"""
        )
        db.execute("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        db.execute(
            """INSERT INTO article_words (rowid, title, body) SELECT min(p.id), a.title, a.text
               FROM articles a JOIN passages p ON p.article_id = a.id GROUP BY a.id"""
        )
        db.execute("DROP TABLE own_vectors")
        db.execute("UPDATE meta SET value = '7' WHERE key = 'schema'")


@pytest.mark.parametrize("text", ["新港口的大桥", "สะพานใหม่", "2019年的COVID疫情", "The harbour, as it was."])
def test_a_text_in_pieces_stays_so(text: str) -> None:
    assert spaced(spaced(text)).split() == spaced(text).split()
    assert spaced("The harbour, as it was.") == "The harbour, as it was."
