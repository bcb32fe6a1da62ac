"""Keeping Chroma at the state of the catalog: what the journal holds is told to it a batch at a time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from qa.errors import CorpusError, LibraryLockedError
from qa.library.locks import only_writer
from qa.library.store.catalog import Catalog
from qa.library.vectors.index import IndexUnreachableError, VectorIndex

SYNC_BATCH = 1_000
"""Passages that Chroma is told of while readers wait."""


class Indexer:
    """Tells Chroma's index what the catalog's journal holds."""

    def __init__(
        self, folder: Path, catalog: Catalog, index: VectorIndex, needed: Callable[[], bool]
    ) -> None:
        """For the library in `folder`. An index of its own is told nothing until it is `needed`."""
        self._needed = needed
        self._folder = folder
        self._catalog = catalog
        self._index = index
        self._loading = threading.Lock()

    @property
    def is_told(self) -> bool:
        """Whether what is committed is told at once; else the journal waits. A server is told everything."""
        return self._index.is_remote or self._needed()

    def prepare_aside(self) -> None:
        """`prepare` in a thread of its own, if Chroma will be needed."""
        if self.is_told:  # asked here: the thread may outlast the library
            threading.Thread(target=self.prepare, daemon=True).start()

    def prepare(self) -> None:
        """Import Chroma (about 2 s of CPU) while something else is going on."""
        with contextlib.suppress(CorpusError), self._loading, self._index.reading():
            self._index.warm()

    def repair(self) -> None:
        """Tell Chroma what a killed writer did not, unless a living one is about to."""
        if self._catalog.journal.waits() or self.has_moved:
            with contextlib.suppress(LibraryLockedError), only_writer(self._folder):
                self.sync()

    def sync(self, on_progress: Callable[[str, int, int], None] | None = None) -> None:
        """Tell Chroma all that waits, if it is needed. Call as the only writer."""
        if not self.is_told:
            return
        try:
            self._sync(on_progress)
        except IndexUnreachableError:
            # A small library is searched without it, and the journal keeps what the server is to be told.
            if self._needed():
                raise

    @property
    def has_moved(self) -> bool:
        """Whether the catalog told its passages to an index at another place."""
        return (self._catalog.meta("index") or "") != self._index.place

    def _sync(self, on_progress: Callable[[str, int, int], None] | None) -> None:
        with self._catalog.engine.telling(self._catalog.db):
            self._tell_all(on_progress)

    def _tell_all(self, on_progress: Callable[[str, int, int], None] | None) -> None:
        if self.has_moved:
            with self._catalog.writing():
                self._catalog.journal.start_anew()
                self._catalog.set_meta(index=self._index.place)
        total, done, retried = self._catalog.journal.count(), 0, False
        while batch := self._catalog.journal.first(SYNC_BATCH):
            if on_progress is not None:
                on_progress("vector index", min(done, total), total)
            try:
                self._tell(batch)
                done += len(batch)
            except IndexUnreachableError:
                raise
            except CorpusError:
                # An index that a crash has damaged is remade whole, once.
                if retried:
                    raise
                retried = True
                with self._catalog.writing():
                    self._catalog.journal.start_anew()

    def _tell(self, batch: Mapping[int, str]) -> None:
        import numpy as np

        with self._index.writing():
            if 0 in batch:
                self._index.reset()
            dropped = [key for key, action in batch.items() if action == "drop"]
            if dropped:
                self._index.delete(dropped)
            rows = self._catalog.journal.rows([key for key, action in batch.items() if action == "put"])
            if rows:
                vectors = np.stack([np.frombuffer(row["vector"], np.float32) for row in rows])
                self._index.upsert([row["id"] for row in rows], vectors, [_metadata(row) for row in rows])
            with self._catalog.writing():
                self._catalog.journal.settle(batch)
                self._catalog.set_meta(indexed=int(self._catalog.meta("indexed") or 0) + 1)


def _metadata(row: Any) -> dict[str, str | int]:
    """What Chroma can filter a passage by; it takes no null."""
    facts = {
        "article_id": row["article_id"],
        "published": row["published"],
        "outlet": row["outlet_key"],
        "language": row["language_key"],
    }
    return {key: value for key, value in facts.items() if value is not None}
