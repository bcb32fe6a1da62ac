"""The lines between a headline and the text of a document: who wrote it, in which paper, on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.articles.archives.fields import day_in, is_person, people
from qa.articles.encoding import one_line

_PAPER = re.compile(r"(?P<outlet>[^\W\d_].{1,60}?)\s*(?:,|\||·|–|—| - )\s*(?P<rest>.*\d.*)$")
_BY = re.compile(r"\s*(?:by|von|par|por|door|text|texte)\s*:?\s+(?=[^\W\d_])", re.IGNORECASE)
_LINES = 4
"""Lines under a headline that may be of its masthead: byline, paper, day, edition."""


@dataclass(slots=True)
class PaperTitle:
    """What the lines between headline and text state, and the lines themselves with what they are."""

    outlet: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


def masthead(body: Sequence[str]) -> PaperTitle:
    """Paper, day and authors from the lines under a headline, up to the first that is a sentence.

    "Paper, day" on one line; or the day alone, then the line above it is the paper unless it is a name.
    A name without "by" is an author when it stands above paper and day.
    """
    found = PaperTitle()
    taken: list[tuple[str, str]] = []
    bare: list[str] = []
    for line in [line for line in body if line.strip()][:_LINES]:
        if len(line) > 120 or re.search(r"[.?!][\"”’»]?$", line):
            break
        paper = _PAPER.match(line)
        whole = day_in(line)
        if (
            found.published is None
            and paper
            and (day := day_in(paper["rest"]))
            and not day_in(paper["outlet"])
        ):
            found.outlet, found.published = one_line(paper["outlet"]), day
            taken.append((line, "paper and day"))
        elif found.published is None and whole and len(line.split()) <= 8:
            found.published = whole
            taken.append((line, "paper and day"))
            if bare and not (is_person(bare[-1]) and len(bare) == 1):
                found.outlet = one_line(bare[-1])
                taken.append((bare.pop(), "paper and day"))
        elif not found.authors and _BY.match(line) and len(line.split()) <= 14:
            found.authors = people(line)
            taken.append((line, "byline"))
        elif found.published is None:
            bare.append(line)
    if (
        found.outlet
        and not found.authors
        and len(bare) == 1
        and all(map(is_person, people(bare[0]) or ("",)))
    ):
        found.authors = people(bare[0])
        taken.append((bare[0], "byline"))
    if found.published and found.authors and not found.outlet and len(bare) == 1:
        found.outlet = one_line(bare[0])  # the byline is another line, so this one is the paper
        taken.append((bare[0], "paper and day"))
    found.lines = tuple(taken) if found.published or found.authors else ()
    return found
