"""The sections of a briefing, each described once: the blocks that every format draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from qa.show.briefing import words
from qa.show.briefing.blocks import (
    Block,
    Claims,
    EventsBlock,
    Figures,
    Group,
    Groups,
    Heading,
    NoteBlock,
    Pairs,
    Row,
    Rows,
    SidesBlock,
    Sources,
    Table,
    When,
)
from qa.show.words import count
from qa.types.briefing import (
    OFF_TOPIC,
    SECTIONS,
    Briefing,
    Change,
    Difference,
    Finding,
    Statement,
    TimelineEvent,
)

_NEAREST_ASIDE = 3
"""Articles that are listed where none of those set aside has to do with the topic."""

ShowDay = Callable[[date], str]
"""How a format writes a day in running text."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section to show: its name, its title, its blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def sections(briefing: Briefing, show: ShowDay = date.isoformat) -> list[Section]:
    """The sections to show, in order.

    Without those that have no content, unless that is news: nothing changed, every question is answered.
    """
    made = []
    for name in _names(briefing):
        title, empty, build = _SECTIONS[name]
        blocks = tuple(build(briefing, show)) or ((NoteBlock(empty),) if empty else ())
        if blocks:
            made.append(Section(name, title, blocks))
    return made


def _names(briefing: Briefing) -> Sequence[str]:
    """Those that apply: questions when some were asked, changes when there is an earlier briefing."""
    if not briefing.found:
        return ("coverage",)
    left_out = {"changes"} if briefing.changes is None else set()
    if not briefing.answers and not briefing.not_covered:
        left_out |= {"answers", "not_covered"}
    return [name for name in briefing.sections if name not in left_out]


def _bottom_line(briefing: Briefing, show: ShowDay) -> list[Block]:
    rows = [Row(s, note=words.told_when(briefing, s, show)) for s in briefing.bottom_line]
    return [Rows("lead", tuple(rows))] if rows else []


def _developments(briefing: Briefing, show: ShowDay) -> list[Block]:
    rows = [Row(d.sentence, when=When(d.when, d.published)) for d in briefing.developments]
    return [Rows("dated", _each_day_once(rows))] if rows else []


def _timeline(briefing: Briefing, show: ShowDay) -> list[Block]:
    rows = [_event(event, show) for event in briefing.timeline]
    return [EventsBlock(_each_day_once(rows))] if rows else []


def _each_day_once(rows: list[Row]) -> tuple[Row, ...]:
    """The rows, of which those of one day stand under it together, and its report is told once."""
    found = rows[:1]
    for before, row in pairwise(rows):
        if _day(row) == _day(before):
            row = replace(row, same_day=True, note="" if row.note == before.note else row.note)
        found.append(row)
    return tuple(found)


def _day(row: Row) -> tuple[str, bool]:
    """What a row stands under: its day, and whether that is planned."""
    return (words.day_of(row.when, words.plain_day) if row.when else "", row.planned)


def _event(event: TimelineEvent, show: ShowDay) -> Row:
    return Row(
        event.sentence,
        when=When(event.when),
        note=f"reported {show(event.published)}" if event.published else "report undated",
        state="" if event.state == "happened" else event.state,
        planned=event.planned,
        also=event.also,
    )


def _statements(briefing: Briefing, show: ShowDay) -> list[Block]:
    groups = [
        Group(name, tuple(_statement(s, show) for s in rows), words.role(rows))
        for name, rows in words.by_speaker(briefing.statements)
    ]
    return [Groups("speakers", tuple(groups))] if groups else []


def _statement(statement: Statement, show: ShowDay) -> Row:
    return Row(statement.sentence, note=words.statement_where(statement, show), state=statement.kind)


def _comparison(briefing: Briefing, show: ShowDay) -> list[Block]:
    comparison = briefing.comparison
    if words.is_empty(comparison):
        return []
    several = comparison.independent > 1
    made: list[Block] = [NoteBlock(words.compared(briefing))] if several else []
    made += [_difference(difference, show) for difference in comparison.differences]
    if comparison.series:
        made.append(Figures(comparison.series))
    made.append(Claims(comparison))
    known = all(map(words.is_known, comparison.confirmed))
    title = "Confirmed by independent sources" if known else "Told by several articles"
    made += _findings(title, comparison.confirmed)
    return made + _findings("Said by one source only", comparison.single)


