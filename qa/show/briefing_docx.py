"""A briefing as a Word document: the door to python-docx. Citations are links to the numbered sources."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from qa.briefing import Briefing, BriefingSource, Finding
from qa.show import briefing_docx_style as look
from qa.show import briefing_words as words
from qa.show.words import PARTLY, also_in, count, day, numbers, web
from qa.text import safe
from qa.types import Sentence

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""Time of creation and of the parts of the file: the same briefing is the same file, byte for byte."""


def briefing_docx(briefing: Briefing) -> bytes:
    """The briefing as the bytes of a .docx file."""
    return _Paper(briefing).made()


def _clean(text: str) -> str:
    """Text on one line that XML can hold."""
    flat = " ".join(safe(text).split())
    return "".join(ch for ch in flat if ord(ch) not in (0xFFFE, 0xFFFF) and not 0xD800 <= ord(ch) <= 0xDFFF)


class _Paper:
    """One document in the making."""

    def __init__(self, briefing: Briefing) -> None:
        import docx

        self.briefing = briefing
        self.document: Any = docx.Document()
        self._marks = 0
        look.dress(self.document, _clean(briefing.title)[:90])
        core = self.document.core_properties
        core.title, core.author, core.comments = _clean(briefing.title)[:255], "", ""
        core.created = core.modified = FIXED

    def made(self) -> bytes:
        """The document, written out."""
        briefing = self.briefing
        self.document.add_heading(_clean(briefing.title), 0)
        if line := words.window(briefing):
            self.paragraph(line, "Subtitle")
        if not briefing.found:
            self.paragraph(words.NOTHING)
        for name in words.sections(briefing):
            self.document.add_heading(words.TITLES[name], 1)
            if not _BODIES[name](self):
                self.paragraph(words.EMPTY.get(name, ""))
        for line in (words.checked_line(briefing), *words.foot_lines(briefing)):
            self.paragraph(line, "Caption")
        raw = io.BytesIO()
        self.document.save(raw)
        return _timeless(raw.getvalue())

    def paragraph(self, text: str = "", style: str | None = None) -> Any:
        """A paragraph with plain text."""
        return self.document.add_paragraph(_clean(text), style)

    def heading(self, text: str, level: int = 2) -> None:
        """A heading within a section."""
        self.document.add_heading(_clean(text), level)

    def sentence(self, sentence: Sentence, into: Any) -> Any:
        """A sentence with its citations, added to a paragraph."""
        into.add_run(_clean(sentence.text))
        self.cite(into, sentence)
        if sentence.support == "partial":
            into.add_run(f" ({PARTLY})").italic = True
        return into

    def cite(self, into: Any, *sentences: Sentence) -> None:
        """The numbers of the sources, each a link to its place in the list of sources."""
        found = dict.fromkeys(number for sentence in sentences for number in numbers(sentence))
        for number in found:
            self.link(into, f" [{number}]", anchor=f"source_{number}")

    def link(self, into: Any, text: str, *, anchor: str = "", url: str = "") -> None:
        """A link to a bookmark of this document, or to an address of the web."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        link = OxmlElement("w:hyperlink")
        if anchor:
            link.set(qn("w:anchor"), anchor)
        else:
            link.set(qn("r:id"), into.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = into.add_run(_clean(text) if url else text)
        run.font.color.rgb = RGBColor(0x15, 0x5E, 0x6E)
        link.append(run._r)
        into._p.append(link)

    def anchor(self, into: Any, name: str) -> None:
        """A bookmark at the start of a paragraph."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._marks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._marks))
            if tag.endswith("Start"):
                mark.set(qn("w:name"), name)
            into._p.append(mark)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str | Sentence]], widths: Sequence[float]
    ) -> None:
        """A table with columns of these widths; a Sentence in a cell comes with its citations."""
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                if isinstance(value, Sentence):
                    self.sentence(value, cell.paragraphs[0])
                else:
                    cell.paragraphs[0].add_run(_clean(value))
        look.shaped(table, widths)
        self.paragraph()

    def listed(
        self, sentence: Sentence, note: str = "", before: str = "", style: str = "List Bullet"
    ) -> None:
        """A sentence as an item of a list, with a day before it and a note behind it."""
        into = self.paragraph(style=style)
        if before:
            into.add_run(_clean(before) + "  ").bold = True
        self.sentence(sentence, into)
        if note:
            look.quiet(into.add_run(f"  {_clean(note)}"))


