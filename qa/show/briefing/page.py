"""A briefing as a page for a terminal: each kind of block, the timeline as a picture of characters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from itertools import zip_longest

from qa.show.briefing import blocks, words
from qa.show.briefing.sections import sections
from qa.show.console import Page, Span, one_line, shorten
from qa.show.words import also_in, day, numbers, opened_at, remarks
from qa.types import Citation, Sentence, Source
from qa.types.briefing import Briefing, BriefingSource, Series

BAR = 24
"""Characters of the longest bar of a figure that changes."""

CUT = 280
"""Characters that a sentence beside its own words, or a quotation that answers nothing, may take."""


class _BriefingPage(Page):
    """A page that knows its sources, so that each mark can be a link."""

    def __init__(self, width: int, sources: Mapping[int, Source]) -> None:
        super().__init__(width)
        self.sources = sources


def briefing_page(briefing: Briefing, width: int) -> Page:
    """The briefing in its sections, sentences with `[1]` marks."""
    page = _BriefingPage(width, {item.source.number: item.source for item in briefing.sources})
    page.write((one_line(briefing.title), "strong"))
    if line := words.window(briefing):
        page.write((line, "quiet"))
    if not briefing.found:
        page.gap()
        page.write((words.nothing(briefing), "strong"))
    for section in sections(briefing):
        page.heading(section.title)
        for block in section.blocks:
            _draw(block, page)
    page.gap()
    for line in (words.checked_line(briefing), *words.foot_lines(briefing)):
        page.write((one_line(line), "quiet"))
    return page


@singledispatch
def _draw(block: blocks.Block, page: Page) -> None:
    raise TypeError(f"no way to draw {block!r}")


def _marked(page: Page, sentence: Sentence | None) -> list[Span]:
    if sentence is None:
        return []
    spans: list[Span] = [one_line(sentence.text), *_marks(page, sentence)]
    if told := remarks(sentence):
        spans.append((f" ({told})", "quiet"))
    return spans


def _marks(page: Page, *sentences: Sentence) -> list[Span]:
    """The numbers of what sentences cite, each a link to the first words that it stands for."""
    cited = {c.source: c for sentence in reversed(sentences) for c in reversed(sentence.citations)}
    found = dict.fromkeys(number for sentence in sentences for number in numbers(sentence))
    return [(f" [{number}]", "mark", _opened(page, cited.get(number))) for number in found]


def _opened(page: Page, cited: Citation | None) -> str | None:
    source = page.sources.get(cited.source) if cited and isinstance(page, _BriefingPage) else None
    return opened_at(source.url, source.path, cited.fragment) if source and cited else None


@_draw.register
def _note(block: blocks.NoteBlock, page: Page) -> None:
    page.write((one_line(block.text), "quiet"))


@_draw.register
def _heading(block: blocks.Heading, page: Page) -> None:
    page.gap()
    page.write((block.text, "strong"))


@_draw.register
def _rows(block: blocks.Rows, page: Page) -> None:
    for row in block.rows:
        if row.when:
            day = "" if row.same_day else one_line(words.day_of(row.when)) + "  "
            page.write(
                (day, "strong"), *_marked(page, row.sentence), first="    " if row.same_day else "", indent=4
            )
        elif block.kind == "lead":
            page.write(*_marked(page, row.sentence), (f" {row.note}" if row.note else "", "quiet"))
        else:
            page.write(*_marked(page, row.sentence), *_marks(page, *row.also), first="- ")
            page.write((one_line(row.note), "quiet"), first="  ")


@_draw.register
def _events(block: blocks.EventsBlock, page: Page) -> None:
    """● happened, ○ announced; the line is broken before days that are not known."""
    for row, later in zip_longest(block.rows, block.rows[1:]):
        joined = bool(_known(row) and later and _known(later))
        told = row.note if row.same_day else ""
        told = ", ".join(part for part in (row.state, told) if part)
        if not row.same_day:
            page.write(
                ("○ " if row.planned else "● ", "mark"),
                (one_line(words.day_of(row.when)) if row.when else "", "strong"),
                (f"  {row.note}", "quiet"),
                indent=2,
            )
        apart: list[Span] = [(f" ({told})", "quiet")] if told else []
        also: list[Span] = [(" also", "quiet"), *_marks(page, *row.also)] if row.also else []
        page.write(*_marked(page, row.sentence), *apart, *also, first="│ " if joined else "  ")
        if later and not later.same_day:
            page.write(("│" if joined else "", "mark"))
    page.write(("● happened  ○ announced", "quiet"))


def _known(row: blocks.Row) -> bool:
    return row.when is not None and row.when.moment.first is not None


@_draw.register
def _groups(block: blocks.Groups, page: Page) -> None:
    listed = block.kind in blocks.LISTED
    for group in block.groups:
        if not listed:
            page.gap()
        note = f"{', ' if block.kind == 'speakers' else '  '}{one_line(group.note)}" if group.note else ""
        page.write((one_line(group.title), "strong"), (note, "quiet"), first="- " if listed else "")
        for row in group.rows:
            lead: Span = (f"{row.lead}: " if row.lead else "", "quiet")
            page.write(lead, *_marked(page, row.sentence), *_unsaid(page, row), first="  ")
            if row.note:
                page.write((one_line(row.note), "quiet"), first="  ")


def _unsaid(page: Page, row: blocks.Row) -> list[Span]:
    """What an entry shows that is no sentence."""
    if row.quote:
        return [
            f"“{shorten(one_line(row.quote.quote), CUT)}”",
            (f" [{row.quote.source}]", "mark", _opened(page, row.quote)),
        ]
    return [one_line(row.words)] if row.words else []


@_draw.register
def _sides(block: blocks.SidesBlock, page: Page) -> None:
    group = block.group
    page.gap()
    style = "bad" if group.kind == "contradicted" else "strong"
    page.write((one_line(f"{group.note}: {group.title}"), style))
    for row in group.rows:
        if row.sentence is None:
            continue
        page.write(
            (f"“{one_line(row.marked)}”", "found"), *_marks(page, row.sentence), first=f"  {row.lead} "
        )
        if one_line(row.marked) != one_line(row.sentence.text):
            page.write(shorten(one_line(row.sentence.text), CUT), first="    ")
        page.write((one_line(row.note), "quiet"), first="    ")


@_draw.register
def _figures(block: blocks.Figures, page: Page) -> None:
    for series in block.series:
        _series(page, series)


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
            *_marks(page, point.sentence, *point.also),
            " newest" if point.newest else "",
            first="  ",
        )


@_draw.register
def _claims(block: blocks.Claims, page: Page) -> None:
    """Nothing: who says what stands in the entries."""


@_draw.register
def _pairs(block: blocks.Pairs, page: Page) -> None:
    page.table(block.rows, styles=("quiet",))


@_draw.register
def _table(block: blocks.Table, page: Page) -> None:
    """The first column and the last: what, and why."""
    page.write((f"{block.title}:", "quiet"))
    page.table([(row[-1], row[0]) for row in block.rows], indent=2, styles=("quiet", "quiet"))


@_draw.register
def _sources(block: blocks.Sources, page: Page) -> None:
    for item, _ in block.rows:
        _source(page, item)


def _source(page: Page, item: BriefingSource) -> None:
    source = item.source
    lead = f"[{source.number}] "
    hang = " " * len(lead)
    link = opened_at(source.url, source.path)
    page.write((one_line(source.title), "", link), first=lead)
    line = f"{source.outlet or words.UNKNOWN} · {day(source.published)}"
    marks = f" · {words.marks(item)}" if item.marks else ""
    page.write((one_line(line + marks), "quiet"), first=hang)
    where = source.url or source.path or ""
    if where:
        page.write((one_line(where), "quiet", link), first=hang)
    if source.also_in:
        page.write((one_line(also_in(source.also_in)), "quiet"), first=hang)
