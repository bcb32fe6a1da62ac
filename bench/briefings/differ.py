"""Differences between sources: what is listed, and how much of it is real.

    python bench/briefings/differ.py              # the open half; --locked; -v: each pair that is not right
    python bench/briefings/differ.py --thresholds # the open half, with other thresholds of compare/denials.py
    python bench/briefings/differ.py --events     # what is listed between texts of ECB+, to be judged

A pair is an article of `news` that nothing was made for, and a sentence of ours in another outlet's article:
it contradicts a sentence there, says the same in other words, speaks of another occasion, or comes later and
tells what has changed. What is listed is real where it sets these two sentences against each other; an update
may be listed as one in time. Whatever else is listed is false.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any

import sets
from sets import ecb, locked, news, rows

from qa.brief.compare import differences as grounds
from qa.brief.compare.compare import Limits, compared
from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.models.embedder import make_embedder
from qa.models.readers import get_reader
from qa.types import Article
from qa.types.briefing import Difference

MOST = Limits(0, 0, 20, 0)


def pair(row: dict[str, Any]) -> tuple[Article, Article]:
    """The article, and the other outlet's with the claim."""
    article = news()[row["article"]]
    day = article.published + timedelta(days=row["later"]) if article.published else None
    return article, Article.make(article.title, row["claim"], "The Other Paper", published=day)


def listed(articles: list[Article], readings: SentenceReadings) -> tuple[Difference, ...]:
    """The differences between articles on one story."""
    sheet = make_sheet(articles, readings)
    return compared(sheet, {a.id: 0 for a in articles}, get_reader(), MOST).differences


def is_real(row: dict[str, Any], found: Difference) -> bool:
    """Whether a difference is the one that the pair has."""
    quoted = {(c.article_id, c.start) for side in found.sides for c in side.sentence.citations}
    article, _ = pair(row)
    wanted = found.kind == "in time" if row["relation"] == "update" else found.kind != "in time"
    return row["relation"] in ("contradicted", "update") and wanted and (article.id, row["start"]) in quoted


def measure(half: bool, readings: SentenceReadings, *, verbose: bool = False) -> dict[str, float]:
    """Counts over one half of the pairs."""
    seen: Counter[str] = Counter()
    for row in rows("differ.jsonl"):
        if locked(row["article"]) != half:
            continue
        found = listed(list(pair(row)), readings)
        real = [one for one in found if is_real(row, one)]
        seen.update(pairs=1, listed=len(found), real=len(real))
        seen.update({f"{row['relation']} pairs": 1, f"{row['relation']} found": bool(real)})
        if verbose and (len(real) != len(found) or (row["relation"] == "contradicted" and not real)):
            print(f"{row['relation']}: {row['claim']}")
            for one in found:
                if one not in real:
                    print(f"   {one.kind}, false: " + " | ".join(side.phrase for side in one.sides))
    return dict(seen)


def told(seen: dict[str, float]) -> str:
    """One line of a table."""
    share = seen.get("real", 0) / max(1, seen.get("listed", 0))
    found = seen.get("contradicted found", 0)
    return (
        f"{seen['pairs']} pairs, {seen['listed']} listed, {share:.3f} of them real; "
        f"{found} of {seen['contradicted pairs']} contradictions found, "
        f"{seen.get('update found', 0)} of {seen.get('update pairs', 0)} updates"
    )


def thresholds(readings: SentenceReadings) -> None:
    """The open half at other thresholds: probability of contradiction, and nearness."""
    for opposed in (0.4, 0.5, 0.6, 0.7, 0.8):
        for near in (0.35, 0.45):
            grounds.OPPOSED, grounds.NEAR = opposed, near
            print(f"{opposed} {near}: {told(measure(False, readings))}")


def events() -> Iterator[list[Article]]:
    """67 pairs of texts of ECB+, one or two of each event, the same ones every time."""
    by_event: dict[str, list[tuple[str, Article]]] = {}
    for key, (article, event) in ecb().items():
        by_event.setdefault(event, []).append((key, article))
    for event in sorted(by_event):
        texts = sorted(by_event[event], key=lambda row: sets.zlib.crc32(row[0].encode()))
        for a, b in list(combinations(texts[:3], 2))[: 1 + (sets.zlib.crc32(event.encode()) % 2)]:
            yield [Article.make(x.title, x.text, f"Outlet {n}", url=x.url) for n, (_, x) in enumerate((a, b))]


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("--locked", "--thresholds", "--events", "-v"):
        parser.add_argument(name, action="store_true")
    wanted = parser.parse_args()
    if not sets.NEWS.exists():
        print("skipped: ../shared/data is not here")
        return
    readings = SentenceReadings(make_embedder("minilm"), keep=2000)
    if wanted.thresholds:
        thresholds(readings)
    elif wanted.events:
        for pair_ in events():
            for one in listed(pair_, readings):
                print(f"{one.kind} [{one.about}]")
                for side in one.sides:
                    print(f"    {side.phrase!r} in: {side.sentence.text[:220]}")
    else:
        print(told(measure(wanted.locked, readings, verbose=wanted.v)))


if __name__ == "__main__":
    main()
