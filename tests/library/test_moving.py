"""A whole library as one file, and back: between a SQLite file and a real PostgreSQL."""

from __future__ import annotations

import gzip
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "fakes"))

from library_world import HashEmbedder, read_json, story, write_json
from postgres_server import PostgresServer, running

from qa.desk.marks import Marks
from qa.errors import CorpusError, LibraryMismatchError
from qa.library.library import Library
from qa.library.moving import MOVED, read_library, write_library
from qa.library.store.schema import SCHEMA_VERSION
from qa.types import Article

Make = Callable[[str, Path], Library]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    yield from running()


@pytest.fixture
def make(request: pytest.FixtureRequest) -> Make:
    """A new library of a kind, in a folder."""

    def made(kind: str, folder: Path) -> Library:
        url = None
        if kind == "postgres":
            url = request.getfixturevalue("server").database(uuid.uuid4().hex)
        return Library.open(folder, HashEmbedder(), create=True, check=False, catalog_url=url)

    return made


def fill(library: Library, folder: Path) -> None:
    """Articles of every kind: versions, copies, a file, places, letters of other scripts, a removed one."""
    old = story(1, url="https://p.example/1", published=date(2024, 1, 1))
    library.add_articles([old, story(2, url="https://p.example/1", published=date(2024, 1, 2))])
    text = story(3, words=300).text
    library.add_articles([Article.make("One", text, "Post"), Article.make("Two", text + " And more.", "Sun")])
    library.add_articles(
        [Article.make("Ünïcode “米国”", "Straße, naïve.\n\nZwei \\ 'x' %s ?1.", None, page="A1")]
    )
    library.add([write_json(folder / "a.json", story(4), story(5))], loader=read_json)
    library.remove(story(5).id)
    library.learn_recurring()
    with library.catalog.writing() as db:
        db.execute("INSERT INTO own_vectors SELECT id, vector FROM passages")


@pytest.mark.parametrize("source", ["sqlite", "postgres"])
@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_a_library_that_moves_is_the_same_library(
    make: Make, tmp_path: Path, source: str, target: str
) -> None:
    first, second = tmp_path / "first.qa", tmp_path / "second.qa"
    with make(source, tmp_path / "source") as library:
        fill(library, tmp_path)
        Marks(library.path).put_tag(story(4).id, "harbour")
        count = write_library(library, first)
        words = library.search_words(["council", "straße"], None, 20)
        vector = library.embedder.embed(["council"])[0]
        near = library.search_vectors(vector, None, 20)
    said: list[str] = []
    with make(target, tmp_path / "target") as library:
        assert read_library(library, first, said.append) == count == len(library.articles())
        assert write_library(library, second) == count
        assert library.check() == []
        assert dict(library.search_words(["council", "straße"], None, 20)) == pytest.approx(dict(words))
        assert library.search_vectors(vector, None, 20) == near
        assert Marks(library.path).tags([story(4).id]) == ("harbour",)
        assert [a.id for a in library.history(story(2, url="https://p.example/1").id)]
        assert library.add([str(tmp_path / "a.json")], loader=read_json).count("added") == 1
        assert library.add_articles([story(9)]).count("added") == 1
        assert library.check() == []
    assert first.read_bytes() == second.read_bytes()
    assert said == []


def test_every_column_is_moved(make: Make, tmp_path: Path) -> None:
    with make("sqlite", tmp_path / "library") as library:
        for table, (columns, _) in MOVED.items():
            there = {row["name"] for row in library.catalog.db.execute(f"PRAGMA table_info({table})")}
            assert {name.strip().strip('"') for name in columns.split(",")} == there


@pytest.fixture
def exported(make: Make, tmp_path: Path) -> Path:
    with make("sqlite", tmp_path / "source") as library:
        fill(library, tmp_path)
        write_library(library, tmp_path / "library.qa")
    return tmp_path / "library.qa"


def test_a_damaged_file_is_refused_in_a_line_and_changes_nothing(
    make: Make, tmp_path: Path, exported: Path
) -> None:
    content = exported.read_bytes()
    lines = gzip.decompress(content).splitlines(keepends=True)
    bad = {
        "cut": content[: len(content) // 2],
        "a turned bit": content[:300] + bytes([content[300] ^ 1]) + content[301:],
        "a line less": gzip.compress(b"".join(lines[:5] + lines[6:])),
        "without its end": gzip.compress(b"".join(lines[:-1])),
        "another word": gzip.compress(b"".join(lines).replace(b"council", b"counsel")),
        "not of ours": gzip.compress(b'{"a": 1}\n'),
        "no gzip": b"PK\x03\x04",
        "empty": b"",
    }
    with make("sqlite", tmp_path / "target") as library:
        for name, damaged in bad.items():
            exported.write_bytes(damaged)
            with pytest.raises(CorpusError) as caught:
                read_library(library, exported, lambda _: None)
            assert str(exported) in caught.value.message, name
            assert "\n" not in caught.value.message
            assert library.articles() == []
        with pytest.raises(CorpusError, match="there is no file"):
            read_library(library, tmp_path / "nothing", lambda _: None)


def test_a_file_of_another_layout_is_refused(make: Make, tmp_path: Path, exported: Path) -> None:
    import hashlib
    import json

    lines = gzip.decompress(exported.read_bytes()).splitlines(keepends=True)[:-1]
    lines[0] = lines[0].replace(b'"layout":%d' % SCHEMA_VERSION, b'"layout":99')
    whole = b"".join(lines)
    end = {"lines": len(lines), "sha256": hashlib.sha256(whole).hexdigest()}
    exported.write_bytes(gzip.compress(whole + json.dumps(end).encode() + b"\n"))
    with (
        make("sqlite", tmp_path / "target") as library,
        pytest.raises(LibraryMismatchError, match="layout 99"),
    ):
        read_library(library, exported, lambda _: None)


def test_a_library_with_articles_is_left_alone(make: Make, tmp_path: Path, exported: Path) -> None:
    with make("sqlite", tmp_path / "target") as library:
        library.add_articles([story(7)])
        with pytest.raises(CorpusError, match="holds articles already"):
            read_library(library, exported, lambda _: None)
        assert [a.id for a in library.articles()] == [story(7).id]


def test_notes_that_are_there_are_kept(make: Make, tmp_path: Path) -> None:
    with make("sqlite", tmp_path / "source") as library:
        library.add_articles([story(1)])
        Marks(library.path).put_tag(story(1).id, "theirs")
        write_library(library, tmp_path / "library.qa")
    said: list[str] = []
    with make("sqlite", tmp_path / "target") as library:
        Marks(library.path).put_tag(story(1).id, "mine")
        read_library(library, tmp_path / "library.qa", said.append)
        assert Marks(library.path).tags([story(1).id]) == ("mine",)
    assert said == ["kept marks.sqlite, which is there already"]
