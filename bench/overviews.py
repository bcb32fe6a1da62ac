"""Measure an overview: the largest stories that it shows, those shown twice, and what it takes.

    python bench/overviews.py [--articles 283] [--library DIR]

Takes the Wikinews articles of 2019 and 2020 in ../shared/data/news, then the others and the press releases,
until there are as many as asked for. The stories to be shown are those of `qa.brief.find.stories`, which
holds every two articles against each other; an overview does not, so that it can be made of a large
library. Prints how many of the 20 largest are among the 20 shown, how many lines tell a story that another
line tells, and CPU seconds of the first overview, of the next, and of one after an article is added.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from unseen import DATA  # noqa: E402

from qa.brief.find.stories import group  # noqa: E402
from qa.desk.desk import Desk  # noqa: E402

SHOWN = 20
ALL_PAIRS = 400
"""Articles up to which every two are held against each other; above it only the times are measured."""


def written(folder: Path, count: int) -> Path:
    """The articles as files with a meta.csv."""
    rows: list[dict[str, Any]] = []
    for name in ("articles", "press_releases"):
        with gzip.open(DATA / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows += [r for r in map(json.loads, lines) if r.get("language", "en") == "en"]
    rows.sort(key=lambda r: not r["id"].startswith(("wikinews-en-2019", "wikinews-en-2020")))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "meta.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("path", "title", "outlet", "published"))
        for row in rows[:count]:
            table.writerow((f"{row['id']}.txt", row["title"], row["outlet"], row["published"]))
            (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    return folder


def timed(desk: Desk) -> tuple[Any, float]:
    """An overview of everything, and its CPU seconds."""
    started = time.process_time()
    return desk.overview(), time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=283)
    parser.add_argument("--library", type=Path, help="keep the library here")
    options = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"skipped: no data sets at {DATA}")
    with tempfile.TemporaryDirectory() as made:
        place = options.library or Path(made) / "library"
        desk = Desk.open(library=place)
        source = written(Path(made) / "source", options.articles)
        desk.add([str(source)], meta=source / "meta.csv")  # what an earlier run has added costs a hash
        found, first = timed(desk)
        _, again = timed(desk)
        late = Path(made) / "late.txt"
        late.write_text("The ferry to Orrin sails again\n\nThe ferry to Orrin sails again from Monday.\n")
        desk.add([str(late)], outlet="Courier", published="2020-12-31")
        _, changed = timed(desk)
        articles = [a for a in desk.list() if a.outlet != "Courier"]
        desk.close()
    print(f"{len(articles)} articles: first {first:.1f} s of CPU, again {again:.1f}, one added {changed:.1f}")
    if len(articles) > ALL_PAIRS:
        return
    stories = sorted(({articles[i].id for i in part} for part in group(articles)), key=len, reverse=True)
    shown = [set(line.articles) for line in found.stories]
    seen = sum(any(story & line for line in shown) for story in stories[:SHOWN])
    owner = [max(range(len(stories)), key=lambda i: len(stories[i] & line)) for line in shown]
    twice = len(owner) - len(set(owner))
    print(f"of the {SHOWN} largest stories {seen} are shown; {twice} lines tell one that another line tells")
    print("sizes of the largest:", [len(s) for s in stories[:SHOWN]])


if __name__ == "__main__":
    main()
