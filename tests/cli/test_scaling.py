"""The commands of the page on growing, with processes and a real Chroma server beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes")]

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


def _words(line: str) -> list[str]:
    import shlex

    return shlex.split(line)
