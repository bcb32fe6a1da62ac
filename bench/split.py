"""Which real articles nothing may be trained or fitted on: they are what locked questions are written from.

    python bench/split.py ../shared/data/news     # how many of each file are unseen

The split is by id alone, so that it can be asked before anything is read: a third of the news articles
(`articles.jsonl.gz`), of the press releases and of the question sets' Wikinews articles (`wikinews_qa_docs`).
A record that stands under two ids (`same_as`) is unseen if either is. The reader before this split had
read some of QAMR's questions on Wikinews articles of both parts; the other files it had not.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILES = ("articles.jsonl.gz", "press_releases.jsonl.gz", "qa/wikinews_qa_docs.jsonl.gz")


def unseen(article_id: str) -> bool:
    """Whether an article is kept for tests: never trained on, and no weight is ever fitted on it."""
    return zlib.crc32(article_id.encode()) % 3 == 0


def unseen_record(record: Mapping[str, Any]) -> bool:
    """`unseen` for a record of the shared news files, under each id that it has."""
    return unseen(record["id"]) or unseen(record.get("same_as") or record["id"])


def document_of(group: str) -> str:
    """The article of a question's `grp`: `Wiki1k:wikinews:1162655:2:1` is of `wikinews-en-curid-1162655`."""
    parts = group.split(":")
    return f"wikinews-en-curid-{parts[2]}" if len(parts) > 2 and parts[1] == "wikinews" else group


def main() -> None:
    for name in FILES:
        with gzip.open(Path(sys.argv[1]) / name, "rt", encoding="utf-8") as lines:
            kept = [unseen_record(json.loads(line)) for line in lines]
        print(f"{name:32} {sum(kept):5} unseen of {len(kept)}")


if __name__ == "__main__":
    main()
