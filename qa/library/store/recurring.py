"""The table of lines that return in articles of one outlet, and the articles that they are learned from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa.library.store.engines.engine import Connection
from qa.library.store.records import STORED, stored_article
from qa.types import Article

if TYPE_CHECKING:
    from qa.articles.cleaning.recurrence import Recurring

# What cleans articles is imported where it is used: no question needs it.


def lines(db: Connection) -> dict[str, dict[str, Recurring]]:
    """The lines by key, by the key of their outlet."""
    from qa.articles.cleaning.recurrence import Recurring

    found: dict[str, dict[str, Recurring]] = {}
    for row in db.execute("SELECT outlet_key, line_key, line, articles FROM recurring ORDER BY 1, 4 DESC, 2"):
        found.setdefault(row[0], {})[row[1]] = Recurring(row[2], row[3])
    return found


def learn(db: Connection, outlets: Iterable[str] | None = None) -> None:
    """Look at the newest articles of these outlets (by key; all when None). Call inside `writing`.

    A line that was learned stays, as long as articles lack it because it was taken out of them.
    """
    from qa.articles.cleaning.recurrence import line_key, recurring_lines

    if outlets is None:
        outlets = [
            r[0] for r in db.execute("SELECT DISTINCT outlet_key FROM articles WHERE outlet_key <> ''")
        ]
    known = lines(db)
    for outlet in outlets:
        articles = newest(db, outlet)
        found = recurring_lines(articles)
        gone = {line_key(r.text) for a in articles for r in a.removed}
        for key in known.get(outlet, {}):
            if key not in found and key not in gone:
                db.execute("DELETE FROM recurring WHERE outlet_key = ? AND line_key = ?", (outlet, key))
        for key, one in found.items():
            row = (outlet, key, one.line, one.articles)
            db.execute("DELETE FROM recurring WHERE outlet_key = ? AND line_key = ?", (outlet, key))
            db.execute("INSERT INTO recurring VALUES (?, ?, ?, ?)", row)


def newest(db: Connection, outlet: str) -> list[Article]:
    """The newest articles of an outlet, of near-copies one each: what it no longer prints is forgotten."""
    from qa.articles.cleaning.recurrence import LOOKED_AT

    rows = db.execute(
        f"""SELECT {STORED} FROM articles a WHERE outlet_key = ? AND replaced_by IS NULL AND is_lead = 1
            ORDER BY added DESC, id LIMIT ?""",
        (outlet, LOOKED_AT),
    )
    return [stored_article(row) for row in rows]


def holding(db: Connection) -> set[str]:
    """The ids of current articles that still have such a line: they came before it was learned."""
    from qa.articles.cleaning.recurrence import line_key

    found: set[str] = set()
    for outlet, known in lines(db).items():
        whole = "SELECT id, text FROM articles WHERE outlet_key = ? AND replaced_by IS NULL"
        rows = db.execute(whole, (outlet,))
        found |= {row[0] for row in rows if any(line_key(b) in known for b in row[1].split("\n\n"))}
    return found


def files_of(db: Connection, ids: Iterable[str]) -> list[str]:
    """The files that gave these articles, each marked as not read, so that adding reads it again.

    Not those of which a user stated something: only the user can state it again.
    """
    wanted = set(ids)
    rows = db.execute("SELECT key, entry FROM files WHERE variant LIKE '%:-'").fetchall()
    found = [key for key, entry in rows if wanted & {one[1] for one in json.loads(entry)["articles"]}]
    db.executemany("UPDATE files SET variant = '' WHERE key = ?", [(key,) for key in found])
    return found
