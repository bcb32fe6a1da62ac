"""Measures an exported reader, calibrates it, and writes its card (reader.json).

    PYTHONPATH=. python bench/training/measure.py build/ ../shared/data *.jsonl --seen 38000

`build/` holds reader.onnx. Calibration (Platt scaling for answers, temperature for claims) and thresholds
are fitted on one half of the held-out pairs; every figure is of the other half. WiCE dev and SummEdits
are never trained on; `--outside` measures them too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
import tomllib
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from data import key, sentences, words
from windows import AFTER, BEFORE, FIRST, SENTENCE

from qa.models.reader import Reader, Window

Array = np.ndarray[Any, Any]
Row = dict[str, Any]


def auroc(scores: Array, labels: Array) -> float:
    """Area under the ROC curve by ranks (Mann-Whitney), ties shared."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives = int(labels.sum())
    negatives = len(labels) - positives
    if not positives or not negatives:
        return float("nan")
    return float((ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def balanced_accuracy(scores: Array, labels: Array, threshold: float) -> float:
    """Mean of the two recalls."""
    said = scores >= threshold
    return float((said[labels == 1].mean() + (~said[labels == 0]).mean()) / 2)


def best_balanced(scores: Array, labels: Array) -> float:
    """Balanced accuracy at the best threshold: an upper bound, comparable with published tuned figures."""
    return max(balanced_accuracy(scores, labels, t) for t in np.quantile(scores, np.linspace(0, 1, 101)))


def write_card(folder: Path, name: str, extra: dict[str, Any]) -> None:
    """The card of `name`, stored as the card of the folder's reader.onnx."""
    card = {"sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(), **extra}
    (folder / "reader.json").write_text(
        json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


IDENTITY = {
    "calibration": {"answer_scale": 1.0, "answer_shift": 0.0, "claim_scale": 1.0},
    "thresholds": {"answered": 0.5, "supported": 0.5},
}


def answer_logits(reader: Reader, rows: list[Row]) -> Array:
    """Logits of the answer head."""
    chances = [
        reader.read(r["first"], [Window(r["before"], r["sentence"], r["after"])])[0].probability for r in rows
    ]
    out = np.clip(np.array(chances), 1e-9, 1 - 1e-9)
    return np.log(out / (1 - out))


def claim_logits(reader: Reader, rows: list[Row]) -> Array:
    """Log probabilities (rows, 3): logits up to a constant."""
    pairs = [(r["first"], r["before"], r["sentence"], r["after"]) for r in rows]
    return np.log(np.clip(np.array(reader.entails_windows(pairs)), 1e-12, 1.0))


def fit_platt(logits: Array, labels: Array) -> tuple[float, float]:
    """Scale and shift that minimise the log loss (Newton's method, a little ridge)."""
    features = np.stack([logits, np.ones_like(logits)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (chance - labels) + 1e-3 * weights
        hessian = (features * (chance * (1 - chance))[:, None]).T @ features + 1e-3 * np.eye(2)
        weights = weights - np.linalg.solve(hessian, gradient)
    return float(weights[0]), float(weights[1])


def softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fit_temperature(logits: Array, labels: Array) -> float:
    """The scale with the least log loss, by grid."""
    scales = np.linspace(0.3, 2.5, 111)
    losses = [-np.log(softmax(logits * s)[np.arange(len(labels)), labels] + 1e-12).mean() for s in scales]
    return float(scales[int(np.argmin(losses))])


def calibration_error(chances: Array, labels: Array) -> float:
    """Expected calibration error over ten equal bins."""
    bins = np.minimum((chances * 10).astype(int), 9)
    parts = [
        abs(chances[bins == b].mean() - labels[bins == b].mean()) * (bins == b).mean() for b in set(bins)
    ]
    return float(sum(parts))


def report_answers(rows: list[Row], chances: Array, threshold: float) -> dict[str, Any]:
    """Per set: pairs, AUROC, accuracy at 0.5, and at the threshold false answers and answers found."""
    table = {}
    for name in [*sorted({r["set"] for r in rows}), "all"]:
        chosen = np.array([name in (r["set"], "all") for r in rows])
        labels = np.array([r["label"] for r in rows])[chosen]
        scores = chances[chosen]
        figures = {
            "pairs": len(labels),
            "auroc": auroc(scores, labels),
            "accuracy": float(((scores >= 0.5) == labels).mean()),
        }
        if (labels == 0).any():
            figures["false_answers"] = float((scores[labels == 0] >= threshold).mean())
        if (labels == 1).any():
            figures["answers_found"] = float((scores[labels == 1] >= threshold).mean())
        table[name] = figures
    return table


def report_claims(rows: list[Row], chances: Array) -> dict[str, Any]:
    """Per set: three-way accuracy where three labels are known, and supported against the rest."""
    table = {}
    for name in [*sorted({r["set"] for r in rows}), "all"]:
        chosen = np.array([name in (r["set"], "all") for r in rows])
        labels = np.array([r["label"] for r in rows])[chosen]
        shares = chances[chosen]
        exact = labels < 3
        figures = {"pairs": len(labels), "auroc": auroc(shares[:, 0], (labels == 0).astype(int))}
        figures["supported_accuracy"] = float(((shares[:, 0] >= 0.5) == (labels == 0)).mean())
        if exact.any():
            figures["accuracy"] = float((shares[exact].argmax(axis=1) == labels[exact]).mean())
        table[name] = figures
    return table


def nearest(claim: str, texts: list[str], count: int) -> list[int]:
    """Places of the texts that share most words with the claim, in order of the document."""
    asked = words(claim)
    scored = sorted(range(len(texts)), key=lambda i: (-len(asked & words(texts[i])), i))
    return sorted(scored[:count])


def support_score(reader: Reader, claim: str, texts: list[str]) -> float:
    """max P(supported) over the ten nearest sentences, pairs in a row, and the three nearest joined."""
    places = nearest(claim, texts, 10)
    evidence = [texts[i] for i in places]
    evidence += [f"{texts[i]} {texts[i + 1]}" for i in places if i + 1 in places]
    evidence.append(" ".join(texts[i] for i in nearest(claim, texts, 3)))
    return max(share[0] for share in reader.entails([(e, claim) for e in evidence]))


def measure_wice(reader: Reader, data: Path) -> dict[str, Any]:
    """WiCE dev: claim against the page's sentences; and against the gold supporting sentences joined."""
    rows = [json.loads(line) for line in (data / "wice/claim/dev.jsonl").open(encoding="utf-8")]
    labels = np.array([int(r["label"] == "supported") for r in rows])
    scores = np.array([support_score(reader, r["claim"], r["evidence"]) for r in rows])
    figures: dict[str, Any] = {"claims": len(rows), "auroc": auroc(scores, labels)}
    figures["balanced_accuracy_at_0.5"] = balanced_accuracy(scores, labels, 0.5)
    figures["balanced_accuracy_tuned"] = best_balanced(scores, labels)
    gold = [r for r in rows if r["supporting_sentences"]]
    pairs = [(" ".join(r["evidence"][i] for i in r["supporting_sentences"][0]), r["claim"]) for r in gold]
    oracle = np.array([share[0] for share in reader.entails(pairs)])
    figures["auroc_gold_sentences"] = auroc(oracle, np.array([int(r["label"] == "supported") for r in gold]))
    return figures


def measure_summedits(reader: Reader, data: Path, most: int) -> dict[str, Any]:
    """SummEdits, `most` summaries a domain: least and mean over summary sentences of the best support."""
    table = {}
    for path in sorted((data / "summedits").glob("*.json")):
        rows = sorted(
            json.loads(path.read_text(encoding="utf-8")), key=lambda r: zlib.crc32(r["id"].encode())
        )[:most]
        labels = np.array([r["label"] for r in rows])
        found = []
        for row in rows:
            texts = sentences(row["doc"]) or [row["doc"]]
            found.append([support_score(reader, s, texts) for s in sentences(row["summary"])])
        least, mean = np.array([min(f) for f in found]), np.array([np.mean(f) for f in found])
        table[path.stem.removeprefix("summedits_")] = {
            "summaries": len(rows),
            "auroc_min": auroc(least, labels),
            "auroc_mean": auroc(mean, labels),
            "balanced_accuracy_tuned": max(best_balanced(least, labels), best_balanced(mean, labels)),
        }
    return table


def measure_speed(reader: Reader) -> float:
    """Milliseconds a pair of 50 wordpieces, 30 pairs in one call, best of seven."""
    sentence = (
        "The council approved a plan to repair forty bridges along the northern coast before next year ends, "
        * 2
    )
    question = "How many bridges will the council repair along the coast?"
    times = []
    for turn in range(7):
        began = time.perf_counter()
        reader.answers(question, [f"{sentence[:140]} {turn} {i}" for i in range(30)])
        times.append(time.perf_counter() - began)
    return min(times) / 30 * 1000


def rounded(value: Any) -> Any:
    """Figures to three places, in tables of any depth; those that do not exist (AUROC of one class) go."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items() if v == v}
    return round(value, 3) if isinstance(value, float) else value


def half(row: Row) -> bool:
    """True for the half on which calibration is fitted (by question or claim)."""
    return zlib.crc32(b"half" + key(row["first"]).encode()) % 2 == 0


def spans(reader: Reader, rows: list[Row]) -> dict[str, float]:
    """Exact match and word F1 of the marked words, on held-out right sentences with known answers."""
    exact, shared = [], []
    for row in rows:
        window = Window(row["before"], row["sentence"], row["after"])
        start, end = reader.read(row["first"], [window])[0].span
        wanted = key(row["sentence"][slice(*row["span"])]).split()
        found = key(row["sentence"][start:end]).split()
        same = sum((Counter(wanted) & Counter(found)).values())
        exact.append(wanted == found)
        shared.append(2 * same / (len(wanted) + len(found)) if found else 0.0)
    return {"pairs": len(rows), "exact": float(np.mean(exact)), "f1": float(np.mean(shared))}


def fit(answers: Array, asked: Array, claims: Array, claimed: Array) -> dict[str, Any]:
    """Calibration and thresholds from logits and labels of the fitting half.

    Both thresholds let one wrong pair in ten through: held-out wrong pairs are nearly all hard ones.
    """
    scale, shift = fit_platt(answers, asked)
    exact = claimed < 3
    warmth = fit_temperature(claims[exact], claimed[exact])
    chances, shares = calibrated(answers, scale, shift), softmax(claims * warmth)
    return {
        "calibration": {"answer_scale": scale, "answer_shift": shift, "claim_scale": warmth},
        "thresholds": {
            "answered": float(np.quantile(chances[asked == 0], 0.90)),
            "supported": float(np.quantile(shares[claimed > 0, 0], 0.90)),
        },
    }


def calibrated(logits: Array, scale: float, shift: float) -> Array:
    """Probabilities of the answer head."""
    return np.asarray(1 / (1 + np.exp(-(logits * scale + shift))))


def describe(rows: list[Row], seen: int) -> dict[str, Any]:
    """What the card says of the model's origin: labels, base, licences, and pairs in the mixes by set."""
    sets = tomllib.loads((Path(__file__).parent / "sets.toml").read_text(encoding="utf-8"))
    return {
        "labels": ["supported", "contradicted", "neutral"],
        "base": "the reader of before (71,040 pairs), which began as all-MiniLM-L6-v2 (Apache-2.0)",
        "licence": "weights CC BY-SA 4.0 (some sets are share-alike); base Apache-2.0; no text of a set",
        "wordpieces": {"first": FIRST, "sentence": SENTENCE, "before": BEFORE, "after": AFTER},
        "training_pairs_seen": seen,
        "pairs_in_the_mixes": dict(sorted(Counter(r["set"] for r in rows if r["split"] == "train").items())),
        "training_data": sets,
    }


def main(arguments: argparse.Namespace) -> None:
    build = arguments.build
    everything = [json.loads(line) for path in arguments.mixes for line in path.open(encoding="utf-8")]
    held = sorted(
        (r for r in everything if r["split"] == "held"), key=lambda r: zlib.crc32(r["first"].encode())
    )
    asked = [r for r in held if r["task"] == "qa"][: arguments.most]
    claimed = [r for r in held if r["task"] == "nli"][: arguments.most]
    write_card(build, "reader.onnx", IDENTITY)
    raw = Reader(build, threads=2)
    answers, claims = answer_logits(raw, asked), claim_logits(raw, claimed)
    asked_labels, claimed_labels = (np.array([r["label"] for r in rows]) for rows in (asked, claimed))
    first, other = (np.array([half(r) for r in rows]) for rows in (asked, claimed))
    extra = rounded(fit(answers[first], asked_labels[first], claims[other], claimed_labels[other]))
    numbers = extra["calibration"]
    chances = calibrated(answers, numbers["answer_scale"], numbers["answer_shift"])[~first]
    shares = softmax(claims * numbers["claim_scale"])[~other]
    test_asked = [r for r, fitted in zip(asked, first, strict=True) if not fitted]
    test_claimed = [r for r, fitted in zip(claimed, other, strict=True) if not fitted]
    supported = (claimed_labels[~other] == 0).astype(int)
    extra["metrics"] = {
        "answers_held_out": report_answers(test_asked, chances, extra["thresholds"]["answered"]),
        "claims_held_out": report_claims(test_claimed, shares),
        "answers_calibration_error": calibration_error(chances, asked_labels[~first]),
        "claims_calibration_error": calibration_error(shares[:, 0], supported),
        "answering_words": spans(raw, [r for r in asked if r["span"]]),
        "milliseconds_a_pair": measure_speed(raw),
    }
    write_card(build, "reader.onnx", extra)
    if arguments.outside:
        reader = Reader(build, threads=2)
        extra["metrics"]["wice_dev"] = measure_wice(reader, arguments.data)
        extra["metrics"]["summedits"] = measure_summedits(reader, arguments.data, 60)
    write_card(build, "reader.onnx", describe(everything, arguments.seen) | rounded(extra))
    print(json.dumps(rounded(extra), indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("mixes", type=Path, nargs="+")
    parser.add_argument("--outside", action="store_true", help="WiCE dev and SummEdits too")
    parser.add_argument("--most", type=int, default=1200, help="held-out pairs of each task")
    parser.add_argument("--seen", type=int, required=True, help="training pairs seen, for the card")
    main(parser.parse_args())
