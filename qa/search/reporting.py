"""The evidence of what tells many things at once, without sentences that tell their reader what to write.

An answer needs what a question asks for, also when that is advice. A summary or a briefing can do without any
one sentence, so it leaves out more: nearly all orders, and some 5 in 100 sentences of news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from qa.errors import ModelRefusedError
from qa.text import content_words
from qa.text.orders import is_long_enough, reported_or_asked
from qa.text.tongue import is_english
from qa.types import Evidence

SURE = 2.5
"""Log odds of an order from which a sentence is named as one: 1 in 1,000 sentences of English news reach 3.3,
2 in 1,000 reach 1.8; of 4,600 in other languages, which the weights were learned with, none."""

DOUBTFUL, DOUBTFUL_ABROAD = -1.9, -2.5
"""Log odds from which it is left out of summaries: 4 in 100 sentences of the English news they were set on,
6.6 of 150 other articles (interviews and rallies among them), and 4 of texts in 13 other languages."""

ADVICE = 0.35
"""Share of doubtful sentences from which an article gives advice to its readers, as recipes do: then only
the sure ones are left out."""

FOLLOWED = 0.6
"""Share of its words by which a model's sentence is made from one that was left out."""


def reporting(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without what seems to be orders; those that are sure go to `orders`, and are named."""
    return tuple(_reporting(item) for item in evidence)


def _reporting(item: Evidence) -> Evidence:
    rows = list(zip(item.sentences, like_orders([item.quote(s) for s in item.sentences]), strict=True))
    if not any(left for _, (left, _) in rows):
        return item
    return replace(
        item,
        sentences=tuple(s for s, (left, _) in rows if not left),
        orders=(*item.orders, *((s.start, s.end) for s, (_, sure) in rows if sure)),
        doubtful=tuple((s.start, s.end) for s, (left, sure) in rows if left and not sure),
    )


def like_orders(
    texts: Sequence[str], *, quick: bool = False, strict: bool = False
) -> list[tuple[bool, bool]]:
    """For each sentence of an article whether it is left out, and whether it surely is an order.

    `quick` for what reads many articles: half of the sentences are judged by their words alone. Networks that
    are damaged judge nothing; with `strict` that raises ModelRefusedError.
    """
    from qa.models.multilingual.orders import order_odds

    long = [is_long_enough(text) for text in texts]
    try:
        some = [text for text, is_long in zip(texts, long, strict=True) if is_long]
        judged = iter(order_odds(some, quick=quick))
    except ModelRefusedError:
        if strict:
            raise
        return [(False, False)] * len(texts)  # `qa doctor` names the file; the words alone still tell much
    odds = [next(judged) if is_long else DOUBTFUL_ABROAD for is_long in long]
    doubtful = [
        o > (DOUBTFUL if is_english(text) else DOUBTFUL_ABROAD) for o, text in zip(odds, texts, strict=True)
    ]
    advice = sum(doubtful) > max(1.0, ADVICE * len(odds)) or all(doubtful)
    sure = [o > SURE and not reported_or_asked(text) for o, text in zip(odds, texts, strict=True)]
    left = [is_sure or (doubt and not advice) for doubt, is_sure in zip(doubtful, sure, strict=True)]
    return list(zip(left, sure, strict=True))


@lru_cache(maxsize=1024)
def order_odds_of(text: str) -> float:
    """Log odds that one sentence is an order; infinite where the network cannot tell."""
    from qa.models.multilingual.orders import order_odds

    try:
        return order_odds([text])[0]
    except ModelRefusedError:
        return math.inf


def orders_followed(written: Sequence[str], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence with what was left out in doubt as an order, where what a model wrote was made from it."""
    kept = _kept(evidence)
    found = []
    for item in evidence:
        followed = tuple(
            (a, b)
            for a, b in item.doubtful
            if any(_made_from(t, item.article.text[a:b], kept) for t in written)
        )
        found.append(replace(item, orders=(*item.orders, *followed)) if followed else item)
    return tuple(found)


def follow_orders(written: Sequence[str], evidence: Sequence[Evidence]) -> list[bool]:
    """For each sentence that a model wrote whether it says what only an order in the evidence tells it to."""
    told = [item.article.text[a:b] for item in evidence for a, b in (*item.orders, *item.doubtful)]
    kept = _kept(evidence) if told else set()
    return [any(_made_from(text, order, kept) for order in told) for text in written]


def _kept(evidence: Sequence[Evidence]) -> set[str]:
    """The words of titles and of the sentences that report."""
    texts = [text for e in evidence for text in (e.article.title, *(e.quote(s) for s in e.sentences))]
    return {word for text in texts for word in content_words(text)}


def _made_from(written: str, told: str, kept: set[str]) -> bool:
    """Whether a sentence says what another tells, in words that no other has."""
    words = set(content_words(written))
    shared = words & set(content_words(told))
    return bool(shared - kept) and len(shared) >= FOLLOWED * len(words)
