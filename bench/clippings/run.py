"""Clippings as readers meet them: what becomes of each, held against what stands on it.

python -m bench.clippings.run [--half open|locked|all] [NAME…]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.clippings.abroad import abroad  # noqa: E402
from bench.clippings.case import Clip, Want  # noqa: E402
from bench.clippings.exports import exports  # noqa: E402
from bench.clippings.last import last  # noqa: E402
from bench.clippings.papers import papers  # noqa: E402
from bench.clippings.siblings import siblings  # noqa: E402
from bench.clippings.sites import english  # noqa: E402
from bench.clippings.tally import tally  # noqa: E402
from qa.articles.load import load_articles  # noqa: E402
from qa.errors import LoadError  # noqa: E402
from qa.types import Article  # noqa: E402

GROUPS = {
    "sites": english,
    "abroad": abroad,
    "siblings": siblings,
    "papers": papers,
    "last": last,
    "exports": exports,
}


def clips(groups: tuple[str, ...] = tuple(GROUPS)) -> Iterator[Clip]:
    """All clippings, the same each time."""
    for name in groups:
        yield from GROUPS[name]()


def flat(text: str) -> str:
    return " ".join(text.split())


def article_faults(got: Article, want: Want, clip: Clip) -> list[str]:
    bad = []
    for field, right, found in (
        ("title", want.title, got.title),
        ("day", want.day, got.published),
        ("outlet", want.outlet, got.outlet),
        ("authors", sorted(n.casefold() for n in want.authors), sorted(n.casefold() for n in got.authors)),
    ):
        if field not in clip.skip and right != found and not (field == "title" and right is None):
            bad.append(f"{field} {found!r}, not {right!r}")
    text, at = flat(got.text), 0
    for words in map(flat, want.keep):
        place = text.find(words, at)
        if place < 0:
            bad.append(f"{'order' if words in text else 'missing'} {words[:40]!r}")
        else:
            at = place + len(words)
    return bad + [f"kept {words!r}" for words in clip.gone if flat(words) in text]


def faults(clip: Clip) -> list[str]:
    """What is wrong; empty when all is right."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / clip.file
        file.write_bytes(clip.data)
        try:
            found = list(load_articles(str(file)).articles)
        except LoadError as error:
            return [error.message] if clip.wants else []
    if not clip.wants:
        return [f"article {a.title!r}" for a in found]
    bad = [f"{len(found)} articles, not {len(clip.wants)}"] if len(found) != len(clip.wants) else []
    for got, want in zip_longest(found, clip.wants):
        if got is not None and want is not None:
            bad += article_faults(got, want, clip)
    return bad


if __name__ == "__main__":
    sys.exit(tally(clips(), faults))
