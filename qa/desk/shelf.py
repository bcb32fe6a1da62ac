"""The library side of a desk: opening it, adding, listing, removing, making its indexes again."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, Unpack

from qa.desk.engines import Engines
from qa.search.filters import Day as Day
from qa.search.filters import Filters as Filters
from qa.search.filters import read_filters
from qa.types import AddReport, Article, Copy, LibraryStats

if TYPE_CHECKING:
    from qa.articles.load import Loaded
    from qa.desk.adding import Stated
    from qa.desk.press import Press
    from qa.library.intake.ahead import Workers
    from qa.library.library import Library
    from qa.library.locks import Patience
    from qa.library.place import Servers
    from qa.library.vectors.server import Server
    from qa.settings import Settings

Progress = Callable[[str, int, int], None]
"""(what is being done, how many are done, how many there are)."""

Articles = list[Article]


class ArticleDesk:
    """A library and the settings it is used with. `Desk` answers from it."""

    def __init__(self, settings: Settings, say: Callable[[str], None] | None = None) -> None:
        """`say` is told what the desk waits for, in a line of words."""
        self.settings = settings
        self._say = say
        self.engines = Engines(settings)
        self._opened: Library | None = None
        self._press: Press | None = None

    @classmethod
    def open(cls, **settings: object) -> Self:
        """A desk with these settings on top of environment, .env and config file."""
        from qa.settings import load_settings

        return cls(load_settings(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the library if it was opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened = self._press = None

    def library(self, *, create: bool = False) -> Library:
        """The open library; raises LibraryMissingError when there is none and `create` is false."""
        return self._opened if self._opened is not None else self._open(create=create)

    def _open(self, **how: bool) -> Library:
        from qa.library.library import Library

        self._opened = Library.open(self.settings.library, self.engines.embedder, **how, **self._servers)
        self._opened.patience = self._patience
        return self._opened

    def empty_library(self) -> Library:
        """The library for a file to be read into, whatever embedder that names; made when there is none."""
        self.close()
        return self._open(create=True, check=False)

    @property
    def _servers(self) -> Servers:
        """The servers that keep parts of the library, where some do."""
        url = self.settings.catalog_url
        return {"server": self._server, "catalog_url": url.get_secret_value() if url else None}

    @property
    def _server(self) -> Server | None:
        """The Chroma server that keeps the vectors, when one is set."""
        if self.settings.chroma_url is None:
            return None
        from qa.library.vectors.server import Server

        token = self.settings.chroma_token
        return Server(self.settings.chroma_url, token.get_secret_value() if token else None)

    @property
    def _patience(self) -> Patience:
        from qa.library.locks import Patience

        return Patience(self.settings.wait, self._say)

    def add(
        self,
        sources: Sequence[str],
        *,
        meta: Path | None = None,
        outlet: str | None = None,
        published: Day = None,
        layout: str | None = None,
        own_layout: Path | None = None,
        stdin: bytes | None = None,
        on_progress: Progress | None = None,
        workers: int = 1,
        executor: Literal["processes", "ray"] = "processes",
    ) -> AddReport:
        """Add articles from files, directories, globs, URLs or `-` (then `stdin` holds the bytes).

        `layout` names the layout of an export ("one" reads each file as one article), `own_layout` describes
        one. A source that cannot be read becomes a "failed" item of the report and stops none of the others.
        Several `workers` prepare files in processes of this machine, or of a Ray cluster.
        """
        from qa.articles.load import expand
        from qa.desk.adding import Stated

        stated = Stated(meta, outlet, published, layout, own_layout)
        files = expand(sources, exclude=[str(path) for path in (meta, own_layout) if path])
        library = self.library(create=True)
        load = self._loader(stated, stdin)
        self._back_up()
        report = library.add(
            files,
            loader=load,
            on_progress=on_progress,
            variant=stated.variant,
            workers=self._workers(workers, executor),
        )
        return self._learned(report)

    def _learned(self, report: AddReport) -> AddReport:
        """Look which lines return in the outlets that were added to; the report, with what is to be done."""
        library = self.library()
        new = [item.article_id or "" for item in report.items if item.status in ("added", "updated")]
        outlets = {article.outlet for key in new if (article := library.article(key)) and article.outlet}
        if outlets:
            library.learn_recurring(outlets)
        return report

    def _workers(self, count: int, executor: Literal["processes", "ray"]) -> Workers | None:
        if count < 2 and executor == "processes":
            return None
        from qa.library.intake.ahead import Workers

        return Workers(max(1, count), self.engines.make_embedder, executor)

    def _loader(
        self, stated: Stated, stdin: bytes | None = None, *, anew: bool = False
    ) -> Callable[[str], Loaded]:
        """What reads a source; what a reader corrected of an article wins over the file.

        `anew` also takes recurring lines out of articles that came before these were known.
        """
        from qa.desk.adding import Corrected, WithoutRecurring
        from qa.desk.marks import Marks

        read, facts = stated.loader(self.settings, stdin), Marks(self.settings.library).facts()
        lines = {outlet: frozenset(known) for outlet, known in self.library().recurring().items()}
        stored = self.library().holding_recurring() if lines and not anew else ()
        clean = WithoutRecurring(read, lines, frozenset(stored))
        return Corrected(clean, facts) if facts else clean

    def _back_up(self) -> None:
        """The day's backup, before its first change."""
        if self.settings.backups and self.settings.catalog_url is None:
            from qa.library.safety import daily_backup

            daily_backup(self.settings.library, date.today(), self._say)

    def preview(self, sources: Sequence[str], stated: Stated) -> list[Loaded]:
        """What adding would read of each source, without a library. Raises LoadError as reading does, and
        ConfigError for a day that is none.
        """
        from qa.articles.load import expand

        load = stated.loader(self.settings)
        return [load(source) for source in expand(sources)]

    def list(self, *, mention: Sequence[str] = (), **filters: Unpack[Filters]) -> Articles:
        """The articles of the library, after filters; with `mention` those that have one of these phrases in
        title or text, as counts have it.
        """
        from qa.desk.marking import narrowed
        from qa.text.mentions import has_any

        found = self.library().articles(narrowed(self, read_filters(filters)))
        return [a for a in found if has_any(f"{a.title}\n{a.text}", mention)] if mention else found

    def show(self, ref: str) -> Article:
        """The article with this id, unique start of an id or title, or origin. Raises CorpusError."""
        return self.library().get(ref)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The near-copies of an article."""
        return tuple(self.library().group_of(article_id))

    def history(self, article_id: str) -> Sequence[Article]:
        """The versions that this article replaced, newest first."""
        return self.library().history(article_id)

    def remove(self, ref: str) -> Article:
        """Remove an article; returns what was removed. `qa.desk.marking.undo` brings it back."""
        from qa.desk.marking import keep

        self._back_up()
        written = keep(self, self.library().get(ref))
        removed = self.library().remove(ref)
        written()
        return removed

    def rebuild(self, *, fresh: bool = False, on_progress: Progress | None = None) -> LibraryStats:
        """Make both indexes again; with `fresh`, or another embedder, cut and embed the articles again.

        Files that an older version of the readers read are read again, where they still are.
        """
        from qa.desk.adding import Stated, stale_files

        self.close()
        library = self._open(check=False)
        library.rebuild(on_progress, fresh=fresh)
        library.learn_recurring()
        unread = [path for path in library.unread_recurring() if os.path.isfile(path)]
        if stale := sorted({*stale_files(library), *unread}):
            load, variant = self._loader(Stated(), anew=True), Stated().variant
            library.add(stale, loader=load, on_progress=on_progress, variant=variant)
        return self.stats()

    def stats(self) -> LibraryStats:
        """What the library holds."""
        return self.library().stats()
