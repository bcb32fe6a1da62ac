"""EPUB: a paper made by a reader's program, or one article that a service sent; each chapter with text is
one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from qa.articles.archives.layout import Export
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import parse, tree_text
from qa.articles.raw import RawArticle
from qa.articles.readers.records import language_code, split_authors
from qa.articles.wires.nitf import day_of, first, local, under, words
from qa.errors import LoadError
from qa.types import Removed

_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, RuntimeError)
_LEAST = 40
"""Words of a chapter below which it is a cover, a title page or a list: the shortest news item has 50."""


def read_epub(data: bytes, max_bytes: int) -> Export:
    """The articles of an EPUB. Raises LoadError when it is damaged or holds no text."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        container = _xml(_member(archive, "META-INF/container.xml", max_bytes))
        root = next((e.get("full-path") for e in under(container, "rootfile")), None)
        package = _xml(_member(archive, root or "", max_bytes))
    except _DAMAGE:
        raise LoadError("not a readable EPUB: damaged archive", "download it again") from None
    chapters = _chapters(archive, package, posixpath.dirname(root or ""), max_bytes)
    export = Export(iter(()))
    export.articles = _articles(package, chapters)
    return export


_DATED_TITLE = re.compile(r"\s*\[[^\[\]]*\d[^\[\]]*\]$")


def _paper(publisher: str | None, title: str | None, creator: str | None) -> str | None:
    """The paper: the publisher, but not the program that made the file, which also calls itself its author;
    then it is in the title, with the day behind it: "Echo [Tue, 16 May 2023]".
    """
    if publisher and publisher != creator:
        return publisher
    return _DATED_TITLE.sub("", title) if title else publisher


def _articles(package: Any, chapters: Iterator[Any]) -> Iterator[RawArticle]:
    meta = {
        name: words(first(package, name))
        for name in ("title", "publisher", "creator", "date", "language", "source")
    }
    found: list[RawArticle] = []
    number = 0
    for tree in chapters:
        article = _chapter(tree, number + 1)
        if article is None:
            continue
        number += 1
        stated = replace(
            article,
            outlet=_paper(meta["publisher"], meta["title"], meta["creator"]),
            published=day_of(meta["date"]),
            language=language_code(meta["language"]),
        )
        if number == 1:
            found.append(stated)
            continue
        if found:
            yield replace(found.pop(), authors=())
        yield stated
    for alone in found:  # one article: the title and the author of the book are its own
        authors = alone.authors or tuple(split_authors(meta["creator"] or ""))
        yield replace(
            alone, title=meta["title"] or alone.title, authors=authors, number=None, outlet=meta["publisher"]
        )


def _chapter(tree: Any, number: int) -> RawArticle | None:
    for silent in [e for e in tree.iter() if local(e) in ("nav", "header", "footer", "aside")]:
        if not any(local(e) in ("p", "article") for e in silent.iter()):
            silent.drop_tree()
    bars = [bar for bar in tree.find_class("calibre_navbar") if bar.getparent() is not None]
    gone = [t for bar in bars if (t := one_line(bar.text_content()))]
    for bar in bars:
        bar.drop_tree()
    heading = next((e for e in tree.iter("h1", "h2", "h3") if one_line(e.text_content())), None)
    title = one_line(heading.text_content()) if heading is not None else None
    if heading is not None:
        heading.drop_tree()
    text, captions = tree_text(tree)
    text = tidy(text)
    if len(text.split()) < _LEAST or not any(c in text for c in ".!?。"):
        return None
    if title is None:
        named = next(tree.iter("title"), None)
        title = one_line(named.text_content()) if named is not None else None
    removed = tuple(Removed(line, "navigation and other parts of the page") for line in gone)
    return RawArticle(text, title, captions=captions, removed=removed, number=number)


def _chapters(archive: zipfile.ZipFile, package: Any, folder: str, max_bytes: int) -> Iterator[Any]:
    """The trees of the documents in reading order, without the table of contents."""
    manifest = {e.get("id"): e for e in under(package, "item")}
    for reference in under(package, "itemref"):
        item = manifest.get(reference.get("idref"))
        if (
            item is None
            or "nav" in (item.get("properties") or "").split()
            or "html" not in (item.get("media-type") or "")
        ):
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        try:
            content = _member(archive, name, max_bytes)
        except _DAMAGE:
            continue
        tree = parse(content.decode("utf-8", "replace"))
        if tree is not None:
            yield tree


def _member(archive: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    with archive.open(name) as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise ValueError("too large")
    return content


def _xml(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from None
