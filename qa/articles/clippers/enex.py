"""Evernote: the notes of an `.enex` file. The day of a note is that of clipping, so none is taken."""

from __future__ import annotations

import re
from typing import Any

from qa.articles.archives.fields import is_byline, people
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import parse, tree_text
from qa.articles.raw import RawArticle
from qa.articles.readers.records import web_address
from qa.articles.wires.nitf import first, words
from qa.errors import LoadError

_OF_A_NOTE = re.compile(r"<(?:/?note(?:-attributes)?|source-url|/?content|resource|created)>", re.IGNORECASE)
"""Elements of the file around a note: in its text they are what a lost stretch left of the end of it."""
_PROLOG = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>\[]*>\s*)?", re.IGNORECASE)


_LINES = 8
"""Lines of a clip in which its byline is looked for: the site's name, the headline, a standfirst, the day."""


def _is_signed(text: str) -> bool:
    """Whether a clipped page has a byline (cleaning reads it): the author of a note is often who clipped."""
    lines = [line for line in text.split("\n") if line.strip()][:_LINES]
    return any(len(line) < 120 and is_byline(line) for line in lines)


def read_note(note: Any, number: int) -> RawArticle | None:
    """The article in a note; None when it holds only pictures. Raises LoadError for one that is damaged."""
    content = first(note, "content")
    source = (content.text or "") if content is not None else ""
    if _OF_A_NOTE.search(source) or source.count("<en-note") > 1:
        raise LoadError(f"note {number} runs into the next, which is damaged", "export the notebook again")
    inner = parse(_PROLOG.sub("", source))
    if inner is None:
        return None
    text, captions = tree_text(inner)
    text = tidy(text)
    if not any(c.isalpha() for c in text):
        return None
    attributes = first(note, "note-attributes")
    stated = attributes is not None and not _is_signed(text)
    author = words(first(attributes, "author")) if stated else None
    url = words(first(attributes, "source-url")) if attributes is not None else None
    return RawArticle(
        text,
        one_line(words(first(note, "title"))),
        authors=people(author),
        url=web_address(url),
        captions=captions,
        number=number,
    )
