"""What each check removes on texts it was not made for: python -m bench.drafts.rules [--texts N].

The open drafts, WiCE dev and N of the five domains of SummEdits. A check removes a text of the two sets when
it fails a sentence of it against each of the four stretches of the document that share most with it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter

from bench.drafts.cases import load as load_drafts
from bench.support import DATA, grounds, load
from qa.answer.verify.checks.registry import CHECKS, disagreements
from qa.answer.verify.facts import facts_of, ground_of, joined


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1000, help="texts of SummEdits, a seeded sample")
    options = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"skipped: no {DATA}")
    removed: Counter[tuple[str, str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    for case in load_drafts("open"):
        places = {s.id: s for s in case.evidence.sentences}
        cited = [ground_of(case.evidence.article, places[i].start, places[i].end) for i in case.draft.claims]
        total["drafts", case.faithful] += 1
        for name in disagreements(facts_of(case.draft.text), joined(cited)):
            removed[name, "drafts", case.faithful] += 1
    cases = load(DATA)
    rest = [c for c in cases if c.domain != "wice"]
    random.Random(0).shuffle(rest)
    for text in [c for c in cases if c.domain == "wice"] + rest[: options.texts]:
        group = "wice" if text.domain == "wice" else "summedits"
        total[group, text.supported] += 1
        failed: set[str] = set()
        for claim in text.claims:
            found = [set(disagreements(facts_of(claim), g)) for g in grounds(claim, text.document)]
            failed |= set.intersection(*found)
        for name in failed:
            removed[name, group, text.supported] += 1
    groups = ("drafts", "wice", "summedits")
    head = " | ".join(f"{g} ({total[g, True]} true, {total[g, False]} false)" for g in groups)
    print(f"| check | {head} |\n|---|---|---|---|")
    for name, _ in CHECKS:
        row = " | ".join(f"{removed[name, g, True]}, {removed[name, g, False]}" for g in groups)
        print(f"| {name} | {row} |")


if __name__ == "__main__":
    main()
