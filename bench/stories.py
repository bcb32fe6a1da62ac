"""How well articles are grouped into stories: B-cubed on ECB+ (../shared/data/ecbplus), beside TF-IDF alone.

python bench/stories.py
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qa.brief.find.stories import THRESHOLD, _cluster, group, tf_idf  # noqa: E402
from qa.text import content_words  # noqa: E402
from qa.types import Article  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "ecbplus" / "articles.jsonl.gz"


def load() -> tuple[list[Article], list[tuple[int, str]]]:
    """The texts as articles, without the line of the address; the gold event of each."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Article.make("", plain(row["text"])) for row in rows], [(r["topic"], r["event"]) for r in rows]


def plain(text: str) -> str:
    """The text without its tokeniser's marks."""
    body = "\n".join(line for line in text.split("\n") if not line.startswith("http"))
    for mark, usual in (("`` ", '"'), (" ''", '"'), (" ,", ","), (" .", "."), (" 's", "'s")):
        body = body.replace(mark, usual)
    return body


def b_cubed(found: list[list[int]], gold: list[tuple[int, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of B-cubed (Bagga and Baldwin 1998)."""
    events: dict[tuple[int, str], set[int]] = defaultdict(set)
    for index, event in enumerate(gold):
        events[event].add(index)
    precision = recall = 0.0
    for members in found:
        for index in members:
            shared = len(events[gold[index]] & set(members))
            precision += shared / len(members)
            recall += shared / len(events[gold[index]])
    p, r = precision / len(gold), recall / len(gold)
    return p, r, 2 * p * r / (p + r)


def grouped(labels: list[int]) -> list[list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(labels):
        found[label].append(index)
    return list(found.values())


def main() -> int:
    if not DATA.exists():
        print("../shared/data/ecbplus is not here")
        return 0
    articles, gold = load()
    table = tf_idf([content_words(a.text) for a in articles])
    similarity = table @ table.T
    best = max((b_cubed(grouped(_cluster(similarity, t)), gold)[2], t) for t in np.arange(0.12, 0.30, 0.02))
    print(f"TF-IDF of words, threshold tuned on the set ({best[1]:.2f}): F1 {best[0]:.3f}")
    p, r, f1 = b_cubed(group(articles), gold)
    print(f"qa.brief.find.stories, threshold {THRESHOLD}: precision {p:.3f} recall {r:.3f} F1 {f1:.3f}")
    return 0 if f1 >= 0.90 else 1


if __name__ == "__main__":
    raise SystemExit(main())
