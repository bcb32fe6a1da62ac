"""Paper for a Word document: the door to python-docx. How it looks is in `assets/template.docx`, which
`scripts/word_template.py` makes; widths are in centimetres of the 16.6 that a line has.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.show.words import numbers, remarks
from qa.text import safe
from qa.types import Sentence

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""Time of creation and of the parts of the file: the same briefing is the same file, byte for byte."""

TEMPLATE = Path(__file__).with_name("assets") / "template.docx"


def clean(text: str) -> str:
    """Text on one line that XML can hold."""
    flat = " ".join(safe(text).split())
    return "".join(ch for ch in flat if ord(ch) not in (0xFFFE, 0xFFFF) and not 0xD800 <= ord(ch) <= 0xDFFF)


class WordDocument:
    """One document in the making."""

    def __init__(self, title: str) -> None:
        import docx

        self.document: Any = docx.Document(str(TEMPLATE))
        self._marks = 0
        self.one_page = False
        """Only the numbers of those that say the same stand behind a sentence."""
        self.shown: frozenset[str] = frozenset()
        """The sentences that stand in the document, which its list of sources does not print again."""
        self.document.sections[0].footer.paragraphs[0].runs[0].text = clean(title)[:90]
        core = self.document.core_properties
        core.title, core.author, core.comments = clean(title)[:255], "", ""
        core.created = core.modified = FIXED

    def to_one_page(self) -> None:
        """Smaller type and margins, and short sources: a briefing of one page."""
        from docx.shared import Cm, Pt

        self.one_page = True
        page = self.document.sections[0]
        page.top_margin = page.bottom_margin = Cm(1.5)
        for name, points in (("Normal", 9), ("List Bullet", 9), ("Bottom Line", 9.5)):
            self.document.styles[name].font.size = Pt(points)

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

        link = OxmlElement("w:hyperlink")
        if anchor:
            link.set(qn("w:anchor"), anchor)
        else:
            link.set(qn("r:id"), into.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(into.add_run(clean(text) if url else text, "Cite")._r)
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
        table = self.document.add_table(rows=1, cols=len(heads), style="Briefing Table")
        for number, row in enumerate(((*heads,), *rows)):
            cells = (table.add_row() if number else table.rows[0]).cells
            for cell, value in zip(cells, row, strict=True):
                cell.paragraphs[0].style = "Cell"
                if isinstance(value, Sentence):
                    self.sentence(value, cell.paragraphs[0])
                else:
                    cell.paragraphs[0].add_run(clean(value))
        _shaped(table, widths)
        self.paragraph()

    def listed(
        self,
        sentence: Sentence,
        note: str = "",
        before: str = "",
        style: str = "List Bullet",
        also: Sequence[Sentence] = (),
    ) -> None:
        """A sentence as an item of a list: a day before it, behind it a note and who else says so."""
        into = self.paragraph(style=style)
        if before:
            into.add_run(clean(before) + "  ").bold = True
        self.sentence(sentence, into)
        self.cite(into, *also)
        if note:
            quiet(into, f"  {note}")


def quiet(into: Any, text: str) -> None:
    """Small print: who, where, when."""
    into.add_run(text[: len(text) - len(text.lstrip())] + clean(text), "Small")


def _shaped(table: Any, widths: Sequence[float]) -> None:
    """Columns of these widths, a repeated head, rows that stay on one page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table.autofit = False
    for place, row in enumerate(table.rows):
        traits = row._tr.get_or_add_trPr()
        traits.append(OxmlElement("w:cantSplit"))
        if place == 0:
            traits.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


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
