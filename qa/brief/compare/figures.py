"""Figures: which numbers in different articles count the same thing, and how they changed.

Precision comes first. A figure joins others only on one of three grounds, each narrow:

1. an outcome that news counts everywhere (dead, injured, ill, missing, arrested, evacuated, jobs lost), told
   in the clause of the number, in articles of one story;
2. a sentence that says itself that one value took the place of another, which an older article reported
   ("reduced from 214 to 187 votes", "310 tonnes, up from the 90 tonnes that it had stated");
3. a value that equals one found by 2, with the same unit or noun counted, in an article of the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from qa.brief.compare.outcomes import Figure, by_outcome, counts
from qa.brief.read.clauses import counted_noun, head_of
from qa.brief.read.sheet import Sheet, SheetLine, independent_articles
from qa.brief.read.statements import speaker_in
from qa.text import Number, content_words
from qa.types.briefing import Difference, Point, Series, Side

_FROM_TO = re.compile(
    r"\bfrom\s+(?:the\s+)?(?:about\s+|around\s+|some\s+)?(?P<a>\S[^,;]{0,40}?)\s+to\s+(?:about\s+|around\s+|some\s+|just\s+)?(?P<b>\S)"
)
_INSTEAD = re.compile(
    r"\b(?:times\s(?:as\s(?:much|many)\sas|the|its)|up from|down from|instead of|rather than|compared with|"
    r"and not|not the|against the|after (?:an )?(?:earlier|initial)|"
    r"(?:previous|earlier|initial|original|first)(?:ly)?(?: stated| given| figure| estimate|"
    r" count)? of)\s+(?:about\s+|some\s+|the\s+)?$",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\bto\s+(?:about\s+|at least\s+|some\s+)?$")
_FROM_BEFORE = re.compile(
    r"[\w\s]{0,20}\bfrom\s+(?:(?:an?|the)\s+)?(?:previous|earlier|initial|prior|about)?\s*"
)
"""What stands around a value that took the place of another: "increased to 167 from a previous 93"."""
PART_OF = 3
NEAR = 0.4
"""A figure of less than a third of another counts a part ("two of the crew"), as do lines this far apart."""
_MOST_RATIO = 20.0


def series(sheet: Sheet, stories: dict[str, int], most: int = 8) -> list[Series]:
    """Figures that take two values or more, most sources first. `stories`: article id -> story."""
    found: list[Series] = []
    for story in sorted(set(stories.values())):
        lines = [line for line in sheet.reports if stories.get(line.article.id) == story]
        for key, figures in by_outcome(lines).items():
            found += _series(sheet, key, _of_one_count(figures))
        for key, figures in _by_change(lines):
            found += _series(sheet, key, figures)
    found.sort(key=lambda s: -sum(1 + len(p.also) for p in s.points))
    return found[:most]


def conflicting(sheet: Sheet, stories: dict[str, int]) -> list[Difference]:
    """Outcomes for one kind of people that independent articles of one day, or without one, count otherwise.

    An article that gives two values itself tells of a change, and takes no side.
    """
    found = []
    for story in sorted(set(stories.values())):
        lines = [line for line in sheet.reports if stories.get(line.article.id) == story]
        for name, figures in by_outcome(lines).items():
            rows = _one_each(figures)
            given = Counter(f.line.article.id for f in rows)
            days: dict[tuple[date | None, str], list[Figure]] = {}
            for figure in (f for f in rows if given[f.line.article.id] == 1):
                days.setdefault((figure.line.article.published, figure.whom), []).append(figure)
            for group in days.values():
                most = max(f.number.value for f in group)
                whole = [f for f in group if f.number.value * PART_OF >= most]
                sides = list({f.number.value: f for f in reversed(whole)}.values())[::-1]
                near = all(sheet.cosine(a.line, b.line) >= NEAR for a, b in combinations(sides, 2))
                if (
                    len(sides) > 1
                    and near
                    and independent_articles(sheet, [f.line.article for f in sides]) == len(sides)
                ):
                    found.append(
                        Difference("described differently", name, tuple(_side(sheet, f) for f in sides))
                    )
    return found


def _side(sheet: Sheet, figure: Figure) -> Side:
    article = figure.line.article
    return Side(
        figure.written,
        sheet.check(figure.line),
        article.outlet,
        article.published,
        speaker_in(sheet, figure.line),
    )


def _by_change(lines: Sequence[SheetLine]) -> list[tuple[str, list[Figure]]]:
    """Sentences that name an old and a new value, each with the other mentions of these two values.

    An older article has to have reported the old value: a speed that fell "from twelve knots to nine" is an
    event, and no report that was overtaken.
    """
    found: list[tuple[str, list[Figure]]] = []
    for line in lines:
        for old, new, noun in _changes(line):
            key = new.unit or head_of(noun)
            if not key or not 1 / _MOST_RATIO <= new.value / (old.value or 1) <= _MOST_RATIO:
                continue
            before = [f for f in _mentions(lines, line, key, old.value) if _is_older(f.line, line)]
            if not before:
                continue
            about = " · ".join(w for w in (_plural(new.unit), _common(noun, before[0].noun)) if w)
            later = [f for f in _mentions(lines, line, key, new.value) if not _is_older(f.line, line)]
            figures = [*before, Figure(line, new, noun, key), *later]
            same = next((f for _, f in found if {x.number.value for x in f} & {old.value, new.value}
                         and f[0].key == key), None)  # fmt: skip
            if same is None:
                found.append((about, figures))
            else:
                same += figures
    return found


def _plural(unit: str | None) -> str:
    """A unit for a heading: "tonnes"; currencies by code and shares as they are."""
    return f"{unit}s" if unit and unit.islower() and unit not in ("percent", "per cent") else unit or ""


def _common(noun: str, other: str) -> str:
    """The words that two nouns counted share; the one there is where only one is given."""
    if not noun or not other:
        return noun or other
    stems = set(content_words(other))
    return " ".join(w for w in noun.split() if set(content_words(w)) & stems)


def _mentions(lines: Sequence[SheetLine], stating: SheetLine, key: str, value: float) -> list[Figure]:
    """Where other articles give this value for what `stating` speaks of: three words in common at least."""
    found = []
    for line in lines:
        if line.article.id == stating.article.id or len(line.facts.stems & stating.facts.stems) < 3:
            continue
        for number, noun in counts(line):
            if number.value == value and key in (number.unit, head_of(noun)):
                found.append(Figure(line, number, noun, key))
    return found


def _is_older(line: SheetLine, than: SheetLine) -> bool:
    a, b = line.article.published, than.article.published
    return a is not None and b is not None and a <= b


def _changes(line: SheetLine) -> list[tuple[Number, Number, str]]:
    """(old, new, noun) of each change of a value that the line states itself."""
    numbers = [
        (n, counted_noun(line.text, n)) for n in line.facts.numbers if n.unit not in ("clock", "ordinal")
    ]
    found = []
    for (a, noun_a), (b, noun_b) in combinations(numbers, 2):
        between = line.text[a.end : b.start]
        noun = noun_b or noun_a
        units = (a.unit or b.unit) == (b.unit or a.unit)
        heads = not noun_a or not noun_b or head_of(noun_a) == head_of(noun_b)
        if not (units and heads) or a.value == b.value:
            continue
        before = line.text[: a.start]
        if re.search(r"\bfrom\s+(?:the\s+|about\s+|some\s+)?$", before) and re.fullmatch(
            r"[\w\s-]{0,25}\bto\s+(?:about\s+|some\s+|just\s+)?", between
        ):
            if re.search(r"\b(?:open|between|ranging|range|ages?)\b[^.]{0,20}$", before):
                continue
            found.append((_with_unit(a, b), _with_unit(b, a), noun))
        elif (_INSTEAD.search(line.text[: b.start]) and len(between) < 90) or (
            _UP_TO.search(before) and _FROM_BEFORE.fullmatch(between)
        ):
            found.append((_with_unit(b, a), _with_unit(a, b), noun))
    return found


def _with_unit(number: Number, other: Number) -> Number:
    return number if number.unit else Number(number.value, other.unit, number.start, number.end)


def _series(sheet: Sheet, about: str, figures: Sequence[Figure]) -> list[Series]:
    """A series where the values differ; one point a value and day, the newest marked."""
    figures = _one_each(figures)
    if len({f.number.value for f in figures}) < 2 or not about:
        return []
    ordered = sorted(figures, key=lambda f: (f.line.article.published or date.max, _order(f, figures)))
    groups: list[list[Figure]] = []
    for figure in ordered:
        last = next((g for g in groups if g[0].number.value == figure.number.value), None)
        if last is not None and (last is groups[-1] or _repeats(last, figure, groups)):
            last.append(figure)
        else:
            groups.append([figure])
    if len(groups) < 2:
        return []
    dated = [g for g in groups if g[0].line.article.published]
    if len({g[0].line.article.published for g in dated}) < 2:
        return []  # what differs on one day, or without dates, does not change over time
    newest = dated[-1] if dated else None
    points = tuple(_point(sheet, group, newest is group) for group in groups)
    unit = figures[0].number.unit
    return [Series(about, unit, points)]


def _of_one_count(figures: Sequence[Figure]) -> list[Figure]:
    """The figures without those below a third of an earlier one: the dead of a raid are not a war's."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda f: f.line.article.published or date.max):
        if figure.number.value * PART_OF >= max((f.number.value for f in kept), default=0.0):
            kept.append(figure)
    return [f for f in figures if f in kept]


