"""The nouns of a library: articles, their passages, what is asked of them, what adding them did.

All offsets are character offsets into `Article.text`, half open, counted in code points.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ArticleKind = Literal["report", "opinion", "correction", "withdrawn"]


def content_id(title: str, text: str, outlet: str | None) -> str:
    """The id of an article: 16 hex digits of the SHA-256 of what a reader would call its content."""
    digest = hashlib.sha256("\x1f".join((outlet or "", title, text)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that cleaning took out of the body, kept with the reason so that nothing is lost."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article after cleaning. `text` is final: every offset in the product counts in it."""

    id: str
    title: str
    text: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: date | None = None
    """The stated date of publication; None when the source states none (it is never guessed)."""
    language: str = "en"
    section: str | None = None
    kind: ArticleKind = "report"
    agency: str | None = None
    """The wire agency a copy came from ("AP", "Reuters"), when the text names it."""
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    origin: str = ""
    """Where it was read: a path as given, a URL, or "-" for stdin. "path#3" is the third of a file, and
    "path#member" the member of an archive."""
    edition: str | None = None
    page: str | None = None
    """The page of the printed paper, "4" or "A4", as an archive of newspapers states it."""
    words: int | None = None
    """The length in words that the source states."""
    key: str | None = None
    """What its archive or wire calls the story, the same in every export:
    "factiva:NFCOUR0020241107ekb70000r".
    """
    version: int = 0
    """Which version of its story a wire says it is; 0 when it does not say."""
    updated: date | None = None
    """The day of its last change, when the source states one after the day of publication."""
    id_of: tuple[str, str | None] | None = None
    """(title, outlet) that the id was made from, when a reader has corrected one of them since."""

    @property
    def foreign(self) -> str:
        """The language it is in, as "fr", where that is not English; else empty."""
        main = self.language.split("-")[0].lower()
        return "" if main == "en" else main

    @staticmethod
    def make(title: str, text: str, outlet: str | None = None, **rest: object) -> Article:
        """Build an article with the id that its content has."""
        return Article(content_id(title, text, outlet), title, text, outlet, **rest)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, `article.text[start:end]`; together they leave no gap."""

    article_id: str
    start: int
    end: int

    def text(self, article: Article) -> str:
        """The words of this passage in its article."""
        return article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its filters. Dates are inclusive; None means no bound."""

    text: str
    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    language: str | None = None
    as_of: date | None = None
    """Only what had been published by this day exists; undated articles are left out."""
    phrases: tuple[str, ...] = ()
    """Exact phrases that must occur."""
    excluded: tuple[str, ...] = ()
    """Words that must not occur."""
    articles: tuple[str, ...] = ()
    """Restrict to these article ids."""
    sections: tuple[str, ...] = ()
    """Only from these sections of a paper, in any case."""
    pages: tuple[str, ...] = ()
    """Only from these pages of a printed paper: "4", "A4"."""
    editions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Only articles with all of these tags; a desk turns them into ids before it searches."""
    origins: tuple[str, ...] = ()
    """Only what these files or folders gave; a desk turns them into ids before it searches."""

    @property
    def in_print(self) -> tuple[tuple[str, ...], ...]:
        """What narrows it by the place in a printed paper: sections, pages, editions."""
        return (self.sections, self.pages, self.editions)


@dataclass(frozen=True, slots=True)
class Copy:
    """Another publication of the same story (a near-copy or wire copy), shown as "also in"."""

    article_id: str
    outlet: str | None
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: a passage, its best sentence, and how it was found."""

    article: Article
    passage: Passage
    best: tuple[int, int]
    score: float
    why: str
    also_in: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedItem:
    """What became of one article or file in `add`."""

    status: Literal["added", "updated", "unchanged", "duplicate", "skipped", "failed"]
    """"skipped" is what a file holds that is no article to add: a picture, a story its wire took back."""
    origin: str
    article_id: str | None = None
    title: str = ""
    detail: str = ""
    """For "duplicate" the id it equals, for "failed" the reason in one line, else free text."""
    hint: str = ""
    """For "failed", what to do about it."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of one `add`, item by item."""

    items: tuple[AddedItem, ...]
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What there is to say of a file as a whole: "312 articles in nexis.docx (table of contents: 312)"."""

    def count(self, status: str) -> int:
        """How many items ended in this status."""
        return sum(item.status == status for item in self.items)


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """What a library holds."""

    articles: int
    passages: int
    outlets: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    undated: int = 0
    groups: int = 0
    """How many groups of near-copies there are."""
    embedder: str = ""
