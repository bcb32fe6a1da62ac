"""Cleaning of scraped text, measured: `python bench/cleaning.py [--show N] [--page PREFIX]`.

1. Each seed: title, outlet, what is kept, what is removed and why.
2. The saved pages of ../shared/data/article_extraction, flattened to plain text (every block element a
   line, scripts dropped, nothing else known): 4-gram shingle precision, recall and F1 against the true body
   before and after cleaning. Multisets of `\\w+` tokens; mean over pages; F1 of the means.
3. The true bodies themselves, fed to `clean`: how much of them survives. Cleaning must not eat bodies.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

from lxml import html

from qa.articles.cleaning.clean import Cleaned, clean
from qa.articles.cleaning.metadata import detect_language

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAGES = SHARED / "data" / "article_extraction"
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "dd", "details", "div", "dl"),
        *(
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
        ),
        *(
            "header",
            "li",
            "main",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "td",
            "th",
        ),
        *("tr", "ul"),
    )
)
_SILENT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select"}


def flatten(source: bytes) -> str:
    """The visible text of a page as a crude scraper would take it: every block element starts a line."""
    pieces: list[str] = []

    def walk(node: html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            return
        block = node.tag in _BLOCKS
        if block:
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", node.text or ""))
        for child in node:
            walk(child)
            pieces.append(re.sub(r"\s+", " ", child.tail or ""))
        if block:
            pieces.append("\n")

    walk(html.fromstring(source, parser=html.HTMLParser(encoding="utf-8")))
    lines = (line.strip() for line in "".join(pieces).splitlines())
    return "\n".join(line for line in lines if line)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of 4-grams of `\\w+` tokens; a shorter text is one shingle."""
    words = re.findall(r"\w+", text)
    if len(words) < 4:
        return Counter({tuple(words): 1} if words else {})
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def score(predicted: str, true: str) -> tuple[float, float]:
    """Precision and recall of 4-grams."""
    found, wanted = shingles(predicted), shingles(true)
    hits = sum((found & wanted).values())
    return hits / max(1, sum(found.values())), hits / max(1, sum(wanted.values()))


def row(name: str, scores: list[tuple[float, float]]) -> None:
    """One line of the table."""
    precision = sum(p for p, _ in scores) / len(scores)
    recall = sum(r for _, r in scores) / len(scores)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{name:34} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  pages {len(scores)}")


def show(cleaned: Cleaned) -> None:
    """What was made of one text."""
    print(f"TITLE    {cleaned.title}")
    print(f"OUTLET   {cleaned.outlet}   AGENCY {cleaned.agency}   DATE {cleaned.published}")
    print(f"AUTHORS  {cleaned.authors}\nDATELINE {cleaned.dateline}")
    for line in cleaned.text.split("\n\n"):
        print("  KEEP   ", line[:150])
    for caption in cleaned.captions:
        print("  CAPTION", caption[:150])
    for removed in cleaned.removed:
        print(f"  -      [{removed.reason}] {removed.text[:120]}")


def main() -> None:
    """Print all three parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="print what became of the first N pages")
    parser.add_argument("--page", default="", help="print the page whose id starts with this")
    options = parser.parse_args()
    if not options.page:
        for path in sorted((SHARED / "seeds").glob("*.txt")):
            print(f"== {path.name}")
            show(clean(path.read_text("utf-8"), title=None))
    if not PAGES.exists():
        print("article_extraction is not there: part 2 and 3 skipped")
        return
    before, after, bodies = [], [], []
    lost: list[tuple[float, str]] = []
    truth = json.loads((PAGES / "ground-truth.json").read_text("utf-8"))
    started = time.perf_counter()
    for number, (page, entry) in enumerate(sorted(truth.items())):
        if not page.startswith(options.page):
            continue
        plain = flatten(gzip.decompress((PAGES / "html" / f"{page}.html.gz").read_bytes()))
        body = entry["articleBody"]
        cleaned = clean(plain, title=None, language=detect_language(body))
        before.append(score(plain, body))
        after.append(score(cleaned.text, body))
        alone = clean(body, title=None)
        bodies.append(
            score(f"{alone.title}\n{alone.text}" if alone.title in body[:200] else alone.text, body)
        )
        lost.append((after[-1][1] - before[-1][1], f"{page[:8]} P {after[-1][0]:.2f} R {after[-1][1]:.2f}"))
        if options.page or number < options.show:
            print(f"\n== {page[:12]} {entry['url']}  {before[-1]} -> {after[-1]}; body alone {bodies[-1]}")
            show(cleaned)
            if options.page:
                print("-- the true body alone")
                show(alone)
    row("flattened pages, as scraped", before)
    row("flattened pages, cleaned", after)
    row("true bodies, cleaned", bodies)
    print("largest losses of recall:", [f"{page} {loss:+.3f}" for loss, page in sorted(lost)[:8]])
    worst = sorted(zip((r for _, r in bodies), sorted(truth), strict=False))[:8] if not options.page else []
    print("true bodies that lost most:", [f"{page[:8]} {recall:.3f}" for recall, page in worst])
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
