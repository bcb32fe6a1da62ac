"""The words that every rendering of a briefing shares: headings, dates, who says what, coverage, the foot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from qa.show.briefing.blocks import When
from qa.show.locale import written_day
from qa.show.words import count, removed_line
from qa.text.vocabulary import language_name
from qa.types import Citation, Sentence
from qa.types.briefing import (
    Briefing,
    BriefingSource,
    Change,
    Comparison,
    Coverage,
    Finding,
    Moment,
    Side,
    Statement,
)

NOTHING = "The library has nothing on this topic."
NOTHING_SHARED = "These articles share no claim and contradict each other in none that could be told."
SILENCE = "That others are silent on a claim denies nothing."
UNKNOWN = "unknown outlet"

DIFFERENCES = {
    "contradicted": "Contradicted",
    "described differently": "Described differently",
    "in time": "Changed in time",
}

UNCHANGED = "Nothing has changed."
NO_EARLIER = "There is no earlier briefing to compare with."


def plain_day(value: date) -> str:
    """`Fri 15 Aug 2025`; the weekday in English, as the page is."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[value.weekday()]
    return f"{weekday} {short_day(value)}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(value: date) -> str:
    """`15 Aug 2025`, for columns of a table."""
    return written_day(value, f"{value.day} {MONTHS[value.month - 1]} {value.year}")


def plain_moment(when: Moment) -> str:
    """`Fri 15 Aug 2025`, `24–25 Jun 2025`, `Jun 2025`, `Wednesday, date unknown`."""
    first, last = when.first, when.last
    if first is None or last is None:
        return when.label
    if when.precision == "year":
        return str(first.year)
    if when.precision == "month":
        month = f"{MONTHS[first.month - 1]} {first.year}"
        later = f"{MONTHS[last.month - 1]} {last.year}"
        return month if month == later else f"{month} – {later}"
    if first == last:
        return plain_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {MONTHS[last.month - 1]} {last.year}"
    return f"{first.day} {MONTHS[first.month - 1]} – {last.day} {MONTHS[last.month - 1]} {last.year}"


def as_written(when: Moment) -> str:
    """`“last Friday”` where the day was counted from the date of the article, else nothing."""
    return f"“{when.written}”" if when.resolved and when.written else ""


def moment(when: Moment) -> str:
    """`2025-08-15 (“last Friday”)`: the day, and the words it was counted from."""
    written = as_written(when)
    return f"{when.label} ({written})" if written else when.label


def day_of(when: When, show: Callable[[date], str] | None = None) -> str:
    """The day of the event; where the sentence names none, that of the report, and said to be so.

    With the words that it was counted from; `show` writes days for a reader instead, without them.
    """
    known = when.moment.first is not None or when.moment.written
    if not known and when.published:
        return f"reported {show(when.published) if show else when.published}"
    return plain_moment(when.moment) if show else moment(when.moment)


_COUNTED = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening|week|month|year)|"
    r"(?:last|next) (?:night|week|month|year)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|gestern|heute|hier|"
    r"aujourd'hui)\b",
    re.IGNORECASE,
)


def told_when(briefing: Briefing, sentence: Sentence, show: Callable[[date], str] = date.isoformat) -> str:
    """`reported 2026-03-03` for a sentence whose "yesterday" counts from there; else nothing."""
    if not sentence.citations or not _COUNTED.search(sentence.text):
        return ""
    number = sentence.citations[0].source
    days = (s.source.published for s in briefing.sources if s.source.number == number)
    day = next(days, None)
    return f"reported {show(day)}" if day else ""


def in_marks(quote: str) -> str:
    """A quote in quotation marks; one that has its own keeps them alone."""
    return quote if quote[:1] in "\"“„«‘'" else f"“{quote}”"


def window(briefing: Briefing) -> str:
    """`2026-03-01 to 2026-03-31`, and the day it was made for; empty without bounds."""
    since, until = briefing.since, briefing.until
    parts = []
    if since and until:
        parts.append(f"{since} to {until}")
    elif since:
        parts.append(f"from {since}")
    elif until:
        parts.append(f"up to {until}")
    if briefing.as_of:
        parts.append(f"as of {briefing.as_of}")
    return ", ".join(parts)


def statement_where(statement: Statement, show: Callable[[date], str] = date.isoformat) -> str:
    """`on the record · Skerrow Tidings · 2026-03-03`; an agency's report names who says that it says so."""
    kind: str = statement.kind
    if statement.chain:
        kind = f"{kind}: {', according to '.join(statement.chain)}"
    elif kind == "outlet":
        kind = "the outlet’s own claim"
    published = show(statement.published) if statement.published else "undated"
    return " · ".join((kind, statement.outlet or UNKNOWN, published))


