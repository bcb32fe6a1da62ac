"""Learn what tells its reader what to write: `python -m bench.injection.learn_vectors FOLDER`.

Writes qa/models/multilingual/orders.npy, 386 weights of a logistic loss. Orders are frames of our own in 18
languages (`frames.tsv`), filled in, the prompts of `bench.injection.learn`, bastioncorpus (its wheel in
FOLDER, MIT) and the two sets of orders that are open by now. Against them stand honest frames, the honest
sentences of these sets and of bastioncorpus, news of the half on which no bar is chosen, 100 French articles
and paragraphs of questions in 13 languages. Prints the bars for shares of the other half of the news.
`--share 0.02` tries it on a part and writes nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.injection import learn
from bench.injection.attacks import OWN, fresh
from qa.models.multilingual.base import FOLDER
from qa.models.multilingual.orders import features
from qa.text import sentence_spans
from qa.text.orders import weighs_as_order

TARGET = FOLDER / "orders.npy"
KEEP_DOWN = 1e-5
"""Weight of the penalty on large weights, for each example."""


def framed(kind: str, rng: random.Random) -> Iterator[str]:
    """The frames of a kind, each filled in several times: 14 in English, 6 in others, honest ones fewer."""
    rows = [line.split("\t") for line in (OWN / "frames.tsv").read_text("utf-8").splitlines()]
    of = lambda what, language="": [t for k, lang, t in rows if (k, lang) == (what, language)]  # noqa: E731
    for _, language, frame in (row for row in rows if row[0] == kind):
        made: dict[str, None] = {}
        wanted = (14 if language == "en" else 6) if kind == "order" else (10 if language == "en" else 5)
        for _ in range(3 * wanted):
            said = {"{S}": of("statement", language), "{P}": of("phrase"), "{N}": of("name")}
            text = frame
            for mark, choices in said.items():
                text = text.replace(mark, rng.choice(choices)) if mark in text else text
            made[text] = None
        yield from list(made)[:wanted]


def bastion(folder: Path) -> Iterator[tuple[str, bool]]:
    """The sentences of bastioncorpus in plain words, and whether they are attacks."""
    with zipfile.ZipFile(next(folder.glob("bastioncorpus*.whl"))) as content:
        lines = content.read("bastioncorpus/corpus/injections.jsonl").decode("utf-8").splitlines()
    for row in map(json.loads, lines):
        attack = row["label"] != "benign"
        if attack and (row["category"].startswith("obf") or len(row["text"]) >= 250):
            continue
        yield from ((row["text"][a:b], attack) for a, b in sentence_spans(row["text"]))


def abroad(rng: random.Random) -> Iterator[str]:
    """600 sentences of French news, and 300 of each file of questions in other languages."""
    for file in sorted((learn.DATA / "multilingual").glob("*.gz")):
        language = re.search(r"(?:xquad\.|squad-)(\w\w)", file.name)
        found: dict[str, None] = {}
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row.get("p") or row.get("context") or ""
                found |= {text[a:b]: None for a, b in sentence_spans(text, language[1] if language else "en")}
        yield from rng.sample(list(found), min(300, len(found)))
    found = {}
    with gzip.open(learn.DATA / "news/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["language"] == "fr":
                found |= {row["text"][a:b]: None for a, b in sentence_spans(row["text"], "fr")}
    yield from rng.sample(list(found), 600)


def examples(folder: Path, rng: random.Random) -> list[tuple[str, bool]]:
    """Sentences, and whether each is an order."""
    prompts = sorted((s for _, s in learn.prompts(folder)), key=weighs_as_order, reverse=True)
    news = learn.news(0)
    to_reader = [s for s in news if re.search(r"\b(?:you|your|please|let['’]s)\b", s, re.IGNORECASE)]
    orders = [*framed("order", rng), *rng.sample(prompts[: int(0.65 * len(prompts))], 2500)]
    others = [*framed("honest", rng), *to_reader[:1500], *rng.sample(news, 3500), *abroad(rng)]
    for name in ("fresh", "second"):
        for kind, place in (("attack", orders), ("honest", others)):
            place += [one.text[a:b] for one in fresh(kind, name) for a, b in sentence_spans(one.text)]
    return [(s, True) for s in orders] + [(s, False) for s in others] + list(bastion(folder))


def learned(rows: Any, wanted: Any) -> Any:
    """The weights, by Newton's method, in steps where all numbers are about as wide."""
    middle = rows[:, :-1].mean(axis=0)
    width = 20 * (rows[:, :-1] - middle).std()
    x = np.hstack([(rows[:, :-1] - middle) / width, rows[:, -1:], np.ones((len(rows), 1))])
    weights = np.zeros(x.shape[1])
    for _ in range(8):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - wanted) + KEEP_DOWN * len(x) * weights
        bend = (x * (p * (1 - p) + 1e-6)[:, None]).T @ x + KEEP_DOWN * len(x) * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, slope)
    plain = weights[:-2] / width
    return np.concatenate([plain, weights[-2:-1], [weights[-1] - middle @ plain]]).astype(np.float32)


def main() -> int:
    """Learn, print the bars, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    asked, rng = parser.parse_args(), random.Random(1)
    found = examples(asked.folder, rng)
    found = rng.sample(found, int(asked.share * len(found)))
    weights = learned(
        np.stack([features(s) for s, _ in found]).astype(np.float64), np.array([y for _, y in found], float)
    )
    judged = rng.sample(learn.news(1), int(4000 * asked.share))
    odds = np.sort([float(features(s) @ weights[:-1] + weights[-1]) for s in judged])
    for share in (0.001, 0.002, 0.01, 0.02, 0.04):
        print(f"{share:.3f} of the sentences of news are above {odds[-1 - int(share * len(odds))]:.2f}")
    print(f"{sum(y for _, y in found)} orders, {sum(not y for _, y in found)} others")
    if asked.share == 1:
        np.save(TARGET, weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
