"""One article in a document without fields: headline, byline, "Paper, day", paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from qa.articles.archives.fields import day_in, people
from qa.articles.archives.prose import blocks_of, is_rights, paragraphs
from qa.articles.encoding import one_line, tidy
from qa.articles.raw import RawArticle
from qa.articles.readers.plain import split_headline
from qa.errors import LoadError
from qa.types import Removed

_PAPER = re.compile(r"(?P<outlet>[^\W\d_].{1,60}?)\s*(?:,|\||·|–|—| - )\s*(?P<rest>.*\d.*)$")
_BY = re.compile(r"\s*(?:by|von|par|por|door|text|texte)\s*:?\s+(?=[^\W\d_])", re.IGNORECASE)


def from_lines(lines: Iterable[str]) -> RawArticle:
    """The article in the lines of a document, one a paragraph. Raises LoadError without text."""
    blocks = blocks_of(lines, wrapped=False)
    if not any(c.isalpha() for block in blocks for line in block for c in line):
        raise LoadError("no text in the document", "it may hold only pictures")
    title, rest = split_headline("\n".join(" ".join(block) for block in blocks))
    body = rest.split("\n")
    outlet: str | None = None
    day: date | None = None
    authors: tuple[str, ...] = ()
    removed: list[str] = []
    for line in body[:4]:
        if len(line) > 120 or line.endswith((".", "?", "!")):
            continue
        paper = _PAPER.match(line)
        if day is None and paper and (found := day_in(paper["rest"])) and not day_in(paper["outlet"]):
            outlet, day = one_line(paper["outlet"]), found
        elif not authors and _BY.match(line) and len(line.split()) <= 14:
            authors = people(line)
        else:
            continue
        removed.append(line)
    kept = [[line] for line in body if line not in removed and not is_rights(line)]
    gone = tuple(
        Removed(line, "byline" if authors and _BY.match(line) else "paper and day") for line in removed
    )
    return RawArticle(tidy(paragraphs(kept)), title, outlet, authors, published=day, removed=gone)
