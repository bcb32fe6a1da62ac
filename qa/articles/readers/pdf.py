"""The door to pypdf: the lines of a page layout become title, paragraphs and running lines."""

from __future__ import annotations

import io
import logging
import pickle
import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from qa.articles.cleaning.stamps import dates, without_day
from qa.articles.dates import parse_date
from qa.articles.encoding import one_line
from qa.articles.raw import RawArticle
from qa.articles.readers.pdf_layout import PdfLine, page_lines
from qa.articles.readers.plain import split_headline
from qa.articles.readers.records import split_authors
from qa.errors import LoadError
from qa.types import Removed

_ENCRYPTED = ("the PDF is encrypted", "remove its password first (e.g. with qpdf --decrypt)")
_FILE_TITLE = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|rtf|odt|html?)$|^(?:microsoft word|untitled|document\d*)\b", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"\W*(?:page|seite)?\s*\d{1,4}(?:\s*(?:/|of|von)\s*\d+)?\W*", re.IGNORECASE)
_PARTS = re.compile(r"\s{2,}|\s*[|·•]\s*")
_MAX_PAGES = 500
_MAX_EXPORT_PAGES = 10_000
"""Pages of an export of many articles: 500 documents of an archive have some 1,500."""
_HEADLINE_SIZE = 1.2
"""A headline is set at least this many times as large as the body."""
_PARAGRAPH_GAP = 1.25
"""A distance between lines above this multiple of the usual one begins a paragraph."""


def read_pdf(data: bytes, max_bytes: int) -> RawArticle:
    """The article in a PDF: lines joined to paragraphs, words broken at line ends mended.

    Raises LoadError: encrypted, damaged, longer than 500 pages, or without text. The day in the header of a
    newspaper page is a date of publication; the date of the file's creation is not.
    """
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise LoadError(*_ENCRYPTED)
            lines, running = _split_running([x for page in _pages(reader, max_bytes) for x in page])
            pictures = not lines and _has_pictures(reader)
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
    if sum(c.isalpha() for line in lines for c in line.text) < 20:
        what = "no text in it: its pages are pictures (a scan)" if pictures else "no text in it"
        raise LoadError(what, "make its text with OCRmyPDF (ocrmypdf scan.pdf text.pdf), then add text.pdf")
    authors = split_authors(one_line(str(author)) or "") if author else ()
    headline, body = _headline(lines)
    stated = _stated_title(title)
    if headline is None and stated is None:
        headline, text = split_headline(_paragraphs(body))
    else:
        text = _without_title(_paragraphs(body), stated)
    removed = tuple(Removed(words, "header or footer of a page") for words in running)
    return RawArticle(
        text,
        stated or headline,
        _paper(running),
        authors=authors,
        published=_day_of_issue(running),
        removed=removed,
    )


def pdf_lines(data: bytes, max_bytes: int) -> Iterator[str]:
    """The lines of a PDF as they are set: a blank line for a wider gap, a form feed for a new page.

    For layouts of many articles, so page by page: what all pages have in common is found first, and the lines
    wait in a file. Empty for what `read_pdf` would refuse: that one says why.
    """
    import pypdf

    from qa.articles.archives.nexis import is_start

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    running, steps = Running(), Counter[float]()
    with warnings.catch_warnings(), tempfile.TemporaryFile(prefix="qa-") as waiting:
        warnings.simplefilter("ignore")
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                return
            for page in _pages(reader, max_bytes, _MAX_EXPORT_PAGES):
                running.see(page)
                gaps = (a.y - b.y for a, b in pairwise(page) if a.y - b.y > 0.8 * b.size)
                steps.update(round(gap, 1) for gap in gaps)
                pickle.dump([(x.text, x.page, x.y, x.size, x.x) for x in page], waiting)
        except (
            Exception
        ):  # it raises a dozen kinds on damaged files; `read_pdf` is asked next and tells which
            return
        usual = _usual(steps, running.body)
        waiting.seek(0)
        for number in range(running.pages):
            last: PdfLine | None = None
            for line in [PdfLine(*stored) for stored in pickle.load(waiting)]:
                if running.runs(line) and not is_start(line.text):
                    continue
                if last is None and number:
                    yield "\f"
                elif last is not None and last.y - line.y > _PARAGRAPH_GAP * usual:
                    yield ""
                yield line.text
                last = line


