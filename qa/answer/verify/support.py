"""How well cited words support a claim: a few measured features, weighed by one logistic regression.

The score is P(supported) where as many claims are supported as are not; from the bar on a claim is shown. The
weights are learned by bench/support.py and stored as text beside this file, with what they were learned on
and what they reach. The reader (qa.models.reader) gives the strongest features: it reads the cited words with
the sentence before and the one after. Without its model file the words alone decide, with weights and bars of
their own.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from qa.answer.verify.checks.dates import same_date
from qa.answer.verify.checks.numbers import same_number
from qa.answer.verify.facts import Facts, Ground, facts_of, written_in
from qa.answer.verify.reading import Reading, read, readable
from qa.answer.verify.signs import signs
from qa.text import content_words
from qa.text.names import name_words

WEIGHTS = Path(__file__).with_name("support_weights.json")

READER_FEATURES = ("supports", "alone")

Strictness = Literal["strict", "normal", "lenient"]
_JOINTS = re.compile(
    r",\s+(?:(?:and|but|which|who|while|with|as|including)\s+)?|;\s+"
    r"|\s+(?:and|but|while|which|because|although|however)\s+"
)
_PIECE_WORDS = 3
# Where a smaller share of the claim's words is in the cited words and their neighbours, nothing is supported,
# whatever the reader says. None of the 180 faithful open drafts shares less.
_THIN = 0.2


@dataclass(frozen=True, slots=True)
class Model:
    """One logistic regression: score = 1 / (1 + exp(-(bias + sum(w * (x - mean) / scale))))."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    bias: float
    bars: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """P(supported), 0..1."""
        rows = zip(self.names, self.weights, self.means, self.scales, strict=True)
        total = self.bias + sum(w * (features[n] - mean) / scale for n, w, mean, scale in rows)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def support(pairs: Sequence[tuple[Facts, Ground]]) -> list[float]:
    """P(supported) of each claim by its ground, 0..1. The source's own words are not read: they are 1."""
    asked = [(claim, ground) for claim, ground in pairs if not _verbatim(claim, ground)]
    told = readings(asked)
    model = _models()["words" if told is None else "reader"]
    found = [features(claim, ground, told[at] if told else None) for at, (claim, ground) in enumerate(asked)]
    scores = iter(model.score(row) if row["near"] >= _THIN else 0.0 for row in found)
    return [1.0 if _verbatim(claim, ground) else next(scores) for claim, ground in pairs]


@dataclass(frozen=True, slots=True)
class Readings:
    """What the reader says of a claim: with the neighbours of the cited words, and without them."""

    whole: Reading
    alone: Reading


def readings(pairs: Sequence[tuple[Facts, Ground]]) -> list[Readings] | None:
    """The readings of claims and their grounds; None where the reader is not installed."""
    told = [(restated(claim, ground), ground) for claim, ground in pairs]
    asked = [(text, window) for text, g in told for window in (g.window, ("", g.window[1], ""))]
    found = read(asked)
    return None if found is None else [Readings(*both) for both in zip(found[::2], found[1::2], strict=True)]


def bar(strictness: Strictness = "normal") -> float:
    """The score from which a claim is shown."""
    return _models()["reader" if readable() else "words"].bars[strictness]


def _verbatim(claim: Facts, ground: Ground) -> bool:
    return claim.plain == ground.facts.plain


