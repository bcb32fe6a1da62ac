"""The index of words in PostgreSQL: a `tsvector` for each passage with a GIN index, ranked by BM25.

`ts_rank` knows nothing of how rare a word is (docs/decisions/0009). Its value for one word, though, grows
with how often the word stands there and with nothing else; `times` reads that number back, and BM25 is
computed from it as FTS5 does. Words are cut and stemmed by SQLite's tokenizer (`stems.py`): positions of the
title have the weight A, those of the body come after a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from qa.library.store.engines.bm25 import K1, B, rarity
from qa.library.store.engines.engine import Connection
from qa.library.store.engines.stems import Stem, Stemmer
from qa.library.store.records import marks, parts
from qa.text.unspaced import spaced

_MOST = 256
"""Positions of one word that a tsvector keeps."""
_GAP = 8
"""Positions between title and body, so that no phrase reaches from one into the other."""


def _thresholds() -> str:
    """Numbers between the values that `ts_rank` has for 0, 1, 2 … occurrences: sums of 1/n², over pi²/6."""
    sums = [0.0]
    for n in range(1, _MOST + 1):
        sums.append(sums[-1] + 1 / (n * n) / 1.64493406685)
    return ", ".join(repr((low + high) / 2) for low, high in pairwise(sums))


TABLES = f"""
CREATE TABLE words (
    passage_id BIGINT PRIMARY KEY, article_id TEXT COLLATE "C" NOT NULL, is_first BOOLEAN NOT NULL,
    title_length INTEGER NOT NULL, length INTEGER NOT NULL, terms TSVECTOR NOT NULL);
CREATE INDEX words_article ON words(article_id);
CREATE INDEX words_terms ON words USING gin (terms) WITH (fastupdate = off);
CREATE TABLE stems (stem TEXT COLLATE "C" PRIMARY KEY);
-- One row: how many passages and articles are in the index, and how many words they have.
CREATE TABLE totals (passages BIGINT, words BIGINT, articles BIGINT, article_words BIGINT);
INSERT INTO totals VALUES (0, 0, 0, 0);
CREATE FUNCTION times(tsvector, tsquery) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN width_bucket(ts_rank('{{1,1,1,1}}', $1, $2)::double precision,
                    ARRAY[{_thresholds()}]::double precision[]);