def _usual(steps: Counter[float], size: float) -> float:
    """The distance between lines of a paragraph: the lower quartile of all.

    Where that is a blank line wide, most paragraphs have one line: then the smallest that is no exception.
    """
    many, seen = sum(steps.values()), 0
    ordered = sorted(steps)
    for value in ordered:
        seen += steps[value]
        if seen > many // 4:
            least = next(v for v in ordered if steps[v] >= 0.05 * many or v == value)
            return least if value > 1.8 * size else value
    return 0.0


def _has_pictures(reader: Any) -> bool:
    """Whether one of the first pages draws a picture, as each page of a scan does."""
    for page in reader.pages[:3]:
        resources = page.get("/Resources")
        drawn = resources.get_object().get("/XObject") if resources is not None else None
        if drawn is not None and any(
            o.get_object().get("/Subtype") == "/Image" for o in drawn.get_object().values()
        ):
            return True
    return False


def _pages(reader: Any, max_bytes: int, most: int = _MAX_PAGES) -> Iterator[list[PdfLine]]:
    """The lines of each page, in reading order. Raises LoadError above the limits."""
    if len(reader.pages) > most:
        raise LoadError(f"the PDF has more than {most} pages", "extract the pages of the article")
    length = 0
    for number in range(len(reader.pages)):
        pieces: list[PdfLine] = []

        def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float, number: int = number,
                  pieces: list[PdfLine] = pieces) -> None:  # fmt: skip
            if text and text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                pieces.append(PdfLine(text, number, y, abs(size * tm[3] * cm[3]) or size, x))

        reader.pages[number].extract_text(visitor_text=visit)
        yield page_lines(pieces)
        if len(reader.pages) > _MAX_PAGES:
            reader.resolved_objects.clear()  # it keeps all it has read
        length += sum(len(piece.text) for piece in pieces)
        if length > max_bytes:
            raise LoadError("the PDF unpacks to too much text", "extract the pages of the article")


def _split_running(lines: list[PdfLine]) -> tuple[list[PdfLine], list[str]]:
    """(lines of the article, running lines): small print at the edges, and what the pages repeat."""
    running = Running()
    for number in range(lines[-1].page + 1 if lines else 0):
        running.see([line for line in lines if line.page == number])
    kept: list[PdfLine] = []
    found: dict[str, None] = {}
    for line in lines:
        if running.runs(line):
            found.setdefault(line.text)
        else:
            kept.append(line)
    return kept, list(found)


class Running:
    """What the pages of a document have in common at their edges: heads, feet, numbers."""

    def __init__(self) -> None:
        self.pages = 0
        self._sizes: Counter[float] = Counter()
        self._repeats: Counter[str] = Counter()
        self._edges: list[tuple[float, float]] = []

    def see(self, page: list[PdfLine]) -> None:
        """Take the lines of the next page into account."""
        heights = [line.y for line in page] or [0.0]
        self._edges.append((min(heights), max(heights)))
        self._repeats.update({key for line in page if self._at_edge(line) for key in _keys(line)})
        for line in page:
            self._sizes[round(line.size, 1)] += len(line.text)
        self.pages += 1

    @property
    def body(self) -> float:
        """The size in which most characters are set."""
        return self._sizes.most_common(1)[0][0] if self._sizes else 0.0

    def _at_edge(self, line: PdfLine) -> bool:
        return min(abs(line.y - edge) for edge in self._edges[line.page]) < 1.5 * line.size

    def runs(self, line: PdfLine) -> bool:
        """Whether a line is a head or foot of its page and no line of an article."""
        if not self._at_edge(line):
            return False
        # Left and right pages may have heads of their own: each then stands on half of the pages.
        often = max(2, 0.4 * self.pages)
        repeated = self.pages > 1 and any(self._repeats[key] >= often for key in _keys(line))
        small = line.size < 0.85 * self.body
        dated = line.size <= self.body and line.y >= self._edges[line.page][1] and _names_issue(line.text)
        return repeated or small or dated or _PAGE_NUMBER.fullmatch(line.text) is not None


