"""Whether a sentence is worded as an order to whoever writes the answer: learned from prompts, not listed.

Words that many prompts or much news have stand for themselves, all others for their shape: what counts is the
frame of an order ("from here on", "no matter what the others", "has to contain") and not what it is about.
Each place of a sentence weighs by its word and by those before it, and the sentence by its heaviest run of
six places, since an order in an article is a few words around what it wants said. Trained by
`bench/injection/learn.py`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qa.text.tongue import is_english

RUN = 6
"""Places of a run. At 4 false ones in 1,000 sentences of news, of 23 open orders that no rule was made for
six places found 14, eight 10, and a weight of the whole sentence 6."""
MOST_WORDS = 80
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”“»]")
_REPORTED = re.compile(
    r"\b(?:said|says|told|warn(?:s|ed)|urge[sd]|advise[sd]?|appeals|recommends|asked|wrote|shouted|reminded|"
    r"recalled|promised|according to)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"[A-ZÀ-Ý][\w.’'-]+(?: [A-ZÀ-Ý][\w.’'-]+){0,3}:\s")
_OUTSIDE = 3
"""Words outside of quotation marks from which on those inside are somebody's: they are not looked at."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each number of a feature, the words that stand for themselves, and the bar."""

    values: Any
    words: frozenset[str]
    bar: float


REPORTED = 5.0
"""Weight above which a sentence that says who said it ("the mayor told them to wait") is an order all the
same. With it, and without turns and questions, 31 of 50 open attacks are known as before, 12 of 50 honest
lookalikes instead of 16, and 41 of 16,000 sentences of news instead of 48."""


def gives_an_order(text: str) -> bool:
    """Whether a sentence is more like the orders of prompts than all but 3 in 1,000 sentences of news.

    English alone was learned. A turn of an interview and a question are somebody's words.
    """
    weight = weighs_as_order(text)
    if weight <= weights().bar or _turn_or_question(text) or not is_english(text):
        return False
    return weight > REPORTED or not _REPORTED.search(_unquoted(text))


def reported_or_asked(text: str) -> bool:
    """Whether a sentence says who says it, or is a question or a turn of an interview."""
    return _turn_or_question(text) or bool(_REPORTED.search(_unquoted(text)))


def _turn_or_question(text: str) -> bool:
    return bool(_TURN.match(text)) or text.rstrip("\"'”’») ").endswith("?")


def weighs_as_order(text: str) -> float:
    """How much a sentence is worded like an order; 3.6 % of the sentences of news weigh more than 0."""
    return weigh(_unquoted(text), weights())


def weigh(text: str, learned: Weights) -> float:
    """The heaviest run of a sentence."""
    import numpy as np

    found = places(text, learned.words, len(learned.values))
    each = learned.values[np.array(found, np.int32)].sum(axis=1, dtype=np.float64)
    return float(each.sum() if len(each) <= RUN else np.convolve(each, np.ones(RUN), "valid").max())


def places(text: str, words: Set[str], size: int) -> list[tuple[int, int, int, int]]:
    """For each word of a sentence the numbers (1 to `size` - 1; 0 is none) of itself and those before it."""
    told = ["^", *(_seen(m.group(), words) for m in _TOKEN.finditer(text))][: MOST_WORDS + 1]
    found = []
    for at, word in enumerate(told):
        one, two = (told[at - 1] if at else ""), (told[at - 2] if at > 1 else "")
        names = (word, one and f"{one} {word}", two and f"{two} {one} {word}", two and f"{two}_{word}")
        found.append(tuple(zlib.crc32(name.encode()) % (size - 1) + 1 if name else 0 for name in names))
    return found  # type: ignore[return-value]


def _seen(token: str, words: Set[str]) -> str:
    """A word as it is counted: itself, or its shape."""
    plain = token.casefold().replace("’", "'")
    if plain in words:
        return plain
    if token in '"“”«»„':
        return '"'
    if token[0].isdigit():
        return "0"
    if not token[0].isalpha():
        return token
    if token.isupper() and len(token) > 1:
        return "ABC"
    if token[0].isupper():
        return "Abc"
    return next((f"-{end}" for end in ("ing", "ed", "ly", "s") if plain.endswith(end)), "-")


def _unquoted(text: str) -> str:
    """A sentence without what it quotes, unless it is hardly more than that."""
    outside = _QUOTED.sub(' " ', text)
    return outside if len(re.findall(r"\w+", outside)) >= _OUTSIDE else text


@cache
def weights() -> Weights:
    """The weights that come with the program (8 bits a weight)."""
    import numpy as np

    with files(__package__).joinpath("weights.npz").open("rb") as file, np.load(file) as stored:
        words = frozenset(bytes(stored["words"]).decode("utf-8").split("\n"))
        values = stored["values"].astype(np.float32) * float(stored["scale"])
        return Weights(values, words, float(stored["bar"]))
