"""Learn which words are verbs, nouns or predicates, by the words that stand before them in training texts.

    python bench/wordforms.py [--write]

Reads the news articles and press releases that `split.py` gives to training, and SQuAD's and QAMR's
sentences. A word that follows "to", "will" or "did" rather than "the" or "his" is a verb; one that follows
"is" or "was" is a predicate. `--write` stores how far each word is one, 1 to 9, for `qa.kinds.words.claim`.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from split import unseen_record  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
FORMS = ROOT / "qa" / "kinds" / "words" / "wordforms.json"
BEFORE = {
    "verb": "to will would could should can may might must did do does cannot they we you i",
    "noun": "the a an his her its their this these those our my some several many of s",
    "said": "is was are were be been being very more most so too became remains seems still also",
}
LEAST = 4
"""A word is kept from this many sightings."""


def texts() -> Iterator[str]:
    """Texts that may be trained on."""
    for name in ("articles", "press_releases"):
        with gzip.open(DATA / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("language", "en") == "en" and not unseen_record(row):
                    yield row["text"]
    for name in ("nqg_squad", "qamr"):
        with gzip.open(DATA / "train" / name / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from {json.loads(line)["p"] for line in lines}


def counted() -> dict[str, Counter[str]]:
    """How often each word that is never a name follows the words of each class."""
    classes = {word: name for name, words in BEFORE.items() for word in words.split()}
    seen: dict[str, Counter[str]] = {}
    for text in texts():
        words = re.findall(r"[A-Za-z]+", text)
        for before, word in pairwise(words):
            name = classes.get(before.lower())
            if name and word.islower() and len(word) > 2 and word not in classes:
                seen.setdefault(word, Counter())[name] += 1
    return seen


def main() -> None:
    seen = counted()
    totals = sum(seen.values(), Counter())
    shares: dict[str, dict[str, int]] = {"verb": {}, "said": {}}
    for word, row in sorted(seen.items()):
        rates = {name: row[name] / totals[name] for name in BEFORE}
        for name, kept in shares.items():
            if row[name] + row["noun"] >= LEAST and rates[name]:
                kept[word] = round(9 * rates[name] / (rates[name] + rates["noun"]))
    for name, kept in shares.items():
        print(name, len(kept), sum(v > 4 for v in kept.values()))
    if "--write" in sys.argv:
        rows: dict[str, str] = {
            "about": "By bench/wordforms.py: how far a word is a verb, or said of something, 1 to 9"
        }
        for name, kept in shares.items():
            for tenth in range(1, 10):
                rows[f"{name} {tenth}"] = " ".join(word for word, share in kept.items() if share == tenth)
        FORMS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
