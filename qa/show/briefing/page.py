"""A briefing as a page for a terminal: its sections, the timeline as a picture of characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.show.briefing import words as words
from qa.show.console import Page, Span, one_line, shorten
from qa.show.words import also_in, count, day, numbers, remarks, web
from qa.types import Sentence
from qa.types.briefing import Briefing, Comparison, Difference, Finding, Series, TimelineEvent

BAR = 24
"""Characters of the longest bar of a figure that changes."""


def briefing_page(briefing: Briefing, width: int) -> Page:
    """The briefing in its sections, sentences with `[1]` marks."""
    page = Page(width)
    page.write((one_line(briefing.title), "strong"))
    if line := words.window(briefing):
        page.write((line, "quiet"))
    if not briefing.found:
        page.gap()
        page.write((words.NOTHING, "strong"))
    for name in words.sections(briefing):
        page.heading(words.TITLES[name])
        if not _BODIES[name](page, briefing):
            page.write((words.EMPTY.get(name, ""), "quiet"))
    page.gap()
    for line in (words.checked_line(briefing), *words.foot_lines(briefing)):
        page.write((one_line(line), "quiet"))
    return page


def _marked(sentence: Sentence) -> list[Span]:
    spans: list[Span] = [one_line(sentence.text), *_marks(sentence)]
    if told := remarks(sentence):
        spans.append((f" ({told})", "quiet"))
    return spans


def _marks(*sentences: Sentence) -> list[Span]:
    found = dict.fromkeys(number for sentence in sentences for number in numbers(sentence))
    return [(f" [{number}]", "mark") for number in found]


def _bottom_line(page: Page, briefing: Briefing) -> bool:
    for sentence in briefing.bottom_line:
        told = words.told_when(briefing, sentence)
        page.write(*_marked(sentence), (f" {told}" if told else "", "quiet"))
    return bool(briefing.bottom_line)


def _developments(page: Page, briefing: Briefing) -> bool:
    for item in briefing.developments:
        page.write(
            (one_line(words.development_day(item)) + "  ", "strong"), *_marked(item.sentence), indent=4
        )
    return bool(briefing.developments)


def _timeline(page: Page, briefing: Briefing) -> bool:
    """● happened, ○ announced; the line is broken before days that are not known."""
    events = briefing.timeline
    for place, event in enumerate(events):
        known = event.when.first is not None
        joined = place + 1 < len(events) and events[place + 1].when.first is not None
        page.write(
            ("○ " if event.planned else "● ", "mark"),
            (one_line(words.moment(event.when)), "strong"),
            (f"  {_told(event)}", "quiet"),
            indent=2,
        )
        page.write(*_marked(event.sentence), *_also(event), first="│ " if known and joined else "  ")
        if place + 1 < len(events):
            page.write(("│" if known and joined else "", "mark"))
    if events:
        page.write(("● happened  ○ announced", "quiet"))
    return bool(events)


def _told(event: TimelineEvent) -> str:
    return ("" if event.state == "happened" else f"{event.state}, ") + words.reported(event)


def _also(event: TimelineEvent) -> list[Span]:
    return [(" also", "quiet"), *_marks(*event.also)] if event.also else []


def _statements(page: Page, briefing: Briefing) -> bool:
    for name, rows in words.by_speaker(briefing.statements):
        page.gap()
        role = words.role(rows)
        page.write((one_line(name), "strong"), (one_line(f", {role}") if role else "", "quiet"))
        for statement in rows:
            page.write(*_marked(statement.sentence), first="  ")
            page.write((one_line(words.statement_where(statement)), "quiet"), first="  ")
    return bool(briefing.statements)


def _comparison(page: Page, briefing: Briefing) -> bool:
    comparison: Comparison = briefing.comparison
    if words.is_empty(comparison):
        return False
    page.write((words.compared(comparison), "quiet"))
    for difference in comparison.differences:
        _difference(page, difference)
    for series in comparison.series:
        _series(page, series)
    _findings(page, "Confirmed by independent sources", comparison.confirmed)
    _findings(page, "Said by one source only", comparison.single)
    return True


def _difference(page: Page, difference: Difference) -> None:
    page.gap()
    style = "bad" if difference.kind == "contradicted" else "strong"
    page.write((one_line(words.difference_title(difference)), style))
    for place, side in enumerate(difference.sides):
        lead = f"  {words.letter(place)} "
        page.write((f"“{one_line(side.phrase)}”", "found"), *_marks(side.sentence), first=lead)
        if one_line(side.phrase) != one_line(side.sentence.text):
            page.write(shorten(one_line(side.sentence.text), 280), first="    ")
        page.write((one_line(words.side_where(side)), "quiet"), first="    ")


def _series(page: Page, series: Series) -> None:
    """A figure over time as bars, the newest marked in words."""
    page.gap()
    page.write(("Figure over time: ", "strong"), (one_line(series.about), "strong"))
    most = max((abs(point.value) for point in series.points), default=0) or 1
    wide = max(len(one_line(point.written)) for point in series.points)
    for point in series.points:
        bar = "█" * max(1, round(BAR * abs(point.value) / most)) if point.value else "·"
        page.write(
            f"{day(point.day):<10}  ",
            (one_line(point.written).ljust(wide), "strong"),
            (f"  {bar.ljust(BAR)} ", "mark"),
            (one_line(point.outlet or words.UNKNOWN), "quiet"),
            *_marks(point.sentence, *point.also),
            " newest" if point.newest else "",
            first="  ",
        )


def _findings(page: Page, title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    page.gap()
    page.write((title, "strong"))
    for finding in findings:
        page.write(*_marked(finding.sentence), *_marks(*finding.also), first="- ")
        page.write((one_line(words.told_by(finding)), "quiet"), first="  ")


def _changes(page: Page, briefing: Briefing) -> bool:
    if note := words.since_when(briefing):
        page.write((note, "quiet"))
    for change in briefing.changes or ():
        page.write((change.kind, "strong"), f"  {one_line(words.change_note(change))}", first="- ")
        if change.now:
            page.write(("now: ", "quiet"), *_marked(change.now), first="  ")
        if change.before:
            page.write(("before: ", "quiet"), one_line(change.before), first="  ")
    return True


def _answers(page: Page, briefing: Briefing) -> bool:
    for answer in briefing.answers:
        page.gap()
        page.write((one_line(answer.question), "strong"))
        for sentence in answer.sentences:
            page.write(*_marked(sentence), first="  ")
    return bool(briefing.answers)


def _not_covered(page: Page, briefing: Briefing) -> bool:
    for gap in briefing.not_covered:
        page.write((one_line(gap.question), "strong"), first="- ")
        if gap.nearest:
            quote = shorten(one_line(gap.nearest.quote), 280)
            mark = (f" [{gap.nearest.source}]", "mark")
            page.write(("nearest thing found, not an answer: ", "quiet"), f"“{quote}”", mark, first="  ")
    return bool(briefing.not_covered)


def _coverage(page: Page, briefing: Briefing) -> bool:
    page.table(words.coverage_rows(briefing.coverage), styles=("quiet",))
    aside = briefing.coverage.set_aside
    if aside:
        page.write((f"{count(len(aside), 'article')} set aside:", "quiet"))
        page.table([(a.reason, a.title) for a in aside], indent=2, styles=("quiet", "quiet"))
    return True


def _sources(page: Page, briefing: Briefing) -> bool:
    for item in briefing.sources:
        source = item.source
        lead = f"[{source.number}] "
        hang = " " * len(lead)
        link = web(source.url)
        page.write((one_line(source.title), "", link), first=lead)
        line = f"{source.outlet or words.UNKNOWN} · {day(source.published)}"
        marks = f" · {words.marks(item)}" if item.marks else ""
        page.write((one_line(line + marks), "quiet"), first=hang)
        where = source.url or source.path or ""
        if where:
            page.write((one_line(where), "quiet", link), first=hang)
        if source.also_in:
            page.write((one_line(also_in(source.also_in)), "quiet"), first=hang)
    return bool(briefing.sources)


_BODIES: dict[str, Callable[[Page, Briefing], bool]] = {
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
