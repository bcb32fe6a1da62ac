"""A small reader: does this sentence answer this question, does this evidence support this claim?

One cross-encoder (MiniLM, six layers, fine-tuned by bench/training, int8 ONNX) with three heads: answers,
claims, and the words that answer. A sentence is read between its neighbours and marked. It reads
both texts together, so it tells "same words" from "same answer", which vectors and BM25 cannot. It runs on
onnxruntime and tokenizers alone; its file is checked against the card beside it before it is used.
"""

from __future__ import annotations

import json
import math
import os
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qa.models.onnx import MODELS, TOKENIZER, checked, load_session, load_tokenizer, refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CLS, _SEP = 101, 102
# The lengths the net was trained on (bench/training/windows.py): what is longer is cut.
_FIRST_WORDPIECES, _SENTENCE_WORDPIECES, _BEFORE_WORDPIECES, _AFTER_WORDPIECES = 64, 72, 32, 16
_SPAN = 24
"""Wordpieces of an answer at most; 98 % of the answers in the training questions have fewer."""
_LIKELY = 12
"""Likely answers kept of a sentence: the best of them has a mean F1 of .93 on 414 looked-at questions."""
# No need to tokenise a whole article to throw most of it away: 72 wordpieces are about 350 characters.
_CHARACTERS, _NEAR = 4000, 400

KEPT_PAIRS = 8192
"""Pairs whose verdicts are kept, about 1 kB each: topics that share articles, and a question asked again,
meet the same pairs, and a pair costs 5.6 ms of CPU."""


class Window(NamedTuple):
    """A sentence between its neighbours; these may be empty."""

    before: str
    sentence: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of one sentence: P(it answers), and where the answering words stand in it."""

    probability: float
    span: tuple[int, int]
    span_score: float = 0.0
    """How surely these words answer: the sum of the logits of their first and last wordpiece."""
    denies: float = 0.0
    """The logit of "contradicted" less that of "neutral", the question read as if it were a claim."""
    likely: tuple[tuple[int, int, float], ...] = ()
    """(start, end, score) of the words that answer most probably, best first; none from some networks."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a network says of one pair: logits, and where the answering words stand in the sentence."""

    answer: float
    claim: tuple[float, float, float]
    span: tuple[int, int]
    span_score: float
    likely: tuple[tuple[int, int, float], ...] = ()


