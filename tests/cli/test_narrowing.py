"""What narrows a list narrows every command that answers, summarises or draws from the library alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

HERE = "The tram depot of Ostrand will be rebuilt for 14 million crowns, mayor Ida Lunde said on Monday."
THERE = "The tram depot of Ostrand has housed bats since 1931, a museum guide told visitors on Sunday."
COMMANDS = {
    "list": ["list"],
    "search": ["search", "tram depot"],
    "ask": ["ask", "What about the tram depot of Ostrand?", "--lenient"],
    "summarize": ["summarize", "--topic", "tram depot"],
    "overview": ["overview"],
    "timeline": ["timeline", "--topic", "tram depot"],
    "brief": ["brief", "--topic", "tram depot"],
    "export": ["export"],
    "cite": ["cite"],
}
NARROWED = {
    "file": ["--from", "a.jsonl"],
    "place in print": ["--section", "City", "--page", "4", "--edition", "Late"],
}


def record(title: str, text: str, section: str, page: str, edition: str, day: str) -> str:
    fields = {
        "title": title,
        "text": text + " Nothing more was said of it.",
        "section": section,
        "page": page,
    }
    return json.dumps({**fields, "edition": edition, "published": day, "outlet": "Ostrand Post"})


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qa: Callable[..., Ran]) -> Callable[..., Ran]:
    """Two articles on one subject, from two files, sections, pages and editions."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text(record("Depot to be rebuilt", HERE, "City", "4", "Late", "2026-03-02"))
    Path("b.jsonl").write_text(record("Bats in the depot", THERE, "Nature", "19", "Early", "2026-03-01"))

    def run(*args: str) -> Ran:
        return qa("--library", str(tmp_path / "library"), *args)

    assert run("add", "a.jsonl", "b.jsonl").code == 0
    return run


@pytest.mark.parametrize("option", NARROWED.values(), ids=NARROWED)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_file_section_page_and_edition_narrow_every_command(
    command: list[str], option: list[str], shelf: Callable[..., Ran]
) -> None:
    told = shelf(*command, *option).out
    assert "rebuilt" in told
    assert "Bats" not in told
    assert "bats" not in told


def test_a_tag_narrows_a_timeline(shelf: Callable[..., Ran]) -> None:
    assert shelf("tag", "Depot to be rebuilt", "works").code == 0
    told = shelf("timeline", "--topic", "tram depot", "--tag", "works").out
    assert "rebuilt" in told
    assert "bats" not in told


def test_a_file_that_gave_nothing_leaves_nothing(shelf: Callable[..., Ran]) -> None:
    assert shelf("summarize", "--topic", "tram depot", "--from", "c.jsonl").code == 5
