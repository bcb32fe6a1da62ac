"""One contract for the catalog, whichever database keeps it: a SQLite file, or a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "fakes"))

from library_world import HashEmbedder, read_json, story, write_json
from postgres_server import PASSWORD, PostgresServer, running

from qa.errors import ConfigError, CorpusError, LibraryMismatchError, LibraryMissingError
from qa.library.library import Library
from qa.library.recent import added_since
from qa.library.reviving import revive
from qa.types import Article, Query

WORLD = Path(__file__).with_name("library_world.py")
Open = Callable[..., Library]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """One for all: each test has a database of its own."""
    yield from running()


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """One that a test may kill."""
    yield from running()


@pytest.fixture
def database(server: PostgresServer) -> str:
    return server.database(f"library-{uuid.uuid4().hex[:8]}")


@pytest.fixture(params=["sqlite", "postgres"])
def open_library(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the library of the test, in the same place each time."""
    url = request.getfixturevalue("database") if request.param == "postgres" else None

    def opened(**options: object) -> Library:
        given = {"create": True, "catalog_url": url, **options}
        return Library.open(tmp_path / "library", HashEmbedder(), **given)  # type: ignore[arg-type]

    return opened


@pytest.fixture
def two(tmp_path: Path, database: str) -> Iterator[tuple[Library, Library]]:
    """The same articles in a SQLite file and in PostgreSQL."""
    with (
        Library.open(tmp_path / "file", HashEmbedder(), create=True) as file,
        Library.open(tmp_path / "host", HashEmbedder(), create=True, catalog_url=database) as shared,
    ):
        yield file, shared


LOREM = (
    (
        "The ferry strike",
        "The captain's ferry ran late. Ferry, ferry! New York waits in the new year.",
        "Post",
    ),
    ("Über die Brücke", "Die Brücken über den Fluß sind “offen”; naïve Fahrer warten. Ferries too.", "Blatt"),
    (
        "O'Neill \\ 100% sure",
        "Running runners ran. The 3.5% rise, he said, isn't a rise: it's a fall.",
        "Post",
    ),
    ("米国の選挙", "東京で記者会見。สะพานใหม่ของท่าเรือ The minister of New Zealand spoke in York, new.", None),
)


def lorem() -> list[Article]:
    return [Article.make(title, text, outlet, origin=f"{title}.txt") for title, text, outlet in LOREM]


# ---- what both keep


def test_what_is_stored_comes_back(open_library: Open) -> None:
    made = Article.make(
        "A title", "Some words.\n\nMore “words”.", "The Post", authors=("A. B.", "Č. D."), url="https://p.example/a",
        published=date(2024, 2, 29), section="News", kind="opinion", captions=("A harbour",), page="A1",
        edition="Late", key="wire:1", version=2, origin="a.txt",
    )  # fmt: skip
    with open_library() as library:
        library.add_articles([made])
    with open_library(create=False) as library:
        assert library.article(made.id) == made
        assert library.articles(Query("", outlets=("post",), since=date(2024, 2, 1))) == [made]
        assert library.articles(Query("", pages=("a1",), editions=("late",))) == [made]
        assert library.articles(Query("", until=date(2024, 2, 1))) == []
        assert library.stats().outlets == {"The Post": 1}
        assert library.coverage().articles == 1
        assert added_since(library, 0) == (made.id,)
        assert library.check() == []


