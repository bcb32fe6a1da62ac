"""Learn when sentences say yes or no, from the open half of `bench/questions/linking.jsonl`.

    python bench/verdicts.py [--library DIR] [--write]

A sentence tells where it holds the evidence of its question; of those that tell, it says yes where that is
the verdict. Prints how often the verdict of a question is right and wrong at each bar, every tenth of the
questions judged by weights that were learned without it; --write stores the weights of all with `BAR`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from kinds import cases, has, library  # noqa: E402

from qa.kinds.find import KindContext as Kinds  # noqa: E402
from qa.kinds.verdict import (  # noqa: E402
    READ,
    Says,
    Signs,
    Tells,
    balance,
    of_others,
    signs_of,
    stored,
)
from qa.kinds.words.claim import claims  # noqa: E402
from qa.models.readers import get_reader  # noqa: E402
from qa.search.query import parse_query  # noqa: E402

WEIGHTS = ROOT / "qa" / "kinds" / "verdict_weights.json"
BAR = 0.4
"""Of 89 open questions .26 are concluded rightly and .06 wrongly, of 14 without an answer none (in folds); at
.25 it is .38, .07 and 1. Of 29 questions written from headlines alone (`facts-headlines`), which nothing was
learned from, 3 rightly and 5 wrongly at .25, 2 and 1 at .4: a bare "yes" that is wrong is worse than none."""
FOLDS = 10


@dataclass(slots=True)
class Read:
    """One sentence of one question: its signs, and whether it tells."""

    case: int
    signs: Signs
    tells: bool


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
            close = [c for c in kinds.ranked(query.text)[:READ] if not of_others(c.text, told[0])]
            for candidate, signs in zip(close, signs_of(kinds, close, query.text, told), strict=True):
                wanted = case.get("contains", ())
                holds = bool(wanted) and all(has(part, candidate.text) for part in wanted)
                rows.append(Read(at, signs, holds))
        desk.close()
    return rows


def fitted(rows: list[Read], asked: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The two regressions over standardised signs; their weights are those of the signs as they are."""
    telling = [row for row in rows if row.tells]
    return {
        "tells": _weights([row.signs.tells for row in rows], [row.tells for row in rows]),
        "yes": _weights(
            [row.signs.says for row in telling], [asked[row.case]["verdict"] == "yes" for row in telling]
        ),
    }


def _weights(signs: Sequence[Tells | Says], truth: Sequence[bool]) -> dict[str, float]:
    x = np.array([astuple(one) for one in signs])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=1000).fit((x - mean) / spread, truth)
    weights = model.coef_[0] / spread
    named = {f.name: round(float(w), 4) for f, w in zip(fields(signs[0]), weights, strict=True)}
    return named | {"intercept": round(float(model.intercept_[0] - weights @ mean), 4)}


def curve(rows: list[Read], asked: list[dict[str, Any]]) -> None:
    """Right and wrong verdicts at each bar, each tenth of the questions left out in turn."""
    lead: dict[int, float] = {}
    for fold in range(FOLDS):
        stored.cache_clear()
        stored().update(fitted([row for row in rows if row.case % FOLDS != fold], asked))
        for at in {row.case for row in rows if row.case % FOLDS == fold}:
            lead[at] = balance([row.signs for row in rows if row.case == at])
    stored.cache_clear()
    known = [at for at, case in enumerate(asked) if case["expect"] == "answer"]
    none = [at for at in lead if at not in known]
    for bar in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        shown = [at for at in known if abs(lead.get(at, 0.0)) >= max(bar, 1e-9)]
        right = sum(("yes" if lead[at] > 0 else "no") == asked[at]["verdict"] for at in shown)
        wrong = sum(abs(lead[at]) >= bar for at in none)
        print(
            f"{bar}: right {right / len(known):.2f}, wrong {(len(shown) - right) / len(known):.2f} of "
            f"{len(known)}; {wrong} of {len(none)} that cannot be answered"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="keep the libraries here")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    asked = [c for c in cases(["linking", "linking-fresh"], "open") if c["kind"] == "yesno"]
    with tempfile.TemporaryDirectory() as made:
        rows = read(asked, options.library or Path(made))
    curve(rows, asked)
    if options.write:
        about = {"about": "Two logistic regressions, made by bench/verdicts.py --write", "bar": BAR}
        WEIGHTS.write_text(json.dumps(about | fitted(rows, asked), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
