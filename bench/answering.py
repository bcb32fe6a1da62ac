"""Learn which words of a sentence answer, and measure it where the sentence is right.

    python bench/answering.py [--half locked] [--library DIR] [--write]

The questions are those of `selection.py` whose best sentence holds what their author noted; the noted words,
rounded up to whole names, days and numbers, are what should be marked. F1 and exact match count words without
articles, as SQuAD does; "percent" and "%" are none. The figures of the open half are those of folds over
articles, beside those of the reader's own likeliest words; those of the locked one are of the stored weights.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from selection import FOLDS, collect, questions  # noqa: E402
from unseen import NAMES  # noqa: E402
from weighing import Case, ranked, stored_model  # noqa: E402

from qa.answer.extractive import words as words_module  # noqa: E402
from qa.answer.extractive.question import Question  # noqa: E402
from qa.answer.extractive.words import WordSigns, described, rounded, whole_parts  # noqa: E402

WEIGHTS = ROOT / "qa" / "answer" / "extractive" / "words_weights.json"
SHRINK = 0.2
"""Penalty on the squared weights of standardised signs."""


@dataclass(slots=True)
class Row:
    """A right sentence: its choices with their signs, and the F1 of each against what was noted."""

    question: Question
    fold: int
    signs: np.ndarray
    value: np.ndarray
    first: float
    """F1 of the reader's own likeliest words."""


def tokens(text: str) -> list[str]:
    plain = re.sub(r"\b(?:a|an|the|percent|per cent)\b", " ", text.casefold())
    return re.findall(r"\w+(?:[.,]\d+)*", plain)


def f1(marked: str, noted: str) -> float:
    """The harmonic mean of precision and recall of the marked words."""
    mine, right = Counter(tokens(marked)), Counter(tokens(noted))
    both = sum((mine & right).values())
    return 2 * both / (sum(mine.values()) + sum(right.values())) if both else 0.0


def noted(text: str, parts: Sequence[str]) -> list[str]:
    """Each alternative of what was noted, as it stands in the sentence, in whole names, days and numbers."""
    found, folded = [], text.casefold()
    for part in (one for parts_ in parts for one in parts_.split("|")):
        start = folded.find(part.casefold())
        if start >= 0:
            found.append(text[slice(*rounded(start, start + len(part), whole_parts(text)))])
    return found


def row_of(question: Question, text: str, likely: Sequence[tuple[int, int, float]], parts: Sequence[str],
           article: str) -> Row | None:  # fmt: skip
    """None where nothing is likely or the note does not stand in the sentence word for word."""
    right, choices = noted(text, parts), described(question, text, likely)
    if not right or not choices:
        return None
    values = [max(f1(text[slice(*span)], one) for one in right) for span, _ in choices]
    own = max(f1(text[slice(*likely[0][:2])], one) for one in right)
    signs = np.array([astuple(signs) for _, signs in choices])
    return Row(question, zlib.crc32(article.encode()) % FOLDS, signs, np.array(values), own)


def rows_of(found: Sequence[Case]) -> list[Row]:
    """The rows of the answerable questions whose best sentence is right."""
    rows = []
    for case in found:
        order = ranked(case, stored_model()) if case.answerable and case.rows else None
        if order and order.right[0]:
            best = order.candidates[0]
            made = row_of(case.question, best.text, best.likely, case.asked.parts, case.asked.article)
            rows += [made] if made else []
    return rows


def learn(rows: Sequence[Row]) -> np.ndarray:
    """Weights that make the expected F1 of the choice highest."""
    stacked = np.concatenate([row.signs for row in rows])
    spread = stacked.std(axis=0) + 1e-9

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = SHRINK / 2 * float(w @ w), SHRINK * w
        for row in rows:
            z = row.signs / spread @ w
            chance = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
            mean = float(chance @ row.value)
            total -= mean
            slope = slope - (row.signs / spread).T @ (chance * (row.value - mean))
        return total, slope

    start = np.zeros(len(spread))
    start[0] = 2 * spread[0]  # the reader's score alone, as it is
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x / spread)


def report(rows: Sequence[Row], chosen: Sequence[float]) -> None:
    before, after = np.array([row.first for row in rows]), np.array(chosen)
    kinds = ("all", *dict.fromkeys(row.question.kind for row in rows))
    for kind in kinds:
        at = [i for i, row in enumerate(rows) if kind in ("all", row.question.kind)]
        exact = f"{np.mean(before[at] == 1):.3f} -> {np.mean(after[at] == 1):.3f}"
        print(f"{kind:8} {len(at):4} F1 {before[at].mean():.3f} -> {after[at].mean():.3f}, exact {exact}")
    most = np.mean([row.value.max() for row in rows])
    print(f"the best choice of each would give {most:.3f}")


def in_folds(rows: Sequence[Row]) -> list[float]:
    """The F1 of each row's choice by weights learned without its article."""
    learned = [learn([row for row in rows if row.fold != fold]) for fold in range(FOLDS)]
    return [float(row.value[int((row.signs @ learned[row.fold]).argmax())]) for row in rows]


def store(rows: Sequence[Row]) -> None:
    weights = {f.name: round(float(w), 3) for f, w in zip(fields(WordSigns), learn(rows), strict=True)}
    about = {"about": "A conditional logit, made by bench/answering.py --write"}
    WEIGHTS.write_text(json.dumps(about | weights, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=["open", "locked"], default="open")
    parser.add_argument("--library", type=Path, help="keep the libraries in this folder")
    parser.add_argument("--sets", nargs="+", default=list(NAMES), help="libraries")
    parser.add_argument("--write", action="store_true", help="learn the weights and store them")
    options = parser.parse_args()
    asked = [q for q in questions(options.half) if q.library in options.sets]
    rows = rows_of(collect(asked, options.library))
    if options.half == "open":
        report(rows, in_folds(rows))
        if options.write:
            store(rows)
    else:
        weights = np.array(words_module._weights())
        report(rows, [float(row.value[int((row.signs @ weights).argmax())]) for row in rows])


if __name__ == "__main__":
    main()
