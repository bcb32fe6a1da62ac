"""Articles as rows of the catalog and back, and the keys by which two spellings are one thing."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from qa.errors import CorpusError
from qa.library.trouble import MENDED_BY
from qa.types import Article, Removed
from qa.types.article import content_id

_EPOCH = date(1970, 1, 1)
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ref_src")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What was read from a file: its hash, what else decided the result, the articles, what went wrong."""

    sha256: str
    size: int
    variant: str
    articles: tuple[tuple[str, str], ...]
    """(origin, article id) in the order of the file."""
    problems: tuple[tuple[str, str], ...] = ()
    """(origin, reason)."""
    mtime: int = 0
    """When it was last written, in nanoseconds; 0 when that says nothing of its content."""


COLUMNS = (
    "id, title, text, outlet, authors, url, published, language, section, kind, agency, captions, removed,"
    " origin, updated, edition, page, word_count, key, version"
)
"""The columns of `articles` that hold the fields of an Article, in the order of `to_row`."""


STORED = f"{COLUMNS}, id_of, checksum"
"""What is read of an article, so that a disk that turned bits is noticed."""


def checksum(values: Sequence[Any]) -> int:
    """A number of 63 bits from the values of COLUMNS, and of `id_of` where there is one (BLAKE2b, JSON)."""
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest()) >> 1


def epoch_day(day: date) -> int:
    """Days since 1970-01-01: Chroma ranges over numbers only (its issue 2688)."""
    return (day - _EPOCH).days


def day_of(number: int | None) -> date | None:
    """The day of an epoch day; None for None."""
    return None if number is None else _EPOCH + timedelta(days=number)


def to_row(article: Article) -> tuple[Any, ...]:
    """The values of COLUMNS for an article."""
    return (
        article.id,
        article.title,
        article.text,
        article.outlet,
        json.dumps(article.authors, ensure_ascii=False),
        article.url,
        epoch_day(article.published) if article.published else None,
        article.language,
        article.section,
        article.kind,
        article.agency,
        json.dumps(article.captions, ensure_ascii=False),
        json.dumps([[r.text, r.reason] for r in article.removed], ensure_ascii=False),
        article.origin,
        epoch_day(article.updated) if article.updated else None,
        article.edition,
        article.page,
        article.words,
        article.key,
        article.version,
    )


def to_article(row: sqlite3.Row) -> Article:
    """The article of a row that has COLUMNS."""
    return Article(
        row["id"],
        row["title"],
        row["text"],
        outlet=row["outlet"],
        authors=tuple(json.loads(row["authors"])),
        url=row["url"],
        published=day_of(row["published"]),
        language=row["language"],
        section=row["section"],
        kind=row["kind"],
        agency=row["agency"],
        captions=tuple(json.loads(row["captions"])),
        removed=tuple(Removed(text, reason) for text, reason in json.loads(row["removed"])),
        origin=row["origin"],
        updated=day_of(row["updated"]),
        edition=row["edition"],
        page=row["page"],
        words=row["word_count"],
        key=row["key"],
        version=row["version"],
        id_of=_id_of(row),
    )


def id_of_row(article: Article) -> str | None:
    """The value of the column `id_of`."""
    return json.dumps(article.id_of, ensure_ascii=False) if article.id_of else None


def _id_of(row: sqlite3.Row) -> tuple[str, str | None] | None:
    """Title and outlet that the id was made from, when others were stated since; layouts before 7 lack it."""
    text = row["id_of"] if "id_of" in row.keys() else None  # noqa: SIM118
    if not text:
        return None
    title, outlet = json.loads(text)
    return title, outlet


def stored_article(row: sqlite3.Row) -> Article:
    """The article of a row that has STORED; raises CorpusError when it is not what was stored.

    A disk that turned bits would otherwise have sentences cited that no source says (20 µs an article).
    """
    if not is_whole(row):
        raise CorpusError(f'the article "{str(row["title"])[:80]}" is not the one that was stored', MENDED_BY)
    return to_article(row)


def is_whole(row: sqlite3.Row) -> bool:
    """Whether a row that has STORED holds what was stored: its words by its id, all of it by its checksum."""
    *values, id_of, expected = tuple(row)
    return has_its_words(row) and checksum([*values, id_of] if id_of else values) == expected


def has_its_words(row: sqlite3.Row) -> bool:
    """Whether title, text and outlet are those that the id was made from."""
    title, outlet = _id_of(row) or (row["title"], row["outlet"])
    return bool(content_id(title, row["text"], outlet) == row["id"])


def storable(text: str) -> str:
    """The text with "?" for halves of surrogate pairs (bytes of an argument that are not UTF-8)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def outlet_key(outlet: str | None) -> str | None:
    """One key for "The Harbour Post", "Harbour Post" and "harbour  post"."""
    if outlet is None:
        return None
    words = storable(outlet).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def plain_key(text: str | None) -> str | None:
    """One key for "NEWS", "News" and "news " (sections, editions, pages); None for nothing."""
    return " ".join(storable(text).casefold().split()) or None if text else None


def language_key(language: str) -> str:
    """The main subtag of a language tag: "en" for "en-GB"."""
    return language.casefold().replace("_", "-").split("-")[0]


def url_key(url: str | None) -> str | None:
    """One key for the spellings of an article's address; None when it names a site rather than an article."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.lower().startswith(_TRACKING)]
    if not parts.netloc or not (path or query):
        return None
    host = parts.netloc.lower().removeprefix("www.")
    return host + path + ("?" + urlencode(sorted(query)) if query else "")


def origin_key(origin: str) -> str:
    """One key for the relative and the absolute spelling of a path; addresses and "-" stay as they are."""
    if not origin or origin.startswith("-") or "://" in origin:
        return origin
    return os.path.abspath(origin)


def parts(values: Sequence[int] | Sequence[str]) -> Iterator[list[int | str]]:
    """The values, at most 500 at a time: SQLite before 3.32 takes 999 parameters."""
    for start in range(0, len(values), 500):
        yield list(values[start : start + 500])


def marks(values: Sequence[object]) -> str:
    """A question mark for each value, as parameters of a statement."""
    return ", ".join("?" * len(values))
