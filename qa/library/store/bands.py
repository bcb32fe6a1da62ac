"""Locality-sensitive hashing: which stored articles may be near-copies of one, without looking at them all.

A signature is cut into bands of two hashes; articles that agree in a band are compared. With 64 bands a pair
of Jaccard similarity .5, .3, .2, .15 is met with probability 1, .998, .93, .77 (1 - (1 - s^2)^64: Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", 3.4). A text that holds .6 of an equally long one has .43;
only a short text inside one of six times its length falls below .17. Measured by bench/near_copies.py: every
edited copy is met; of 129,795 pairs of news texts 309 are compared, and 4 of the 58 near ones are not met.
"""

from __future__ import annotations

from qa.library.store.engines.engine import Connection

MOST_COMPARED = 256
"""Articles compared with a new one, those in most bands first: press releases of one sender share whole
paragraphs, and without a limit each new one would be compared with all of them."""


def put(db: Connection, article_id: str, signature: bytes) -> None:
    """Enter an article under its bands. Call inside a transaction."""
    from qa.articles.cleaning.duplicates import band_keys

    number = _number(article_id)
    rows = [(key, number) for key in band_keys(signature)]
    db.executemany("INSERT INTO bands VALUES (?, ?) ON CONFLICT DO NOTHING", rows)


def drop(db: Connection, article_id: str, signature: bytes) -> None:
    """Strike an article out. Call inside a transaction."""
    from qa.articles.cleaning.duplicates import band_keys

    rows = [(key, _number(article_id)) for key in band_keys(signature)]
    db.executemany("DELETE FROM bands WHERE key = ? AND article = ?", rows)


def near(db: Connection, signature: bytes) -> list[str]:
    """The ids of the articles that share a band with a signature, those that share most first."""
    from qa.articles.cleaning.duplicates import band_keys

    keys = band_keys(signature)
    rows = db.execute(
        f"""SELECT article, count(*) AS shared FROM bands WHERE key IN ({", ".join("?" * len(keys))})
            GROUP BY article ORDER BY shared DESC, article LIMIT ?""",
        [*keys, MOST_COMPARED],
    )
    return [f"{article & (1 << 64) - 1:016x}" for article, _ in rows]


def _number(article_id: str) -> int:
    """An article's id, 16 hex digits, as the signed 64 bits that SQLite stores."""
    number = int(article_id, 16)
    return number - (1 << 64) if number >> 63 else number
