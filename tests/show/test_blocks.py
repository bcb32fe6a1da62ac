"""A briefing in blocks: what it takes to add a section or a format, and the template Word starts from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import get_args

import docx
import pytest
from briefing_example import BRIEFING

from qa.show.briefing import blocks, docx_paper
from qa.show.briefing.docx import briefing_docx
from qa.show.briefing.html import briefing_html
from qa.show.briefing.markdown import briefing_markdown
from qa.show.briefing.page import briefing_page
from qa.show.briefing.sections import sections
from qa.types.briefing import SECTIONS

ROOT = Path(__file__).parents[2]
SHOW = ROOT / "qa/show"
KINDS = [kind.__name__ for kind in get_args(blocks.Block)]


def test_the_example_has_every_kind_of_block() -> None:
    used = {type(block).__name__ for section in sections(BRIEFING) for block in section.blocks}
    assert used == set(KINDS)


def test_every_format_draws_every_kind() -> None:
    """A kind that a format does not know raises, so that it is enough to draw them all once."""
    assert briefing_page(BRIEFING, 80).plain
    assert briefing_markdown(BRIEFING)
    assert briefing_docx(BRIEFING)
    assert briefing_html(BRIEFING, ())


@pytest.mark.parametrize("name", SECTIONS)
def test_no_format_knows_a_section_by_name(name: str) -> None:
    """A section is described in `sections.py`; the style sheet alone may dress one of them otherwise."""
    formats = ["page.py", "markdown.py", "docx.py", "html.py"]
    texts = [(SHOW / "briefing" / file).read_text() for file in formats]
    texts.append((SHOW / "templates/briefing.html").read_text())
    assert not any(f'"{name}"' in text for text in texts)


def test_the_names_of_sections_stand_in_one_file_of_show_besides_the_schema() -> None:
    naming = [
        path.name
        for path in (SHOW / "briefing").glob("*.*")
        if path.is_file() and all(f'"{name}"' in path.read_text() for name in SECTIONS)
    ]
    assert sorted(naming) == ["briefing.schema.json", "sections.py"]


def test_the_template_of_word_opens_and_has_the_styles_that_are_used() -> None:
    document = docx.Document(str(docx_paper.TEMPLATE))
    names = {style.name for style in document.styles}
    assert {"Bottom Line", "Small", "Cite", "Cell", "Briefing Table", "List Bullet 2"} <= names
    assert [p.text for p in document.paragraphs] == []
    written = docx.Document(io.BytesIO(briefing_docx(BRIEFING)))
    assert BRIEFING.title in written.sections[0].footer.paragraphs[0].text
    assert {t.style.name for t in written.tables} == {"Briefing Table"}
