"""A server on loopback, of which a function of the test answers every request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Request = BaseHTTPRequestHandler
HTML = "text/html; charset=utf-8"


@contextmanager
def serving(answer: Callable[[Request], None]) -> Iterator[str]:
    """Its address, while it runs. Nothing is printed of what is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def do_POST(self) -> None:
            answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def body_of(request: Request) -> bytes:
    """What was sent with a request."""
    return request.rfile.read(int(request.headers["Content-Length"]))


def send(
    request: Request, body: bytes = b"", status: int = 200, kind: str = HTML, headers: Mapping[str, str] = {}
) -> None:
    """Answer a request; whoever asked may have hung up by then."""
    request.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    with suppress(OSError):
        request.wfile.write(body)
