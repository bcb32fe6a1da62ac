"""Evidence made of plain sentences, for tests that need no library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.types import Article, Evidence, EvidenceSentence, Passage


def source(
    number: int,
    sentences: Sequence[str],
    *,
    outlet: str | None = "The Courier",
    title: str = "Port reopens",
    published: date | None = date(2025, 8, 20),
    score: float | None = None,
    kind: str = "report",
) -> Evidence:
    """One source whose article is these sentences, one after the other."""
    text, spans = "", []
    for index, sentence in enumerate(sentences, start=1):
        start = len(text)
        text += sentence
        spans.append(EvidenceSentence(f"{number}.{index}", start, len(text)))
        text += " "
    article = Article.make(title, text.rstrip(), outlet, published=published, kind=kind)
    whole = (Passage(article.id, 0, len(article.text)),)
    return Evidence(number, article, whole, tuple(spans), score=1.0 / number if score is None else score)


def port_story() -> tuple[Evidence, ...]:
    """Two outlets on one invented event."""
    return (
        source(1, ["The port of Selm reopened on Monday.", "Mayor Ina Voss said 40 ships were waiting."]),
        source(2, ["Thirty ships waited outside Selm, the harbour office said."], outlet="Selm Radio"),
    )
