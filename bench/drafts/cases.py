"""The written sentences with their articles, as evidence and drafts that the checks take."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa.text import sentence_spans
from qa.types import Article, DraftSentence, Evidence, EvidenceSentence, Passage

HERE = Path(__file__).parent
ARTICLES = Path("../shared/data/news/articles.jsonl.gz")
FAITHFUL = ("close", "free")
EASY = ("number", "name", "quotation", "source", "date")
"""Faults that an exact comparison can find; the others are the hard ones."""


@dataclass(frozen=True, slots=True)
class Case:
    """One written sentence, the evidence it is held against, and the spans of the words that it cites."""

    kind: str
    draft: DraftSentence
    evidence: Evidence
    spans: tuple[tuple[int, int], ...]

    @property
    def faithful(self) -> bool:
        return self.kind in FAITHFUL


def load(half: str, articles: Path = ARTICLES) -> list[Case]:
    """The cases of one set, such as "open". ValueError where a span is no sentence of its article."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        known = {row["id"]: row for row in map(json.loads, lines)}
    found: list[Case] = []
    evidence: Evidence | None = None
    for line in (HERE / f"{half}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            evidence = evidence_of(known[line[3:]])
        elif line and evidence:
            found.append(case_of(line, evidence))
    return found


def evidence_of(row: dict[str, str]) -> Evidence:
    """A whole article as one source."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    article = Article.make(
        row["title"], row["text"], outlet=row["outlet"], published=published, language=row["language"]
    )
    spans = sentence_spans(article.text)
    sentences = tuple(EvidenceSentence(f"1.{n}", *span) for n, span in enumerate(spans, start=1))
    return Evidence(1, article, (Passage(article, 0, len(article.text)),), sentences)


def case_of(line: str, evidence: Evidence) -> Case:
    """The case of one line: `kind start-end[ start-end] | sentence`."""
    head, text = line.split(" | ", 1)
    kind, *cited = head.split()
    spans = tuple((int(a), int(b)) for a, b in (span.split("-") for span in cited))
    return Case(kind, DraftSentence(text, tuple(_ids(evidence, spans))), evidence, spans)


def _ids(evidence: Evidence, spans: tuple[tuple[int, int], ...]) -> Iterator[str]:
    """The ids of the sentences that overlap the spans: how a text is cut into sentences may change."""
    for start, end in spans:
        found = [s.id for s in evidence.sentences if s.start < end and start < s.end]
        if not found:
            raise ValueError(f"{start}-{end} is no sentence of {evidence.article.title}")
        yield from found
