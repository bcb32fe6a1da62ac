"""How much of the true article body is extracted from saved news pages, and how little else.

Data: `../shared/data/article_extraction`. Measure: shingles of 4 tokens (`\\w+`) as multisets; mean precision
and recall over the pages, and the F1 of these means. Run: `python bench/extraction.py`
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "article_extraction"
SETTINGS: dict[str, dict[str, bool]] = {
    "defaults": {},
    "favor_recall": {"favor_recall": True},
    "favor_precision": {"favor_precision": True},
    "fast (no fallback)": {"fast": True},
    "fast + precision": {"fast": True, "favor_precision": True},
    "precision, no tables": {"favor_precision": True, "include_tables": False},
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return (
        Counter(zip(*(words[i:] for i in range(4)), strict=False))
        if len(words) >= 4
        else Counter([tuple(words)])
    )


def score(found: str, truth: str) -> tuple[float, float]:
    ours, theirs = shingles(found), shingles(truth)
    shared = sum((ours & theirs).values())
    return shared / max(sum(ours.values()), 1), shared / max(sum(theirs.values()), 1)


def measure(name: str, pages: list[tuple[bytes, str]], extract: Callable[[bytes], str]) -> None:
    started = time.process_time()
    scores = [score(extract(page), truth) for page, truth in pages]
    precision, recall = (sum(values) / len(scores) for values in zip(*scores, strict=True))
    f1 = 2 * precision * recall / (precision + recall)
    each = (time.process_time() - started) / len(scores) * 1000
    print(f"{name:34} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {each:4.0f} ms/page")


def trafilatura_alone(**options: bool) -> Callable[[bytes], str]:
    import trafilatura

    def extract(page: bytes) -> str:
        return (
            trafilatura.extract(page.decode("utf-8"), include_comments=False, output_format="txt", **options)
            or ""
        )

    return extract


def whole_path(page: bytes) -> str:
    from qa.articles.load import load_articles

    return load_articles("-", stdin=page).articles[0].text


def before_cleaning(page: bytes) -> str:
    from qa.articles.pages.html import read_html

    return read_html(page).text


def main() -> int:
    if not DATA.is_dir():
        print("skipped: ../shared/data/article_extraction is not here")
        return 0
    truth = json.loads((DATA / "ground-truth.json").read_text("utf-8"))
    pages = [
        (gzip.decompress((DATA / "html" / f"{k}.html.gz").read_bytes()), v["articleBody"])
        for k, v in truth.items()
    ]
    print(f"{len(pages)} pages")
    for name, options in SETTINGS.items():
        measure(f"trafilatura {name}", pages, trafilatura_alone(**options))
    measure("read_html (no cleaning)", pages, before_cleaning)
    measure("load_articles (whole path)", pages, whole_path)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
