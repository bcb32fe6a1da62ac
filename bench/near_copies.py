"""Near-copies, measured: `python bench/near_copies.py`. What chose the threshold of duplicates.py.

Copies: each text of ../shared/data/ecbplus of 120 words or more, edited as desks edit wire copy: the last
third cut, the first paragraph rewritten (its words shuffled), one word in thirty replaced, and all three.
Independent reports: all pairs of texts of the same event by different sites, and the two seeds. Some of these
pairs are real wire copies; the highest are printed to be read.
"""

from __future__ import annotations

import gzip
import json
import random
from itertools import combinations
from pathlib import Path

from qa.articles.cleaning.clean import clean
from qa.articles.cleaning.duplicates import NEAR, band_keys, signature, similarity

SHARED = Path(__file__).resolve().parents[2] / "shared"


def edits(text: str, chance: random.Random) -> dict[str, str]:
    """The same text as other desks would print it."""
    words = text.split()
    third = words[: len(words) * 2 // 3]
    opening = words[:25]
    chance.shuffle(opening)
    rewritten = [*opening, *words[25:]]

    def replaced(some: list[str]) -> list[str]:
        return [w if chance.random() > 1 / 30 else "edited" for w in some]

    return {
        "last third cut": " ".join(third),
        "half cut": " ".join(words[: len(words) // 2]),
        "opening rewritten": " ".join(rewritten),
        "1 word in 30 replaced": " ".join(replaced(words)),
        "all three": " ".join(replaced([*opening, *third[25:]])),
    }


def main() -> None:
    """Print how far apart copies and independent reports are."""
    path = SHARED / "data" / "ecbplus" / "articles.jsonl.gz"
    if not path.exists():
        print("ecbplus is not there: nothing to measure")
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chance = random.Random(7)
    texts = [a["text"] for a in articles]
    signatures = [signature(text) for text in texts]
    found: dict[str, list[float]] = {}
    met: dict[str, list[bool]] = {}
    for text, own in zip(texts, signatures, strict=True):
        if len(text.split()) >= 120:
            for name, edited in edits(text, chance).items():
                copy = signature(edited)
                found.setdefault(name, []).append(similarity(own, copy))
                met.setdefault(name, []).append(not set(band_keys(own)).isdisjoint(band_keys(copy)))
    for name, scores in found.items():
        near = sum(s >= NEAR for s in scores) / len(scores)
        low = sorted(scores)[len(scores) // 20]
        share = sum(met[name]) / len(scores)
        print(f"{name:24} near {near:.3f}   met {share:.3f}   5th percentile {low:.2f}   n {len(scores)}")
    pairs = sorted(
        (
            (similarity(signatures[i], signatures[j]), i, j)
            for i, j in combinations(range(len(articles)), 2)
            if (articles[i]["topic"], articles[i]["event"]) == (articles[j]["topic"], articles[j]["event"])
        ),
        reverse=True,
    )
    near = sum(score >= NEAR for score, _, _ in pairs)
    print(f"same event, pairs: {len(pairs)}, near {near}; highest:")
    for score, i, j in pairs[:25]:
        print(f"  {score:.2f}  {texts[i][:70]!r}  |  {texts[j][:70]!r}")
    print("quantiles", [round(pairs[int(len(pairs) * q)][0], 2) for q in (0.001, 0.01, 0.02, 0.05, 0.1, 0.5)])
    others = [similarity(a, b) for a, b in combinations(signatures, 2)]
    keys = [frozenset(band_keys(s)) for s in signatures]
    compared = [not a.isdisjoint(b) for a, b in combinations(keys, 2)]
    near = [s >= NEAR for s in others]
    missed = sum(close and not meets for close, meets in zip(near, compared, strict=True))
    print(f"all pairs: {len(others)}, compared {sum(compared)}, near {sum(near)}, of these not met {missed}")
    seeds = [clean(p.read_text("utf-8"), title=None).text for p in sorted((SHARED / "seeds").glob("*.txt"))]
    print(
        "the two seeds:",
        [round(similarity(signature(a), signature(b)), 2) for a, b in combinations(seeds, 2)],
    )


if __name__ == "__main__":
    main()
