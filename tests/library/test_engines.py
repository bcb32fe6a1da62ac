"""What a library relies on of the index over its vectors, whoever keeps it: a folder, a Chroma server, or a
PostgreSQL with pgvector.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "fakes"))

from chroma_server import CHROMA, ChromaServer
from library_world import HashEmbedder, story
from postgres_server import PostgresServer
from postgres_server import running as running_postgres

from qa.library.library import Library
from qa.library.vectors.index import IndexUnreachableError
from qa.library.vectors.server import Server
from qa.types import Query

# Chroma's client over HTTP has no way to close its connections.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WORLD = Path(__file__).with_name("library_world.py")


def running(folder: Path) -> Iterator[ChromaServer]:
    if not CHROMA.exists():
        pytest.skip("Chroma's server is not installed")
    made = ChromaServer(folder)
    made.start()
    yield made
    made.end()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    """One that a test may kill."""
    yield from running(tmp_path / "server")


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """One for all: each library has a collection of its own."""
    yield from running(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """One for all: each library has a database of its own."""
    yield from running_postgres()


Open = Callable[..., Library]


@pytest.fixture(params=["disk", "server", "pgvector"])
def open_library(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the library of the test; the index answers, whatever its size."""
    monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 0)
    where, database = None, None
    if request.param == "server":
        where = Server(request.getfixturevalue("shared_server").url)
        monkeypatch.setenv("CHROMA_OF_TEST", where.url)
    if request.param == "pgvector":
        database = request.getfixturevalue("postgres").database(f"library-{uuid.uuid4().hex[:8]}")
        monkeypatch.setenv("CATALOG_OF_TEST", database)

    def opened() -> Library:
        place = tmp_path / "library"
        return Library.open(place, HashEmbedder(), create=True, server=where, catalog_url=database)

    return opened


def play(tmp_path: Path, role: str, *rest: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(WORLD), role, str(tmp_path / "library"), *map(str, rest)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_index_holds_what_the_catalog_holds(open_library: Open) -> None:
    with open_library() as library:
        library.add_articles([story(i) for i in range(12)])
        assert library.check() == []
        library.remove(story(3).id)
        assert library.check() == []
        library.rebuild()
        assert library.check() == []


@pytest.mark.parametrize(
    "query",
    [None, Query("", outlets=("Osterby Post",)), Query("", articles=(story(2).id, story(5).id))],
    ids=["all", "outlet", "articles"],
)
def test_the_nearest_are_those_of_comparing_all(
    open_library: Open, query: Query | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library() as library:
        library.add_articles([story(i) for i in range(20)])
        library.add_articles([story(i, outlet="Osterby Post") for i in range(20, 26)])
        vector = library.embedder.embed(["the council of Lakeholm noted w55 w78"])[0]
        indexed = library.search_vectors(vector, query, 8)
        monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 10_000)
        exact = library.search_vectors(vector, query, 8)
        assert [score for _, score in indexed] == pytest.approx([score for _, score in exact], abs=1e-5)


def test_another_opening_finds_what_is_there(open_library: Open) -> None:
    with open_library() as library:
        library.add_articles([story(i) for i in range(5)])
    with open_library() as library:
        found = library.search_vectors(library.embedder.embed([story(4).text])[0], None, 1)
        assert library.passage(found[0][0])[0].id == story(4).id


@pytest.mark.parametrize("moment", ["before chroma", "in chroma", "after chroma"])
def test_after_a_kill_the_index_comes_to_hold_what_was_committed(
    open_library: Open, tmp_path: Path, moment: str
) -> None:
    with open_library() as library:
        library.add_articles([story(i) for i in range(3)])
    process = play(tmp_path, "die", moment, 3, 20)
    process.communicate(timeout=60)
    assert process.returncode == -9
    with open_library() as library:
        library.search_vectors(library.embedder.embed(["council"])[0], None, 5)
        assert len(library.articles()) == 20
        assert library.check() == []


def test_two_add_and_four_ask_at_once(open_library: Open, tmp_path: Path) -> None:
    with open_library() as library:
        library.add_articles([story(i) for i in range(5)])
    writers = [play(tmp_path, "write", 5, 20), play(tmp_path, "write", 20, 35)]
    readers = [play(tmp_path, "read", 35) for _ in range(4)]
    for process in (*writers, *readers):
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        if process in readers:
            assert json.loads(out)["seen"] == 35
    with open_library() as library:
        assert library.check() == []


# ---- a server alone


def test_without_its_server_a_small_library_still_answers_and_takes_articles(
    server: ChromaServer, tmp_path: Path
) -> None:
    where = Server(server.url)
    with Library.open(tmp_path / "library", HashEmbedder(), create=True, server=where) as library:
        library.add_articles([story(1)])
        server.kill()
        assert library.add_articles([story(2)]).count("added") == 1
        found = library.search_vectors(library.embedder.embed([story(2).text])[0], None, 1)
        assert library.passage(found[0][0])[0].id == story(2).id
    server.start()
    with Library.open(tmp_path / "library", HashEmbedder(), server=where) as library:
        library.add_articles([story(3)])
        assert library.check() == []


def test_without_its_server_a_large_library_names_the_address(
    server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 0)
    where = Server(server.url)
    with Library.open(tmp_path / "library", HashEmbedder(), create=True, server=where) as library:
        library.add_articles([story(1)])
        server.kill()
        with pytest.raises(IndexUnreachableError, match=server.url):
            library.search_vectors(library.embedder.embed(["council"])[0], None, 1)
        with pytest.raises(IndexUnreachableError, match=server.url):
            library.add_articles([story(2)])
        server.start()
        assert library.add_articles([story(2)]).count("unchanged") == 1
        assert library.check() == []


def test_a_library_moves_to_a_server_and_back(
    server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 0)
    for where in (None, Server(server.url), None):
        with Library.open(tmp_path / "library", HashEmbedder(), create=True, server=where) as library:
            library.add_articles([story(i) for i in range(4)])
            found = library.search_vectors(library.embedder.embed([story(2).text])[0], None, 1)
            assert library.passage(found[0][0])[0].id == story(2).id
            assert library.check() == []


def test_two_libraries_on_one_server_do_not_meet(server: ChromaServer, tmp_path: Path) -> None:
    for number in (1, 2):
        place = tmp_path / f"library-{number}"
        with Library.open(place, HashEmbedder(), create=True, server=Server(server.url)) as library:
            library.add_articles([story(i) for i in range(number, 2 * number)])
            assert library.check() == []
