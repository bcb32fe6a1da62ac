"""Paper for a Word document: the door to python-docx. Type, tables, links; widths in centimetres of the 16.6
that a line has.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from qa.show.words import numbers, remarks
from qa.text import safe
from qa.types import Sentence
from qa.types.briefing import Briefing

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""Time of creation and of the parts of the file: the same briefing is the same file, byte for byte."""

INK, QUIET, SHADE, RULE = "1B2A33", "5A6B75", "EEF3F5", "B8C4CA"
"""Hex colours: headings, small print (5.4 : 1 on white), shaded boxes, lines of tables."""


def clean(text: str) -> str:
    """Text on one line that XML can hold."""
    flat = " ".join(safe(text).split())
    return "".join(ch for ch in flat if ord(ch) not in (0xFFFE, 0xFFFF) and not 0xD800 <= ord(ch) <= 0xDFFF)


class Paper:
    """One document in the making."""

    def __init__(self, briefing: Briefing) -> None:
        import docx

        self.briefing = briefing
        self.document: Any = docx.Document()
        self._marks = 0
        _dress(self.document, clean(briefing.title)[:90])
        core = self.document.core_properties
        core.title, core.author, core.comments = clean(briefing.title)[:255], "", ""
        core.created = core.modified = FIXED

    def made(self) -> bytes:
        """The document, written out."""
        raw = io.BytesIO()
        self.document.save(raw)
        return _timeless(raw.getvalue())

    def paragraph(self, text: str = "", style: str | None = None) -> Any:
        """A paragraph with plain text."""
        return self.document.add_paragraph(clean(text), style)

    def heading(self, text: str, level: int = 2) -> None:
        """A heading within a section."""
        self.document.add_heading(clean(text), level)

    def sentence(self, sentence: Sentence, into: Any) -> Any:
        """A sentence with its citations, added to a paragraph."""
        into.add_run(clean(sentence.text))
        self.cite(into, sentence)
        if told := remarks(sentence):
            into.add_run(f" ({told})").italic = True
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
        run = into.add_run(clean(text) if url else text)
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
                    cell.paragraphs[0].add_run(clean(value))
        _shaped(table, widths)
        self.paragraph()

    def listed(
        self, sentence: Sentence, note: str = "", before: str = "", style: str = "List Bullet"
    ) -> None:
        """A sentence as an item of a list, with a day before it and a note behind it."""
        into = self.paragraph(style=style)
        if before:
            into.add_run(clean(before) + "  ").bold = True
        self.sentence(sentence, into)
        if note:
            quiet(into.add_run(f"  {clean(note)}"))


def _dress(document: Any, title: str) -> None:
    """A4 with a footer that numbers the pages; sober headings; lists and paragraphs set tight."""
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    for name, size, before, after in (
        ("Normal", 10.5, 0, 4), ("Title", 22, 0, 4), ("Subtitle", 11, 0, 8), ("Heading 1", 14, 14, 4),
        ("Heading 2", 11.5, 9, 3), ("List Bullet", 10.5, 0, 3), ("List Bullet 2", 9.5, 0, 2),
        ("Caption", 8.5, 6, 0),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.name, style.font.size = "Georgia", Pt(size)
        _one_face(style)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
        if name in ("Title", "Subtitle", "Caption") or name.startswith("Heading"):
            style.font.color.rgb = RGBColor.from_string(QUIET if name in ("Subtitle", "Caption") else INK)
            style.font.bold, style.font.italic = name.startswith("Heading"), False
    _footer(section, title)


def _one_face(style: Any) -> None:
    """Take the theme's typefaces away, which would win over the named one."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _footer(section: Any, title: str) -> None:
    from docx.shared import Pt, RGBColor

    line = section.footer.paragraphs[0]
    line.style.font.size = Pt(8.5)
    for text, field in ((f"{title}    ", ""), ("", "PAGE"), (" / ", ""), ("", "NUMPAGES")):
        run = line.add_run(text)
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(QUIET)
        if field:
            _field(run, field)


def _field(run: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name
        run._r.append(part)


def quiet(run: Any, size: float = 9) -> Any:
    """Small print: who, where, when."""
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(QUIET)
    return run


def boxed(paragraph: Any) -> None:
    """A paragraph on a shaded ground, as the bottom line is."""
    paragraph.paragraph_format.keep_together = True
    paragraph._p.get_or_add_pPr().append(_shade())


def _shaped(table: Any, widths: Sequence[float]) -> None:
    """Columns of these widths, hairlines between rows, a repeated head, rows that stay on one page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table.autofit = False
    _rules(table)
    for place, row in enumerate(table.rows):
        traits = row._tr.get_or_add_trPr()
        traits.append(OxmlElement("w:cantSplit"))
        if place == 0:
            traits.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            if place == 0:
                cell._tc.get_or_add_tcPr().append(_shade())
            for paragraph in cell.paragraphs:
                _small(paragraph)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _small(paragraph: Any) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    for run in paragraph.runs:
        run.font.size = run.font.size or Pt(9)


def _shade() -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{key}"), value)
    return shade


def _rules(table: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("top", "bottom", "insideH")
        for key, value in (("val", "single" if drawn else "nil"), ("sz", "4"), ("color", RULE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


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
