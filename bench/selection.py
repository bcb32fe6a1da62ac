"""Learn how to weigh what speaks for an answer sentence, and measure it by cross-validation.

    python bench/selection.py [--write]

Reads corpus/eval/cases.jsonl with its articles (and ../shared/seeds where present), describes every
candidate sentence as the product does, and prints for 5 folds over questions: how often the best candidate
is right, and for several bars how many questions are answered right and how many unanswerable ones are
refused. `--write` stores the weights learned on all questions in qa/answer/select_weights.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import astuple, fields, replace
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from qa.answer.plan import pieces_of
from qa.answer.question import analyse
from qa.answer.select import Features, described
from qa.desk import Desk
from qa.evaluate.cases import Case, load_cases
from qa.evaluate.metrics import names_source
from qa.reader import get_reader
from qa.search.query import parse_day, parse_query
from qa.search.retrieve import retrieve
from qa.text import normalise
from qa.types import Evidence, Query

ROOT = Path(__file__).parents[1]
SETS = {"corpus": ROOT / "corpus" / "articles", "seeds": ROOT.parent / "shared" / "seeds"}
WEIGHTS = ROOT / "qa" / "answer" / "select_weights.json"
FOLDS = 5
MISSED = 0.5
"""Price of an unanswered answerable question; a false answer costs 1: users forgive silence sooner."""


def evidence_for(case: Case, desk: Desk) -> tuple[str, tuple[Evidence, ...]]:
    """The question (the answered part of a partial one) and its evidence, as `qa ask` finds it."""
    f, today = case.filters, date.today()
    bounds = Query(
        "",
        since=parse_day(f.since, today=today) if f.since else None,
        until=parse_day(f.until, today=today, last=True) if f.until else None,
        as_of=parse_day(f.as_of, today=today, last=True) if f.as_of else None,
        outlets=(f.outlet,) if f.outlet else (),
        language=f.language,
    )
    query = parse_query(case.question, today=today, defaults=bounds)
    part = pieces_of(query.text)[0] if case.expect == "partial" else query.text
    return part, retrieve(desk.library(), replace(query, text=part))


def is_answer(case: Case, item: Evidence, text: str) -> bool:
    """Whether a sentence is the expected answer from an acceptable source."""
    if case.expect == "none" or not all(_fold(part) in _fold(text) for part in case.contains):
        return False
    a = item.article
    return not case.acceptable or names_source(
        case, a.outlet, a.origin, a.title, *(c.outlet for c in item.also_in)
    )


def _fold(text: str) -> str:
    return normalise(text).casefold()


def collect(cases: list[Case]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features (n, f), labels (n,) and the case of each row (n,)."""
    rows, labels, owners = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, place in SETS.items():
            if not place.exists():
                print(f"skipped {name}: not here")
                continue
            desk = Desk.open(library=Path(folder) / name)
            meta = place.parent / "meta.csv"
            desk.add([str(place)], meta=meta if meta.is_file() else None)
            for index, case in enumerate(cases):
                if case.library == name:
                    question, evidence = evidence_for(case, desk)
                    for item, _, text, found in described(analyse(question), evidence, get_reader()):
                        rows.append(astuple(found))
                        labels.append(is_answer(case, item, text))
                        owners.append(index)
            desk.close()
    return np.array(rows), np.array(labels), np.array(owners)


def best_of(scores: np.ndarray, labels: np.ndarray, owners: np.ndarray) -> dict[int, tuple[float, bool]]:
    """For each case the score of its best candidate, and whether that is right."""
    best: dict[int, tuple[float, bool]] = {}
    for score, label, owner in zip(scores, labels, owners, strict=True):
        if owner not in best or score > best[owner][0]:
            best[int(owner)] = (float(score), bool(label))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="store the weights learned on all questions")
    options = parser.parse_args()
    cases = load_cases(ROOT / "corpus" / "eval" / "cases.jsonl")
    x, y, owners = collect(cases)
    scores = np.zeros(len(y))
    for fold in range(FOLDS):
        held = owners % FOLDS == fold
        scores[held] = fit(x[~held], y[~held]).decision_function(x[held])
    best = best_of(scores, y, owners)
    answerable = {i for i in best if cases[i].expect != "none"}
    print(f"{len(best)} questions, {len(answerable)} answerable, {len(y)} candidates, {FOLDS} folds")
    print(f"best candidate right: {sum(best[i][1] for i in answerable) / len(answerable):.3f}")
    area = roc_auc_score([i in answerable for i in best], [score for score, _ in best.values()])
    print(f"AUROC of answerable:  {area:.3f}")
    bars = []
    for bar in sorted({round(s, 2) for s, _ in best.values()}):
        right = sum(best[i][0] >= bar and best[i][1] for i in answerable) / len(answerable)
        refused = sum(s < bar for i, (s, _) in best.items() if i not in answerable) / (
            len(best) - len(answerable)
        )
        false = sum(s >= bar and not (i in answerable and r) for i, (s, r) in best.items())
        missed = sum(best[i][0] < bar for i in answerable)
        bars.append((false + MISSED * missed, bar, right, refused))
    for _, bar, right, refused in bars[:: max(1, len(bars) // 14)]:
        print(f"  bar {bar:6.2f}: answered right {right:.3f}, refused rightly {refused:.3f}")
    _, bar, right, refused = min(bars)
    print(f"chosen bar {bar:.2f}: answered right {right:.3f}, refused rightly {refused:.3f}")
    if options.write:
        store(x, y, bar)


def fit(x: np.ndarray, y: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=5000).fit(x, y)


def store(x: np.ndarray, y: np.ndarray, bar: float) -> None:
    """Write the weights with the intercept moved so that the chosen bar is a probability of one half."""
    model = fit(x, y)
    content = {
        "about": "Logistic regression over qa.answer.select.Features; made by bench/selection.py --write",
        "weights": {
            f.name: round(float(w), 3) for f, w in zip(fields(Features), model.coef_[0], strict=True)
        },
        "intercept": round(float(model.intercept_[0]) - bar, 3),
        "answered": 0.5,
    }
    WEIGHTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
