"""How a Word briefing looks: page, type, tables. Widths are in centimetres of the 16.6 that a line has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

INK, QUIET, SHADE, RULE = "1B2A33", "5A6B75", "EEF3F5", "B8C4CA"
"""Hex colours: headings, small print (5.4 : 1 on white), shaded boxes, lines of tables."""


def dress(document: Any, title: str) -> None:
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


def shaped(table: Any, widths: Sequence[float]) -> None:
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
