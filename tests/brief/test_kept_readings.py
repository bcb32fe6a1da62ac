"""What is read of an article is kept beside the library, and never stands for another text or embedder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.briefs import WordEmbedder

import qa.brief.read.sheet
from qa.brief.read.kept import FILE, KeptReadings, rounded
from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.errors import ModelRefusedError
from qa.types import Article

TEXT = "The bridge was shut on Monday. Two engineers found a crack. It opens again in May."


class Counted(WordEmbedder):
    """An embedder that tells how many texts it was given."""

    given = 0

    def embed(self, texts: Sequence[str]) -> Any:
        self.given += len(texts)
        return super().embed(texts)


def vectors(folder: Path, text: str = TEXT) -> tuple[Any, int]:
    """The vectors of a new process's sheet, and how many texts were embedded for it."""
    embedder = Counted()
    readings = SentenceReadings(embedder, folder=folder)  # type: ignore[arg-type]
    return make_sheet([Article.make("Bridge", text, "The Courier")], readings).vectors, embedder.given


def test_a_later_process_reads_the_same_and_embeds_nothing(tmp_path: Path) -> None:
    first, cost = vectors(tmp_path)
    again, nothing = vectors(tmp_path)
    assert (cost, nothing) == (3, 0)
    assert np.array_equal(first, again)


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_the_file_is_the_users_alone(tmp_path: Path) -> None:
    vectors(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_text_that_changed_is_read_anew(tmp_path: Path) -> None:
    vectors(tmp_path)
    assert vectors(tmp_path, TEXT.replace("May", "June"))[1] == 3


def test_another_embedder_finds_nothing_of_the_first(tmp_path: Path) -> None:
    mine, other = WordEmbedder(), WordEmbedder()
    other.name = "another"
    KeptReadings(tmp_path, mine).put(["A."], mine.embed(["A."]), [True])  # type: ignore[arg-type]
    found = KeptReadings(tmp_path, mine).get(["A."])  # type: ignore[arg-type]
    assert found is not None
    assert found[1] == [True]
    assert np.array_equal(found[0], rounded(mine.embed(["A."])))
    assert KeptReadings(tmp_path, other).get(["A."]) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100])
def test_a_file_that_is_damaged_is_done_without(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert vectors(tmp_path)[0].shape[0] == 3


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    assert vectors(tmp_path / "not" / "there")[0].shape[0] == 3


def test_what_damaged_networks_could_not_judge_is_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ModelRefusedError("a network", "its hash is another")

    with monkeypatch.context() as patched:
        patched.setattr(qa.brief.read.sheet, "like_orders", refuse)
        assert vectors(tmp_path)[0].shape[0] == 3
    assert vectors(tmp_path)[1] == 3
