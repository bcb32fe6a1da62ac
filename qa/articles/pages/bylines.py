"""The people of an article where nothing marks them: in lines, links and boxes near its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qa.articles.calendar_names import days_in
from qa.articles.pages.blocks import Block
from qa.articles.pages.people import (
    PARTICLES,
    bare_key,
    full_name,
    is_dated,
    names_in,
    near,
    words_of,
)
from qa.articles.pages.shown_dates import names_publication
from qa.text.names import is_paper


def linked_authors(tree: Any, headline: Any, outlet: str | None) -> tuple[str, ...]:
    """The people whom links near the headline lead to: "/autor/…", "/staff/…"."""
    links = tree.xpath(
        "//a[contains(@href,'/author') or contains(@href,'/autor') or contains(@href,'/auteur') or "
        "contains(@href,'/staff/') or contains(@href,'/profile/') or contains(@href,'/journalist') or "
        "contains(@href,'/reporter') or contains(@href,'/firma')]"
        "[not(ancestor::nav or ancestor::aside or ancestor::footer)]"
    )[:30]
    own = [link for link in links if headline is not None and near(link, headline)]
    names = (n for link in own[:4] for n in names_in(words_of(link), outlet) if full_name(n, False))
    return tuple(dict.fromkeys(names))


def byline_near(blocks: Sequence[Block], headline: Block | None, outlet: str | None) -> tuple[str, ...]:
    """The people of the first line near the headline that begins as a byline does ("By …", "Von …")."""
    if headline is None:
        return ()
    for block in (
        *blocks[headline.number + 1 : headline.number + 10],
        *blocks[max(0, headline.number - 3) : headline.number],
    ):
        apart = block.place == "footer" and not _of_article(block)
        if apart or block.place in ("comments", "aside", "hidden", "caption") or len(block.words) > 30:
            continue
        found = _BY.search(block.text.removeprefix("- ")[:200])
        if len(block.words) <= _SHORT and not found:
            found = _BY_SHORT.match(block.text.removeprefix("- "))
        if found and (found.start() == 0 or days_in(block.text[: found.start()])):
            rest = re.split(
                r"\s[|•·–—-]\s|\s\(|\d|\s(?:on|am|le|el|il|at)\s(?=\S*\s?\d|[A-Z]\w+day|[A-Z])",
                block.text.removeprefix("- ")[found.end() :][:150],
                maxsplit=1,
            )[0]
            names = tuple(n for n in names_in(rest, outlet) if full_name(n, False))
            if names and not any(_is_said(name) for name in names):
                return names
    return ()


def named_before_paper(
    blocks: Sequence[Block], headline: Block | None, outlet: str | None
) -> tuple[str, ...]:
    """The people of a line near the headline that ends in the paper: "Ada Brook, Harbour Post"."""
    around = blocks[headline.number + 1 : headline.number + 5] if headline is not None and outlet else ()
    for block in around:
        parts = re.split(r"\s*[,|•·]\s*", block.text.removeprefix("- "))
        if len(block.words) <= 12 and len(parts) == 2 and bare_key(parts[1]) == bare_key(outlet or ""):
            return tuple(n for n in names_in(parts[0], outlet) if full_name(n, False))
    return ()


def named_beside_day(blocks: Sequence[Block], headline: Block | None, outlet: str | None) -> tuple[str, ...]:
    """The person of a line of bars near the headline: "Ada Brook | Posted at 9:10, 3 June 2024".

    A place may stand beside a day just as well; so the line has to say how long the text is, or that the day
    is the one on which it was posted.
    """
    around = blocks[headline.number + 1 : headline.number + 6] if headline is not None else ()
    for block in around:
        pieces = [p.strip() for p in re.split(r"\s+[|·•–—-]\s+|\s*[|·•]\s*", block.text) if p.strip()]
        if not 2 <= len(pieces) <= 6 or len(block.words) > 30 or not _LENGTH.search(block.text):
            continue
        rest = [p for p in pieces if not any(c.isdigit() for c in p) and not _LENGTH.search(p)]
        if len(rest) == 1 and any(days_in(p) for p in pieces):
            return tuple(n for n in names_in(rest[0], outlet) if full_name(n, False) and not _is_said(n))
    return ()


_LENGTH = re.compile(
    r"\d\s*(?:min|words|wörter|mots|palabras|parole)\b|^\W*(?:posted|published|updated|veröffentlicht|publié)\b|"
    r"[|·•–—-]\s*(?:posted|published|updated|veröffentlicht|publié)\b",
    re.IGNORECASE,
)


def paper_near(blocks: Sequence[Block], headline: Block | None) -> str | None:
    """The paper that a line near the headline names behind the author, or before the day."""
    around = blocks[headline.number + 1 : headline.number + 10] if headline is not None else ()
    for block in around:
        first = re.split(r"\s*[,|•·]\s*", block.text, maxsplit=1)[0]
        named = is_paper(first) and re.fullmatch(r"[^\W\d_][^:()\d]{2,50}", first) is not None
        if len(block.words) <= 12 and named and days_in(block.text):
            return first
        if len(block.words) <= 12 and (found := _BY.match(block.text.removeprefix("- "))):
            parts = re.split(r"\s*[,|•·]\s*", block.text[found.end() :])[1:]
            if name := next((p.strip() for p in parts if is_paper(p) and not re.search(r"[\d.?!]", p)), None):
                return name
    return None


def own_facts(blocks: Sequence[Block]) -> None:
    """Mark the lists that state day and author of the article: they are facts, and no words of the text."""
    for block in blocks:
        listed = (
            block.element.getparent() if block.tag in ("dt", "dd") and block.element is not None else None
        )
        if listed is not None and listed.tag == "dl" and not block.place:
            terms = [" ".join("".join(t.itertext()).split()).strip(" :") for t in listed.iter("dt")]
            if len(terms) <= 8 and any(map(names_publication, terms)):
                block.place = "facts"


_OF_AUTHOR = re.compile(
    r"(?:authors?|by|autor(?:en|in)?|von|auteure?|par|autore|di|por|door)\s*:?", re.IGNORECASE
)


def labelled_authors(blocks: Sequence[Block], outlet: str | None) -> tuple[str, ...]:
    """The people in a list of the page's own facts: "Author" beside "Published"."""
    for block in blocks:
        if block.tag != "dd" or block.element is None or block.place in ("comments", "aside", "footer"):
            continue
        term = block.element.getprevious()
        label = " ".join("".join(term.itertext()).split()) if term is not None else ""
        if _OF_AUTHOR.fullmatch(label) and block.place == "facts":
            return names_in(block.text.removeprefix("- "), outlet)
    return ()


