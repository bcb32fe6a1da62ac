"""Factiva as a page: one `div` an article, its fields in a table with codes, or under each other without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qa.articles.archives.factiva import CODES, article_of, document_key
from qa.articles.archives.fields import count_of, day_in, language_of, page_name
from qa.articles.archives.layout import Export
from qa.articles.pages.markup import tree_text
from qa.articles.raw import RawArticle
from qa.types import Removed

_CLASS = re.compile(r"(?:^|\s)article\s+\w{2,3}Article(?:\s|$)")
_SIGN = re.compile(r"class=[\"']article\s+\w{2,3}Article[\"']|class=[\"']\w{2,3}Headline[\"']")
_WORDS = re.compile(
    r"[\d.,\s]+\s*(?:words|Wörter|mots|woorden|palabras|parole|palavras|слов\w*|字|단어)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s*GMT)?", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:\(c\)|©|copyright)", re.IGNORECASE)


def detect(text: str) -> float:
    """Sure when an element has the class that Factiva gives to articles."""
    return 0.95 if _SIGN.search(text) else 0.0


def read(tree: Any) -> Export:
    """The articles of a page."""
    export = Export(iter(()))
    export.articles = _articles(tree, export)
    return export


def _articles(tree: Any, export: Export) -> Iterator[RawArticle]:
    number = 0
    for element in tree.iter("div", "article", "section"):
        if not _CLASS.search(element.get("class") or ""):
            continue
        number += 1
        rows = _coded(element)
        found = article_of(*_from_rows(rows), number) if rows else _uncoded(element, number)
        if found is None:
            export.problems.append((number, f"article {number} has no text"))
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
    key = ""
    for child in _leaves(element):
        words = tree_text(child)[0].strip()
        name = child.get("class") or ""
        if re.search(r"\w{2,3}Headline", name) or any(
            re.search(r"\w{2,3}Headline", e.get("class") or "")
            for e in child.iter()
            if isinstance(e.tag, str)
        ):
            title = title or words
        elif "articleParagraph" in name:
            text.append(words)
        elif document_key(words) and text:
            key = words
        elif words and not text:
            lines.append(words)
    values = {"HD": title, "TD": "\n\n".join(text), "AN": key, **_by_place(lines)}
    return article_of(values, [Removed(line, "field of the archive") for line in lines], number)


def _leaves(element: Any) -> Iterator[Any]:
    """Its blocks that hold no other block, in order."""
    blocks = ("div", "p", "h1", "h2", "h3", "h4")
    for child in _own(element, *blocks):
        if child is not element and not any(True for _ in child.iterdescendants(*blocks)):
            yield child


def _by_place(lines: list[str]) -> dict[str, str]:
    """Fields by place: byline, words, day, time, paper, its code, edition, page, language, copyright."""
    values: dict[str, str] = {}
    at = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line) and count_of(line)), None)
    day = next((n for n, line in enumerate(lines) if day_in(line)), None)
    if at is not None:
        values["WC"] = lines[at]
    first = min((n for n in (at, day) if n is not None), default=0)
    if first:
        values["BY"] = lines[first - 1]
        if first > 1:
            values["SE"] = lines[0]
    if day is None:
        return values
    values["PD"] = lines[day]
    rest = [line for line in lines[day + 1 :] if not _TIME.fullmatch(line)]
    if rest:
        values["SN"] = rest.pop(0)
    for line in rest:
        if _RIGHTS.match(line):
            break
        if language_of(line) and len(line.split()) <= 2:
            values.setdefault("LA", line)
        elif line.isupper() and line.isalnum() and "SC" not in values and not line.isdigit():
            values["SC"] = line
        elif page_name(line) and len(line) < 8:
            values.setdefault("PG", line)
        else:
            values.setdefault("ED", line)
    return values