"""


class Tsvector:
    """The table `words` with what it is ranked by."""

    def __init__(self) -> None:
        self._stemmer = Stemmer()

    def close(self) -> None:
        """Let go of the stemmer."""
        self._stemmer.close()

    # ---- what is entered

    def put(self, db: Connection, passage_id: int, title: str, body: str, whole: str | None) -> None:
        """Enter a passage; of its article nothing is kept but what the passages have."""
        (owner,) = db.execute("SELECT article_id FROM passages WHERE id = ?", [passage_id]).fetchone()
        self._put_all(db, [(passage_id, owner, title, body, whole is not None)])

    def _put_all(self, db: Connection, rows: Iterable[tuple[int, str, str, str, bool]]) -> None:
        entered, stems, added = [], set[str](), [0, 0, 0, 0]
        for passage_id, owner, title, body, is_first in rows:
            cut = self._stemmer.cut(title, body)
            in_title = sum(one.in_title for one in cut)
            entered.append((passage_id, owner, is_first, in_title, len(cut), _vector(cut, in_title)))
            stems.update(one.stem for one in cut)
            counts = (1, len(cut), int(is_first), len(cut) - (0 if is_first else in_title))
            added = [a + b for a, b in zip(added, counts, strict=True)]
        db.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?, CAST(? AS tsvector))", entered)
        new = "SELECT unnest(CAST(? AS text[])) ON CONFLICT DO NOTHING"
        db.execute(f"INSERT INTO stems {new}", [sorted(stems)])
        _count(db, added)

    def drop(self, db: Connection, article_id: str) -> None:
        """Strike out an article. Its stems stay until `remake`: a stem that no passage holds is not told."""
        lost = db.execute(
            """SELECT count(*), coalesce(sum(length), 0), count(*) FILTER (WHERE is_first),
                      coalesce(sum(CASE WHEN is_first THEN length ELSE length - title_length END), 0)
               FROM words WHERE article_id = ?""",
            [article_id],
        ).fetchone()
        db.execute("DELETE FROM words WHERE article_id = ?", [article_id])
        _count(db, [-int(number) for number in lost])

    def clear(self, db: Connection) -> None:
        """Strike out everything."""
        for table in ("words", "stems"):
            db.execute(f"DELETE FROM {table}")
        db.execute("UPDATE totals SET passages = 0, words = 0, articles = 0, article_words = 0")

    def remake(self, db: Connection) -> None:
        """Enter every stored passage anew."""
        self.clear(db)
        last = 0
        while rows := db.execute(
            """SELECT p.id, p.article_id, a.title, substr(a.text, CAST(p.start AS INTEGER) + 1,
                      CAST(p."end" - p.start AS INTEGER)),
                      p.id = (SELECT min(id) FROM passages q WHERE q.article_id = p.article_id)
               FROM passages p JOIN articles a ON a.id = p.article_id
               WHERE p.id > ? ORDER BY p.id LIMIT 500""",
            [last],
        ).fetchall():
            self._put_all(db, rows)
            last = rows[-1][0]

    # ---- what is asked

    def count(self, db: Connection) -> int:
        """How many passages are entered."""
        return int(db.execute("SELECT count(*) FROM words").fetchone()[0])

    def counted(self, db: Connection, terms: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of the terms."""
        return _held(db, {term: _query(stems) for term, stems in self._stemmer.phrases(terms).items()})

    def holds(self, db: Connection, term: str) -> bool:
        """Whether a passage or a title holds a term."""
        found = [_query(stems) for stems in self._stemmer.phrases([term]).values()]
        statement = "SELECT 1 FROM words WHERE terms @@ CAST(? AS tsquery) LIMIT 1"
        return bool(found) and db.execute(statement, found).fetchone() is not None

    def ranked(
        self, db: Connection, terms: Sequence[str], condition: str, values: Sequence[Any], k: int
    ) -> list[tuple[int, float]]:
        """At most `k` passages with any of the terms and their BM25, best first."""
        phrases = self._stemmer.phrases(terms)
        queries = {term: _query(stems) for term, stems in phrases.items()}
        total, words, *_ = db.execute("SELECT * FROM totals").fetchone()
        if not queries or not total:
            return []
        rarities = {term: rarity(total, held) for term, held in _held(db, queries).items()}
        columns, joins = [], []
        for number, (term, stems) in enumerate(phrases.items()):
            if len(stems) == 1:
                columns.append(("times(w.terms, CAST(? AS tsquery))", [queries[term]]))
                continue
            counts = _phrase_counts(db, stems, queries[term])
            columns.append((f"coalesce(p{number}.times, 0)", []))
            found = f"unnest(CAST(? AS bigint[]), CAST(? AS double precision[])) AS p{number}(id, times)"
            both = [list(counts), [float(n) for n in counts.values()]]
            joins.append((f"LEFT JOIN {found} ON p{number}.id = w.passage_id", both))
        score = " + ".join(
            f"CAST(? AS double precision) * t{n} * {K1 + 1} / (t{n} + norm)" for n in range(len(columns))
        )
        told = ", ".join(f"{column} AS t{n}" for n, (column, _) in enumerate(columns))
        narrowed = f"AND w.article_id IN (SELECT a.id FROM articles a WHERE {condition})" if values else ""
        # OFFSET 0: each count is looked up once, not wherever the score names it.
        rows = db.execute(
            f"""SELECT passage_id, {score} AS score FROM (
                    SELECT w.passage_id, {told},
                           {K1} * ({1 - B} + {B} * w.length / CAST(? AS double precision)) AS norm
                    FROM words w {" ".join(join for join, _ in joins)}
                    WHERE w.terms @@ CAST(? AS tsquery) {narrowed} OFFSET 0) AS met
                ORDER BY score DESC, passage_id LIMIT ?""",
            [
                *rarities.values(),
                *(value for _, some in columns for value in some),
                words / total,
                *(value for _, some in joins for value in some),
                " | ".join(queries.values()),
                *values,
                k,
            ],
        )
        return [(row[0], row[1]) for row in rows]

    def ranked_articles(
        self, db: Connection, terms: Sequence[str], article_ids: Sequence[str]
    ) -> dict[str, float]:
        """The BM25 of these articles as wholes: their passages together, the title once."""
        phrases = self._stemmer.phrases(terms)
        _, _, total, words = db.execute("SELECT * FROM totals").fetchone()
        if not phrases or not total:
            return {}
        queries = {term: _query(stems) for term, stems in phrases.items()}
        rarities = {
            term: rarity(total, held) for term, held in _held(db, queries, "DISTINCT article_id").items()
        }
        looked = " | ".join(queries.values())
        lengths, times = dict[str, int](), dict[str, dict[str, int]]()
        for part in parts(article_ids):
            rows = db.execute(
                f"""SELECT article_id, sum(CASE WHEN is_first THEN length ELSE length - title_length END)
                    FROM words WHERE article_id IN ({marks(part)}) GROUP BY article_id""",
                part,
            )
            lengths.update((row[0], int(row[1])) for row in rows)
            condition = f"w.article_id IN ({marks(part)}) AND w.terms @@ CAST(? AS tsquery)"
            for (owner, is_first), places in _places(db, phrases.values(), condition, [*part, looked]):
                counts = times.setdefault(owner, dict.fromkeys(phrases, 0))
                for term, stems in phrases.items():
                    counts[term] += _occurrences(stems, places, with_title=is_first)
        found = {}
        for owner, counts in times.items():
            norm = K1 * (1 - B + B * lengths[owner] / (words / total))
            score = sum(rarities[term] * n * (K1 + 1) / (n + norm) for term, n in counts.items())
            if score:
                found[owner] = score
        return found

    def stems(self, db: Connection, shortest: int, longest: int) -> list[str]:
        """The stems in the index of so many letters."""
        statement = "SELECT stem FROM stems WHERE length(stem) BETWEEN ? AND ?"
        return [row[0] for row in db.execute(statement, [shortest, longest])]

    def documents(self, db: Connection, stems: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of these stems."""
        held = _held(db, {stem: _query((stem,)) for stem in stems})
        return {stem: number for stem, number in held.items() if number}

    def texts(self, db: Connection, stem: str, most: int) -> list[str]:
        """Titles and words of some passages that hold a stem."""
        rows = db.execute(
            """SELECT a.title, substr(a.text, CAST(p.start AS INTEGER) + 1,
                      CAST(p."end" - p.start AS INTEGER))
               FROM words w JOIN passages p ON p.id = w.passage_id JOIN articles a ON a.id = p.article_id
               WHERE w.terms @@ CAST(? AS tsquery) ORDER BY w.passage_id LIMIT ?""",
            [_query((stem,)), most],
        )
        return ["\n".join(map(spaced, row)) for row in rows]


Places = dict[str, list[tuple[int, bool]]]
"""For each stem of a passage where it stands, and whether that is in the title."""


def _vector(cut: Sequence[Stem], in_title: int) -> str:
    """A passage as PostgreSQL writes a tsvector."""
    places: dict[str, list[str]] = {}
    for one in cut:
        place = f"{one.number + 1}A" if one.in_title else str(in_title + _GAP + one.number + 1)
        places.setdefault(one.stem, []).append(place)
    return " ".join(f"{_quoted(stem)}:{','.join(some[: _MOST - 1])}" for stem, some in places.items())


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _query(stems: Sequence[str]) -> str:
    """A word, or words that follow each other, as PostgreSQL writes a tsquery."""
    return "(" + " <-> ".join(map(_quoted, stems)) + ")"


def _count(db: Connection, added: Sequence[int]) -> None:
    columns = ("passages", "words", "articles", "article_words")
    changed = ", ".join(f"{column} = {column} + ?" for column in columns)
    db.execute(f"UPDATE totals SET {changed}", added)


def _held(db: Connection, queries: Mapping[str, str], what: str = "*") -> dict[str, int]:
    """How many passages, or of these what else, meet each query; in their order."""
    if not queries:
        return {}
    one = f"(SELECT count({what}) FROM words WHERE terms @@ CAST(? AS tsquery))"
    row = db.execute("SELECT " + ", ".join([one] * len(queries)), list(queries.values())).fetchone()
    return dict(zip(queries, map(int, row), strict=True))


def _phrase_counts(db: Connection, stems: Sequence[str], query: str) -> dict[int, int]:
    """How often a phrase stands in each passage that holds it."""
    met = _places(db, [stems], "w.terms @@ CAST(? AS tsquery)", [query], key="w.passage_id")
    return {passage: _occurrences(stems, places, with_title=True) for (passage, _), places in met}


def _places(
    db: Connection,
    phrases: Iterable[Sequence[str]],
    condition: str,
    values: Sequence[Any],
    key: str = "w.article_id",
) -> Iterable[tuple[tuple[Any, bool], Places]]:
    """Where the stems stand in the passages that meet a condition: ((key, is the first), places)."""
    wanted = sorted({stem for stems in phrases for stem in stems})
    rows = db.execute(
        f"""SELECT w.passage_id, {key}, w.is_first, s.lexeme, s.positions, s.weights
            FROM words w, unnest(w.terms) AS s(lexeme, positions, weights)
            WHERE {condition} AND s.lexeme = ANY(CAST(? AS text[]))""",
        [*values, wanted],
    )
    found: dict[int, tuple[tuple[Any, bool], Places]] = {}
    for passage, owner, is_first, lexeme, positions, weights in rows:
        _, places = found.setdefault(passage, ((owner, is_first), {}))
        places[lexeme] = [(place, weight == "A") for place, weight in zip(positions, weights, strict=True)]
    return found.values()


def _occurrences(stems: Sequence[str], places: Places, *, with_title: bool) -> int:
    """How often stems follow each other."""
    first, *rest = (places.get(stem, []) for stem in stems)
    later = [{place for place, _ in some} for some in rest]
    return sum(
        all(place + step in some for step, some in enumerate(later, start=1))
        for place, in_title in first
        if with_title or not in_title
    )
