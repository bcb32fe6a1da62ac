"""An http(s) address is downloaded, unless it leads into the user's own network.

Protection against server-side request forgery (OWASP SSRF): every address of a host is checked after
name resolution, and the connection goes to a checked address, so that a second resolution cannot give
another one (DNS rebinding). Redirects are followed by hand and checked alike.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qa.articles.formats import format_of, gunzip, size
from qa.articles.raw import DEFAULT_MAX_BYTES
from qa.errors import LoadError

_MAX_REDIRECTS = 5
_CONNECT_SECONDS = 8.0
_READ_SECONDS = 15.0
TOTAL_SECONDS = 40.0
"""A whole download, redirects included; it also bounds servers that send a byte now and then."""

# Azure's metadata service has a public address; the other clouds use link-local or private ones.
_METADATA_ADDRESSES = frozenset({ipaddress.ip_address("168.63.129.16")})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_ALLOW = "use --allow-private if you trust this address"
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/ld+json": "json",
    "application/feed+json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "mail",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
}
_LOOK = ("text/plain", "text/xml", "application/xml", "application/octet-stream", "binary/octet-stream", "")
_PACKED = frozenset(("application/gzip", "application/x-gzip"))
AGENT = "newsdesk-qa"
"""Who asks, as robots.txt files name it."""

_HEADERS = {
    "User-Agent": f"{AGENT} (reads pages on request)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
    "Accept-Encoding": "gzip",  # unpacked here, with a bound: a bomb would pass a client's own decoder
}

Resolver = Callable[[str, int], list[str]]


class StatusError(LoadError):
    """A server answered, and not with the page. `retry_after`: the seconds that it asks to wait, if any."""

    def __init__(self, message: str, hint: str, status: int, retry_after: float | None) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Seen:
    """What an earlier download said of itself, to be asked whether that has changed (RFC 9110, 13.1)."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The conditions of a request."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Download:
    """A download: its bytes, the address it came from after redirects, and what the server says it is."""

    data: bytes
    url: str
    kind: str | None
    charset: str | None
    seen: Seen = Seen()
    """What to ask with next time."""
    unchanged: bool = False
    """The server says that it is what was seen before; then there are no bytes."""

    @property
    def name(self) -> str:
        """The last part of the path, whose suffix may tell the format."""
        return re.sub(r"[?#].*", "", self.url).rsplit("/", 1)[-1]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also where it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip not in _METADATA_ADDRESSES


