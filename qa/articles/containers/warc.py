"""The door to warcio: the pages of a web archive (WARC, ISO 28500), each with its address."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from qa.articles.containers.saved import SavedPage, web
from qa.errors import LoadError

_START = re.compile(rb"(?<![\"'=\\;])<!doctype html", re.IGNORECASE)
_HEAD = re.compile(rb"(?m)^WARC-(?:Type|Target-URI|Date|Record-ID)(?=: )")


def is_warc(data: bytes) -> bool:
    """Whether the bytes begin as a WARC does."""
    return data[:16].startswith(b"WARC/")


def runs_on(page: bytes) -> bool:
    """Whether a page holds the head of another record, or a second page: its stated length is damaged."""
    if len(set(_HEAD.findall(page))) > 1:
        return True
    starts = [found.start() for found in _START.finditer(page)]
    return len(starts) > 1 and not any(_in_script(page, start) for start in starts[1:])


def _in_script(page: bytes, start: int) -> bool:
    """Whether a place is inside a script, which may hold pages as text."""
    before = page[:start].lower()
    return before.rfind(b"<script") > before.rfind(b"</script")


def warc_pages(data: bytes, max_bytes: int) -> Iterator[SavedPage]:
    """The HTML pages answered with 200. Raises LoadError without the extra, or for a damaged file."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise LoadError("WARC files need an extra", 'install it: pip install "newsdesk-qa[warc]"') from None
    try:
        records = ArchiveIterator(io.BytesIO(data))
        while (page := _next_page(records, max_bytes)) is not None:
            yield page
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, TypeError, AttributeError) as error:
        raise LoadError(
            f"a damaged WARC file: {type(error).__name__}", "download or crawl it again"
        ) from None


def _next_page(records: Any, max_bytes: int) -> SavedPage | None:
    """The next HTML page; None at the end. What the library prints about odd records is not shown."""
    with redirect_stderr(io.StringIO()):
        for record in records:
            http = record.http_headers
            if record.rec_type not in ("response", "resource"):
                continue
            if http is not None and http.get_statuscode() != "200":
                continue
            kind = (http.get_header("Content-Type") if http is not None else record.content_type) or ""
            if "html" not in kind.lower():
                continue
            content = record.content_stream().read(max_bytes)
            charset = kind.lower().partition("charset=")[2].strip(" \"';") or None
            return SavedPage(content, charset, web(record.rec_headers.get_header("WARC-Target-URI") or ""))
    return None
