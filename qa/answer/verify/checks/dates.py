"""Do the dates agree, if need be counted from the day of publication?"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date

from qa.answer.verify.facts import Facts, Ground, written_in
from qa.text import DateMention, base_value, dates, normalise, numbers


def dates_agree(claim: Facts, ground: Ground) -> str | None:
    """Every date of the claim is in the cited text, or follows from it and the day of publication."""
    for mention in claim.dates:
        if any(same_date(mention, other, ground) for other in ground.facts.dates):
            continue
        if _stated_otherwise(claim, mention, ground):
            continue
        written = written_in(claim, mention)
        said = [written_in(ground.facts, d) for d in ground.facts.dates if _comparable(mention, d)]
        return (
            f"the source says {said[0]}, not {written}"
            if said
            else f"the date {written} is not in the cited text"
        )
    return None


def _comparable(a: DateMention, b: DateMention) -> bool:
    return any(x is not None and y is not None for x, y in zip(_parts(a), _parts(b), strict=True))


def _parts(mention: DateMention) -> tuple[int | None, ...]:
    return (mention.year, mention.month, mention.day, mention.weekday)


def same_date(mine: DateMention, theirs: DateMention, ground: Ground) -> bool:
    """Whether the cited date says all that mine says, if need be counted from the day of publication."""
    pairs = list(zip(_parts(mine), _parts(theirs), strict=True))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return False
    given = any(p is not None for p in _parts(mine))
    if given and all(b is not None for a, b in pairs if a is not None):
        return True
    if _year_apart(mine, theirs, ground):
        return True
    if mine.month is not None and mine.month == theirs.month and theirs.day is None:
        return any(n.unit == "ordinal" and n.value == mine.day for n in ground.facts.numbers)
    if not given and mine.days is None:
        return False  # "last month" says no more here than its words do: see _stated_otherwise
    full = _calendar(theirs)
    if full and mine.weekday is not None and mine.day is None:
        return full.weekday() == mine.weekday
    return any(_resolved_equal(mine, theirs, a.published) for a in ground.articles if a.published)


def _year_apart(mine: DateMention, theirs: DateMention, ground: Ground) -> bool:
    """Whether day and month agree and the year stands elsewhere in the sentence: "In 1995 … on October 6"."""
    same_day = (mine.month, mine.day) == (theirs.month, theirs.day) and theirs.year is None
    years = {d.year for d in ground.facts.dates if d.month is None}
    return mine.month is not None and same_day and mine.year in years


def _calendar(mention: DateMention) -> date | None:
    if mention.year and mention.month and mention.day:
        try:
            return date(mention.year, mention.month, mention.day)
        except ValueError:
            return None
    return None


def _resolved_equal(mine: DateMention, theirs: DateMention, published: date) -> bool:
    if mine.days is not None or (mine.relative and mine.weekday is not None):
        return bool(mine.resolve(published) & theirs.resolve(published))
    if theirs.day is None and theirs.weekday is None and theirs.days is None:
        year = mine.year in (None, theirs.year, published.year)
        return year and mine.month is not None and mine.month == theirs.month and mine.day is None
    return any(mine.could_be(day) for day in theirs.resolve(published))


_DIRECTION = re.compile(r"(?<=\w)\s+(?:ago|earlier|later|before)$")
_RELATIVE = (
    (r"tomorrow|the (?:next|following) day|the day after", "next day"),
    (r"yesterday|the (?:previous day|day before)", "last day"),
    (r"(?:the )?(?:next|following|coming) (week|month|year)", "next"),
    (r"(?:the )?(?:last|previous|past) (week|month|year)|the (?:week|month|year) before", "last"),
)
_PERIODS = {"decade": "ten years", "fortnight": "two weeks"}


def _turned(written: str) -> str:
    """A relative date in one wording: what was "next week" when said is "the following week" when told."""
    for pattern, name in _RELATIVE:
        if re.fullmatch(pattern, written):
            unit = re.search(r"week|month|year", written)
            return f"{name} {unit.group()}" if unit else name
    told = re.sub(r"^(?:an?|one) (decade|fortnight)\b", lambda m: _PERIODS[m[1]], written)
    if (after := re.sub(r"\s+(?:later|after)$", "", told)) != told and (counted := numbers(after)):
        return f"{base_value(counted[0])} later"
    span = re.sub(r"\s+(?:ago|earlier|before)$", "", re.sub(r"^an?\b", "one", told))
    if span != told and (counted := numbers(span)):
        return f"{base_value(counted[0])} ago"
    return re.sub(r"^one\b", "a", told)


def _stated_otherwise(claim: Facts, mention: DateMention, ground: Ground) -> bool:
    """The same words, a year inside a name, or the day the report itself appeared."""
    written = normalise(written_in(claim, mention)).lower()
    if mention.relative and mention.weekday is None:
        said = {_turned(normalise(written_in(ground.facts, d)).lower()) for d in ground.facts.dates}
        if _turned(written) in said:
            return True
    if mention.month is None and any(n.value == mention.year and not n.unit for n in ground.facts.numbers):
        return True  # "1800" for "1,800"
    written = re.sub(r"^one ", "a ", _DIRECTION.sub("", written))
    if written in ("last month", "this month", "next month"):
        steps = {"last": -1, "this": 0, "next": 1}[written.split()[0]]
        months = [
            month_name[(a.published.month - 1 + steps) % 12 + 1] for a in ground.articles if a.published
        ]
        return any(re.search(rf"\b{month}\b", ground.facts.text) for month in months)
    if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", ground.facts.plain.lower()):
        return True
    appeared = re.search(r"\b(?:reported|published|wrote|article|report)\b", claim.text)
    days = [a.published for a in ground.articles if a.published]
    if appeared and _calendar(mention) in days:
        return True
    return mention.year is not None and any(
        d.year == mention.year and d.month == mention.month and d.day == mention.day
        for a in ground.articles
        for d in dates(a.text)
        if mention.month and any(g.month == d.month and g.day in (None, d.day) for g in ground.facts.dates)
    )
