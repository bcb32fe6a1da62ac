"""A file that takes too long is given up with a line that says so, and the others are read."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path

import pytest

from qa.articles import sources, worker
from qa.articles.load import load_articles
from qa.errors import LoadError
from qa.types import Article

TEXT = "The weir at Sternholm will be rebuilt for 3 million crowns, the canal office said on Friday ({})."
OPTIONS = {"max_bytes": 40 << 20}


def lines(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            print(json.dumps({"title": f"Weir {number}", "text": TEXT.format(number)}), file=file)
    return path


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LARGE", 1)


def read(source: Path, seconds: float = 60.0) -> list[Article]:
    return list(worker.in_time(seconds, load_articles, str(source), OPTIONS).articles)


@pytest.mark.usefixtures("large")
def test_the_worker_reads_what_is_read_here(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", 70)
    (tmp_path / "bad.jsonl").write_text(path.read_text("utf-8") + "{broken\n", "utf-8")
    assert read(path) == list(load_articles(str(path)).articles)
    loaded = worker.in_time(60.0, load_articles, str(tmp_path / "bad.jsonl"), OPTIONS)
    assert [why for _, why in loaded.problems] == [
        "line 71: not valid JSON: Expecting property name enclosed in double quotes"
    ]


@pytest.mark.usefixtures("large")
def test_a_refusal_comes_back_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}", "utf-8")
    with pytest.raises(LoadError) as there:
        read(path)
    with pytest.raises(LoadError) as here:
        load_articles(str(path))
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


@pytest.mark.usefixtures("large")
def test_what_takes_too_long_is_ended_and_said(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", 20_000)
    started = time.monotonic()
    with pytest.raises(LoadError, match=r"a\.jsonl: takes longer than 0\.2 s to read") as caught:
        read(path, seconds=0.2)
    assert time.monotonic() - started < 10
    assert "QA_FILE_SECONDS" in caught.value.hint


@pytest.mark.usefixtures("large")
def test_nothing_of_the_working_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lines(tmp_path / "a.jsonl", 1)
    for name in ("lxml", "json", "qa"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert len(read(path)) == 1


def test_a_small_file_is_read_without_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_apart", None)
    assert len(read(lines(tmp_path / "a.jsonl", 2))) == 2


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_PATIENCE", 0.1)
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(LoadError, match="nothing is written to this pipe"):
        load_articles(str(tmp_path / "a.txt"))


def test_a_pipe_with_a_slow_writer_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)

    def write() -> None:
        with path.open("w") as pipe:
            for part in ("Weir to be rebuilt\n\n", TEXT.format(1)):
                time.sleep(0.2)
                pipe.write(part)
                pipe.flush()

    writer = threading.Thread(target=write)
    writer.start()
    (article,) = load_articles(str(path)).articles
    writer.join()
    assert article.text == TEXT.format(1)


def test_links_in_a_circle_are_said_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "a.txt").write_text(f"Weir to be rebuilt\n\n{TEXT.format(1)}", "utf-8")
    loaded = load_articles(str(tmp_path))
    assert [a.text for a in loaded.articles] == [TEXT.format(1)]
    assert [Path(path).name for path, _ in loaded.problems] == ["self.txt"]


def test_many_lines_that_are_no_articles_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("null\n" * 3000 + json.dumps({"title": "Weir", "text": TEXT.format(1)}), "utf-8")
    loaded = load_articles(str(path))
    assert len(loaded.articles) == 1
    assert len(loaded.problems) == 101
    assert "2,900 more lines that are no articles" in [why for _, why in loaded.problems]