def _bottom_line(paper: _Paper) -> bool:
    for sentence in paper.briefing.bottom_line:
        look.boxed(paper.sentence(sentence, paper.paragraph()))
    return bool(paper.briefing.bottom_line)


def _developments(paper: _Paper) -> bool:
    for item in paper.briefing.developments:
        paper.listed(item.sentence, before=words.development_day(item, words.plain_day))
    return bool(paper.briefing.developments)


def _short(published: date | None) -> str:
    return words.short_day(published) if published else "undated"


def _timeline(paper: _Paper) -> bool:
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


def _statements(paper: _Paper) -> bool:
    for name, rows in words.by_speaker(paper.briefing.statements):
        into = paper.paragraph()
        into.paragraph_format.keep_with_next = True
        into.add_run(_clean(name)).bold = True
        if role := words.role(rows):
            into.add_run(f", {_clean(role)}")
        for statement in rows:
            paper.listed(statement.sentence, words.statement_where(statement, words.short_day))
    return bool(paper.briefing.statements)


def _comparison(paper: _Paper) -> bool:
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


def _findings(paper: _Paper, title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    paper.heading(title)
    for finding in findings:
        paper.listed(finding.sentence, words.told_by(finding))
        for other in finding.also:
            paper.listed(other, style="List Bullet 2")


def _changes(paper: _Paper) -> bool:
    if note := words.since_when(paper.briefing):
        paper.paragraph(note)
    for change in paper.briefing.changes or ():
        into = paper.paragraph(style="List Bullet")
        into.add_run(change.kind).bold = True
        into.add_run(f" {_clean(words.change_note(change))}")
        if change.now:
            paper.listed(change.now, before="now", style="List Bullet 2")
        if change.before:
            paper.paragraph(f"before: {change.before}", "List Bullet 2")
    return True


def _answers(paper: _Paper) -> bool:
    for answer in paper.briefing.answers:
        paper.paragraph().add_run(_clean(answer.question)).bold = True
        for sentence in answer.sentences:
            paper.sentence(sentence, paper.paragraph())
    return bool(paper.briefing.answers)


def _not_covered(paper: _Paper) -> bool:
    for gap in paper.briefing.not_covered:
        paper.paragraph(gap.question, "List Bullet")
        if gap.nearest:
            quote = f"{words.in_marks(gap.nearest.quote)} [{gap.nearest.source}]"
            paper.paragraph(f"nearest thing found, not an answer: {quote}", "List Bullet 2")
    return bool(paper.briefing.not_covered)


def _coverage(paper: _Paper) -> bool:
    coverage = paper.briefing.coverage
    for label, value in words.coverage_rows(coverage):
        into = paper.paragraph()
        into.add_run(f"{label}: ").bold = True
        into.add_run(_clean(value))
    rows = [(a.title, a.outlet or words.UNKNOWN, _short(a.published), a.reason) for a in coverage.set_aside]
    if rows:
        paper.paragraph(f"{count(len(rows), 'article')} looked at and set aside:")
        paper.table(("Article", "Outlet", "Published", "Why"), rows, (7.3, 3.4, 2.6, 3.3))
    return True


def _sources(paper: _Paper) -> bool:
    quoted = words.quoted(paper.briefing)
    for item in paper.briefing.sources:
        _source(paper, item)
        for citation in quoted.get(item.source.number, ()):
            look.quiet(paper.paragraph(style="List Bullet 2").add_run(words.in_marks(_clean(citation.quote))))
    return bool(paper.briefing.sources)


def _source(paper: _Paper, item: BriefingSource) -> None:
    source = item.source
    into = paper.paragraph()
    paper.anchor(into, f"source_{source.number}")
    into.add_run(f"[{source.number}] {_clean(source.title)}").bold = True
    line = f", {source.outlet or words.UNKNOWN} · {day(source.published)}"
    if item.marks:
        line += f" · {words.marks(item)}"
    if source.also_in:
        line += f" · {also_in(source.also_in)}"
    into.add_run(_clean(line))
    if link := web(source.url):
        into.add_run(" · ")
        paper.link(into, link, url=link)
    elif source.path:
        into.add_run(f" · {_clean(source.path)}")


def _timeless(data: bytes) -> bytes:
    """The same file with every part dated alike."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            part = zipfile.ZipInfo(info.filename, FIXED.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(info.filename))
    return out.getvalue()


_BODIES: dict[str, Callable[[_Paper], bool]] = {
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
