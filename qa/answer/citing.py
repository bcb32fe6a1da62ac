"""A citation is made here: exact words of an article, with what finds them again elsewhere."""

from __future__ import annotations

from qa.text.fragments import context, fragment
from qa.types import Article, Citation, Evidence, EvidenceSentence


def cite(evidence: Evidence, sentence: EvidenceSentence) -> Citation:
    """The citation of one sentence of the evidence."""
    return cite_words(evidence.number, evidence.article, sentence.start, sentence.end)


def cite_words(number: int, article: Article, start: int, end: int) -> Citation:
    """The citation of `article.text[start:end]` as words of source `number`."""
    text = article.text
    found = fragment(article, start, end)
    return Citation(number, article.id, start, end, text[start:end], *context(text, start, end), found)
