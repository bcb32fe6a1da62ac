"""How well cited words support a claim: a few measured features, weighed by logistic regression.

The weights are learned by bench/support.py and stored as text beside this file, with what they were learned
on and what they reach. The reader gives the strongest features; without its model file the words
alone decide, with weights and a bar of their own.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from qa.answer.verify.checks.figures import restated
from qa.answer.verify.facts import Facts, Ground
from qa.errors import ModelRefusedError
from qa.text import content_words, stem, tokens
from qa.text.names import name_words

WEIGHTS = Path(__file__).with_name("support_weights.json")

_JOINTS = re.compile(
    r",\s+(?:(?:and|but|which|who|while|with|as|including)\s+)?|;\s+"
    r"|\s+(?:and|but|while|which|because|although|however)\s+"
)
_PIECE_WORDS = 4
# Where a smaller share of the claim's words, names apart, is in the source, the reader must support it.
# In WiCE dev 5 % of the supported claims share less, names included, with the sentences chosen for them.
_THIN = 0.4

Reading = tuple[float, float, float]
"""What the reader says of one pair: P(supported), P(contradicted), P(neutral)."""


READER_FEATURES = (
    "reader supports",
    "reader contradicts",
    "weakest piece",
    "worst piece",
    "pieces contradict",
)


@dataclass(frozen=True, slots=True)
class Model:
    """One logistic regression: score = 1 / (1 + exp(-(bias + sum(w * (x - mean) / scale))))."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    bias: float
    bar: float

    def score(self, features: Mapping[str, float]) -> float:
        """P(supported), 0..1."""
        rows = zip(self.names, self.weights, self.means, self.scales, strict=True)
        total = self.bias + sum(w * (features[n] - mean) / scale for n, w, mean, scale in rows)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def support(pairs: Sequence[tuple[Facts, Ground, Mapping[str, str]]]) -> list[float]:
    """How far each claim is supported by its ground, given the checks that fail; 0.5 is the bar.

    The source's own words are supported without being read. For others it is the lower of two scores: "said
    here" (is this what the words are about?) and "said right" (is it told without a change?). Each has a
    model and a bar of its own.
    """
    scores = iter(_weighed([row for row in pairs if not _verbatim(*row[:2])]))
    return [1.0 if _verbatim(claim, ground) else next(scores) for claim, ground, _ in pairs]


def _verbatim(claim: Facts, ground: Ground) -> bool:
    return claim.plain == ground.facts.plain


def _weighed(pairs: Sequence[tuple[Facts, Ground, Mapping[str, str]]]) -> list[float]:
    """`support` of claims in other words than those of their grounds."""
    told = [restated(claim, ground) for claim, ground, _ in pairs]
    asked = [
        (ground.resolved(claim).text, part)
        for text, (claim, ground, _) in zip(told, pairs, strict=True)
        for part in (text, *pieces(text))
    ]
    readings = read(asked)
    models = _models()["words" if readings is None else "reader"]
    scores, at = [], 0
    for text, (claim, ground, problems) in zip(told, pairs, strict=True):
        count = 1 + len(pieces(text))
        mine = readings[at : at + count] if readings else None
        at += count
        found = features(claim, ground, problems, mine)
        score = min(_rescale(model.score(found), model.bar) for model in models)
        scores.append(min(score, _held(claim, ground, mine[0][0] if mine else 0.0)))
    return scores


def _held(claim: Facts, ground: Ground, supports: float) -> float:
    """1, or less than the bar where too few words of the claim are in the source.

    Names do not count: what is said of them must be there. Of few words the reader may be the judge.
    """
    naming = {w for name in claim.names for w in content_words(name.text)}
    source = frozenset(ground.facts.stems)
    said = [w for w in dict.fromkeys(claim.stems) if w not in naming]
    share = sum(w in source for w in said) / len(said) if said else 1.0
    return 1.0 if share >= _THIN or (share and supports >= 0.5) else min(share, 0.49)


def _rescale(score: float, bar: float) -> float:
    """Stretch so that the bar lies at 0.5: what people read as "more likely than not"."""
    return 0.5 * score / bar if score < bar else 0.5 + 0.5 * (score - bar) / (1 - bar)


@lru_cache(maxsize=4096)
def pieces(claim: str) -> tuple[str, ...]:
    """The claim cut at commas and conjunctions into pieces of four content words or more; () if it is one.

    On 500 SummEdits cases the highest P(contradicted) of a piece has a mean AUROC of .62 over the domains,
    that of the whole sentence .57: a single wrong word weighs more in a short piece.
    """
    found, current = [], ""
    for part in _JOINTS.split(claim):
        current = f"{current}, {part}" if current else part
        if len(content_words(current)) >= _PIECE_WORDS:
            found.append(current)
            current = ""
    if current and found:
        found[-1] = f"{found[-1]}, {current}"
    return tuple(found) if len(found) > 1 else ()


