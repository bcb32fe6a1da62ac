"""Lines that return in articles of one outlet: which are taken for furniture, on releases of 54 offices.

    python -m bench.recurrence [--half open|locked]

Into 40 releases of each office two boxes are put, at any place of 30 % of them; a box counts as found when it
is learned. What else is learned is printed: releases repeat paragraphs of background, which have to stay. The
thresholds were chosen on the first 30 offices; the others have boxes of their own.

Data: `../shared/data/news/press_releases.jsonl.gz`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from pathlib import Path

from qa.articles.cleaning.recurrence import line_key, recurring_lines
from qa.types import Article

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "news" / "press_releases.jsonl.gz"
OPEN = 30
BOXES = {
    "open": (
        "Sign up for Dawn Brief and get the best of our reporting in your inbox every morning.",
        "The Harbour Post: independent since 1898.",
        "Support journalism that asks the questions others leave out: become a member for a coffee.",
        "Download our app for breaking news, live scores and weather where you are.",
        "You can hear this story in our daily podcast, wherever you listen.",
        "This newspaper is owned by its readers.",
    ),
    "locked": (
        "Got a tip? Our desk reads every letter that comes in.",
        "From the people who brought you the Saturday crossword.",
        "Never miss a headline: turn on alerts in your browser.",
        "We are a small room of nine reporters, and your gift keeps the lights on.",
        "More on this in tonight's late edition at half past ten.",
        "Printed on paper made from straw. Please pass it on.",
    ),
}


def offices(half: str) -> dict[str, list[Article]]:
    """The releases of each office, a paragraph a line."""
    found: dict[str, list[Article]] = defaultdict(list)
    for line in gzip.decompress(DATA.read_bytes()).decode().splitlines():
        row = json.loads(line)
        text = "\n\n".join(block for block in row["text"].split("\n") if block.strip())
        found[row["outlet"]].append(Article.make(row["title"], text, row["outlet"]))
    names = list(found)[:OPEN] if half == "open" else list(found)[OPEN:]
    return {name: found[name][:40] for name in names}


def with_boxes(articles: list[Article], boxes: list[str], draw: random.Random) -> list[Article]:
    made = []
    for article in articles:
        blocks = article.text.split("\n\n")
        for box in boxes:
            if draw.random() < 0.3:
                blocks.insert(draw.randrange(len(blocks) + 1), box)
        made.append(Article.make(article.title, "\n\n".join(blocks), article.outlet))
    return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", default="open", choices=("open", "locked"))
    half, draw = parser.parse_args().half, random.Random(3)
    put = found = others = paragraphs = 0
    for name, articles in offices(half).items():
        boxes = draw.sample(BOXES[half], 2)
        mixed = with_boxes(articles, boxes, draw)
        learned = recurring_lines(mixed)
        put += len(boxes)
        found += sum(line_key(box) in learned for box in boxes)
        for key, one in learned.items():
            if key not in map(line_key, boxes):
                others += one.articles
                print(f"{name[:40]}: {one.articles} times: {one.line[:100]}")
        paragraphs += sum(article.text.count("\n\n") + 1 for article in articles)
    print(f"boxes learned {found} of {put}; paragraphs of releases taken {others} of {paragraphs:,}")


if __name__ == "__main__":
    main()
