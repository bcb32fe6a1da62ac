"""The commands of the page on growing, with processes and a real Chroma server beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes")]

import postgres_server  # noqa: E402
from chroma_server import CHROMA, ChromaServer  # noqa: E402
from test_how_to import commands  # noqa: E402


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    if not CHROMA.exists():
        pytest.skip("Chroma's server is not installed")
    made = ChromaServer(tmp_path / "server")
    made.start()
    yield made
    made.end()


@pytest.fixture
def database() -> Iterator[str]:
    for server in postgres_server.running():
        yield server.database("newsdesk")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_command_of_the_page_works(
    run: Callable, own_home: Path, server: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_home)
    (own_home / "clippings").mkdir()
    for name in ("ferry", "quay"):
        text = f"The {name} reopens\n\nThe captain of the ferry said on Friday that the {name} is open again."
        (own_home / "clippings" / f"{name}.txt").write_text(text)
    shown = {}
    for line in commands("../scaling"):
        if line == "qa add clippings":
            monkeypatch.setenv("QA_CHROMA_URL", server.url)
        ran = run(*[word.strip('"') for word in _words(line)][1:])
        assert ran.code == 0, f"{line}: {ran.err}"
        shown[line] = ran
    assert "2 of 2" in shown["qa add clippings --workers 2 --progress"].err
    assert "captain" in shown['qa search "captain of the ferry"'].out


def test_every_command_works_on_postgresql(
    run: Callable, own_home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_home)
    monkeypatch.setenv("QA_CATALOG_URL", database)
    (own_home / "clippings").mkdir()
    text = "The ferry reopens\n\nThe captain of the ferry said on Friday that the quay is open again."
    (own_home / "clippings" / "ferry.txt").write_text(text)
    assert "1 added" in run("add", "clippings").out
    assert "captain" in run("search", "captain of the ferry").out
    asked = run("ask", "What did the captain of the ferry say?")
    assert (asked.code, "open again" in asked.out) == (0, True)
    told = run("doctor")
    assert "postgresql://127.0.0.1:" in told.out
    shown = run("settings")
    refused = run("backup", "copy")
    assert (refused.code, "pg_dump" in refused.err) == (3, True)
    assert run("rebuild").code == 0
    assert "wrote 1 articles" in run("export", "--format", "library", "--out", "library.qa").err
    with monkeypatch.context() as without:
        without.delenv("QA_CATALOG_URL")
        assert "read 1 articles" in run("import", "library.qa").err
        assert "captain" in run("search", "captain of the ferry").out
        assert run("import", "library.qa").code == 3
    assert run("export", "--format", "library").code == 2
    assert run("remove", "ferry").code == 0
    for one in (told, shown, refused):
        assert postgres_server.PASSWORD not in one.out + one.err


def test_a_database_that_does_not_answer_is_one_line(
    run: Callable, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setenv("QA_CATALOG_URL", "postgresql://qa:s3cret@127.0.0.1:1/library")
    ran = run("list")
    assert ran.code == 3
    assert "postgresql://127.0.0.1:1/library does not answer" in ran.err
    assert "s3cret" not in ran.err + ran.out
    assert len(ran.err.strip().splitlines()) == 2


def _words(line: str) -> list[str]:
    import shlex

    return shlex.split(line)
