"""Rebuilding: both searches are remade from the articles that the catalog holds."""

from __future__ import annotations

from collections.abc import Callable

from qa.library.chunk import embedded_text, header, passages
from qa.library.store import groups
from qa.library.store.catalog import Catalog
from qa.models.embedder import Embedder, for_library
from qa.types import Article

Progress = Callable[[str, int, int], None]

_ARTICLES = 32
"""Articles embedded at a time, between two reports of progress."""


def rebuild(catalog: Catalog, embedder: Embedder, on_progress: Progress | None, *, fresh: bool) -> None:
    """Remake the word index, and note that Chroma has to be remade; embed again when the embedder changed.

    One transaction: a killed rebuild leaves the library as it was, never with vectors of two models.
    """
    with catalog.writing() as db:
        if fresh or catalog.meta("embedder") != embedder.name or older_vectors(catalog, embedder):
            _embed_again(catalog, embedder, on_progress)
        else:
            catalog.words.remake(db)
        catalog.journal.start_anew()


def older_vectors(catalog: Catalog, embedder: Embedder) -> list[str]:
    """What to say of articles that were embedded before the embedder could read their language."""
    others = "SELECT 1 FROM articles WHERE replaced_by IS NULL AND language NOT LIKE 'en%' LIMIT 1"
    if int(catalog.meta("revision") or 0) >= embedder.revision or not catalog.db.execute(others).fetchone():
        return []
    return ["articles that are not English have vectors of an older kind; run `qa rebuild`"]


def _embed_again(catalog: Catalog, embedder: Embedder, on_progress: Progress | None) -> None:
    from qa.articles.cleaning.duplicates import signature

    articles = catalog.articles()
    catalog.words.clear(catalog.db)
    catalog.db.execute("DELETE FROM bands")
    catalog.db.execute("DELETE FROM passages")
    catalog.db.execute("UPDATE articles SET group_id = NULL, is_lead = 1")
    catalog.db.execute("DELETE FROM meta WHERE key = 'dimension'")
    catalog.set_meta(embedder=embedder.name, revision=embedder.revision)
    for start in range(0, len(articles), _ARTICLES):
        if on_progress is not None:
            on_progress("embedding", start, len(articles))
        part = articles[start : start + _ARTICLES]
        _embed(catalog, embedder, part)
        for article in part:
            made = signature(article.text)
            catalog.set_signature(article.id, made)
            groups.join(catalog, article, made)


def _embed(catalog: Catalog, embedder: Embedder, articles: list[Article]) -> None:
    cut = [(article, passages(article, embedder), header(article, embedder)) for article in articles]
    texts = [embedded_text(article, passage, head) for article, run, head in cut for passage in run]
    vectors, own = for_library(embedder, texts)
    at = 0
    for article, run, _ in cut:
        second = {i: own[at + i] for i in range(len(run)) if at + i in own}
        catalog.insert_passages(article, run, vectors[at : at + len(run)], second, noted=False)
        at += len(run)
    if texts and catalog.meta("dimension") is None:
        catalog.set_meta(dimension=vectors.shape[1])
