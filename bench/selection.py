"""Learn how to weigh what speaks for an answer, and measure it on questions that nothing was fitted on.

    python bench/selection.py                  # the open half of bench/questions, in folds over its articles
    python bench/selection.py --half locked    # once, at the end
    python bench/selection.py --sets headlines # open, judged by the stored weights
    python bench/selection.py --write          # learn the weights anew from the open half, and store them

Learns from the open half alone: each question is asked with its article in the library and with it taken out.
The order of the sentences (`select.Features`) is a conditional logit: within each question the right ones
against the others. A logistic regression over all candidates makes probabilities of it, one over the whole
evidence (`decide.Grounds`) the confidence. The figures of the open half are those of folds over articles: no
question is judged by weights that its article had a part in. The locked halves are judged by the stored
weights. The reader's own training questions are not used: it is surer of them than of anybody else's, and
weights learned on them put the right sentence first for .60 of the open questions instead of .77.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from unseen import NAMES, make  # noqa: E402

from qa.answer.extractive import decide as decide_module  # noqa: E402
from qa.answer.extractive import select  # noqa: E402
from qa.answer.extractive.decide import Grounds, decide, grounds_of  # noqa: E402
from qa.answer.extractive.question import Question, analyse  # noqa: E402
from qa.answer.extractive.select import Candidate, Features, described  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402
from qa.models.reader import Reading  # noqa: E402
from qa.models.readers import get_reader  # noqa: E402
from qa.search.query import parse_query  # noqa: E402
from qa.search.retrieve import retrieve  # noqa: E402
from qa.text import normalise  # noqa: E402
from qa.types import Evidence  # noqa: E402

WEIGHTS = ROOT / "qa" / "answer" / "extractive" / "select_weights.json"
STORIES, FOLDS = 8, 5
UNLEARNED = "headlines"
"""Questions that somebody wrote who had seen headlines alone: open, but no weight is learned from them."""
SHRINK = 3.0
"""Penalty on the squared weights of standardised features; 1 and 10 differ by .01 in right first."""
REFUSED = {"strict": 0.30, "normal": 0.14, "lenient": 0.05}
"""The share of the answerable open questions, each judged in its fold, that each bar refuses."""


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
    rows: list[tuple[Evidence, Any, str, Features, Reading]]
    right: list[bool]

    @property
    def answerable(self) -> bool:
        return self.asked.answerable and not self.removed


def fold(text: str) -> str:
    return normalise(text).casefold()


def holds(text: str, parts: Sequence[str]) -> bool:
    """Whether the text has each part; `|` stands between alternatives."""
    return all(any(fold(one) in fold(text) for one in part.split("|")) for part in parts)


def questions(half: str, sets: Sequence[str] = NAMES) -> list[Asked]:
    """The plain and long questions of one half of bench/questions, of these sets."""
    found = []
    names = (*(f"facts-{name}" for name in sets), *(["long"] if "news" in sets else []))
    files = [ROOT / "bench" / "questions" / f"{name}.jsonl" for name in names]
    for file in (f for f in files if f.exists()):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            if row["half"] == half:
                parts, answerable = tuple(row.get("contains", ())), row["expect"] == "answer"
                found.append(
                    Asked(
                        row["id"],
                        row["question"],
                        row.get("article", ""),
                        parts,
                        answerable,
                        row["kind"],
                        row["library"],
                    )
                )
    return found


def cases(desk: Desk, asked: list[Asked]) -> Iterator[Case]:
    """Each question with its article there, and, where it is answerable, taken out."""
    for one in asked:
        query = parse_query(one.question, today=date.today())
        found = retrieve(desk.library(), query, STORIES + 1)
        own = [e for e in found if Path(e.article.origin).stem == one.article]
        question = analyse(query.text)
        for removed in (False, True) if own and one.answerable else (False,):
            left = [e for e in found if not (removed and e in own)][:STORIES]
            rows = described(question, [replace(e, number=i) for i, e in enumerate(left, 1)], get_reader())
            right = [not removed and one.answerable and holds(row[2], one.parts) for row in rows]
            yield Case(one, removed, question, rows, right)


def collect(asked: list[Asked], library: Path | None) -> list[Case]:
    """The cases of all libraries that the questions are asked of; `library` keeps them for the next run."""
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in dict.fromkeys(a.library for a in asked):
            place = (library or Path(temporary)) / name
            desk = Desk.open(library=place)
            if not (place / "catalog.sqlite").exists():
                folder = make(name, place.parent / "source")
                meta = folder / "meta.csv"
                desk.add([str(folder)], meta=meta if meta.is_file() else None)
            found += cases(desk, [a for a in asked if a.library == name])
            desk.close()
    return found


def ranked(case: Case, model: Model | None = None) -> list[tuple[Candidate, bool]]:
    """The candidates best first, weighed by the model or by the stored weights, and which are right."""
    if not case.rows:
        return []
    x = np.array([astuple(row[3]) for row in case.rows])
    weights, intercept = model.sentence if model else select._weights()
    chances = 1 / (1 + np.exp(-(x @ np.array(weights) + intercept)))
    made = [
        (Candidate(*row[:3], row[3], float(p), row[4].span, row[4].likely), right)
        for row, p, right in zip(case.rows, chances, case.right, strict=True)
    ]
    return sorted(made, key=lambda pair: (-pair[0].probability, pair[0].evidence.number))


def judged(case: Case, model: Model | None = None) -> tuple[list[bool], float]:
    """Which of the candidates are right, best first, and the confidence."""
    order = ranked(case, model)
    if not order:
        return [], 0.0
    if model is None:
        decision = decide(case.question, [c for c, _ in order])
        return [right for _, right in order], decision.confidence if decision else 0.0
    weights, intercept = model.decision
    odds = np.array(astuple(grounds_of(case.question, [c for c, _ in order]))) @ weights + intercept
    return [right for _, right in order], float(1 / (1 + np.exp(-odds)))


def order_weights(found: Sequence[Case]) -> np.ndarray:
    """Weights of `Features` by conditional logit: within each question, P(one of the right ones is best).

    Features are standardised, with a penalty of SHRINK / 2 on the squared weights.
    """
    told = [c for c in found if any(c.right) and not all(c.right)]
    rows = [np.array([astuple(row[3]) for row in c.rows]) for c in told]
    right = np.concatenate([np.array(c.right, dtype=float) for c in told])
    starts = np.cumsum([0, *(len(r) for r in rows)])[:-1]
    case = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    stacked = np.concatenate(rows)
    spread = stacked.std(axis=0) + 1e-9
    x = (stacked - stacked.mean(axis=0)) / spread

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        powers = np.exp(z - np.maximum.reduceat(z, starts)[case])
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = x.T @ (powers / whole[case] - powers * right / (good[case] + 1e-30))
        lost = float(np.sum(np.log(whole) - np.log(good + 1e-30)) + SHRINK / 2 * w @ w)
        return lost, slope + SHRINK * w

    made = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return np.asarray(made / spread)


@dataclass(slots=True)
class Model:
    """The weights of the sentences and of the decision, each with its intercept."""

    sentence: tuple[np.ndarray, float]
    decision: tuple[np.ndarray, float]


def learn(found: Sequence[Case]) -> Model:
    """Both sets of weights. The decision is whether the best sentence is right."""
    weights = order_weights(found)
    x = np.array([astuple(row[3]) for c in found for row in c.rows]) @ weights
    right = [r for c in found for r in c.right]
    scale = LogisticRegression(C=1e3, max_iter=5000).fit(x[:, None], right)
    sentence = weights * scale.coef_[0][0], float(scale.intercept_[0])
    model = Model(sentence, (np.zeros(len(fields(Grounds))), 0.0))
    order = [(c.question, ranked(c, model)) for c in found if c.rows]
    grounds = [astuple(grounds_of(q, [c for c, _ in r])) for q, r in order]
    decision = LogisticRegression(C=0.5, max_iter=5000).fit(grounds, [r[0][1] for _, r in order])
    model.decision = decision.coef_[0], float(decision.intercept_[0])
    return model


def in_folds(found: list[Case]) -> list[tuple[list[bool], float]]:
    """Each case judged by weights that were learned without its article."""
    fold = [zlib.crc32((c.asked.article or c.asked.id).encode()) % FOLDS for c in found]
    models = [learn([c for c, f in zip(found, fold, strict=True) if f != one]) for one in range(FOLDS)]
    return [judged(c, models[f]) for c, f in zip(found, fold, strict=True)]


def written(model: Model, bars: dict[str, float]) -> dict[str, Any]:
    """What is stored."""
    return {
        "about": "A conditional logit and a logistic regression, made by bench/selection.py --write",
        "sentence": _named(Features, *model.sentence),
        "decision": _named(Grounds, *model.decision),
        "bars": bars,
    }


def choose_bars(found: list[Case], verdicts: list[tuple[list[bool], float]]) -> dict[str, float]:
    """The confidence that this share of the answerable questions does not reach."""
    sure = [s for c, (_, s) in zip(found, verdicts, strict=True) if c.answerable]
    return {name: round(float(np.quantile(sure, share)), 3) for name, share in REFUSED.items()}


def _named(kind: type, weights: Sequence[float], intercept: float) -> dict[str, float]:
    named = {f.name: round(float(w), 4) for f, w in zip(fields(kind), weights, strict=True)}
    return named | {"intercept": round(intercept, 4)}


def report(name: str, rows: list[tuple[Case, list[bool], float]], bar: float) -> None:
    """Right first and in three, refusals, the AUROC of answerable against article removed; 95 % intervals."""
    yes = [(r, s) for c, r, s in rows if c.answerable]
    no = [s < bar for c, _, s in rows if not c.asked.answerable]
    gone = [s for c, _, s in rows if c.removed]
    if not yes:
        return
    shown = np.array([s >= bar for _, s in yes])
    first = np.array([bool(r and r[0]) for r, _ in yes])
    three = np.array([any(r[:3]) for r, _ in yes])
    print(f"{name}: {len(yes)} answerable")
    for label, values in (
        ("best right", first),
        ("right in three", three),
        ("shown and right", first & shown),
        ("shown, right in three", three & shown),
        ("answerable refused", ~shown),
        ("unanswerable refused", np.array(no)),
        ("article removed: refused", np.array([s < bar for s in gone])),
    ):
        if len(values):
            low, high = interval(values)
            print(f"  {label:26} {np.mean(values):.3f} ({low:.3f}-{high:.3f}) n={len(values)}")
    if gone:
        area = roc_auc_score([1] * len(yes) + [0] * len(gone), [s for _, s in yes] + gone)
        print(f"  {'article removed: AUROC':26} {area:.3f}")


def interval(values: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of a share by bootstrap over the questions."""
    picked = np.random.default_rng(0).choice(np.asarray(values, dtype=float), (2000, len(values)))
    low, high = np.quantile(picked.mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def reliability(rows: list[tuple[Case, list[bool], float]]) -> None:
    """How often the best sentence is right, by confidence; the removed articles left out."""
    print("confidence: questions, mean confidence, best sentence right")
    kept = [(s, bool(r and r[0])) for c, r, s in rows if not c.removed]
    for low in np.arange(0.0, 1.0, 0.1):
        some = [(s, right) for s, right in kept if low <= s < low + 0.1 or (low > 0.85 and s == 1.0)]
        if some:
            print(f"  {low:.1f}: {len(some):4} {np.mean(some, axis=0)[0]:.2f} {np.mean(some, axis=0)[1]:.2f}")


def curve(rows: list[tuple[Case, list[bool], float]]) -> None:
    """What a bar costs and saves."""
    print("bar: answerable refused, right in three shown, unanswerable refused")
    for bar in np.arange(0.05, 0.95, 0.05):
        yes = [(r, s) for c, r, s in rows if c.answerable]
        no = [s < bar for c, _, s in rows if not c.asked.answerable]
        kept = [any(r[:3]) and s >= bar for r, s in yes]
        print(f"  {bar:.2f}: {np.mean([s < bar for _, s in yes]):.3f} {np.mean(kept):.3f} {np.mean(no):.3f}")


def store(learned: dict[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    for cached in (select.stored, select._weights, decide_module._weights):
        cached.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="learn the weights and store them")
    parser.add_argument("--half", choices=["open", "locked"], default="open")
    parser.add_argument("--library", type=Path, help="keep the libraries in this folder")
    parser.add_argument("--sets", nargs="+", default=list(NAMES), help="libraries, or: headlines")
    options = parser.parse_args()
    found = collect(questions(options.half, options.sets), options.library)
    learns = options.half == "open" and UNLEARNED not in options.sets
    verdicts = in_folds(found) if learns else [judged(c) for c in found]
    if options.write and learns:
        store(written(learn(found), choose_bars(found, verdicts)))
    show([(c, *v) for c, v in zip(found, verdicts, strict=True)])


def show(rows: list[tuple[Case, list[bool], float]]) -> None:
    """All tables."""
    bar = float(select.stored()["bars"]["normal"])
    for name in dict.fromkeys((c.asked.library, c.asked.kind) for c, _, _ in rows):
        report(" ".join(name), [r for r in rows if (r[0].asked.library, r[0].asked.kind) == name], bar)
    report("all", rows, bar)
    reliability(rows)
    curve(rows)


if __name__ == "__main__":
    main()
