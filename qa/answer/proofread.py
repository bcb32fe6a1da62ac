"""A text that somebody else wrote, held against the library sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from qa.answer.ask import source_of
from qa.answer.citing import cite
from qa.answer.verify.support import Strictness
from qa.answer.verify.verify import SAID_BY_NONE, UNCITED, Checker, SentenceOutcome, check_sentence
from qa.text import content_words, sentence_spans
from qa.types import Citation, DraftSentence, Evidence, EvidenceSentence, Source
from qa.types.proof import Proof, ProvedSentence

Find = Callable[[str], Sequence[Evidence]]
"""The evidence of the library for a sentence, best first."""

_SAME_MATTER = 0.5
"""A sentence that shares this part of the claim's content words speaks of the same: it is shown beside it."""


def proofread(
    title: str,
    text: str,
    find: Find,
    *,
    language: str = "en",
    checker: Checker | None = None,
    strictness: Strictness = "normal",
) -> Proof:
    """Every sentence of `text` that states something, with the words of the library that bear it out or not.

    The sentences go through the same check as a model's: nothing is called supported that it would not show.
    Headings and questions state nothing and are left out.
    """
    sources: dict[str, Source] = {}
    checking = partial(check_sentence, checker=checker, strictness=strictness)
    proved = []
    for start, end in _statements(text, language):
        evidence = find(text[start:end])
        proved.append(_prove(text, start, end, evidence, sources, checking))
    return Proof(title, text, tuple(proved), tuple(sources.values()))


def _statements(text: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text, language):
        words = text[start:end].strip()
        if len(content_words(words)) >= 2 and words[-1:] in ".!…\"'”’)" and not words.startswith("#"):
            yield start, end


def _prove(
    text: str,
    start: int,
    end: int,
    evidence: Sequence[Evidence],
    sources: dict[str, Source],
    checking: Callable[[DraftSentence, Sequence[Evidence]], SentenceOutcome],
) -> ProvedSentence:
    words = text[start:end].strip()
    verdict = checking(DraftSentence(words, ()), evidence)
    if verdict.sentence is not None:
        cited = _renumbered(verdict.sentence.citations, evidence, sources)
        return ProvedSentence(words, start, end, verdict.sentence.support, cited)
    if near := _nearest(words, evidence):
        item, sentence = near
        cited = _renumbered((cite(item, sentence),), evidence, sources)
        return ProvedSentence(words, start, end, "differs", cited, _why(verdict.reason))
    return ProvedSentence(words, start, end, "not found", (), "no article of the library says it")


def _why(reason: str) -> str:
    """The reason without what holds for every sentence of a text that names no sources."""
    return reason.removeprefix(UNCITED).removeprefix(f"{SAID_BY_NONE}: ")


def _nearest(words: str, evidence: Sequence[Evidence]) -> tuple[Evidence, EvidenceSentence] | None:
    claim = set(content_words(words))
    best = max(
        ((len(claim & set(content_words(e.quote(s)))), e, s) for e in evidence for s in e.sentences),
        key=lambda row: row[0],
        default=None,
    )
    return (best[1], best[2]) if best and best[0] >= _SAME_MATTER * len(claim) else None


def _renumbered(
    citations: Sequence[Citation], evidence: Sequence[Evidence], sources: dict[str, Source]
) -> tuple[Citation, ...]:
    """The citations with numbers of the whole text's list of sources, which grows as it is read."""
    by_article = {item.article.id: item for item in evidence}
    for citation in citations:
        if citation.article_id not in sources:
            made = source_of(by_article[citation.article_id])
            sources[citation.article_id] = replace(made, number=len(sources) + 1)
    return tuple(replace(c, source=sources[c.article_id].number) for c in citations)