def _repeats(earlier: list[Figure], figure: Figure, groups: list[list[Figure]]) -> bool:
    """Whether a later article repeats an overtaken value: on the same day, or beside a newer one."""
    same_day = any(f.line.article.published == figure.line.article.published for f in earlier)
    beside_newer = any(
        f.line.index == figure.line.index and f.number.value != figure.number.value for g in groups for f in g
    )
    return same_day or beside_newer or figure.line.article.published is None


def _order(figure: Figure, figures: Sequence[Figure]) -> int:
    """Within one day: a value that a sentence calls the older one comes first."""
    older = any(old.value == figure.number.value for f in figures for old, _, _ in _changes(f.line))
    return 0 if older else 1


def _one_each(figures: Sequence[Figure]) -> list[Figure]:
    """One figure per value and article."""
    return list({(f.line.article.id, f.number.value): f for f in reversed(figures)}.values())[::-1]


def _point(sheet: Sheet, group: Sequence[Figure], newest: bool) -> Point:
    first = group[0]
    also = {f.line.article.id: f.line for f in group[1:] if f.line.article.id != first.line.article.id}
    return Point(
        value=first.number.value,
        written=first.written,
        day=first.line.article.published,
        sentence=sheet.check(first.line),
        outlet=first.line.article.outlet,
        newest=newest,
        also=tuple(sheet.check(line) for line in also.values()),
    )
