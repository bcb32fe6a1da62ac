"""A folder of briefings, opened from disk and from a local server in headless Chromium."""

from __future__ import annotations

import functools
import http.server
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "show")]

from briefing_example import ARTICLES, BRIEFING  # noqa: E402
from chrome import CHROMIUM, Chrome  # noqa: E402

from qa.show.briefing.html import briefing_html  # noqa: E402
from qa.show.briefing.index import index_html  # noqa: E402
from qa.show.briefing.json import briefing_dict  # noqa: E402
from qa.show.json import dumps  # noqa: E402


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """The browser; tests that need it are skipped where it is missing."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not here")
    browser = Chrome(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `qa brief` leaves it: an index and two briefings."""
    from dataclasses import replace

    place = tmp_path_factory.mktemp("briefings")
    quiet = replace(BRIEFING, title="A quiet week", slug="a-quiet-week", not_covered=(), changes=None)
    agreed = replace(BRIEFING.comparison, differences=())
    other = replace(quiet, comparison=agreed, bottom_line=BRIEFING.bottom_line[1:])
    rows = []
    for briefing in (BRIEFING, other):
        (place / briefing.slug).mkdir()
        page = briefing_html(briefing, ARTICLES, index="../index.html")
        (place / briefing.slug / "briefing.html").write_text(page, "utf-8")
        rows.append(json.loads(dumps(briefing_dict(briefing))))
    (place / "index.html").write_text(
        index_html(rows, [("A topic that failed", "the model did not answer")]), "utf-8"
    )
    return place


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged."""


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address of a server of that folder on loopback."""
    handler = functools.partial(_Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@pytest.fixture(params=["disk", "server"])
def base(request: pytest.FixtureRequest, folder: Path, server: str) -> str:
    """Where the folder is opened from."""
    return folder.as_uri() if request.param == "disk" else server
