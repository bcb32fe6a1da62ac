"""Learn and measure the support weights: python -m bench.support [--write] [--data DIR] [--rows FILE].

Each summary or claim is cut into sentences; for each the best window of the document is found, the features
of `verify.support` are taken, and the worst sentence decides. WiCE dev is measured in 5 folds, SummEdits
by training on WiCE and four domains and testing on the fifth. Run it again whenever the reader changes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from qa.answer.verify import support
from qa.answer.verify.checks.figures import restated
from qa.answer.verify.checks.registry import disagreements
from qa.answer.verify.facts import Facts, Ground, facts_of
from qa.text import content_words, sentence_spans
from qa.types import Article

DATA = Path("../shared/data")
DOMAINS = ("ectsum", "qmsumm", "sales_email", "samsum", "scitldr")
ELSEWHERE = "elsewhere in "
CANDIDATES = 4
# The bar lies where this share of supported summaries, of two sentences each, would fail. It is low because
# the checks of figures, names and sense stand beside it.
FALSE_ALARMS = 0.05
ABOUT = "Learned by bench/support.py on WiCE dev (ODC-BY) and SummEdits (Apache-2.0), five domains."
WORST_IS_HIGH = ("fails", "reader contradicts", "worst piece", "pieces contradict", "swapped")
# What a set weighs in training against 1 for a domain of SummEdits. WiCE does not count as supported what is
# supported in part, and at 1 costs the domains .03 of balanced accuracy.
WEIGHT_OF = {"wice": 0.2, "elsewhere": 0.05}


@dataclass(frozen=True)
class Case:
    """One labelled text: is every sentence of `claims` supported by the document?"""

    domain: str
    claims: tuple[str, ...]
    document: tuple[str, ...]
    supported: bool


def load(data: Path) -> list[Case]:
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


def stretches(document: Sequence[str], claim: str, lengths: Sequence[int]) -> tuple[list[str], list[int]]:
    """The runs of sentences that share most with the claim, best first, and sentences by what they share."""
    wanted = words_of(claim)
    shared = [wanted & words_of(s) for s in document]
    spans = {(i, min(i + n, len(document))) for i in range(len(document)) for n in lengths}

    def gain(span: tuple[int, int]) -> tuple[float, int]:
        return len(frozenset().union(*shared[span[0] : span[1]])) - 0.4 * (span[1] - span[0]), -span[0]

    ranked = sorted(spans, key=gain, reverse=True)[:CANDIDATES]
    return [" ".join(document[a:b]) for a, b in ranked], sorted(
        range(len(document)), key=lambda i: -len(shared[i])
    )


def windows(document: Sequence[str], claim: Facts) -> list[Ground]:
    """The stretches of one to six sentences that share most with the claim, best first."""
    article = Article.make("", "\n".join(document))
    best, order = stretches(document, claim.text, (1, 3, 6))
    best = [*best[: CANDIDATES - 1], " ".join(document[i] for i in sorted(order[:4]))]
    return [Ground(facts_of(text), (article,)) for text in dict.fromkeys(best)]


def elsewhere(cases: Sequence[Case]) -> list[Case]:
    """Every second supported case with the six sentences that share most with it taken out of its document.

    The sets hold little that is plainly unsupported; without these the weights ask too little of the words.
    """
    found = []
    for case in [c for c in cases if c.supported][::2]:
        best = {i for claim in case.claims for i in stretches(case.document, claim, (1,))[1][:6]}
        rest = tuple(s for i, s in enumerate(case.document) if i not in best)
        if rest:
            found.append(Case(f"{ELSEWHERE}{case.domain}", case.claims, rest, False))
    return found


def examine(cases: Sequence[Case]) -> list[dict[str, float]]:
    """The features of each case: those of its worst sentence, feature by feature."""
    found = []
    for number, case in enumerate(cases):
        rows = [best_row(facts_of(claim), case.document) for claim in case.claims]
        found.append(worst(rows))
        if number % 200 == 0:
            print(f"{number}/{len(cases)}", file=sys.stderr, flush=True)
    return found


def worst(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The features of a text from those of its sentences: the worst of each, and all pieces counted."""
    found = {n: (max if n in WORST_IS_HIGH else min)(r[n] for r in rows) for n in rows[0]}
    if "pieces contradict" in found:
        found["pieces contradict"] = float(np.mean([r["pieces contradict"] for r in rows]))
    found["pieces"] = float(np.log(sum(np.exp(r["pieces"]) for r in rows)))
    found["fails"] = min(1.0, sum(r["fails"] for r in rows))
    return found


