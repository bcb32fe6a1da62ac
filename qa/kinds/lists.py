"""A list: the union over articles, each item with its sentence, copies counted once, "at least" so many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.extractive.decide import decide
from qa.answer.extractive.question import analyse
from qa.answer.extractive.select import Candidate
from qa.kinds.find import KindContext, cited, names_all, quoted
from qa.kinds.outcome import Outcome
from qa.kinds.words.enumerations import ends_name, enumerations, name_of
from qa.text import content_words
from qa.text import names as names_in
from qa.text.mentions import folded
from qa.types import Computed, Operand

BEST = 0.15
"""The least probability of the first sentence of a list; below it the question goes the way of a fact."""
NEAR = 0.35
"""A further sentence is read for an enumeration from this share of the first one's probability. Of the 109
questions of `bench/questions/lists*.jsonl`, all of them looked at by now, 51 get a list: .88 of the items
named are right, .36 of those to be named are. On 62 of them .8 named fewer (.37 for .46), no surer ones."""
ALSO = 0.8
"""A further enumeration is taken from this share of the likeliest one's probability."""
ALONE, SURE = 0.5, 0.3
"""The share of the first sentence's probability, and the least probability, for a name that stands alone."""
MOST = 8
"""Sentences read for items at most."""


def answer(question: str, desk: KindContext) -> Outcome | None:
    """The items that the sources name; None where no sentence answers surely enough or fewer than two are
    found.
    """
    desk.look(question)
    ranked = [c for c in desk.ranked(question) if names_all(c.evidence.article, question)]
    if not ranked or ranked[0].probability < BEST:
        return None
    chosen = _without_copies([c for c in ranked if c.probability >= NEAR * ranked[0].probability])[:MOST]
    found = items(chosen, question)
    if len(found) < 2:
        return None
    bearing = [c for c in chosen if any(c is other for _, other in found)]
    checked = quoted(desk, bearing)
    rows = tuple(
        Operand(item, sentence.citations[0], written=item)
        for item, candidate in found
        if (sentence := cited(checked.sentences, candidate))
    )
    text = f"At least {len(rows)}: {'; '.join(o.label for o in rows)}"
    how = "items that the sentences shown name, each once; the articles may name more"
    made = Computed("union", rows, float(len(rows)), text, how)
    decision = decide(analyse(question), ranked)
    return Outcome(checked.sentences, (made,), confidence=decision.confidence if decision else None)


def items(chosen: Sequence[Candidate], question: str) -> list[tuple[str, Candidate]]:
    """The items that the reader's answering words lie in, each once: those of an enumeration, or a name.

    Of a sentence with several enumerations it marks words of the one that is asked for. The likeliest
    enumeration is taken, and others nearly as likely. What stands alone must be sure by itself, and is left
    where the likeliest sentence names several.
    """
    asked = set(content_words(question))
    if not chosen:
        return []
    rows = [(_meant(c, asked), c) for c in chosen]
    joined = max((c.probability for row, c in rows if row), default=0.0)
    alone = 1.0 if rows[0][0] else max(SURE, ALONE * chosen[0].probability)
    named = [name.text.casefold() for name in names_in(question)]
    found: list[tuple[str, Candidate]] = []
    for row, candidate in rows:
        if row and candidate.probability < ALSO * joined:
            continue
        row = row or (_name(candidate, asked) if candidate.probability >= alone else [])
        row = [item for item in row if not any(name in item.casefold() for name in named) or len(row) > 1]
        if found and row and found[0][0][:1].isupper() != row[0][:1].isupper():
            continue
        for item in row:
            known = item.casefold() in question or any(same_item(item, i) for i, _ in found)
            found += [] if known else [(item, candidate)]
    return found


def _meant(candidate: Candidate, asked: set[str]) -> list[str]:
    """The members of the enumeration that the marked words lie in, and of those that go on from it.

    The longest one where they lie in none was right for 2 of 6 of the 109 questions of
    `bench/questions/lists*.jsonl`, enumerations with the marked words for 35 of 42.
    """
    rows = [r for r in enumerations(candidate.text) if not set(content_words(" ".join(r))) <= asked]
    marked = candidate.text[slice(*candidate.words)]
    words = marked.casefold()
    found: list[str] = []
    for row in rows:
        meant = any(item.casefold() in words or words in item.casefold() for item in row)
        if marked and (meant or (found and row[0] == found[-1])):
            found += [item for item in (_unasked(row[0], asked), *row[1:]) if item not in found]
    return found


def _name(candidate: Candidate, asked: set[str]) -> list[str]:
    """The whole name that the marked words are of, where it is no word of the question and no adjective."""
    marked = candidate.text[slice(*candidate.words)]
    if not (name := name_of(marked, last=True)):
        return []
    start = candidate.words[0] + marked.find(name)
    whole = next((n for n in names_in(candidate.text) if n.start <= start < n.end), None)
    text, end = (whole.text, whole.end) if whole else (name, start + len(name))
    following = re.match(r"\s([a-z]+)", candidate.text[end:])
    adjective = bool(following and not ends_name(following[1]))
    return [text] if not adjective and set(content_words(text)) - asked else []


def _unasked(item: str, asked: set[str]) -> str:
    """The first item of a run without the words of the question before it: "sell cheese" is cheese."""
    words = item.split()
    known = [at for at, word in enumerate(words) if set(content_words(word)) & asked]
    return " ".join(words[known[-1] + 1 :]) or item if known else item


def same_item(a: str, b: str) -> bool:
    """Whether two items are one: the words of one are among those of the other."""
    first, second = set(content_words(a)) or {folded(a)}, set(content_words(b)) or {folded(b)}
    return first <= second or second <= first


def _without_copies(chosen: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in chosen:
        if all(folded(candidate.text) != folded(other.text) for other in kept):
            kept.append(candidate)
    return kept