def _difference(difference: Difference, show: ShowDay) -> SidesBlock:
    rows = [
        Row(s.sentence, lead=words.letter(n), marked=s.phrase, note=words.side_where(s, show))
        for n, s in enumerate(difference.sides)
    ]
    return SidesBlock(
        Group(difference.about, tuple(rows), words.DIFFERENCES[difference.kind], difference.kind)
    )


def _findings(title: str, findings: Sequence[Finding]) -> list[Block]:
    rows = tuple(Row(f.sentence, note=words.told_by(f), also=f.also) for f in findings)
    return [Heading(title), Rows("findings", rows)] if rows else []


def _changes(briefing: Briefing, show: ShowDay) -> list[Block]:
    note = words.since_when(briefing)
    made: list[Block] = [NoteBlock(note)] if note else []
    groups = tuple(_change(change) for change in briefing.changes or ())
    return [*made, Groups("changes", groups)] if groups else made


def _change(change: Change) -> Group:
    rows = [Row(change.now, lead="now")] if change.now else []
    if change.before:
        rows.append(Row(words=change.before, lead="before"))
    return Group(change.kind, tuple(rows), words.change_note(change), change.kind)


def _answers(briefing: Briefing, show: ShowDay) -> list[Block]:
    groups = tuple(Group(a.question, tuple(Row(s) for s in a.sentences)) for a in briefing.answers)
    return [Groups("answers", groups)] if groups else []


def _not_covered(briefing: Briefing, show: ShowDay) -> list[Block]:
    groups = []
    for gap in briefing.not_covered:
        rows = (Row(quote=gap.nearest, lead="nearest thing found, not an answer"),) if gap.nearest else ()
        groups.append(Group(gap.question, rows))
    return [Groups("gaps", tuple(groups))] if groups else []


def _coverage(briefing: Briefing, show: ShowDay) -> list[Block]:
    made: list[Block] = [Pairs(tuple(words.coverage_rows(briefing.coverage)))]
    aside = briefing.coverage.set_aside
    if aside:
        near = [a for a in aside if a.reason != OFF_TOPIC]
        named = near or aside[:_NEAREST_ASIDE]
        rows = [
            (a.title, a.outlet or words.UNKNOWN, show(a.published) if a.published else "undated", a.reason)
            for a in named
        ]
        title = f"{count(len(aside), 'article')} looked at and set aside"
        if len(named) < len(aside):
            off = len(aside) - len(near)
            title += f", {off} of them {OFF_TOPIC}: {len(named)} of {len(aside)} listed"
        made.append(Table(title, ("Article", "Outlet", "Published", "Why"), tuple(rows)))
    return made


def _sources(briefing: Briefing, show: ShowDay) -> list[Block]:
    quoted = words.quoted(briefing)
    rows = tuple((item, tuple(quoted.get(item.source.number, ()))) for item in briefing.sources)
    return [Sources(rows)] if rows else []


Build = Callable[[Briefing, ShowDay], list[Block]]

_SECTIONS: dict[str, tuple[str, str, Build]] = {
    "bottom_line": ("Bottom line", "", _bottom_line),
    "developments": ("Key developments", "", _developments),
    "timeline": ("Timeline", "", _timeline),
    "statements": ("Who says what", "", _statements),
    "comparison": ("Agreement and difference", "", _comparison),
    "changes": ("New since the last briefing", words.UNCHANGED, _changes),
    "answers": ("Questions answered", "", _answers),
    "not_covered": ("Not covered", "Every question asked is answered.", _not_covered),
    "coverage": ("What this rests on", "", _coverage),
    "sources": ("Sources", "", _sources),
}
"""Name: title, what stands there when that it is empty is news, and what its blocks are made by."""

TITLES = {name: title for name, (title, _, _) in _SECTIONS.items()}
assert tuple(TITLES) == SECTIONS