def test_a_file_is_added_changed_and_removed(open_library: Open, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    with open_library() as library:
        write_json(file, story(1), story(2))
        assert library.add([str(file)], loader=read_json).count("added") == 2
        assert library.add([str(file)], loader=read_json).count("unchanged") == 2
        write_json(file, story(1), story(3))
        assert library.add([str(file)], loader=read_json).count("added") == 1
        assert library.get("Story 3 from").title == story(3).title
        assert library.ids_from("a.json") == {story(n).id for n in (1, 2, 3)}
        library.remove(story(1).id)
        assert {a.id for a in library.articles()} == {story(2).id, story(3).id}
        assert library.check() == []
        assert library.add([str(file)], loader=read_json).count("added") == 1
        assert library.check() == []


def test_a_corrected_article_replaces_the_older_version(open_library: Open) -> None:
    old = story(1, url="https://p.example/1", published=date(2024, 1, 1))
    new = story(2, url="https://p.example/1", published=date(2024, 1, 2))
    with open_library() as library:
        library.add_articles([old])
        assert library.add_articles([new]).count("updated") == 1
        assert [a.id for a in library.articles()] == [new.id]
        assert [a.id for a in library.history(new.id)] == [old.id]
        removed = library.get(new.id)
        library.remove(new.id)
        revive(library, removed, [old], ["elsewhere.txt"])
        assert [a.id for a in library.history(new.id)] == [old.id]
        assert "elsewhere.txt" in library.origins(new.id)
        assert library.check() == []


def test_near_copies_are_one_group(open_library: Open) -> None:
    text = story(1, words=300).text
    with open_library() as library:
        library.add_articles(
            [Article.make("One", text, "Post"), Article.make("Two", text + " And more.", "Sun")]
        )
        one, two = (next(a for a in library.articles() if a.title == name) for name in ("One", "Two"))
        assert [copy.article_id for copy in library.group_of(one.id)] == [two.id]
        library.remove(two.id)
        assert library.group_of(one.id) == ()


def test_names_of_articles_are_found(open_library: Open) -> None:
    with open_library() as library:
        library.add_articles(lorem())
        first = lorem()[0]
        for name in (first.id, first.id[:6], "The ferry strike.txt", "The ferry strike", "the FERRY"):
            assert library.get(name).id == first.id
        for strange in ("nothing of the kind", "%", "'; DROP TABLE articles; --", "a\x00b", "\udcff"):
            with pytest.raises(CorpusError):
                library.get(strange)


def test_a_rebuild_changes_nothing_that_is_asked(open_library: Open) -> None:
    with open_library() as library:
        library.add_articles([*lorem(), *(story(i) for i in range(9))])
        before = library.search_words(["council", "ferry"], None, 50)
        library.remove(story(2).id)
        library.rebuild()
        assert library.check() == []
        kept = [key for key, _ in before if key in library.places([key])]
        assert {key for key, _ in library.search_words(["council", "ferry"], None, 50)} == set(kept)
        library.rebuild(fresh=True)
        assert library.check() == []
        assert len(library.search_words(["council", "ferry"], None, 50)) == len(kept)


def test_a_missing_and_a_newer_library_are_said(open_library: Open) -> None:
    with pytest.raises(LibraryMissingError):
        open_library(create=False)
    with open_library() as library, library.catalog.writing() as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(LibraryMismatchError, match="layout 99"):
        open_library()


def test_a_database_of_the_layout_before_is_brought_up(tmp_path: Path, database: str) -> None:
    place = tmp_path / "library"
    with Library.open(place, HashEmbedder(), create=True, catalog_url=database) as library:
        library.add_articles([story(1)])
        with library.catalog.writing() as db:
            db.execute("DROP TABLE own_vectors")
            db.execute("UPDATE meta SET value = '8' WHERE key = 'schema'")
    with Library.open(place, HashEmbedder(), catalog_url=database) as library:
        assert library.own_vectors([1]) == {}
        assert library.add_articles([story(2)]).count("added") == 1
        assert library.check() == []


def test_what_goes_wrong_in_a_transaction_leaves_nothing(open_library: Open) -> None:
    with open_library() as library:
        library.add_articles([story(1)])
        before = library.generation

        def fail() -> None:
            with library.catalog.writing():
                library.catalog.delete_article(story(1).id)
                raise RuntimeError("in the middle")

        with pytest.raises(RuntimeError):
            fail()
        assert library.generation == before
        assert library.check() == []
        assert library.add_articles([story(2)]).count("added") == 1


# ---- both rank alike


@pytest.mark.parametrize(
    "terms",
    [
        ["ferry"], ["ferries", "runs"], ["new york"], ["new", "york", "new york"], ["brucke"],
        ["Fluß", "naive"], ["米国の選挙"], ["国の", "สะพานใหม่"],
        ["3.5%"], ["isn't"], ["o'neill"], ["100%", "\\"], ["the"], ["nowhere"], ["%", "()"],
        ["council", "w55", "ferry"], ["Port Varn", "council"], ["a\x00b", "NOT", "rise*"], [],
    ],
    ids=repr,
)  # fmt: skip
def test_both_rank_by_the_same_bm25(two: tuple[Library, Library], terms: list[str]) -> None:
    for library in two:
        library.add_articles([*lorem(), *(story(i, words=40 + 30 * i) for i in range(8))])
        library.remove(story(5, words=190).id)
    file, shared = two
    asked = Query("", outlets=("Post", "The Varn Courier"))
    for query in (None, asked):
        expected = dict(file.search_words(terms, query, 100))
        assert dict(shared.search_words(terms, query, 100)) == pytest.approx(expected, rel=1e-6)
    assert len(shared.search_words(terms, None, 3)) == min(3, len(file.search_words(terms, None, 100)))
    ids = [a.id for a in file.articles()]
    assert shared.score_articles(terms, ids) == pytest.approx(file.score_articles(terms, ids), rel=1e-6)
    assert shared.full_score(terms) == pytest.approx(file.full_score(terms))
    assert [shared.holds(t) for t in terms] == [file.holds(t) for t in terms]


@pytest.mark.parametrize("word", ["fery", "brukce", "concil", "zzzzzz"])
def test_both_know_the_same_words(two: tuple[Library, Library], word: str) -> None:
    for library in two:
        library.add_articles([*lorem(), story(1)])
    file, shared = two
    assert shared.alike(word, [word], 2) == file.alike(word, [word], 2)


def test_both_find_the_same_by_meaning(two: tuple[Library, Library]) -> None:
    for library in two:
        library.add_articles([story(i) for i in range(12)])
    vector = two[0].embedder.embed(["the council of Lakeholm noted"])[0]
    found = [
        [
            (library.passage(key)[0].id, round(score, 5))
            for key, score in library.search_vectors(vector, None, 9)
        ]
        for library in two
    ]
    assert found[0] == found[1]


# ---- several hosts


def play(folder: Path, database: str, role: str, *rest: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(WORLD), role, str(folder), *map(str, rest)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "CATALOG_OF_TEST": database}
    return subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_hosts_that_add_the_same_articles_at_once_store_each_once(tmp_path: Path, database: str) -> None:
    with Library.open(tmp_path / "here", HashEmbedder(), create=True, catalog_url=database) as library:
        hosts = [play(tmp_path / f"host-{n}", database, "write", 0, 40) for n in range(3)]
        for process in hosts:
            _, err = process.communicate(timeout=300)
            assert process.returncode == 0, err
        assert sorted(a.id for a in library.articles()) == sorted(story(i).id for i in range(40))
        assert library.check() == []
        assert len(library.catalog.passage_ids()) == sum(
            len(library.passages_of(story(i).id)) for i in range(40)
        )


def test_a_host_that_is_killed_leaves_no_half_article_and_no_lock(tmp_path: Path, database: str) -> None:
    with Library.open(tmp_path / "here", HashEmbedder(), create=True, catalog_url=database) as library:
        library.add_articles([story(0)])
        process = play(tmp_path / "host", database, "die", "rows", 1, 30)
        _, err = process.communicate(timeout=300)
        assert process.returncode == -9, err
        assert [a.id for a in library.articles()] == [story(0).id]
        assert library.add_articles([story(i) for i in range(30)]).count("added") == 29
        assert library.check() == []


def test_an_article_that_another_host_removes_meanwhile_is_stored_again(
    tmp_path: Path, database: str
) -> None:
    class Removing(HashEmbedder):
        def embed(self, texts: object) -> object:
            if other.catalog.holds(story(1).id):
                other.remove(story(1).id)
            return super().embed(texts)  # type: ignore[arg-type]

    with Library.open(tmp_path / "one", HashEmbedder(), create=True, catalog_url=database) as other:
        other.add_articles([story(1)])
        with Library.open(tmp_path / "two", Removing(), create=True, catalog_url=database) as library:
            library.add_articles([story(1), story(2)])
            assert {a.id for a in library.articles()} == {story(1).id, story(2).id}
            assert library.check() == []


# ---- what goes wrong with a server


def test_a_server_that_is_down_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql://qa:{PASSWORD}@127.0.0.1:1/library"
    with pytest.raises(CorpusError, match=r"postgresql://127\.0\.0\.1:1/library does not answer") as caught:
        Library.open(tmp_path / "library", HashEmbedder(), create=True, catalog_url=url)
    assert PASSWORD not in caught.value.message + caught.value.hint
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    "url", ["postgresql://qa:{0}@host:port/db", "postgresql://qa:{0}@h/db?{0}=1&=", "postgresql://[{0}"]
)
def test_an_address_that_is_none_is_said_without_its_password(tmp_path: Path, url: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ConfigError) as caught:
        Library.open(tmp_path / "library", HashEmbedder(), create=True, catalog_url=url.format(PASSWORD))
    assert PASSWORD not in caught.value.message + caught.value.hint


