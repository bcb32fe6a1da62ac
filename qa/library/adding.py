"""Adding: files are read, what is new is embedded in batches, and each batch is one transaction.

A killed `add` loses at most one batch, and the next one goes on where it stopped: a file is only recorded
as read together with the last of its articles.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from qa.errors import LoadError, QAError
from qa.library.chunk import embedded_text, header, passages
from qa.library.store import groups
from qa.library.store.catalog import Catalog
from qa.library.store.records import FileEntry, origin_key, url_key
from qa.models.embedder import Embedder
from qa.types import AddedItem, AddReport, Article, Passage

BATCH_PASSAGES = 64
"""Passages embedded and committed at a time: about 1.3 s of embedding on 2 cores, against 5 ms for the
commit and 40 ms for Chroma, and all that a kill can lose."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells its writes apart: FAT keeps times to two seconds."""

Progress = Callable[[str, int, int], None]


class Loaded(Protocol):
    """What a loader returns: the articles of a source, and (origin, reason) of each that failed."""

    @property
    def articles(self) -> Sequence[Article]:
        """The articles in the order of the source."""
        ...

    @property
    def problems(self) -> Sequence[tuple[str, str]]:
        """Origin and one-line reason of each entry that is not an article."""
        ...

    @property
    def left_out(self) -> Sequence[tuple[str, str]]:
        """Origin and name of what the source holds that is no article to add."""
        ...

    @property
    def notes(self) -> Sequence[str]:
        """What there is to say of the source as a whole."""
        ...


Loader = Callable[[str], Loaded]


@dataclass(slots=True)
class _File:
    """A source being added: what decides whether it is unchanged, and what it held before."""

    key: str
    entry: FileEntry | None
    """None for what has no hash of its own: addresses, stdin, articles handed over."""
    gone: dict[str, str] = field(default_factory=dict)
    """Article ids it held before and holds no more, with their titles in lower case."""
    alone: bool = False
    """Whether it held one article before and holds one now: then the new one replaces the old one."""
    held: frozenset[str] = frozenset()
    waiting: int = 0


@dataclass(slots=True)
class _Waiting:
    slot: int
    article: Article
    file: _File


@dataclass(slots=True)
class _Prepared:
    passages: tuple[Passage, ...]
    texts: list[str]
    signature: bytes


