"""XML that is no feed: which of the known files it is, and its items one at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from qa.articles.archives import factiva
from qa.articles.archives.layout import Export
from qa.articles.raw import RawArticle
from qa.articles.wires import newsml1, newsml_g2
from qa.articles.wires.nitf import left_out, local, read_nitf
from qa.errors import LoadError

_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_FACTIVA = re.compile(rb"<(?:[\w.-]+:)?(?:leadParagraph|tailParagraphs|LP|TD)[\s>]", re.IGNORECASE)
_TITLES = {
    "newsmessage": "NewsML-G2", "newsitem": "NewsML-G2", "packageitem": "NewsML-G2", "newsml": "NewsML 1",
    "nitf": "NITF", "en-export": "Evernote",
}  # fmt: skip

Reader = Callable[[Any, int], "RawArticle | None"]


def detect(data: bytes) -> str | None:
    """The name of the layout of these bytes, by the root and what stands in it; None for other XML."""
    head = re.sub(rb"<!--.*?-->", b"", data[:8192], flags=re.DOTALL)
    root = _ROOT.search(head)
    name = root[1].decode("ascii", "replace").lower() if root else ""
    if name in _TITLES:
        return _TITLES[name]
    if name in ("html", "rss", "feed", "rdf"):
        return None
    if b"<nitf" in head or b"nitf.dtd" in head:
        return "NITF"
    return "Factiva" if len({m[0].lower() for m in _FACTIVA.finditer(data[:200_000])}) >= 2 else None


def read(data: bytes, layout: str) -> Export:
    """The articles of a file that `detect` knows. Raises LoadError for XML with entities of its own."""
    prolog = data[: _ROOT.search(data).start()] if _ROOT.search(data) else data  # type: ignore[union-attr]
    if b"[" in prolog.partition(b"<!DOCTYPE")[2] or b"<!ENTITY" in prolog:
        raise LoadError("XML with entity definitions is not read", "ask the source for a file without a DTD")
    export = Export(iter(()))
    export.articles = _articles(data, layout, export)
    return export


def _articles(data: bytes, layout: str, export: Export) -> Iterator[RawArticle]:
    from lxml import etree

    number = 0
    try:
        for element, read_one, why in _items(data, layout):
            number += 1
            if why:
                export.left_out.append((number, why))
                continue
            try:
                found = read_one(element, number)
            except LoadError as error:
                export.problems.append((number, error.message))
                continue
            if found is None:
                export.problems.append((number, f"item {number} has no text in this file"))
            else:
                yield found
    except etree.XMLSyntaxError as error:
        line = f"line {error.lineno}: " if error.lineno else ""
        export.problems.append((number + 1, f"broken XML: {line}{' '.join(str(error.msg).split())[:100]}"))
        return
    if not number:
        export.problems.append((None, f"no item of {layout} in it"))


def _items(data: bytes, layout: str) -> Iterator[tuple[Any, Reader, str | None]]:
    """(element, its reader, why it is left out) of each item; each is forgotten when the next is due."""
    from lxml import etree

    walk = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    inside: Any = None
    for event, element in walk:
        name = local(element)
        if event == "start":
            if inside is None and _is_item(name, element, layout):
                inside = element
            continue
        if element is not inside:
            continue
        inside = None
        yield element, *_reader(element, layout)
        element.clear()
        while element.getprevious() is not None and element.getparent() is not None:
            del element.getparent()[0]


def _is_item(name: str, element: Any, layout: str) -> bool:
    if layout == "NewsML-G2":
        return name in newsml_g2.NAMES
    if layout == "NewsML 1":
        return name == "newsitem"
    if layout == "Evernote":
        return name == "note"
    if layout == "Factiva":
        return name in ("article", "ppsarticle", "document", "record", "doc")
    return name == "nitf"


def _reader(element: Any, layout: str) -> tuple[Reader, str | None]:
    if layout == "NewsML-G2":
        return newsml_g2.read_item, newsml_g2.left_out(element)
    if layout == "NewsML 1":
        return newsml1.read_item, newsml1.left_out(element)
    if layout == "Evernote":
        from qa.articles.clippers.enex import read_note

        return read_note, None
    if layout == "Factiva":
        return factiva.read_xml, None
    return read_nitf, left_out(element)