def by_speaker(statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """Statements under the names of their speakers, in the order in which each first speaks."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.speaker.casefold(), []).append(statement)
    return [(upper_first(rows[0].speaker), rows) for rows in groups.values()]


def role(rows: Sequence[Statement]) -> str:
    """The first role that is given in the statements of one speaker."""
    return next((row.role for row in rows if row.role), "")


def upper_first(text: str) -> str:
    """`a company spokesman` as a heading has it."""
    return text[:1].upper() + text[1:]


def side_where(side: Side, show: Callable[[date], str] = date.isoformat) -> str:
    """`Daily Lantern · 2026-04-13, citing Ilse Marrowby`."""
    line = f"{side.outlet or UNKNOWN} · {show(side.published) if side.published else 'undated'}"
    return f"{line}, citing {side.speaker}" if side.speaker else line


def letter(index: int) -> str:
    """A, B, C … for the sides of a difference."""
    return chr(ord("A") + index) if index < 26 else str(index + 1)


def told_by(finding: Finding) -> str:
    """`3 independent sources: A, B, C`, or `only A`."""
    names = ", ".join(dict.fromkeys(finding.outlets))
    if finding.independent > 1 and not is_known(finding):
        told = count(1 + len(finding.also), "article")
        return f"{told} of unknown outlets" if names in ("", UNKNOWN) else f"{told}: {names}"
    if finding.independent > 1:
        return f"{count(finding.independent, 'independent source')}" + (f": {names}" if names else "")
    return f"only {names or UNKNOWN}"


def is_known(finding: Finding) -> bool:
    """Whether the outlet of all who say it is known: else nobody can tell whether they are independent."""
    return UNKNOWN not in finding.outlets


def nothing(briefing: Briefing) -> str:
    """Why a briefing is empty: nothing on its topic, or nothing to set side by side in articles it has."""
    return NOTHING_SHARED if briefing.template == "comparison" and briefing.coverage.used else NOTHING


def is_empty(comparison: Comparison) -> bool:
    """Whether nothing was found to compare."""
    return not (comparison.confirmed or comparison.single or comparison.differences or comparison.series)


def compared(briefing: Briefing) -> str:
    """How many independent sources were compared, and how they are counted."""
    comparison = briefing.comparison
    if any(name == UNKNOWN for name, _ in briefing.coverage.outlets):
        articles = count(briefing.coverage.used, "article")
        return f"{articles} compared, not all of a known outlet: they may not be independent. {SILENCE}"
    sources = count(comparison.independent, "independent source")
    return f"{sources} compared; copies of one wire story count once. {SILENCE}"


def change_note(change: Change) -> str:
    """What changed, without the word for the kind, which stands before it."""
    return change.note.removeprefix("new: ") if change.kind == "added" else change.note


def since_when(briefing: Briefing) -> str:
    """Which earlier briefing is compared with."""
    if briefing.changes is None:
        return NO_EARLIER
    line = f"Compared with the briefing up to {briefing.previous}." if briefing.previous else ""
    return line if briefing.changes else f"{line} {UNCHANGED}".strip()


def coverage_rows(coverage: Coverage) -> list[tuple[str, str]]:
    """What a briefing rests on, as (label, value)."""
    spoken = f" in {len(coverage.languages)} languages" if len(coverage.languages) > 1 else ""
    read = [count(coverage.used, "article") + spoken + " read whole"]
    if coverage.grouped:
        read.append(f"{count(coverage.grouped, 'near-copy')} behind them")
    if coverage.set_aside:
        read.append(f"{len(coverage.set_aside)} set aside")
    days = [
        f"{coverage.first} to {coverage.last}" if coverage.first != coverage.last else str(coverage.first)
    ]
    if coverage.first is None:
        days = []
    if coverage.undated:
        days.append(f"{coverage.undated} undated")
    rows = [
        ("Articles", ", ".join(read)),
        ("Outlets", _tally(coverage.outlets)),
        ("Languages", _tally([(language_name(code), number) for code, number in coverage.languages])),
        ("Dates", ", ".join(days)),
        (
            "Searched",
            f"{count(coverage.searched.articles, 'article')} within the filters, {coverage.found} found",
        ),
    ]
    return [row for row in rows if row[1]]


def _tally(rows: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in rows)


def marks(source: BriefingSource) -> str:
    """What a reader must know of a source: `opinion, in German`."""
    return ", ".join(source.marks)


def foot_lines(briefing: Briefing) -> list[str]:
    """What was removed, notes, and how it was made. No time: two runs on one library print the same."""
    lines = [removed_line(briefing.removed), *(f"Note: {note}" for note in briefing.notes)]
    usage = briefing.usage
    engine = f"{briefing.engine} engine"
    parts = [f"{engine} ({briefing.engine_reason})" if briefing.engine_reason else engine]
    if briefing.model:
        parts.append(briefing.model)
    if usage.model_calls:
        parts.append(count(usage.model_calls, "call"))
    if usage.prompt_tokens or usage.completion_tokens:
        parts.append(f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens")
    if usage.cost_usd is not None and (usage.cost_usd or usage.model_calls):
        parts.append(f"${usage.cost_usd:.4f}")
    parts += [f"template {briefing.template}", f"fingerprint {briefing.fingerprint}"]
    return [line for line in (*lines, " · ".join(parts)) if line]


def checked_line(briefing: Briefing) -> str:
    """What every reader may rely on, with the numbers of this briefing."""
    shown = {s.text: s for s in sentences(briefing)}.values()
    cited = {(c.article_id, c.start, c.end) for s in shown for c in s.citations}
    return (
        f"{count(len(shown), 'sentence')}, each checked against the words it cites: "
        f"{count(len(cited), 'passage')} from {count(len(briefing.sources), 'article')}."
    )


def sentences(value: object) -> Iterator[Sentence]:
    """Every checked sentence of a briefing or of a part of one, in order."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from sentences(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))


def quoted(briefing: Briefing) -> dict[int, list[Citation]]:
    """The cited words by source number, once each, in the order of the article."""
    found: dict[int, dict[tuple[int, int], Citation]] = {}
    for sentence in sentences(briefing):
        for citation in sentence.citations:
            found.setdefault(citation.source, {})[citation.start, citation.end] = citation
    for gap in briefing.not_covered:
        if gap.nearest:
            found.setdefault(gap.nearest.source, {})[gap.nearest.start, gap.nearest.end] = gap.nearest
    return {number: [rows[key] for key in sorted(rows)] for number, rows in found.items()}
