"""Learn and measure the support weights: python -m bench.support [--write] [--documents N] [--rows FILE].

Each summary or claim is cut into sentences; each is held against the stretches of the document that share
most with it, the reader reads them as it does in use, and the one it supports most gives the features of
`qa.answer.verify.support`. The worst sentence decides. The weights are fitted on every second claim of WiCE
dev, two domains of SummEdits and the open drafts (bench/drafts), and measured on the other claims and the
other three domains; the drafts are measured by weights that never saw their article. The bars are taken from
a curve on the open drafts. Run it again whenever the reader changes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bench.drafts.cases import load as load_drafts
from qa.answer.verify import support
from qa.answer.verify.asking import subject_agrees
from qa.answer.verify.checks.registry import disagreements
from qa.answer.verify.facts import Facts, Ground, facts_of, ground_of, joined
from qa.answer.verify.reading import read
from qa.answer.verify.signs import SIGNS
from qa.text import content_words, sentence_spans
from qa.types import Article

DATA = Path("../shared/data")
DOMAINS = ("ectsum", "qmsumm", "sales_email", "samsum", "scitldr")
FITTED = ("ectsum", "samsum")
"""The domains that the weights are fitted on, with every second claim of WiCE; the rest is measured only."""
WORDS = ("recall", "near", "order", "names", "length", "fails")
"""What the weights without the reader rest on."""
ABOUT = (
    "Learned by bench/support.py on half of WiCE dev (ODC-BY), two domains of SummEdits (Apache-2.0) and the "
    "open drafts of bench/drafts."
)
WORST_IS_HIGH = ("length", "fails", *SIGNS)
WEIGHT_OF = {"wice": 0.5, "drafts": 3.0}
"""What a set weighs in training against 1 for a domain of SummEdits."""
# What was tried beside these is in docs/quality.md. The weakest piece of a claim gets a weight below 0. How
# many of the words are there gains on the drafts with a weight below 0 as well, since faults are told in the
# words of the source: that is how the drafts were made, and not used.
WITH_READER = (*support.READER_FEATURES, *SIGNS, "fails")
# The shares of faithful open drafts that may be removed by checks and score together: each gives a bar.
REMOVED = {"lenient": 0.035, "normal": 0.055, "strict": 0.15}


@dataclass(frozen=True)
class Case:
    """One labelled text: is every sentence of `claims` supported by the document?"""

    domain: str
    claims: tuple[str, ...]
    document: tuple[str, ...]
    supported: bool
    fitted: bool = True


Row = dict[str, float]


def load(data: Path) -> list[Case]:
    """WiCE dev and the five domains of SummEdits."""
    cases = []
    for number, line in enumerate((data / "wice/claim/dev.jsonl").read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        supported = row["label"] == "supported"
        cases.append(Case("wice", (row["claim"],), tuple(row["evidence"]), supported, number % 2 == 0))
    for domain in DOMAINS:
        for row in json.loads((data / f"summedits/summedits_{domain}.json").read_text(encoding="utf-8")):
            claims, document = sentences(row["summary"]), sentences(row["doc"])
            supported = str(row["label"]) == "1"
            cases.append(Case(domain, tuple(claims), tuple(document), supported, domain in FITTED))
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

    Words alone do not tell whether a text is right (AUROC .43 on SummEdits), only whether it is about
    this: so without the reader these are what the supported ones are told from.
    """
    found = []
    for case in [c for c in cases if c.supported][::2]:
        wanted = frozenset().union(*map(words_of, case.claims))
        order = sorted(range(len(case.document)), key=lambda i: -len(wanted & words_of(case.document[i])))
        rest = tuple(s for i, s in enumerate(case.document) if i not in order[:6])
        if rest:
            found.append(Case(case.domain, case.claims, rest, False))
    return found


