"""The door to python-docx: a Word file becomes an article."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace
from typing import Any

from qa.articles.containers.single import from_lines
from qa.articles.encoding import one_line, tidy
from qa.articles.raw import RawArticle
from qa.articles.readers.records import split_authors
from qa.errors import LoadError


def read_docx(data: bytes, max_bytes: int) -> RawArticle:
    """The article in a Word file: paragraphs and tables in order, captions apart. Raises LoadError.

    The dates of the file are those of its editing, so they are not taken.
    """
    _check_archive(data, max_bytes)
    import docx

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            document = docx.Document(io.BytesIO(data))
            blocks = [_block(block) for block in document.iter_inner_content()]
            stated = document.core_properties
            title, author = one_line(stated.title), one_line(stated.author)
            title = None if _unstated(data) else title
        except Exception as error:  # python-docx lets the errors of zipfile, lxml and its own parts through
            reason = " ".join(str(error).split())[:100] or type(error).__name__
            raise LoadError(
                f"not a readable Word file: {reason}", "save it again as .docx, or as text"
            ) from None
    captions = tuple(text for style, text in blocks if style == "caption" and text)
    headings = [text for style, text in blocks[:3] if style in ("title", "heading 1") and text]
    skipped = headings[:1] if headings and (not title or title == headings[0]) else []
    body = [text for style, text in blocks if style != "caption" and text]
    if skipped:
        body.remove(skipped[0])
    text = tidy("\n\n".join(body))
    if not any(c.isalpha() for c in text):
        raise LoadError("no text in the Word file", "it may hold only pictures")
    authors = split_authors(author) if author and author.lower() != "python-docx" else ()
    title = title or (skipped[0] if skipped else None)
    if title is None:
        return replace(from_lines(text.split("\n")), captions=captions)
    return RawArticle(text, title, authors=authors, captions=captions)


def _unstated(data: bytes) -> bool:
    """Whether the file has no part for its title and author: then the library states some of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "docProps/core.xml" not in archive.namelist()


def _block(block: Any) -> tuple[str, str]:
    """(style in lower case, text) of a paragraph; the rows of a table become lines."""
    if hasattr(block, "rows"):
        rows = (" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows)
        return "table", "\n".join(row for row in rows if row)
    style = block.style.name.lower() if block.style is not None and block.style.name else ""
    return style, block.text.strip()


def _check_archive(data: bytes, max_bytes: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise LoadError(
            "not a readable Word file: damaged archive", "save it again as .docx, or as text"
        ) from None
    if not any(entry.filename.startswith("word/") for entry in entries):
        raise LoadError("an archive, not a Word file", "unpack it and add the articles in it")
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if xml > max_bytes:
        raise LoadError("the Word file unpacks to more than the size limit", "save the article as text")
