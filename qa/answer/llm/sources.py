"""Evidence as a model reads it: numbered sentences under a line for each source, inside a fence.

A sentence is one line, `2.3 Its words`, or `.3 Its words` where there are many sources. The bare id costs 3
tokens where `[2.3]` costs 5: on news sentences (21 to 29 tokens in the seeds) that is the difference between
15 % and 24 % of the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from qa.text import count_tokens, safe
from qa.text.orders import addresses_a_machine
from qa.types import Evidence

TITLED_SOURCES = 4
"""Titles are given for at most this many sources. A source's line costs 17 tokens and its title as many
again: with more of them the prompt would exceed its evidence by more than 15 % and 400 tokens."""

FULL_IDS = 8
"""With more sources than this a sentence is `.2` under the line of its source instead of `3.2`, and that
line loses its first word: 1 token less a sentence and 2 a source. With full ids 12 of 25 prompts of 12
sources were within 15 % and 400 tokens of their evidence; without them all are, also of 24 sources."""

_LEGEND = "Sentence .2 under the line “3:” has the id 3.2."
_LONGEST_TITLE = 80
_FENCE = str.maketrans({"<": "‹", ">": "›"})
_TEMPLATE_MARKS = re.compile(r"\[(?=/?(?:INST|SYS)\b)|(?<=INST)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Packed:
    """Evidence that fits a token budget, its rendering, and what had to be left out."""

    evidence: tuple[Evidence, ...]
    text: str
    tokens: int
    notes: tuple[str, ...] = ()


def untrusted(text: str) -> str:
    """Text of others as one harmless line: it can neither close the fence nor imitate a chat template.

    Angle brackets become ‹ and ›, which rules out </sources>, <|im_end|> and <think> at once.
    """
    return _TEMPLATE_MARKS.sub("(", " ".join(safe(text).translate(_FENCE).split()))


def render(evidence: Sequence[Evidence]) -> str:
    """The numbered sentences of all evidence, each source under its outlet, date and title."""
    titled, full = len(evidence) <= TITLED_SOURCES, len(evidence) <= FULL_IDS
    lines = [line for item in evidence for line in _lines(item, titled, full)]
    return "\n".join(lines if full else [_LEGEND, *lines])


def prose(evidence: Sequence[Evidence]) -> str:
    """The sentences of all evidence as they follow each other, each source under its line."""
    titled = len(evidence) <= TITLED_SOURCES
    rows = ((head(e, titled), " ".join(untrusted(e.quote(s)) for s in e.sentences)) for e in evidence)
    return "\n".join(line for row in rows for line in row)


def head(item: Evidence, titled: bool) -> str:
    """The line over the sentences of a source: its number, outlet and date, and with `titled` its title."""
    article = item.article
    facts = [untrusted(article.outlet or "unknown outlet"), str(article.published or "undated")]
    if article.kind != "report":
        facts.append(article.kind)
    if titled and article.title and not addresses_a_machine(article.title):
        facts.append(untrusted(article.title)[:_LONGEST_TITLE])
    return f"Source {item.number}: {', '.join(facts)}"


def _lines(item: Evidence, titled: bool, full: bool) -> list[str]:
    top = head(item, titled) if full else head(item, titled).removeprefix("Source ")
    ids = (s.id if full else s.id.removeprefix(str(item.number)) for s in item.sentences)
    return [top, *(f"{i} {untrusted(item.quote(s))}" for i, s in zip(ids, item.sentences, strict=True))]


READ_BEST = 4
"""Sentences that a model on this machine reads for one question. Of 65 open questions of bench/questions
(news, ECB+, pages) the right sentence is the first of the extractive engine's for 50, among the first four
for 60, and among none of its sentences for the other five."""

READ_BEFORE = 1
"""Of the best of these, how many come with the sentence before them, which says whom "he" means."""


def focused(evidence: Sequence[Evidence], leads: Sequence[tuple[str, float]]) -> tuple[Evidence, ...]:
    """The part of the evidence that seems to answer: its `READ_BEST` sentences, under the same ids.

    Reading is what takes a model without a graphics card its time: 50 sentences are 1,500 tokens, 4 are 150.
    """
    best = [key for key, _ in leads[:READ_BEST]]
    kept: list[Evidence] = []
    for item in evidence:
        ids = [s.id for s in item.sentences]
        wanted = {key for key in best if key in ids}
        wanted |= {ids[ids.index(key) - 1] for key in best[:READ_BEFORE] if key in ids and ids.index(key)}
        if wanted:
            kept += only([item], wanted)
    return tuple(kept) or tuple(evidence)


def only(evidence: Sequence[Evidence], ids: Set[str]) -> tuple[Evidence, ...]:
    """The sentences of the evidence with these ids, and no source without one."""
    cut = (replace(e, sentences=tuple(s for s in e.sentences if s.id in ids)) for e in evidence)
    return tuple(item for item in cut if item.sentences)


def pack(evidence: Sequence[Evidence], budget: int, count: Callable[[str], int] = count_tokens) -> Packed:
    """As much of the evidence as fits `budget` tokens; the weakest source goes first, numbers stay.

    One source that is too long alone keeps its first sentences.
    """
    kept = list(evidence)
    text = render(kept)
    used = count(text)
    while used > budget and len(kept) > 1:
        kept.remove(min(reversed(kept), key=lambda item: item.score))
        text = render(kept)
        used = count(text)
    notes = []
    if dropped := len(evidence) - len(kept):
        plural = "source was" if dropped == 1 else f"{dropped} sources were"
        notes.append(f"the weakest {plural} left out: the model's context is too small for all")
    if used > budget and kept:
        kept, left_out = _first_sentences(kept[0], budget, count)
        text = render(kept)
        used = count(text)
        notes.append(
            f"the last {left_out} sentences of one source were left out: the model's context is too small"
        )
    return Packed(tuple(kept), text, used, tuple(notes))


def _first_sentences(item: Evidence, budget: int, count: Callable[[str], int]) -> tuple[list[Evidence], int]:
    """The evidence with as many leading sentences as fit, at least one; and how many were left out."""
    low, high = 1, len(item.sentences)
    while low < high:
        middle = (low + high + 1) // 2
        fits = count(render([replace(item, sentences=item.sentences[:middle])])) <= budget
        low, high = (middle, high) if fits else (low, middle - 1)
    return [replace(item, sentences=item.sentences[:low])], len(item.sentences) - low


def chunks(
    evidence: Sequence[Evidence], budget: int, count: Callable[[str], int] = count_tokens
) -> list[tuple[Evidence, ...]]:
    """The evidence cut into runs of whole sentences of one article, each within `budget` tokens."""
    result: list[tuple[Evidence, ...]] = []
    for item in evidence:
        rest = item
        while rest.sentences:
            kept, left_out = _first_sentences(rest, budget, count)
            result.append(tuple(kept))
            rest = replace(
                rest, sentences=rest.sentences[len(rest.sentences) - left_out :] if left_out else ()
            )
    return result
