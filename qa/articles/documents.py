"""PDF and Word files become articles: the text, and what the document itself states about it."""

from __future__ import annotations

import io
import logging
import re
import warnings
import zipfile
from typing import Any

from qa.articles.encoding import one_line, tidy
from qa.articles.plain import split_headline
from qa.articles.raw import RawArticle
from qa.articles.records import split_authors
from qa.errors import LoadError

_FILE_TITLE = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|rtf|odt|html?)$|^(?:microsoft word|untitled|document\d*)\b", re.IGNORECASE
)
_ENCRYPTED = ("the PDF is encrypted", "remove its password first (e.g. with qpdf --decrypt)")
_MAX_PAGES = 500


def read_pdf(data: bytes, max_bytes: int) -> RawArticle:
    """The article in a PDF: lines joined to paragraphs, words broken at line ends mended.

    Raises LoadError: encrypted, damaged, longer than 500 pages, or without text. The date of the file's
    creation is not taken for the date of publication.
    """
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise LoadError(
                    "the PDF is encrypted", "remove its password first (e.g. with qpdf --decrypt)"
                )
            pages = _pages(reader, max_bytes)
            info = reader.metadata
            title, author = (info.get("/Title"), info.get("/Author")) if info else (None, None)
        except LoadError:
            raise
        except DependencyError:
            raise LoadError(*_ENCRYPTED) from None
        except (
            Exception
        ) as error:  # besides its own errors pypdf raises a dozen built-in kinds on damaged files
            reason = " ".join(str(error).split())[:100] or type(error).__name__
            raise LoadError(f"not a readable PDF: {reason}", "save or export it again") from None
    text = _paragraphs(_without_running_lines(pages))
    if sum(c.isalpha() for c in text) < 20:
        raise LoadError("no text: scanned?", "run it through text recognition (e.g. ocrmypdf) first")
    return _titled(text, _stated(title), split_authors(one_line(str(author)) or "") if author else ())


def _pages(reader: Any, max_bytes: int) -> list[str]:
    if len(reader.pages) > _MAX_PAGES:
        raise LoadError(f"the PDF has more than {_MAX_PAGES} pages", "extract the pages of the article")
    pages: list[str] = []
    for page in reader.pages:
        pages.append(tidy(page.extract_text() or ""))
        if sum(map(len, pages)) > max_bytes:
            raise LoadError("the PDF unpacks to too much text", "extract the pages of the article")
    return pages


def _stated(title: Any) -> str | None:
    words = one_line(str(title)) if title else None
    return None if words is None or _FILE_TITLE.search(words) or " " not in words else words


def _titled(text: str, title: str | None, authors: tuple[str, ...]) -> RawArticle:
    """The text with its title: the stated one, not repeated in the body, else a headline."""
    if title:
        start = " ".join(text[: 2 * len(title) + 20].split())
        if start.casefold().startswith(title.casefold()):
            taken = re.match(r"\s+".join(map(re.escape, title.split())), text, re.IGNORECASE)
            text = text[taken.end() :].lstrip() if taken and text[taken.end() :].strip() else text
        return RawArticle(text, title, authors=authors)
    headline, body = split_headline(text)
    return RawArticle(body, headline, authors=authors)


def _without_running_lines(pages: list[str]) -> str:
    """The pages as one text without page numbers and the headers that come back on every page."""
    first_and_last: dict[str, int] = {}
    split = [page.split("\n") for page in pages]
    for lines in split:
        for line in {_figures_out(line) for line in (*lines[:1], *lines[-1:])}:
            first_and_last[line] = first_and_last.get(line, 0) + 1
    kept: list[str] = []
    for lines in split:
        for edge in (0, -1):
            repeated = lines and first_and_last.get(_figures_out(lines[edge]), 0) >= max(3, len(pages) // 2)
            if lines and (
                repeated
                or re.fullmatch(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d+)?\W*", lines[edge], re.I)
            ):
                del lines[edge]
        kept.append("\n".join(lines))
    return "\n".join(kept)


def _figures_out(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _paragraphs(text: str) -> str:
    """Paragraphs from the lines of a page layout.

    A line ends a paragraph when it is clearly shorter than the column and ends a sentence, or when the
    next line is blank. The column is the length that nine lines in ten do not exceed.
    """
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    column = lengths[int(len(lengths) * 0.9)] if len(lengths) > 4 else max(lengths)
    words = set(re.findall(r"\w+(?:-\w+)*", text))
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        if not line:
            open_line = False
        elif open_line:
            paragraphs[-1] = _append(paragraphs[-1], line, words)
        else:
            paragraphs.append(line)
        if line:
            short = len(line) < 0.8 * column
            ends = re.search(r"[.!?:][\"'”’)\]]*$", line) is not None
            open_line = not (short and (ends or (len(paragraphs) == 1 and paragraphs[0] == line)))
    return "\n\n".join(paragraphs)


def _append(paragraph: str, line: str, words: set[str]) -> str:
    """A line joined to its paragraph; a hyphen at the line end goes, unless the compound stands elsewhere."""
    broken = re.search(r"(\w+)-$", paragraph)
    follows = re.match(r"\w+", line)
    if not broken or not follows or not follows[0][0].islower():
        return f"{paragraph} {line}"
    if f"{broken[1]}-{follows[0]}" in words and broken[1] + follows[0] not in words:
        return paragraph + line
    return paragraph[:-1] + line


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
    article = _titled(text, title or (skipped[0] if skipped else None), authors)
    return RawArticle(article.text, article.title, authors=article.authors, captions=captions)


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
