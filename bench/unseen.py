"""Make folders of the articles that the questions in `questions/` were written from, for a library.

    python bench/unseen.py DIR [news ecbplus pages fresh second third fourth fifth plain]

`news`: the English articles of ../shared/data/news that `split.unseen` keeps from training, with a meta.csv
(title, outlet, day). `ecbplus`: all 510 short reports of ECB+. `pages`: the saved web pages, as they are.
`fresh`: the unseen Wikinews articles of the question sets, most without a title, and 200 press releases.
`second`: the same Wikinews articles and the saved web pages; it is asked about those that no other set uses.
`third`: the same again with ECB+, the press releases of `fresh` and those that are asked about; as `second`.
`fourth`: the Wikinews articles, ECB+ and the press releases again, with those that it is asked about.
`fifth`: the same, with the press releases that it is asked about.
`plain`: the English news articles that no question of another set was written from; some of them the networks
were trained on, so it is for questions about a library, not for facts.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from split import unseen, unseen_record  # noqa: E402
from stories import plain  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
NAMES = ("news", "ecbplus", "pages", "fresh", "second", "third", "fourth", "fifth", "plain")
RELEASES = 200
"""Press releases of the library `fresh`; the first in the order of the hash of their ids."""


def make(name: str, folder: Path) -> Path:
    """The folder that holds the articles of a set. Raises FileNotFoundError without the shared data."""
    made = {"news": _news, "ecbplus": _ecbplus, "pages": _pages}
    made |= {
        "fresh": _fresh,
        "second": _second,
        "third": _third,
        "fourth": _fourth,
        "fifth": _fifth,
        "plain": _plain,
    }
    return made[name](folder / name)


def _news(folder: Path) -> Path:
    with gzip.open(DATA / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["language"] == "en" and unseen(r["id"])]
    return _written(rows, folder)


def _fresh(folder: Path) -> Path:
    return _written(_records("qa/wikinews_qa_docs") + _records("press_releases")[:RELEASES], folder)


def _second(folder: Path) -> Path:
    _written(_records("qa/wikinews_qa_docs"), folder)
    return _with_pages(folder)


def _third(folder: Path) -> Path:
    return _with_pages(_reports_and_releases(folder, "facts-third.jsonl"))


def _fourth(folder: Path) -> Path:
    return _reports_and_releases(folder, "facts-fourth.jsonl")


def _fifth(folder: Path) -> Path:
    return _reports_and_releases(folder, "facts-fifth.jsonl")


def _reports_and_releases(folder: Path, questions: str) -> Path:
    asked = (ROOT / "bench" / "questions" / questions).read_text("utf-8")
    releases = [r for i, r in enumerate(_records("press_releases")) if i < RELEASES or r["id"] in asked]
    _ecbplus(folder)
    return _written(_records("qa/wikinews_qa_docs") + releases, folder)


def _plain(folder: Path) -> Path:
    used: set[str] = set()
    for file in (ROOT / "bench" / "questions").glob("*.jsonl"):
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            if row.get("library") != "plain":
                used |= {row["article"]} if row.get("article") else set(row.get("articles", ()))
    with gzip.open(DATA / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["language"] == "en" and r["id"] not in used]
    return _written(rows, folder)


def _with_pages(folder: Path) -> Path:
    for page in sorted(_pages(folder).iterdir()):
        (folder / page.name.removesuffix(".gz")).write_bytes(gzip.decompress(page.read_bytes()))
    return folder


def _records(name: str) -> list[dict[str, Any]]:
    """The unseen records of a file of ../shared/data/news, in the order of the hash of their ids."""

    def hashed(row: dict[str, Any]) -> str:
        return hashlib.sha256(f"fresh{row['id']}".encode()).hexdigest()

    with gzip.open(DATA / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return sorted((r for r in map(json.loads, lines) if unseen_record(r)), key=hashed)


def _written(rows: list[dict[str, Any]], folder: Path) -> Path:
    """The articles as files with a meta.csv."""
    folder.mkdir(parents=True, exist_ok=True)
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
