"""Files prepared by other processes are stored once each, in their order, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from library_world import HashEmbedder, read_json, story, write_json

from qa.library.intake import ahead
from qa.library.intake.ahead import Workers
from qa.library.library import Library

pytestmark = [
    # Ray leaves its daemons to the end of the process.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
EXECUTORS = ["processes", "ray"]
LONG_AGO = 1_700_000_000


def embedder(threads: int) -> HashEmbedder:
    assert threads == 1
    return HashEmbedder()


def read_or_die(source: str) -> Any:
    """The worker is killed at its first try at the file named "fatal"."""
    mark = Path(source).with_suffix(".tried")
    if "fatal" in source and not mark.exists():
        mark.touch()
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
    return read_json(source)


def always_die(source: str) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(params=EXECUTORS)
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Workers:
    monkeypatch.setattr(ahead, "FILES", 3)
    if request.param == "ray":
        pytest.importorskip("ray", reason="Ray is not installed (extra: ray)")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    return Workers(2, embedder, request.param)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    made = [write_json(tmp_path / f"{i:02}.json", story(i), story(100 + i)) for i in range(9)]
    for file in made:
        os.utime(file, (LONG_AGO, LONG_AGO))
    return made


def test_workers_and_one_process_make_the_same_library(
    tmp_path: Path, files: list[str], workers: Workers
) -> None:
    (tmp_path / "broken.json").write_text("no json")
    (tmp_path / "copy.json").write_bytes(Path(files[0]).read_bytes())
    sources = [*files, str(tmp_path / "broken.json"), str(tmp_path / "copy.json"), str(tmp_path / "gone")]
    reports, libraries = [], []
    for name, given in (("alone", None), ("workers", workers)):
        with Library.open(tmp_path / name, HashEmbedder(), create=True) as library:
            reports.append(library.add(sources, loader=read_json, workers=given).items)
            passages = [library.passages_of(a.id) for a in library.articles()]
            nearest = library.search_vectors(library.embedder.embed([story(4).title])[0], None, 5)
            libraries.append((library.articles(), passages, nearest))
            assert library.check() == []
    assert reports[0] == reports[1]
    assert libraries[0] == libraries[1]


def test_a_killed_worker_s_files_are_stored_once(tmp_path: Path, files: list[str], workers: Workers) -> None:
    fatal = write_json(tmp_path / "fatal.json", story(50))
    with Library.open(tmp_path / "library", HashEmbedder(), create=True) as library:
        report = library.add([*files[:4], fatal, *files[4:]], loader=read_or_die, workers=workers)
        assert (tmp_path / "fatal.tried").exists()
        assert report.count("added") == 19
        assert [item.origin for item in report.items if "fatal" in item.origin] == [fatal]
        assert len(library.articles()) == 19
        assert library.add([*files, fatal], loader=read_json).count("unchanged") == 19


def test_what_is_given_out_after_a_kill_is_stored_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "FILES", 2)
    many = [write_json(tmp_path / f"{i:02}.json", story(i)) for i in range(40)]
    fatal = [write_json(tmp_path / f"fatal-{i}.json", story(50 + i)) for i in range(2)]
    with Library.open(tmp_path / "library", HashEmbedder(), create=True) as library:
        sources = [fatal[0], *many[:20], fatal[1], *many[20:]]
        report = library.add(sources, loader=read_or_die, workers=Workers(2, embedder))
        assert report.count("added") == 42
        assert len(library.articles()) == 42


def test_a_file_that_kills_every_worker_is_said(tmp_path: Path, files: list[str], workers: Workers) -> None:
    with Library.open(tmp_path / "library", HashEmbedder(), create=True) as library:
        report = library.add(files[:2], loader=always_die, workers=workers)
        assert [(item.status, item.detail) for item in report.items] == [
            ("failed", "its reader ended unexpectedly")
        ] * 2


def test_unchanged_files_and_known_articles_are_not_prepared(
    tmp_path: Path, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = Workers(2, embedder)
    with Library.open(tmp_path / "library", HashEmbedder(), create=True) as library:
        library.add(files, loader=read_json, workers=workers)
        monkeypatch.setattr(ahead, "make_pool", lambda _: pytest.fail("a worker was started"))
        assert library.add(files, loader=read_json, workers=workers).count("unchanged") == 18
        monkeypatch.undo()
        write_json(Path(files[0]), story(0), story(100), story(200))
        report = library.add(files, loader=read_json, workers=workers)
        assert (report.count("unchanged"), report.count("added")) == (18, 1)


def test_ray_is_asked_for_by_name_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.errors import ConfigError

    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(ConfigError, match="Ray is not installed"):
        ahead.RayExecutor(2)