def sampled(cases: Sequence[Case], documents: int) -> list[Case]:
    """The claims of WiCE, and all texts on some documents of each domain, the same ones every time."""
    found = [c for c in cases if c.domain == "wice"]
    for domain in DOMAINS:
        rows = [c for c in cases if c.domain == domain]
        known = sorted({c.document for c in rows})
        random.Random(1).shuffle(known)
        found += [c for c in rows if c.document in known[:documents]]
    return found


def examine(cases: Sequence[Case], *, reading: bool = True) -> list[Row]:
    """The features of each case: those of its worst sentence, feature by feature."""
    found, known = [], {}
    for number, case in enumerate(cases):
        rows = []
        for claim in case.claims:
            key = (claim, case.document)
            if key not in known:
                known[key] = best_row(facts_of(claim), grounds(claim, case.document), reading=reading)
            rows.append(known[key])
        found.append({n: (max if n in WORST_IS_HIGH else min)(r[n] for r in rows) for n in rows[0]})
        if number % 100 == 0:
            print(f"{number}/{len(cases)}", file=sys.stderr, flush=True)
    return found


def best_row(claim: Facts, among: Sequence[Ground], *, reading: bool = True) -> Row:
    """The features against the ground that the reader finds it supported by most, or that shares most."""
    fails = min(len(disagreements(claim, g)) for g in among)
    if not reading:
        rows = [support.features(claim, g, None, fails) for g in among]
        return max(rows, key=lambda row: row["recall"] + row["order"])
    readings = read([(support.restated(claim, g), g.window) for g in among])
    if readings is None:
        sys.exit("the reader is not installed")
    best = max(range(len(among)), key=lambda i: readings[i][0])
    told = support.readings([(claim, among[best])])
    return support.features(claim, among[best], told[0] if told else None, fails)


@dataclass(frozen=True)
class Drafts:
    """The open drafts: their features, what they are, and which the checks remove before any score."""

    rows: list[Row]
    faithful: np.ndarray
    removed: np.ndarray
    articles: np.ndarray


def drafts() -> Drafts:
    rows, faithful, removed, articles = [], [], [], []
    for case in load_drafts("open"):
        places = {s.id: s for s in case.evidence.sentences}
        cited = [ground_of(case.evidence.article, places[i].start, places[i].end) for i in case.draft.claims]
        claim, ground = facts_of(case.draft.text), joined(cited)
        rows.append(best_row(claim, [ground]))
        faithful.append(case.faithful)
        removed.append(bool(disagreements(claim, ground) or subject_agrees(claim, ground)))
        articles.append(case.evidence.article.id)
    return Drafts(rows, np.array(faithful), np.array(removed), np.array(articles))


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