def features(
    claim: Facts,
    ground: Ground,
    problems: Mapping[str, str],
    readings: Sequence[Reading] | None = None,
) -> dict[str, float]:
    """The features of one claim and its ground.

    Shares of 0..1 from the words; "fails", the failing checks (at most 3) by 3; "pieces", the log of their
    number, because the worst of many is worse; and the reader's probabilities as log-odds, `readings` being
    its verdicts on the whole claim and then on each of its `pieces`.
    """
    told = ground.resolved(claim)
    mine, theirs = claim.stems, told.stems
    source = frozenset(theirs)
    unmatched = [w for w in dict.fromkeys(mine) if w not in source]
    found = {
        "recall": 1 - len(unmatched) / max(1, len(set(mine))),
        "pairs": _pair_recall(mine, theirs),
        "order": _in_order(mine, theirs),
        "spelling": _spelling(unmatched, source),
        "names": _name_recall(claim, told),
        "swapped": min(3, _swapped(claim.text, told.text)) / 3,
        "fails": min(3, len(problems)) / 3,
        "pieces": math.log(max(1, len(pieces(claim.text)))),
    }
    return found | _reader_features(readings) if readings else found


def _reader_features(readings: Sequence[Reading]) -> dict[str, float]:
    whole, parts = readings[0], readings[1:] or readings[:1]
    contradicted = [r[1] for r in parts]
    values = (
        whole[0],
        whole[1],
        min(r[0] for r in parts),
        max(contradicted),
        sum(contradicted) / len(parts),
    )
    return {name: _log_odds(value) for name, value in zip(READER_FEATURES, values, strict=True)}


def _log_odds(probability: float) -> float:
    """Log-odds, softened: between -3.9 and 3.9."""
    return math.log((probability + 0.02) / (1.02 - probability))


def _pair_recall(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of neighbouring stems of the claim that stand within three words in the source, too."""
    near = {(a, b) for i, a in enumerate(theirs) for b in theirs[i + 1 : i + 4]}
    wanted = list(pairwise(mine))
    return (
        sum(p in near for p in wanted) / len(wanted)
        if wanted
        else float(frozenset(mine) <= frozenset(theirs))
    )


def _swapped(mine: str, theirs: str) -> int:
    """Places where one or two words stand for one or two others between words that both texts share."""
    first, second = ([stem(t) for t in tokens(text)] for text in (mine, theirs))
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    count = 0
    for before, (kind, a, b, c, d), after in zip(steps, steps[1:], steps[2:], strict=False):
        flanked = before[0] == after[0] == "equal"
        count += flanked and kind == "replace" and b - a <= 2 and d - c <= 2
    return count


def _in_order(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """The longest common subsequence of stems, as a share of the claim (ROUGE-L recall)."""
    row = [0] * (len(theirs) + 1)
    for word in mine:
        diagonal = 0
        for j, other in enumerate(theirs, start=1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    return row[-1] / max(1, len(mine))


def _spelling(unmatched: Sequence[str], source: frozenset[str]) -> float:
    """How alike unmatched words and their nearest source words are spelled (shared 3-grams); 1 if none."""
    if not unmatched:
        return 1.0
    grams = [_grams(w) for w in source]
    best = [
        max((2 * len(g & o) / (len(g) + len(o)) for o in grams), default=0.0) for g in map(_grams, unmatched)
    ]
    return sum(best) / len(best)


@lru_cache(maxsize=16384)
def _grams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _name_recall(claim: Facts, told: Facts) -> float:
    words = [w for name in claim.names for w in name_words(name.text)]
    source = told.vocabulary | frozenset(name_words(told.text))
    return sum(w in source for w in words) / len(words) if words else 1.0


def read(pairs: Sequence[tuple[str, str]]) -> list[Reading] | None:
    """What the reader says of (evidence, claim) pairs; None where its model is not installed."""
    if not pairs or not _readable():
        return None
    from qa.models.reader import get_reader

    return get_reader().entails(pairs)


@cache
def _readable() -> bool:
    from qa.models.reader import get_reader

    try:
        get_reader()
    except ModelRefusedError:
        return False
    return True


@cache
def _models() -> dict[str, tuple[Model, ...]]:
    """The models that must agree, by what they read. Words alone do not tell if it is right (AUROC .6)."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))["models"]
    here, right = stored["said here"], stored["said right"]
    return {"words": (_model(here["words"]),), "reader": (_model(here["reader"]), _model(right["reader"]))}


def _model(stored: Mapping[str, object]) -> Model:
    rows = stored["features"]
    assert isinstance(rows, dict)
    columns = {key: tuple(float(row[key]) for row in rows.values()) for key in ("weight", "mean", "scale")}
    bias, bar = (float(str(stored[key])) for key in ("bias", "bar"))
    return Model(tuple(rows), columns["weight"], columns["mean"], columns["scale"], bias, bar)
