"""What bench/selection.py learns: weights of the sentences and of the decision, after each of two readings.

The order of the sentences is a conditional logit: within each question the right ones against the others. A
logistic regression over all candidates makes probabilities of it, one over the whole evidence the confidence.
The weights of the first reading choose which sentences are read again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from qa.answer.extractive import select  # noqa: E402
from qa.answer.extractive.decide import ALONE, FEATURES, grounds_of, second_grounds  # noqa: E402
from qa.answer.extractive.question import Question  # noqa: E402
from qa.answer.extractive.second import NAMES as SECOND  # noqa: E402
from qa.answer.extractive.second import READ_AGAIN, second_of, unread  # noqa: E402
from qa.answer.extractive.select import Candidate, Features  # noqa: E402
from qa.models.reader import Reading  # noqa: E402
from qa.types import Evidence  # noqa: E402

SHRINK = 30.0
"""Penalty on the squared weights of standardised values: with 3 the same sentences come first (.720 for .726
of 1,001 questions in folds), and .675 of the unanswerable are refused instead of .694."""
SPEAKS_FOR = (
    *("own_coverage", "kind", "span_kind", "near", "read", "span"),
    *("second", "second_span", "second_kind", "titled", "titled_span"),
)
"""What may not speak against a sentence, whatever the questions of the test sets avoid: .726 as without."""
Row = tuple[Evidence, Any, str, Features, Reading]
FIRST = tuple(f.name for f in fields(Features))


@dataclass(slots=True)
class Asked:
    """A question with its article, what a right sentence holds, and whether there is one."""

    id: str
    question: str
    article: str
    parts: tuple[str, ...]
    answerable: bool
    kind: str
    library: str


@dataclass(slots=True)
class Case:
    """One question put to one evidence: its candidates, unweighed, and which of them are right."""

    asked: Asked
    removed: bool
    question: Question
    rows: list[Row]
    right: list[bool]
    again: list[tuple[Reading, Reading]]
    """Of each row, what the second network says, and the first one below the title alone."""

    @property
    def answerable(self) -> bool:
        return self.asked.answerable and not self.removed


Weights = tuple[np.ndarray, float]


@dataclass(slots=True)
class Model:
    """Weights, each with its intercept: of a sentence and of the decision after the first reading, and after
    the second.
    """

    first: Weights
    alone: Weights
    sentence: Weights
    decision: Weights


def stored_model() -> Model:
    """The weights that the product has."""

    def of(key: str, names: Sequence[str]) -> Weights:
        by_name = select.stored()[key]
        return np.array([by_name[name] for name in names]), float(by_name["intercept"])

    first, second = of("first", FIRST), of("sentence", SECOND)
    return Model(first, of("alone", ALONE), second, of("decision", FEATURES))


def chance(values: np.ndarray, weights: Weights) -> np.ndarray:
    """The probabilities of rows of values."""
    return np.asarray(1 / (1 + np.exp(-(values @ weights[0] + weights[1]))))


@dataclass(slots=True)
class Ranked:
    """The candidates of a case after one reading, best first, what they are weighed by, and who is right."""

    candidates: list[Candidate]
    values: np.ndarray
    right: list[bool]


def first_of(case: Case, weights: Weights) -> Ranked:
    """After the first reading; the second ones stand in `second` of the best, as in the product."""
    values = np.array([astuple(row[3]) for row in case.rows])
    made = [
        Candidate(*row[:3], row[3], float(p), row[4].span, row[4].likely)
        for row, p in zip(case.rows, chance(values, weights), strict=True)
    ]
    order = sorted(range(len(made)), key=lambda i: (-made[i].probability, made[i].evidence.number))
    best = [second_of(case.question, made[i], *case.again[i]) for i in order[:READ_AGAIN]]
    seconds = [*best, *([unread(best)] * (len(order) - len(best)))]
    found = [replace(made[i], second=s) for i, s in zip(order, seconds, strict=True)]
    return Ranked(found, values[order], [case.right[i] for i in order])


def second_of_case(first: Ranked, weights: Weights) -> Ranked:
    """After the second reading."""
    values = with_second(first)
    made = [
        replace(c, probability=float(p))
        for c, p in zip(first.candidates, chance(values, weights), strict=True)
    ]
    order = sorted(range(len(made)), key=lambda i: (-made[i].probability, made[i].evidence.number))
    return Ranked([made[i] for i in order], values[order], [first.right[i] for i in order])


def with_second(first: Ranked) -> np.ndarray:
    """What the candidates are weighed by after the second reading."""
    seconds = np.array([astuple(c.second) for c in first.candidates if c.second])
    return np.hstack([first.values, seconds])


def grounds(case: Case, found: Ranked, names: Sequence[str]) -> list[float]:
    """What the decision rests on."""
    second = second_grounds(found.candidates)
    values = (*astuple(grounds_of(case.question, found.candidates)), *(astuple(second) if second else ()))
    return list(values[: len(names)])


def ranked(case: Case, model: Model) -> Ranked:
    """The candidates as the product orders them, of a case that has some."""
    return second_of_case(first_of(case, model.first), model.sentence)


def judged(case: Case, model: Model) -> tuple[list[bool], float]:
    """Which of the candidates are right, best first, and the confidence."""
    if not case.rows:
        return [], 0.0
    found = ranked(case, model)
    return found.right, float(chance(np.array([grounds(case, found, FEATURES)]), model.decision)[0])


def order_weights(found: Sequence[tuple[np.ndarray, list[bool]]], names: Sequence[str]) -> np.ndarray:
    """Weights by conditional logit: within each question, P(one of the right ones is best).

    What is weighed is standardised, with a penalty of SHRINK / 2 on the squared weights; those that may only
    speak for a sentence are not negative.
    """
    told = [(x, r) for x, r in found if any(r) and not all(r)]
    right = np.concatenate([np.array(r, dtype=float) for _, r in told])
    starts = np.cumsum([0, *(len(r) for _, r in told)])[:-1]
    case = np.repeat(np.arange(len(told)), [len(r) for _, r in told])
    stacked = np.concatenate([x for x, _ in told])
    spread = stacked.std(axis=0) + 1e-9
    x = (stacked - stacked.mean(axis=0)) / spread

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        powers = np.exp(z - np.maximum.reduceat(z, starts)[case])
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = x.T @ (powers / whole[case] - powers * right / (good[case] + 1e-30))
        lost = float(np.sum(np.log(whole) - np.log(good + 1e-30)) + SHRINK / 2 * w @ w)
        return lost, slope + SHRINK * w

    least = [(0, None) if name in SPEAKS_FOR else (None, None) for name in names]
    made = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=least).x
    return np.asarray(made / spread)


def sentence_weights(found: Sequence[tuple[np.ndarray, list[bool]]], names: Sequence[str]) -> Weights:
    """The order, scaled to probabilities by a logistic regression over all candidates."""
    weights = order_weights(found, names)
    x = np.concatenate([x @ weights for x, _ in found])
    scale = LogisticRegression(C=1e3, max_iter=5000).fit(x[:, None], [r for _, right in found for r in right])
    return weights * scale.coef_[0][0], float(scale.intercept_[0])


def decision_weights(rows: Sequence[list[float]], right: Sequence[bool]) -> Weights:
    """Whether the best sentence is right, from standardised grounds."""
    x = np.array(rows)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    made = LogisticRegression(C=0.5, max_iter=5000).fit((x - middle) / spread, right)
    weights = made.coef_[0] / spread
    return weights, float(made.intercept_[0] - middle @ weights)


def learn(found: Sequence[Case], anew: bool = False) -> Model:
    """All weights; those of the first reading are the stored ones unless `anew`."""
    told, model = [c for c in found if c.rows], stored_model()
    if anew:
        rows = [(np.array([astuple(row[3]) for row in c.rows]), c.right) for c in told]
        model.first = sentence_weights(rows, FIRST)
    firsts = [first_of(c, model.first) for c in told]
    if anew:
        model.alone = decision_weights(
            [grounds(c, r, ALONE) for c, r in zip(told, firsts, strict=True)], [r.right[0] for r in firsts]
        )
    model.sentence = sentence_weights([(with_second(r), r.right) for r in firsts], SECOND)
    seconds = [second_of_case(r, model.sentence) for r in firsts]
    model.decision = decision_weights(
        [grounds(c, r, FEATURES) for c, r in zip(told, seconds, strict=True)], [r.right[0] for r in seconds]
    )
    return model
