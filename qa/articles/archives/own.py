r"""A layout that the user describes in YAML: where an article starts and ends, and its fields.

name: Dockland Digest          # what the report calls it
start: '^RECORD \d+ of \d+'    # a line that begins an article; for pages `article: div.record` (CSS)
end: '^\* \* \*$'             # a line that ends one; optional
fields:
  title: '^Headline: (.+)'     # a regular expression with one group; for pages a CSS selector
  outlet: '^Paper: (.+)'
  published: '^Date: (.+)'
  authors: '^By: (.+)'
  text: '^Text:'               # the text begins behind this line; without it, behind the last field
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.articles.archives.fields import count_of, day_in, language_of, page_name, people
from qa.articles.archives.layout import Export, Paper
from qa.articles.archives.prose import blocks_of, paragraphs
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import tree_text
from qa.articles.raw import RawArticle
from qa.articles.readers.records import web_address
from qa.errors import LoadError
from qa.types import Removed

FIELDS = (
    "title",
    "outlet",
    "published",
    "authors",
    "section",
    "page",
    "edition",
    "language",
    "url",
    "words",
    "key",
    "text",
)
_KEYS = frozenset(("name", "start", "end", "article", "fields"))
_LONGEST = 2_000
"""Characters of a line that a user's expression is tried on: an expression may be slow on more."""


@dataclass(frozen=True, slots=True)
class OwnLayout:
    """A layout from a file. `article` is a CSS selector and the fields too; else `start` and expressions."""

    name: str
    title: str
    start: re.Pattern[str] | None
    end: re.Pattern[str] | None
    article: str | None
    fields: Mapping[str, Any]

    def detect(self, head: list[str], wrapped: bool) -> float:
        """A layout that was asked for is not doubted."""
        return 1.0

    def missing(self) -> str:
        """What to say of a file in which nothing is laid out so."""
        if self.article is not None:
            return f"nothing in it matches article: {self.article}"
        return f"no line in it matches start: {self.start.pattern if self.start else ''}"

    def read(self, paper: Paper) -> Export:
        """The articles of a text."""
        export = Export(iter(()))
        export.articles = self._from_lines(paper, export)
        return export

    def read_page(self, tree: Any) -> Export:
        """The articles of a page."""
        export = Export(iter(()))
        export.articles = self._from_tree(tree, export)
        return export

    def _from_lines(self, paper: Paper, export: Export) -> Iterator[RawArticle]:
        for number, lines in enumerate(self._documents(paper), start=1):
            values, body, removed = self._fields_of(lines)
            found = _article(values, tidy(paragraphs(blocks_of(body, paper.wrapped))), removed, number)
            if found is None:
                export.problems.append((number, f"article {number} has no text in the layout {self.title}"))
            else:
                yield found

    def _documents(self, paper: Paper) -> Iterator[list[str]]:
        lines: list[str] | None = None
        for line in paper.all_lines():
            short = line.strip("\f ")[:_LONGEST]
            if self.start is not None and self.start.search(short):
                if lines:
                    yield lines
                lines = [line]
            elif lines is not None and self.end is not None and self.end.search(short):
                yield lines
                lines = None
            elif lines is not None:
                lines.append(line)
        if lines:
            yield lines

    def _fields_of(self, lines: list[str]) -> tuple[dict[str, str], list[str], list[Removed]]:
        """(values, the lines of the text, what was taken out)."""
        values: dict[str, str] = {}
        removed: list[Removed] = []
        rest: list[str] = []
        marker = self.fields.get("text")
        begins = None
        for n, line in enumerate(lines):
            text = line.strip("\f ")[:_LONGEST]
            if marker is not None and begins is None and (found := marker.search(text)):
                begins = n + 1
                behind = text[found.end() :].strip() if not found.groups() else (found[1] or "").strip()
                rest = [behind] if behind else []
                continue
            if begins is not None:
                rest.append(line)
                continue
            name = next(
                (k for k, p in self.fields.items() if k != "text" and k not in values and p.search(text)),
                None,
            )
            if name is not None:
                found = self.fields[name].search(text)
                values[name] = (found[1] if found.groups() else found[0]) or ""
                removed.append(Removed(text, "field of the archive"))
                rest = [] if marker is None else rest
            elif n or self.start is None:
                rest.append(line)
            elif text:
                removed.append(Removed(text, "field of the archive"))
        return values, rest, removed

    def _from_tree(self, tree: Any, export: Export) -> Iterator[RawArticle]:
        for number, element in enumerate(_select(tree, self.article or ""), start=1):
            values: dict[str, str] = {}
            text = ""
            for name, selector in self.fields.items():
                found = _select(element, selector)
                if name == "text":
                    text = "\n\n".join(tree_text(e)[0] for e in found)
                elif found:
                    values[name] = "; ".join(filter(None, (one_line(e.text_content()) for e in found)))
            found_article = _article(values, tidy(text or tree_text(element)[0]), [], number)
            if found_article is None:
                export.problems.append((number, f"article {number} has no text in the layout {self.title}"))
            else:
                yield found_article


