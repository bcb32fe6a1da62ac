"""Make folders of the articles that the questions in `questions/` were written from, for a library.

    python bench/unseen.py DIR [news ecbplus pages]

`news`: the English articles of ../shared/data/news that `split.unseen` keeps from training, with a meta.csv
(title, outlet, day). `ecbplus`: all 510 short reports of ECB+. `pages`: the saved web pages, as they are.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from split import unseen  # noqa: E402
from stories import plain  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
NAMES = ("news", "ecbplus", "pages")


def make(name: str, folder: Path) -> Path:
    """The folder that holds the articles of a set. Raises FileNotFoundError without the shared data."""
    return {"news": _news, "ecbplus": _ecbplus, "pages": _pages}[name](folder / name)


def _news(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(DATA / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["language"] == "en" and unseen(r["id"])]
    with (folder / "meta.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("path", "title", "outlet", "published"))
        for row in rows:
            table.writerow((f"{row['id']}.txt", row["title"], row["outlet"], row["published"]))
            (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    return folder


def _ecbplus(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(DATA / "ecbplus" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            (folder / f"{row['id']}.txt").write_text(plain(joined(row["text"])), encoding="utf-8")
    return folder


def joined(text: str) -> str:
    """A text that was cut to words throughout, with its figures, hyphens and marks put together again."""
    text = re.sub(r"(?<=\d) (,(?= \d{3}\b)|[.:]) (?=\d)", r"\1", text)
    text = re.sub(r"(?<=\w) - (?=\w)", "-", text)
    return re.sub(r" ([,.;:!?%)\]”’])", r"\1", re.sub(r"([(\[$“‘]) ", r"\1", text))


def _pages(folder: Path) -> Path:
    pages = DATA / "article_extraction" / "html"
    if not pages.is_dir():
        raise FileNotFoundError(pages)
    return pages


if __name__ == "__main__":
    for wanted in sys.argv[2:] or NAMES:
        print(make(wanted, Path(sys.argv[1])))
