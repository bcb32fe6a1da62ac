"""Lines that return in articles of one outlet: newsletter boxes, slogans, notes on the paper itself.

No rule knows them. Two things tell them from a paragraph of background, which returns too: hardly a word of
theirs stands elsewhere in the articles that have them, and these articles are no more alike than others of
the outlet. `bench/recurrence.py` measures both on press releases, which are full of background.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from qa.articles.cleaning.lines import make_line
from qa.types import Article, Removed
from qa.types.article import content_id

REASON = "returns in other articles of this outlet"
LEAST = 3
"""Articles, on subjects of their own, that a line has to return in."""
SHARE = 0.05
"""And this share of the outlet's articles that were looked at."""
FOREIGN = 0.17
"""The mean share of its words that its articles have elsewhere; above it is about what they are about. In the
first 30 outlets of the press releases boxes put in had .15 at most, all background but one line .20 and more.
"""
ALIKE = 1.7
"""How much more alike its articles may be than the outlet's: boxes up to 1.6, background 1.6 to 3.4."""
LOOKED_AT = 60
"""Articles of an outlet that are looked at: so adding costs the same in a library of any size."""
_PAIRED = 20
"""Articles that are compared with each other: 190 pairs."""
_WORDS = range(2, 81)
_KEPT = 0.5
"""A text of which less would be left is no article with furniture: it is kept as it is."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line as it was first seen, and in how many of the articles that were looked at it stands."""

    line: str
    articles: int


def line_key(line: str) -> str:
    """What two writings of one line have in common."""
    return " ".join(line.casefold().split())


def recurring_lines(articles: Sequence[Article]) -> dict[str, Recurring]:
    """The furniture among the lines of articles of one outlet, by key. Near-copies have to be left out."""
    found: dict[str, list[Article]] = {}
    written: dict[str, str] = {}
    for article in articles:
        for line in dict.fromkeys(article.text.split("\n\n")):
            if len(line.split()) in _WORDS:
                key = line_key(line)
                found.setdefault(key, []).append(article)
                written.setdefault(key, line)
    least = max(LEAST, SHARE * len(articles))
    usual = _likeness([_subject(article, "") for article in articles[:_PAIRED]])
    return {
        key: Recurring(written[key], len(homes))
        for key, homes in found.items()
        if len(homes) >= least and _are_apart(homes) and _is_furniture(written[key], homes, usual)
    }


def _is_furniture(line: str, homes: Sequence[Article], usual: float) -> bool:
    """Whether a line has nothing to do with the articles that have it. Quotations are speech."""
    if line.startswith(("“", "„", "«", '"')):
        return False
    looked, subjects = make_line(0, line), [_subject(a, line) for a in homes[:_PAIRED]]
    foreign = sum(looked.related(subject) for subject in subjects) <= FOREIGN * len(subjects)
    return foreign and _likeness(subjects) <= ALIKE * usual


def _subject(article: Article, line: str) -> frozenset[str]:
    """The content words of an article beside a line of it."""
    rest = (block for block in article.text.split("\n\n") if block != line)
    return make_line(0, " ".join((article.title, *rest))).subject


def _likeness(subjects: Sequence[frozenset[str]]) -> float:
    """The mean share of content words that two articles have in common (Jaccard)."""
    shares = [len(a & b) / max(1, len(a | b)) for a, b in combinations(subjects, 2)]
    return sum(shares) / max(1, len(shares))


def _are_apart(homes: Sequence[Article]) -> bool:
    """Whether LEAST of the articles have titles of their own: a series or an update says one thing again."""
    return len({line_key(article.title) for article in homes}) >= LEAST


def of_source(
    articles: Iterable[Article], outlet_key: Callable[[str | None], str | None]
) -> dict[str, frozenset[str]]:
    """The keys of the lines that return in one export, by the key of their outlet."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        if (key := outlet_key(article.outlet)) and len(found.setdefault(key, [])) < LOOKED_AT:
            found[key].append(article)
    learned = {key: recurring_lines(some) for key, some in found.items() if len(some) >= LEAST}
    return {key: frozenset(lines) for key, lines in learned.items() if lines}


def without(article: Article, lines: Iterable[str] | Mapping[str, object]) -> Article:
    """An article without the lines of these keys, which its record of removed blocks then has."""
    keys = set(lines)
    blocks = article.text.split("\n\n")
    gone = [block for block in blocks if line_key(block) in keys]
    text = "\n\n".join(block for block in blocks if line_key(block) not in keys)
    if not gone or len(text) < _KEPT * len(article.text):
        return article
    title, outlet = article.id_of or (article.title, article.outlet)
    removed = (*article.removed, *(Removed(block, REASON) for block in gone))
    return replace(article, id=content_id(title, text, outlet), text=text, removed=removed)
