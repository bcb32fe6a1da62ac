"""Learn and measure the support weights: python -m bench.support [--write] [--share S] [--rows FILE].

Each summary or claim is cut into sentences; each is held against the stretches of the document that share
most with it, the reader reads them as it does in use, and the one it supports most gives the features of
`qa.answer.verify.support`. The worst sentence decides. WiCE dev is measured in 5 folds, each domain of
SummEdits by weights that never saw it, and the open drafts (bench/drafts) by weights fitted on both sets.
The bars are taken from a curve on the open drafts. Run it again whenever the reader changes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bench.drafts.cases import load as load_drafts
from qa.answer.verify import support
from qa.answer.verify.checks.registry import disagreements
from qa.answer.verify.facts import Facts, Ground, facts_of, ground_of, joined
from qa.text import content_words, sentence_spans
from qa.types import Article

DATA = Path("../shared/data")
DOMAINS = ("ectsum", "qmsumm", "sales_email", "samsum", "scitldr")
ELSEWHERE = "elsewhere"
ABOUT = "Learned by bench/support.py on WiCE dev (ODC-BY) and SummEdits (Apache-2.0), five domains."
WORST_IS_HIGH = ("contradicts", "length", "fails")
# What a set weighs in training against 1 for a domain of SummEdits. WiCE does not count as supported what is
# supported in part, and at 1 costs the domains .03 of balanced accuracy.
WEIGHT_OF = {"wice": 0.2}
# How many of the words are there, and in what order, adds .01 on WiCE and costs 1 to 7 of 100 faults of the
# open drafts at the same share of faithful ones removed: faults are told in the words of the source.
WITH_READER = (*support.READER_FEATURES, "fails")
# The shares of faithful open drafts that may be removed by checks and score together: each gives a bar. In
# use 2 to 3 of 100 more are removed, of those that cite two sentences (python -m bench.drafts).
REMOVED = {"lenient": 0.035, "normal": 0.055, "strict": 0.15}


@dataclass(frozen=True)
class Case:
    """One labelled text: is every sentence of `claims` supported by the document?"""

    domain: str
    claims: tuple[str, ...]
    document: tuple[str, ...]
    supported: bool


Row = dict[str, float]


def load(data: Path) -> list[Case]:
    """WiCE dev and the five domains of SummEdits."""
    cases = []
    for line in (data / "wice/claim/dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        cases.append(Case("wice", (row["claim"],), tuple(row["evidence"]), row["label"] == "supported"))
    for domain in DOMAINS:
        for row in json.loads((data / f"summedits/summedits_{domain}.json").read_text(encoding="utf-8")):
            claims, document = sentences(row["summary"]), sentences(row["doc"])
            cases.append(Case(domain, tuple(claims), tuple(document), str(row["label"]) == "1"))
    return cases


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@lru_cache(maxsize=200_000)
def words_of(sentence: str) -> frozenset[str]:
    return frozenset(content_words(sentence))


def grounds(claim: str, document: Sequence[str]) -> list[Ground]:
    """The two sentences and the stretch that share most with a claim, and the best three together."""
    wanted = words_of(claim)
    shared = [wanted & words_of(s) for s in document]
    order = sorted(range(len(document)), key=lambda i: -len(shared[i]))
    spans = {(i, min(len(document), i + n)) for i in range(len(document)) for n in (2, 3)}
    stretch = max(
        sorted(spans), key=lambda s: len(frozenset().union(*shared[s[0] : s[1]])) - 0.4 * (s[1] - s[0])
    )
    article = Article.make("", "\n".join(document))
    found = [_ground(article, document, i, i + 1) for i in order[:2]]
    found.append(_ground(article, document, *stretch))
    together = " ".join(document[i] for i in sorted(order[:3]))
    return [*found, Ground(facts_of(together), (article,), "", ("", together, ""))]


def _ground(article: Article, document: Sequence[str], a: int, b: int) -> Ground:
    words = " ".join(document[a:b])
    near = (document[a - 1] if a else "", words, document[b] if b < len(document) else "")
    return Ground(facts_of(words), (article,), " ".join(document[max(0, a - 2) : a]), near)


def elsewhere(cases: Sequence[Case]) -> list[Case]:
    """Every second supported case with the six sentences that share most with it taken out of its document.

    The sets hold little that is plainly unsupported; without these the weights ask too little of the words.
    """
    found = []
    for case in [c for c in cases if c.supported][::2]:
        wanted = frozenset().union(*map(words_of, case.claims))
        order = sorted(range(len(case.document)), key=lambda i: -len(wanted & words_of(case.document[i])))
        rest = tuple(s for i, s in enumerate(case.document) if i not in order[:6])
        if rest:
            found.append(Case(ELSEWHERE, case.claims, rest, False))
    return found


def examine(cases: Sequence[Case]) -> list[Row]:
    """The features of each case: those of its worst sentence, feature by feature."""
    found = []
    for number, case in enumerate(cases):
        rows = [best_row(facts_of(claim), grounds(claim, case.document)) for claim in case.claims]
        found.append({n: (max if n in WORST_IS_HIGH else min)(r[n] for r in rows) for n in rows[0]})
        if number % 200 == 0:
            print(f"{number}/{len(cases)}", file=sys.stderr, flush=True)
    return found


def best_row(claim: Facts, among: Sequence[Ground]) -> Row:
    """The features against the ground that the reader finds the claim supported by most."""
    readings = support.read([(support.restated(claim, g), g.window) for g in among])
    if readings is None:
        sys.exit("the reader is not installed")
    best = max(range(len(among)), key=lambda i: readings[i][0] - readings[i][1])
    fails = min(len(disagreements(claim, g)) for g in among)
    return support.features(claim, among[best], readings[best], fails)


def drafts() -> tuple[list[Row], np.ndarray, np.ndarray]:
    """Features of the open drafts, which are faithful, and which the checks remove."""
    rows, faithful, removed = [], [], []
    for case in load_drafts("open"):
        places = {s.id: s for s in case.evidence.sentences}
        cited = [ground_of(case.evidence.article, places[i].start, places[i].end) for i in case.draft.claims]
        claim, ground = facts_of(case.draft.text), joined(cited)
        rows.append(best_row(claim, [ground]))
        faithful.append(case.faithful)
        removed.append(bool(disagreements(claim, ground)))
    return rows, np.array(faithful), np.array(removed)


Weights = tuple[np.ndarray, float, np.ndarray, np.ndarray]


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> Weights:
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=0.1, max_iter=2000).fit((x - mean) / scale, y, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0]), mean, scale


def predict(model: Weights, x: np.ndarray) -> np.ndarray:
    coef, bias, mean, scale = model
    return 1 / (1 + np.exp(-(((x - mean) / scale) @ coef + bias)))


def balance(y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Weights that give every domain, and both labels in it, the same say."""
    weights = np.zeros(len(y))
    for group in set(groups):
        for label in (False, True):
            rows = (groups == group) & (y == label)
            weights[rows] = WEIGHT_OF.get(str(group), 1.0) / max(1, rows.sum())
    return weights * len(y) / weights.sum()