def table_of(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    return np.array([[row[n] for n in names] for row in rows])


def evaluate(
    model: Weights, names: Sequence[str], cases: Sequence[Case], rows: Sequence[Row]
) -> dict[str, dict[str, float]]:
    """The sets that the weights were not fitted on."""
    kept = [at for at, case in enumerate(cases) if not case.fitted]
    y, groups = (np.array([getattr(cases[at], part) for at in kept]) for part in ("supported", "domain"))
    score = predict(model, table_of([rows[at] for at in kept], names))
    tested = [name for name in ("wice", *DOMAINS) if name in groups]
    figures = {name: measure(y[groups == name], score[groups == name]) for name in tested}
    domains = [figures[d] for d in DOMAINS if d in figures]
    mean = {k: float(np.mean([row[k] for row in domains])) for k in domains[0]}
    return {**figures, "mean of domains": mean}


def apart(
    open_half: Drafts, names: Sequence[str], x: np.ndarray, y: np.ndarray, groups: np.ndarray
) -> np.ndarray:
    """The score of each draft by weights that never saw its article."""
    own, score = table_of(open_half.rows, names), np.zeros(len(open_half.rows))
    for article in sorted(set(open_half.articles)):
        test = open_half.articles == article
        labels = np.concatenate([y, open_half.faithful[~test]])
        sets = np.concatenate([groups, np.repeat("drafts", (~test).sum())])
        model = fit(np.concatenate([x, own[~test]]), labels, balance(labels, sets))
        score[test] = predict(model, own[test])
    return score


def bars(score: np.ndarray, open_half: Drafts) -> dict[str, float]:
    """The scores from which claims are shown, and on the way the curve that they were chosen on."""
    faithful, removed = open_half.faithful, open_half.removed
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


def learn(cases: Sequence[Case], rows: Sequence[Row], open_half: Drafts) -> dict[str, object]:
    """Measure and learn with the reader; what the product stores."""
    used = np.array([c.fitted for c in cases])
    x = table_of(rows, WITH_READER)[used]
    y, groups = (np.array([getattr(c, part) for c in cases])[used] for part in ("supported", "domain"))
    labels = np.concatenate([y, open_half.faithful])
    sets = np.concatenate([groups, np.repeat("drafts", len(open_half.rows))])
    own = table_of(open_half.rows, WITH_READER)
    model = fit(np.concatenate([x, own]), labels, balance(labels, sets))
    figures = evaluate(model, WITH_READER, cases, rows)
    score = apart(open_half, WITH_READER, x, y, groups)
    figures["open drafts"] = measure(open_half.faithful, score)
    print(f"\nwith the reader\n{table(figures)}")
    return stored(model, WITH_READER, bars(score, open_half), figures)


def learn_words(cases: Sequence[Case], open_half: Drafts) -> dict[str, object]:
    """The same from words alone, for where the reader is not installed."""
    chosen = [c for c in cases if c.supported and c.fitted]
    chosen += elsewhere(chosen)
    rows = examine(chosen, reading=False)
    y, groups = np.array([c.supported for c in chosen]), np.array([c.domain for c in chosen])
    model = fit(table_of(rows, WORDS), y, balance(y, groups))
    score = predict(model, table_of(open_half.rows, WORDS))
    figures = {"open drafts": measure(open_half.faithful, score)}
    print(f"\nwords alone\n{table(figures)}")
    return stored(model, WORDS, bars(score, open_half), figures)


def stored(
    model: Weights, names: Sequence[str], chosen: dict[str, float], figures: dict[str, dict[str, float]]
) -> dict[str, object]:
    rounded = [[round(float(v), 4) for v in values] for values in (model[0], model[2], model[3])]
    parts = ("weight", "mean", "scale")
    features = {n: dict(zip(parts, v, strict=True)) for n, *v in zip(names, *rounded, strict=True)}
    measured = {n: {k: round(v, 3) for k, v in row.items()} for n, row in figures.items()}
    return {"bias": round(model[1], 4), "bars": chosen, "features": features, "measured": measured}


def table(figures: dict[str, dict[str, float]]) -> str:
    lines = [f"{'':18}" + "".join(f"{k:>20}" for k in next(iter(figures.values())))]
    lines += [f"{name:18}" + "".join(f"{v:20.3f}" for v in row.values()) for name, row in figures.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="store the weights where the product reads them")
    parser.add_argument("--documents", type=int, default=99, help="documents of each domain that are used")
    parser.add_argument("--rows", type=Path, help="keep the features in this file, or take them from it")
    options = parser.parse_args()
    if not (options.data / "wice").exists():
        sys.exit(f"skipped: no data sets at {options.data}")
    cases = sampled(load(options.data), options.documents)
    if options.rows and options.rows.exists():
        rows = json.loads(options.rows.read_text(encoding="utf-8"))
    else:
        rows = examine(cases)
    if options.rows and not options.rows.exists():
        options.rows.write_text(json.dumps(rows), encoding="utf-8")
    open_half = drafts()
    models = {"words": learn_words(cases, open_half), "reader": learn(cases, rows, open_half)}
    if options.write:
        text = json.dumps({"about": ABOUT, "models": models}, indent=1)
        support.WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