class Adder:
    """One run of `add`. The caller holds the writer's lock; `sync` tells Chroma what was committed."""

    def __init__(
        self,
        catalog: Catalog,
        embedder: Embedder,
        *,
        sync: Callable[[], None],
        prepare: Callable[[], None],
        variant: Callable[[str], str],
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._sync = sync
        self._prepare = prepare
        self._variant = variant
        self._started = time.perf_counter()
        self._items: list[AddedItem | None] = []
        self._notes: list[str] = []
        self._queue: list[_Waiting] = []
        self._prepared: dict[str, _Prepared] = {}
        self._progress: Callable[[str], None] = lambda _: None

    def add(self, sources: Sequence[str], loader: Loader, on_progress: Progress | None) -> AddReport:
        """Add every source; what goes wrong with one is its item in the report. Raises ModelError."""
        for done, source in enumerate(sources):
            if on_progress is not None:
                self._progress = partial(_tell, on_progress, done, len(sources))
            self._progress(source)
            try:
                self._source(source, loader)
            except QAError as error:
                self._failed(source, error.message, error.hint)
            except UnicodeEncodeError:
                self._failed(source, "its name or its words hold bytes that are not text")
            except Exception as error:
                # The one broad except per file: whatever a strange file provokes, the others go on.
                self._failed(source, f"unexpected {type(error).__name__}: {error}".splitlines()[0])
            if self._passages_waiting() >= BATCH_PASSAGES:
                self._flush()
        self._flush()
        if on_progress is not None:
            on_progress("", len(sources), len(sources))
        return self._report()

    def add_articles(self, articles: Sequence[Article]) -> AddReport:
        """Add articles that were loaded elsewhere."""
        self._enqueue(articles, _File("", None))
        self._flush()
        return self._report()

    def _report(self) -> AddReport:
        items = tuple(item for item in self._items if item is not None)
        return AddReport(items, time.perf_counter() - self._started, tuple(self._notes))

    def _failed(self, origin: str, reason: str, hint: str = "") -> None:
        self._items.append(AddedItem("failed", origin, detail=reason, hint=hint))

    # ---- a source: unchanged, or its articles wait for a batch

    def _source(self, source: str, loader: Loader) -> None:
        key = origin_key(source)
        before = self._catalog.file(key)
        entry = _fingerprint(source, self._variant(source), before)
        before = before if entry else None
        if entry and before and (before.sha256, before.variant) == (entry.sha256, entry.variant):
            self._unchanged(before)
            return
        loaded = loader(source)
        for origin, reason in loaded.problems:
            self._failed(origin, reason)
        self._items += [AddedItem("skipped", origin, detail=name) for origin, name in loaded.left_out]
        self._notes += loaded.notes
        if entry is not None:
            read = tuple((article.origin, article.id) for article in loaded.articles)
            entry = replace(entry, articles=read, problems=tuple(loaded.problems))
        file = _File(key, entry)
        if before is not None:
            old = self._catalog.articles_by_id(key for _, key in before.articles)
            ids = {article.id for article in loaded.articles}
            file.held = frozenset(old)
            file.gone = {key: article.title.casefold() for key, article in old.items() if key not in ids}
            file.alone = len(old) == len(ids) == 1
        self._enqueue(loaded.articles, file)

    def _unchanged(self, entry: FileEntry) -> None:
        titles = self._catalog.titles(key for _, key in entry.articles)
        for origin, key in entry.articles:
            self._items.append(AddedItem("unchanged", origin, key, titles.get(key, "")))
        for origin, reason in entry.problems:
            self._failed(origin, reason)

    def _enqueue(self, articles: Sequence[Article], file: _File) -> None:
        file.waiting = len(articles)
        for number, article in enumerate(articles, start=1):
            self._make_ready(article)
            self._queue.append(_Waiting(len(self._items), article, file))
            self._items.append(None)
            if self._passages_waiting() >= BATCH_PASSAGES and number < len(articles):
                self._progress(f"{article.origin or article.title} ({number} of {len(articles)})")
                self._flush()

    def _make_ready(self, article: Article) -> None:
        """Cut what has to be embedded into passages; nothing for an article that is stored as it is."""
        from qa.articles.cleaning.duplicates import signature

        if article.id in self._prepared:
            return
        stored = self._catalog.article(article.id)
        if stored is not None and not _differences(stored, article):
            if self._catalog.replaced_by(article.id) is None:
                return
        elif not article.text.strip():
            raise LoadError("the article has no text")
        # SQLite stores UTF-8: half a surrogate pair has to fail here, with its file, not within a batch.
        f"{article.origin}{article.title}{article.text}".encode()
        cut, head = passages(article, self._embedder), header(article, self._embedder)
        texts = [embedded_text(article, passage, head) for passage in cut]
        self._prepared[article.id] = _Prepared(cut, texts, signature(article.text))

    def _passages_waiting(self) -> int:
        return sum(len(ready.passages) for ready in self._prepared.values())

    # ---- a batch: embed, one transaction, Chroma

    def _flush(self) -> None:
        queue, ready = self._queue, self._prepared
        self._queue, self._prepared = [], {}
        if not queue:
            return
        texts = [text for prepared in ready.values() for text in prepared.texts]
        if texts:
            threading.Thread(target=self._prepare, daemon=True).start()
        vectors = self._embedder.embed(texts) if texts else None
        offsets, at = {}, 0
        for key, prepared in ready.items():
            offsets[key] = slice(at, at + len(prepared.texts))
            at += len(prepared.texts)
        with self._catalog.writing():
            if vectors is not None and self._catalog.meta("dimension") is None:
                self._catalog.set_meta(dimension=vectors.shape[1])
            for waiting in queue:
                key = waiting.article.id
                item = self._decide(waiting, ready.get(key))
                if item.status in ("added", "updated") and vectors is not None and key in ready:
                    self._catalog.insert_passages(
                        waiting.article, ready.pop(key).passages, vectors[offsets[key]]
                    )
                self._items[waiting.slot] = item
                waiting.file.waiting -= 1
                if waiting.file.entry is not None and not waiting.file.waiting:
                    self._catalog.record_file(waiting.file.key, waiting.file.entry)
        self._sync()

    def _decide(self, waiting: _Waiting, ready: _Prepared | None) -> AddedItem:
        """Store one article; what became of it."""
        catalog, article, file = self._catalog, waiting.article, waiting.file
        stored = catalog.article(article.id)
        if stored is None and ready is not None:
            return self._store(article, file, ready)
        newer = catalog.replaced_by(article.id)
        known = article.id in file.held or catalog.has_origin(article.id, article.origin)
        if newer is not None and ready is not None and newer in file.gone:
            # The file went back to an older version: that one is current again.
            catalog.delete_article(article.id)
            return self._store(article, file, ready)
        if article.id in file.held:
            catalog.move_origin(article.id, file.key, article.origin)  # an export that has grown
        else:
            catalog.add_origin(article.id, article.origin)
        if newer is not None:
            detail = f"an older version of {newer}, kept on record"
            return AddedItem("unchanged", article.origin, article.id, article.title, detail)
        if known and stored is not None and ready is not None and (changed := _differences(stored, article)):
            self._rewrite(article, ready)
            detail = "changed: " + ", ".join(changed)
            return AddedItem("updated", article.origin, article.id, article.title, detail)
        if known:
            return AddedItem("unchanged", article.origin, article.id, article.title)
        return AddedItem("duplicate", article.origin, article.id, article.title, article.id)

    def _store(self, article: Article, file: _File, ready: _Prepared) -> AddedItem:
        """Store an article that is new here, or an older or newer version of one that is known."""
        catalog = self._catalog
        olds = self._replaced_by(article, file)
        newest = next((old for old in olds if old.id not in file.gone and _is_older(article, old)), None)
        catalog.insert_article(article, ready.signature)
        if newest:
            catalog.replace_version(article.id, newest.id)
            detail = f"an older version of {newest.id}, kept on record"
            return AddedItem("unchanged", article.origin, article.id, article.title, detail)
        for old in olds:
            groups.leave(catalog, old.id)
            catalog.replace_version(old.id, article.id)
        near = groups.join(catalog, article, ready.signature)
        detail = f"near-copy of {near.id}" if near else ""
        if olds:
            detail = "replaces " + ", ".join(old.id for old in olds)
        detail = "; ".join(part for part in (detail, _still_to_come(article)) if part)
        return AddedItem("updated" if olds else "added", article.origin, article.id, article.title, detail)

    def _replaced_by(self, article: Article, file: _File) -> list[Article]:
        """The current articles that a new one is a version of: same address, or what its file held before."""
        catalog = self._catalog
        key = url_key(article.url)
        olds = {old.id: old for old in catalog.current_by_url(key)} if key else {}
        if article.key:
            olds |= {old.id: old for old in catalog.current_by_key(article.key) if _is_version(old, article)}
        for gone, title in file.gone.items():
            if not (file.alone or title == article.title.casefold()) or catalog.replaced_by(gone):
                continue
            # An exact copy of it in another file keeps the old article alive.
            others = [o for o in catalog.origins(gone) if origin_key(o).split("#")[0] != file.key]
            old = catalog.article(gone)
            if old is not None and not others:
                olds[gone] = old
        return [old for old in olds.values() if old.id != article.id]

    def _rewrite(self, article: Article, ready: _Prepared) -> None:
        """Store new metadata of an article whose words are the same; its places and versions stay."""
        catalog = self._catalog
        origins, since = catalog.origins(article.id), catalog.added(article.id)
        groups.leave(catalog, article.id)
        catalog.delete_article(article.id)
        catalog.insert_article(article, ready.signature, since)
        for origin in origins:
            catalog.add_origin(article.id, origin)
        groups.join(catalog, article, ready.signature)


def _tell(on_progress: Progress, done: int, total: int, label: str) -> None:
    on_progress(label, done, total)


def _fingerprint(source: str, variant: str, before: FileEntry | None) -> FileEntry | None:
    """Hash, size and time of a local file; None for what is not one, or cannot be read (the loader says why).

    A file of the size and the time of `before` is not read again. A time that is younger than _SETTLED says
    nothing, as the file may be written again within its resolution (git calls such an entry racy).
    """
    try:
        now = os.stat(source)
        if not stat.S_ISREG(now.st_mode):
            return None
        if before and before.mtime and (before.size, before.mtime) == (now.st_size, now.st_mtime_ns):
            return replace(before, variant=variant)
        with open(source, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            now = os.fstat(file.fileno())
    except (OSError, ValueError):
        return None
    settled = time.time_ns() - now.st_mtime_ns > _SETTLED
    return FileEntry(digest, now.st_size, variant, (), mtime=now.st_mtime_ns if settled else 0)


def _still_to_come(article: Article) -> str:
    """A warning when an article is dated in the future: such a day is a mistake of whoever stated it.

    The day after today is none: somewhere it has begun.
    """
    day = article.published
    return f"dated {day}, a day still to come" if day and day > date.today() + timedelta(days=1) else ""


def _differences(stored: Article, article: Article) -> list[str]:
    """The names of the fields that differ, the origin aside: exact copies have several."""
    names = (
        *("authors", "url", "published", "updated", "language", "section", "kind", "agency", "captions"),
        *("removed", "edition", "page", "words", "key", "version", "title", "outlet"),
    )
    return [name for name in names if getattr(stored, name) != getattr(article, name)]


def _is_version(old: Article, new: Article) -> bool:
    """Whether two articles of one key are versions of one story. A wire's slug alone does not tell: one has
    to be a later lead, and they share half of the words of the shorter one.
    """
    if not (new.key or "").startswith("slug:"):
        return True
    first, second = (set(re.findall(r"\w{3,}", a.text.casefold())) for a in (old, new))
    shared = len(first & second) >= 0.5 * max(1, min(len(first), len(second)))
    return old.version != new.version and shared


def _is_older(article: Article, other: Article) -> bool:
    """Whether an article of one address or key is the older version: by its number, by date, or since
    only `other` says that it was corrected. Files come in any order: the last one read may be the older.
    """
    if article.key and article.key == other.key and article.version != other.version:
        return article.version < other.version
    if article.published and other.published and article.published != other.published:
        return article.published < other.published
    corrected = ("correction", "withdrawn")
    return other.kind in corrected and article.kind not in corrected
