"""Measure the questions that one sentence does not answer, kind by kind, with 95 % intervals (bootstrap).

    python -m bench.kinds [--half open|locked] [--kinds order,compare] [--sets news fresh]
                          [--files linking-fresh …] [--library DIR] [--json FILE] [--show]

Asks the questions of `LINKING` in `bench/questions`, or of `--files`, of the unseen articles as `qa ask`
does, without a model. Counts are held against a count of its own over the articles. The kind is measured on
all questions of the half, also the facts. The library is made in a temporary folder, or kept in `--library`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import unseen  # noqa: E402

from qa.desk.desk import Desk  # noqa: E402
from qa.kinds.kind import recognise  # noqa: E402
from qa.types import Answer, Article  # noqa: E402

Case = dict[str, Any]
QUESTIONS = ROOT / "bench" / "questions"
LINKING = (
    *("linking", "linking-fresh", "linking-amounts"),
    *("lists", "lists-fresh", "lists-last", "counts", "overviews"),
)
FACTS = ("facts-news", "facts-ecbplus", "facts-pages", "long")
KIND = {"yesno": "yes_no", "both": "sides", "long": "fact"}
"""Kinds of the sets that the product calls by another name."""


def cases(names: Sequence[str], half: str) -> list[Case]:
    """The questions of these files in one half."""
    rows = [
        json.loads(line)
        for name in names
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [row for row in rows if row["half"] == half]


def has(alternatives: str, text: str) -> bool:
    """Whether one of the alternatives stands in a text."""
    return any(part.casefold() in text.casefold() for part in alternatives.split("|"))


def judge(case: Case, answer: Answer, articles: Sequence[Article]) -> str:
    """right, wrong or open (no conclusion) for one answer; lists and overviews give shares instead."""
    made = answer.computed[0] if answer.computed else None
    kind = case["kind"]
    if kind == "both":
        shown = " ".join(s.text for s in answer.sentences)
        return "right" if all(has(item, shown) for item in case["items"]) else "open"
    if kind == "count":
        return _count(case, answer, articles)
    if case["expect"] == "none":
        return "wrong" if made else "right"
    if made is None:
        return "open"
    if kind == "order":
        first = made.operands[0 if made.result == "before" else 1]
        return "right" if made.result != "same day" and has(case["first"], first.label) else "wrong"
    if kind == "compare":
        return (
            "right"
            if any(_equal(abs(float(made.result)), d) for d in case["difference"].split("|"))
            else "wrong"
        )
    return "right" if made.result == case["verdict"] else "wrong"


def _equal(value: float, written: str) -> bool:
    plain = re.sub(r"[,\s]", "", written)
    return bool(re.fullmatch(r"\d+(?:\.\d+)?", plain)) and abs(value - float(plain)) < 0.005


def _count(case: Case, answer: Answer, articles: Sequence[Article]) -> str:
    rows, top = list(articles), ""
    for part in case["count"].split("+"):
        name, _, value = part.partition(":")
        if name.startswith("top"):
            top = name
        else:
            rows = _kept(name, value, rows)
    made = answer.computed[0] if answer.computed else None
    if made is None:
        return "open"
    if top:
        return _ranked(top, case["count"], rows, made.operands[0].label, made.operands[0].value)
    kept = {"outlets": {a.outlet for a in rows}, "days": {a.published for a in rows}}
    number = len(next((kept[n] for n in kept if case["count"].startswith(n)), set())) or len(rows)
    return "right" if made.result == number else "wrong"


def _kept(name: str, value: str, rows: list[Article]) -> list[Article]:
    tests: dict[str, Callable[[Article], bool]] = {
        "mention": lambda a: bool(
            re.search(rf"(?<!\w){value}(?:['’]?s)?(?!\w)", f"{a.title}\n{a.text}", re.IGNORECASE)
        ),
        "outlet": lambda a: a.outlet == value,
        "month": lambda a: str(a.published)[:7] == value,
        "days": lambda a: str(a.published)[:7] == value,
        "year": lambda a: str(a.published)[:4] == value,
        "undated": lambda a: a.published is None,
        "range": lambda a: (
            value.split(":")[0] <= str(a.published) <= value.split(":")[-1] and bool(a.published)
        ),
    }
    return [a for a in rows if name not in tests or tests[name](a)]


def _ranked(top: str, whole: str, rows: list[Article], label: str, value: float | None) -> str:
    keys: dict[str, Callable[[Article], str]] = {
        "top-outlet": lambda a: a.outlet or "",
        "top-month": lambda a: str(a.published)[:7] if a.published else "",
        "top-year": lambda a: str(a.published)[:4] if a.published else "",
        "top-day": lambda a: str(a.published or ""),
    }
    if top in keys:
        counted = Counter(key for a in rows if (key := keys[top](a)))
        return "right" if counted[label] == max(counted.values()) == value else "wrong"
    year = whole.rpartition(":")[2] if ":" in whole else ""
    within = [a for a in rows if not year or str(a.published)[:4] == year]
    held = sum(bool(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", f"{a.title}\n{a.text}")) for a in within)
    return "right" if value and abs(held - value) <= 1 else "wrong"


def interval(values: Sequence[float], rounds: int = 1000) -> tuple[float, float, float]:
    """Mean with its 95 % interval by bootstrap over the questions."""
    if not values:
        return 0.0, 0.0, 0.0
    pick = random.Random(0)
    means = sorted(sum(pick.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return sum(values) / len(values), means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]


def shares(case: Case, answer: Answer) -> dict[str, list[float]]:
    """Of a list: items right, and found among items or sentences; of an overview: stories found."""
    shown = " ".join(f"{s.text}" for s in answer.sentences)
    titles = " ".join(s.title for s in answer.sources)
    made = next((c for c in answer.computed if c.operation == "union"), None)
    labels = [o.label for o in made.operands] if made else []
    if case["kind"] == "overview":
        return {"overview: stories found": [float(has(i, f"{shown} {titles}")) for i in case["items"]]}
    right = [
        float(any(has(i, label) or label.casefold() in i.casefold() for i in case["items"]))
        for label in labels
    ]
    found = [float(any(has(i, label) for label in labels)) for i in case["items"]]
    return {
        "list: items right": right,
        "list: recall in items": found,
        "list: recall in what is shown": [
            float(has(i, f"{shown} {' '.join(labels)}")) for i in case["items"]
        ],
    }


def library(name: str, folder: Path) -> Desk:
    """A desk on a set of unseen articles, made where it is not yet."""
    place = folder / name
    desk = Desk.open(library=place)
    if not (place / "catalog.sqlite").exists():
        source = unseen.make(name, folder / "source")
        meta = source / "meta.csv"
        desk.add([str(source)], meta=meta if meta.exists() else None)
    return desk


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("open", "locked"), default="open")
    parser.add_argument("--kinds", default="", help="only these kinds, by comma")
    parser.add_argument("--sets", nargs="+", default=["news", "fresh"], help="libraries to ask")
    parser.add_argument("--files", nargs="+", default=LINKING, help="files of questions to ask")
    parser.add_argument("--library", type=Path, help="keep the libraries here")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print each answer (open half only)")
    options = parser.parse_args()
    if not unseen.DATA.exists():
        sys.exit(f"skipped: no data sets at {unseen.DATA}")
    figures: dict[str, list[float]] = defaultdict(list)
    told: dict[str, list[float]] = defaultdict(list)
    for case in cases((*LINKING, *FACTS), options.half):
        kind = KIND.get(case["kind"], case["kind"])
        told[kind].append(float(recognise(case["question"]).kind == kind))
    wanted = set(options.kinds.split(",")) - {""}
    with tempfile.TemporaryDirectory() as made:
        asked = [c for c in cases(options.files, options.half) if not wanted or c["kind"] in wanted]
        for name in options.sets:
            desk = library(name, options.library or Path(made))
            articles = desk.list()
            for case in (c for c in asked if c["library"] == name):
                started = time.process_time()
                answer = desk.ask(case["question"])
                figures[f"{case['kind']}: CPU seconds"].append(time.process_time() - started)
                verdict = _note(case, answer, articles, figures)
                if options.show and options.half == "open":
                    print(
                        verdict, case["question"], "|", [c.text for c in answer.computed], answer.unanswered
                    )
            desk.close()
    table = {name: interval(values) for name, values in sorted(figures.items())}
    table |= {f"kind told: {name}": interval(values) for name, values in sorted(told.items())}
    table["kind told: all kinds alike"] = interval([sum(v) / len(v) for v in told.values()])
    counted = {**figures, **{f"kind told: {k}": v for k, v in told.items()}}
    for name, (mean, low, high) in table.items():
        print(f"{name:34} {mean:6.3f}  ({low:.2f}–{high:.2f})  n={len(counted.get(name, ())) or len(told)}")
    if options.json:
        options.json.write_text(json.dumps(table, indent=1), encoding="utf-8")


def _note(case: Case, answer: Answer, articles: Sequence[Article], figures: dict[str, list[float]]) -> str:
    """Adds the figures of one answer, and says what it is."""
    kind = case["kind"]
    if kind in ("list", "overview"):
        for name, values in shares(case, answer).items():
            figures[name] += values
        return ""
    verdict = judge(case, answer, articles)
    group = f"{kind}, no conclusion due" if case["expect"] == "none" else kind
    for name in ("right", "wrong"):
        figures[f"{group}: {name}"].append(float(verdict == name))
    return verdict


if __name__ == "__main__":
    main()
