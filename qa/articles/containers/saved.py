"""Pages that a browser saved in one file: MHTML and Safari's web archive. The page in it, and its address."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from qa.errors import LoadError

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s>]{3,2000}?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(rb"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S{3,2000})", re.IGNORECASE)
_MHTML = re.compile(
    rb"^(?:content-type:\s*multipart/related|snapshot-content-location:)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The bytes of a page, the character set that its container states, its address."""

    data: bytes
    charset: str | None
    url: str | None


_PARTS = re.compile(
    r"(?P<page>.+)[_.-](?:files|dateien|fichiers|archivos|ficheros|arquivos|bestanden|file|filer|pliki|soubory|"
    r"súbory|fájlok|dosyalar|elemei|файлы|файли|ファイル|文件)/",
    re.IGNORECASE,
)


def is_part(name: str, names: Container[str]) -> bool:
    """Whether a file stands in the folder that a browser makes beside a page saved whole ("Page_files/x.html"
    of "Page.html"): there are frames and pictures, no articles.
    """
    found = _PARTS.match(name)
    return found is not None and any(f"{found['page']}{end}" in names for end in (".html", ".htm", ".xhtml"))


def is_mhtml(data: bytes) -> bool:
    """Whether the bytes are a page saved as MHTML: a mail whose parts are related, and no sender's mail."""
    head = data[:4096]
    if not _MHTML.search(head) or head.lstrip()[:1] == b"<":
        return False
    return (
        b"Saved by" in head
        or b"napshot-Content-Location" in head
        or not re.search(rb"^(?:received|message-id):", head, re.IGNORECASE | re.MULTILINE)
    )


def read_mhtml(data: bytes) -> SavedPage:
    """The page in an MHTML file (RFC 2557). Raises LoadError when there is none."""
    from email import message_from_bytes, policy

    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = [p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")]
        part = max(parts[:1] or parts, key=lambda p: len(str(p.get_payload())), default=None)
        payload = part.get_payload(decode=True) if part is not None else None
        charset = part.get_content_charset() if part is not None else None
    except (ValueError, LookupError, TypeError, RecursionError, IndexError, KeyError, AttributeError):
        part, payload, charset = None, None, None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        raise LoadError("no page in this MHTML file", "save the page again, or as HTML")
    url = message["Snapshot-Content-Location"] or part["Content-Location"] or message["Content-Location"]
    return SavedPage(payload, charset, web(str(url).strip()) if url else None)


def is_webarchive(data: bytes) -> bool:
    """Whether the bytes are a property list with the resources of a page."""
    return b"WebMainResource" in data and (data.startswith(b"bplist") or b"<plist" in data[:400])


def read_webarchive(data: bytes) -> SavedPage:
    """The page in a Safari web archive. Raises LoadError when there is none."""
    if not data.startswith(b"bplist") and b"<!ENTITY" in data[:2000]:
        raise LoadError("a web archive with entity definitions is not read", "save the page again")
    try:
        value = plistlib.loads(data)
        main = value.get("WebMainResource") if isinstance(value, Mapping) else None
        page = main.get("WebResourceData") if isinstance(main, Mapping) else None
    except Exception as error:  # plistlib raises a dozen kinds on damaged files
        raise LoadError(
            f"not a readable web archive: {type(error).__name__}", "save the page again"
        ) from None
    if not isinstance(main, Mapping) or not isinstance(page, bytes):
        raise LoadError("no page in this web archive", "save the page again, or as HTML")
    charset = main.get("WebResourceTextEncodingName")
    url = main.get("WebResourceURL")
    return SavedPage(
        page, charset if isinstance(charset, str) else None, web(url) if isinstance(url, str) else None
    )


def saved_address(data: bytes) -> str | None:
    """The address that a browser or SingleFile wrote into the page it saved."""
    found = _SINGLE_FILE.search(data[:4096]) or _SAVED_FROM.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else None


def web(text: str) -> str | None:
    """An http(s) address, or None."""
    return text if re.match(r"https?://[^\s<>\"]+$", text) else None
