"""Which lines tell the news of a story: on its subject, in the outlet's own words, not overtaken since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from qa.brief.read.occasions import Occasion, occasions
from qa.brief.read.quoting import quoted_spans
from qa.brief.read.sheet import Sheet, SheetLine
from qa.text import name_words, stem

_LEAST_WORDS = 8
_MOSTLY_QUOTED = 0.5
"""A line of which more than this share stands in quotation marks is a statement and no news."""
_ON_SUBJECT = 2
"""Words that a line shares with the story: a feature that opens with a breakfast shares one or none."""
_OF_BEFORE = re.compile(
    r"(?:The|Another|Such|One of the|In that|At that|An? \w+ later)\s(?:\w+\s){0,2}?[a-z]"
)
"""How a sentence begins that needs the one before: "The three judges", "The person"."""
_PLANS = re.compile(
    r"\b(?:(?:is|are) (?:to|due|set|scheduled|expected|about|planning|preparing)\b|will\b|"
    r"prepar(?:es?|ed|ing) to\b|plans? to\b|scheduled|upcoming)",
    re.IGNORECASE,
)


def occasions_of(line: SheetLine) -> list[Occasion]:
    """The days that a line names, and what each is to it."""
    return occasions(line.text, line.article.published, skip=line.facts.dateline)


def quoted_share(line: SheetLine) -> float:
    """How much of a line stands in quotation marks, 0 to 1."""
    return sum(q.end - q.start for q in line.facts.quotations) / max(1, len(line.text))


def announces(line: SheetLine) -> bool:
    """Whether a line speaks of what is to come, outside quotation marks."""
    found = _PLANS.search(line.text)
    return found is not None and not any(q.start <= found.start() < q.end for q in line.facts.quotations)


def news(sheet: Sheet) -> list[SheetLine]:
    """The lines fit to stand alone as news, in order; found once for a sheet, for four sections ask."""
    if not sheet.fit:
        sheet.fit.append(_news(sheet))
    return sheet.fit[0]


def _news(sheet: Sheet) -> list[SheetLine]:
    views = {key for key, rows in sheet.by_article.items() if in_first_person(rows)}
    views = views if len(views) < len(sheet.by_article) else set()
    newest = max((i.article.published for i in sheet.items if i.article.published), default=None)
    subject = Subject(sheet)
    return [
        line
        for line in sheet.reports
        if not line.facts.leans_back
        and line.article.id not in views
        and (line.place == 0 or not _OF_BEFORE.match(line.text))
        and len(line.text.split()) >= _LEAST_WORDS
        and quoted_share(line) <= _MOSTLY_QUOTED
        and subject.has(line)
        and not _overtaken(line, newest)
    ]


_ITSELF = re.compile(r"(?<![\w.’'-])(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)(?![\w.-])")
_IN_FIRST_PERSON = 0.15
"""Share of sentences with "I" or "we" outside quotation marks from which an article tells its writer's view,
or is an interview. Of 997 texts of `news` and ECB+ 31 have it: interviews, blogs, columns, press releases,
and five reports, mostly with single or lost quotation marks."""


def in_first_person(lines: Sequence[SheetLine]) -> bool:
    """Whether an article speaks for whoever wrote it, or for whom it asks; its outlet need not say so."""
    text = lines[0].article.text
    spans = quoted_spans(text) if _ITSELF.search(text) else []
    own = 0
    for line in lines:
        begin = line.sentence.start
        said = (m.start() + begin for m in _ITSELF.finditer(line.text))
        own += any(not any(a <= at < b for a, b in spans) for at in said)
    return own >= max(2, _IN_FIRST_PERSON * len(lines))


class Subject:
    """What the articles of a sheet have in common: words that half of them use, names that two of them use.

    Two articles alone cannot show what their subject is.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.alone = len(sheet.items) < 3
        languages = Counter(i.article.language for i in sheet.items)
        self.home = languages.most_common(1)[0][0] if languages else ""
        rows = sheet.by_article.values()
        spread = Counter(s for lines in rows for s in {s for line in lines for s in line.facts.stems})
        self.words = {s for s, n in spread.items() if n >= max(2, 0.5 * len(sheet.items))}
        named = Counter(n for lines in rows for n in {n for line in lines for n in name_stems(line)})
        self.names = {n for n, count in named.items() if count >= 2}

    def has(self, line: SheetLine) -> bool:
        """Whether a line is on the subject; one that names nobody the others name has to share more words."""
        if self.alone or line.article.language != self.home:
            return True
        own = name_stems(line)
        least = _ON_SUBJECT if not own or own & self.names else 2 * _ON_SUBJECT
        return len(line.facts.stems & self.words) >= least


def on_story(sheet: Sheet) -> dict[str, float]:
    """How far each article tells what most of the others tell, 0 to 1: one at the fringe must not lead.

    Its sentences' mean vector against the mean of all, beside the article that is nearest to it.
    """
    import numpy as np

    if not sheet.lines:
        return {}
    means = {
        key: np.mean([sheet.vectors[line.index] for line in rows], axis=0)
        for key, rows in sheet.by_article.items()
    }
    centre = sum(means.values()) / len(means)
    near = {
        key: float(mean @ centre) / (float(np.linalg.norm(mean) * np.linalg.norm(centre)) or 1.0)
        for key, mean in means.items()
    }
    most = max(near.values()) or 1.0
    return {
        key: min(1.0, max(0.0, (value / most - FRINGE) / (1 - FRINGE) * 2)) for key, value in near.items()
    }


def astray(sheet: Sheet) -> frozenset[str]:
    """The articles that tell something else than most: what they say is not where the story stands.

    Empty where not more than two thirds tell one story: then the topic has several.
    """
    story = on_story(sheet)
    off = {key for key, value in story.items() if value < 0.5}
    on = len(story) - len(off)
    return frozenset(off) if on > 2 * len(off) else frozenset()


FRINGE = 0.7
"""Share of the nearest article's cosine at which an article counts nothing; halfway to it, in full."""


def name_stems(line: SheetLine) -> set[str]:
    """The stems of the names in a line."""
    return {stem(w) for n in line.facts.names for w in name_words(n.text)}


def _overtaken(line: SheetLine, newest: date | None) -> bool:
    """Whether a line announces what a newer article can tell the outcome of."""
    published = line.article.published
    if newest is None or published is None or published >= newest:
        return False
    ahead = [o for o in occasions_of(line) if o.state == "announced"]
    if ahead:
        return all(o.when.first is not None and o.when.first <= newest for o in ahead)
    return (
        announces(line)
        and not line.facts.dates
        and bool(re.search(r"\b(?:is|are) (?:to|due|set)\b", line.text))
    )
