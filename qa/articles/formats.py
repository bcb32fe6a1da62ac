"""Which reader takes which bytes: by suffix, by content type, else by looking at them."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath

from qa.articles.encoding import decode
from qa.articles.exports import How, read_export
from qa.articles.pages.html import declared_charset, read_html
from qa.articles.raw import DEFAULT_MAX_BYTES, MAX_CHARACTERS, MAX_LINES, Batch, RawArticle
from qa.articles.readers.documents import read_docx
from qa.articles.readers.feeds import read_feed
from qa.articles.readers.mail import is_mail, read_mail
from qa.articles.readers.pdf import read_pdf
from qa.articles.readers.plain import read_markdown, read_text
from qa.articles.readers.records import looks_like_article, read_csv, read_json, read_json_lines
from qa.errors import LoadError

_SUFFIXES = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
    ".opml": "subscriptions",
    **dict.fromkeys((".ris", ".bib", ".bibtex"), "references"),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), "feed"),
    **dict.fromkeys((".nitf", ".newsml", ".enex", ".rtf", ".odt", ".epub", ".zip", ".tar", ".tgz"), "export"),
    **dict.fromkeys((".mhtml", ".mht", ".webarchive", ".warc", ".bz2", ".xz", ".mbox"), "export"),
}
SUPPORTED = (
    ".txt .md .html .json .jsonl .csv .pdf .docx .odt .rtf .epub .eml .mbox .rss .atom .xml .nitf .enex "
    ".mhtml .webarchive .opml .ris .bib .warc .zip .tar, each also as .gz"
)
_FEED_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?:(?:<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^>]*>)\s*)*)<(rss|feed|rdf:rdf|atom:feed)\b",
    re.IGNORECASE | re.DOTALL,
)
_RTF_WORD = re.compile(r"\\(?:rtf1|ansi|fonttbl|pard?|plain|fs\d+|f\d+|b0)(?![a-z])")
_RTF_WORDS = 3
"""Control words of RTF that no article has, and that every RTF file opens with."""
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?:<!--.*?-->\s*)*)"
    r"<(?:!doctype html|html|head|body|article|div|p|meta|title|h1)\b",
    re.IGNORECASE | re.DOTALL,
)


def format_of(name: str) -> str | None:
    """The format that a file name says ("a.json.gz" is JSON), or None when it says none we read."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    if path.name == "mbox":  # what mail programs of a Mac keep in a folder "Inbox.mbox"
        return "export"
    return _SUFFIXES.get(path.suffix)


def is_supported(name: str) -> bool:
    """Whether a file of this name is read when it is found in a directory."""
    return format_of(name) is not None


def read(
    data: bytes,
    *,
    name: str = "",
    kind: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    how: How | None = None,
) -> Batch:
    """The articles in the bytes of one file or download.

    `kind` is the format when it is known, else the suffix of `name` tells it, else the bytes do.
    Raises LoadError with the reason when nothing can be read; the message does not name the file.
    """
    if data[:2] == b"\x1f\x8b":
        data = gunzip(data, max_bytes)
    blank = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
    if not data[:4096].strip(blank) and not data.strip(blank):
        raise LoadError("the file is empty", "save the article again, or leave the file out")
    found = read_export(data, kind or format_of(name), max_bytes, charset, how)
    if found is not None:
        return found
    named = format_of(name)
    kind = kind or (named if named != "export" else None) or sniff(data, charset)
    if kind == "subscriptions":
        raise LoadError("a list of feeds, no articles", "give it as a file: qa add subscriptions.opml")
    kind = _by_look(data, kind, charset)
    if kind == "mail":
        return read_mail(data)
    if kind in ("html", "pdf", "docx"):
        return Batch((_read_whole(data, kind, charset, url, max_bytes),))
    text = decode(data, charset or declared_charset(data))
    if kind == "csv":
        return read_csv(text, "\t" if name.lower().removesuffix(".gz").endswith(".tsv") else None)
    batches = {"json": read_json, "jsonl": read_json_lines, "feed": _read_xml}
    if kind in batches:
        return batches[kind](text)
    if len(_RTF_WORD.findall(text[:20_000])) >= _RTF_WORDS:
        raise LoadError("RTF that is damaged at its start", "download or export it again")
    if name.lower().removesuffix(".gz").endswith(".warc"):  # what is left of its pages is mark-up
        raise LoadError("a WARC that is damaged at its start", "download or crawl it again")
    if _is_unknown_xml(text, name):
        raise LoadError(
            "XML of a kind that is not known, or damaged at its start", "download or export it again"
        )
    check_length(text)
    return Batch(((read_markdown if kind == "markdown" else read_text)(text),))


