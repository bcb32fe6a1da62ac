"""What a user states about articles that are added, and what reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.search.filters import Day

if TYPE_CHECKING:
    from qa.articles.exports import How
    from qa.articles.load import Loaded
    from qa.library.library import Library
    from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated about the articles of one `add`: for all of them, and how their files are laid out."""

    meta: Path | None = None
    outlet: str | None = None
    published: Day = None
    layout: str | None = None
    """The name of a layout, or "one": see `--as`."""
    own_layout: Path | None = None
    """A file that describes a layout: see `--layout`."""

    @property
    def variant(self) -> str:
        """What besides its bytes decides what comes of a file: "<our readers and rules>:<what is stated>"."""
        files = [path.read_bytes().hex() for path in (self.meta, self.own_layout) if path]
        given = [self.outlet, self.published, self.layout, *files]
        told = _short("|".join(map(str, given))) if any(given) else "-"
        return f"{_readers()}:{told}"

    def how(self) -> How:
        """The layout that was asked for. Raises LoadError for one that is not known."""
        from qa.articles.archives.own import read_layout
        from qa.articles.exports import How, check_name

        check_name(self.layout)
        return How(self.layout, read_layout(self.own_layout) if self.own_layout else None)

    def loader(self, settings: Settings, stdin: bytes | None = None) -> Callable[[str], Loaded]:
        """What reads a source. Raises LoadError for a layout, ConfigError for a day, that cannot be read."""
        from qa.articles.load import read_meta
        from qa.search.query import parse_day

        known, how = read_meta(self.meta) if self.meta else None, self.how()
        day = self.published
        published = parse_day(day, today=date.today()) if isinstance(day, str) else day

        options: dict[str, Any] = {
            "meta": known,
            "outlet": self.outlet,
            "published": published,
            "allow_private": settings.allow_private,
            "max_bytes": int(settings.max_file_mb * (1 << 20)),
            "how": how,
        }

        return SourceReader(options, settings.file_seconds, stdin)


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads a source: a loader that can be sent to another process."""

    options: dict[str, Any]
    """Those of `load_articles`."""
    seconds: float
    stdin: bytes | None = None

    def __call__(self, source: str) -> Loaded:
        """The articles of a source. Raises LoadError."""
        from qa.articles.worker import in_time

        return in_time(self.seconds, self._load, source, self.options)

    def _load(self, source: str) -> Loaded:
        from qa.articles.load import load_articles

        return load_articles(source, stdin=self.stdin, **self.options)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A loader with what a reader corrected of articles: that wins over the file."""

    read: Callable[[str], Loaded]
    facts: Mapping[str, Mapping[str, Any]]

    def __call__(self, source: str) -> Loaded:
        """The articles of a source. Raises LoadError."""
        from qa.desk.marking import corrected

        return corrected(self.read(source), self.facts)


@dataclass(frozen=True, slots=True)
class WithoutRecurring:
    """A loader that takes out lines which return in articles of one outlet, here or in the same source."""

    read: Callable[[str], Loaded]
    lines: Mapping[str, frozenset[str]]
    """The keys of the lines of the library, by the key of their outlet."""
    stored: frozenset[str]
    """Ids of articles that came before such a line was known: they stay as they are until a rebuild."""

    def __call__(self, source: str) -> Loaded:
        """The articles of a source. Raises LoadError."""
        from qa.articles.cleaning.recurrence import of_source, without
        from qa.articles.load import Loaded
        from qa.library.store.records import outlet_key

        loaded = self.read(source)
        own = of_source(loaded.articles, outlet_key)
        both = {key: self.lines.get(key, frozenset()) | lines for key, lines in own.items()}
        keys = {**self.lines, **both}
        if not keys:
            return loaded
        made = Loaded(problems=loaded.problems, left_out=loaded.left_out, notes=loaded.notes)
        for article in loaded.articles:
            gone = keys.get(outlet_key(article.outlet) or "", frozenset())
            made.articles.append(article if article.id in self.stored else without(article, gone))
        return made


def stale_files(library: Library) -> list[str]:
    """Files that other readers or rules read, with nothing stated about them, and that are still there."""
    plain = Stated().variant
    old = (path for path, variant in library.files() if variant != plain and variant.endswith(":-"))
    return [path for path in old if os.path.isfile(path)]


def _readers() -> str:
    from qa.articles.archives.registry import VERSION
    from qa.articles.cleaning.rules import rules_version

    return _short(f"{rules_version()}|{VERSION}")


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
