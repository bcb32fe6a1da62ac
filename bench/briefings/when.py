"""What expressions of time mean on real news: 295 of them, marked with the day of their article

    python bench/briefings/when.py            # the open half; --locked: the locked half; -v: the faults

Right: the days that are meant, or left as written where nothing tells. "open" counts those left as written
though a reader can tell the days; "wrong" is any other day than the right one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from typing import Any

import sets
from sets import locked, news, rows

from qa.brief.read.expressions import moments_in
from qa.brief.read.quoting import quoted_spans
from qa.text import sentence_spans
from qa.types import Article


def days_of(article: Article, start: int, end: int) -> tuple[date, date] | None:
    """First and last day of the moment that stands at these offsets; None when it is left as written."""
    for a, b in sentence_spans(article.text, article.language):
        if a <= start < b:
            spoken = [(x - a, y - a) for x, y in quoted_spans(article.text)]
            for one in moments_in(article.text[a:b], article.published, spoken):
                when = one.when
                if one.start < end - a and start - a < one.end and when.first and when.last:
                    return when.first, when.last
    return None


def judge(row: dict[str, Any], found: tuple[date, date] | None) -> str:
    """One of "right", "open" and "wrong"."""
    gold = [tuple(map(date.fromisoformat, (span.split("..") * 2)[:2])) for span in row["days"]]
    if found is None:
        return "open" if gold else "right"
    return "right" if found in gold else "wrong"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("-v", action="store_true")
    args = parser.parse_args()
    if not sets.have(sets.NEWS, sets.RELEASES):
        return 0
    count: Counter[str] = Counter()
    for row in rows("when.jsonl"):
        if locked(row["article"]) != args.locked:
            continue
        article = news()[row["article"]]
        found = days_of(article, row["start"], row["end"])
        mark = judge(row, found)
        count[mark] += 1
        if args.v and mark != "right":
            text = article.text[max(0, row["start"] - 70) : row["end"] + 30].replace("\n", " ")
            shown = f"{found[0]}..{found[1]}" if found else "open"
            print(f"{mark:5} [{article.published:%a %F}] {row['written']!r} = {row['days']}, found {shown}")
            print(f"      …{text}…")
    total = sum(count.values())
    for name in ("right", "open", "wrong"):
        print(f"{name:6} {count[name]:4} of {total}  {count[name] / max(1, total):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
