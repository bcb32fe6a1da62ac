"""The catalog holds every article, passage and vector, and is the truth that Chroma is remade from.

Which database keeps it, SQLite or PostgreSQL, is the engine's matter; what is said to it is written here.
Each thread has a connection of its own. A write is one transaction (`writing`), so that a killed process
leaves no half article; what Chroma has yet to hear of is written down in the same transaction.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qa.library.store import bands
from qa.library.store.counts import PassageCount
from qa.library.store.engines.engine import CatalogEngine, Connection
from qa.library.store.filters import sql_condition
from qa.library.store.journal import Journal
from qa.library.store.records import (
    COLUMNS,
    STORED,
    FileEntry,
    checksum,
    id_of_row,
    language_key,
    marks,
    origin_key,
    outlet_key,
    parts,
    plain_key,
    stored_article,
    to_row,
    url_key,
)
from qa.types import Article, Passage, Query

if TYPE_CHECKING:
    from qa.models.embedder import Vectors


class Catalog:
    """What a library stores. Methods that change something are called inside `writing`."""

    def __init__(self, engine: CatalogEngine, *, create: bool = False) -> None:
        """Open the catalog. Raises LibraryMissingError, or CorpusError when it cannot be opened."""
        self.engine = engine
        self.words = engine.words
        self._local = threading.local()
        self._guard = threading.Lock()
        self._open: list[Connection] = []
        self._local.db = self._remember(engine.connect(create=create))
        self._passages = PassageCount()
        self.journal = Journal(lambda: self.db)

    @property
    def db(self) -> Connection:
        """The connection of this thread."""
        db: Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = self._remember(self.engine.connect())
        return db

    def _remember(self, db: Connection) -> Connection:
        with self._guard:
            self._open.append(db)
        return db

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for db in self._open:
                db.close()
            self._open.clear()
        self.words.close()
        self._local = threading.local()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; its end raises the generation, by which readers see that something changed."""
        db = self.db
        with self.engine.writing(db):
            yield db
            count = "CAST(CAST(value AS INTEGER) + 1 AS TEXT)"
            db.execute(f"UPDATE meta SET value = {count} WHERE key = 'generation'")

    # ---- what the library knows of itself

    def meta(self, key: str) -> str | None:
        """A fact about the library: schema, generation, created, embedder, dimension."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return None if row is None else str(row["value"])

    def set_meta(self, **facts: object) -> None:
        """Record facts about the library."""
        rows = [(key, str(value)) for key, value in facts.items()]
        replaced = "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        self.db.executemany(f"INSERT INTO meta VALUES (?, ?) {replaced}", rows)

    @property
    def generation(self) -> int:
        """Counts the writes."""
        return int(self.meta("generation") or 0)

    # ---- articles

    def article(self, article_id: str) -> Article | None:
        """An article or an older version by its whole id."""
        row = self.db.execute(f"SELECT {STORED} FROM articles WHERE id = ?", [article_id]).fetchone()
        return None if row is None else stored_article(row)

    def articles(self, query: Query | None = None) -> list[Article]:
        """Current articles that meet the filters: newest first, undated last, then by title."""
        condition, values = sql_condition(query)
        rows = self.db.execute(
            f"""SELECT {STORED} FROM articles a WHERE {condition}
                ORDER BY published IS NULL, published DESC, title, id""",
            values,
        )
        return [stored_article(row) for row in rows]

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of articles by id, without reading their texts."""
        found: dict[str, str] = {}
        for part in parts(list(ids)):
            rows = self.db.execute(f"SELECT id, title FROM articles WHERE id IN ({marks(part)})", part)
            found.update((row["id"], row["title"]) for row in rows)
        return found

    def holds(self, article_id: str) -> bool:
        """Whether an article or an older version is stored under a whole id."""
        return self.db.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone() is not None

    def count_articles(self) -> int:
        """How many current articles there are."""
        return int(self.db.execute("SELECT count(*) FROM articles WHERE replaced_by IS NULL").fetchone()[0])

    def added(self, article_id: str) -> float:
        """When an article was stored, in seconds of the epoch."""
        return float(self.db.execute("SELECT added FROM articles WHERE id = ?", [article_id]).fetchone()[0])

    def insert_article(self, article: Article, signature: bytes, added: float | None = None) -> None:
        """Store a new article and where it was read."""
        row = to_row(article)
        keys = (
            time.time() if added is None else added,
            article.title.casefold(),
            outlet_key(article.outlet),
            language_key(article.language),
            url_key(article.url),
            signature,
            plain_key(article.section),
            plain_key(article.edition),
            named := id_of_row(article),
            checksum([*row, named] if named else row),
        )
        columns = f"{COLUMNS}, added, title_key, outlet_key, language_key, url_key, signature"
        columns += ", section_key, edition_key, id_of, checksum"
        values = [*row, *keys]
        self.db.execute(f"INSERT INTO articles ({columns}) VALUES ({marks(values)})", values)
        self.add_origin(article.id, article.origin)
        bands.put(self.db, article.id, signature)

    def delete_article(self, article_id: str) -> None:
        """Forget an article: its passages, origins and vectors too."""
        self.delete_passages(article_id)
        self._drop_bands(article_id)
        self.db.execute("DELETE FROM articles WHERE id = ?", [article_id])

    def add_origin(self, article_id: str, origin: str) -> None:
        """Record one more place where an article was read."""
        row = [origin_key(origin), article_id, origin]
        self.db.execute("INSERT INTO origins VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row)

    def origins(self, article_id: str) -> list[str]:
        """Every place where an article was read."""
        rows = self.db.execute("SELECT origin FROM origins WHERE article_id = ? ORDER BY key", [article_id])
        return [row["origin"] for row in rows]

    def has_origin(self, article_id: str, origin: str) -> bool:
        """Whether an article was read from there before."""
        values = [origin_key(origin), article_id]
        found = self.db.execute("SELECT 1 FROM origins WHERE key = ? AND article_id = ?", values)
        return found.fetchone() is not None

    # ---- versions: a corrected article replaces the older one, which stays on record

    def current_by_url(self, key: str) -> list[Article]:
        """Current articles of this address."""
        rows = self.db.execute(
            f"SELECT {STORED} FROM articles WHERE url_key = ? AND replaced_by IS NULL", [key]
        )
        return [stored_article(row) for row in rows]

    def current_by_key(self, key: str) -> list[Article]:
        """Current articles that their archive or wire calls by this key."""
        rows = self.db.execute(f"SELECT {STORED} FROM articles WHERE key = ? AND replaced_by IS NULL", [key])
        return [stored_article(row) for row in rows]

    def move_origin(self, article_id: str, file: str, origin: str) -> None:
        """Record where in a file an article stands now; the place it had there before is forgotten."""
        self.db.execute(
            "DELETE FROM origins WHERE article_id = ?1 AND substr(key, 1, length(?2)) = ?2",
            [article_id, file + "#"],
        )
        self.add_origin(article_id, origin)

    def replaced_by(self, article_id: str) -> str | None:
        """The id of the version that replaced this one; None for a current article."""
        row = self.db.execute("SELECT replaced_by FROM articles WHERE id = ?", [article_id]).fetchone()
        return None if row is None else row["replaced_by"]

    def replace_version(self, old: str, new: str) -> None:
        """Put `old` on record as an older version of `new`, with the versions it had itself."""
        self.delete_passages(old)
        self._drop_bands(old)
        self.db.execute("UPDATE articles SET replaced_by = ? WHERE replaced_by = ?", [new, old])
        self.db.execute(
            "UPDATE articles SET replaced_by = ?, group_id = NULL, is_lead = 1 WHERE id = ?", [new, old]
        )

    def older_versions(self, article_id: str) -> list[Article]:
        """The versions an article replaced, newest first."""
        rows = self.db.execute(
            f"SELECT {STORED} FROM articles WHERE replaced_by = ? "
            "ORDER BY published IS NULL, published DESC, added DESC",
            [article_id],
        )
        return [stored_article(row) for row in rows]

    # ---- passages

    def insert_passages(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        own: Mapping[int, Vectors],
        *,
        noted: bool = True,
    ) -> None:
        """Store passages with their vectors (float32 rows), by their places second ones, and their words.

        They are noted for Chroma.
        """
        db = self.db
        whole: str | None = article.text
        for place, (passage, vector) in enumerate(zip(passages, vectors, strict=True)):
            values = [passage.article_id, passage.start, passage.end, vector.tobytes()]
            number = self.engine.insert_passage(db, values)
            if place in own:
                db.execute("INSERT INTO own_vectors VALUES (?, ?)", [number, own[place].tobytes()])
            self.words.put(db, number, article.title, passage.text(article), whole)
            whole = None
            if noted:
                self.journal.note_put(number)

    def delete_passages(self, article_id: str) -> None:
        """Take an article out of both searches."""
        db = self.db
        self.words.drop(db, article_id)
        self.journal.note_drops(article_id)
        db.execute("DELETE FROM passages WHERE article_id = ?", [article_id])

    def passages_of(self, article_id: str) -> list[tuple[int, Passage]]:
        """The passages of an article in reading order, with their ids."""
        rows = self.db.execute(
            'SELECT id, article_id, start, "end" FROM passages WHERE article_id = ? ORDER BY start',
            [article_id],
        )
        return [(row["id"], Passage(row["article_id"], row["start"], row["end"])) for row in rows]

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id, in the order asked; ids that are gone are left out."""
        found: dict[int, Passage] = {}
        for part in parts(ids):
            rows = self.db.execute(
                f'SELECT id, article_id, start, "end" FROM passages WHERE id IN ({marks(part)})', part
            )
            found.update((row["id"], Passage(row["article_id"], row["start"], row["end"])) for row in rows)
        return {key: found[key] for key in ids if key in found}

    def articles_by_id(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles by id; unknown ids are left out."""
        found: dict[str, Article] = {}
        for part in parts(list(dict.fromkeys(ids))):
            rows = self.db.execute(f"SELECT {STORED} FROM articles WHERE id IN ({marks(part)})", part)
            found.update((row["id"], stored_article(row)) for row in rows)
        return found

    def count_passages(self, query: Query | None = None) -> int:
        """How many passages meet the filters."""
        if query is None:
            return self._passages.of(self.db, lambda: self.generation)
        condition, values = sql_condition(query)
        statement = (
            f"SELECT count(*) FROM passages p JOIN articles a ON a.id = p.article_id WHERE {condition}"
        )
        return int(self.db.execute(statement, values).fetchone()[0])

    def ids_of(self, query: Query) -> list[int]:
        """Ids of the passages that meet the filters, in order."""
        condition, values = sql_condition(query)
        statement = f"""SELECT p.id FROM articles a JOIN passages p ON p.article_id = a.id
                        WHERE {condition} ORDER BY p.id"""
        return [row[0] for row in self.db.execute(statement, values)]

    def vectors_after(self, last: int) -> tuple[list[int], bytes]:
        """Ids and vectors (float32, end to end) of the passages with a higher id than `last`, in order."""
        rows = self.db.execute("SELECT id, vector FROM passages WHERE id > ? ORDER BY id", [last]).fetchall()
        return [row[0] for row in rows], b"".join(row[1] for row in rows)

    def vectors_of(self, ids: Sequence[int]) -> tuple[list[int], bytes]:
        """Ids and vectors (float32, end to end) of these passages; ids that are gone are left out."""
        statement = "SELECT id, vector FROM passages WHERE id IN ({})"
        rows = [row for part in parts(ids) for row in self.db.execute(statement.format(marks(part)), part)]
        return [row[0] for row in rows], b"".join(row[1] for row in rows)

    # ---- files

    def file(self, key: str) -> FileEntry | None:
        """What was read from a file before."""
        row = self.db.execute("SELECT * FROM files WHERE key = ?", [key]).fetchone()
        if row is None:
            return None
        entry = json.loads(row["entry"])
        articles, problems = (tuple((a, b) for a, b in entry[name]) for name in ("articles", "problems"))
        return FileEntry(row["sha256"], row["size"], row["variant"], articles, problems, row["mtime"])

    def record_file(self, key: str, entry: FileEntry) -> None:
        """Remember what was read from a file."""
        content = json.dumps({"articles": entry.articles, "problems": entry.problems}, ensure_ascii=False)
        values = [key, entry.sha256, entry.size, entry.variant, content, entry.mtime]
        columns = "key, sha256, size, variant, entry, mtime"
        self.db.execute("DELETE FROM files WHERE key = ?", [key])
        self.db.execute(f"INSERT INTO files ({columns}) VALUES ({marks(values)})", values)

    def forget_files(self, article_id: str) -> None:
        """Forget the files an article came from, so that adding them again brings it back."""
        holding = "SELECT key, entry FROM files WHERE replace(entry, ?, '') <> entry"
        for key, entry in self.db.execute(holding, [article_id]).fetchall():
            if any(named == article_id for _, named in json.loads(entry)["articles"]):
                self.db.execute("DELETE FROM files WHERE key = ?", [key])

    # ---- groups of near-copies

    def near_signatures(self, signature: bytes) -> dict[str, bytes]:
        """The MinHash signatures of the current articles that may be near-copies of one."""
        found: dict[str, bytes] = {}
        for part in parts(bands.near(self.db, signature)):
            rows = self.db.execute(f"SELECT id, signature FROM articles WHERE id IN ({marks(part)})", part)
            found.update((row["id"], row["signature"]) for row in rows)
        return found

    def set_signature(self, article_id: str, signature: bytes) -> None:
        """Store another signature of a current article."""
        self._drop_bands(article_id)
        self.db.execute("UPDATE articles SET signature = ? WHERE id = ?", [signature, article_id])
        bands.put(self.db, article_id, signature)

    def _drop_bands(self, article_id: str) -> None:
        row = self.db.execute("SELECT signature FROM articles WHERE id = ?", [article_id]).fetchone()
        if row is not None and row["signature"]:
            bands.drop(self.db, article_id, row["signature"])

    def group(self, article_id: str) -> list[str]:
        """The members of an article's group, the lead first; empty when it has no copies."""
        return self.groups([article_id]).get(article_id, [])

    def groups(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """`group` of many articles; those without copies are left out."""
        found: dict[str, list[str]] = {}
        for part in parts(list(dict.fromkeys(ids))):
            rows = self.db.execute(
                f"""SELECT a.id AS asked, m.id FROM articles a JOIN articles m ON m.group_id = a.group_id
                    WHERE a.id IN ({marks(part)})
                    ORDER BY m.is_lead DESC, m.published IS NULL, m.published, m.id""",
                part,
            )
            for row in rows:
                found.setdefault(row["asked"], []).append(row["id"])
        return found

    def set_group(self, members: Sequence[str], lead: str | None) -> None:
        """Make these articles one group with a lead; with None, articles without copies."""
        fresh = self.db.execute("SELECT coalesce(max(group_id), 0) + 1 FROM articles").fetchone()[0]
        number = None if lead is None else fresh
        self.db.executemany(
            "UPDATE articles SET group_id = ?, is_lead = ? WHERE id = ?",
            [(number, int(lead is None or member == lead), member) for member in members],
        )

    def passage_ids(self) -> set[int]:
        """The ids of all passages."""
        return {row[0] for row in self.db.execute("SELECT id FROM passages")}
