"""Ask a library what a newcomer would ask it, in plain words, and hold what is shown against what was due.

    python -m bench.plain [--half open|locked] [--library DIR] [--show] [--groups period,said]

`bench/questions/plain.jsonl`, over 356 articles, written before any was asked. A question is right where it
was taken for a kind that can answer it and what is shown has the words that are due (`shows`, at least
`least` of them), the number that a count over the articles gives, one of the names that may come first
(`top`), the verdict, or what came first; and where all that is shown is of the days asked for. Where nothing
is due, nothing may be shown. What is neither right nor refused is other.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import unseen  # noqa: E402
from kinds import QUESTIONS, Case, _count, has, interval, library  # noqa: E402

from qa.types import Answer, Article  # noqa: E402


def judge(case: Case, answer: Answer, articles: Sequence[Article]) -> str:
    """right, refused or other."""
    shown = [s.text for s in answer.sentences] + [s.title for s in answer.sources]
    told = " ".join([*shown, *(c.text for c in answer.computed)])
    empty = not answer.sentences and not answer.computed
    if case["expect"] == "none":
        zero = bool(answer.computed) and answer.computed[0].result == 0
        return "right" if empty or zero else "other"
    if empty:
        return "refused"
    if answer.kind not in case["kinds"]:
        return "other"
    return "right" if _holds(case, answer, articles, told) else "other"


def _holds(case: Case, answer: Answer, articles: Sequence[Article], told: str) -> bool:
    made = answer.computed[0] if answer.computed else None
    if made is not None and made.operation == "verdict" and made.result != case.get("verdict", "yes"):
        return False
    if "count" in case:
        return _count({**case, "kind": "count"}, answer, articles) == "right"
    if "verdict" in case:
        return made is not None and made.result == case["verdict"]
    if "top" in case:
        return made is not None and any(name in str(made.operands[0].label) for name in case["top"])
    if "first" in case:
        if made is None or made.result not in ("before", "after"):
            return False
        return has(case["first"], made.operands[0 if made.result == "before" else 1].label)
    days = [s.published.isoformat() for s in answer.sources if s.published]
    within = all(case.get("since", "") <= day <= case.get("until", "9") for day in days)
    return within and sum(has(p, told) for p in case["shows"]) >= case.get("least", len(case["shows"]))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("open", "locked"), default="open")
    parser.add_argument("--groups", default="", help="only these groups, by comma")
    parser.add_argument("--library", type=Path, help="keep the library here")
    parser.add_argument("--show", action="store_true", help="print each answer (open half only)")
    options = parser.parse_args()
    if not unseen.DATA.exists():
        sys.exit(f"skipped: no data sets at {unseen.DATA}")
    rows = map(json.loads, (QUESTIONS / "plain.jsonl").read_text("utf-8").splitlines())
    wanted = set(options.groups.split(",")) - {""}
    asked = [r for r in rows if r["half"] == options.half and (not wanted or r["group"] in wanted)]
    found: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as made:
        desk = library("plain", options.library or Path(made))
        articles = desk.list()
        for case in asked:
            started = time.process_time()
            answer = desk.ask(case["question"])
            spent = time.process_time() - started
            verdict = judge(case, answer, articles)
            found[case["group"]].append(verdict)
            found["all"].append(verdict)
            if options.show and options.half == "open":
                print(f"\n{verdict.upper()} [{answer.kind}, {spent:.1f} s] {case['question']}")
                print(*(f"  = {c.text[:300]}" for c in answer.computed), sep="\n")
                print(*(f"  - {s.text[:220]}" for s in answer.sentences), sep="\n")
                print("  notes:", *answer.notes, "| unanswered:", *answer.unanswered)
        desk.close()
    for group, verdicts in found.items():
        mean, low, high = interval([float(v == "right") for v in verdicts])
        print(
            f"{group:12} right {mean:.2f} ({low:.2f}–{high:.2f}), refused {verdicts.count('refused')}, "
            f"other {verdicts.count('other')} of {len(verdicts)}"
        )


if __name__ == "__main__":
    main()