def _keys(line: PdfLine) -> Iterator[str]:
    """What a line shares with those of other pages: its words, and one number that counts the pages."""
    text = line.text.strip()
    yield text
    for found in re.finditer(r"\d{1,5}", text):
        yield f"{text[: found.start()]}#{int(found[0]) - line.page}{text[found.end() :]}"


def _names_issue(text: str) -> bool:
    """Whether a line at the top of a page is nothing but paper, day and page."""
    rest = without_day(text)
    return rest is not None and len(re.findall(r"\w+", rest)) <= 6 and not re.search(r"[.?!]$", text.strip())


def _body_size(lines: list[PdfLine]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _day_of_issue(running: list[str]) -> date | None:
    """The one day that headers state, as newspapers print it on each page."""
    kept = [line for line in running if without_day(line) is not None]
    days = {found[1] for line in kept if (found := min(dates(line), default=None)) is not None}
    parts = (part for line in running for part in _PARTS.split(line))
    days |= {day for part in parts if (day := parse_date(part)) is not None}
    return days.pop() if len(days) == 1 else None


def _paper(running: list[str]) -> str | None:
    """The paper that headers name beside the day: "Northfield Courier | Tuesday, 19 August 2025 | 4"."""
    rests = [rest for line in running if (rest := without_day(line)) is not None]
    parts = (part.strip(" ,;:.-–—|·•") for rest in rests for part in _PARTS.split(rest))
    named = {part for part in parts if sum(map(str.isalpha, part)) > 3}
    return named.pop() if len(named) == 1 else None


def _headline(lines: list[PdfLine]) -> tuple[str | None, list[PdfLine]]:
    """(headline, the other lines): the largest type on the first page, where it is larger than the body."""
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.size for line in first)
    start = next(n for n, line in enumerate(first) if line.size == largest)
    end = start
    while end < len(first) and abs(first[end].size - largest) < 0.5:
        end += 1
    words = " ".join(line.text for line in first[start:end])
    if largest < _HEADLINE_SIZE * _body_size(lines) or len(words) > 250 or " " not in words:
        return None, lines
    return one_line(words), lines[:start] + lines[end:]


def _stated_title(title: Any) -> str | None:
    words = one_line(str(title)) if title else None
    return None if words is None or _FILE_TITLE.search(words) or " " not in words else words


def _without_title(text: str, title: str | None) -> str:
    """The text without a beginning that repeats the stated title."""
    if title:
        found = re.match(r"\s+".join(map(re.escape, title.split())), text, re.IGNORECASE)
        if found and text[found.end() :].strip():
            return text[found.end() :].lstrip()
    return text


def _paragraphs(lines: list[PdfLine]) -> str:
    """Paragraphs from lines, divided by a wider gap, another size, or a short line that ends a sentence."""
    steps = sorted(a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y - b.y > 0.8 * b.size)
    usual = (
        steps[len(steps) // 4] if steps else 0.0
    )  # the lower quartile: most distances lie inside paragraphs
    lengths = sorted(len(line.text) for line in lines)
    column = lengths[int(len(lengths) * 0.9)] if len(lengths) > 4 else max(lengths, default=0)
    words = set(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for line in lines)))
    paragraphs: list[str] = []
    last: PdfLine | None = None
    for line in lines:
        if last is None or _divided(last, line, usual, column):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _append(paragraphs[-1], line.text, words)
        last = line
    return "\n\n".join(paragraphs)


def _divided(a: PdfLine, b: PdfLine, usual: float, column: int) -> bool:
    ends = re.search(r"[.!?:][\"'”’)\]]*$", a.text) is not None
    if len(a.text) < 0.8 * column and ends:
        return True
    if abs(a.size - b.size) > 0.5:
        return True
    if a.page != b.page or a.y < b.y:  # a new page or column goes on with the sentence
        return ends and not b.text[0].islower()
    return a.y - b.y > _PARAGRAPH_GAP * usual


def _append(paragraph: str, line: str, words: set[str]) -> str:
    """A line joined to its paragraph; a hyphen at the line end goes, unless the compound stands elsewhere."""
    broken = re.search(r"(\w+)-$", paragraph)
    follows = re.match(r"\w+", line)
    if not broken or not follows or not follows[0][0].islower():
        return f"{paragraph} {line}"
    if f"{broken[1]}-{follows[0]}" in words and broken[1] + follows[0] not in words:
        return paragraph + line
    return paragraph[:-1] + line
