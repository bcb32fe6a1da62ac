"""Real news with people's questions, for measuring search: articles, questions, where each answer stands.

The articles are those of ../shared/data/news: some 380 Wikinews articles whose sentences people asked
questions about (QADiscourse, QAMR, QA-SRL), and two thirds of the other English articles
there. A question's article counts as the only right one. Questions that no searcher would ask
without the sentence before them ("What did someone do?", "Why did I attend?") are left out, and at most
`PER_ARTICLE` of an article are taken, chosen by a hash, so that long articles do not decide.

The articles are split by `split.unseen`: what is chosen is chosen on the two thirds that may be fitted on,
and the figures that count are those of the unseen third.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from split import unseen_record

from qa.text import content_words
from qa.types import Article

DATA = Path(__file__).parents[2] / "shared" / "data"
QUESTIONS = Path(__file__).parent / "questions" / "facts-news.jsonl"
PER_ARTICLE = 2
ONE_IN = 2
"""Of the other articles that may be fitted on, one of so many is a distractor: embedding takes minutes."""
_VAGUE = re.compile(r"\b(?:some(?:one|thing|where|body)|I|we|my|our|us|you|your)\b")
_SOURCES = ("news/qa/qadiscourse_wikinews", "news/qa/qasrl_wikinews", "train/qamr/pairs")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the origin of its article, the sentence that answers, whether nothing is fitted on it."""

    id: str
    text: str
    origin: str
    sentence: str
    answers: tuple[str, ...]
    unseen: bool


def articles() -> list[Article]:
    """The asked articles and the distractors; `origin` is the id in the data."""
    asked = list(_rows("news/qa/wikinews_qa_docs"))
    twins = {twin for row in asked for twin in _as_list(row.get("same_as"))}
    rows = [
        *asked,
        *(row for row in _rows("news/articles") if _is_distractor(row) and row["id"] not in twins),
    ]
    made = {}
    for row in rows:
        day = date.fromisoformat(row["published"]) if row["published"] else None
        article = Article.make(
            row["title"], row["text"], row["outlet"] or None, published=day, origin=row["id"]
        )
        made.setdefault(article.id, article)
    return list(made.values())


def questions() -> list[Asked]:
    """The questions, in the order of their articles."""
    home, words, unseen = {}, {}, set()
    for row in _rows("news/qa/wikinews_qa_docs"):
        if unseen_record(row):
            unseen.add(row["id"])
        for sentence in row["sentences"]:
            home[sentence["id"]] = row["id"]
            words[sentence["id"]] = sentence["text"]
    chosen: dict[str, list[tuple[int, Asked]]] = {}
    for source in _SOURCES:
        for row in _rows(source):
            origin = home.get(row["grp"])
            if origin is None or not row["y"] or row["kind"] != "gold" or not _stands_alone(row["q"]):
                continue
            one = Asked(row["id"], row["q"], origin, words[row["grp"]], tuple(row["ans"]), origin in unseen)
            chosen.setdefault(origin, []).append((_hash(row["id"]), one))
    return [one for same in chosen.values() for _, one in sorted(same, key=lambda p: p[0])[:PER_ARTICLE]]


def written(half: str) -> list[Asked]:
    """The answerable facts of `questions/facts-news.jsonl`, in other words; "open" or "locked"."""
    rows = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    return [
        Asked(row["id"], row["question"], row["article"], "", tuple(row["contains"]), True)
        for row in rows
        if row["half"] == half and row["expect"] == "answer"
    ]


def _is_distractor(row: dict[str, Any]) -> bool:
    return row["language"] == "en" and (unseen_record(row) or not _hash(row["id"]) % ONE_IN)


def _stands_alone(question: str) -> bool:
    return not _VAGUE.search(question) and len(set(content_words(question))) >= 3


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6])


def _as_list(value: Any) -> list[str]:
    return [] if not value else [value] if isinstance(value, str) else list(value)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
