"""Factiva as a page: one `div` an article, its fields in a table with codes, or under each other without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qa.articles.archives.factiva import CODES, article_of, document_key
from qa.articles.archives.factiva_plain import WORDS, by_place, is_day
from qa.articles.archives.fields import too_long
from qa.articles.archives.layout import Export
from qa.articles.pages.markup import parse, parts, tree_text
from qa.articles.raw import RawArticle
from qa.types import Removed

_CLASS = re.compile(r"(?:^|\s)article\s+\w{2,3}Article(?:\s|$)")
_START = re.compile(
    r"<(?:div|article|section)\b[^<>]{0,200}class=[\"']article\s+\w{2,3}Article", re.IGNORECASE
)
_SIGN = re.compile(r"class=[\"']article\s+\w{2,3}Article[\"']|class=[\"']\w{2,3}Headline[\"']")


def detect(text: str) -> float:
    """Sure when an element has the class that Factiva gives to articles."""
    return 0.95 if _SIGN.search(text) else 0.0


def read(text: str) -> Export:
    """The articles of a page."""
    export = Export(iter(()))
    export.articles = _articles(text, export)
    return export


def _elements(text: str) -> Iterator[Any]:
    trees = (tree for part in parts(text, _START) if (tree := parse(part)) is not None)
    return (
        e
        for tree in trees
        for e in tree.iter("div", "article", "section")
        if _CLASS.search(e.get("class") or "")
    )


def _articles(text: str, export: Export) -> Iterator[RawArticle]:
    for number, element in enumerate(_elements(text), start=1):
        rows = _coded(element)
        found = article_of(*_from_rows(rows), number) if rows else _uncoded(element, number)
        if found is None:
            export.problems.append((number, f"article {number} has no text"))
        elif found.words and too_long(found):
            export.problems.append((number, f"article {number} runs into the next, which is damaged"))
        else:
            yield found


def _coded(element: Any) -> list[tuple[str, Any]]:
    """(code, cell) of the rows of its table."""
    rows: list[tuple[str, Any]] = []
    for row in _own(element, "tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = " ".join((cells[0].text_content() if cells else "").split())
        if len(cells) >= 2 and code in CODES:
            rows.append((code, cells[1]))
    return rows


def _own(element: Any, *tags: str) -> Iterator[Any]:
    """Its elements of these names, but not those of an article inside it, where a page is damaged."""
    for child in element.iter(*tags):
        nearest = next((a for a in child.iterancestors() if _CLASS.search(a.get("class") or "")), None)
        if child is element or nearest is element:
            yield child


def _from_rows(rows: list[tuple[str, Any]]) -> tuple[dict[str, str], list[Removed]]:
    values: dict[str, str] = {}
    removed: list[Removed] = []
    for code, cell in rows:
        text = tree_text(cell)[0]
        values.setdefault(code, text)
        if code not in ("HD", "LP", "TD") and text:
            removed.append(Removed(f"{code} {text}", "field of the archive"))
    return values, removed


def _uncoded(element: Any, number: int) -> RawArticle | None:
    """The display without codes: what a line is, its place between headline and text tells."""
    text: list[str] = []
    lines: list[str] = []
    title = ""
    key, above = "", 0
    for child in _leaves(element):
        words = tree_text(child)[0].strip()
        name = child.get("class") or ""
        if re.search(r"\w{2,3}Headline", name) or any(
            re.search(r"\w{2,3}Headline", e.get("class") or "")
            for e in child.iter()
            if isinstance(e.tag, str)
        ):
            title, above = title or words, above if title else len(lines)
        elif "articleParagraph" in name:
            text.append(words)
        elif document_key(words) and text:
            key = words
        elif words and not text:
            lines.append(words)
    values = {"HD": title, "TD": "\n\n".join(text), "AN": key, **by_place(lines)}
    counted = next((n for n, line in enumerate(lines) if WORDS.fullmatch(line) or is_day(line)), 0)
    if above:
        values["SE"] = lines[0]
    if counted > above:
        values["BY"] = lines[counted - 1]
    return article_of(values, [Removed(line, "field of the archive") for line in lines], number)


def _leaves(element: Any) -> Iterator[Any]:
    """Its blocks that hold no other block, in order."""
    blocks = ("div", "p", "h1", "h2", "h3", "h4")
    for child in _own(element, *blocks):
        if child is not element and not any(True for _ in child.iterdescendants(*blocks)):
            yield child
