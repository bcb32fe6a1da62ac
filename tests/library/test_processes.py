"""Several real processes on one library: readers beside a writer, a second writer, a killed writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from library_world import HashEmbedder, read_json, story, write_json

from qa.errors import LibraryLockedError
from qa.library.library import Library
from qa.library.locks import Patience, only_writer

WORLD = Path(__file__).with_name("library_world.py")
ROOT = Path(__file__).parents[2]


def start(role: str, folder: Path, *rest: object, **options: Any) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(WORLD), role, str(folder), *map(str, rest)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=env, **pipes, **options)


@pytest.mark.usefixtures("by_chroma")
def test_readers_go_on_while_one_process_writes_and_then_see_all(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles([story(i) for i in range(5)])
    writer = start("write", tmp_path, 5, 40)
    readers = [start("read", tmp_path, 40) for _ in range(2)]
    for process in (writer, *readers):
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        if process is not writer:
            told = json.loads(out)
            assert told["seen"] == 40
    with Library.open(tmp_path, embedder) as library:
        assert library.check() == []


@pytest.mark.usefixtures("by_chroma")
def test_an_open_library_sees_what_another_process_adds_and_removes(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles([story(i) for i in range(5)])
        question = embedder.embed([story(7).text])[0]
        assert library.search_vectors(question, None, 100)
        before = library.generation
        _, err = (process := start("write", tmp_path, 5, 10)).communicate(timeout=60)
        assert process.returncode == 0, err
        assert library.generation > before
        key, score = library.search_vectors(question, None, 100)[0]
        assert library.passage(key)[0].id == story(7).id
        assert score > 0.8
        library.remove(story(7).id)
        assert library.check() == []


def test_a_second_writer_is_told_at_once_who_writes(tmp_path: Path, embedder: HashEmbedder) -> None:
    with Library.open(tmp_path, embedder, create=True) as library:
        holder = start("hold", tmp_path, stdin=subprocess.PIPE)
        assert holder.stdout is not None
        pid = holder.stdout.readline().strip()
        with pytest.raises(LibraryLockedError, match=f"process {pid} is writing") as caught:
            library.add_articles([story(1)])
        assert "try again" in caught.value.hint
        assert library.articles() == []
        holder.communicate("\n", timeout=30)
        assert library.add_articles([story(1)]).count("added") == 1


def test_a_second_writer_waits_for_its_turn_and_is_told_for_whom(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    told: list[str] = []
    with Library.open(tmp_path, embedder, create=True) as library:
        library.patience = Patience(30, told.append)
        holder = start("hold", tmp_path, stdin=subprocess.PIPE)
        assert holder.stdout is not None
        pid = holder.stdout.readline().strip()
        released = threading.Timer(0.5, lambda: holder.communicate("\n", timeout=30))
        released.start()
        assert library.add_articles([story(1)]).count("added") == 1
        released.join()
    assert len(told) == 1
    assert told[0].startswith(f"waiting for process {pid}, which has been writing since ")


def test_those_who_wait_get_the_library_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    came: list[int] = []

    def write(number: int) -> None:
        with only_writer(tmp_path, Patience(30)):
            came.append(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(5)]
    with only_writer(tmp_path):
        for thread in threads:
            thread.start()
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4]


def test_patience_ends_and_a_ticket_of_a_dead_process_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "waiting").mkdir()
    (tmp_path / "waiting" / f"{0:020d}-1-999999999").touch()
    with only_writer(tmp_path, Patience(5)):
        pass
    began = time.monotonic()
    with only_writer(tmp_path), pytest.raises(LibraryLockedError), only_writer(tmp_path, Patience(0.2)):
        pass
    assert 0.2 <= time.monotonic() - began < 30
    assert list((tmp_path / "waiting").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of group and others are those of POSIX")
def test_a_library_is_for_its_owner_alone_also_one_made_before(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    folder = tmp_path / "library"
    with Library.open(folder, embedder, create=True) as library:
        library.add_articles([story(1)])
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with Library.open(folder, embedder):
        pass
    assert {oct(p.stat().st_mode & 0o777) for p in (folder, *folder.rglob("*"))} == {"0o700", "0o600"}


def test_a_second_writer_in_the_same_process_is_refused_too(library: Library) -> None:
    told: list[str] = []

    def write() -> None:
        try:
            library.add_articles([story(1)])
        except LibraryLockedError as error:
            told.append(error.message)

    with only_writer(library.path):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert told == [f"process {os.getpid()} is writing to the library at {library.path}"]
    assert library.add_articles([story(1)]).count("added") == 1


def test_threads_of_one_process_read_while_another_writes(library: Library, by_chroma: None) -> None:
    errors: list[BaseException] = []

    def read() -> None:
        try:
            for i in range(20):
                found = library.search_vectors(library.embedder.embed([f"Story {i}"])[0], None, 5)
                library.passages([key for key, _ in found])
                library.search_words(["council"], None, 5)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for i in range(10):
        library.add_articles([story(i)])
    for thread in threads:
        thread.join()
    assert errors == []
    assert library.check() == []


@pytest.mark.parametrize("moment", ["rows", "before chroma", "in chroma", "after chroma"])
def test_a_killed_writer_loses_nothing_and_leaves_no_half_article(
    tmp_path: Path, embedder: HashEmbedder, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 0)
    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles([story(i) for i in range(3)])
    process = start("die", tmp_path, moment, 3, 40)
    process.communicate(timeout=60)
    assert process.returncode == -9
    with Library.open(tmp_path, embedder) as library:
        for article in library.articles():
            assert "".join(p.text(article) for _, p in library.passages_of(article.id)) == article.text
        stored = {a.id for a in library.articles()}
        assert {story(i).id for i in range(3)} <= stored
        assert (len(stored) > 3) == (moment != "rows")
        # A search repairs the index first, and so finds everything that was committed.
        rows = library.search_vectors(embedder.embed(["council"])[0], None, 10_000)
        assert {a.id for a, _ in library.passages([key for key, _ in rows]).values()} == stored
        assert library.check() == []
        report = library.add_articles([story(i) for i in range(3, 40)])
        assert report.count("added") + report.count("unchanged") == 37
        assert len(library.articles()) == 40
        assert library.check() == []


def test_a_killed_add_goes_on_where_it_stopped(tmp_path: Path, embedder: HashEmbedder) -> None:
    file = write_json(tmp_path / "many.json", *(story(i, words=600) for i in range(40)))
    calls = 0

    class Failing(HashEmbedder):
        def embed(self, texts: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == 2:
                raise KeyboardInterrupt
            return super().embed(texts)

    with Library.open(tmp_path / "library", Failing(), create=True) as library:
        with pytest.raises(KeyboardInterrupt):
            library.add([file], loader=read_json)
        kept = len(library.articles())
        assert 0 < kept < 40
        report = library.add([file], loader=read_json)
        assert (report.count("unchanged"), report.count("added")) == (kept, 40 - kept)
        assert library.check() == []


def test_a_killed_rebuild_leaves_the_library_as_it_was(tmp_path: Path, embedder: HashEmbedder) -> None:
    class Failing(HashEmbedder):
        def embed(self, texts: Any) -> Any:
            raise KeyboardInterrupt

    with Library.open(tmp_path, embedder, create=True) as library:
        library.add_articles([story(i) for i in range(3)])
    with (
        Library.open(tmp_path, Failing(name="other"), check=False) as other,
        pytest.raises(KeyboardInterrupt),
    ):
        other.rebuild()
    with Library.open(tmp_path, embedder) as library:
        assert library.search_vectors(embedder.embed([story(1).text])[0], None, 5)
        assert library.check() == []
