"""The tables of the catalog, and opening the file that holds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from qa.databases import write_ahead
from qa.errors import CorpusError, LibraryMissingError
from qa.library.trouble import MENDED_BY, explained
from qa.text.unspaced import spaced

SCHEMA_VERSION = 9

BUSY_MS = 10_000
"""How long a connection waits for another's write: one commit is 64 passages, a few milliseconds."""

ADDED_IN_2 = """
CREATE INDEX articles_outlet ON articles(outlet_key, published) WHERE replaced_by IS NULL;
CREATE INDEX articles_published ON articles(published) WHERE replaced_by IS NULL;

-- The words of whole articles, without their text; a row has the id of the article's first passage.
CREATE VIRTUAL TABLE article_words USING fts5(
    title, body, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

-- Where near-copies may be met: the bands of the MinHash of each current article, its id as a number.
CREATE TABLE bands (
    key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
"""
"""What layout 2 has beyond layout 1."""

ADDED_IN_3 = """
ALTER TABLE articles ADD COLUMN updated INTEGER;

-- Lines that return in articles of one outlet: furniture that no rule knows, learned from the library.
CREATE TABLE recurring (
    outlet_key TEXT NOT NULL, line_key TEXT NOT NULL, line TEXT NOT NULL, articles INTEGER NOT NULL,
    PRIMARY KEY (outlet_key, line_key)) WITHOUT ROWID;
"""
"""What layout 3 has beyond layout 2."""

ADDED_IN_4 = """
ALTER TABLE articles ADD COLUMN edition TEXT;
ALTER TABLE articles ADD COLUMN page TEXT;
ALTER TABLE articles ADD COLUMN word_count INTEGER;
-- What its archive or wire calls the story, and which version of it this is.
ALTER TABLE articles ADD COLUMN key TEXT;
ALTER TABLE articles ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN section_key TEXT;
ALTER TABLE articles ADD COLUMN edition_key TEXT;
CREATE INDEX articles_key ON articles(key) WHERE key IS NOT NULL;
"""
"""What layout 4 has beyond layout 3: where in a paper an article stood, and its key in its archive."""

ADDED_IN_5 = """
ALTER TABLE files ADD COLUMN mtime INTEGER NOT NULL DEFAULT 0;
"""
"""What layout 5 has beyond layout 4: when a file was last written, in nanoseconds; 0 if not sure."""

ADDED_IN_6 = """
ALTER TABLE articles ADD COLUMN checksum INTEGER;
"""
"""What layout 6 has beyond layout 5: a checksum of what is known of an article, its words among it."""

ADDED_IN_7 = """
ALTER TABLE articles ADD COLUMN id_of TEXT;
"""
"""What layout 7 has beyond layout 6: what an id was made from, where title or outlet were corrected."""

WHOLE_WORDS = """INSERT INTO article_words (rowid, title, body)
SELECT min(p.id), spaced(a.title), spaced(a.text)
FROM articles a JOIN passages p ON p.article_id = a.id GROUP BY a.id"""
"""Fills `article_words` from the articles that have passages."""

ADDED_IN_8 = ""
"""Layout 8 has the tables of layout 7; words of scripts without spaces are in the two indexes by pairs."""

ADDED_IN_9 = """
-- Second vectors of passages that are not English, in a space for all languages (`ComparesLanguages`).
CREATE TABLE own_vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages(id) ON DELETE CASCADE, vector BLOB NOT NULL);
"""
"""What layout 9 has beyond layout 8. What was stored before has none until `qa rebuild`."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every version of every article. `replaced_by` is the id of the version that is searched instead.
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, outlet TEXT, authors TEXT NOT NULL,
    url TEXT, published INTEGER, language TEXT NOT NULL, section TEXT, kind TEXT NOT NULL, agency TEXT,
    captions TEXT NOT NULL, removed TEXT NOT NULL, origin TEXT NOT NULL,
    added REAL NOT NULL, title_key TEXT NOT NULL, outlet_key TEXT, language_key TEXT NOT NULL, url_key TEXT,
    signature BLOB, group_id INTEGER, is_lead INTEGER NOT NULL DEFAULT 1, replaced_by TEXT);
CREATE INDEX articles_url ON articles(url_key) WHERE url_key IS NOT NULL;
CREATE INDEX articles_title ON articles(title_key);
CREATE INDEX articles_group ON articles(group_id) WHERE group_id IS NOT NULL;
CREATE INDEX articles_replaced ON articles(replaced_by) WHERE replaced_by IS NOT NULL;

-- Every place an article was read from; exact copies are one article with several origins.
CREATE TABLE origins (
    key TEXT NOT NULL, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    PRIMARY KEY (key, article_id)) WITHOUT ROWID;
CREATE INDEX origins_article ON origins(article_id);

-- AUTOINCREMENT: an id is never used again, so a vector left in Chroma can never stand for other words.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passages_article ON passages(article_id);

CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2');

-- What was read from a file: an unchanged one costs a hash. `entry` is JSON: article ids and problems.
CREATE TABLE files (
    key TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, variant TEXT NOT NULL,
    entry TEXT NOT NULL) WITHOUT ROWID;

-- The journal: what the catalog holds and Chroma does not yet ('put', 'drop'; passage 0 'reset' comes first).
CREATE TABLE pending (passage_id INTEGER PRIMARY KEY, action TEXT NOT NULL);
"""
"""Layout 1. A change of the tables is a text of its own and a step in `migrations.py`."""

ALL_TABLES = "".join(
    (TABLES, ADDED_IN_2, ADDED_IN_3, ADDED_IN_4, ADDED_IN_5, ADDED_IN_6, ADDED_IN_7, ADDED_IN_9)
)
"""Today's layout. PostgreSQL makes its tables from the same text (`engines/postgres.py`)."""


def connect(file: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection to the catalog; `create` makes the file and its folder.

    Raises LibraryMissingError when there is none, CorpusError when the file is damaged or not readable.
    """
    if not create and not file.is_file():
        raise LibraryMissingError(f"there is no library at {file.parent}", "make one: qa add PATH")
    try:
        if create:
            file.parent.mkdir(parents=True, exist_ok=True)
        # One connection per thread; the flag only lets `close` close those of threads that have ended.
        db = sqlite3.connect(file, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        write_ahead(db)
        # What was reported outlasts a power cut: an fsync a commit, some ms beside 1.3 s of embedding.
        db.execute("PRAGMA synchronous = FULL")
        db.create_function("spaced", 1, spaced, deterministic=True)
        if create and not _has_tables(db):
            _lay_tables(db)
    except (sqlite3.Error, OSError) as error:
        raise explained(error, file.parent) from error
    return db


def version_of(db: sqlite3.Connection, folder: Path) -> int:
    """The layout of a catalog. Raises CorpusError when the file is damaged."""
    try:
        row = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        raise CorpusError(f"the library at {folder} is damaged: {error}", MENDED_BY) from error
    return int(row["value"]) if row else 0


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end a transaction that is open."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _has_tables(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is not None


def _lay_tables(db: sqlite3.Connection) -> None:
    """All tables in one transaction: a library is there as a whole or not at all."""
    version = f"INSERT INTO meta VALUES ('schema', '{SCHEMA_VERSION}'), ('generation', '0');"
    created = "INSERT INTO meta VALUES ('created', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));"
    try:
        db.executescript(f"BEGIN IMMEDIATE;{ALL_TABLES}{version}{created}COMMIT;")
    except sqlite3.OperationalError:
        # Two processes made the library at the same moment: the other one's tables are as good.
        if db.in_transaction:
            db.execute("ROLLBACK")
        if not _has_tables(db):
            raise
