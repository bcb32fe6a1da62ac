"""Makes `qa/show/briefing/assets/template.docx`, which briefings in Word start from: page, type, tables.

    python scripts/word_template.py

Run it again to change how a briefing looks in Word; the file can be opened and restyled in Word as well.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "qa/show/briefing/assets/template.docx"

INK, QUIET, LINK, SHADE, RULE = "1B2A33", "5A6B75", "155E6E", "EEF3F5", "B8C4CA"
"""Headings, small print (5.4 : 1 on white), links, shaded grounds, hairlines."""

TYPE = (
    ("Normal", 10.5, 0, 4), ("Title", 22, 0, 4), ("Subtitle", 11, 0, 8), ("Heading 1", 14, 14, 4),
    ("Heading 2", 11.5, 9, 3), ("List Bullet", 10.5, 0, 3), ("List Bullet 2", 9.5, 0, 2),
    ("Caption", 8.5, 6, 0), ("Footer", 8.5, 0, 0),
)  # fmt: skip
"""Style, size, space before, space after, in points."""


def template() -> Any:
    """A document without text: A4, sober type, numbered pages."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    for name, size, before, after in TYPE:
        style = document.styles[name]
        style.font.name, style.font.size = "Georgia", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
        if name in ("Title", "Subtitle", "Caption", "Footer") or name.startswith("Heading"):
            ink = INK if name == "Title" or name.startswith("Heading") else QUIET
            style.font.color.rgb = RGBColor.from_string(ink)
            style.font.bold, style.font.italic = name.startswith("Heading"), False
    boxed(document)
    for name, size, colour in (("Small", 9, QUIET), ("Cite", None, LINK)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.size = Pt(size) if size else None
    table_style(document)
    numbered_pages(section)
    return document


def boxed(document: Any) -> None:
    """The style of the bottom line: a shaded ground, kept on one page."""
    style = document.styles.add_style("Bottom Line", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.keep_together = True
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>')
    )


def table_style(document: Any) -> None:
    """Hairlines between rows, a shaded head in bold, small type."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{RULE}"/>' for side in ("top", "bottom", "insideH")
    )
    document.styles.element.append(
        parse_xml(f"""
        <w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="BriefingTable">
          <w:name w:val="Briefing Table"/><w:basedOn w:val="TableNormal"/>
          <w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>
          <w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>
          <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
            <w:tcPr><w:shd w:val="clear" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr>
        </w:style>""")
    )
    cell = document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = document.styles["Normal"]
    cell.font.size = Pt(9)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)


def numbered_pages(section: Any) -> None:
    """A footer whose first run is left for the title."""
    line = section.footer.paragraphs[0]
    line.add_run()
    for words, field in (("    ", "PAGE"), (" / ", "NUMPAGES")):
        line.add_run(words)
        run = line.add_run()._r
        for part in (
            '<w:fldChar {} w:fldCharType="begin"/>', f"<w:instrText {{}}>{field}</w:instrText>",
            '<w:fldChar {} w:fldCharType="end"/>',
        ):  # fmt: skip
            run.append(parse_xml(part.format(nsdecls("w"))))


if __name__ == "__main__":
    target = Path(sys.argv[1]) if sys.argv[1:] else TARGET
    template().save(target)
    print(target)
