"""Topics in English over French articles: python bench/briefings/abroad.py FOLDER [--locked] [-v].

Recall and precision of the French articles that are used, on the topics of `topics_languages.txt`, in a
library of 100 French and 200 English articles of `news`. FOLDER holds the library; it is made when it is not
there.
"""

from __future__ import annotations

import argparse
import statistics
import zlib
from pathlib import Path

from sets import news

from qa.library.library import Library
from qa.models.embedder import MiniLM
from qa.search.about import judged
from qa.types import Query

TOPICS = Path(__file__).with_name("topics_languages.txt")


def library(folder: Path) -> Library:
    """The articles; the address of one ends with its number."""
    made = Library.open(folder / "languages", MiniLM(), create=True)
    if not made.coverage().articles:
        articles = list(news().values())
        french = [a for a in articles if a.language == "fr"]
        english = [a for a in articles if a.language == "en"]
        made.add_articles([*french, *english[:200]])
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("-v", action="store_true", help="the faults")
    given = parser.parse_args()
    recalls, precisions, empty = [], [], 0
    with library(given.folder) as held:
        for line in TOPICS.read_text(encoding="utf-8").splitlines():
            topic, _, numbers = line.partition(" | ")
            if not numbers or (zlib.crc32(topic.encode()) % 2 == 1) is not given.locked:
                continue
            used = [j.article for j in judged(held, Query(topic)) if j.relation == "about"]
            found = {(a.url or "").rpartition("-")[2] for a in used if a.language == "fr"}
            right = set(numbers.split())
            recalls.append(len(found & right) / len(right))
            precisions += [len(found & right) / len(found)] if found else []
            empty += not used
            if given.v and found != right:
                print(f"{topic}: found {sorted(found)}, right {sorted(right)}")
    print(
        f"{len(recalls)} topics, recall {statistics.mean(recalls):.3f}, precision"
        f" {statistics.mean(precisions):.3f}, nothing for {empty}"
    )


if __name__ == "__main__":
    main()