def remembered(path: Path | None) -> list[dict[str, float]]:
    """The rows kept by an earlier run; none without one."""
    return json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else []


def best_row(claim: Facts, document: Sequence[str]) -> dict[str, float]:
    """The features against the window that promises most; each piece of the claim is read in its own."""
    grounds = [(g, disagreements(claim, g)) for g in windows(document, claim)]
    ground, problems = max(grounds, key=lambda g: promise(support.features(claim, *g)))
    told = restated(claim, ground)
    parts = [(stretches(document, p, (1, 2, 3))[0][0], p) for p in support.pieces(told)]
    readings = support.read([(ground.facts.text, told), *parts])
    return support.features(claim, ground, problems, readings)


def promise(row: dict[str, float]) -> float:
    """How well a window seems to carry the claim, by its words, before anything is learned."""
    return row["recall"] + 0.5 * row["order"] + 0.3 * row["names"] - 1.2 * row["fails"]


Figures = dict[str, dict[str, float]]


def fit(
    x: np.ndarray, y: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=0.1, max_iter=2000).fit((x - mean) / scale, y, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0]), mean, scale


def predict(model: tuple[np.ndarray, float, np.ndarray, np.ndarray], x: np.ndarray) -> np.ndarray:
    coef, bias, mean, scale = model
    return 1 / (1 + np.exp(-(((x - mean) / scale) @ coef + bias)))


