"""What the reader (qa.models.reader) says of claims, questions and cited words, where it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from qa.answer.verify.facts import Window
from qa.errors import ModelRefusedError

Reading = tuple[float, float, float]
"""What the reader says of one pair: P(supported), P(contradicted), P(neutral)."""


def read(asked: Sequence[tuple[str, Window]]) -> list[Reading] | None:
    """What the reader says of claims and the windows they rest on; None where its model is not installed."""
    if not readable():
        return None
    from qa.models.readers import get_reader

    return get_reader().entails_windows([(claim, *window) for claim, window in asked])


def pointed(asked: Sequence[tuple[str, Window]]) -> list[tuple[float, str]] | None:
    """P(the cited words answer) of questions and windows, and which words do; None as `read`."""
    if not readable():
        return None
    from qa.models.reader import Window as Read
    from qa.models.readers import get_reader

    readings = [get_reader().read(question, [Read(*window)])[0] for question, window in asked]
    return [
        (reading.probability, window[1][slice(*reading.span)])
        for reading, (_, window) in zip(readings, asked, strict=True)
    ]


@cache
def readable() -> bool:
    """Whether the model is installed."""
    from qa.models.readers import get_reader

    try:
        get_reader()
    except ModelRefusedError:
        return False
    return True