def features(claim: Facts, ground: Ground, told: Readings | None = None, fails: int = 0) -> dict[str, float]:
    """The features of one claim and its ground.

    Shares of 0..1 of the claim's words that the cited words have ("recall"), or they and their neighbours
    ("near"), that stand in the same order ("order"), and of its names; the log of its length; how many checks
    fail, at most three, by three; the signs; and P(supported) as log-odds, read with the neighbours of the
    cited words ("supports") and without them ("alone").
    """
    source = ground.resolved(claim)
    mine = set(claim.stems)
    around = facts_of(" ".join(ground.window))
    found = {
        "recall": len(mine & set(source.stems)) / max(1, len(mine)),
        "near": len(mine & {*source.stems, *around.stems}) / max(1, len(mine)),
        "order": _in_order(claim.stems, source.stems),
        "names": _name_recall(claim, source),
        "length": math.log(1 + len(mine)),
        "fails": min(3, fails) / 3,
        **signs(claim.text, ground.facts.text),
    }
    if told:
        found |= {"supports": log_odds(told.whole[0]), "alone": log_odds(told.alone[0])}
    return found


def log_odds(probability: float) -> float:
    """Log-odds, between -6.9 and 6.9."""
    return math.log((probability + 0.001) / (1.001 - probability))


def _in_order(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """The longest common subsequence of stems, as a share of the claim (ROUGE-L recall)."""
    row = [0] * (len(theirs) + 1)
    for word in mine:
        diagonal = 0
        for j, other in enumerate(theirs, start=1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    return row[-1] / max(1, len(mine))


def _name_recall(claim: Facts, told: Facts) -> float:
    words = [w for name in claim.names for w in name_words(name.text)]
    source = told.vocabulary | frozenset(name_words(told.text))
    return sum(w in source for w in words) / len(words) if words else 1.0


def restated(claim: Facts, ground: Ground) -> str:
    """The claim with its numbers and dates written as the source writes them.

    A network takes "14:30" and "2:30 pm" for a contradiction; that they agree is settled by the checks.
    """
    changes: list[tuple[int, int, str]] = []
    for number in claim.numbers:
        same = [n for n in ground.facts.numbers if same_number(claim, number, ground.facts, n)]
        changes += [(number.start, number.end, written_in(ground.facts, same[0]))] if same else []
    for mention in claim.dates:
        dated = [d for d in ground.facts.dates if same_date(mention, d, ground)]
        changes += [(mention.start, mention.end, written_in(ground.facts, dated[0]))] if dated else []
    text = claim.text
    for start, end, words in sorted(changes, reverse=True):
        if end <= len(text):
            stop = "." if text[end : end + 1] == "." else ""
            text = text[:start] + words.removesuffix(stop) + text[end:]
    return text


@lru_cache(maxsize=4096)
def pieces(claim: str) -> tuple[str, ...]:
    """The claim cut at commas and conjunctions into pieces of three content words or more, if it can be."""
    found, current = [], ""
    for part in _JOINTS.split(claim):
        current = f"{current}, {part}" if current else part
        if len(content_words(current)) >= _PIECE_WORDS:
            found.append(current)
            current = ""
    if current and found:
        found[-1] = f"{found[-1]}, {current}"
    return tuple(found) if len(found) > 1 else ()


def weakest(claim: Facts, ground: Ground) -> str:
    """The words of a claim that the ground bears out least, for people: a piece, or all of it."""
    parts = pieces(claim.text) or (claim.text,)
    found = read([(part, ground.window) for part in parts])
    source = frozenset(ground.facts.stems)
    known = [sum(w in source for w in words) / max(1, len(words)) for words in map(content_words, parts)]
    worth = [reading[0] - reading[1] for reading in found] if found else known
    return parts[min(range(len(parts)), key=lambda at: (worth[at], at))].strip(" .")


@cache
def _models() -> dict[str, Model]:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))["models"]
    return {kind: _model(rows) for kind, rows in stored.items()}


def _model(stored: Mapping[str, object]) -> Model:
    rows, bars = stored["features"], stored["bars"]
    assert isinstance(rows, dict)
    assert isinstance(bars, dict)
    columns = {key: tuple(float(row[key]) for row in rows.values()) for key in ("weight", "mean", "scale")}
    bias = float(str(stored["bias"]))
    return Model(tuple(rows), columns["weight"], columns["mean"], columns["scale"], bias, bars)