def _by_look(data: bytes, kind: str, charset: str | None) -> str:
    """The format of bytes whose name says another: a feed saved as .html, a PDF as .txt, a page as .json."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if kind == "html" and (head[:1] in (b"<", b"{")):
        text = decode(data[:65536], charset or declared_charset(data))[:4096]
        if head[:1] == b"{":
            return "json"
        return "feed" if _FEED_START.match(text) else kind
    page = head[:20].lower().startswith((b"<!doctype html", b"<html"))
    return "html" if page and kind in ("json", "jsonl", "text") else kind


def _read_whole(data: bytes, kind: str, charset: str | None, url: str | None, max_bytes: int) -> RawArticle:
    """The one article of a format that brings its own encoding."""
    if kind == "html":
        return read_html(data, charset, url)
    return (read_pdf if kind == "pdf" else read_docx)(data, max_bytes)


def _read_xml(text: str) -> Batch:
    """XML is a feed, or a page whose suffix says .xml."""
    return Batch((read_html(text),)) if _HTML_START.match(text[:4096]) else read_feed(text)


def _is_unknown_xml(text: str, name: str) -> bool:
    """Whether a text that no reader took is XML all the same: its elements are no words of an article."""
    start = text[:200].lstrip("\ufeff \t\r\n").lower()
    return start.startswith(("<?xml", "<!doctype")) or (start[:1] == "<" and format_of(name) == "export")


def check_length(text: str) -> None:
    """Raises LoadError for a text that is no article but a book or a dump."""
    if len(text) > MAX_CHARACTERS:
        raise LoadError(f"longer than any article: {len(text):,} characters", "split it into its articles")
    if text.count("\n") > MAX_LINES:
        raise LoadError(f"more lines than any article: {text.count(chr(10)):,}", "split it into its articles")


def gunzip(data: bytes, max_bytes: int) -> bytes:
    """Unpack gzip data (RFC 1952, several members too), never holding more than `max_bytes`."""
    out = bytearray()
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            out += unpacker.decompress(data, max_bytes + 1 - len(out))
        except zlib.error as error:
            if out:
                break  # bytes after the last member are padding, which gzip ignores as well
            raise LoadError(f"damaged gzip data: {error}", "pack or download the file again") from None
        if len(out) > max_bytes:
            raise LoadError(f"unpacks to more than {size(max_bytes)}", "unpack and split it")
        if not unpacker.eof:
            raise LoadError("the gzip data is cut off", "pack or download the file again")
        data = unpacker.unused_data
    return bytes(out)


def size(count: int) -> str:
    """A number of bytes as people write it: "20 MB"."""
    for unit, step in (("MB", 1024 * 1024), ("KB", 1024)):
        if count >= step:
            return f"{count / step:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes"


def sniff(data: bytes, charset: str | None = None) -> str:
    """The format of bytes whose name says nothing: standard input, a download."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    text = decode(data, charset or declared_charset(data)).lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    head = text[:4096]
    if head[:1] in "{[":
        return "json"
    for kind, pattern in (("feed", _FEED_START), ("html", _HTML_START)):
        if pattern.match(head):
            return kind
    if re.match(r"(---|\+\+\+)[ \t]*\n", head) or re.match(r"# \S", head):
        return "markdown"
    if is_mail(head):
        return "mail"
    first = head.split("\n", 1)[0]
    for mark in ",\t;|":
        if (
            first.count(mark)
            and "\n" in text
            and looks_like_article(n.strip('" ') for n in first.split(mark))
        ):
            return "csv"
    return "text"
