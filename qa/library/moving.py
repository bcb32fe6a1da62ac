"""A whole library as one file, and back, whichever database keeps it: all that is stored, with its vectors.

The file is gzip of JSON Lines: a header, the rows of the tables in the order of their keys, the files of the
folder in parts, and last how many lines there were and their SHA-256. It holds nothing of indexes, which are
made anew. What has been read in is one transaction: a killed import leaves the library empty.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qa.errors import CorpusError, LibraryMismatchError
from qa.library.library import Library
from qa.library.locks import only_writer
from qa.library.private import keep_private
from qa.library.safety import LOG, OWN, reading
from qa.library.store import bands
from qa.library.store.engines.engine import Connection
from qa.library.store.records import COLUMNS, marks
from qa.library.store.schema import SCHEMA_VERSION
from qa.library.trouble import storage

_KIND = "newsdesk-qa library"
_ARTICLE = COLUMNS + (
    ", added, title_key, outlet_key, language_key, url_key, signature, group_id, is_lead, replaced_by,"
    " section_key, edition_key, checksum, id_of"
)
MOVED = {
    "articles": (_ARTICLE, "id"),
    "origins": ("key, article_id, origin", "key, article_id"),
    "passages": ('id, article_id, start, "end", vector', "id"),
    "own_vectors": ("passage_id, vector", "passage_id"),
    "files": ("key, sha256, size, variant, entry, mtime", "key"),
    "recurring": ("outlet_key, line_key, line, articles", "outlet_key, line_key"),
}
"""Table -> its columns, and those that it is ordered by."""
_FACTS = ("created", "embedder", "revision", "dimension")
"""What is moved of the table `meta`."""
_ROWS = 500
_PART = 300_000
"""Bytes of a file in one line."""
_LONGEST = 200_000_000
"""Bytes of a line: an article is at most 20 MB, and its letters may take six bytes each."""


def write_library(library: Library, target: Path) -> int:
    """Write all of a library into one file, also while others write to it; how many articles.

    The same library gives the same bytes. Raises CorpusError when the file cannot be written.
    """
    half = target.with_name(f".{target.name}.half")
    sums, lines = hashlib.sha256(), 0
    with storage(target.parent):
        try:
            with half.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
                os.chmod(half, 0o600)
                for entry in _entries(library):
                    line = json.dumps(entry, separators=(",", ":")).encode() + b"\n"
                    sums.update(line)
                    packed.write(line)
                    lines += 1
                packed.write(json.dumps({"lines": lines, "sha256": sums.hexdigest()}).encode() + b"\n")
            os.replace(half, target)
        finally:
            half.unlink(missing_ok=True)
    return library.catalog.count_articles()


def read_library(library: Library, source: Path, say: Callable[[str], None]) -> int:
    """Read such a file into a library that is empty; how many articles it has now.

    Files of the folder (log, notes, follows) that are there already are kept, which is said. Raises
    CorpusError when the file is damaged or the library holds articles.
    """
    _whole(source)
    catalog = library.catalog
    with only_writer(library.path, library.patience):
        if catalog.count_articles():
            raise CorpusError(
                f"the library at {catalog.engine.place} holds articles already",
                "import into a new one: --library DIR, or another database",
            )
        _put_files(library.path, source, say)
        with catalog.writing() as db:
            for table in reversed(MOVED):
                db.execute(f"DELETE FROM {table}")
            _put_rows(db, source)
            current = "SELECT id, signature FROM articles WHERE replaced_by IS NULL AND signature IS NOT NULL"
            for key, signature in db.execute(current).fetchall():
                bands.put(db, key, signature)
            catalog.engine.copied(db)
            catalog.words.remake(db)
            catalog.journal.start_anew()
        library.tell_index()
    keep_private(library.path)
    return catalog.count_articles()


# ---- out


def _entries(library: Library) -> Iterator[Any]:
    db = library.catalog.db
    yield {"kind": _KIND, "layout": SCHEMA_VERSION}
    with library.catalog.engine.snapshot(db):
        yield ["meta", {key: value for key in _FACTS if (value := library.catalog.meta(key)) is not None}]
        for table, (columns, keys) in MOVED.items():
            for row in _rows(db, table, columns, keys):
                yield [table, [_written(value) for value in row]]
    with TemporaryDirectory() as folder:
        for name in (LOG, *OWN):
            if (library.path / name).is_file():
                for part in _parts(library.path / name, Path(folder) / name):
                    yield ["file", [name, _written(part)]]


def _rows(db: Connection, table: str, columns: str, keys: str) -> Iterator[Sequence[Any]]:
    """The rows of a table in the order of their keys, some at a time."""
    order = keys.split(", ")
    after, values = "", list[Any]()
    while True:
        statement = f"SELECT {keys}, {columns} FROM {table} {after} ORDER BY {keys} LIMIT {_ROWS}"
        rows = [tuple(row) for row in db.execute(statement, values).fetchall()]
        for row in rows:
            yield row[len(order) :]
        if len(rows) < _ROWS:
            return
        after, values = f"WHERE ({keys}) > ({marks(order)})", list(rows[-1][: len(order)])


def _parts(file: Path, copy: Path) -> Iterator[bytes]:
    """A file of SQLite as it is at one moment."""
    with closing(reading(file)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    content = copy.read_bytes()
    for start in range(0, len(content), _PART):
        yield content[start : start + _PART]


def _written(value: Any) -> Any:
    return {"b": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


# ---- in


def _lines(source: Path) -> Iterator[bytes]:
    try:
        with gzip.open(source) as lines:
            while line := lines.readline(_LONGEST):
                yield line
    except FileNotFoundError:
        raise CorpusError(f"there is no file {source}", "qa export --format library --out FILE") from None
    except IsADirectoryError:
        raise CorpusError(f"{source} is a folder, not a file", f"articles: qa add {source}") from None
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
        raise _damaged(source, str(error)) from error


def _whole(source: Path) -> None:
    """Read a file to its end and hold it against its sum, before anything is changed."""
    sums, count, last = hashlib.sha256(), 0, b""
    for line in _lines(source):
        if last:
            sums.update(last)
            count += 1
        if not last and not line.startswith(b'{"kind":"' + _KIND.encode()):
            raise CorpusError(f"{source} is not a library that qa export wrote", "articles: qa add FILE")
        last = line
    try:
        told = json.loads(last)
        fits = (told["lines"], told["sha256"]) == (count, sums.hexdigest())
    except (ValueError, TypeError, KeyError):
        fits = False
    if not fits:
        raise _damaged(source, "it ends too early, or is not what was written")
    layout = json.loads(next(_lines(source))).get("layout")
    if layout != SCHEMA_VERSION:
        raise LibraryMismatchError(
            f"{source} has layout {layout}, this version reads {SCHEMA_VERSION}",
            "write and read it with the same version of newsdesk-qa",
        )


def _read(source: Path) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(_lines(source)):
        entry = json.loads(line) if number else None
        if isinstance(entry, list):
            yield entry[0], entry[1]


def _put_rows(db: Connection, source: Path) -> None:
    block: tuple[str, list[list[Any]]] = ("", [])
    for table, values in _read(source):
        if table == "meta":
            for key in _FACTS:
                db.execute("DELETE FROM meta WHERE key = ?", [key])
            known = [(key, str(value)) for key, value in values.items() if key in _FACTS]
            db.executemany("INSERT INTO meta VALUES (?, ?)", known)
        elif table in MOVED:
            if block[0] != table or len(block[1]) >= _ROWS:
                _insert(db, *block)
                block = (table, [])
            block[1].append([_value(value) for value in values])
    _insert(db, *block)


def _insert(db: Connection, table: str, rows: list[list[Any]]) -> None:
    if rows:
        columns = MOVED[table][0]
        db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks(columns.split(','))})", rows)


def _value(value: Any) -> Any:
    return base64.b64decode(value["b"]) if isinstance(value, dict) else value


def _put_files(folder: Path, source: Path, say: Callable[[str], None]) -> None:
    """The files of the folder, each whole or not at all; those that are there stay."""
    there = {name for name in (LOG, *OWN) if (folder / name).exists()}
    found: dict[str, list[bytes]] = {}
    for kind, values in _read(source):
        if kind == "file" and values[0] in (LOG, *OWN):
            found.setdefault(values[0], []).append(_value(values[1]))
    for name, contents in found.items():
        if name in there:
            say(f"kept {name}, which is there already")
            continue
        half = folder / f".{name}.half"
        with storage(folder):
            half.write_bytes(b"".join(contents))
            os.replace(half, folder / name)


def _damaged(source: Path, why: str) -> CorpusError:
    return CorpusError(f"{source} is damaged: {why}", "write it again: qa export --format library --out FILE")
