"""Scraped text becomes an article body; what is taken out is kept with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.types import Removed


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article after cleaning. `text` is final: NFC, paragraphs separated by one blank line."""

    title: str
    text: str
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    outlet: str | None = None
    """The outlet that a dateline or a share line names."""
    authors: tuple[str, ...] = ()
    agency: str | None = None
    """The wire agency that the dateline or a credit line names."""
    published: date | None = None
    """The date of publication that the text states."""
    dateline: str | None = None


def clean(text: str, *, title: str | None, outlet: str | None = None, language: str = "en") -> Cleaned:
    """Separate the body of an article from what surrounds it in a scrape."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Cleaned(title or (lines[0] if lines else ""), "\n\n".join(lines))
