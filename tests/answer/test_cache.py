"""Kept replies: found by fingerprint alone, safe with threads and processes, never a reason to fail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.answer.engine import Message
from qa.answer.llm.chat import cache as cache_module
from qa.answer.llm.chat.cache import ReplyCache, key_of
from qa.answer.llm.chat.config import Reply

ASKED = [Message("system", "s"), Message("user", "u")]


def test_a_reply_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "r.sqlite")
    assert cache.get("k") is None
    cache.put("k", "m", "answer", Reply("It “reopened”.", 10, None))
    assert ReplyCache(tmp_path / "r.sqlite").get("k") == Reply("It “reopened”.", 10, None)
    assert cache.problem == ""


def test_a_reply_that_was_cut_comes_back_as_cut(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "r.sqlite")
    cache.put("k", "m", "answer", Reply("It reop", cut=True))
    assert cache.get("k") == Reply("It reop", cut=True)


def test_the_fingerprint_depends_on_parameters_roles_and_words() -> None:
    keys = {
        key_of(["m", "0.0"], ASKED),
        key_of(["m", "0.1"], ASKED),
        key_of(["m0.0"], ASKED),
        key_of(["m", "0.0"], ASKED[::-1]),
        key_of(["m", "0.0"], [Message("user", "s"), Message("user", "u")]),
        key_of(["m", "0.0"], [Message("system", "su"), Message("user", "")]),
    }
    assert len(keys) == 6
    assert key_of(["m", "0.0"], list(ASKED)) in keys


def test_threads_share_a_cache(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "r.sqlite")

    def use(n: int) -> bool:
        cache.put(f"k{n}", "m", "note", Reply(str(n)))
        return cache.get(f"k{n}") == Reply(str(n))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(40)))
    assert cache.problem == ""
    assert all(cache.get(f"k{n}") for n in range(40))


def test_the_oldest_replies_go_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "MOST_REPLIES", 3)
    cache = ReplyCache(tmp_path / "r.sqlite")
    for n in range(6):
        cache.put(str(n), "m", "answer", Reply(str(n)))
    assert [n for n in range(6) if cache.get(str(n))] == [3, 4, 5]


def test_a_file_that_is_no_cache_is_said_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"not a database at all, but something of the user's" * 50)
    cache = ReplyCache(path)
    assert cache.get("k") is None
    cache.put("k", "m", "answer", Reply("x"))
    assert "cannot be used" in cache.problem
    assert path.read_bytes().startswith(b"not a database")
