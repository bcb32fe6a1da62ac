"""Assistants: the real client of the protocol's SDK, over both ways to reach the server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")
import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from qa.desk.desk import Desk
from qa.mcp.server import guarded, make_server

ROOT = Path(__file__).parents[2]
ARTICLE = """Water tower to be sold

The parish of Elmsworth will sell its old water tower for 310,000 pounds, its clerk Dora Penhale said.
The buyer is a couple from Leeds. They plan to open a tea room in the tower next spring.
"""
TOOLS = {"ask", "search", "fetch", "summarize", "brief", "timeline", "compare", "show", "check", "list"}

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk on a library of one article."""
    Path("tower.txt").write_text(ARTICLE)
    with Desk.open() as made:
        made.add(["tower.txt"])
        yield made


def call(server: Any, name: str, **arguments: Any) -> Any:
    """One call by the SDK's client in this process."""

    async def work() -> Any:
        async with Client(server) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(work)


def test_an_assistant_gets_checked_sentences_with_their_exact_words(desk: Desk) -> None:
    result = call(make_server(desk), "ask", question="When will the tea room open?")
    answer = result.structured_content
    assert answer["found"]
    cited = answer["sentences"][0]["citations"][0]
    assert cited["quote"] == desk.show(cited["article_id"]).text[cited["start"] : cited["end"]]
    assert "next spring" in result.content[0].text


def test_what_the_articles_do_not_say_is_not_answered(desk: Desk) -> None:
    result = call(make_server(desk), "ask", question="Who won the chess championship in Bergen?")
    assert result.structured_content["found"] is False


def test_search_and_fetch_are_the_pair_that_assistants_expect(desk: Desk) -> None:
    server = make_server(desk)
    (hit, *_) = call(server, "search", query="tea room").structured_content["results"]
    assert {"id", "title", "url", "text"} <= hit.keys()
    document = call(server, "fetch", id=hit["id"]).structured_content
    assert "tea room" in document["text"]
    assert document["metadata"]["language"] == "en"


def test_what_an_article_does_not_say_of_itself_is_told_in_words(desk: Desk) -> None:
    for name, arguments in (("search", {"query": "tea room"}), ("list", {})):
        said = call(make_server(desk), name, **arguments).content[0].text
        assert "Water tower to be sold (unknown outlet · no date)" in said


def test_a_draft_is_held_against_the_library_and_never_called_checked(desk: Desk) -> None:
    draft = (
        "The buyer is a couple from Leeds. The tower is sold for 910,000 pounds by the parish of Elmsworth."
    )
    proof = call(make_server(desk), "check", text=draft).structured_content
    assert [s["verdict"] for s in proof["sentences"]] == ["supported", "differs"]
    assert proof["holds"] is False
    given = call(
        make_server(desk), "check", text="The board met on Tuesday.", sources=["The board met on Tuesday."]
    )
    assert given.structured_content["holds"] is True


def test_articles_are_added_only_when_that_was_allowed(desk: Desk) -> None:
    async def names(write: bool) -> set[str]:
        async with Client(make_server(desk, write=write)) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    assert anyio.run(names, False) == TOOLS
    assert anyio.run(names, True) == TOOLS | {"add"}


def test_an_error_is_words_for_the_assistant(desk: Desk) -> None:
    result = call(make_server(desk), "fetch", id="0000000000000000")
    assert result.is_error
    assert "Traceback" not in result.content[0].text


def test_an_article_is_a_resource(desk: Desk) -> None:
    async def work() -> Any:
        async with Client(make_server(desk)) as client:
            return await client.read_resource(f"article://{desk.list()[0].id}")

    assert "Leeds" in anyio.run(work).contents[0].text


def test_over_standard_streams_as_an_assistant_starts_it(desk: Desk) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "qa", "mcp"], env=environment)

    async def work() -> Any:
        async with Client(parameters) as client:
            return await client.call_tool("list", {})

    assert "Water tower" in anyio.run(work).content[0].text


def test_over_http_a_token_is_needed(desk: Desk) -> None:
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QA_MCP_TOKEN": "only-for-this-test"}
    server = subprocess.Popen(
        [sys.executable, "-m", "qa", "mcp", "--http", "--port", str(port)],
        env=environment,
        stderr=subprocess.PIPE,
    )
    try:
        until, status = time.monotonic() + 60, 0
        while not status and time.monotonic() < until:
            try:
                status = httpx.post(f"http://127.0.0.1:{port}/mcp", json={}).status_code
            except httpx.TransportError:
                time.sleep(0.1)
        assert status == 401
        right = {"Authorization": "Bearer only-for-this-test"}
        assert httpx.post(f"http://127.0.0.1:{port}/mcp", json={}, headers=right).status_code != 401
    finally:
        server.kill()
        server.communicate()


def test_a_port_that_is_taken_is_one_line(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "qa", "mcp", "--http", "--port", str(port)]
        ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    assert ran.returncode == 2
    told = ran.stderr.decode().split("\n")
    assert told[0].startswith(f"error: port {port}: ")
    assert told[1] == "hint: take another one: --port"


def test_a_wrong_token_of_the_same_length_is_refused() -> None:
    sent: list[Any] = []

    async def app(*_: Any) -> None:
        raise AssertionError("reached")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"authorization", b"Bearer abd")]}
    anyio.run(guarded(app, "abc"), scope, None, send)
    assert sent[0]["status"] == 401
