"""`qa models` as a user meets it: terms first, then the download, then a library made with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "fakes")]

from tiny_networks import CHECKER, EMBEDDER, Hub  # noqa: E402


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    made = Hub()
    monkeypatch.setenv("QA_MODEL_MIRROR", made.address)
    yield made
    made.close()


def test_terms_are_shown_and_nothing_is_downloaded_without_a_yes(run: Callable, hub: Hub) -> None:
    hub.put("o/tiny", EMBEDDER)
    asked = run("models", "add", "o/tiny", "--kind", "embedder", stdin=b"n\n")
    assert asked.code == 0
    assert "licence mit" in asked.err
    assert "nothing was downloaded" in asked.err
    assert [path for path in hub.asked if "/resolve/" in path] == []


def test_from_adding_a_network_to_a_library_made_with_it(
    run: Callable, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.put("o/tiny", EMBEDDER)
    added = run("models", "add", "o/tiny", "--kind", "embedder", "--yes", "--json")
    assert added.code == 0, added.err
    assert json.loads(added.out)["name"] == "tiny"
    assert "QA_EMBEDDER=local:tiny" in added.err
    hub.close()
    listed = run("models")
    assert "added: QA_EMBEDDER=local:tiny" in " ".join(listed.out.split())
    assert "bge-small" in listed.out
    monkeypatch.setenv("QA_EMBEDDER", "local:tiny")
    (tmp_path / "a.txt").write_text(
        "Ferry\n\nThe ferry hit the quay on Monday, the captain said in the port."
    )
    assert run("add", str(tmp_path / "a.txt")).code == 0
    assert json.loads(run("search", "ferry quay", "--json").out)["hits"]
    assert "local:tiny@" in run("doctor", "--json").out
    assert run("models", "remove", "tiny").code == 0
    gone = run("search", "ferry")
    assert gone.code == 2
    assert "no network called tiny was added" in gone.err


def test_a_checker_is_calibrated_on_the_pairs_that_come_with_it(run: Callable, hub: Hub) -> None:
    hub.put("o/nli", CHECKER)
    assert run("models", "add", "o/nli", "--kind", "checker", "--yes").code == 0
    ran = run("models", "calibrate", "nli", "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["pairs"] == 32
    assert "nli agrees from" in ran.err
    assert "expect" in ran.err


def test_a_network_of_the_list_comes_at_its_commit_and_a_new_licence_is_said(run: Callable, hub: Hub) -> None:
    from qa.models.local.store import catalogue

    known = catalogue()["arctic-xs"]
    newest = hub.put(known.repo, EMBEDDER)
    gone = run("models", "add", "arctic-xs", stdin=b"n\n")
    assert gone.code != 0
    assert "the hub has no open Snowflake/snowflake-arctic-embed-xs" in gone.err
    hub.repos[known.repo][known.revision] = hub.repos[known.repo][newest]
    hub.facts = {"cardData": {"license": "other"}}
    asked = run("models", "add", "arctic-xs", stdin=b"n\n")
    assert f"at {known.revision[:12]}" in asked.err
    assert "licence other (it was apache-2.0 when it was listed)" in asked.err


def test_bad_input_gives_one_line(run: Callable, hub: Hub) -> None:
    for words, said in (
        (("models", "bake"), "unknown action: bake"),
        (("models", "add"), "add which network?"),
        (("models", "add", "nothing"), "unknown network: nothing"),
        (("models", "add", "o/x"), "what kind of network is o/x?"),
        (("models", "remove", "nothing"), "no network called nothing"),
    ):
        ran = run(*words)
        assert ran.code == 2
        assert ran.err.startswith(f"error: {said}")
        assert ran.err.count("\n") == 2
