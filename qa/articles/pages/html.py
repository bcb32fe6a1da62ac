"""The door to trafilatura: a web page becomes the article on it, and what else was on it is recorded as
removed.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence
from typing import Any

from qa.articles.cleaning.metadata import detect_language
from qa.articles.encoding import decode, one_line, tidy
from qa.articles.pages.blocks import Block, visible_blocks
from qa.articles.pages.body import Body, fallback_body, find_body, removed_blocks
from qa.articles.pages.bylines import own_facts
from qa.articles.pages.furniture import not_an_article, quoted_posts, without_offers
from qa.articles.pages.markup import parse
from qa.articles.pages.page_metadata import PageFacts, page_facts, with_shown_days
from qa.articles.raw import RawArticle
from qa.errors import LoadError
from qa.types import Removed

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)

_TELLING = 400
"""Characters of text from which on the detected language is trusted against that of a page's template."""
_MUCH_LONGER = 2
"""A body stated in JSON-LD that is so many times as long as the one on the page is the article: scripts
build the page."""

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
    """The article on a page: its body, stated metadata, captions, and each other visible block as removed.

    Raises LoadError without text, and for a page that only lists articles (a section, a front page).
    """
    text = data if isinstance(data, str) else decode(data, charset or declared_charset(data))
    tree = parse(text)
    if tree is None:
        raise LoadError("a page without any content", "save the page again with its text")
    hovers = [words for hover in tree.xpath(_HOVERS) if (words := _dropped(hover))]
    for link in tree.xpath("//span[contains(@class, 'mw-editsection')]"):
        _dropped(link)  # "[edit]" behind the headings of a wiki
    quoted_posts(tree)
    blocks = visible_blocks(tree)
    own_facts(blocks)
    facts = page_facts(tree, blocks, url)
    if reason := not_an_article(blocks, facts):
        raise LoadError(reason, "add the pages of its articles, or the feed of the site")
    body = find_body(blocks, _extracted(tree), facts.title)
    if not body.chosen:
        body = fallback_body(blocks, facts.title)
    facts = with_shown_days(facts, blocks, body.headline, body.chosen)
    offers = without_offers(body)
    return _article(
        body,
        facts,
        blocks,
        [*offers, *(Removed(w, "shown when the mouse rests on a word") for w in hovers)],
        url,
    )


def _article(
    body: Body, facts: PageFacts, blocks: Sequence[Block], offers: list[Removed], url: str | None
) -> RawArticle:
    found = tidy(body.text)
    if facts.body and len(facts.body) > _MUCH_LONGER * len(found):
        found = tidy(facts.body)
    found = _without_heading(found, facts.title)
    if not any(c.isalpha() for c in found):
        raise LoadError(
            "a page without article text", "it may build its text with scripts: save it from a browser"
        )
    captions = _captions(blocks, body)
    return RawArticle(
        found,
        facts.title,
        facts.outlet,
        facts.authors,
        facts.url or url,
        facts.published,
        _language(facts.language, found),
        facts.section,
        facts.kind,
        captions,
        (*_headline_seen(body, facts.title), *offers, *removed_blocks(body.rest, captions)),
        web=True,
        updated=facts.updated,
    )


def _language(stated: str | None, text: str) -> str | None:
    """The language that a page states, unless its text is long and clearly in another one.

    Templates of English papers are used for other languages and the other way round (2 of 91 pages in our
    sample); the detector does not confuse English with another language on text of this length, while close
    relatives (Danish and Norwegian, Czech and Slovak) are better known to whoever stated them. Names do not
    count: an English story about Moscow stays English.
    """
    if stated is None or len(text) < _TELLING:
        return stated
    plain = " ".join(w for w in text[:6000].split() if not w[:1].isupper())
    found = detect_language(plain if len(plain) > _TELLING / 2 else text)
    return stated if "en" not in (stated, found) else found


def _dropped(element: Any) -> str:
    words = " ".join("".join(element.itertext()).split())
    element.drop_tree()
    return words


def _extracted(tree: Any) -> str:
    """The text that trafilatura finds, "" for none. Its choice counts, not its words (`body.py`).

    Settings by `bench/extraction.py`, 91 pages, with the blocks of the page behind them: precision mode .9740
    (before cleaning), defaults .9693, recall .969; the fall-backs to other extractors change nothing behind
    the blocks (.9740) and cost a third of the time, so they are off.
    """
    _quiet()
    import trafilatura

    try:
        found = trafilatura.extract(
            copy.deepcopy(tree), include_comments=False, favor_precision=True, fast=True, output_format="txt"
        )
    except Exception:
        return ""  # it promises no set of errors for broken pages; the blocks of the page are read instead
    return found or ""


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


def _headline_seen(body: Body, title: str | None) -> list[Removed]:
    """The heading of the page, when the title is another: nothing that a reader saw goes without a record."""
    if body.headline is None or _bare(body.headline.text) == _bare(title or ""):
        return []
    return [Removed(body.headline.text, "heading of the page")]


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _captions(blocks: Sequence[Block], body: Body) -> tuple[str, ...]:
    """Captions of pictures in the article: near its blocks, and not those of teasers."""
    if not body.chosen:
        return ()
    first, last = body.chosen[0].number - 12, body.chosen[-1].number + 8
    chosen = {b.number for b in body.chosen}
    text = body.text
    found = (
        one_line(b.text)
        for b in blocks
        if b.place == "caption"
        and first <= b.number <= last
        and b.number not in chosen
        and b.linked < 0.5
        and not _is_teaser(b.element)
    )
    return tuple(dict.fromkeys(c for c in found if c and len(c) > 10 and c not in text))


def _is_teaser(element: Any) -> bool:
    return element is not None and any(
        parent.tag in ("a", "aside", "nav", "footer") for parent in element.iterancestors()
    )
