"""Where a library is kept: catalog and vectors in its folder, or each on a server."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TypedDict

from qa.library.store.catalog import Catalog
from qa.library.store.engines.engine import CatalogEngine
from qa.library.store.engines.sqlite import SqliteEngine
from qa.library.vectors.embedded import EmbeddedIndex
from qa.library.vectors.index import VectorIndex
from qa.library.vectors.server import Server, ServerIndex


class Servers(TypedDict):
    """The servers that keep parts of a library, as `Library.open` takes them."""

    server: Server | None
    catalog_url: str | None


def open_catalog(folder: Path, url: str | None = None, *, create: bool = False) -> Catalog:
    """The catalog of the library in a folder: a file in it, or the database at `url`.

    One of an older layout is brought to today's first, with a backup beside it. Raises LibraryMissingError,
    LibraryMismatchError (newer layout), CorpusError (damaged, or its server does not answer).
    """
    catalog = Catalog(_engine(folder, url), create=create)
    try:
        catalog.engine.bring_up(catalog.db)
    except BaseException:
        catalog.close()
        raise
    return catalog


def _engine(folder: Path, url: str | None) -> CatalogEngine:
    if url is None:
        return SqliteEngine(folder / "catalog.sqlite")
    from qa.library.store.engines.postgres import PostgresEngine

    folder.mkdir(parents=True, exist_ok=True)  # for the log, the notes and the lock of this host
    return PostgresEngine(url)


def vector_index(folder: Path, catalog: Catalog, server: Server | None) -> VectorIndex:
    """The index of a library: on a Chroma server under a name of its own; else beside a catalog in
    PostgreSQL, where that has pgvector; else in its folder.
    """
    if server is None and catalog.engine.is_remote and (found := _beside(catalog)):
        return found
    if server is None:
        return EmbeddedIndex(folder / "vectors", lambda: int(catalog.meta("indexed") or 0))
    shared = catalog.meta("identity")  # of a catalog that several hosts use, each with a folder of its own
    own = f"{socket.gethostname()}:{os.path.realpath(folder)}:{catalog.meta('created')}"
    return ServerIndex(server, f"catalog:{shared}" if shared else own)


def _beside(catalog: Catalog) -> VectorIndex | None:
    """The index in the database of a catalog, if that server can keep one."""
    from qa.library.store.engines.postgres import PostgresEngine
    from qa.library.vectors.pgvector import PgvectorIndex, usable

    assert isinstance(catalog.engine, PostgresEngine)
    session = catalog.engine.session()
    if usable(session):
        return PgvectorIndex(session)
    session.close()
    return None
