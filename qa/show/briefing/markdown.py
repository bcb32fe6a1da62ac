"""A briefing as Markdown with footnotes: each kind of block; article text can do nothing in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from qa.show.briefing import blocks, words
from qa.show.briefing.sections import sections
from qa.show.markdown import escape, quotation
from qa.show.words import also_in, count, day, numbers, remarks, web
from qa.types import Citation, Sentence
from qa.types.briefing import Briefing, BriefingSource, Series


def briefing_markdown(briefing: Briefing) -> str:
    """The briefing in its sections; each footnote is a source with the words that are quoted from it."""
    parts = [f"# {escape(briefing.title)}"]
    if line := words.window(briefing):
        parts.append(f"*{escape(line)}*")
    if not briefing.found:
        parts.append(f"**{words.nothing(briefing)}**")
    for section in sections(briefing):
        parts.append(f"## {section.title}")
        parts += [part for block in section.blocks for part in _draw(block)]
    parts.append("---")
    parts += [escape(line) for line in (words.checked_line(briefing), *words.foot_lines(briefing))]
    quoted = words.quoted(briefing)
    parts += [_footnote(item, quoted.get(item.source.number, [])) for item in briefing.sources]
    return "\n\n".join(parts) + "\n"


@singledispatch
def _draw(block: blocks.Block) -> list[str]:
    raise TypeError(f"no way to draw {block!r}")


def _sentence(sentence: Sentence) -> str:
    told = f" *({escape(remarks(sentence))})*" if remarks(sentence) else ""
    return f"{escape(sentence.text)}{_marks(sentence)}{told}"


def _marks(*sentences: Sentence) -> str:
    """The footnote marks of sentences, once each."""
    found = dict.fromkeys(number for sentence in sentences for number in numbers(sentence))
    return "".join(f"[^{number}]" for number in found)


def _said(row: blocks.Row) -> str:
    """The sentence of an entry, or the words that stand there instead."""
    if row.quote:
        return f"{escape(row.quote.quote)}[^{row.quote.source}]"
    return _sentence(row.sentence) if row.sentence else f"~~{escape(row.words)}~~"


@_draw.register
def _note(block: blocks.NoteBlock) -> list[str]:
    return [escape(block.text)]


@_draw.register
def _heading(block: blocks.Heading) -> list[str]:
    return [f"### {block.text}"]


@_draw.register
def _rows(block: blocks.Rows) -> list[str]:
    if block.kind == "lead":
        return [_said(row) + (f" *({escape(row.note)})*" if row.note else "") for row in block.rows]
    lines = []
    for row in block.rows:
        lead = f"**{escape(words.day_of(row.when))}** " if row.when and not row.same_day else ""
        lines.append(f"- {lead}{_said(row)}" + (f" ({escape(row.note)})" if row.note else ""))
        lines += [f"  - {_sentence(other)}" for other in row.also]
    return ["\n".join(lines)]


@_draw.register
def _events(block: blocks.EventsBlock) -> list[str]:
    """A table: the day of the event, what happened, when it was reported."""
    rows = []
    for row in block.rows:
        what = (f"*{row.state}:* " if row.state else "") + _said(row)
        if row.also:
            what += f" (also{_marks(*row.also)})"
        rows.append(
            (
                escape(words.day_of(row.when)) if row.when and not row.same_day else "",
                what,
                escape(row.note.removeprefix("reported ")),
            )
        )
    return [_lines(("Day of the event", "What", "Reported"), rows)]


@_draw.register
def _groups(block: blocks.Groups) -> list[str]:
    """Changes and gaps as one list, the others each under its name."""
    if block.kind in blocks.LISTED:
        return ["\n".join(line for group in block.groups for line in _listed(group))]
    parts = []
    for group in block.groups:
        note = f", {escape(group.note)}" if group.note else ""
        rows = [f"- {_said(row)}" + (f" ({escape(row.note)})" if row.note else "") for row in group.rows]
        parts += [f"**{escape(group.title)}**{note}", *(["\n".join(rows)] if rows else [])]
    return parts


def _listed(group: blocks.Group) -> list[str]:
    note = f" {escape(group.note)}" if group.note else ""
    return [f"- **{escape(group.title)}**{note}", *(f"  - {row.lead}: {_said(row)}" for row in group.rows)]


@_draw.register
def _sides(block: blocks.SidesBlock) -> list[str]:
    group = block.group
    rows = [(f"**{escape(row.marked)}**", _said(row), escape(row.note)) for row in group.rows]
    title = escape(f"{group.note}: {group.title}")
    return [f"### {title}", _lines(("Wording", "Sentence", "Who"), rows)]


@_draw.register
def _figures(block: blocks.Figures) -> list[str]:
    return [part for series in block.series for part in _series(series)]


def _series(series: Series) -> list[str]:
    rows = [
        (
            day(point.day),
            f"{escape(point.written)}{_marks(point.sentence, *point.also)}"
            + (" **newest**" if point.newest else ""),
            escape(point.outlet or words.UNKNOWN),
        )
        for point in series.points
    ]
    return [f"### Figure over time: {escape(series.about)}", _lines(("Published", "Figure", "Outlet"), rows)]


@_draw.register
def _claims(block: blocks.Claims) -> list[str]:
    return []


@_draw.register
def _pairs(block: blocks.Pairs) -> list[str]:
    return ["\n".join(f"- {label}: {escape(value)}" for label, value in block.rows)]


@_draw.register
def _table(block: blocks.Table) -> list[str]:
    return [f"{block.title}:", _lines(block.heads, [tuple(map(escape, row)) for row in block.rows])]


@_draw.register
def _sources(block: blocks.Sources) -> list[str]:
    lines = []
    for item, quoted in block.rows:
        number = item.source.number
        lines.append(f"{number}. {_source(item)} ({count(len(quoted), 'quoted passage')}[^{number}])")
    return ["\n".join(lines)]


def _source(item: BriefingSource) -> str:
    source = item.source
    parts = [
        f"**{escape(source.title)}**",
        escape(f"{source.outlet or words.UNKNOWN} · {day(source.published)}"),
    ]
    if item.marks:
        parts.append(f"*{escape(words.marks(item))}*")
    if web(source.url):
        parts.append(f"<{source.url}>")
    elif source.path:
        parts.append(escape(source.path))
    if source.also_in:
        parts.append(escape(also_in(source.also_in)))
    return ", ".join(parts)


def _footnote(item: BriefingSource, quoted: Sequence[Citation]) -> str:
    quotes = "\n    >\n".join(f"    > {quotation(citation, item.source)}" for citation in quoted)
    return f"[^{item.source.number}]: {_source(item)}\n\n{quotes}"


def _lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; what is in its cells is escaped already, so no cell can end early."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