_BY = re.compile(
    r"\b(?:(?:(?:written|posted|published|reported|submitted|created|story) by|by|von|par|por|door|автор|"
    r"text)\b:?|(?:reporter|journalist|muhabir|yazar|autor(?:en|in|ka)?|autore|redakteur(?:in)?|журналист|"
    r"korespondent(?:in|ka)?|interview|tekst|texto|testo|texte)\s?:)\s+(?=(?-i:[A-ZÀ-ÞĀ-ŽЀ-Я]))",
    re.IGNORECASE,
)


_BY_SHORT = re.compile(r"(?:di|da|av|af)\s+(?=(?-i:[A-ZÀ-Þ]))", re.IGNORECASE)
"""Words that say "by" in a short line, and much else in a sentence."""
_SHORT = 12


_ABOUT = re.compile(
    r"(?:about|meet) the (?:authors?|writers?)|über (?:den|die) autor\w*|à propos d\S* ?l?'?auteurs?|"
    r"sobre (?:el|la|los|o) autor\w*|(?:l'|gli )autor[ei]|over de auteurs?|om (?:författaren|skribenten)",
    re.IGNORECASE,
)


def authors_below(blocks: Sequence[Block], outlet: str | None) -> tuple[str, ...]:
    """The people whom a box below the text presents: the headings under "About the authors"."""
    at = next((b.number for b in blocks if _ABOUT.fullmatch(b.text.strip(" :"))), None)
    if at is None:
        return ()
    box = [b for b in blocks[at + 1 : at + 9] if b.heading and 2 <= len(b.words) <= 5]
    return tuple(dict.fromkeys(n for b in box for n in names_in(b.text, outlet) if full_name(n, False)))


def _of_article(block: Block) -> bool:
    """Whether the footer that a block is in is that of an article: some systems keep day and author there."""
    mark = block.mark if block.mark is not None else block.element
    return mark is not None and any(e.tag == "article" for e in mark.iterancestors())


def _is_said(name: str) -> bool:
    """Whether a "name" is the beginning of a sentence: "Friday Ellen Marsh had left"."""
    return sum(w[:1].islower() and w not in PARTICLES for w in name.split()) > 1 or is_dated(
        name.split()[0].casefold()
    )
