"""Which cited sentences may be read together: only those that speak of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.answer.verify.facts import PRONOUN, Facts, ground_of
from qa.text import content_words, same_name, sentence_spans
from qa.types import Evidence, EvidenceSentence

Cited = tuple[Evidence, EvidenceSentence]

_OPENING = 3
"""Content words at the start of a sentence in which its subject is looked for."""


def groups(claim: Facts, cited: Sequence[Cited]) -> Iterator[tuple[Cited, ...]]:
    """Sentences to read together, with a bridge between neighbours: those of each source, then all."""
    by_source: dict[int, list[Cited]] = {}
    for item in cited:
        by_source.setdefault(item[0].number, []).append(item)
    seen = set()
    for group in [*by_source.values(), cited]:
        needed = _needed(claim, group)
        key = tuple(s.id for _, s in needed)
        if len(needed) > 1 and key not in seen and all(bridged(a, b) for a, b in pairwise(needed)):
            seen.add(key)
            yield tuple(needed)


def bridged(first: Cited, second: Cited) -> bool:
    """Whether the second sentence speaks of the first one's subject: by name, by pronoun, or by its word."""
    mine, theirs = (ground_of(e.article, s.start, s.end) for e, s in (first, second))
    names = {n.text: n.sure for n in mine.facts.names} | {n: True for n in (mine.antecedent,) if n}
    told = {n.text: n.sure for n in theirs.facts.names} | {n: True for n in (theirs.antecedent,) if n}
    if any(same_name(a, b) and (names[a] or told[b]) for a in names for b in told):
        return True
    return _behind(first, second) and bool(
        _subject(theirs.facts) & set(mine.facts.stems) or _POINTS_BACK.match(theirs.facts.text)
    )


def _behind(first: Cited, second: Cited) -> bool:
    """Whether the second sentence stands right behind the first."""
    if first[0].article.id != second[0].article.id:
        return False
    between = first[0].article.text[first[1].end : second[1].start]
    return first[1].end <= second[1].start and not sentence_spans(between)


_POINTS_BACK = re.compile(r"\W*(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|Both|Such)\b")


def _subject(facts: Facts) -> set[str]:
    return set(content_words(facts.text)[:_OPENING])


def _needed(claim: Facts, group: Sequence[Cited]) -> list[Cited]:
    """The sentences of a group that add a word of the claim which the others lack, in reading order.

    A name alone is nothing added: "A" from one sentence and "chairs the council" from another prove nothing,
    unless the next sentence has a pronoun in that place.
    """
    kept = sorted(group, key=lambda c: (c[0].number, c[1].start))
    words = set(claim.stems)
    if not any(_behind(a, b) and PRONOUN.search(b[0].quote(b[1])) for a, b in pairwise(kept)):
        words -= {w for name in claim.names for w in content_words(name.text)}
    shared = {c[1].id: words & set(content_words(c[0].quote(c[1]))) for c in kept}
    for item in sorted(kept, key=lambda c: len(shared[c[1].id])):
        rest = set().union(*(shared[c[1].id] for c in kept if c is not item))
        if shared[item[1].id] <= rest:
            kept.remove(item)
    return kept


_OWN_SUBJECT = re.compile(
    r"\W*(?:[A-Z]\w+|the|an?|its|his|her|their|he|she|it|they|this|these|those|some|\d[\d,.]*)\b"
)
_JOINT = re.compile(r",?\s+(?:and|but|while|whereas)\s+|;\s+")


def independent(claim: str) -> tuple[str, ...]:
    """The clauses of a claim that stand by themselves, each with a subject of its own; () if it is one."""
    parts = [p for p in _JOINT.split(claim) if p.strip()]
    whole = all(len(content_words(p)) > 1 and _OWN_SUBJECT.match(p) for p in parts)
    return tuple(parts) if len(parts) > 1 and whole else ()
