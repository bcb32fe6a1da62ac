"""Adding: files are read, what is new is embedded in batches, and each batch is one transaction.

While a batch is embedded the next one is read; with workers, whole sources are prepared elsewhere. A killed
`add` loses what was not committed, and the next one goes on where it stopped: a file is only recorded as read
together with the last of its articles.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from qa.errors import CancelledError
from qa.library.intake.ahead import Ahead, Workers
from qa.library.intake.fingerprint import SourceState, look_at
from qa.library.intake.prepare import Loader, Prepared, SourceRead, embed, prepared, read, reason
from qa.library.intake.versions import AddedSource, Versions, differences
from qa.library.store.catalog import Catalog
from qa.library.store.records import FileEntry, origin_key
from qa.models.embedder import Embedder
from qa.types import AddedItem, AddReport, Article

BATCH_PASSAGES = 64
"""Passages embedded and committed at a time: about 1.3 s of embedding on 2 cores, 5 ms for the commit.
A kill loses the batch that is embedded and the one that is read meanwhile."""

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Waiting:
    slot: int
    article: Article
    file: AddedSource


@dataclass(slots=True)
class _Batch:
    """Articles whose passages are being embedded."""

    queue: list[_Waiting]
    ready: dict[str, Prepared]
    embedded: Future[None]


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
        self._versions = Versions(catalog)
        self._embedder = embedder
        self._sync = sync
        self._prepare = prepare
        self._variant = variant
        self._started = time.perf_counter()
        self._items: list[AddedItem | None] = []
        self._notes: list[str] = []
        self._queue: list[_Waiting] = []
        self._prepared: dict[str, Prepared] = {}
        self._batch: _Batch | None = None
        self._embedding = ThreadPoolExecutor(1, thread_name_prefix="embedding")
        self._progress: Callable[[str], None] = lambda _: None
        self._storing = False
        """Whether a batch is being stored: what goes wrong there is no fault of the source at hand."""

    def add(
        self,
        sources: Sequence[str],
        loader: Loader,
        on_progress: Progress | None,
        workers: Workers | None = None,
    ) -> AddReport:
        """Add every source; what goes wrong with one is its item in the report. Raises ModelError."""
        with self._embedding, Ahead(workers, loader) as ahead:
            for done, (source, look, made) in enumerate(ahead.each(sources, self._look)):
                if on_progress is not None:
                    self._progress = partial(_tell, on_progress, done, len(sources))
                self._progress(source)
                try:
                    self._source(source, loader, look, made)
                except Exception as error:
                    if self._storing or isinstance(error, CancelledError):
                        raise
                    # The one broad except per file: whatever a strange file provokes, the others go on.
                    self._failed(source, *reason(error))
                if self._passages_waiting() >= BATCH_PASSAGES:
                    self._flush()
            self._flush()
            self._commit()
        if on_progress is not None:
            on_progress("", len(sources), len(sources))
        return self._report()

    def add_articles(self, articles: Sequence[Article]) -> AddReport:
        """Add articles that were loaded elsewhere."""
        with self._embedding:
            self._enqueue(articles, AddedSource("", None))
            self._flush()
            self._commit()
        return self._report()

    def _report(self) -> AddReport:
        items = tuple(item for item in self._items if item is not None)
        return AddReport(items, time.perf_counter() - self._started, tuple(self._notes))

    def _failed(self, origin: str, reason: str, hint: str = "") -> None:
        self._items.append(AddedItem("failed", origin, detail=reason, hint=hint))

    # ---- a source: unchanged, or its articles wait for a batch

    def _look(self, source: str) -> SourceState:
        return look_at(source, self._variant(source), self._catalog.file(origin_key(source)))

    def _source(self, source: str, loader: Loader, look: SourceState, made: SourceRead | None) -> None:
        before, entry = look.before, look.entry
        if before is not None and look.unchanged:
            self._unchanged(before)
            return
        made = made or read(source, loader)
        loaded = made.loaded
        if loaded is None:
            self._failed(source, *(made.failure or ("it gave nothing", "")))
            return
        for origin, why in loaded.problems:
            self._failed(origin, why)
        self._items += [AddedItem("skipped", origin, detail=name) for origin, name in loaded.left_out]
        self._notes += loaded.notes
        if entry is not None:
            read_now = tuple((article.origin, article.id) for article in loaded.articles)
            entry = replace(entry, articles=read_now, problems=tuple(loaded.problems))
        file = AddedSource(origin_key(source), entry)
        if before is not None:
            old = self._catalog.articles_by_id(key for _, key in before.articles)
            ids = {article.id for article in loaded.articles}
            file.held = frozenset(old)
            file.gone = {key: article.title.casefold() for key, article in old.items() if key not in ids}
            file.alone = len(old) == len(ids) == 1
        self._prepared |= {key: ready for key, ready in made.ready.items() if key not in self._prepared}
        self._enqueue(loaded.articles, file)

    def _unchanged(self, entry: FileEntry) -> None:
        titles = self._catalog.titles(key for _, key in entry.articles)
        for origin, key in entry.articles:
            self._items.append(AddedItem("unchanged", origin, key, titles.get(key, "")))
        for origin, why in entry.problems:
            self._failed(origin, why)

    def _enqueue(self, articles: Sequence[Article], file: AddedSource) -> None:
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
        if article.id in self._prepared:
            return
        stored = self._catalog.article(article.id)
        is_current = stored is not None and self._catalog.replaced_by(article.id) is None
        if stored is None or is_current is False or differences(stored, article):
            self._prepared[article.id] = prepared(article, self._embedder)

    def _passages_waiting(self) -> int:
        return sum(len(ready.passages) for ready in self._prepared.values())

    # ---- a batch: embedded while the next one is read, then one transaction, then Chroma

    def _flush(self) -> None:
        """Commit the batch before, and begin to embed what waits."""
        queue, ready = self._queue, self._prepared
        self._queue, self._prepared = [], {}
        if not queue:
            return
        if any(prepared.passages for prepared in ready.values()):
            self._prepare()
        embedded = self._embedding.submit(embed, ready.values(), self._embedder)
        batch, self._batch = self._batch, _Batch(queue, ready, embedded)
        self._store(batch)

    def _commit(self) -> None:
        """Commit the last batch."""
        batch, self._batch = self._batch, None
        self._store(batch)

    def _store(self, batch: _Batch | None) -> None:
        if batch is None:
            return
        self._storing = True
        batch.embedded.result()
        with self._catalog.writing():
            for waiting in batch.queue:
                self._items[waiting.slot] = self._put(waiting, batch.ready)
                waiting.file.waiting -= 1
                if waiting.file.entry is not None and not waiting.file.waiting:
                    self._catalog.record_file(waiting.file.key, waiting.file.entry)
        self._sync()
        self._storing = False

    def _put(self, waiting: _Waiting, ready: dict[str, Prepared]) -> AddedItem:
        """Store one article with its passages; what became of it."""
        article, made = waiting.article, ready.get(waiting.article.id)
        if made is None and not self._catalog.holds(article.id):
            # Another host has removed it since this one looked.
            made = ready[article.id] = prepared(article, self._embedder)
            embed([made], self._embedder)
        item = self._versions.decide(article, waiting.file, made)
        if item.status in ("added", "updated") and made is not None and made.vectors is not None:
            if self._catalog.meta("dimension") is None:
                self._catalog.set_meta(dimension=made.vectors.shape[1])
            del ready[article.id]
            self._catalog.insert_passages(article, made.passages, made.vectors, made.own)
        return item


def _tell(on_progress: Progress, done: int, total: int, label: str) -> None:
    on_progress(label, done, total)