def test_a_wrong_password_and_a_database_that_is_not_there_are_said(
    server: PostgresServer, tmp_path: Path
) -> None:
    for url, said in ((server.url(password="wr0ng"), "password"), (server.url("nowhere"), "nowhere")):
        with pytest.raises(CorpusError, match=said) as caught:
            Library.open(tmp_path / "library", HashEmbedder(), create=True, catalog_url=url)
        assert "wr0ng" not in caught.value.message
        assert PASSWORD not in caught.value.message


def test_after_a_restart_of_the_server_the_open_library_goes_on(
    tmp_path: Path, own_server: PostgresServer
) -> None:
    url = own_server.database("library")
    with Library.open(tmp_path / "library", HashEmbedder(), create=True, catalog_url=url) as library:
        library.add_articles([story(i) for i in range(5)])
        own_server.kill()
        with pytest.raises(CorpusError, match="does not answer"):
            library.articles()
        with pytest.raises(CorpusError, match="does not answer"):
            library.add_articles([story(7)])
        own_server.start()
        assert len(library.articles()) == 5
        assert library.add_articles([story(7)]).count("added") == 1
        assert library.check() == []


def test_a_server_that_is_killed_in_a_transaction_leaves_nothing_of_it(
    tmp_path: Path, own_server: PostgresServer
) -> None:
    url = own_server.database("library")
    with Library.open(tmp_path / "library", HashEmbedder(), create=True, catalog_url=url) as library:
        library.add_articles([story(0)])

        def cut() -> None:
            with library.catalog.writing():
                library.catalog.delete_article(story(0).id)
                own_server.kill()
                own_server.start()
                library.catalog.set_meta(after="the restart")

        with pytest.raises(CorpusError):
            cut()
        assert [a.id for a in library.articles()] == [story(0).id]
        assert library.catalog.meta("after") is None
        assert library.check() == []
