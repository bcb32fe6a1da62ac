"""What a reader of one format hands on: the article as the source states it, before cleaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from qa.types import ArticleKind, Removed

DEFAULT_MAX_BYTES = 20 * 1024 * 1024
"""Largest file, download or unpacked archive that is read: the longest book of news is far below it."""

MAX_CHARACTERS = 500_000
"""Longest text that is taken for one article: ten times the longest features, and 2-15 s of cleaning."""

MAX_LINES = 50_000
"""Most lines of a text that is taken for one article: cleaning takes 4 s for as many."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as read. Every field but `text` is None or empty when the source does not state it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: date | None = None
    language: str | None = None
    section: str | None = None
    kind: ArticleKind | None = None
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    number: int | None = None
    """Its place, from 1, in a file that can hold many (JSON list, JSONL, CSV, feed); None elsewhere."""
    edition: str | None = None
    page: str | None = None
    """As the archive prints it: "4", "A4"."""
    words: int | None = None
    """The length in words that the source states; not counted by us."""
    key: str | None = None
    """What an archive or wire calls this story in every export of it, with the name of the archive in front
    ("factiva:NFCOUR0020241107ekb70000r"). Two articles with one key are two versions of one story."""
    version: int = 0
    """Which version of its story a wire says it is; a higher one is newer. 0 when it does not say."""
    web: bool = False
    """Whether it is a web page: which of the days on it is its own was decided by where they stand."""
    updated: date | None = None
    """The day of the last change, where the source states one besides the day of publication."""


@dataclass(slots=True)
class Export:
    """What a layout found in a file of many: the articles one by one, and what it has to say of the others.

    All but `articles` is complete when `articles` has been read to its end.
    """

    articles: Iterator[RawArticle]
    problems: list[tuple[int | None, str]] = field(default_factory=list)
    left_out: list[tuple[int | None, str]] = field(default_factory=list)
    """What is no article, by name: pictures, packages, stories that their wire took back."""
    layout: str = ""
    """The layout it was read as, as people call it: "Nexis Uni"."""
    stated: int | None = None
    """How many articles the file itself says it holds, and where it says so."""
    stated_by: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one file held: what could be read, and for the rest the place and the reason in one line."""

    articles: Iterable[RawArticle]
    """Read once, in the order of the file: an export of 2,000 articles is read one at a time."""
    problems: Sequence[tuple[int | None, str]] = ()
    """Complete when `articles` has been read to its end."""
    export: Export | None = None
    """What the file is when it is an export of many articles."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a `--meta` file states about one path. None or empty where it states nothing."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
