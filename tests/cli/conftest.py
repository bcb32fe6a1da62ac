"""A library of the sample articles, made once, and the program run in this process."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ARTICLES = {
    "harbour.md": """---
title: Ferry hits the quay at Brackwater
outlet: Brackwater Post
date: 2026-02-03
url: https://post.example/ferry
---
A passenger ferry hit the quay in Brackwater on Tuesday morning and 12 people were injured.
The captain of the ferry is Mirela Sandhurst, the harbour office said.
Nobody was killed in the accident.
""",
    "council.md": """---
title: Council of Brackwater puts off the vote on the tram
outlet: Evening Lamp
date: 2026-02-05
---
The council of Brackwater put off its vote on the new tram line on Thursday.
Councillor Ottar Fenwick said that the cost of 80 million crowns was too high.
A decision is expected in March.
""",
}


@dataclass(frozen=True)
class Ran:
    """What one run of the program left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library, made once by the real program's own parts."""
    from qa.desk.desk import Desk
    from qa.settings import load_settings

    place = tmp_path_factory.mktemp("made")
    folder = place / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    with Desk(load_settings({"library": place / "library"})) as desk:
        report = desk.add([str(folder)])
    assert report.count("added") == 2
    return place / "library"


@pytest.fixture
def library(made_library: Path, own_home: Path) -> Path:
    """A copy of it where this test's settings look."""
    return Path(shutil.copytree(made_library, own_home / "library"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs `qa` in this process: fast, and seen by coverage."""

    def program(*arguments: str, stdin: bytes = b"", terminal: bool = False) -> Ran:
        from qa.cli.main import main

        out, err = Stream(terminal), Stream(terminal)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(arguments))
        return Ran(code, out.text, err.text)

    return program


class Stream(io.TextIOWrapper):
    """Standard output as the program sees it: text over bytes, a terminal or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
