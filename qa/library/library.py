"""The library: articles, searchable by words and by meaning. Importing and opening it is cheap.

The catalog (a file, or a database that several hosts write to) is the truth; Chroma holds an index over its
vectors, and lags behind it by at most what the journal says. Whatever the journal says, a search sees every
committed passage.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from qa.errors import CorpusError, LibraryMismatchError
from qa.library import rebuilding
from qa.library.background import in_background
from qa.library.indexing import Indexer
from qa.library.inspection import problems_of
from qa.library.locks import Patience, only_writer
from qa.library.place import open_catalog, vector_index
from qa.library.private import keep_private
from qa.library.store import counts, fulltext, groups, recurring, refs, vocabulary
from qa.library.store.catalog import Catalog
from qa.library.store.filters import chroma_condition
from qa.library.store.matrix import Matrix, own_vectors, scan, sums
from qa.library.store.records import outlet_key
from qa.library.vectors.server import Server
from qa.models.embedder import Embedder, LoadsBefore
from qa.types import AddReport, Article, Copy, LibraryStats, Passage, Query, Searched

if TYPE_CHECKING:
    from qa.articles.cleaning.recurrence import Recurring
    from qa.library.adding import Adder, Progress
    from qa.library.intake.ahead import Workers
    from qa.library.intake.prepare import Loader
    from qa.models.embedder import Vectors

EXACT_UP_TO = 20_000
"""Passages up to which a search by meaning compares them all (numpy over the catalog's vectors), filtered or
not; above, Chroma's index answers. Measured by `bench/library.py` on 2 busy cores, 50 of 1k, 10k, 50k:
all compared 8, 55, 1,270 ms and nothing missed; Chroma 7, 4, 7 ms, with a filter 10, 14 to 40, 90 to 610 ms,
1 to 4 of the 50 missed. But a process pays 2 s of CPU for importing Chroma, and most processes ask once."""


class Library:
    """A library in a folder. Safe to use from several threads and processes; one writes at a time."""

    def __init__(
        self, path: Path, catalog: Catalog, embedder: Embedder, server: Server | None = None
    ) -> None:
        """Use `Library.open`."""
        self.path = path
        self.embedder = embedder
        self.patience = Patience()
        """How long writing waits for another writer; not at all unless it is set."""
        self.catalog = catalog
        self.index = vector_index(path, catalog, server)
        self._indexer = Indexer(path, catalog, self.index, self._is_large)
        self._matrix = Matrix(catalog)
        self._warming: threading.Thread | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        embedder: Embedder,
        *,
        create: bool = False,
        check: bool = True,
        server: Server | None = None,
        catalog_url: str | None = None,
    ) -> Library:
        """Open the library in a folder; with `create`, make it when there is none.

        A `server` keeps its vectors, the PostgreSQL database at `catalog_url` all else but log and notes. A
        library of an older layout is brought to today's first, with a backup beside it. Raises
        LibraryMissingError, LibraryMismatchError (other embedder, newer layout), LibraryLockedError (someone
        writes to a library of an older layout), CorpusError (damaged, or a server does not answer). With
        `check=False` another embedder is let through, for `rebuild`, which mends it.
        """
        path = Path(path)
        catalog = open_catalog(path, catalog_url, create=create)
        try:
            library = cls(path, catalog, embedder, server)
            keep_private(path)
            if create and (catalog.meta("embedder") is None or not catalog.count_articles()):
                library._record_embedder()
            if check:
                library._check_embedder()
        except BaseException:
            catalog.close()
            raise
        return library

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files. The library cannot be used afterwards."""
        if self._warming is not None:
            self._warming.join()
        self.index.close()
        self.catalog.close()
        keep_private(self.path)

    @property
    def generation(self) -> int:
        """Counts the writes of all processes: what was read before is still true while it is the same."""
        return self.catalog.generation

    # ---- writing

    def add(
        self,
        sources: Sequence[str],
        *,
        loader: Loader,
        on_progress: Progress | None = None,
        variant: str | Callable[[str], str] = "",
        workers: Workers | None = None,
    ) -> AddReport:
        """Add files, addresses or "-", each read by `loader`; what is known and unchanged costs a hash.

        `variant` names what besides its bytes decides the articles of a source (the metadata given for it),
        so that a change of that counts as a change. `on_progress` is told (source, done, total). One bad
        source is a "failed" item. With `workers` sources are prepared by them. Raises LibraryLockedError (see
        `patience`), ModelError when embedding fails; what was committed by then stays.
        """
        of_source = variant if callable(variant) else lambda _: variant
        with only_writer(self.path, self.patience):
            return self._adder(of_source).add(sources, loader, on_progress, workers)

    def add_articles(self, articles: Sequence[Article]) -> AddReport:
        """Add articles that were loaded elsewhere. Raises as `add` does."""
        with only_writer(self.path, self.patience):
            return self._adder(lambda _: "").add_articles(articles)

    def remove(self, ref: str) -> Article:
        """Remove the article that `ref` names, with its older versions; the article that was removed."""
        with only_writer(self.path, self.patience):
            article = self.get(ref)
            with self.catalog.writing():
                groups.leave(self.catalog, article.id)
                for old in (*self.catalog.older_versions(article.id), article):
                    self.catalog.forget_files(old.id)
                    self.catalog.delete_article(old.id)
            self._indexer.sync()
        return article

    def tell_index(self) -> None:
        """Tell the index of vectors what was committed beside `add`. Call as the only writer."""
        self._indexer.sync()

    def rebuild(self, on_progress: Progress | None = None, *, fresh: bool = False) -> None:
        """Remake both searches from the stored articles; Chroma from the stored vectors, without embedding.

        With another embedder or layout, or `fresh`, passages are cut and embedded again too.
        """
        with only_writer(self.path, self.patience):
            rebuilding.rebuild(self.catalog, self.embedder, on_progress, fresh=fresh)
            self._indexer.sync(on_progress)

    def learn_recurring(self, outlets: Iterable[str] | None = None) -> None:
        """Look again which lines return in articles of these outlets; of all when None."""
        keys = None if outlets is None else sorted({key for o in outlets if (key := outlet_key(o))})
        with only_writer(self.path, self.patience), self.catalog.writing() as db:
            recurring.learn(db, keys)

    def unread_recurring(self) -> list[str]:
        """The files that gave articles with such lines, before they were known; they are to be read again."""
        with only_writer(self.path, self.patience), self.catalog.writing() as db:
            return recurring.files_of(db, recurring.holding(db))

    # ---- reading

    def recurring(self) -> dict[str, dict[str, Recurring]]:
        """Lines that return in articles of one outlet and are taken out: by the keys of outlet and line."""
        return recurring.lines(self.catalog.db)

    def holding_recurring(self) -> set[str]:
        """The ids of the articles that still have one."""
        return recurring.holding(self.catalog.db)

    def get(self, ref: str) -> Article:
        """The article with this id, start of id, path, file name, or start of title (any case).

        Raises CorpusError when there is none or more than one; its hint lists which.
        """
        return refs.resolve(self.catalog, ref)

    def articles(self, query: Query | None = None) -> list[Article]:
        """The articles that meet the filters: newest first, undated last. Older versions are left out."""
        return self.catalog.articles(query)

    def ids_from(self, name: str) -> set[str]:
        """The ids of articles that a file, an archive or a folder gave: its path, or the end of one."""
        return refs.ids_from(self.catalog, name)

    def files(self) -> list[tuple[str, str]]:
        """Path and variant of every file that was read: what besides its bytes decided what came of it."""
        rows = self.catalog.db.execute("SELECT key, variant FROM files ORDER BY key")
        return [(row["key"], row["variant"]) for row in rows]

    def history(self, article_id: str) -> list[Article]:
        """The older versions of a corrected article, newest first."""
        return self.catalog.older_versions(article_id)

    def origins(self, article_id: str) -> list[str]:
        """Every path or address an article was read from; exact copies are one article with several."""
        return self.catalog.origins(article_id)

    def replaced_by(self, article_id: str) -> str | None:
        """The id of the newer version of an article; None for a current one."""
        return self.catalog.replaced_by(article_id)

    def passages_of(self, article_id: str) -> list[tuple[int, Passage]]:
        """The passages of an article in reading order, with their ids."""
        return self.catalog.passages_of(article_id)

    def article(self, article_id: str) -> Article | None:
        """An article or an older version by its whole id."""
        return self.catalog.article(article_id)

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Article, Passage]]:
        """Passages with their articles by passage id, in the order asked; ids that are gone are left out."""
        found = self.catalog.passages(ids)
        articles = self.catalog.articles_by_id(passage.article_id for passage in found.values())
        return {key: (articles[p.article_id], p) for key, p in found.items() if p.article_id in articles}

    def passage(self, passage_id: int) -> tuple[Article, Passage]:
        """One passage with its article. Raises CorpusError when it is gone."""
        found = self.passages([passage_id])
        if passage_id not in found:
            raise CorpusError(f"there is no passage {passage_id}", "search again: the library has changed")
        return found[passage_id]

    def group_of(self, article_id: str) -> tuple[Copy, ...]:
        """The other members of an article's group of near-copies, the lead first."""
        return self.groups_of([article_id])[article_id]

    def groups_of(self, ids: Sequence[str]) -> dict[str, tuple[Copy, ...]]:
        """`group_of` each of many articles, in one look."""
        groups = self.catalog.groups(ids)
        articles = self.catalog.articles_by_id(key for members in groups.values() for key in members)
        known = {key: Copy(a.id, a.outlet, a.title, a.published) for key, a in articles.items()}
        return {key: tuple(known[other] for other in groups.get(key, ()) if other != key) for key in ids}

    def foreign(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these articles that are not English; looked up by id, not by language, for each search."""
        some = f"SELECT id FROM articles WHERE language NOT LIKE 'en%' AND id IN ({','.join('?' * len(ids))})"
        return frozenset(row[0] for row in self.catalog.db.execute(some, list(ids)))

    def leads_of(self, ids: Sequence[str]) -> dict[str, str]:
        """The ids of the articles that stand for their groups; an article's own when it has no copies."""
        groups = self.catalog.groups(ids)
        return {key: groups[key][0] if key in groups else key for key in ids}

    def coverage(self, query: Query | None = None) -> Searched:
        """What a search with these filters looks in: how many articles, of which outlets and days."""
        return counts.coverage(self.catalog.db, query)

    def stats(self) -> LibraryStats:
        """What the library holds: counts, outlets, languages, dates."""
        return counts.stats(self.catalog.db, self.catalog.meta("embedder") or "")

    def check(self) -> list[str]:
        """What is wrong inside, one line each; empty when all is well. Loads Chroma."""
        return problems_of(self.catalog, self.index, self.embedder, is_told=self._indexer.is_told)

    # ---- searching

    def search_words(self, match: Sequence[str], query: Query | None, k: int) -> list[tuple[int, float]]:
        """At most `k` passages that meet the filters and hold any of these words: (id, BM25), best first.

        Give the words as they stand: the index stems them (Porter). A term of several words is a phrase.
        """
        return fulltext.search(self.catalog, match, query, k)

    def search_vectors(self, vector: Vectors, query: Query | None, k: int) -> list[tuple[int, float]]:
        """At most `k` passages that meet the filters, nearest first: (id, cosine). `vector` has unit length.

        Up to EXACT_UP_TO passages are all compared; beyond, Chroma's index answers.
        """
        self._check_embedder()
        narrowed = query if query is not None and (chroma_condition(query) or any(query.in_print)) else None
        if k < 1 or not self._is_large():
            return self._matrix.nearest(vector, narrowed, k)
        if narrowed is not None and self.catalog.count_passages(narrowed) <= EXACT_UP_TO:
            return scan(self.catalog, self.catalog.ids_of(narrowed), vector, k)
        self._indexer.repair()
        if self._indexer.has_moved:
            return scan(self.catalog, self.catalog.ids_of(narrowed or Query("")), vector, k)
        with self.index.reading():
            where = chroma_condition(self._by_ids(narrowed)) if narrowed else None
            # What a writer has committed but not yet told Chroma is compared one by one. It is looked up
            # first: what is told between the two looks is found twice rather than not at all.
            waiting = self.catalog.journal.ids(narrowed)
            found = self.index.query(vector, k, where)
        fresh = scan(self.catalog, waiting, vector, k)
        there = self.catalog.passages([key for key, _ in found])
        merged = dict(pair for pair in found if pair[0] in there) | dict(fresh)
        return sorted(merged.items(), key=lambda pair: (-pair[1], pair[0]))[:k]

    def _by_ids(self, query: Query) -> Query:
        """A place in a paper as the ids of the articles there: the vector index knows no pages."""
        if not any(query.in_print):
            return query
        ids = tuple(article.id for article in self.catalog.articles(query))
        return replace(query, articles=ids or ("none",), sections=(), pages=(), editions=())

    def cosines(self, ids: Sequence[int], vector: Vectors) -> dict[int, float]:
        """The cosine of these passages with a vector of unit length, by id; gone ones are left out."""
        if not self._is_large():
            return self._matrix.cosines(ids, vector)
        return dict(scan(self.catalog, ids, vector, len(ids)))

    def own_vectors(self, ids: Sequence[int]) -> dict[int, Vectors]:
        """The second vectors of these passages (`ComparesLanguages`), by id; most have none."""
        return own_vectors(self.catalog, ids)

    def full_score(self, terms: Sequence[str]) -> float:
        """About the BM25 of a passage that holds each of these words once; always above 0."""
        return fulltext.full_score(self.catalog, terms)

    def score_articles(self, terms: Sequence[str], ids: Iterable[str]) -> dict[str, float]:
        """BM25 of these articles as wholes, by id; those without any of the words are left out."""
        return fulltext.search_articles(self.catalog, terms, list(ids))

    def places(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id, in the order asked, without their articles; gone ones are left out."""
        return self.catalog.passages(ids)

    def holds(self, term: str) -> bool:
        """Whether a passage or title holds a word or phrase, in any form of that stem."""
        return self.catalog.words.holds(self.catalog.db, term)

    def alike(self, word: str, forms: Sequence[str], distance: int) -> str | None:
        """The word of the library nearest to `word`, in lower case, within `distance` edits; None if none is.

        `forms` are the word and what its stem may be.
        """
        return vocabulary.alike(self.catalog, word, forms, distance)

    def article_vectors(self) -> dict[str, Vectors]:
        """The sum of the passage vectors of each current article, by id."""
        return sums(self.catalog)

    def warm(self, text: str = "") -> None:
        """Begin loading, in the background, what a search for `text` by meaning needs; returns at once."""
        if self._warming is None:
            self._warming = in_background(partial(self._warm, text))

    def _warm(self, text: str) -> None:
        # Whoever uses what did not load here meets the same error, with someone there to tell.
        with contextlib.suppress(Exception):
            if isinstance(self.embedder, LoadsBefore):
                self.embedder.load(text)
            if self._is_large():
                self._indexer.prepare()

    # ---- inside

    def _is_large(self) -> bool:
        # An index in a folder would not hear of what other hosts write: without a server all are compared.
        alone = not self.catalog.engine.is_remote or self.index.is_remote
        return alone and self.catalog.count_passages() > EXACT_UP_TO

    def _adder(self, variant: Callable[[str], str]) -> Adder:
        from qa.library.adding import Adder  # with pools of processes, which no question needs

        self._indexer.sync()
        sync, prepare = self._indexer.sync, self._indexer.prepare_aside
        return Adder(self.catalog, self.embedder, sync=sync, prepare=prepare, variant=variant)

    def _record_embedder(self) -> None:
        with self.catalog.writing() as db:
            db.execute("DELETE FROM meta WHERE key = 'dimension'")
            self.catalog.set_meta(embedder=self.embedder.name, revision=self.embedder.revision)

    def _check_embedder(self) -> None:
        """Vectors of two models cannot be compared: raise LibraryMismatchError rather than do it."""
        made_with = self.catalog.meta("embedder")
        if made_with != self.embedder.name:
            keep = f"; or keep its embedder: {made_with}" if made_with else ""
            raise LibraryMismatchError(
                f"the library at {self.path} was made with {made_with}, not with {self.embedder.name}",
                f"embed it again: qa rebuild{keep}",
            )
