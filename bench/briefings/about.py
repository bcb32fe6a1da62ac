"""Topic to articles: recall and precision over 184 topics of ECB+ and `news`, and the weights behind them.

    python bench/briefings/about.py FOLDER           # the open half; --locked; -v: the faults
    python bench/briefings/about.py FOLDER --fit     # fit the weights of qa/search/about.py on the open half

FOLDER holds the two libraries; it is made when it is not there (some minutes). An article that only mentions
a topic ("mention") counts neither way. Averages are over topics.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sets
from sets import ecb, locked, news, rows

from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.search import about
from qa.types import Article, Query

Seen = tuple[dict[str, Any], list[tuple[str, about.AboutFeatures]]]


def libraries(folder: Path) -> dict[str, Library]:
    """The library of each set; the address of an article ends with its id there."""
    embedder = make_embedder("minilm")
    texts: dict[str, dict[str, Article]] = {
        "news": {k: a for k, a in news().items() if not k.startswith("senate") and k.split("-")[0] in NEWS},
        "ecbplus": {k: a for k, (a, _) in ecb().items()},
    }
    found = {}
    for name, articles in texts.items():
        library = Library.open(folder / name, embedder, create=True)
        if not library.coverage().articles:
            library.add_articles(list(articles.values()))
        found[name] = library
    return found


NEWS = ("wikinews", "voa", "gum")


def seen(folder: Path, want_locked: bool) -> list[Seen]:
    """What the decision rests on, for each topic of a half."""
    known = libraries(folder)
    found = []
    for row in rows("topics.jsonl"):
        if locked(row["topic"]) == want_locked:
            features = about.features(known[row["set"]], Query(row["topic"]))
            found.append((row, [((a.url or "").rsplit("/", 1)[-1], values) for a, values in features]))
    return found


def members(row: dict[str, Any], key: str) -> set[str]:
    """The ids of the articles that are about a topic, or mention it."""
    if row["set"] == "news":
        return set(row[key])
    return {article for article, (_, event) in ecb().items() if event in row[key]}


def used(row: Seen, weights: Sequence[float]) -> set[str]:
    """The ids of the articles that the decision uses."""
    judged = [about.judgement(Article(key, "", "", None), values, weights) for key, values in row[1]]
    judged.sort(key=lambda one: -one.probability)
    return {one.article.id for one in about.never_empty(judged) if one.relation == "about"}


def scores(
    found: Sequence[Seen], weights: Sequence[float], *, verbose: bool = False
) -> tuple[float, float, int, int]:
    """Mean recall and precision, the topics that get nothing, and how many topics there are."""
    recalls, precisions, empty = [], [], 0
    for row in found:
        right, mention = members(row[0], "about"), members(row[0], "mention")
        if not right:
            continue
        shown = used(row, weights)
        counted = shown - mention
        recalls.append(len(shown & right) / len(right))
        precisions.append(len(counted & right) / len(counted) if counted else float(bool(shown)))
        empty += not shown
        if verbose and min(recalls[-1], precisions[-1]) < 0.8:
            print(f"  {row[0]['topic'][:60]:60} recall {recalls[-1]:.2f} precision {precisions[-1]:.2f}")
    return float(np.mean(recalls)), float(np.mean(precisions)), empty, len(recalls)


MENTION = 0.3
"""What an article that only mentions a topic weighs against one that has nothing to do with it."""


def fitted(found: Sequence[Seen], *, like: bool = True, ridge: float = 1.0) -> list[float]:
    """Weights of the logistic regression, by Newton's method with a ridge."""
    table, gold, parts = [], [], []
    for row in found:
        right, mention = members(row[0], "about"), members(row[0], "mention")
        for key, values in row[1]:
            table.append(values.row() if like else about.without_likeness(values).row())
            gold.append(key in right)
            parts.append(MENTION if key in mention else 1.0)
    x, y, part = np.array(table), np.array(gold, float), np.array(parts)
    weights = np.zeros(x.shape[1])
    penalty = ridge * np.r_[np.ones(len(weights) - 1), 1e-6]
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (part * (p - y)) + penalty * weights
        curve = (x * (part * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return [round(float(w), 2) for w in weights]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    if not sets.have(sets.NEWS, sets.ECB):
        return 0
    found = seen(args.folder, args.locked)
    if args.fit:
        print("WEIGHTS", fitted(found))
        print("FIRST_WEIGHTS", fitted(found, like=False))
        folds = [[r for r in found if zlib.crc32(str(r[0]["about"][:1]).encode()) % 4 == k] for k in range(4)]
        crossed = [scores(fold, fitted([r for r in found if r not in fold])) for fold in folds]
        mean = np.average([c[:2] for c in crossed], axis=0, weights=[c[3] for c in crossed])
        print(f"crossed over four folds of topics: recall {mean[0]:.3f} precision {mean[1]:.3f}")
        return 0
    recall, precision, empty, count = scores(found, about.WEIGHTS, verbose=args.v)
    print(f"{count} topics: recall {recall:.3f} precision {precision:.3f}, {empty} with nothing")
    for name in ("news", "ecbplus"):
        part = scores([r for r in found if r[0]["set"] == name], about.WEIGHTS)
        print(f"  {name:8} {part[3]:3} topics: recall {part[0]:.3f} precision {part[1]:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
