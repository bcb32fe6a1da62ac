"""Claim pairs of the NLI sets in the form of the other mixes, so that training on news forgets nothing.

    python bench/training/replay.py ../shared/data/train replay.jsonl

Made from data.py's mix without what it makes itself, because that is made of Wikinews articles of both
parts of bench/split.py.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from data import build

SIZES = {
    "fever_dev": 1800, "fever_neutral": 700, "fever_symmetric": 600, "mnli_dev": 1500, "nyu_nli_wiki": 1500,
    "snli_cad": 1000, "snli_devtest": 500, "begin": 900, "scitail": 500, "conjnli": 700, "breaking_nli": 400,
    "drop_nli": 400, "dialfact": 100,
}  # fmt: skip
LONGEST = 60


def main(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mix = Path(folder) / "mix.jsonl"
        build(source, mix)
        rows = [json.loads(line) for line in mix.open(encoding="utf-8")]
    random.Random(5).shuffle(rows)
    taken: Counter[tuple[str, str]] = Counter()
    with target.open("w", encoding="utf-8") as out:
        for task, name, claim, evidence, label, split in rows:
            most = SIZES.get(name, 0) // (1 if split == "train" else 12)
            if task != "nli" or taken[name, split] >= most or len(evidence.split()) > LONGEST:
                continue
            taken[name, split] += 1
            row = {"task": "nli", "set": name, "first": claim, "before": "", "sentence": evidence}
            row |= {"after": "", "label": label, "span": None, "split": split}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(sum(taken.values()), "pairs")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
