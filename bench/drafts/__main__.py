"""What the checks do with sentences nobody made them for: python -m bench.drafts [--half open] [--show KIND].

Prints for each kind how many sentences were removed and marked, with 95 % intervals (Wilson), the reasons by
rule, and the time a sentence takes. The locked sets
("locked", "fresh" and "second") are run once each, at the end.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

from bench.drafts.cases import ARTICLES, EASY, FAITHFUL, Case, load
from qa.answer.verify.verify import SentenceOutcome, check_sentence

GROUPS = {
    "faithful": FAITHFUL,
    "easy faults": EASY,
}


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    centre = share + z * z / (2 * of)
    half = z * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return (centre - half) / (1 + z * z / of), (centre + half) / (1 + z * z / of)


def outcome(verdict: SentenceOutcome) -> str:
    if verdict.sentence is None:
        return "removed"
    return "marked" if verdict.sentence.support == "partial" else "shown"


def table(cases: Sequence[Case], verdicts: Sequence[SentenceOutcome]) -> str:
    """One line a kind, and one for the faithful, the easy and the hard ones together."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for case, verdict in zip(cases, verdicts, strict=True):
        group = "faithful" if case.faithful else "easy faults" if case.kind in EASY else "hard faults"
        for row in (group, case.kind):
            rows[row][outcome(verdict)] += 1
    lines = ["| kind | sentences | removed | marked | 95 % interval of removed |", "|---|---|---|---|---|"]
    first = ("faithful", *FAITHFUL, "easy faults", *EASY, "hard faults")
    for name in (*first, *sorted(rows.keys() - set(first))):
        of = rows[name].total()
        removed, marked = rows[name]["removed"], rows[name]["marked"]
        low, high = wilson(removed, of)
        shares = f"{removed / of:.3f} | {marked / of:.3f} | {low:.2f}-{high:.2f}"
        lines.append(f"| {name} | {of} | {shares} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("open", "locked", "fresh", "second"), default="open")
    parser.add_argument("--show", help="print the sentences of this kind, or 'wrong' ones")
    options = parser.parse_args()
    if not ARTICLES.exists():
        sys.exit(f"skipped: no {ARTICLES}")
    cases = load(options.half)
    check_sentence(cases[0].draft, [cases[0].evidence])  # loads the model, which is not timed
    started, busy = time.perf_counter(), time.process_time()
    verdicts = [check_sentence(case.draft, [case.evidence]) for case in cases]
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    if options.show:
        for case, verdict in zip(cases, verdicts, strict=True):
            wrong = (outcome(verdict) == "shown") != case.faithful
            if options.show == case.kind or (options.show == "wrong" and wrong):
                print(f"{outcome(verdict):8}{case.kind:15}{case.draft.text}  <{verdict.reason}>")
    print(table(cases, verdicts))
    print(f"\n{1000 * seconds / len(cases):.1f} ms a sentence, {1000 * busy / len(cases):.1f} ms of CPU")


if __name__ == "__main__":
    main()
