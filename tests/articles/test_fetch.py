"""Pages are fetched from the open internet only; a server of this machine stands in for it."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.articles.fetch import checked_addresses, fetch, is_public
from qa.articles.load import load_articles
from qa.errors import LoadError
from tests.fakes.loopback import HTML, Request, send, serving

SAMPLES = Path(__file__).parent / "samples"
Route = Callable[[Request], None]


class Site:
    """A web site on loopback; `routes` maps a path to what answers it."""

    def __init__(self, address: str) -> None:
        self.base, self.port = address, int(address.rpartition(":")[2])
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []

    def page(self, path: str, body: bytes, kind: str = HTML, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = lambda request: send(request, body, kind=kind, headers=named)
        return self.base + path

    def redirect(self, path: str, target: str) -> str:
        self.routes[path] = lambda request: send(request, status=302, headers={"Location": target})
        return self.base + path


@pytest.fixture
def site() -> Iterator[Site]:
    def answer(request: Request) -> None:
        made.asked.append(request.headers["Host"])
        made.routes.get(request.path, lambda r: r.send_error(404))(request)

    with serving(answer) as address:
        made = Site(address)
        yield made


def refused(url: str, **options: object) -> str:
    with pytest.raises(LoadError) as caught:
        fetch(url, **options)  # type: ignore[arg-type]
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
        ),
        *(
            "100.100.100.200",
            "168.63.129.16",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
        ),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:169.254.169.254", "2001:db8::1"),
    ],
)
def test_private_local_and_metadata_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_several_is_enough_to_refuse_a_host() -> None:
    with pytest.raises(LoadError, match=r"refused: news\.example \(10\.0\.0\.5\)"):
        checked_addresses("news.example", 443, False, lambda host, port: ["93.184.216.34", "10.0.0.5"])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0"]
)
def test_loopback_is_refused_however_it_is_written(host: str, site: Site) -> None:
    site.page("/a", b"<p>secret</p>")
    assert "is a private or local network address" in refused(f"http://{host}:{site.port}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/secret", "http://169.254.169.254/latest/meta-data", "//[::1]/"]
)
def test_a_redirect_into_the_private_network_is_refused(
    target: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.1 plays the public server here; all other private addresses stay private."""
    monkeypatch.setattr(
        "qa.articles.fetch.is_public", lambda address: address == "127.0.0.1" or is_public(address)
    )
    site.page("/fine", b"<p>words</p>")
    assert fetch(f"{site.base}/fine").data == b"<p>words</p>"
    assert "is a private or local network address" in refused(site.redirect("/go", target))


def test_the_connection_goes_to_the_address_that_was_checked_and_names_the_host(site: Site) -> None:
    """A second resolution, which an attacker's name server answers with another address, never happens."""
    site.page("/a", b"<p>words</p>")
    page = fetch(
        f"http://news.example:{site.port}/a", allow_private=True, resolver=lambda h, p: ["127.0.0.1"]
    )
    assert page.data == b"<p>words</p>"
    assert page.url == f"http://news.example:{site.port}/a"
    assert site.asked == [f"news.example:{site.port}"]


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site) -> None:
    site.page("/a", b"<p>words</p>")
    page = fetch(
        f"http://news.example:{site.port}/a", allow_private=True, resolver=lambda h, p: ["::1", "127.0.0.1"]
    )
    assert page.data == b"<p>words</p>"


@pytest.mark.parametrize(
    "url", ["http://user:secret@127.0.0.1/a", "http://", "http://[::1", "https:///path", "http://a\x00b/"]
)
def test_odd_addresses_are_explained(url: str) -> None:
    refused(url, allow_private=True)


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    assert "refused: file address" in refused(site.redirect("/f", "file:///etc/passwd"), allow_private=True)


def test_redirects_are_followed_but_not_for_ever(site: Site) -> None:
    site.page("/end", b"<p>words</p>")
    assert fetch(site.redirect("/start", "/end"), allow_private=True).url == f"{site.base}/end"
    assert "more than 5 redirects" in refused(site.redirect("/loop", "/loop"), allow_private=True)


def test_a_slow_server_times_out(site: Site) -> None:
    def slowly(handler: Request) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(600):
            try:
                handler.wfile.write(b"X-Wait: more\r\n")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.routes["/slow"] = slowly
    started = time.monotonic()
    assert refused(f"{site.base}/slow", allow_private=True, seconds=0.4) == "timed out after 0.4 seconds"
    assert time.monotonic() - started < 20


def test_what_is_too_large_is_refused_announced_or_not(site: Site) -> None:
    body = b"<p>" + b"words " * 2000
    plain = site.page("/big", body)
    told = site.page("/told", body, Content_Length=str(len(body)))
    packed = site.page("/bomb", gzip.compress(b"0" * 1_000_000), Content_Encoding="gzip")
    for url in (plain, told):
        assert refused(url, allow_private=True, max_bytes=5000) == "larger than 4.9 KB"
    assert "unpacks to more than 4.9 KB" in refused(packed, allow_private=True, max_bytes=5000)


def test_other_content_types_and_answers_are_refused(site: Site) -> None:
    image = site.page("/i", b"\x89PNG", "image/png")
    assert refused(image, allow_private=True) == "no article but image/png"
    assert refused(f"{site.base}/none", allow_private=True) == "the server answered 404 Not Found"
    coded = site.page("/z", b"abc", Content_Encoding="zstd")
    assert "unknown coding: zstd" in refused(coded, allow_private=True)


def test_no_server_and_no_host_are_explained() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert "cannot connect" in refused(f"http://127.0.0.1:{port}/", allow_private=True)
    assert refused("http://nowhere.invalid/") == "no such host: nowhere.invalid"


def test_a_page_on_the_web_is_an_article_with_its_address(site: Site) -> None:
    url = site.page("/story", (SAMPLES / "story.html").read_bytes())
    with pytest.raises(LoadError, match="refused"):
        load_articles(url)
    (article,) = load_articles(url, allow_private=True).articles
    assert article.origin == url
    assert article.url == "https://tamsinherald.example/2026/04/glass-works"
    assert article.published == date(2026, 4, 17)


def test_a_page_without_an_own_address_has_the_one_it_was_fetched_from(site: Site) -> None:
    text = "The council of Orme met and heard speakers on the harbour plan. " * 5
    url = site.page("/x", f"<html><body><h1>Orme</h1><article><p>{text}</p></article></body></html>".encode())
    assert load_articles(url, allow_private=True).articles[0].url == url


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("feed.rss", "application/rss+xml", 2),
        ("feed.atom", "text/xml; charset=utf-8", 2),
        ("feed.rss", "text/plain", 2),
        ("newsapi.json", "application/json", 2),
        ("story.pdf", "application/pdf", 1),
        ("story.docx", "application/octet-stream", 1),
        ("story.md", "text/plain", 1),
        ("table.csv", "text/csv", 2),
    ],
)
def test_feeds_and_documents_on_the_web_are_read(name: str, kind: str, count: int, site: Site) -> None:
    url = site.page(f"/{name}", (SAMPLES / name).read_bytes(), kind)
    assert len(load_articles(url, allow_private=True).articles) == count


def test_a_packed_page_is_unpacked(site: Site) -> None:
    url = site.page("/s", gzip.compress((SAMPLES / "story.html").read_bytes()), Content_Encoding="gzip")
    assert load_articles(url, allow_private=True).articles[0].outlet == "The Tamsin Herald"
