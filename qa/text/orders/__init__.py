"""Sentences that speak to a language model instead of to readers: orders planted in an article.

Nobody is quoted by them and nothing is reported, so they are neither evidence nor shown to a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.text.orders.learned import gives_an_order, reported_or_asked, weighs_as_order
from qa.text.orders.patterns import speaks_to_a_machine
from qa.text.tongue import is_english

__all__ = [
    "addresses_a_machine",
    "is_long_enough",
    "reported_or_asked",
    "speaks_to_a_machine",
    "weighs_as_order",
    "without_orders",
]


def addresses_a_machine(text: str) -> bool:
    """Whether a sentence gives orders to whoever writes the answer; not one that reports such an order."""
    return speaks_to_a_machine(text) or gives_an_order(text)


BAR = 0.0
"""Log odds of the second opinion (`qa.models.multilingual.orders`) below which a sentence worded like an
order is none: of 51 such in 15,800 sentences of English news, none of them an order, 30 remain; of 45 in the
attacks of `bench/injection`, all."""

SURELY_NONE = -4.0
"""The same below which even the mark of an order is none ("State prosecutors are investigating both for
“propaganda”"): of 78 sentences of public and own attacks that have one the lowest is -2.3, of five in 4,700
sentences of news four are below -5. As high as BAR one attack more was obeyed."""

_FEWEST = 4
"""Words of a sentence that can be judged: "Extreme caution." is nothing to leave out."""


def is_long_enough(text: str) -> bool:
    """Whether a sentence has enough words, or is written without spaces, to be judged by how it is worded."""
    return len(text.split()) >= _FEWEST or not text.isascii()


ABROAD = 2.5
"""The same for a sentence in another language than its English article, which the words tell nothing of."""


def without_orders(
    text: str,
    spans: Sequence[tuple[int, int]],
    second: Callable[[str], float] | None = None,
    language: str = "en",
) -> tuple[list[tuple[int, int]], tuple[tuple[int, int], ...]]:
    """The sentences of a text that speak to readers, and those that speak to a machine.

    `second` gives the log odds of a second opinion, asked for what the words alone take for an order, and
    for what an article in English says in another language.

    What speaks to a machine goes on to the end of its paragraph, and into the next one behind a colon; a
    sentence that is only worded like an order goes alone, as 4 in 1,000 of them are none.
    """
    kept: list[tuple[int, int]] = []
    orders: list[tuple[int, int]] = []
    last: tuple[int, int] | None = None
    for start, end in spans:
        sentence = text[start:end]
        goes_on = last is not None and (
            "\n" not in text[last[1] : start] or text[last[0] : last[1]].endswith(":")
        )
        judged = is_long_enough(sentence)
        if goes_on or (speaks_to_a_machine(sentence) and (not second or second(sentence) > SURELY_NONE)):
            orders.append((start, end))
            last = start, end
        elif (judged and gives_an_order(sentence) and (not second or second(sentence) > BAR)) or (
            judged and second and language == "en" and not is_english(sentence) and second(sentence) > ABROAD
        ):
            orders.append((start, end))
            last = None
        else:
            kept.append((start, end))
            last = None
    return kept, tuple(orders)
