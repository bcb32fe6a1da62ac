"""Facts by the length of their question: right first, in three, refused, and what the confidence is worth.

    python -m bench.lengths [--half open|locked] [--library DIR] [--plain 80]

Asks `long.jsonl` and, of `facts-news.jsonl`, as many as `--plain`, of the library `news` as `qa ask` does,
without a model. The bar of refusing has to mean the same for a question of 6 words and of 30: for each length
the curve tells what share of the questions with a confidence was right. What is refused keeps its confidence
and its nearest sentence.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import unseen  # noqa: E402
from kinds import cases, has, interval, library  # noqa: E402

LENGTHS = ((0, 9), (10, 14), (15, 19), (20, 24), (25, 99))
"""Words of a question."""
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question gave."""

    words: int
    answerable: bool
    shown: bool
    first: bool
    """Whether the first sentence is right; of a refused question, the nearest one."""
    three: bool
    """Whether one of the first three that are shown is right."""
    confidence: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("open", "locked"), default="open")
    parser.add_argument("--library", type=Path, help="keep the library here")
    parser.add_argument("--plain", type=int, default=80, help="questions of facts-news")
    options = parser.parse_args()
    if not unseen.DATA.exists():
        sys.exit(f"skipped: no data sets at {unseen.DATA}")
    plain = cases(["facts-news"], options.half)
    random.Random(7).shuffle(plain)
    rows: list[Asked] = []
    with tempfile.TemporaryDirectory() as made:
        desk = library("news", options.library or Path(made))
        for case in cases(["long"], options.half) + plain[: options.plain]:
            answer = desk.ask(case["question"], kind="fact")
            texts = [s.text for s in answer.sentences]
            best = texts or ([answer.nearest.quote] if answer.nearest else [])
            right = [all(has(part, text) for part in case.get("contains", ["?"])) for text in best]
            rows.append(
                Asked(
                    len(case["question"].split()),
                    case["expect"] == "answer",
                    bool(texts),
                    bool(right) and right[0],
                    any(right[: 3 if texts else 0]),
                    answer.confidence or 0.0,
                )
            )
        desk.close()
    report(rows)


def report(rows: list[Asked]) -> None:
    """The table by length, then the curve."""
    for low, high in LENGTHS:
        here = [r for r in rows if low <= r.words <= high]
        known, none = ([r for r in here if r.answerable is yes] for yes in (True, False))
        print(
            f"{low:2}–{high:2} words, {len(known):3} answerable: right first "
            f"{share([r.shown and r.first for r in known])}, in three {share([r.three for r in known])}, "
            f"refused {share([not r.shown for r in known])} (the nearest is right for "
            f"{sum(not r.shown and r.first for r in known)}); {len(none):2} not: "
            f"refused {share([not r.shown for r in none])}"
        )
    print("\nconfidence -> share right (questions), also of what is refused")
    for low, high in LENGTHS:
        here = [r for r in rows if low <= r.words <= high]
        parts = []
        for start, end in pairwise(BINS):
            inside = [r.answerable and r.first for r in here if start <= r.confidence < end]
            parts.append(
                f"{start:.1f}+ {sum(inside) / len(inside):.2f} ({len(inside)})"
                if inside
                else f"{start:.1f}+ –"
            )
        print(f"{low:2}–{high:2} words: {'  '.join(parts)}")


def share(values: list[bool]) -> str:
    """A share with its 95 % interval."""
    mean, low, high = interval([float(v) for v in values])
    return f"{mean:.2f} ({low:.2f}–{high:.2f})" if values else "–"


if __name__ == "__main__":
    main()
