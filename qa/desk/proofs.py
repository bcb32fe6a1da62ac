"""A text on disk or in hand, held against the library of a desk or against given sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from qa.types import Article, Evidence, EvidenceSentence, Passage, Query
from qa.types.proof import Proof

if TYPE_CHECKING:
    from qa.answer.llm.checker import ModelChecker
    from qa.answer.verify.support import Strictness
    from qa.desk.desk import Desk
    from qa.models.local.networks import LocalChecker

STORIES_READ = 4
"""Stories of the library that one sentence is held against."""


def check_text(desk: Desk, text: str, *, title: str = "", filters: Query | None = None) -> Proof:
    """Every sentence of a text, with the words of the library that bear it out or speak of it."""
    from qa.answer.proofread import proofread
    from qa.desk.marking import narrowed
    from qa.search.retrieve import retrieve

    library, bounds = desk.library(), narrowed(desk, filters or Query(""))

    def find(words: str) -> tuple[Evidence, ...]:
        return retrieve(library, replace(bounds, text=words), STORIES_READ)

    return proofread(title, text, find, language=language_of(text), **_judged(desk))


def check_against(desk: Desk, text: str, sources: Sequence[str]) -> Proof:
    """As `check_text`, against these texts or articles (ids of the library) and nothing else."""
    from qa.answer.proofread import proofread

    evidence = tuple(_evidence(n, _article(desk, source)) for n, source in enumerate(sources, start=1))
    return proofread("", text, lambda _: evidence, language=language_of(text), **_judged(desk))


class _Judged(TypedDict):
    checker: ModelChecker | LocalChecker | None
    strictness: Strictness


def _judged(desk: Desk) -> _Judged:
    return {"checker": desk.engines.checker, "strictness": desk.settings.strictness}


def language_of(text: str) -> str:
    """The language that a text is cut into sentences by."""
    from qa.articles.cleaning.metadata import detect_language

    return detect_language(text)


def _article(desk: Desk, source: str) -> Article:
    """An article of the library when the source is its id, else the source as a text of its own."""
    if len(source) == 16 and all(c in "0123456789abcdef" for c in source):
        return desk.show(source)
    head, _, rest = source.strip().partition("\n")
    titled = bool(rest.strip()) and len(head) < 150
    return Article.make(head if titled else "given text", rest.strip() if titled else source.strip(), None)


def _evidence(number: int, article: Article) -> Evidence:
    from qa.text import sentence_spans

    spans = sentence_spans(article.text, article.language)
    sentences = tuple(
        EvidenceSentence(f"{number}.{n}", start, end) for n, (start, end) in enumerate(spans, start=1)
    )
    whole = Passage(article.id, 0, len(article.text))
    return Evidence(number, article, (whole,), sentences, 1.0, "given")
