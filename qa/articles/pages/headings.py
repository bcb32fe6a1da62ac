"""The headings of a page that may be the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from qa.articles.pages.blocks import Block
from qa.articles.pages.shown_dates import day_of_line
from qa.articles.pages.sites import names_site

_INNER = ("time", "small", "span", "em", "i", "a")
_APART = re.compile(
    r"kicker|eyebrow|overline|topline|dachzeile|surtitre|antetitulo|occhiello|header-?link|perma-?link|anchor|"
    r"edit-?(?:section|link)|comments?\b|count\b|\b(?:label|tag|badge|flag|rubric|rubrik)\b",
    re.IGNORECASE,
)
"""Elements of a heading that are no words of the headline: labels above it, links and figures behind it."""


def headings_of(blocks: Sequence[Block]) -> list[str]:
    """The headings that may be the headline: each `h1` outside menus, then the elements called headline."""
    ones = [
        b
        for b in blocks
        if b.tag == "h1"
        and not names_site(b.element)
        and b.place not in ("navigation", "hidden", "footer", "comments", "aside", "teasers")
    ]
    first = [_without_day(b) for b in ones if (len(b.words) > 1 or len(ones) == 1) and not _leads_home(b)]
    for one, two in pairwise(ones):
        if one.element is not None and one.element is two.element:  # a headline on two lines
            first.insert(0, f"{one.text} {two.text}")
    named = [
        b.text
        for b in blocks
        if b.heading
        and b.tag != "h1"
        and b.place in ("", "form")
        and re.search(
            r"(?:entry|article|post|story)[-_]?(?:title|headline)|headline", _class(b), re.IGNORECASE
        )
    ]
    others = [b.text for b in blocks if b.tag == "h2" and b.place == "" and len(b.words) >= 4]
    found = list(dict.fromkeys((*first, *named[:3], *([] if first else others[:2]))))
    return found or _bold_line(blocks)


def _bold_line(blocks: Sequence[Block]) -> list[str]:
    """The last bold line above the first sentence: the headline of pages that use no headings."""
    top = next((b.number for b in blocks if b.prose and b.place == ""), 0)
    for block in reversed(blocks[max(0, top - 8) : top]):
        inner = block.element.iterdescendants("b", "strong", "font") if block.element is not None else ()
        bold = any(" ".join("".join(e.itertext()).split()) == block.text for e in inner)
        plain = block.place == "" and block.linked < 0.5 and not day_of_line(block.text, None, None)
        if bold and plain and 3 <= len(block.words) <= 25 and not block.text.casefold().startswith("by "):
            return [block.text]
    return []


def _without_day(block: Block) -> str:
    """The words of a heading without the day, or the label, that is in it as an element of its own."""
    text, element = block.text, block.element
    for inner in element.iterdescendants(*_INNER) if element is not None else ():
        words = " ".join("".join(inner.itertext()).split())
        if words and len(words) < 60 and day_of_line(words, None, None):
            text = text.removesuffix(words).rstrip(" |,·–—-").removeprefix(words).lstrip(" |,·–—-")
        elif words and _APART.search(inner.get("class") or "") and len(words) < len(text):
            text = text.removesuffix(words).rstrip().removeprefix(words).lstrip(" |,:·–—-")
    return text or block.text


def _leads_home(block: Block) -> bool:
    """Whether a heading is the link to the front page that carries a site's name."""
    if block.linked < 0.9 or block.element is None:
        return False
    targets = [a.get("href") or "" for a in block.element.iter("a")]
    return any(not urlsplit(t).path.strip("/") and not t.startswith("#") for t in targets[:3] if t)


def _class(block: Block) -> str:
    element = block.element
    return f"{element.get('class', '')} {element.get('itemprop', '')}"[:200] if element is not None else ""
