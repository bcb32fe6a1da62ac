"""A briefing as Markdown with footnotes; article text can do nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.show.briefing import words as words
from qa.show.markdown import escape
from qa.show.words import also_in, count, day, numbers, remarks, web
from qa.types import Citation, Sentence
from qa.types.briefing import Briefing, BriefingSource, Difference, Finding, Series


def briefing_markdown(briefing: Briefing) -> str:
    """The briefing in its sections; each footnote is a source with the words that are quoted from it."""
    blocks = [f"# {escape(briefing.title)}"]
    if line := words.window(briefing):
        blocks.append(f"*{escape(line)}*")
    if not briefing.found:
        blocks.append(f"**{words.NOTHING}**")
    for name in words.sections(briefing):
        body = [block for block in _BODIES[name](briefing) if block]
        blocks += [f"## {words.TITLES[name]}", *(body or [escape(words.EMPTY.get(name, ""))])]
    blocks.append("---")
    blocks += [escape(line) for line in (words.checked_line(briefing), *words.foot_lines(briefing))]
    quoted = words.quoted(briefing)
    blocks += [_footnote(item, quoted.get(item.source.number, [])) for item in briefing.sources]
    return "\n\n".join(blocks) + "\n"


def _sentence(sentence: Sentence) -> str:
    told = f" *({escape(remarks(sentence))})*" if remarks(sentence) else ""
    return f"{escape(sentence.text)}{_marks(sentence)}{told}"


def _marks(*sentences: Sentence) -> str:
    """The footnote marks of sentences, once each."""
    found = dict.fromkeys(number for sentence in sentences for number in numbers(sentence))
    return "".join(f"[^{number}]" for number in found)


def _bottom_line(briefing: Briefing) -> list[str]:
    rows = [(sentence, words.told_when(briefing, sentence)) for sentence in briefing.bottom_line]
    return [_sentence(sentence) + (f" *({escape(told)})*" if told else "") for sentence, told in rows]


def _developments(briefing: Briefing) -> list[str]:
    rows = [
        f"- **{escape(words.development_day(d))}** {_sentence(d.sentence)}" for d in briefing.developments
    ]
    return ["\n".join(rows)]


def _timeline(briefing: Briefing) -> list[str]:
    """A table: the day of the event, what happened, when it was reported."""
    rows = []
    for event in briefing.timeline:
        what = ("" if event.state == "happened" else f"*{event.state}:* ") + _sentence(event.sentence)
        if event.also:
            what += f" (also{_marks(*event.also)})"
        rows.append((escape(words.moment(event.when)), what, day(event.published)))
    return [_table(("Day of the event", "What", "Reported"), rows)]


def _statements(briefing: Briefing) -> list[str]:
    blocks = []
    for name, rows in words.by_speaker(briefing.statements):
        lines = [f"- {_sentence(s.sentence)} ({escape(words.statement_where(s))})" for s in rows]
        role = f", {escape(words.role(rows))}" if words.role(rows) else ""
        blocks.append(f"**{escape(name)}**{role}\n\n" + "\n".join(lines))
    return blocks


def _comparison(briefing: Briefing) -> list[str]:
    comparison = briefing.comparison
    if words.is_empty(comparison):
        return []
    blocks = [escape(words.compared(comparison))]
    for difference in comparison.differences:
        blocks += _difference(difference)
    for series in comparison.series:
        blocks += _series(series)
    blocks += _findings("Confirmed by independent sources", comparison.confirmed)
    return blocks + _findings("Said by one source only", comparison.single)


def _difference(difference: Difference) -> list[str]:
    rows = [
        (f"**{escape(side.phrase)}**", _sentence(side.sentence), escape(words.side_where(side)))
        for side in difference.sides
    ]
    title = escape(words.difference_title(difference))
    return [f"### {title}", _table(("Wording", "Sentence", "Who"), rows)]


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
    return [f"### Figure over time: {escape(series.about)}", _table(("Published", "Figure", "Outlet"), rows)]


def _findings(title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    rows = []
    for finding in findings:
        rows.append(f"- {_sentence(finding.sentence)} ({escape(words.told_by(finding))})")
        rows += [f"  - {_sentence(other)}" for other in finding.also]
    return [f"### {title}", "\n".join(rows)]


def _changes(briefing: Briefing) -> list[str]:
    rows = []
    for change in briefing.changes or ():
        line = f"- **{change.kind}** {escape(words.change_note(change))}"
        if change.now:
            line += f"\n  - now: {_sentence(change.now)}"
        if change.before:
            line += f"\n  - before: ~~{escape(change.before)}~~"
        rows.append(line)
    return [escape(words.since_when(briefing)), "\n".join(rows)]


def _answers(briefing: Briefing) -> list[str]:
    blocks = []
    for answer in briefing.answers:
        blocks += [f"**{escape(answer.question)}**", *(_sentence(s) for s in answer.sentences)]
    return blocks


def _not_covered(briefing: Briefing) -> list[str]:
    rows = []
    for gap in briefing.not_covered:
        line = f"- **{escape(gap.question)}**"
        if gap.nearest:
            quote = f"{escape(gap.nearest.quote)}[^{gap.nearest.source}]"
            line += f"\n  - nearest thing found, *not an answer*: {quote}"
        rows.append(line)
    return ["\n".join(rows)]


def _coverage(briefing: Briefing) -> list[str]:
    rows = [f"- {label}: {escape(value)}" for label, value in words.coverage_rows(briefing.coverage)]
    aside = [
        (escape(a.title), escape(a.outlet or words.UNKNOWN), day(a.published), escape(a.reason))
        for a in briefing.coverage.set_aside
    ]
    table = _table(("Set aside", "Outlet", "Published", "Why"), aside) if aside else ""
    return ["\n".join(rows), table]


def _sources(briefing: Briefing) -> list[str]:
    lines = []
    for item in briefing.sources:
        many = count(sum(1 for _ in words.quoted(briefing).get(item.source.number, ())), "quoted passage")
        lines.append(f"{item.source.number}. {_source(item)} ({many}[^{item.source.number}])")
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
    quotes = "\n    >\n".join(f"    > {escape(citation.quote)}" for citation in quoted)
    return f"[^{item.source.number}]: {_source(item)}\n\n{quotes}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; what is in its cells is escaped already, so no cell can end early."""
    if not rows:
        return ""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


_BODIES: dict[str, Callable[[Briefing], list[str]]] = {
    "bottom_line": _bottom_line,
    "developments": _developments,
    "timeline": _timeline,
    "statements": _statements,
    "comparison": _comparison,
    "changes": _changes,
    "answers": _answers,
    "not_covered": _not_covered,
    "coverage": _coverage,
    "sources": _sources,
}
