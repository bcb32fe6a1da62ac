"""Word and OpenDocument files as lines, one a paragraph, read from their XML as it streams by.

Memory does not grow with the file: each paragraph is forgotten when the next is asked for. Footnotes,
headers,
deleted text and field codes are left out; a row of a table is one line with bars between its cells.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from qa.errors import LoadError

TIMES = 2
"""The XML of a document may be this many times as large as a file: it is read as a stream."""
_SKIP = frozenset(
    ("fallback", "del", "instrtext", "note", "annotation", "tracked-changes", "deltext", "movefrom")
)


def docx_lines(data: bytes, max_bytes: int) -> Iterator[str]:
    """The paragraphs of a Word file. A page break is a line of its own with a form feed."""
    return _lines(data, "word/document.xml", max_bytes)


def odt_lines(data: bytes, max_bytes: int) -> Iterator[str]:
    """The paragraphs of an OpenDocument text."""
    return _lines(data, "content.xml", max_bytes)


def _lines(data: bytes, member: str, max_bytes: int) -> Iterator[str]:
    from lxml import etree

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if archive.getinfo(member).file_size > max_bytes * TIMES:
            raise LoadError(
                "the document unpacks to more than the size limit", "split it, or save it as text"
            )
        stream = archive.open(member)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        raise LoadError("not a readable document: damaged archive", "save it again, or as text") from None
    try:
        with archive, stream:
            yield from _walk(stream)
    except (
        etree.LxmlError,
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        reason = " ".join(str(error).split())[:80]
        raise LoadError(f"not a readable document: {reason}", "save it again, or as text") from None
    except Exception as error:
        if "zlib" not in type(error).__module__:
            raise
        raise LoadError("not a readable document: damaged archive", "save it again, or as text") from None


def _walk(stream: Any) -> Iterator[str]:
    """Lines from the XML: paragraphs, and rows of tables."""
    from lxml import etree

    rows, skipped = 0, 0
    walk = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    for event, element in walk:
        name = _local(element)
        if event == "start":
            rows += name in ("tr", "table-row")
            skipped += name in _SKIP
            continue
        if name in _SKIP:
            skipped -= 1
        elif skipped:
            pass
        elif name in ("tr", "table-row"):
            rows -= 1
            if not rows:
                yield " | ".join(
                    filter(
                        None,
                        (_words(c).replace("\n", " ") for c in element if _local(c) in ("tc", "table-cell")),
                    )
                )
                _forget(element)
        elif name in ("p", "h") and not rows and not _inside_paragraph(element):
            yield from _words(element).split("\n")
            _forget(element)


def _inside_paragraph(element: Any) -> bool:
    return any(_local(a) in ("p", "h") for a in element.iterancestors())


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _words(element: Any) -> str:
    """The text of a paragraph or cell, tabs and line breaks kept."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts).strip(" \n")


def _gather(element: Any, parts: list[str]) -> None:
    name = _local(element)
    if name in _SKIP:
        return
    space = element.tag.rsplit("}", 1)[0] if isinstance(element.tag, str) else ""
    if name == "t" or (space.endswith("text:1.0") and name in ("p", "h", "span", "a")):
        parts.append(element.text or "")
    elif name in ("tab",):
        parts.append("\t")
    elif name == "s":
        parts.append(" ")
    elif name in ("br", "cr", "line-break"):
        page = any(str(v) == "page" for v in element.attrib.values())
        parts.append("\n\f\n" if page else "\n")
    for child in element:
        _gather(child, parts)
        if space.endswith("text:1.0") and child.tail and name in ("p", "h", "span", "a"):
            parts.append(child.tail)
    if (
        name in ("p", "h")
        and parts
        and element.getparent() is not None
        and _local(element.getparent()) in ("tc", "table-cell")
    ):
        parts.append(" ")


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
