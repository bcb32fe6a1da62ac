"""What tests of the library share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from library_world import HashEmbedder

from qa.library.library import Library


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder, create=True) as opened:
        yield opened


@pytest.fixture
def by_chroma(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma answers whatever the size of the library."""
    monkeypatch.setattr("qa.library.library.EXACT_UP_TO", 0)
