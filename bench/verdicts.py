"""Learn when a sentence says yes or no, from the open half of `bench/questions/linking.jsonl`.

    python bench/verdicts.py [--library DIR] [--write]

Each of the best sentences is labelled yes or no where it holds the evidence of its question, else neither.
Prints how often the verdict of a question is right and wrong at each bar, every question judged by weights
that were learned without it; --write stores the weights of all with the bar `BAR`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from kinds import cases, has, library  # noqa: E402

from qa.kinds.clauses import claims  # noqa: E402
from qa.kinds.find import Desk as Kinds  # noqa: E402
from qa.kinds.verdict import READ, Signs, signs_of  # noqa: E402
from qa.models.readers import get_reader  # noqa: E402
from qa.search.query import parse_query  # noqa: E402

WEIGHTS = ROOT / "qa" / "kinds" / "verdict_weights.json"
BAR = 0.6
"""Of 37 open questions .22 are concluded rightly and .05 wrongly, of 10 without an answer none; at .5 it is
.27 and .11, at .3 .43 and .19."""
LABELS = {"yes": 1, "no": 2}


@dataclass(slots=True)
class Read:
    """One sentence of one question: its signs, and what it says (0: neither)."""

    case: int
    signs: Signs
    says: int


def read(asked: list[dict[str, Any]], folder: Path) -> list[Read]:
    """The best sentences of each question."""
    rows = []
    for name in dict.fromkeys(c["library"] for c in asked):
        desk = library(name, folder)
        for at, case in enumerate(asked):
            told = claims(case["question"])
            if case["library"] != name or told is None:
                continue
            query = parse_query(case["question"], today=date.today())
            kinds = Kinds(desk.library(), query, desk.library().embedder, get_reader)
            kinds.look(query.text)
            close = kinds.ranked(query.text)[:READ]
            for candidate, signs in zip(close, signs_of(kinds, close, query.text, told), strict=True):
                wanted = case.get("contains", ())
                holds = bool(wanted) and all(has(part, candidate.text) for part in wanted)
                rows.append(Read(at, signs, LABELS[case["verdict"]] if holds else 0))
        desk.close()
    return rows


def fitted(rows: list[Read]) -> LogisticRegression:
    """The regression over standardised signs; its weights are those of the signs as they are."""
    x = np.array([astuple(row.signs) for row in rows])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000).fit((x - mean) / spread, [row.says for row in rows])
    model.coef_ = model.coef_ / spread
    model.intercept_ = model.intercept_ - model.coef_ @ mean
    return model


def curve(rows: list[Read], asked: list[dict[str, Any]]) -> None:
    """Right and wrong verdicts at each bar, each question left out in turn."""
    best: dict[int, tuple[float, str]] = {}
    for at in {row.case for row in rows}:
        model = fitted([row for row in rows if row.case != at])
        found = model.predict_proba(np.array([astuple(r.signs) for r in rows if r.case == at]))[:, 1:]
        best[at] = max((float(p), label) for row in found for p, label in zip(row, LABELS, strict=True))
    known = [at for at in best if asked[at]["expect"] == "answer"]
    for bar in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        shown = [at for at in known if best[at][0] >= bar]
        right = sum(best[at][1] == asked[at]["verdict"] for at in shown)
        none = [at for at in best if at not in known]
        wrong = sum(best[at][0] >= bar for at in none)
        print(
            f"{bar}: right {right / len(known):.2f}, wrong {(len(shown) - right) / len(known):.2f} of "
            f"{len(known)}; {wrong} of {len(none)} that cannot be answered"
        )


def written(model: LogisticRegression) -> dict[str, Any]:
    """What is stored: weights against "neither"."""
    stored: dict[str, Any] = {"about": "A logistic regression, made by bench/verdicts.py --write", "bar": BAR}
    for label, place in LABELS.items():
        weights = model.coef_[place] - model.coef_[0]
        named = {f.name: round(float(w), 4) for f, w in zip(fields(Signs), weights, strict=True)}
        stored[label] = named | {"intercept": round(float(model.intercept_[place] - model.intercept_[0]), 4)}
    return stored


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="keep the libraries here")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    asked = [c for c in cases(["linking"], "open") if c["kind"] == "yesno"]
    with tempfile.TemporaryDirectory() as made:
        rows = read(asked, options.library or Path(made))
    curve(rows, asked)
    if options.write:
        WEIGHTS.write_text(json.dumps(written(fitted(rows)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
