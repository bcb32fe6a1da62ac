"""What a date is to the sentence that names it: the day of its event, of a plan, of an end, or none.

A date belongs to the clause it stands in. One in a clause about something else ("more than Friday's price",
"the valve that burst on Monday was old") is left out: a missing row is better than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.brief.read.expressions import moments_in
from qa.text.tense import MARK, clause_before, looks_ahead
from qa.types.briefing import EventState, Moment

OLD_DAYS = 300
"""Days before the article from which what it recalls is background and no part of the event."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One moment of a sentence and what it is to it."""

    when: Moment
    state: EventState


_SINCE = re.compile(r"\b(?:since|seit)\b(?! then)[^,;.:]*$", re.IGNORECASE)
_COMPARED = re.compile(
    r"\bthan\s+(?:had|was|were|is|on|in|at|it|he|she|they|the (?:day|week|month|year))\b[^,;.:]*$|"
    r"\b(?:as much as|times\s(?:as|more|less|\w+\s)|compared (?:with|to)|unlike|gegenüber)\b[^;.:]{0,90}$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\bas (?:\w+ ){0,3}?(?:confirmed|reported|announced|said|stated|told|promised|noted)\b[^;]*$|"
    r"(?:^|, )(?:asked|referring|looking back)\b[^,;.]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_MONTH_FIRST = re.compile(r"[A-Z][a-z]{2,8}\.?\s\d")
_OF_A_THING = re.compile(r"\b(?:an?|the|h[ie][sr]|their|its|that|every)\s$", re.IGNORECASE)
_WHOSE = re.compile(r"['’](?:s\b|(?=\s))")
_OF_THE_DAY = re.compile(r"(?:^|\b(?:in|at|during|bei|in der)\s+(?:the\s+)?)$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?<![,–—-])\s(?:that|which|who|whose|whom)\s(?P<clause>[^,;:.]*)$")
_CONTENT = re.compile(
    r"(?:\w+ed|said|says?|tell|told|show[ns]?|found|finds?|knows?|knew|thinks?|thought|hopes?|fears?|sure|fact|claims?|"
    r"news|evidence|so|reports?|believes?|means?|meant|confirms?|is|was|denies)$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\s*(?:\w+ly\s+)?(?:has|have|had|is|was|were|are|will|would|can|could|did|does|may|might|must|"
    r"went|made|took|said|told|came|left|died|fell|rose|lost|won|began|\w{3,}ed)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to|valid to|valid through|expires? (?:on|in|at)|expiring (?:on|in)|"
    r"runs? (?:out|to)(?: on| in)?|bis(?: zum| zur| ende| mitte)?)\s+"
    r"(?:at least\s+|about\s+|late\s+|early\s+|midnight on\s+|(?:the\s+)?(?:end|middle|beginning) of\s+|"
    r"\d[\w:. ]{0,9} on\s+)*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no|nobody|none|cannot|\w+n['’]t|nicht|kein\w*)\b[^,;.:]*$", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|no later than|before the end of|spätestens(?: am| bis)?)\s+"
    r"(?:(?:the\s+)?(?:end|middle|beginning) of\s+|late\s+|early\s+|mid-?)*$",
    re.IGNORECASE,
)
_SPEAKS = (
    r"(?:said|told|announced|wrote|reported|confirmed|added|stated|estimated|explained|warned|claimed|insisted|"
    r"denied|declared|sagte|erklärte|teilte)"
)
_SAID = re.compile(
    rf"\b{_SPEAKS}\b(?![^,;.]*\b(?:that|would|will|had|was|were)\b)[^,;.]{{0,60}}$|"
    rf"\b{_SPEAKS}\b[^;.]{{0,120}},\s(?:late\s)?(?:on\s+)?$|"
    r"(?:^|, )(?:speaking|responding|commenting)\b[^,;.]*$",
    re.IGNORECASE,
)


