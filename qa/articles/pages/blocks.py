"""The visible blocks of a page, in order: each with the words a reader sees and what its place says of it.

Nothing is left out that a browser would show, so whatever no block of the article holds can be recorded as
removed. `Place` is a hint from element names, roles and class names; the extractor may know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from qa.text.wordset import wordlist, wordset

Place = Literal[
    "", "navigation", "header", "footer", "aside", "teasers", "comments", "form", "caption", "facts", "hidden"
]

_BLOCKS = wordset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul"
)
_SILENT = wordset(
    "script style template noscript head title iframe object svg math canvas video audio select "
    "textarea input button datalist map embed"
)
_HIDDEN_CLASS = wordset(
    "sr-only preheader preview-text previewtext visually-hidden visuallyhidden screen-reader-text "
    "screenreader u-hidden"
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?![.\d]*[1-9])|"
    r"(?<![\w-])font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em)?\s*(?:;|$|!)|(?<![\w-])opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_TAG_PLACES: dict[str, Place] = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "figcaption": "caption",
}
_ROLE_PLACES: dict[str, Place] = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "form",
}
_WORD_PLACES: dict[str, Place] = {
    **dict.fromkeys(
        wordlist("nav navbar menu submenu breadcrumb breadcrumbs pagination pager sitemap toolbar"),
        "navigation",
    ),
    **dict.fromkeys(["footer", "colophon", "copyright"], "footer"),
    **dict.fromkeys(
        wordlist("sidebar widget cookie cookies consent gdpr advert adverts ad ads advertisement"),
        "aside",
    ),
    **dict.fromkeys(
        wordlist(
            "related recommended recommendations recirc teaser teasers promo promos trending popular "
            "outbrain taboola mostread newsletter newsletters signup optin share sharing social socials "
            "sharebar morefrom"
        ),
        "teasers",
    ),
    **dict.fromkeys(
        wordlist("comment comments disqus respond commentlist replies reactions reacties"), "comments"
    ),
    **dict.fromkeys(["caption", "wp-caption-text", "captions"], "caption"),
    **dict.fromkeys(["infobox", "vcard-box", "factbox", "factsheet"], "facts"),
}
_NEUTRAL = frozenset(("html", "body", "main", "article"))


@dataclass(slots=True)
class Block:
    """One block of a page. `text` has single spaces; `number` is its place among all blocks."""

    number: int
    text: str
    tag: str
    """The innermost block element: "p", "li", "h2", "div" …; "tr" for a row of data."""
    element: Any = field(repr=False)
    linked: float
    """The share of its characters that are links, 0..1."""
    place: Place
    mark: Any = field(repr=False, default=None)
    """The element that gave the place."""
    words: list[str] = field(repr=False, default_factory=list)
    """`\\w+` in lower case."""

    @property
    def heading(self) -> bool:
        """Whether the page sets it as a heading."""
        return len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit()

    @property
    def prose(self) -> bool:
        """Whether it reads as a sentence: eight words or more (`Line.prose`), or of few spaces."""
        dense = len(self.words) < len(self.text) / 12 or _DENSE.search(self.text) is not None
        return (len(self.words) >= 8 or (dense and len(self.text) > 14)) and bool(_STOP.search(self.text))


_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»“)\]]{0,3}$")


def visible_blocks(tree: Any) -> list[Block]:
    """The blocks of a parsed page. Linear in the size of the page, whatever the depth of its elements."""
    return list(_Walk().blocks(tree))


class _Walk:
    """One pass over a tree: the words of the open block, and the places of the open elements."""

    def __init__(self) -> None:
        self.words: list[tuple[str, bool]] = []
        self.unseen: list[str] = []
        self.places: list[tuple[Place, Any]] = [("", None)]
        self.tags: list[Any] = []
        self.links = 0
        self.rows = 0
        self.number = 0

    def blocks(self, tree: Any) -> Iterator[Block]:
        from lxml import etree

        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or tag in _SILENT:
                    walk.skip_subtree()
                    continue
                yield from self._open(tag, element)
            else:
                if tag and tag not in _SILENT:
                    yield from self._close(tag, element)
                self._add(element.tail)
        yield from self._flush()

    def _open(self, tag: str, element: Any) -> Iterator[Block]:
        if tag == "tr" and not self.rows and _is_data(element):
            yield from self._flush()
            self.rows = len(self.tags) + 1
        elif self.rows and tag in ("td", "th"):
            self.words.append((" | " if self.words else "", False))
        elif (tag in _BLOCKS or tag == "br") and not self.rows:
            yield from self._flush()
        self.tags.append(element)
        self.links += tag == "a"
        self.places.append(_place(tag, element) or self.places[-1])
        if tag == "li":
            self.words.append(("- ", False))
        self._add(element.text)

    def _close(self, tag: str, element: Any) -> Iterator[Block]:
        if self.rows == len(self.tags):
            yield from self._flush("tr")
            self.rows = 0
        elif tag in _BLOCKS and not self.rows:
            yield from self._flush()
        self.tags.pop()
        self.places.pop()
        self.links -= tag == "a"

    def _add(self, text: str | None) -> None:
        place, mark = self.places[-1]
        if text and place == "hidden" and mark.tag not in _BLOCKS:
            # Inside a block that is seen: no part of its words. What a class alone hides may be seen.
            if _is_hidden(mark.attrib):
                self.unseen.append(text)
            else:
                self.words.append((f" {text} ", self.links > 0))
        elif text:
            self.words.append((text, self.links > 0))

    def _flush(self, tag: str | None = None) -> Iterator[Block]:
        if text := " ".join("".join(self.unseen).split()):
            words = re.findall(r"\w+", text.casefold())
            yield Block(self.number, text, "span", None, 0.0, "hidden", None, words)
            self.number += 1
        self.unseen = []
        if not self.words:
            return
        text = " ".join("".join(words for words, _ in self.words).split())
        if text and text not in ("-", "|"):
            linked = sum(len(words.strip()) for words, link in self.words if link)
            place, mark = self.places[-1]
            inner = next((e for e in reversed(self.tags) if e.tag in _BLOCKS), None)
            yield Block(
                self.number,
                text,
                tag or (str(inner.tag) if inner is not None else "body"),
                inner,
                min(1.0, linked / max(len(text), 1)),
                place,
                mark,
                re.findall(r"\w+", text.casefold()),
            )
            self.number += 1
        self.words = []


def _is_data(row: Any) -> bool:
    """Whether a row of a table holds data rather than the columns of a layout: no cell holds blocks or
    much text.
    """
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    for cell in cells:
        for count, inner in enumerate(cell.iterdescendants()):
            if inner.tag in _BLOCKS or count > 40:
                return False
    return all(len("".join(cell.itertext())) < 200 for cell in cells)


def _is_hidden(attributes: Any) -> bool:
    """Whether an element is not shown, by its own attributes."""
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style", "")[:300]))


def _place(tag: str, element: Any) -> tuple[Place, Any] | None:
    """The place that an element opens for what is in it, or None when it opens none."""
    attributes = element.attrib
    if not attributes and tag not in _TAG_PLACES:
        return None
    if _is_hidden(attributes):
        return "hidden", element
    if tag in _NEUTRAL:
        return None
    if (place := _TAG_PLACES.get(tag)) is not None:
        return place, element
    if (place := _ROLE_PLACES.get(attributes.get("role", ""))) is not None:
        return place, element
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:300]
    if named == " ":
        return None
    names = named.lower().split()
    if not _HIDDEN_CLASS.isdisjoint(names):
        return "hidden", element
    for word in re.findall(r"(?:\b(?:no|not|has|with|without)[-_]+)?[A-Z]?[a-z]+", named):
        if (place := _WORD_PLACES.get(word.lower())) is not None:
            return place, element
    return None