class PairReader(ABC):
    """Reads pairs with a network and keeps what it said. Safe to share between threads.

    `answered` and `supported` are the probabilities from which the two verdicts are meant to be taken; they
    were chosen on held-out pairs, and the card says what they cost.
    """

    def __init__(self, card: dict[str, Any], tokenizer: Any, threads: int | None) -> None:
        self.card = card
        self.answered: float = card["thresholds"]["answered"]
        self.supported: float = card["thresholds"]["supported"]
        self._answer_scale: float = card["calibration"]["answer_scale"]
        self._answer_shift: float = card["calibration"]["answer_shift"]
        self._claim_scale: float = card["calibration"]["claim_scale"]
        self._claim_shift: float = card["calibration"].get("claim_shift", 0.0)
        self._tokenizer = tokenizer
        self._verdict = lru_cache(maxsize=KEPT_PAIRS)(self._read)
        # Two pairs on a core each: 5.8 ms of CPU a pair; one pair on two cores: 7.3, for waiting in between.
        self._pool = ThreadPoolExecutor(threads or min(4, os.cpu_count() or 1), "reader")

    @abstractmethod
    def _read(self, pair: tuple[str, str, str, str]) -> Verdict:
        """What the network says of (first, before, sentence, after)."""

    @property
    def pairs_read(self) -> int:
        """How often the network was run: pairs asked for, without those that were remembered."""
        return self._verdict.cache_info().misses

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Of each sentence, in order: does it answer the question, and with which of its words?"""
        rows = self._run([(question, *window) for window in windows])
        return [
            Reading(
                _chance(row.answer * self._answer_scale + self._answer_shift),
                row.span,
                row.span_score,
                row.claim[1] - row.claim[2],
                row.likely,
            )
            for row in rows
        ]

    def answers(self, question: str, sentences: Sequence[str]) -> list[float]:
        """P(the sentence answers the question) of each sentence read alone, in order, 0..1."""
        return [
            reading.probability for reading in self.read(question, [Window("", s, "") for s in sentences])
        ]

    def entails_windows(self, pairs: Sequence[tuple[str, str, str, str]]) -> list[tuple[float, float, float]]:
        """(P(supported), P(contradicted), P(neutral)) of each (claim, before, cited, after), in order.

        `before` and `after` are the cited sentence's neighbours: they say what its "he" and "there" mean.
        """
        return [_shares(row.claim, self._claim_scale, self._claim_shift) for row in self._run(pairs)]

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float, float]]:
        """The same of each (evidence, claim), where nothing stands around the evidence; each sums to 1."""
        return self.entails_windows([(claim, "", evidence, "") for evidence, claim in pairs])

    def _run(self, pairs: Sequence[tuple[str, str, str, str]]) -> list[Verdict]:
        """What the network says of each (first, before, sentence, after), in the order given.

        Pairs are read one by one: int8 activations take their scale from the whole batch, so in batches of
        16 a sentence's probability moved by up to 0.11 with what was read beside it. Alone it costs a third
        more CPU and a verdict depends on its pair only, so it can be kept.
        """
        texts = [(_plain(a), _plain(b)[-_NEAR:], _plain(c), _plain(d)[:_NEAR]) for a, b, c, d in pairs]
        return list(self._pool.map(self._verdict, texts) if len(texts) > 1 else map(self._verdict, texts))


class Reader(PairReader):
    """The English network."""

    def __init__(
        self, folder: Path = MODELS, *, tokenizer: Path = TOKENIZER, threads: int | None = None
    ) -> None:
        """Loads `reader.onnx` and its card; raises ModelRefusedError if a file is missing or damaged."""
        card = _read_card(folder / "reader.json")
        super().__init__(card, load_tokenizer(tokenizer), threads)
        self._session = load_session(checked(folder / "reader.onnx", card["sha256"]))

    def _read(self, pair: tuple[str, str, str, str]) -> Verdict:
        import numpy as np

        said, ids, segments, begin = laid_out(self._tokenizer, pair, _CLS, _SEP)
        feeds = {"ids": ids[None], "attention": np.ones_like(ids[None]), "segments": segments[None]}
        answer, claim, span = self._session.run(["answer", "claim", "span"], feeds)
        scores = span[0, begin : begin + len(said)]
        words, score = answering_words(pair[2], scores, said)
        shares = (float(claim[0, 0]), float(claim[0, 1]), float(claim[0, 2]))
        return Verdict(float(answer[0]), shares, words, score, likely_words(pair[2], scores, said))


def laid_out(
    tokenizer: Any, pair: tuple[str, str, str, str], opens: int, closes: int
) -> tuple[list[tuple[int, int]], NDArray[np.int64], NDArray[np.int64], int]:
    """[opens] first [closes] before SENTENCE after [closes]: (where the sentence's pieces stand in it, ids,
    segments, place of its first piece). Segment 1 is what is judged, 2 what is around.
    """
    import numpy as np

    first, before, sentence, after = (tokenizer.encode(t, add_special_tokens=False) for t in pair)
    head, said = first.ids[:_FIRST_WORDPIECES], sentence.ids[:_SENTENCE_WORDPIECES]
    left, right = before.ids[-_BEFORE_WORDPIECES:], after.ids[:_AFTER_WORDPIECES]
    ids = np.array([opens, *head, closes, *left, *said, *right, closes], dtype=np.int64)
    parts = [0] * (len(head) + 2), [2] * len(left), [1] * len(said), [2] * len(right), [1]
    segments = np.array([number for part in parts for number in part], dtype=np.int64)
    return sentence.offsets[: len(said)], ids, segments, len(head) + 2 + len(left)


def answering_words(
    text: str, scores: NDArray[Any], offsets: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], float]:
    """Where the most probable answer stands in a sentence, in whole words, and the sum of its two logits."""
    words, score = _words(scores, offsets)
    return _whole(text, words), score


def likely_words(
    text: str, scores: NDArray[Any], offsets: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int, float], ...]:
    """The most probable answers as `answering_words` gives the first, each with the sum of its logits."""
    import numpy as np

    length = len(scores)
    sums = scores[:, 0, None] + scores[None, :, 1]
    sums[~np.tri(length, k=_SPAN - 1, dtype=bool) | np.tri(length, k=-1, dtype=bool)] = -np.inf
    found: dict[tuple[int, int], float] = {}
    for at in np.argsort(-sums, axis=None)[: 4 * _LIKELY]:
        first, last = divmod(int(at), length)
        if first <= last < first + _SPAN and len(found) < _LIKELY:
            found.setdefault(_whole(text, (offsets[first][0], offsets[last][1])), float(sums[first, last]))
    return tuple((start, end, score) for (start, end), score in found.items() if start < end)


def _words(scores: np.ndarray[Any, Any], offsets: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], float]:
    """Where the most probable answer of at most `_SPAN` wordpieces stands in the sentence, in characters, and
    the sum of its two logits.
    """
    best, chosen = -math.inf, (0, 0)
    for first in range(len(scores)):
        last = first + int(scores[first : first + _SPAN, 1].argmax())
        if (total := float(scores[first, 0] + scores[last, 1])) > best:
            best, chosen = total, (offsets[first][0], offsets[last][1])
    return chosen, best if offsets else 0.0


def _whole(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span with whole words and figures: wordpieces end inside "88.93%", and some begin with a space."""
    start, end = span
    while start > 0 and _joined(text[start - 1], text[start]):
        start -= 1
    while 0 < end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    while start < end and (text[start].isspace() or text[start] in "\"'“”‘’([«"):
        start += 1
    while start < end and text[end - 1] in ".,;:!?\"'“”‘’)]»":
        end -= 1
    return start, end


def _joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word."""
    return not (left.isspace() or right.isspace() or _unspaced(left) or _unspaced(right))


def _unspaced(character: str) -> bool:
    """Whether its script is written without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
    wide = unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"
    return wide or "\u0e00" <= character <= "\u0eff" or "\u1000" <= character <= "\u109f"


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _shares(logits: tuple[float, float, float], scale: float, shift: float) -> tuple[float, float, float]:
    """Softmax of the scaled logits, `shift` added to that of "supported"."""
    scaled = (logits[0] * scale + shift, logits[1] * scale, logits[2] * scale)
    powers = [math.exp(logit - max(scaled)) for logit in scaled]
    total = sum(powers)
    return powers[0] / total, powers[1] / total, powers[2] / total


def _plain(text: str) -> str:
    """Cut to what can matter; lone surrogates, which the tokenizer refuses, become question marks."""
    return text[:_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise refused("newsdesk-qa", f"has no readable {path.name}: {error}") from error
    missing = {"sha256", "thresholds", "calibration"} - card.keys()
    if missing:
        raise refused("newsdesk-qa", f"has a {path.name} that lacks {', '.join(sorted(missing))}")
    return card
