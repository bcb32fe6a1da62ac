"""A clipping, and what stands on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from html import escape


@dataclass(frozen=True)
class Want:
    """One article of a clipping. None or () of a field means: the clipping does not say it."""

    title: str | None
    day: date | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    keep: tuple[str, ...] = ()
    """Words that must stand in the text, in this order."""


@dataclass(frozen=True)
class Clip:
    """A file of one or more articles; none is right for what is no article."""

    name: str
    file: str
    data: bytes
    wants: tuple[Want, ...]
    gone: tuple[str, ...] = ()
    """Words that no text may have."""
    skip: frozenset[str] = field(default_factory=frozenset)
    """Fields that are not judged: the clipping leaves them open."""

    @property
    def locked(self) -> bool:
        return int(hashlib.sha256(f"clippings {self.name}".encode()).hexdigest(), 16) % 2 == 0


def paragraphs(*words: str, css: str = "", tag: str = "p") -> str:
    kind = f' class="{css}"' if css else ""
    return "\n".join(f"<{tag}{kind}>{escape(w, quote=False)}</{tag}>" for w in words)
