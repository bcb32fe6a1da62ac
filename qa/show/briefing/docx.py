"""A briefing as a Word document. Citations are links to the numbered sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from qa.show.briefing import words as words
from qa.show.briefing.docx_paper import Paper, boxed, clean, quiet
from qa.show.words import also_in, count, day, web
from qa.types.briefing import Briefing, BriefingSource, Finding


def briefing_docx(briefing: Briefing) -> bytes:
    """The briefing as the bytes of a .docx file."""
    paper = Paper(briefing)
    paper.heading(briefing.title, 0)
    if line := words.window(briefing):
        paper.paragraph(line, "Subtitle")
    if not briefing.found:
        paper.paragraph(words.NOTHING)
    for name in words.sections(briefing):
        paper.heading(words.TITLES[name], 1)
        if not _BODIES[name](paper):
            paper.paragraph(words.EMPTY.get(name, ""))
    for line in (words.checked_line(briefing), *words.foot_lines(briefing)):
        paper.paragraph(line, "Caption")
    return paper.made()


def _bottom_line(paper: Paper) -> bool:
    for sentence in paper.briefing.bottom_line:
        into = paper.sentence(sentence, paper.paragraph())
        if told := words.told_when(paper.briefing, sentence, words.short_day):
            quiet(into.add_run(f" {told}"))
        boxed(into)
    return bool(paper.briefing.bottom_line)


def _developments(paper: Paper) -> bool:
    for item in paper.briefing.developments:
        paper.listed(item.sentence, before=words.development_day(item, words.plain_day))
    return bool(paper.briefing.developments)


def _short(published: date | None) -> str:
    return words.short_day(published) if published else "undated"


def _timeline(paper: Paper) -> bool:
    rows = [
        (
            words.plain_moment(e.when),
            e.state,
            e.sentence,
            _short(e.published),
        )
        for e in paper.briefing.timeline
    ]
    if rows:
        paper.table(("Day", "State", "What", "Reported"), rows, (3.3, 2.4, 8.4, 2.5))
    return bool(rows)


def _statements(paper: Paper) -> bool:
    for name, rows in words.by_speaker(paper.briefing.statements):
        into = paper.paragraph()
        into.paragraph_format.keep_with_next = True
        into.add_run(clean(name)).bold = True
        if role := words.role(rows):
            into.add_run(f", {clean(role)}")
        for statement in rows:
            paper.listed(statement.sentence, words.statement_where(statement, words.short_day))
    return bool(paper.briefing.statements)


def _comparison(paper: Paper) -> bool:
    comparison = paper.briefing.comparison
    if words.is_empty(comparison):
        return False
    paper.paragraph(words.compared(comparison))
    for difference in comparison.differences:
        paper.heading(words.difference_title(difference))
        rows = [
            (side.phrase, side.sentence, words.side_where(side, words.short_day)) for side in difference.sides
        ]
        paper.table(("Wording", "Sentence", "Who"), rows, (4.2, 8.4, 4.0))
    for series in comparison.series:
        paper.heading(f"Figure over time: {series.about}")
        points = [
            (
                _short(p.day),
                p.written + (" (newest)" if p.newest else ""),
                p.sentence,
                p.outlet or words.UNKNOWN,
            )
            for p in series.points
        ]
        paper.table(("Published", "Figure", "Sentence", "Outlet"), points, (2.5, 2.9, 8.0, 3.2))
    _findings(paper, "Confirmed by independent sources", comparison.confirmed)
    _findings(paper, "Said by one source only", comparison.single)
    return True


def _findings(paper: Paper, title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    paper.heading(title)
    for finding in findings:
        paper.listed(finding.sentence, words.told_by(finding))
        for other in finding.also:
            paper.listed(other, style="List Bullet 2")


def _changes(paper: Paper) -> bool:
    if note := words.since_when(paper.briefing):
        paper.paragraph(note)
    for change in paper.briefing.changes or ():
        into = paper.paragraph(style="List Bullet")
        into.add_run(change.kind).bold = True
        into.add_run(f" {clean(words.change_note(change))}")
        if change.now:
            paper.listed(change.now, before="now", style="List Bullet 2")
        if change.before:
            paper.paragraph(f"before: {change.before}", "List Bullet 2")
    return True


def _answers(paper: Paper) -> bool:
    for answer in paper.briefing.answers:
        paper.paragraph().add_run(clean(answer.question)).bold = True
        for sentence in answer.sentences:
            paper.sentence(sentence, paper.paragraph())
    return bool(paper.briefing.answers)


def _not_covered(paper: Paper) -> bool:
    for gap in paper.briefing.not_covered:
        paper.paragraph(gap.question, "List Bullet")
        if gap.nearest:
            quote = f"{words.in_marks(gap.nearest.quote)} [{gap.nearest.source}]"
            paper.paragraph(f"nearest thing found, not an answer: {quote}", "List Bullet 2")
    return bool(paper.briefing.not_covered)


def _coverage(paper: Paper) -> bool:
    coverage = paper.briefing.coverage
    for label, value in words.coverage_rows(coverage):
        into = paper.paragraph()
        into.add_run(f"{label}: ").bold = True
        into.add_run(clean(value))
    rows = [(a.title, a.outlet or words.UNKNOWN, _short(a.published), a.reason) for a in coverage.set_aside]
    if rows:
        paper.paragraph(f"{count(len(rows), 'article')} looked at and set aside:")
        paper.table(("Article", "Outlet", "Published", "Why"), rows, (7.3, 3.4, 2.6, 3.3))
    return True


def _sources(paper: Paper) -> bool:
    quoted = words.quoted(paper.briefing)
    for item in paper.briefing.sources:
        _source(paper, item)
        for citation in quoted.get(item.source.number, ()):
            quiet(paper.paragraph(style="List Bullet 2").add_run(words.in_marks(clean(citation.quote))))
    return bool(paper.briefing.sources)


def _source(paper: Paper, item: BriefingSource) -> None:
    source = item.source
    into = paper.paragraph()
    paper.anchor(into, f"source_{source.number}")
    into.add_run(f"[{source.number}] {clean(source.title)}").bold = True
    line = f", {source.outlet or words.UNKNOWN} · {day(source.published)}"
    if item.marks:
        line += f" · {words.marks(item)}"
    if source.also_in:
        line += f" · {also_in(source.also_in)}"
    into.add_run(clean(line))
    if link := web(source.url):
        into.add_run(" · ")
        paper.link(into, link, url=link)
    elif source.path:
        into.add_run(f" · {clean(source.path)}")


_BODIES: dict[str, Callable[[Paper], bool]] = {
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
