"""The bar of a checker: from which probability on it agrees, chosen on pairs with known answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from qa.errors import ConfigError
from qa.models.local.networks import LocalChecker

PAIRS = Path(__file__).with_name("pairs.tsv")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Evidence, a claim, and whether the one bears the other out."""

    evidence: str
    claim: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The bar, and the balanced accuracy (mean of what is told right of both kinds) there and at 0.5.

    `unseen` is the accuracy on the pairs of each evidence under the bar that the pairs of the others chose:
    what to expect of pairs that chose nothing. `accuracy` is on the pairs that chose the bar.
    """

    bar: float
    accuracy: float
    before: float
    unseen: float
    pairs: int


def read_pairs(path: Path = PAIRS) -> list[Labelled]:
    """Lines of evidence, claim and yes or no, apart by tabs. Raises ConfigError by file and line."""
    found = []
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read: {error}", "give a text file: evidence, claim, yes or no"
        ) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) != 3 or parts[2].lower() not in ("yes", "no"):
            raise ConfigError(
                f"{path}:{number}: not a pair", "evidence, claim and yes or no, with tabs between"
            )
        found.append(Labelled(parts[0], parts[1], parts[2].lower() == "yes"))
    if {pair.holds for pair in found} != {True, False}:
        raise ConfigError(
            f"{path}: it needs pairs of both kinds", "some yes and some no; better some hundred"
        )
    return found


def calibrate(checker: LocalChecker, pairs: Sequence[Labelled]) -> Calibrated:
    """The bar with the best balanced accuracy on these pairs, in the middle of the widest gap for it."""
    scored = [(checker.probability(pair.evidence, pair.claim), pair) for pair in pairs]
    rows = [(value, pair.holds) for value, pair in scored]
    bar = _best_bar(rows)
    judged = [
        (float(value >= _bar_without(scored, pair.evidence, bar)), pair.holds) for value, pair in scored
    ]
    return Calibrated(
        round(bar, 4), balanced(rows, bar), balanced(rows, 0.5), balanced(judged, 0.5), len(rows)
    )


def _best_bar(rows: Sequence[tuple[float, bool]]) -> float:
    values = [0.0, *sorted(value for value, _ in rows), 1.0]
    gaps = ((low, high, (low + high) / 2) for low, high in pairwise(values))
    return max((balanced(rows, middle), high - low, middle) for low, high, middle in gaps)[2]


def _bar_without(scored: Sequence[tuple[float, Labelled]], evidence: str, otherwise: float) -> float:
    """The bar that the pairs of all other evidence choose; `otherwise` where those are of one kind."""
    others = [(value, pair.holds) for value, pair in scored if pair.evidence != evidence]
    return _best_bar(others) if {holds for _, holds in others} == {True, False} else otherwise


def balanced(rows: Sequence[tuple[float, bool]], bar: float) -> float:
    """The mean of the shares of both kinds that a bar tells right."""
    shares = []
    for kind in (True, False):
        values = [value for value, holds in rows if holds is kind]
        shares.append(sum((value >= bar) is kind for value in values) / len(values))
    return sum(shares) / 2
