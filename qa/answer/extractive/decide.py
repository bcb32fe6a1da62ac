"""Whether the evidence answers the question: one probability over all of it, and what it rests on.

The best sentence alone does not tell: a short question is met by chance, a long one in part by many
sentences. So the decision also looks at what the question says and the article lacks, at the question's
length, and at the surest answering words anywhere. The weights (`select_weights.json`, made by
`bench/selection.py`) were learned with the right article in the library and with it taken out. Tried in folds
over the open questions, and nothing: the lead over the second sentence, the reader's odds alone, the kind of
question, nearness, agreeing sentences of the article, words that the sentence lacks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache

from qa.answer.extractive.question import Question, mentions, months_in
from qa.answer.extractive.select import Candidate, article_words, log_odds, stored
from qa.text import ENGLISH_MONTHS, content_words


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the decision rests on."""

    best: float
    """Log-odds of the most probable sentence."""
    span: float
    """The best score that the reader gives to words of any sentence. With it .53 of the unanswerable open
    questions are refused where .10 of the answerable are, without it .48."""
    uncovered: float
    """Share of the question's content words that the best sentence's article lacks."""
    names_missing: float
    """Number of the question's names that it lacks, 2 at most."""
    names_partly: float
    """Number of its names of which it lacks some word, 2 at most: it has "Senate", and not "State Senate"."""
    figures_missing: float
    """Number of its figures and months that neither it nor its date has, 2 at most."""
    length: float
    """Logarithm of the number of content words of the question: short ones are met by chance."""


@dataclass(frozen=True, slots=True)
class SecondGrounds:
    """What it rests on as well where the best sentences were read again; of the best one unless said."""

    second: float
    """Log-odds that the other network gives it."""
    second_span: float
    """How surely that network marks words in it."""
    second_best_span: float
    """The same of whichever sentence has most."""
    titled: float
    """Log-odds that the first network gives it below its title alone."""
    titled_span: float
    """How surely that marks words in it."""


ALONE = tuple(f.name for f in fields(Grounds))
FEATURES = (*ALONE, *(f.name for f in fields(SecondGrounds)))


@dataclass(frozen=True, slots=True)
class Decision:
    """P(the best sentence answers), and what it rests on."""

    confidence: float
    grounds: Grounds


@lru_cache(maxsize=2)
def _weights(key: str, names: tuple[str, ...]) -> tuple[tuple[float, ...], float]:
    by_name = stored()[key]
    return tuple(float(by_name[name]) for name in names), float(by_name["intercept"])


def bar(strictness: str = "normal") -> float:
    """The confidence from which an answer is shown: "strict", "normal" or "lenient"."""
    return float(stored()["bars"][strictness])


def decide(question: Question, ranked: Sequence[Candidate]) -> Decision | None:
    """The decision on candidates in their order; None without any."""
    if not ranked:
        return None
    grounds = grounds_of(question, ranked)
    second = second_grounds(ranked)
    weights, intercept = _weights("decision", FEATURES) if second else _weights("alone", ALONE)
    values = (*astuple(grounds), *(astuple(second) if second else ()))
    odds = intercept + sum(w * x for w, x in zip(weights, values, strict=True))
    return Decision(1 / (1 + math.exp(-odds)), grounds)


def grounds_of(question: Question, ranked: Sequence[Candidate]) -> Grounds:
    """What the decision on these candidates rests on."""
    first = ranked[0]
    article = first.evidence.article
    has = set(content_words(f"{article.title}\n{article.text}"))
    names = article_words(article.title, article.text)
    day = article.published
    stated = {str(day.year), *months_in(ENGLISH_MONTHS[day.month - 1].title())} if day else set()
    return Grounds(
        best=log_odds(first.probability),
        span=max(c.features.span for c in ranked),
        uncovered=len(question.words - has) / (len(question.words) or 1),
        names_missing=min(2.0, float(sum(not mentions(name, "", names) for name in question.names))),
        names_partly=min(2.0, float(sum(not _whole(name, names) for name in question.names))),
        figures_missing=min(2.0, float(len(question.figures - has - stated))),
        length=math.log(1 + len(question.words)),
    )


def second_grounds(ranked: Sequence[Candidate]) -> SecondGrounds | None:
    """What the second readings add, if there are any."""
    seconds = [c.second for c in ranked if c.second]
    best = ranked[0].second
    if best is None:
        return None
    return SecondGrounds(
        second=best.second,
        second_span=best.second_span,
        second_best_span=max(s.second_span for s in seconds),
        titled=best.titled,
        titled_span=best.titled_span,
    )


def _whole(name: str, words: frozenset[str]) -> bool:
    """Whether every word of a name is among these."""
    return all(mentions(word, "", words) for word in name.split())
