"""Files that hold many articles, saved pages and documents: found by what is in them, whatever they are
called.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from qa.articles.archives.layout import Paper
from qa.articles.archives.own import OwnLayout
from qa.articles.archives.prose import PAGE_BREAK
from qa.articles.archives.registry import NAMES, layout_of, page_export
from qa.articles.archives.unknown import looks_like_many
from qa.articles.clippers import links
from qa.articles.containers import epub, office, packed, rtf, saved, warc
from qa.articles.containers.single import from_lines
from qa.articles.encoding import decode, looks_binary
from qa.articles.pages.html import declared_charset, read_html
from qa.articles.pages.markup import parse
from qa.articles.raw import MAX_CHARACTERS, Batch, Export, RawArticle
from qa.articles.readers import json_values
from qa.articles.readers.mail import is_mail
from qa.articles.wires import wire_json, xml_files
from qa.errors import LoadError

_LONG_TEXT = 4 * MAX_CHARACTERS
"""Bytes above which a text is longer than any article, whatever its alphabet."""
_LONG_LINE = 120
"""Characters above which a line of text is a paragraph rather than a line of a page: exports wrap at 80."""


@dataclass(frozen=True, slots=True)
class How:
    """What the user says about the layout of a file: its name (`--as`), or a layout of their own
    (`--layout`).
    """

    asked: str | None = None
    own: OwnLayout | None = None

    @property
    def as_one(self) -> bool:
        """Whether the file is to be read as one article, whatever it looks like."""
        return self.asked == "one"


def check_name(name: str | None) -> None:
    """Raises LoadError for a layout that `--as` does not know."""
    if name is not None and name not in NAMES:
        raise LoadError(
            f"no layout is called {name!r}", f"known are {', '.join(NAMES)}; describe others with --layout"
        )


def read_export(
    data: bytes, kind: str | None, max_bytes: int, charset: str | None = None, how: How | None = None
) -> Batch | None:
    """The articles of an export, a saved page or a document; None for what the other readers know.

    `kind` is what the suffix says. Raises LoadError when it is one of these and cannot be read, or looks like
    many
    articles in a layout that is not known.
    """
    how = how or How()
    if (found := _page(data) or _packed(data, max_bytes, how)) or packed.kind_of(data):
        return found
    if kind == "pdf" or data.startswith(b"%PDF-"):
        from qa.articles.readers.pdf import pdf_lines

        return None if how.as_one else _texts(Paper(pdf_lines(data, max_bytes), True), how, many=False)
    if rtf.is_rtf(data):
        return _document(rtf.rtf_lines(data), how)
    if kind in ("mail", "pdf") or (looks_binary(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    if len(data) > _LONG_TEXT and kind in (None, "text", "markdown"):
        _check_long(data, charset, how)
    layout = xml_files.detect(data) if not how.as_one and b"<" in data[:1000] else None
    if layout is not None and how.own is None:
        return _batch(xml_files.read(data, layout), layout)
    return _from_text(decode(data, charset or declared_charset(data)), kind, how)


def _check_long(data: bytes, charset: str | None, how: How) -> None:
    """Raises LoadError for a text longer than any article that is no export, as its beginning tells: the rest
    is not decoded.
    """
    head = decode(data[:_LONG_TEXT].rsplit(b"\n", 1)[0], charset or declared_charset(data))
    marked = head.lstrip("\ufeff \t\r\n")[:1] in ("<", "{", "[")
    paper = Paper(_lines(head), wrapped=_is_wrapped(head))
    if not marked and how.own is None and layout_of(paper, how.asked) is None:
        raise LoadError(f"longer than any article: {len(data):,} bytes", "split it into its articles")


def _page(data: bytes) -> Batch | None:
    """A page that a browser saved, with the address that it came from."""
    if saved.is_mhtml(data):
        page = saved.read_mhtml(data)
    elif saved.is_webarchive(data):
        page = saved.read_webarchive(data)
    elif url := saved.saved_address(data):
        page = saved.SavedPage(data, None, url)
    else:
        return None
    return Batch((read_html(page.data, page.charset, page.url),))


def _packed(data: bytes, max_bytes: int, how: How) -> Batch | None:
    """A document in a ZIP, an EPUB, a WARC."""
    if warc.is_warc(data):
        return _batch(_warc(data, max_bytes), "WARC")
    kind = packed.kind_of(data)
    if kind == "epub":
        return _batch(epub.read_epub(data, max_bytes), "EPUB")
    if kind == "odt":
        return _document(office.odt_lines(data, max_bytes), how)
    if kind == "docx" and not how.as_one:
        return _texts(Paper(office.docx_lines(data, max_bytes), False), how)
    return None


def _document(lines: Iterator[str], how: How) -> Batch:
    paper = Paper(lines, False)
    found = None if how.as_one else _texts(paper, how)
    return found or Batch((from_lines(list(paper.all_lines())),))


def _texts(paper: Paper, how: How, many: bool = True) -> Batch | None:
    """The articles of a text in a known layout; None for one article. Raises LoadError for an unknown one."""
    if how.own is not None:
        return _batch(_said(how.own.read(paper), how.own.missing()), how.own.title)
    layout = layout_of(paper, how.asked)
    if layout is not None:
        missing = f"nothing in it is laid out as {layout.title} does" if how.asked else None
        return _batch(_said(layout.read(paper), missing), layout.title)
    if how.asked is None and many and (why := looks_like_many(paper.look())):
        raise LoadError(
            f"it looks like many articles in a layout that is not known: {why}",
            f"describe it with --layout FILE, or give --as {'|'.join(NAMES)}",
        )
    return None


def _said(export: Export, missing: str | None) -> Export:
    """The export; where the user named its layout and it gives nothing, with a line that says why."""
    articles = export.articles

    def read() -> Iterator[RawArticle]:
        empty = True
        for article in articles:
            empty = False
            yield article
        if empty and missing and not export.problems:
            export.problems.append((None, missing))

    export.articles = read()
    return export


def _from_text(text: str, kind: str | None, how: How) -> Batch | None:
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if start[:1] in "{[" and kind in (None, "json", "jsonl", "text"):
        return None if how.as_one else _wire(text, lines=kind == "jsonl")
    if start.startswith("<") or kind == "html":
        if how.own is not None and how.own.article:
            tree = parse(text)
            if tree is None:
                return None
            return _batch(_said(how.own.read_page(tree), how.own.missing()), how.own.title)
        found = None if how.as_one else page_export(text, how.asked)
        if found is not None:
            missing = f"nothing in it is laid out as {found[0]} does" if how.asked else None
            return _batch(_said(found[1], missing), found[0])
        return _page_of_text(text, how)
    if kind == "csv" and (service := links.service_of(start.split("\n", 1)[0].split(","))):
        count = len(links.addresses(text))
        raise LoadError(f"{count} links and no text (from {service})", "fetch them: qa add --links FILE")
    if how.as_one or kind in ("markdown", "json", "jsonl", "feed") or (kind is None and is_mail(start)):
        return None
    return _texts(Paper(_lines(text), wrapped=_is_wrapped(text)), how, many=kind in (None, "text"))


def _page_of_text(text: str, how: How) -> Batch | None:
    """A page that holds a text layout: Nexis and ProQuest write pages without names for their parts."""
    if how.as_one or not re.search(
        r"DOCUMENT|Do[ck]ument\w* \d|Publication info|Load-Date|ProQuest|Full text", text
    ):
        return None
    from qa.articles.pages.markup import BLOCK_START, parts, tree_text

    trees = (tree for part in parts(text, BLOCK_START) if (tree := parse(part)) is not None)
    lines = (line for tree in trees for line in (*tree_text(tree)[0].split("\n"), ""))
    return _texts(Paper(lines, False), how, many=False)


def _wire(text: str, lines: bool) -> Batch | None:
    """Stories of a wire in JSON; None for JSON of another kind, or broken JSON."""
    try:
        if lines and not _starts_with_story(text):
            return None
        value = json_values.values_of_lines(text) if lines else json_values.loads(text.lstrip("\ufeff"))
        alone = not isinstance(value, list) and sum(1 for _ in islice(wire_json.stories(value), 2)) == 1
        if not alone and not any(True for _ in wire_json.stories(value)):
            return None
        versions = wire_json.OlderVersions(value)
    except (ValueError, RecursionError):
        return None
    export = Export(iter(()), left_out=list(versions.older), layout="wire JSON")

    def articles() -> Iterator[RawArticle]:
        for number, story in enumerate(wire_json.stories(value), start=1):
            place = None if alone else number
            if why := wire_json.left_out(story):
                export.left_out.append((place, why))
            elif number not in versions.numbers:
                if article := wire_json.from_story(story, place):
                    yield article
                else:
                    export.problems.append((place, f"story {number} has no text"))

    export.articles = articles()
    return _batch(export, export.layout)


def _starts_with_story(text: str) -> bool:
    """Whether the first line is a story of a wire: only then the file is read whole, for its versions."""
    first = next((line for line in json_values.lines_of(text.lstrip("\ufeff")) if line.strip()), "null")
    return bool(list(wire_json.stories(json.loads(first))))


def _warc(data: bytes, max_bytes: int) -> Export:
    export = Export(iter(()))

    def pages() -> Iterator[RawArticle]:
        from dataclasses import replace

        for number, page in enumerate(warc.warc_pages(data, max_bytes), start=1):
            if warc.runs_on(page.data):
                export.problems.append((number, f"record {number} runs into the next, which is damaged"))
                continue
            try:
                yield replace(read_html(page.data, page.charset, page.url), number=number)
            except LoadError as error:
                export.problems.append((number, error.message))

    export.articles = pages()
    return export


def _batch(export: Export, layout: str) -> Batch:
    export.layout = layout
    return Batch(export.articles, export.problems, export)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text without a list of them; a form feed is a line of its own."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].rstrip("\r")
        if PAGE_BREAK in line:
            parts: Iterable[str] = chain.from_iterable((part, PAGE_BREAK) for part in line.split(PAGE_BREAK))
            yield from list(parts)[:-1]
        else:
            yield line
        start = end + 1


def _is_wrapped(text: str) -> bool:
    """Whether lines are lines of a page: hardly one is long."""
    sample = [line for line in text[:100_000].split("\n") if line.strip()]
    long = sum(len(line.strip()) > _LONG_LINE for line in sample)
    return long < 0.02 * len(sample) or any(not line.strip() for line in text[:20_000].split("\n"))