def measure(y: np.ndarray, score: np.ndarray) -> dict[str, float]:
    """Balanced accuracy at even odds, AUROC, and the share of faults caught at 10 % false alarms."""
    from sklearn.metrics import roc_auc_score

    said = score >= 0.5
    return {
        "balanced accuracy": float((said[y].mean() + (~said[~y]).mean()) / 2),
        "AUROC": float(roc_auc_score(y, score)),
        "caught at 10%": float((score[~y] < np.quantile(score[y], 0.1)).mean()),
    }


def folds(count: int, parts: int = 5) -> Iterator[np.ndarray]:
    order = np.random.default_rng(0).permutation(count)
    for part in range(parts):
        rows = np.zeros(count, dtype=bool)
        rows[order[part::parts]] = True
        yield rows


def evaluate(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> dict[str, dict[str, float]]:
    """WiCE in 5 folds of its own, each domain by weights that never saw it."""
    figures, held = {}, np.full(len(y), np.nan)
    wice = np.flatnonzero(groups == "wice")
    for test in folds(len(wice)):
        train = wice[~test]
        held[wice[test]] = predict(fit(x[train], y[train], balance(y[train], groups[train])), x[wice[test]])
    figures["wice"] = measure(y[wice], held[wice])
    for domain in DOMAINS:
        test, rest = groups == domain, groups != domain
        model = fit(x[rest], y[rest], balance(y[rest], groups[rest]))
        figures[domain] = measure(y[test], predict(model, x[test]))
    mean = {k: float(np.mean([figures[d][k] for d in DOMAINS])) for k in figures["wice"]}
    return {**figures, "mean of domains": mean}


def bars(score: np.ndarray, faithful: np.ndarray, removed: np.ndarray) -> dict[str, float]:
    """The scores from which claims are shown, and on the way the curve that they were chosen on."""
    found = {}
    kept = np.sort(score[faithful & ~removed])
    for name, share in REMOVED.items():
        room = max(0, round(share * faithful.sum()) - int((faithful & removed).sum()))
        found[name] = round(float(kept[room]), 4)
    for at in sorted({*found.values(), *np.linspace(0.05, 0.95, 10).round(2)}):
        gone = removed | (score < at)
        print(
            f"bar {at:.3f}: faithful removed {gone[faithful].mean():.3f}, faults {gone[~faithful].mean():.3f}"
        )
    return found


def learn(cases: Sequence[Case], rows: Sequence[Row]) -> dict[str, object]:
    """Measure and learn from words alone and with the reader; what the product stores."""
    y = np.array([c.supported for c in cases])
    groups = np.array([c.domain for c in cases])
    open_rows, faithful, removed = drafts()
    kinds = {"words": [n for n in rows[0] if n not in support.READER_FEATURES], "reader": list(WITH_READER)}
    measured: dict[str, object] = {}
    models: dict[str, object] = {}
    for kind, names in kinds.items():
        x, unseen = (np.array([[row[n] for n in names] for row in some]) for some in (rows, open_rows))
        figures = evaluate(x, y, groups)
        # Words alone do not tell if it is right (AUROC .43 on SummEdits), only whether it is about this.
        used = np.full(len(y), True) if kind == "reader" else y | (groups == ELSEWHERE)
        model = fit(x[used], y[used], balance(y, groups)[used])
        score = predict(model, unseen)
        figures["open drafts"] = measure(faithful, score)
        print(f"\n{kind}\n{table(figures)}")
        rounded = [[round(float(v), 4) for v in values] for values in (model[0], model[2], model[3])]
        stored = {
            n: dict(zip(("weight", "mean", "scale"), v, strict=True))
            for n, *v in zip(names, *rounded, strict=True)
        }
        chosen = bars(score, faithful, removed)
        models[kind] = {"bias": round(model[1], 4), "bars": chosen, "features": stored}
        measured[kind] = {n: {k: round(v, 3) for k, v in row.items()} for n, row in figures.items()}
    return {"measured": measured, "models": models}


def table(figures: dict[str, dict[str, float]]) -> str:
    lines = [f"{'':18}" + "".join(f"{k:>20}" for k in figures["wice"])]
    lines += [f"{name:18}" + "".join(f"{v:20.3f}" for v in row.values()) for name, row in figures.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="store the weights where the product reads them")
    parser.add_argument("--share", type=float, default=1.0, help="the share of SummEdits that is used")
    parser.add_argument("--rows", type=Path, help="keep the features in this file, or take them from it")
    options = parser.parse_args()
    if not (options.data / "wice").exists():
        sys.exit(f"skipped: no data sets at {options.data}")
    chance = random.Random(0)
    cases = [c for c in load(options.data) if c.domain == "wice" or chance.random() < options.share]
    cases += elsewhere(cases)
    if options.rows and options.rows.exists():
        rows = json.loads(options.rows.read_text(encoding="utf-8"))
    else:
        rows = examine(cases)
    if options.rows and not options.rows.exists():
        options.rows.write_text(json.dumps(rows), encoding="utf-8")
    learned = learn(cases, rows)
    if options.write:
        text = json.dumps({"about": ABOUT, **learned}, indent=1)
        support.WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
