"""A briefing as a Word document: each kind of block. Citations are links to the numbered sources."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from qa.show.briefing import blocks, words
from qa.show.briefing.docx_paper import WordDocument, clean, quiet
from qa.show.briefing.sections import sections
from qa.show.words import also_in, day, web, web_at
from qa.types.briefing import Briefing, BriefingSource


def briefing_docx(briefing: Briefing) -> bytes:
    """The briefing as the bytes of a .docx file."""
    paper = WordDocument(briefing.title)
    paper.heading(briefing.title, 0)
    if line := words.window(briefing):
        paper.paragraph(line, "Subtitle")
    if not briefing.found:
        paper.paragraph(words.nothing(briefing))
    if briefing.template == "short":
        paper.to_one_page()
    paper.shown = frozenset(s.text for s in words.sentences(briefing))
    for section in sections(briefing, words.short_day):
        paper.heading(section.title, 1)
        for block in section.blocks:
            _draw(block, paper)
    for line in (words.checked_line(briefing), *words.foot_lines(briefing)):
        paper.paragraph(line, "Caption")
    return paper.made()


@singledispatch
def _draw(block: blocks.Block, paper: WordDocument) -> None:
    raise TypeError(f"no way to draw {block!r}")


@_draw.register
def _note(block: blocks.NoteBlock, paper: WordDocument) -> None:
    paper.paragraph(block.text)


@_draw.register
def _heading(block: blocks.Heading, paper: WordDocument) -> None:
    paper.heading(block.text)


@_draw.register
def _rows(block: blocks.Rows, paper: WordDocument) -> None:
    for row in block.rows:
        if row.sentence is None:
            continue
        if block.kind == "lead":
            into = paper.sentence(row.sentence, paper.paragraph(style="Bottom Line"))
            if row.note:
                quiet(into, f" {row.note}")
            continue
        before = words.day_of(row.when, words.plain_day) if row.when and not row.same_day else ""
        if paper.one_page:
            paper.listed(row.sentence, row.note, before, also=row.also)
            continue
        paper.listed(row.sentence, row.note, before)
        for other in row.also:
            paper.listed(other, style="List Bullet 2")


@_draw.register
def _events(block: blocks.EventsBlock, paper: WordDocument) -> None:
    rows = [
        (
            "" if r.same_day else words.plain_moment(r.when.moment),
            r.state or "happened",
            r.sentence,
            r.note.removeprefix("reported "),
        )
        for r in block.rows
        if r.when and r.sentence
    ]
    paper.table(("Day", "State", "What", "Reported"), rows, (3.3, 2.4, 8.4, 2.5))


@_draw.register
def _groups(block: blocks.Groups, paper: WordDocument) -> None:
    for group in block.groups:
        listed = block.kind in blocks.LISTED
        into = paper.paragraph(style="List Bullet" if listed else None)
        into.paragraph_format.keep_with_next = bool(group.rows)
        into.add_run(clean(group.title)).bold = True
        if group.note:
            into.add_run(f"{' ' if listed else ', '}{clean(group.note)}")
        style = "List Bullet 2" if listed else "List Bullet"
        for row in group.rows:
            if row.sentence:
                paper.listed(row.sentence, row.note, row.lead, style)
            else:
                said = words.in_marks(row.quote.quote) + f" [{row.quote.source}]" if row.quote else row.words
                paper.paragraph(f"{row.lead}: {said}", style)


@_draw.register
def _sides(block: blocks.SidesBlock, paper: WordDocument) -> None:
    paper.heading(f"{block.group.note}: {block.group.title}")
    rows = [(row.marked, row.sentence, row.note) for row in block.group.rows if row.sentence]
    paper.table(("Wording", "Sentence", "Who"), rows, (4.2, 8.4, 4.0))


@_draw.register
def _figures(block: blocks.Figures, paper: WordDocument) -> None:
    for series in block.series:
        paper.heading(f"Figure over time: {series.about}")
        points = [
            (
                words.short_day(p.day) if p.day else "undated",
                p.written + (" (newest)" if p.newest else ""),
                p.sentence,
                p.outlet or words.UNKNOWN,
            )
            for p in series.points
        ]
        paper.table(("Published", "Figure", "Sentence", "Outlet"), points, (2.5, 2.9, 8.0, 3.2))


@_draw.register
def _claims(block: blocks.Claims, paper: WordDocument) -> None:
    """Nothing: who says what stands in the entries."""


@_draw.register
def _pairs(block: blocks.Pairs, paper: WordDocument) -> None:
    for label, value in block.rows:
        into = paper.paragraph()
        into.add_run(f"{label}: ").bold = True
        into.add_run(clean(value))


@_draw.register
def _table(block: blocks.Table, paper: WordDocument) -> None:
    paper.paragraph(f"{block.title}:")
    paper.table(block.heads, block.rows, (7.3, 3.4, 2.6, 3.3))


@_draw.register
def _sources(block: blocks.Sources, paper: WordDocument) -> None:
    for item, quoted in block.rows:
        if paper.one_page:
            _source_line(paper, item, quoted[0].fragment if quoted else None)
            continue
        into = _source(paper, item)
        above = [c for c in quoted if c.quote in paper.shown]
        opened = [(c, web_at(item.source.url, c.fragment)) for c in above if c.fragment]
        for n, (citation, address) in enumerate((c, address) for c, address in opened if address):
            quiet(into, " ·" if n else " · opens at")
            into.add_run(" ")
            paper.link(into, " ".join(citation.quote.split()[:_OPENING]) + " …", url=address or "")
        for citation in (c for c in quoted if c not in above):
            into = paper.paragraph(style="List Bullet 2")
            quiet(into, words.in_marks(clean(citation.quote)))
            if citation.fragment and (link := web_at(item.source.url, citation.fragment)):
                into.add_run(" ")
                paper.link(into, "open", url=link)


_OPENING = 4
"""Words by which a sentence that stands above is named where it is opened: none is printed twice."""


def _source_line(paper: WordDocument, item: BriefingSource, fragment: str | None) -> None:
    """A source of a one-page briefing: its title opens the first of the words that are cited."""
    source = item.source
    into = paper.paragraph(style="Caption")
    paper.anchor(into, f"source_{source.number}")
    title = clean(source.title)
    short = title if len(title) <= _TITLE else title[:_TITLE].rsplit(" ", 1)[0] + " …"
    link = (web_at(source.url, fragment) if fragment else None) or web(source.url)
    into.add_run(f"[{source.number}] ")
    if link:
        paper.link(into, short, url=link)
    else:
        into.add_run(short)
    told = f", {words.marks(item)}" if item.marks else ""
    into.add_run(clean(f", {source.outlet or words.UNKNOWN} · {day(source.published)}{told}"))


_TITLE = 90
"""Characters of a title on a page that has to hold everything."""


def _source(paper: WordDocument, item: BriefingSource) -> Any:
    source = item.source
    into = paper.paragraph()
    paper.anchor(into, f"source_{source.number}")
    into.add_run(f"[{source.number}] {clean(source.title)}").bold = True
    line = f", {source.outlet or words.UNKNOWN} · {day(source.published)}"
    if source.page:
        line += f" · p. {source.page}"
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
    return into
