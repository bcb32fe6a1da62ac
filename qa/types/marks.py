"""The nouns of what a reader does to articles: tags, notes, corrections of what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.types.article import Article

ChangeKind = Literal["tag", "untag", "note", "edit", "remove"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the reader's on an article."""

    text: str
    made: float
    """Seconds of the epoch."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that was done to an article, which can be undone."""

    id: int
    made: float
    kind: ChangeKind
    article_id: str
    title: str
    what: str
    """In words: `outlet: Daily Relay -> Harbour Post`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A removed article with all that belongs to it, until it cannot be brought back any more."""

    article: Article
    older: tuple[Article, ...]
    origins: tuple[str, ...]
