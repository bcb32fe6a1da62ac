"""The measuring sets of briefings: what they are, and how to read them.

All of them were marked by hand on public articles that no rule of `qa/brief` was made for: the unseen part of
`../shared/data/news` (`bench/split.py`) and ECB+. They hold ids, offsets and short spans, never the texts.

    said.jsonl    statements: article, start and end of the sentence, speaker, role
    said_fresh.jsonl  the same on ECB+, interviews, press releases and news, marked later, all of it locked
    said_pages.jsonl  every sentence of pages of 2019 (`article_extraction`) and of texts of ECB+; "open":
        one may take it for a statement or not
    when.jsonl    expressions of time: article, start, end, the days they mean ("open": no day can be known)
    topics.jsonl  topics of one, two and several words, and the articles that are about them

Half of each set is locked (`locked`): it is run once, at the end, and no rule may be made for it.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from split import unseen  # noqa: E402

from qa.types import Article  # noqa: E402

__all__ = ["DATA", "ECB", "NEWS", "RELEASES"]
__all__ += ["ecb", "have", "locked", "news", "pages", "rows", "unseen"]

DATA = ROOT.parent / "shared" / "data"
NEWS = DATA / "news" / "articles.jsonl.gz"
RELEASES = DATA / "news" / "press_releases.jsonl.gz"
ECB = DATA / "ecbplus" / "articles.jsonl.gz"
PAGES = DATA / "article_extraction" / "ground-truth.json"


def locked(key: str) -> bool:
    """Whether a row belongs to the locked half: by article or, for a topic, by its words."""
    return zlib.crc32(f"briefings:{key}".encode()) % 2 == 1


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one set."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@lru_cache(maxsize=1)
def news() -> dict[str, Article]:
    """The articles of `news` and the press releases by their id there."""
    found = {}
    for path in (NEWS, RELEASES):
        for row in _records(path):
            published = date.fromisoformat(row["published"]) if row["published"] else None
            found[row["id"]] = Article.make(
                row["title"],
                row["text"],
                outlet=row["outlet"],
                published=published,
                language=row["language"],
                url=f"https://news.invalid/{row['id']}",
            )
    return found


@lru_cache(maxsize=1)
def ecb() -> dict[str, tuple[Article, str]]:
    """The texts of ECB+ by their id there, each with its event; the first line serves as the title."""
    found = {}
    for row in _records(ECB):
        body = plain(row["text"])
        title = body.split("\n")[0][:160]
        found[row["id"]] = (Article.make(title, body, url=f"https://ecb.invalid/{row['id']}"), row["event"])
    return found


@lru_cache(maxsize=1)
def pages() -> dict[str, Article]:
    """The bodies of the saved pages by the first letters of their names, without date and headline."""
    found = json.loads(PAGES.read_text("utf-8"))
    return {
        f"page-{name[:12]}": Article.make(row["url"][-60:], row["articleBody"], "The Paper", url=row["url"])
        for name, row in found.items()
        if row.get("url") and row["articleBody"]
    }


def plain(text: str) -> str:
    """The text without its tokeniser's marks and without the line of the address."""
    body = "\n".join(line for line in text.split("\n") if not line.startswith("http"))
    for mark, usual in (
        ("`` ", '"'), (" ''", '"'), (" ,", ","), (" .", "."), (" 's", "'s"), (" n't", "n't"), (" ;", ";"),
        (" :", ":"), (" - ", "-"), (" ?", "?"), (" '", "'"), ("( ", "("), (" )", ")"), ("$ ", "$"),
        (" %", "%"), (" ’ ", "’"),
    ):  # fmt: skip
        body = body.replace(mark, usual)
    return body


def have(*paths: Path) -> bool:
    """Whether the public sets are here; says so when they are not."""
    missing = [str(path) for path in paths if not path.exists()]
    for path in missing:
        print(f"{path} is not here: nothing is measured")
    return not missing
