"""Several assistants at once, and a server that dies: the SDK's client, over both transports."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")
import anyio
import httpx2
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from qa.desk.desk import Desk

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")

ROOT = Path(__file__).parents[2]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
TOKEN = "only-for-this-test"
HANGS = 300
"""Seconds after which a call hangs, on any machine."""
STORIES = {
    "Elmsworth": "The parish of Elmsworth will sell its old water tower for 310,000 pounds, its clerk said.",
    "Brackwater": "The harbour of Brackwater will build a second quay for 42 million pounds, it said.",
    "Tolmarsh": "The school of Tolmarsh will close its kitchen in 2027, its head Ida Marchbanks said.",
}
ASKED = {
    "What will the parish of Elmsworth sell its water tower for?": "310,000",
    "What will the second quay of Brackwater cost?": "42 million",
    "When will the school of Tolmarsh close its kitchen?": "2027",
}
STARTED = (
    "import os, pathlib, runpy, sys; pathlib.Path('pid').write_text(str(os.getpid()));"
    " sys.argv = ['qa', 'mcp', *sys.argv[1:]]; runpy.run_module('qa', run_name='__main__')"
)


@pytest.fixture(autouse=True)
def library() -> None:
    for place, story in STORIES.items():
        Path(f"{place}.txt").write_text(f"News of {place}\n\n{story} Nothing else was decided on Monday.\n")
    with Desk.open() as desk:
        desk.add([f"{place}.txt" for place in STORIES])


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QA_MCP_TOKEN": TOKEN}


def over_streams() -> Client:
    return Client(
        StdioServerParameters(command=sys.executable, args=["-c", STARTED, "--write"], env=environment())
    )


@asynccontextmanager
async def over_http(port: int) -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx2.AsyncClient(headers=headers, timeout=HANGS, trust_env=False) as line:
        transport = streamable_http_client(f"http://127.0.0.1:{port}/mcp", http_client=line)
        async with Client(transport) as client:
            yield client


class HttpServer:
    """`qa mcp --http`, on a port of its own; `kill` ends it as the system would."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or _free_port()
        command = [sys.executable, "-m", "qa", "mcp", "--http", "--write", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL)

    async def ready(self) -> None:
        while self.process.poll() is None:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            await anyio.sleep(0.1)
        raise AssertionError(f"it ended with {self.process.returncode}")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def run(work: Callable[[], Any]) -> None:
    async def bounded() -> None:
        with anyio.fail_after(HANGS):
            await work()

    anyio.run(bounded)


async def asks_and_adds(client: Client, name: str) -> None:
    """What one assistant does: asks everything, and adds an article of its own."""
    for question, said in ASKED.items():
        answer = (await client.call_tool("ask", {"question": question})).structured_content
        assert answer["found"], question
        assert said in answer["sentences"][0]["text"]
        cited = answer["sentences"][0]["citations"][0]
        document = await client.call_tool("fetch", {"id": cited["article_id"]})
        assert document.structured_content["text"][cited["start"] : cited["end"]] == cited["quote"]
    own = Path(f"{name}.txt").resolve()
    own.write_text(f"News for {name}\n\nThe bridge of {name} opens again in May, its owner said on Monday.\n")
    assert not (await client.call_tool("add", {"sources": [str(own)]})).is_error
    listed = (await client.call_tool("list", {})).structured_content["articles"]
    assert f"News for {name}" in {row["title"] for row in listed}


def test_several_assistants_ask_and_add_at_once_each_with_a_server_of_its_own() -> None:
    async def one(name: str) -> None:
        async with over_streams() as client:
            await asks_and_adds(client, name)

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for name in ("Ardley", "Binsey", "Cowley"):
                group.start_soon(one, name)

    run(all_of_them)
    with Desk.open() as desk:
        assert len(desk.list()) == 6


def test_several_assistants_ask_and_add_at_once_on_one_server() -> None:
    async def one(port: int, name: str) -> None:
        async with over_http(port) as client:
            await asks_and_adds(client, name)

    async def all_of_them() -> None:
        server = HttpServer()
        try:
            await server.ready()
            async with anyio.create_task_group() as group:
                for name in ("Ardley", "Binsey", "Cowley", "Didcot"):
                    group.start_soon(one, server.port, name)
        finally:
            server.kill()

    run(all_of_them)
    with Desk.open() as desk:
        assert len(desk.list()) == 7


async def asked_while_it_dies(client: Client, kill: Callable[[], None]) -> None:
    """A call during which the server is killed ends with an error for the client, not with a wait."""

    async def working(*_: Any) -> None:
        kill()

    with pytest.raises(Exception, match=r"\w") as told:
        await client.call_tool("ask", {"question": next(iter(ASKED))}, progress_callback=working)
    assert not isinstance(told.value, TimeoutError)


def test_a_killed_server_is_an_error_and_the_next_one_answers() -> None:
    async def work() -> None:
        try:
            async with over_streams() as client:
                assert (await client.call_tool("list", {})).structured_content["articles"]
                pid = int(Path("pid").read_text())
                await asked_while_it_dies(client, lambda: os.kill(pid, KILL))
        except* (anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
            pass  # a client may also learn at its end that there is nobody to say goodbye to
        async with over_streams() as client:
            await asks_and_adds(client, "Ardley")

    run(work)


def test_a_killed_http_server_is_an_error_and_the_next_one_answers() -> None:
    async def work() -> None:
        server = HttpServer()
        try:
            await server.ready()
            async with over_http(server.port) as client:
                await asked_while_it_dies(client, server.kill)
            server = HttpServer(server.port)
            await server.ready()
            async with over_http(server.port) as client:
                await asks_and_adds(client, "Ardley")
        finally:
            server.kill()

    run(work)
