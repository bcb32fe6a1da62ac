"""`qa mcp`: the library for assistants, over the Model Context Protocol."""

from __future__ import annotations

import os
import secrets
from typing import Annotated

import typer

from qa.cli.run import Run, command
from qa.errors import ConfigError


@command
def mcp(
    run: Run,
    http: Annotated[
        bool, typer.Option("--http", help="Serve on loopback instead of standard streams.")
    ] = False,
    port: Annotated[int, typer.Option("--port", help="The port, with --http.", min=1, max=65535)] = 8765,
    write: Annotated[bool, typer.Option("--write", help="Let the assistant add articles too.")] = False,
) -> None:
    """Serve the library to assistants (Model Context Protocol).

    An assistant starts it itself over standard streams. With --http every request needs the bearer token that
    is printed, or the one in QA_MCP_TOKEN.
    """
    try:
        from qa.mcp.server import make_server, serve_http
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"the package {error.name} is not installed", "pip install 'newsdesk-qa[mcp]'"
        ) from None
    token = os.environ.pop("QA_MCP_TOKEN", "") or secrets.token_urlsafe(24)
    with run.desk() as desk:
        server = make_server(desk, write=write)
        if not http:
            server.run("stdio")
            return
        told = f"serving http://127.0.0.1:{port}/mcp with the token {token}"
        serve_http(server, port, token, lambda: run.say(told))
