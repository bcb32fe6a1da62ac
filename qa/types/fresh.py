"""The nouns of sources that are followed: what they are, and what became of each when it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.types.article import AddedItem, Article

FollowKind = Literal["feed", "page", "folder"]
Outcome = Literal["new", "changed", "unchanged", "waiting", "failed"]


@dataclass(frozen=True, slots=True)
class Follow:
    """One source that is followed."""

    source: str
    """A web address, or the absolute path of a folder."""
    kind: FollowKind
    outlet: str | None = None
    """The outlet of all that it gives, when the user stated one."""
    pages: bool = False
    """Of a feed: the page of each entry is read, since the feed has only the beginnings."""
    asked: float = 0.0
    """When it was last asked, in seconds of the epoch; 0 when never."""
    reason: str = ""
    """Why it could not be had the last time."""


@dataclass(frozen=True, slots=True)
class Revision:
    """An article that says something else than before: a correction, or an edit that nobody announced."""

    article: Article
    before: Article
    lines: tuple[tuple[Literal["-", "+"], str], ...]
    """Sentences that went and came, in reading order; the headline first where that changed."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of one source."""

    source: str
    outcome: Outcome
    items: tuple[AddedItem, ...] = ()
    """What was added, changed or could not be read; not what is as it was."""
    changes: tuple[Revision, ...] = ()
    reason: str = ""
    hint: str = ""
