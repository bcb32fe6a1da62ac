"""A citation is made here: exact words of an article, with what finds them again elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from qa.text import content_words
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


MOST_COVERING = 3
"""Sentences that one sentence may rest on."""


def covering(text: str, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The ids of the sentences of one article that have most words of a sentence without ids, the best first.

    What they do not say together does not pass the check, as if a model had named them itself.
    """
    wanted = set(content_words(text))
    best: tuple[str, ...] = ()
    most = 0
    for item in evidence:
        rows = [(set(content_words(item.quote(s))) & wanted, s.id) for s in item.sentences]
        found, have = list[str](), set[str]()
        while rows and len(found) < MOST_COVERING:
            words, key = max(rows, key=lambda row: len(row[0] - have))
            if len(words - have) < (2 if found else 1):
                break
            found.append(key)
            have |= words
        if len(have) > most:
            best, most = tuple(found), len(have)
    return best