def occasions(text: str, published: date | None, *, skip: int = 0) -> list[Occasion]:
    """The occasions a sentence names, in order, each moment once; none before `skip`, as in a dateline.

    A month or year that is past gives way to a day of the same sentence: it says when something else was.
    """
    found: dict[tuple[str | None, date | None], Occasion] = {}
    for one in moments_in(text, published):
        span = (one.start, one.end)
        if one.start < skip or _of_another_clause(text, *span):
            continue
        if one.when.first is None and not one.names_day:  # "24 June", unlike "an hour later"
            continue
        occasion = Occasion(one.when, _state(text, span, one.when, published))
        key = (None if one.when.first else one.when.written, one.when.first)
        found.setdefault(key, occasion)  # "on Tuesday (6 January)" is one day
    rows = list(found.values())
    if any(o.when.precision == "day" for o in rows):
        rows = [o for o in rows if o.when.precision not in ("month", "year") or o.state not in _PAST]
    return rows


_PAST = ("happened", "background")


def _of_another_clause(text: str, start: int, end: int) -> bool:
    """Whether a date belongs to something that the sentence mentions, and not to what it tells."""
    before, after = text[:start], text[end:]
    if _SINCE.search(before) or _COMPARED.search(before) or _ASIDE.search(before):
        return True
    if _OF_A_THING.search(before) and (
        _YEAR.fullmatch(text[start:end]) or _MONTH_FIRST.match(text[start:end])
    ):
        return True  # "in a 2008 Sierra", "the 2025 summit", "for the March 11, 2005, incident"
    whose = _WHOSE.match(after) or _WHOSE.search(text[start:end])
    if whose and (not _OF_THE_DAY.search(before) or re.match(r"(?:['’]s)?\s+[A-Z]", after)):
        return True  # "to prepare for Wednesday's talks", "the report in Tuesday's Courier"
    relative = _RELATIVE.search(before)
    if relative is None or _CONTENT.search(before[: relative.start()]):
        return False
    return bool(_FINITE.match(after))  # "the ferry that crashed on Tuesday | has …": the news is what follows


def _state(text: str, span: tuple[int, int], when: Moment, published: date | None) -> EventState:
    before = text[: span[0]]
    ahead = looks_ahead(text, *span)
    coming = when.first is not None and published is not None and when.first > published
    ended = when.last is not None and published is not None and when.last < published
    if _UNTIL.search(before):
        if not _NOT.search(clause_before(before)):
            return "in force until"
        return "announced" if ahead and not ended else "happened"
    if _BY.search(before) and (coming or ended or not ahead):
        return "by then"
    if _BY.search(before):
        return "announced"
    if coming or ahead:
        return "announced"
    if when.precision == "year" or _is_old(when, published):
        return "background"
    return "said" if _is_said(text, span) else "happened"


def _is_old(when: Moment, published: date | None) -> bool:
    return bool(when.last and published and (published - when.last).days > OLD_DAYS)


def _is_said(text: str, span: tuple[int, int]) -> bool:
    """Whether the day is that of the saying: "the board said on Friday", "on Friday the board said"."""
    before = text[: span[0]]
    if _SAID.search(before):
        return True
    cut = re.search(r"[,;.]", text[span[1] :])
    clause = text[span[1] : span[1] + cut.start()] if cut else text[span[1] :]
    told = re.match(r"\s*(?:[\w.’'-]+\s){0,6}?(?:said|told|announced|warned|added)\b", clause)
    return bool(told) and not MARK.search(clause_before(before))


def news_of(found: list[Occasion]) -> Occasion | None:
    """The occasion that dates a sentence as news: the day of its event, else the day it was said."""
    for state in ("happened", "said"):
        fine = [o for o in found if o.state == state and o.when.precision == "day" and o.when.first]
        if fine:
            return max(fine, key=lambda o: o.when.first or date.min) if state == "happened" else fine[0]
    undated = [o for o in found if o.when.first is None and o.state in ("happened", "said")]
    return undated[0] if undated else None


def events_of(found: list[Occasion]) -> list[Occasion]:
    """The occasions that are rows of a timeline: the day of a saying gives way to that of what is said."""
    told = [o for o in found if o.state not in ("said", "background")]
    return [o for o in found if o.state != "said" or not told]
