"""Differences between sources: what is listed, and how much of it is real.

    python bench/briefings/differ.py              # the open half; --locked; -v: each pair that is not right
    python bench/briefings/differ.py --thresholds # the open half, with other thresholds of compare/denials.py
    python bench/briefings/differ.py --topics     # what is listed on whole topics; --locked

A pair is an article of `news` that nothing was made for, and a sentence of ours in another outlet's article:
it contradicts a sentence there, says the same in other words, speaks of another occasion, or comes later and
tells what has changed. What is listed is real where it sets these two sentences against each other; an update
may be listed as one in time. Whatever else is listed is false.

On whole topics nothing is marked: what is listed is printed with the ids of its articles, to be judged by
hand. They are the topics of `topics.jsonl`, each set of articles once, and the stories that `news` is grouped
into, every article taken for another outlet's. A topic of ECB+ and the one made like it lie in one half.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sets
from sets import ecb, locked, news, rows

from qa.brief.compare import differences as grounds
from qa.brief.compare.differences import differences
from qa.brief.find.stories import group, story_of
from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.models.embedder import make_embedder
from qa.models.readers import get_reader
from qa.types import Article
from qa.types.briefing import Difference

MOST = 20


def pair(row: dict[str, Any]) -> tuple[Article, Article]:
    """The article, and the other outlet's with the claim."""
    article = news()[row["article"]]
    day = article.published + timedelta(days=row["later"]) if article.published else None
    return article, Article.make(article.title, row["claim"], "The Other Paper", published=day)


def listed(articles: list[Article], readings: SentenceReadings) -> list[Difference]:
    """The differences between articles on one story."""
    sheet = make_sheet(articles, readings)
    return differences(sheet, {a.id: 0 for a in articles}, get_reader(), MOST)


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


def topics(half: bool) -> Iterator[tuple[str, list[Article]]]:
    """Sets of articles that one briefing would read, each with its name; every set once."""
    kept = {
        key: a for key, a in news().items() if a.language == "en" and key.startswith(("wiki", "voa", "gum"))
    }
    known: set[tuple[str, ...]] = set()
    for row in rows("topics.jsonl"):
        about = tuple(row["about"])
        first = about[0].split("-")[0] if row["set"] == "ecbplus" else row["topic"]
        if about in known or not about or locked(first) != half:
            continue
        known.add(about)
        if row["set"] == "ecbplus":
            yield row["topic"], [_of(key, a) for key, (a, event) in ecb().items() if event in about]
        else:
            yield row["topic"], [_of(key, news()[key]) for key in about]
    keys = list(kept)
    for members in group(list(kept.values())):
        if len(members) > 1 and locked(keys[members[0]]) == half:
            yield keys[members[0]], [_of(keys[i], kept[keys[i]]) for i in members]


def _of(key: str, article: Article) -> Article:
    return replace(article, outlet=key, agency=None)


def show_topics(half: bool, readings: SentenceReadings) -> None:
    """What is listed on whole topics, each difference once, with both sentences."""
    count, kinds, known = 0, Counter[str](), set[object]()
    for name, articles in topics(half):
        if len(articles) < 2:
            continue
        count += 1
        for one in differences(make_sheet(articles, readings), story_of(articles), get_reader(), MOST):
            cited = frozenset((c.article_id, c.start) for side in one.sides for c in side.sentence.citations)
            if cited in known:
                continue
            known.add(cited)
            kinds[one.kind] += 1
            print(f"{name}: {one.kind} [{one.about}]")
            for side in one.sides:
                print(f"    {side.outlet} {side.published or ''} {side.phrase!r} in: {side.sentence.text}")
    print(f"{count} topics, {kinds.total()} listed: {dict(kinds)}")


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("--locked", "--thresholds", "--topics", "-v"):
        parser.add_argument(name, action="store_true")
    wanted = parser.parse_args()
    if not sets.NEWS.exists():
        print("skipped: ../shared/data is not here")
        return
    readings = SentenceReadings(make_embedder("minilm"), keep=2000)
    if wanted.thresholds:
        thresholds(readings)
    elif wanted.topics:
        show_topics(wanted.locked, readings)
    else:
        print(told(measure(wanted.locked, readings, verbose=wanted.v)))


if __name__ == "__main__":
    main()