def _article(values: Mapping[str, str], text: str, removed: list[Removed], number: int) -> RawArticle | None:
    if not any(c.isalpha() for c in text):
        return None
    key = one_line(values.get("key"))
    return RawArticle(
        text, one_line(values.get("title")), one_line(values.get("outlet")), people(values.get("authors")),
        web_address(values.get("url", "")), day_in(values.get("published")),
        language_of(values.get("language")),
        one_line(values.get("section")), None, (), tuple(removed), number, one_line(values.get("edition")),
        page_name(values.get("page")), count_of(values.get("words")), f"own:{key}" if key else None,
    )  # fmt: skip


def read_layout(path: Path) -> OwnLayout:
    """The layout in a YAML file. Raises LoadError, by file and key, for what it cannot mean."""
    import yaml

    try:
        value = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise LoadError(f"{path}: cannot be read: {error.strerror or error}", "check the path") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 1})" if mark is not None else ""
        raise LoadError(f"{path}: not valid YAML{place}", "quote expressions with single quotes") from None
    if not isinstance(value, Mapping):
        raise LoadError(f"{path}: no layout in it", "see docs/how-to/news-archives.md for one")
    unknown = sorted(str(k) for k in set(value) - _KEYS)
    fields = value.get("fields") or {}
    if unknown or not isinstance(fields, Mapping) or set(fields) - set(FIELDS):
        unknown = unknown or (
            sorted(f"fields.{k}" for k in set(fields) - set(FIELDS))
            if isinstance(fields, Mapping)
            else ["fields"]
        )
        raise LoadError(
            f"{path}: unknown: {', '.join(unknown)}",
            f"known are {', '.join(sorted(_KEYS))}; fields: {', '.join(FIELDS)}",
        )
    if bool(value.get("start")) == bool(value.get("article")):
        raise LoadError(
            f"{path}: give start (a line) or article (a CSS selector)",
            "one of the two tells where an article begins",
        )
    css = bool(value.get("article"))
    made = {
        name: (_selector if css else _pattern)(path, f"fields.{name}", given)
        for name, given in fields.items()
    }
    start, end = (_pattern(path, key, value[key]) if value.get(key) else None for key in ("start", "end"))
    article = _selector(path, "article", value["article"]) if css else None
    return OwnLayout("own", str(value.get("name") or path.stem), start, end, article, made)


def _pattern(path: Path, key: str, given: object) -> re.Pattern[str]:
    try:
        return re.compile(str(given))
    except re.error as error:
        raise LoadError(
            f"{path}: {key}: not a regular expression: {error}", "quote it with single quotes"
        ) from None


def _selector(path: Path, key: str, given: object) -> str:
    from cssselect import SelectorError
    from lxml.cssselect import CSSSelector

    try:
        CSSSelector(str(given))
    except SelectorError as error:
        raise LoadError(
            f"{path}: {key}: not a CSS selector: {error}", "such as div.record or span.title"
        ) from None
    return str(given)


def _select(element: Any, selector: str) -> list[Any]:
    from lxml.cssselect import CSSSelector

    return list(CSSSelector(selector)(element))
