"""The door to trafilatura: a web page becomes the article on it."""

from __future__ import annotations

import logging
import re
from typing import Any

from qa.articles.encoding import decode, one_line, tidy
from qa.articles.pages.markup import parse, tree_text
from qa.articles.pages.page_metadata import PageFacts, page_facts, polished
from qa.articles.raw import RawArticle
from qa.errors import LoadError

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)

_MUCH_LONGER = 2

_HOVERS = "//p//span[{}]".format(
    " or ".join(
        f"contains(@class, '{thing}') and contains(@class, '{part}')"
        for thing in ("rollover", "tooltip", "popover", "hovercard")
        for part in ("block", "text", "content", "body")
    )
)
"""What a page shows when the mouse rests on a name; in the text it would stand inside a sentence."""


def declared_charset(data: bytes) -> str | None:
    """The character set that a page or XML file declares in its first 4 KB."""
    head = data[:4096]
    found = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    return found[1].decode("ascii", "replace") if found else None


def read_html(data: bytes | str, charset: str | None = None, url: str | None = None) -> RawArticle:
    """The article on a page: its body, stated metadata, captions. Raises LoadError without text."""
    text = data if isinstance(data, str) else decode(data, charset or declared_charset(data))
    tree = parse(text)
    if tree is None:
        raise LoadError("a page without any content", "save the page again with its text")
    facts = polished(page_facts(tree).or_else(_vendor_facts(text, url)))
    body = _body(_without_hovers(tree, text))
    if facts.body and len(facts.body) > _MUCH_LONGER * len(body):
        body = tidy(facts.body)  # the page builds its text with scripts, yet states it in JSON-LD
    body = _without_heading(body, facts.title)
    captions = _captions(tree, body)
    if not any(c.isalpha() for c in body):
        body = _without_heading(tidy(tree_text(tree)[0]), facts.title)
    if not any(c.isalpha() for c in body):
        raise LoadError(
            "a page without article text", "it may build its text with scripts: save it from a browser"
        )
    return RawArticle(
        body,
        facts.title,
        facts.outlet,
        facts.authors,
        facts.url or url,
        facts.published,
        facts.language,
        facts.section,
        facts.kind,
        captions,
    )


def _without_hovers(tree: Any, text: str) -> str:
    """The page without what only a mouse brings up. Pages that have none are read as they were written."""
    from lxml import html

    if not (hovers := tree.xpath(_HOVERS)):
        return text
    for hover in hovers:
        hover.drop_tree()
    return str(html.tostring(tree, encoding="unicode"))


def _body(text: str) -> str:
    """The body text that trafilatura finds, "" for none.

    Settings by `bench/extraction.py`, 91 pages, F1 of 4-gram shingles: favor_precision .9751 (precision
    .9660, recall .9845), defaults .9646, favor_recall .9657, without fallback .9688, no tables .9682.
    With the headline and what hovers out (`read_html`) .9791, after cleaning .9787 (precision .9783, recall
    .9791).
    """
    _quiet()
    import trafilatura

    try:
        found = trafilatura.extract(text, include_comments=False, favor_precision=True, output_format="txt")
    except Exception:
        return ""  # it promises no set of errors for broken pages; the plain text of the page is read instead
    return tidy(found or "")


def _vendor_facts(text: str, url: str | None) -> PageFacts:
    """Title, authors and site name where the page states them only in its layout. Its date is not used:
    htmldate also takes addresses, copyright lines and other dates on the page, which state nothing.
    """
    _quiet()
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(text, default_url=url, date_config={"extensive_search": False})
    except Exception:
        return PageFacts()
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    section = found.categories[0] if found.categories else None
    return PageFacts(
        one_line(found.title), one_line(found.sitename), authors, None, None, None, one_line(section)
    )


def _quiet() -> None:
    """Its parsers log each oddity of a page as a warning; what matters to users is raised as LoadError."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _without_heading(body: str, title: str | None) -> str:
    """The body without a first line that repeats the title."""
    first, _, rest = body.partition("\n")
    if title and _bare(first) == _bare(title) and rest.strip():
        return rest.strip()
    return body


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _captions(tree: Any, body: str) -> tuple[str, ...]:
    """Figure captions that are not part of the body; those that are links belong to teasers."""
    figures = (e for e in tree.iter("figcaption") if not _is_teaser(e))
    found = (one_line(element.text_content()) for element in figures)
    return tuple(dict.fromkeys(c for c in found if c and len(c) > 10 and c not in body))


def _is_teaser(caption: Any) -> bool:
    if any(parent.tag in ("a", "aside", "nav", "footer") for parent in caption.iterancestors()):
        return True
    linked = sum(len(link.text_content()) for link in caption.iter("a"))
    return linked > 0.5 * len(caption.text_content())
