"""The door to warcio: the pages of a web archive (WARC, ISO 28500), each with its address."""

from __future__ import annotations

import io
from collections.abc import Iterator

from qa.articles.containers.saved import SavedPage, web
from qa.errors import LoadError


def is_warc(data: bytes) -> bool:
    """Whether the bytes begin as a WARC does."""
    return data[:16].startswith(b"WARC/")


def warc_pages(data: bytes, max_bytes: int) -> Iterator[SavedPage]:
    """The HTML pages answered with 200. Raises LoadError without the extra, or for a damaged file."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise LoadError("WARC files need an extra", 'install it: pip install "newsdesk-qa[warc]"') from None
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            http = record.http_headers
            if record.rec_type not in ("response", "resource") or (
                http is not None and http.get_statuscode() != "200"
            ):
                continue
            kind = (http.get_header("Content-Type") if http is not None else record.content_type) or ""
            if "html" not in kind.lower():
                continue
            content = record.content_stream().read(max_bytes)
            charset = kind.lower().partition("charset=")[2].strip(" \"';") or None
            yield SavedPage(content, charset, web(record.rec_headers.get_header("WARC-Target-URI") or ""))
    except (
        ArchiveLoadFailed,
        OSError,
        EOFError,
        ValueError,
        TypeError,
        AttributeError,
        UnicodeDecodeError,
    ) as error:
        raise LoadError(
            f"a damaged WARC file: {type(error).__name__}", "download or crawl it again"
        ) from None