def balance(y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Weights that give every domain, and both labels in it, the same say."""
    weights = np.zeros(len(y))
    for group in set(groups):
        for label in (False, True):
            rows = (groups == group) & (y == label)
            weights[rows] = WEIGHT_OF.get(str(group).split()[0], 1.0) / max(1, rows.sum())
    return weights * len(y) / weights.sum()


def measure(y: np.ndarray, score: np.ndarray, bar: float = 0.5) -> dict[str, float]:
    """Balanced accuracy at the bar, AUROC, and the share of faults caught at 10 % false alarms."""
    from sklearn.metrics import roc_auc_score

    said = score >= bar
    accuracy = (said[y].mean() + (~said[~y]).mean()) / 2
    bar_ten = np.quantile(score[y], 0.1)
    caught = (score[~y] < bar_ten).mean()
    return {
        "balanced accuracy": float(accuracy),
        "AUROC": float(roc_auc_score(y, score)),
        "caught at 10%": float(caught),
    }


def folds(count: int, parts: int = 5) -> Iterator[np.ndarray]:
    order = np.random.default_rng(0).permutation(count)
    for part in range(parts):
        rows = np.zeros(count, dtype=bool)
        rows[order[part::parts]] = True
        yield rows


def evaluate(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> tuple[Figures, np.ndarray]:
    """Figures of "said right": WiCE in 5 folds of its own, each domain by a model that never saw it."""
    figures, held = {}, np.full(len(y), np.nan)
    wice = np.flatnonzero(groups == "wice")
    for test in folds(len(wice)):
        train = wice[~test]
        held[wice[test]] = predict(fit(x[train], y[train], balance(y[train], groups[train])), x[wice[test]])
    figures["wice"] = measure(y[wice], held[wice])
    for domain in DOMAINS:
        test_rows = groups == domain
        train_rows = ~np.isin(groups, [domain, f"{ELSEWHERE}{domain}"])
        model = fit(x[train_rows], y[train_rows], balance(y[train_rows], groups[train_rows]))
        held[test_rows] = predict(model, x[test_rows])
        figures[domain] = measure(y[test_rows], held[test_rows])
    return with_mean(figures), held


def evaluate_here(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> tuple[Figures, np.ndarray]:
    """Figures of "said here": supported texts against the same texts without the sentences they rest on."""
    figures, held = {}, np.full(len(y), np.nan)
    taken_out = np.char.startswith(groups, ELSEWHERE)
    home = np.char.replace(groups, ELSEWHERE, "")
    for name in ("wice", *DOMAINS):
        test = (y | taken_out) & (home == name)
        train = (y | taken_out) & (home != name)
        weights = np.array(
            [1.0 / ((home == home[i]) & (y == y[i]) & train).sum() for i in np.flatnonzero(train)]
        )
        model = fit(x[train], y[train], weights * train.sum() / weights.sum())
        held[test] = predict(model, x[test])
        figures[name] = measure(y[test], held[test])
    return with_mean(figures), held


def with_mean(figures: Figures) -> Figures:
    keys = figures["wice"].keys()
    mean = {k: float(np.mean([figures[d][k] for d in DOMAINS])) for k in keys}
    return {**figures, "mean of domains": mean}


def table(figures: Figures) -> str:
    lines = [f"{'':18}" + "".join(f"{k:>20}" for k in figures["wice"])]
    lines += [f"{name:18}" + "".join(f"{v:20.3f}" for v in row.values()) for name, row in figures.items()]
    return "\n".join(lines)


def stored(
    names: Sequence[str], x: np.ndarray, y: np.ndarray, weights: np.ndarray, bar: float
) -> dict[str, object]:
    coef, bias, mean, scale = fit(x, y, weights)
    rows = {
        n: {"weight": round(float(w), 4), "mean": round(float(m), 4), "scale": round(float(s), 4)}
        for n, w, m, s in zip(names, coef, mean, scale, strict=True)
    }
    return {"bias": round(bias, 4), "bar": round(bar, 4), "features": rows}


def learn(cases: Sequence[Case], rows: Sequence[dict[str, float]]) -> dict[str, object]:
    """Measure and learn both tasks from words alone and with the reader; what the product stores."""
    y = np.array([c.supported for c in cases])
    groups = np.array([c.domain for c in cases])
    taken_out = np.char.startswith(groups, ELSEWHERE)
    here = np.where(y | taken_out, balance(y, np.char.replace(groups, ELSEWHERE, "")), 0.0)
    kinds = {"words": [n for n in rows[0] if n not in support.READER_FEATURES]}
    if support.READER_FEATURES[0] in rows[0]:
        kinds["reader"] = list(rows[0])
    tasks = {"said here": (evaluate_here, here), "said right": (evaluate, balance(y, groups))}
    measured: dict[str, dict[str, object]] = {}
    models: dict[str, dict[str, object]] = {}
    for task, (evaluated, weights) in tasks.items():
        for kind, names in kinds.items():
            x = np.array([[row[n] for n in names] for row in rows])
            figures, held = evaluated(x, y, groups)
            print(f"\n{task}, {kind}\n{table(figures)}")
            bar = float(np.quantile(held[y & np.isin(groups, DOMAINS)], FALSE_ALARMS))
            used = weights > 0
            models.setdefault(task, {})[kind] = stored(names, x[used], y[used], weights[used], bar)
            short = {n: {k: round(v, 3) for k, v in row.items()} for n, row in figures.items()}
            measured.setdefault(task, {})[kind] = short
    return {"measured": measured, "models": models}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="store the weights where the product reads them")
    parser.add_argument("--rows", type=Path, help="keep the features in this file, or take them from it")
    options = parser.parse_args()
    if not (options.data / "wice").exists():
        sys.exit(f"skipped: no data sets at {options.data}")
    cases = load(options.data)
    cases += elsewhere(cases)
    rows = remembered(options.rows) or examine(cases)
    if options.rows and not options.rows.exists():
        options.rows.write_text(json.dumps(rows), encoding="utf-8")
    learned = learn(cases, rows)
    if options.write:
        text = json.dumps({"about": ABOUT, **learned}, indent=1)
        support.WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
