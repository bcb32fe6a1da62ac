"""A real HTTP server on loopback that speaks the OpenAI protocol as told: a script of replies and faults."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server does with one chat request. By default it says `text` as it was asked to."""

    text: str = "OK."
    status: int = 200
    error: Mapping[str, Any] | None = None
    """The `error` object of a reply that is not 200."""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds between chunks."""
    finish: str | None = "stop"
    usage: bool = True
    """Whether token usage is reported when it is asked for."""
    pieces: Sequence[str] | None = None
    """Chunks of the stream; words of `text` by default."""
    cut_after: int | None = None
    """Break the connection after so many chunks."""
    body: bytes | None = None
    """These very bytes instead of a proper reply."""
    content_type: str = "application/json"
    refusal: str | None = None
    stream_error: Mapping[str, Any] | None = None
    """An error event in the middle of the stream."""


def failure(
    status: int, message: str, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """A reply with an error status in the shape that OpenAI uses."""
    return Reply(status=status, error={"message": message, "code": code, "type": code}, headers=headers or {})


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients go away without a word when they have all they want: that is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class FakeOpenAI:
    """The server: `script` the replies, read `requests` afterwards. Unscripted requests get `default`."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.default = Reply()
        self.models = ["test-model"]
        self.streams = True
        self._script: deque[Reply] = deque()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def script(self, *replies: Reply | str) -> None:
        """Replies to give, in order."""
        self._script.extend(Reply(r) if isinstance(r, str) else r for r in replies)

    def next(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        with self._lock:
            self.paths.append(path)
            self.keys.append(key)
            self.requests.append(request)
            return self._script.popleft() if self._script else self.default

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


@contextmanager
def fake_openai() -> Iterator[FakeOpenAI]:
    """A running fake server."""
    server = FakeOpenAI()
    try:
        yield server
    finally:
        server.close()


def _handler(fake: FakeOpenAI) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.endswith("/models"):
                self._json(
                    200, {"object": "list", "data": [{"id": m, "object": "model"} for m in fake.models]}
                )
            else:
                self._json(404, {"error": {"message": f"no {self.path}"}})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = json.loads(self.rfile.read(length) or b"{}")
            reply = fake.next(self.path, self.headers.get("Authorization"), request)
            with suppress(BrokenPipeError, ConnectionResetError):
                self._answer(request, reply)

        def _answer(self, request: dict[str, Any], reply: Reply) -> None:
            time.sleep(reply.delay)
            if reply.body is not None:
                self._bytes(reply.status, reply.body, reply.content_type, reply.headers)
            elif reply.status != 200:
                self._json(reply.status, {"error": dict(reply.error or {})}, reply.headers)
            elif self.path.endswith("/embeddings"):
                self._json(200, _embeddings(request))
            elif request.get("stream") and fake.streams:
                self._stream(request, reply)
            else:
                self._json(200, _completion(request, reply))

        def _json(self, status: int, value: object, headers: Mapping[str, str] | None = None) -> None:
            self._bytes(status, json.dumps(value).encode(), "application/json", headers or {})

        def _bytes(self, status: int, body: bytes, content_type: str, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, request: dict[str, Any], reply: Reply) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for index, event in enumerate(_events(request, reply)):
                if reply.cut_after is not None and index >= reply.cut_after:
                    self.close_connection = True
                    self.wfile.flush()
                    return
                data = b"data: " + event + b"\n\n"
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()
                time.sleep(reply.pause)
            self.wfile.write(b"0\r\n\r\n")

    return Handler


def _events(request: dict[str, Any], reply: Reply) -> Iterator[bytes]:
    pieces = reply.pieces if reply.pieces is not None else [f"{word} " for word in reply.text.split(" ")]
    base = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": request.get("model")}

    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return json.dumps({**base, "choices": [choice]}).encode()

    yield chunk({"role": "assistant", "content": ""})
    if reply.refusal:
        yield chunk({"refusal": reply.refusal})
    for index, piece in enumerate(pieces):
        if reply.stream_error is not None and index == 1:
            yield json.dumps({"error": dict(reply.stream_error)}).encode()
        yield chunk({"content": piece})
    yield chunk({}, reply.finish)
    if reply.usage and (request.get("stream_options") or {}).get("include_usage"):
        yield json.dumps({**base, "choices": [], "usage": _usage(request, reply)}).encode()
    yield b"[DONE]"


def _completion(request: dict[str, Any], reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": request.get("model"),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
        "usage": _usage(request, reply),
    }


def _usage(request: dict[str, Any], reply: Reply) -> dict[str, int]:
    prompt = sum(len(str(m["content"]).split()) for m in request.get("messages", []))
    completion = len(reply.text.split())
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _embeddings(request: dict[str, Any]) -> dict[str, Any]:
    inputs = request["input"] if isinstance(request["input"], list) else [request["input"]]
    rows = []
    for index, text in enumerate(inputs):
        spread = [float(ord(c) % 7) for c in str(text)[:8].ljust(8)]
        rows.append({"object": "embedding", "index": index, "embedding": spread})
    return {
        "object": "list",
        "data": rows,
        "model": request.get("model"),
        "usage": {"prompt_tokens": 1, "total_tokens": 1},
    }