def resolve(host: str, port: int) -> list[str]:
    """All A and AAAA addresses of a host, each once. Raises LoadError when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise LoadError(f"no such host: {host}", "check the address and your connection") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, allow_private: bool, resolver: Resolver = resolve) -> list[str]:
    """The addresses to connect to. Raises LoadError when one is not public and that is not allowed."""
    addresses = resolver(host, port)
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                shown = host if host == address else f"{host} ({address})"
                raise LoadError(f"refused: {shown} is a private or local network address", _ALLOW)
    return addresses


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    max_bytes: int = DEFAULT_MAX_BYTES,
    seconds: float = TOTAL_SECONDS,
    resolver: Resolver = resolve,
    seen: Seen | None = None,
) -> Download:
    """Download a page, a feed or a document; with `seen` only if it has changed since.

    Raises LoadError: refused address, time-out after `seconds` in all, more than `max_bytes`, HTTP error,
    a content type that holds no article. Proxies of the environment are not used: they would resolve the
    name again, behind the check.
    """
    outcome: list[Download | BaseException] = []
    clients: list[Any] = []

    known = seen or Seen()

    def work() -> None:
        try:
            outcome.append(
                _follow(
                    url,
                    allow_private,
                    max_bytes,
                    time.monotonic() + seconds,
                    resolver,
                    clients,
                    known,
                )
            )
        except BaseException as error:  # handed to the caller's thread
            outcome.append(error)

    # A thread, since neither name resolution nor slowly sent headers can be bounded from within.
    thread = threading.Thread(target=work, daemon=True, name="qa-fetch")
    thread.start()
    thread.join(seconds)
    if not outcome:
        for client in clients:
            client.close()
        raise _timed_out(seconds)
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _timed_out(seconds: float) -> LoadError:
    return LoadError(
        f"timed out after {seconds:g} seconds", "try again later, or save the page and add the file"
    )


def _follow(
    url: str,
    allow_private: bool,
    max_bytes: int,
    deadline: float,
    resolver: Resolver,
    clients: list[Any],
    seen: Seen,
) -> Download:
    import httpx

    limits = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    headers = {**_HEADERS, **seen.headers}
    with httpx.Client(timeout=limits, trust_env=False, follow_redirects=False, headers=headers) as client:
        clients.append(client)
        for _ in range(_MAX_REDIRECTS + 1):
            address = _checked_url(url)
            ips = checked_addresses(address.host, address.port or _port(address), allow_private, resolver)
            found = _get(client, address, ips, max_bytes, deadline)
            if isinstance(found, Download):
                return found
            url = str(address.join(found))
    raise LoadError(f"more than {_MAX_REDIRECTS} redirects", "open it in a browser and add the final address")


def _checked_url(url: str) -> Any:
    import httpx

    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise LoadError("not a valid web address", "give it as https://host/path") from None
    if address.scheme not in ("http", "https"):
        raise LoadError(f"refused: {address.scheme or 'no'} address", "only http and https are read")
    if not address.host:
        raise LoadError("a web address without a host", "give it as https://host/path")
    if address.userinfo:
        raise LoadError(
            "refused: the address contains a user name or password", "leave it out of the address"
        )
    return address


def _port(address: Any) -> int:
    return 443 if address.scheme == "https" else 80


def _get(client: Any, url: Any, ips: list[str], max_bytes: int, deadline: float) -> Download | str:
    """The page at `url`, or the target when it is a redirect; asks the checked addresses in turn."""
    import httpx

    for last, ip in ((ip == ips[-1], ip) for ip in ips):
        request = client.build_request(
            "GET",
            url.copy_with(host=ip),
            headers={"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.host},  # the certificate is still checked against the name
        )
        try:
            response = client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if not last:
                continue
            raise LoadError(
                f"cannot connect: {_reason(error)}", "check the address and your connection"
            ) from None
        except httpx.TimeoutException:
            raise _timed_out(_READ_SECONDS) from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise LoadError(
                f"download failed: {_reason(error)}", "try again, or save the page and add the file"
            ) from None
        try:
            return _answer(response, str(url), max_bytes, deadline)
        except httpx.TimeoutException:
            raise _timed_out(_READ_SECONDS) from None
        except httpx.HTTPError as error:
            raise LoadError(f"download broke off: {_reason(error)}", "try again") from None
        finally:
            response.close()
    raise LoadError("the host has no address", "check the address")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _answer(response: Any, url: str, max_bytes: int, deadline: float) -> Download | str:
    if response.status_code in (301, 302, 303, 307, 308) and response.headers.get("location"):
        return str(response.headers["location"])
    seen = Seen(response.headers.get("etag"), response.headers.get("last-modified"))
    if response.status_code == 304:
        return Download(b"", url, None, None, seen, unchanged=True)
    if response.status_code != 200:
        hint = "it needs a login or forbids programs: save the page from a browser"
        raise StatusError(
            f"the server answered {response.status_code} {response.reason_phrase}".strip(),
            hint if response.status_code in (401, 402, 403, 429, 451) else "check the address",
            response.status_code,
            _seconds(response.headers.get("retry-after", "")),
        )
    kind, charset = _content_type(response.headers.get("content-type", ""), url)
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > max_bytes:
        raise _too_large(max_bytes)
    data = bytearray()
    for block in response.iter_raw():
        data += block
        if len(data) > max_bytes:
            raise _too_large(max_bytes)
        if time.monotonic() > deadline:
            raise _timed_out(TOTAL_SECONDS)
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip") and data:
        return Download(gunzip(bytes(data), max_bytes), url, kind, charset, seen)
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise LoadError(
            f"sent in an unknown coding: {coding[:30]}", "save the page from a browser and add the file"
        )
    return Download(bytes(data), url, kind, charset, seen)


def _seconds(retry_after: str) -> float | None:
    """How long a server asks to wait: seconds, or until a date (RFC 9110, 10.2.3); None when it does not."""
    from email.utils import parsedate_to_datetime

    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _too_large(max_bytes: int) -> LoadError:
    return LoadError(f"larger than {size(max_bytes)}", "save the part you need and add the file")


def _content_type(header: str, url: str) -> tuple[str | None, str | None]:
    """(format or None to look at the bytes, character set). Raises LoadError for images and the like."""
    mime, _, parameters = header.partition(";")
    mime = mime.strip().lower()
    found = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", parameters, re.IGNORECASE)
    charset = found[1] if found else None
    if mime in _KINDS:
        return _KINDS[mime], charset
    if mime in _LOOK or mime in _PACKED:
        named = format_of(re.sub(r"[?#].*", "", url))
        return (named if mime != "text/plain" or named == "markdown" else None), charset
    if mime.endswith("+json"):
        return "json", charset
    if mime.endswith("+xml"):
        return None, charset
    raise LoadError(f"no article but {mime[:60]}", "give the address of an article, a feed or a document")
