"""The cases of `../shared/cases` that are files: what `qa add` makes of each, held against what is right.

python bench/cases.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT.parent / "shared" / "cases"
sys.path.insert(0, str(ROOT))

from qa.articles.load import load_articles  # noqa: E402
from qa.errors import LoadError  # noqa: E402
from qa.types import Article  # noqa: E402


def flat(text: str | None) -> str:
    return " ".join((text or "").split())


def faults(case: dict[str, Any], found: list[Article]) -> list[str]:
    """What is wrong; empty when it is right."""
    if case.get("no_article"):
        return [f"taken as {a.title!r}" for a in found]
    if not found:
        return ["no article"]
    bad = [f"{len(found)} articles"] if len(found) != case.get("count", 1) else []
    text = flat(" ".join(a.text for a in found))
    bad += [f"missing {w!r}" for w in case.get("must", ()) if flat(w) not in text]
    bad += [f"kept {w!r}" for w in case.get("mustnot", ()) if flat(w) in text]
    article = found[0]
    day = article.published.isoformat() if article.published else None
    for name, got in (("title", article.title), ("published", day), ("outlet", article.outlet)):
        right = case.get(name, got)
        bad += [f"{name} {got!r}"] if got not in (right if isinstance(right, list) else [right]) else []
    if "authors" in case and sorted(article.authors) != sorted(case["authors"]):
        bad.append(f"authors {article.authors}")
    return bad


def main() -> int:
    right, cases = 0, json.loads((CASES / "cases.json").read_text("utf-8"))
    for name, case in cases.items():
        try:
            found = list(load_articles(str(CASES / name)).articles)
        except LoadError as error:
            found = []
            if not case.get("no_article"):
                print(f"{name}: {error.message}")
        bad = faults(case, found)
        right += not bad
        if bad:
            print(f"{name}: {'; '.join(bad)[:200]}")
    print(f"{right} of {len(cases)} right")
    return int(right < len(cases))


if __name__ == "__main__":
    sys.exit(main())
