"""The numbers of sources as readers meet them: from [1], rising in the order in which they are shown.

Evidence is numbered as it was found, and an answer cites some of it: "[4] … [2]", without any [1], reads as
if something were missing. What a model was asked about keeps the numbers of its prompt: prompt,
reader and JSON see the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from qa.answer.ask import Record
from qa.types import Citation, Computed, Draft, Evidence, Sentence, Summary


def in_order(made: Record) -> Record:
    """The record with new numbers in the answer, its evidence and its draft alike."""
    answer = made.answer
    if answer.model or answer.usage.model_calls:
        return made
    operands = [o.citation for one in answer.computed for o in one.operands if o.citation]
    shown = [*operands, *(c for sentence in answer.sentences for c in sentence.citations)]
    number = _numbers(shown, (e.number for e in made.evidence))
    if all(old == new for old, new in number.items()):
        return made

    def key(old: str) -> str:
        source, dot, rest = old.partition(".")
        return f"{number.get(int(source), int(source))}{dot}{rest}" if source.isdigit() and dot else old

    def cited(c: Citation) -> Citation:
        return replace(c, source=number.get(c.source, c.source))

    sources = sorted(
        (replace(s, number=number.get(s.number, s.number)) for s in answer.sources), key=lambda s: s.number
    )
    nearest = answer.nearest_source
    told = replace(
        answer,
        sentences=tuple(_sentence(s, cited) for s in answer.sentences),
        sources=tuple(sources),
        computed=tuple(_computed(one, cited) for one in answer.computed),
        marked=tuple(map(cited, answer.marked)),
        days=tuple(replace(d, words=cited(d.words)) for d in answer.days),
        nearest=cited(answer.nearest) if answer.nearest else None,
        nearest_source=replace(nearest, number=number.get(nearest.number, nearest.number))
        if nearest
        else None,
    )
    evidence = sorted((_evidence(e, number[e.number], key) for e in made.evidence), key=lambda e: e.number)
    draft = made.draft and _draft(made.draft, cited, key)
    return replace(made, answer=told, evidence=tuple(evidence), draft=draft)


def summary_in_order(made: Summary) -> Summary:
    """The summary with its sources numbered in the order in which its sentences cite them."""
    if made.model or made.usage.model_calls:
        return made
    number = _numbers((c for s in made.sentences for c in s.citations), ())

    def cited(c: Citation) -> Citation:
        return replace(c, source=number.get(c.source, c.source))

    sources = [replace(s, number=number.get(s.number, s.number)) for s in made.sources]
    return replace(
        made,
        sentences=tuple(_sentence(s, cited) for s in made.sentences),
        sources=tuple(sorted(sources, key=lambda s: s.number)),
        days=tuple(replace(d, words=cited(d.words)) for d in made.days),
    )


def _numbers(shown: Iterable[Citation], rest: Iterable[int]) -> dict[int, int]:
    """Old number -> new: those that are shown first, then all others as they stood."""
    order = dict.fromkeys([*(c.source for c in shown), *rest])
    return {old: new for new, old in enumerate(order, start=1)}


def _sentence(sentence: Sentence, cited: Callable[[Citation], Citation]) -> Sentence:
    return replace(sentence, citations=tuple(map(cited, sentence.citations)))


def _computed(one: Computed, cited: Callable[[Citation], Citation]) -> Computed:
    operands = [replace(o, citation=cited(o.citation)) if o.citation else o for o in one.operands]
    return replace(one, operands=tuple(operands))


def _evidence(evidence: Evidence, number: int, key: Callable[[str], str]) -> Evidence:
    return replace(
        evidence, number=number, sentences=tuple(replace(s, id=key(s.id)) for s in evidence.sentences)
    )


def _draft(draft: Draft, cited: Callable[[Citation], Citation], key: Callable[[str], str]) -> Draft:
    return replace(
        draft,
        sentences=tuple(replace(s, claims=tuple(map(key, s.claims))) for s in draft.sentences),
        leads=tuple((key(at), share) for at, share in draft.leads),
        nearest=key(draft.nearest) if draft.nearest else None,
        marked=tuple(map(cited, draft.marked)),
    )
