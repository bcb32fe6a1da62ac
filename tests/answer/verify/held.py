"""A claim held against one sentence of an article, for the tests of single rules."""

from __future__ import annotations

from datetime import date

from qa.answer.verify.checks.registry import disagreements
from qa.answer.verify.facts import Ground, facts_of, ground_of
from qa.types import Article


def ground(source: str, before: str = "", published: date | None = None, outlet: str | None = None) -> Ground:
    article = Article.make("A title", f"{before} {source}".strip(), outlet, published=published)
    return ground_of(article, len(article.text) - len(source), len(article.text))


def failing(
    claim: str, source: str, before: str = "", published: date | None = None, outlet: str | None = None
) -> list[str]:
    """The names of the checks that a claim fails."""
    return list(disagreements(facts_of(claim), ground(source, before, published, outlet)))
