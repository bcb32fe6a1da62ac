"""Search by words: BM25 over titles and passages in SQLite's FTS5.

Both columns count alike. On SciFact title weights of 0, 0.5, 1, 2, 4 give nDCG@10 .680, .691, .695, .691,
.697: having the title matters, its weight does not.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence

from qa.library.store.filters import sql_condition
from qa.library.store.records import storable
from qa.text.unspaced import spaced
from qa.types import Query

ALL_WORDS_UP_TO = 20_000
"""Passages up to which every word of a question is ranked by."""
COMMON = 0.05
"""Share of the passages from which a word is common."""
ENOUGH = 2
"""Rare words beside which common ones are left out."""


def match_expression(terms: Sequence[str]) -> str:
    """Any of these terms, each quoted: FTS5 would read `NOT`, `*`, `:` or a quote mark as its syntax.

    A term of several words is a phrase, one of a script without spaces a phrase of its pairs. Empty when no
    term holds a letter or digit.
    """
    kept = dict.fromkeys(spaced(storable(term)) for term in terms if any(map(str.isalnum, term)))
    return " OR ".join('"' + term.replace('"', '""').replace("\x00", " ") + '"' for term in kept)


def counted(db: sqlite3.Connection, terms: Sequence[str]) -> dict[str, int]:
    """How many passages hold each of the terms."""
    found = {}
    for term in dict.fromkeys(terms):
        if expression := match_expression([term]):
            (found[term],) = db.execute(
                "SELECT count(*) FROM words WHERE words MATCH ?", [expression]
            ).fetchone()
    return found


def telling(db: sqlite3.Connection, terms: Sequence[str]) -> list[str]:
    """The terms that are worth ranking by: without common words where enough rare ones are there.

    FTS5 scores every passage that holds any of the words, .1 s for 28,000 of them. A word of more than COMMON
    of the passages of a large library changes little beside two rare ones.
    """
    total = db.execute("SELECT count(*) FROM passages").fetchone()[0]
    if total <= ALL_WORDS_UP_TO:
        return list(terms)
    counts = counted(db, terms)
    rare = [term for term in terms if 0 < counts.get(term, 0) <= COMMON * total]
    return rare if len(rare) >= ENOUGH else list(terms)


def search(
    db: sqlite3.Connection, terms: Sequence[str], query: Query | None, k: int
) -> list[tuple[int, float]]:
    """At most `k` passages as (id, score), best first; a higher score is better, by BM25."""
    expression = match_expression(telling(db, terms))
    if not expression or k < 1:
        return []
    condition, values = sql_condition(query)
    # Of 9,000 of 20,000 passages that match: 11 ms of CPU by `rank`, 35 with a join; 2 with a narrow filter
    # looked up in a list that is made once (the + keeps FTS5 from asking for each id), 28 with a join.
    narrowed = f"""AND +rowid IN (SELECT p.id FROM articles a JOIN passages p ON p.article_id = a.id
                                  WHERE {condition})"""
    # What no filter leaves out is all of it: only passages of current articles are in the index.
    rows = db.execute(
        f"""SELECT rowid, -rank FROM words WHERE words MATCH ? {narrowed if values else ""}
            ORDER BY rank LIMIT ?""",
        [expression, *values, k],
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda pair: (-pair[1], pair[0]))


def full_score(db: sqlite3.Connection, terms: Sequence[str]) -> float:
    """The sum of the terms' inverse document frequencies, as FTS5 counts them; above 0.

    That is the BM25 of a passage of average length with each term once. Terms that are nowhere count nothing.
    """
    total = db.execute("SELECT count(*) FROM passages").fetchone()[0]
    score = 1e-6
    for holding in counted(db, terms).values():
        if holding:
            score += max(1e-6, math.log((total - holding + 0.5) / (holding + 0.5)))
    return score


def search_articles(
    db: sqlite3.Connection, terms: Sequence[str], article_ids: Sequence[str]
) -> dict[str, float]:
    """BM25 of these articles as wholes, by id; those that hold none of the terms are left out."""
    expression = match_expression(telling(db, terms))
    if not expression or not article_ids:
        return {}
    marks = ", ".join("?" * len(article_ids))
    rows = db.execute(
        f"""SELECT article_id, min(id) FROM passages WHERE article_id IN ({marks}) GROUP BY article_id""",
        list(article_ids),
    )
    places = {row[1]: row[0] for row in rows}
    # One pass over the index: asked for each article, it would read the words' lists again every time.
    found = db.execute(
        f"""SELECT rowid, -bm25(article_words) FROM article_words
            WHERE article_words MATCH ? AND +rowid IN ({", ".join("?" * len(places))})""",
        [expression, *places],
    )
    return {places[rowid]: score for rowid, score in found}
