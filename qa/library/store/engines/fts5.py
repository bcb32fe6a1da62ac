"""The index of words in SQLite: FTS5 over titles and passages, and over whole articles.

Both columns count alike. On SciFact title weights of 0, 0.5, 1, 2, 4 give nDCG@10 .680, .691, .695, .691,
.697: having the title matters, its weight does not. FTS5's own tables over the index (`fts5vocab`,
sqlite.org/fts5.html) hold every term and where it stands; they take no room. Its terms are stems, so what is
written is read from the passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.library.store.engines.engine import Connection
from qa.library.store.records import marks, parts, storable
from qa.library.store.schema import WHOLE_WORDS
from qa.text.unspaced import spaced


def match_expression(terms: Sequence[str]) -> str:
    """Any of these terms, each quoted: FTS5 would read `NOT`, `*`, `:` or a quote mark as its syntax.

    A term of several words is a phrase, one of a script without spaces a phrase of its pairs. Empty when no
    term holds a letter or digit.
    """
    kept = dict.fromkeys(spaced(storable(term)) for term in terms if any(map(str.isalnum, term)))
    return " OR ".join('"' + term.replace('"', '""').replace("\x00", " ") + '"' for term in kept)


class Fts5:
    """The tables `words` and `article_words`."""

    def put(self, db: Connection, passage_id: int, title: str, body: str, whole: str | None) -> None:
        """Enter a passage, and its article with its first passage."""
        db.execute(
            "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
            [passage_id, spaced(title), spaced(body)],
        )
        if whole is not None:
            statement = "INSERT INTO article_words (rowid, title, body) VALUES (?, ?, ?)"
            db.execute(statement, [passage_id, spaced(title), spaced(whole)])

    def drop(self, db: Connection, article_id: str) -> None:
        """Strike out an article."""
        # The index keeps no text of its own: it has to be told what it is to forget.
        db.execute(
            """INSERT INTO article_words (article_words, rowid, title, body)
               SELECT 'delete', min(p.id), spaced(a.title), spaced(a.text)
               FROM articles a JOIN passages p ON p.article_id = a.id WHERE a.id = ? GROUP BY a.id""",
            [article_id],
        )
        chosen = "SELECT id FROM passages WHERE article_id = ?"
        db.execute(f"DELETE FROM words WHERE rowid IN ({chosen})", [article_id])

    def clear(self, db: Connection) -> None:
        """Strike out everything."""
        db.execute("DELETE FROM words")
        db.execute("INSERT INTO article_words (article_words) VALUES ('delete-all')")

    def remake(self, db: Connection) -> None:
        """Enter every stored passage anew."""
        self.clear(db)
        db.execute(WHOLE_WORDS)
        db.execute(
            """INSERT INTO words (rowid, title, body)
               SELECT p.id, spaced(a.title), spaced(substr(a.text, p.start + 1, p."end" - p.start))
               FROM passages p JOIN articles a ON a.id = p.article_id"""
        )

    def count(self, db: Connection) -> int:
        """How many passages are entered."""
        return int(db.execute("SELECT count(*) FROM words").fetchone()[0])

    def counted(self, db: Connection, terms: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of the terms."""
        found = {}
        for term in dict.fromkeys(terms):
            if expression := match_expression([term]):
                statement = "SELECT count(*) FROM words WHERE words MATCH ?"
                (found[term],) = db.execute(statement, [expression]).fetchone()
        return found

    def holds(self, db: Connection, term: str) -> bool:
        """Whether a passage or a title holds a term."""
        expression = match_expression([term])
        if not expression:
            return False
        found = db.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", [expression])
        return found.fetchone() is not None

    def ranked(
        self, db: Connection, terms: Sequence[str], condition: str, values: Sequence[Any], k: int
    ) -> list[tuple[int, float]]:
        """At most `k` passages with any of the terms and their BM25, best first."""
        expression = match_expression(terms)
        if not expression:
            return []
        # Of 9,000 of 20,000 passages that match: 11 ms of CPU by `rank`, 35 with a join; 2 with a narrow
        # filter looked up in a list made once (the + keeps FTS5 from asking for each id), 28 with a join.
        narrowed = f"""AND +rowid IN (SELECT p.id FROM articles a JOIN passages p ON p.article_id = a.id
                                      WHERE {condition})"""
        # What no filter leaves out is all of it: only passages of current articles are in the index.
        rows = db.execute(
            f"""SELECT rowid, -rank FROM words WHERE words MATCH ? {narrowed if values else ""}
                ORDER BY rank LIMIT ?""",
            [expression, *values, k],
        )
        return [(row[0], row[1]) for row in rows]

    def ranked_articles(
        self, db: Connection, terms: Sequence[str], article_ids: Sequence[str]
    ) -> dict[str, float]:
        """The BM25 of these articles as wholes."""
        expression = match_expression(terms)
        if not expression:
            return {}
        rows = db.execute(
            f"""SELECT article_id, min(id) FROM passages WHERE article_id IN ({marks(article_ids)})
                GROUP BY article_id""",
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

    def stems(self, db: Connection, shortest: int, longest: int) -> list[str]:
        """The stems in the index of so many letters."""
        self._open(db)
        statement = "SELECT term FROM temp.vocabulary WHERE length(term) BETWEEN ? AND ?"
        return [row[0] for row in db.execute(statement, [shortest, longest])]

    def documents(self, db: Connection, stems: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of these stems."""
        self._open(db)
        statement = "SELECT term, doc FROM temp.vocabulary WHERE term IN ({})"
        return {
            row[0]: row[1] for part in parts(stems) for row in db.execute(statement.format(marks(part)), part)
        }

    def texts(self, db: Connection, stem: str, most: int) -> list[str]:
        """Titles and words of some passages that hold a stem."""
        rows = db.execute("SELECT DISTINCT doc FROM temp.instances WHERE term = ? LIMIT ?", [stem, most])
        one = "SELECT title, body FROM words WHERE rowid = ?"
        return ["\n".join(db.execute(one, [row[0]]).fetchone()) for row in rows.fetchall()]

    def close(self) -> None:
        """It holds nothing else."""

    def _open(self, db: Connection) -> None:
        for name, kind in (("vocabulary", "row"), ("instances", "instance")):
            db.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab('main', 'words', '{kind}')"
            )
