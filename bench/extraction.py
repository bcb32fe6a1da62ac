"""What becomes of saved news pages: their text, title, date, authors and outlet, and whether a word goes
unseen.

Data: `../shared/data/article_extraction` (91 pages with the true body); the facts of each page were noted
by hand
from the page (`bench/pages_truth.jsonl`; several values where the page itself states several). Half of the
pages are locked, by the hash of their names: nothing was read off them while the rules were made.

Text: shingles of 4 tokens (`\\w+`) as multisets; mean precision and recall over the pages, F1 of these means.
Title, outlet: equal but for case, quotation marks and spaces. Date: the day as the outlet writes it.
Authors: the
same people. Lost: visible words of a page that are neither in title, text and captions nor among the removed.

Run: `python bench/extraction.py [--open | --locked] [--misses] [--settings]`
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "article_extraction"
TRUTH = ROOT / "bench" / "pages_truth.jsonl"
SETTINGS: dict[str, dict[str, bool]] = {
    "defaults": {},
    "favor_recall": {"favor_recall": True},
    "favor_precision": {"favor_precision": True},
    "fast + precision": {"fast": True, "favor_precision": True},
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if len(words) < 4:
        return Counter([tuple(words)])
    return Counter(zip(*(words[i:] for i in range(4)), strict=False))


def score(found: str, truth: str) -> tuple[float, float]:
    ours, theirs = shingles(found), shingles(truth)
    shared = sum((ours & theirs).values())
    return shared / max(sum(ours.values()), 1), shared / max(sum(theirs.values()), 1)


def summary(name: str, scores: list[tuple[float, float]], seconds: float) -> None:
    precision, recall = (sum(values) / len(scores) for values in zip(*scores, strict=True))
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    each = seconds / len(scores) * 1000
    print(f"{name:34} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {each:4.0f} ms/page")


def measure(name: str, pages: list[tuple[bytes, str]], extract: Callable[[bytes], str]) -> None:
    started = time.process_time()
    texts = [extract(page) for page, _ in pages]
    seconds = time.process_time() - started
    summary(name, [score(text, truth) for text, (_, truth) in zip(texts, pages, strict=True)], seconds)


def trafilatura_alone(**options: bool) -> Callable[[bytes], str]:
    import trafilatura

    def extract(page: bytes) -> str:
        return (
            trafilatura.extract(page.decode("utf-8"), include_comments=False, output_format="txt", **options)
            or ""
        )

    return extract


def before_cleaning(page: bytes) -> str:
    from qa.articles.pages.html import read_html
    from qa.errors import LoadError

    try:
        return read_html(page).text
    except LoadError:
        return ""


def alike(text: str | None) -> str:
    return re.sub(r"[\s\"'“”‘’`´]+", " ", (text or "").casefold()).strip()


def judge(article: Any, truth: dict[str, Any]) -> dict[str, bool]:
    """Which facts of an article are right."""
    names = {alike(n) for n in article.authors}
    return {
        "title": alike(article.title) in {alike(t) for t in truth["title"]},
        "date": (str(article.published) if article.published else None) == truth["published"],
        "authors": any(names == {alike(n) for n in option} for option in truth["authors"]),
        "outlet": alike(article.outlet) in {alike(o) for o in truth["outlet"]},
    }


def visible_lines(page: bytes) -> Iterator[str]:
    """The lines that a reader sees on a page, by a walk of its own: what the reading of pages does is not
    asked."""
    from lxml import html

    from qa.text.wordset import wordlist, wordset

    silent = wordlist(
        "script style noscript template head svg iframe select textarea button input object video audio "
        "title math canvas"
    )
    blocks = wordset(
        "address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table td th tr ul "
        "option"
    )
    pieces: list[str] = []

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in silent or hidden(node):
            return
        if node.tag in blocks:
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", node.text or ""))
        for child in node:
            walk(child)
            pieces.append(re.sub(r"\s+", " ", child.tail or ""))
        if node.tag in blocks:
            pieces.append("\n")

    walk(html.fromstring(page, parser=html.HTMLParser(encoding="utf-8")))
    for line in "".join(pieces).split("\n"):
        if re.search(r"\w", line):
            yield " ".join(line.split())


def hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    names = set((node.get("class") or "").lower().split())
    return (
        node.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
        or bool(
            names
            & {
                "sr-only",
                "visually-hidden",
                "visuallyhidden",
                "screen-reader-text",
                "screenreader",
                "u-hidden",
            }
        )
    )


def lost_words(page: bytes, article: Any) -> list[str]:
    """The visible lines of which no record holds the words: 3-grams of words, or the whole of a shorter
    line."""
    parts = (article.title, article.text, *article.captions, *(r.text for r in article.removed))
    words = re.findall(r"\w+", " \n ".join(parts).casefold())
    grams = set(zip(*(words[i:] for i in range(3)), strict=False))
    singles = set(words)
    lost = []
    for line in visible_lines(page):
        own = re.findall(r"\w+", line.casefold())
        if len(own) < 3:
            missing = not set(own) <= singles
        else:
            hits = [g in grams for g in zip(*(own[i:] for i in range(3)), strict=False)]
            missing = sum(hits) < 0.7 * len(hits)
        if missing:
            lost.append(line)
    return lost


def whole_path(pages: list[tuple[str, bytes, str]], truth: dict[str, dict[str, Any]], misses: bool) -> None:
    from qa.articles.load import load_articles
    from qa.errors import LoadError
    from qa.types import Article

    def read(name: str, page: bytes) -> Article:
        try:
            return load_articles("-", stdin=page).articles[0]
        except LoadError as error:
            print(f"  {name[:8]} refused: {error.message}")
            return Article.make("", "")

    started = time.process_time()
    articles = [read(name, page) for name, page, _ in pages]
    seconds = time.process_time() - started
    summary(
        "load_articles (whole path)",
        [score(a.text, body) for a, (_, _, body) in zip(articles, pages, strict=True)],
        seconds,
    )
    right: Counter[str] = Counter()
    lost_pages = lost_count = 0
    for article, (name, page, _) in zip(articles, pages, strict=True):
        facts = judge(article, truth[name])
        right.update(k for k, good in facts.items() if good)
        got = {
            "title": article.title,
            "date": article.published,
            "authors": article.authors,
            "outlet": article.outlet,
        }
        want = {**truth[name], "date": truth[name]["published"]}
        for fact, good in facts.items():
            if misses and not good:
                print(f"  {name[:8]} {fact}: {got[fact]!s} not {want[fact]!s}"[:220])
        lost = lost_words(page, article)
        lost_pages += bool(lost)
        lost_count += sum(len(re.findall(r"\w+", line)) for line in lost)
        if misses and lost:
            print(f"  {name[:8]} lost without a record: {lost[:3]!s}"[:300])
    for fact in ("title", "date", "authors", "outlet"):
        print(f"{fact:34} {right[fact]} of {len(pages)}  {right[fact] / len(pages):.3f}")
    print(f"{'words lost without a record':34} {lost_count} on {lost_pages} pages")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--open", action="store_true", help="the half that rules may be read off")
    half.add_argument("--locked", action="store_true", help="the other half, for the end")
    parser.add_argument("--misses", action="store_true", help="print each wrong fact and lost line")
    parser.add_argument("--settings", action="store_true", help="also trafilatura by itself, in its modes")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("skipped: ../shared/data/article_extraction is not here")
        return 0
    truth = {entry["page"]: entry for entry in map(json.loads, TRUTH.read_text("utf-8").splitlines())}
    bodies = json.loads((DATA / "ground-truth.json").read_text("utf-8"))
    chosen = [
        name
        for name in sorted(bodies)
        if not (options.open and truth[name]["locked"]) and not (options.locked and not truth[name]["locked"])
    ]
    pages = [
        (name, gzip.decompress((DATA / "html" / f"{name}.html.gz").read_bytes()), bodies[name]["articleBody"])
        for name in chosen
    ]
    print(f"{len(pages)} pages")
    if options.settings:
        for name, setting in SETTINGS.items():
            measure(f"trafilatura {name}", [p[1:] for p in pages], trafilatura_alone(**setting))
        measure("read_html (no cleaning)", [p[1:] for p in pages], before_cleaning)
    whole_path(pages, truth, options.misses)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
