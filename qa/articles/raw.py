"""What a reader of one format hands on: the article as the source states it, before cleaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.types import ArticleKind, Removed

DEFAULT_MAX_BYTES = 20 * 1024 * 1024
"""Largest file, download or unpacked archive that is read: the longest book of news is far below it."""

MAX_CHARACTERS = 500_000
"""Longest text that is taken for one article: ten times the longest features, and 2-15 s of cleaning."""


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


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one file held: what could be read, and for the rest the place and the reason in one line."""

    articles: tuple[RawArticle, ...]
    problems: tuple[tuple[int | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """What a `--meta` file states about one path. None or empty where it states nothing."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
