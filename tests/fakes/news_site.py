"""A small news site on loopback: pages and feeds that tests write and correct, with what it was asked."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from email.utils import formatdate

from tests.fakes.loopback import Request, serving

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>{head}
<meta property="og:site_name" content="Harbour Post"><meta property="article:published_time" content="{day}">
</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>{base}/</link>
<description>News</description>{items}</channel></rss>"""

ITEM = """<item><title>{title}</title><link>{link}</link><guid>{link}</guid>
<pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"""


def page(title: str, *sentences: str, day: str = "2026-02-03", head: str = "") -> str:
    """A page with an article."""
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return PAGE.format(title=title, paragraphs=text, day=day, head=head)


@dataclass
class Answer:
    """What an address gives."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    """Whether it has an ETag and a date, and answers 304 to who knows them."""


class NewsSite:
    """`site.put("/a", page(...))`; `site.asked` are the (path, status) of all requests since `forget`."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, int]] = []
        self.headers: list[dict[str, str]] = []
        self._serving = ExitStack()
        self.base = self._serving.enter_context(serving(self.answer))

    def put(self, path: str, body: str, **more: object) -> str:
        """Publish something; its address."""
        self.answers[path] = Answer(body.encode(), **more)  # type: ignore[arg-type]
        return self.base + path

    def feed(self, path: str, *entries: tuple[str, str, str]) -> str:
        """Publish a feed of (title, path of its page, text); its address."""
        items = "".join(ITEM.format(title=t, link=self.base + p, text=x) for t, p, x in entries)
        return self.put(path, FEED.format(base=self.base, items=items), kind="application/rss+xml")

    def forget(self) -> None:
        """Forget what was asked."""
        self.asked.clear()
        self.headers.clear()

    def close(self) -> None:
        """Go off the air."""
        self._serving.close()

    def answer(self, handler: Request) -> None:
        found = self.answers.get(handler.path, Answer(b"no such page", status=404))
        tag = f'"{hash(found.body)}"'
        status = found.status
        if status == 200 and found.validators and handler.headers.get("If-None-Match") == tag:
            status = 304
        self.asked.append((handler.path, status))
        self.headers.append(dict(handler.headers))
        handler.send_response(status)
        handler.send_header("Content-Type", found.kind)
        for name, value in found.headers.items():
            handler.send_header(name, value)
        if found.validators:
            handler.send_header("ETag", tag)
            handler.send_header("Last-Modified", formatdate(1_770_000_000, usegmt=True))
        body = found.body if status != 304 else b""
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
