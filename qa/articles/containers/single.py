"""One article in a document without fields: headline, byline, "Paper, day", paragraphs."""

from __future__ import annotations

from collections.abc import Iterable

from qa.articles.archives.prose import blocks_of, is_rights, paragraphs
from qa.articles.encoding import tidy
from qa.articles.raw import RawArticle
from qa.articles.readers.masthead import masthead
from qa.articles.readers.plain import split_headline
from qa.errors import LoadError
from qa.types import Removed


def from_lines(lines: Iterable[str]) -> RawArticle:
    """The article in the lines of a document, one a paragraph. Raises LoadError without text."""
    blocks = blocks_of(lines, wrapped=False)
    if not any(c.isalpha() for block in blocks for line in block for c in line):
        raise LoadError("no text in the document", "it may hold only pictures")
    title, rest = split_headline("\n".join(" ".join(block) for block in blocks))
    body = rest.split("\n")
    head = masthead(body)
    names = dict(head.lines)
    kept = [[line] for line in body if line not in names and not is_rights(line)]
    gone = tuple(Removed(line, reason) for line, reason in head.lines)
    text = tidy(paragraphs(kept))
    return RawArticle(text, title, head.outlet, head.authors, published=head.published, removed=gone)
