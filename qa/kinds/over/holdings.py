"""What a library holds: whether it has anything on a matter, and which article is the oldest or newest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.kinds.find import KindContext
from qa.kinds.outcome import Outcome
from qa.kinds.over.overview import lines_of
from qa.text import content_words
from qa.types import Article, Computed, Operand

STORIES = 5
"""Stories shown of what there is on a matter."""

_THING = re.compile(
    r"\b(?:anything|something|articles?|stories|story|news|coverage|texts?|pieces?|clippings?)\b"
    r"(?: here| there)? (?:about|on|regarding|concerning|mentioning|covering|"
    r"(?:that|which) (?:mention|cover)s?)\s+"
    r"(?P<x>.+?)(?:,? (?:in here|here|in (?:the|this|my|our) (?:library|collection|archive|articles)))?\W*$",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    r"\b(?P<which>oldest|earliest|newest|latest|most recent|youngest|last|first)\b"
    r"(?= (?:[\w-]+ )?(?:articles?|story|stories|texts?|pieces?|clippings?|one)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow (?:many|much|often)\b|\bmost(?! recent)\b|\bfewest\b|\bleast\b|\bnumber of\b|^count\b",
    re.IGNORECASE,
)
_OLDEST = ("oldest", "earliest", "first")


def answer(question: str, desk: KindContext, read: str = "") -> Outcome | None:
    """What there is on the matter of a question, or the oldest or newest article; else None."""
    if _COUNTED.search(question):
        return None
    notes = (read,) if read else ()
    if extreme := _EXTREME.search(question):
        return _extreme(extreme["which"].lower(), desk, notes)
    found = _THING.search(question)
    if found is None or not content_words(found["x"]):
        return None
    thing = found["x"].strip(" ?.!\"“”'")
    having = with_all_words(desk.library.articles(desk.query), thing)
    total = desk.library.coverage(desk.query).articles
    verb = "has" if len(having) == 1 else "have"
    told = (
        f"Yes: {len(having):,} of {total:,} articles {verb}"
        if having
        else f"No: none of {total:,} articles has"
    )
    ids = tuple(a.id for a in having)
    many = len(set(content_words(thing))) > 1
    made = Computed(
        "count",
        (Operand(f"articles that have “{thing}”", value=float(len(ids)), articles=ids),),
        float(len(ids)),
        f"{told} “{thing}”",
        f"counted: articles that have {'all of the words' if many else 'the word'} in title or text",
    )
    lines, desk.evidence, _ = lines_of(desk.library, having, STORIES)
    return Outcome(tuple(line.sentence for line in lines), (made,), notes=notes)


def with_all_words(articles: Sequence[Article], thing: str) -> list[Article]:
    """The articles that have every word of a thing, in any form."""
    wanted = set(content_words(thing))
    begins = [word[: max(3, len(word) - 2)] for word in wanted]
    found = []
    for article in articles:
        text = f"{article.title}\n{article.text}"
        plain = text.casefold()
        # Cutting a text to its words takes a hundred times as long as this look.
        if all(start in plain for start in begins) and wanted <= set(content_words(text)):
            found.append(article)
    return found


def _extreme(which: str, desk: KindContext, notes: tuple[str, ...]) -> Outcome | None:
    dated = [a for a in desk.library.articles(desk.query) if a.published]
    if not dated:
        return None
    days: list[date] = [a.published for a in dated if a.published]
    day = min(days) if which in _OLDEST else max(days)
    there = [a for a in dated if a.published == day]
    ids = tuple(a.id for a in there)
    named = "; ".join(f"“{a.title}”{f' ({a.outlet})' if a.outlet else ''}" for a in there[:3])
    more = f" and {len(there) - 3} more" if len(there) > 3 else ""
    made = Computed(
        "count",
        (Operand(f"articles of {day}", value=float(len(ids)), articles=ids),),
        float(len(ids)),
        f"{day} is the {'first' if which in _OLDEST else 'last'} day with an article: {named}{more}",
        f"of {len(dated):,} articles with a date",
    )
    lines, desk.evidence, _ = lines_of(desk.library, there[:3], 3)
    return Outcome(tuple(line.sentence for line in lines), (made,), notes=notes)
