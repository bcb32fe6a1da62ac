"""Learn how to weigh what speaks for an answer sentence, and measure it on questions it was not fitted on.

    python bench/selection.py [--write]

Learns from the questions on corpus/ and on the seeds, and describes every candidate sentence as the product
does. For 5 folds over questions it prints how often the best candidate is right, and at the chosen bar how
many questions are answered right and how many that the articles do not answer are refused. The questions on
91 saved news pages and on 250 texts of ECB+ (`questions/`) are never learned from: their lines say what to
expect of other people's articles. To learn from the pages as well changed nothing there and on ECB+ lost
.03. Sets that are not here are skipped. `--write` stores the weights beside the selection.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from dataclasses import astuple, fields, replace
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from stories import plain  # noqa: E402

from qa.answer.extractive.question import analyse  # noqa: E402
from qa.answer.extractive.select import Features, described  # noqa: E402
from qa.answer.plan import pieces_of  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.evaluate.cases import Case, load_cases  # noqa: E402
from qa.evaluate.metrics import names_source  # noqa: E402
from qa.models.reader import get_reader  # noqa: E402
from qa.search.query import parse_day, parse_query  # noqa: E402
from qa.search.retrieve import retrieve  # noqa: E402
from qa.text import normalise  # noqa: E402
from qa.types import Evidence, Query  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
SETS = {
    "corpus": ROOT / "corpus" / "articles",
    "seeds": ROOT.parent / "shared" / "seeds",
    "pages": DATA / "article_extraction" / "html",
    "ecb": DATA / "ecbplus" / "articles.jsonl.gz",
}
QUESTIONS = (
    ROOT / "corpus" / "eval" / "cases.jsonl",
    ROOT / "bench" / "questions" / "pages.jsonl",
    ROOT / "bench" / "questions" / "ecb.jsonl",
)
HELD_OUT = ("pages", "ecb")
WEIGHTS = ROOT / "qa" / "answer" / "extractive" / "select_weights.json"
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
            where = ecb_texts(Path(folder) / "texts") if name == "ecb" else place
            desk.add([str(where)], meta=meta if meta.is_file() else None)
            for index, case in enumerate(cases):
                if case.library == name:
                    question, evidence = evidence_for(case, desk)
                    for item, _, text, found in described(analyse(question), evidence, get_reader()):
                        rows.append(astuple(found))
                        labels.append(is_answer(case, item, text))
                        owners.append(index)
            desk.close()
    return np.array(rows), np.array(labels), np.array(owners)


def ecb_texts(folder: Path) -> Path:
    """The texts of ECB+ that came from ECB (the others are cut to words throughout), a file each."""
    folder.mkdir()
    with gzip.open(SETS["ecb"], "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["event"].endswith("-ecb"):
                (folder / f"{row['id']}.txt").write_text(plain(row["text"]), encoding="utf-8")
    return folder


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
    cases = [case for path in QUESTIONS for case in load_cases(path)]
    x, y, owners = collect(cases)
    learned = np.array([cases[i].library not in HELD_OUT for i in owners])
    scores = np.zeros(len(y))
    for fold in range(FOLDS):
        held = learned & (owners % FOLDS == fold)
        scores[held] = fit(x[learned & ~held], y[learned & ~held]).decision_function(x[held])
    if not learned.all():
        scores[~learned] = fit(x[learned], y[learned]).decision_function(x[~learned])
    best = best_of(scores, y, owners)
    bar = choose_bar(cases, {i: found for i, found in best.items() if cases[i].library not in HELD_OUT})
    for name in SETS:
        report(name, cases, {i: found for i, found in best.items() if cases[i].library == name}, bar)
    if options.write:
        store(x[learned], y[learned], bar)


def choose_bar(cases: list[Case], best: dict[int, tuple[float, bool]]) -> float:
    """The score from which the best candidate is shown: what costs least, with both kinds of error seen."""
    answerable = {i for i in best if cases[i].expect != "none"}
    print(f"{len(best)} questions, {len(answerable)} answerable, {FOLDS} folds")
    area = roc_auc_score([i in answerable for i in best], [score for score, _ in best.values()])
    print(f"AUROC of answerable:  {area:.3f}")
    bars = []
    for bar in sorted({round(s, 2) for s, _ in best.values()}):
        false = sum(s >= bar and not (i in answerable and r) for i, (s, r) in best.items())
        missed = sum(best[i][0] < bar for i in answerable)
        bars.append((false + MISSED * missed, bar))
    return min(bars)[1]


def report(name: str, cases: list[Case], best: dict[int, tuple[float, bool]], bar: float) -> None:
    """One line: how often the best candidate is right, is shown and right, and is rightly not shown."""
    yes = [best[i] for i in best if cases[i].expect != "none"]
    no = [best[i] for i in best if cases[i].expect == "none"]
    if yes and no:
        first = sum(right for _, right in yes) / len(yes)
        shown = sum(right and score >= bar for score, right in yes) / len(yes)
        refused = sum(score < bar for score, _ in no) / len(no)
        held = " (never learned from)" if name in HELD_OUT else ""
        print(f"{name:7} best right {first:.3f}, shown right {shown:.3f}, refused {refused:.3f} {held}")


def fit(x: np.ndarray, y: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=5000).fit(x, y)


def store(x: np.ndarray, y: np.ndarray, bar: float) -> None:
    """Write the weights with the intercept moved so that the chosen bar is a probability of one half."""
    model = fit(x, y)
    content = {
        "about": "Logistic regression over extractive.select.Features; made by bench/selection.py --write",
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
