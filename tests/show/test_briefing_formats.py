"""Briefings as Markdown, JSON, Word and a page for a terminal."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import docx
import jsonschema
import pytest
from briefing_example import BRIEFING, EVIL, NOTHING
from markdown_it import MarkdownIt

from qa.show.briefing.docx import briefing_docx
from qa.show.briefing.json import briefing_dict, briefing_schema
from qa.show.briefing.markdown import briefing_markdown
from qa.show.briefing.page import briefing_page
from qa.show.briefing.sections import TITLES
from qa.show.json import dumps
from qa.types.briefing import OFF_TOPIC, SECTIONS, Comparison, SetAside

MARKDOWN = briefing_markdown(BRIEFING)
EMPTIED = replace(
    BRIEFING, bottom_line=(), developments=(), timeline=(), statements=(), comparison=Comparison(),
    changes=(), answers=(), not_covered=(),
)  # fmt: skip


def words_of(document: bytes) -> str:
    opened = docx.Document(io.BytesIO(document))
    cells = [c.text for t in opened.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in opened.paragraphs), *cells])


def test_every_mark_on_a_terminal_opens_its_source_at_the_cited_words() -> None:
    page = briefing_page(BRIEFING, 100)
    marks = [span for span in page.text.spans if re.fullmatch(r" \[\d+\]", page.plain[span.start : span.end])]
    links = [span.style.link for span in marks]
    assert len(marks) > 10
    urls = {f"[{s.source.number}]": s.source.url or s.source.path for s in BRIEFING.sources}
    for span, link in zip(marks, links, strict=True):
        number = page.plain[span.start : span.end].strip()
        assert bool(link) == bool(urls[number] and urls[number].startswith("http")), number
    assert "evil" not in " ".join(filter(None, links))
    first = BRIEFING.bottom_line[0]
    cited = replace(first.citations[0], fragment="text=A%20ferry,Monday")
    told = replace(BRIEFING, bottom_line=(replace(first, citations=(cited,)),))
    opened = [span.style.link for span in briefing_page(told, 100).text.spans if span.style.link]
    assert opened[0] == "https://tidings.example/ferry?a=1&b=2#:~:text=A%20ferry,Monday"


def test_markdown_has_every_section_and_a_footnote_for_every_source() -> None:
    for title in TITLES.values():
        assert f"\n## {title}\n" in MARKDOWN
    for number in (1, 2, 3):
        assert f"\n[^{number}]: **" in MARKDOWN
        assert f"[^{number}]" in MARKDOWN.split("[^1]:")[0]


def test_article_text_does_nothing_in_markdown() -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(MARKDOWN)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="http://evil' not in html
    assert "javascript:" not in html
    assert "&lt;script&gt;" in html


def test_a_cell_of_a_markdown_table_never_ends_early() -> None:
    rows = [line for line in MARKDOWN.split("\n") if line.startswith("| ")]
    assert rows
    for line in rows:
        assert line.replace("\\|", "").count("|") in (4, 5), line


def test_of_what_was_set_aside_only_that_is_listed_which_touches_the_topic() -> None:
    aside = [SetAside(f"{n}" * 16, f"Other {n}", None, None, OFF_TOPIC) for n in range(9)]
    near = SetAside("a" * 16, "In passing", None, None, "mentions the topic only in passing")
    told = replace(BRIEFING.coverage, set_aside=(near, *aside))
    page = briefing_markdown(replace(BRIEFING, coverage=told))
    assert "10 articles looked at and set aside, 9 of them not about the topic: 1 of 10 listed" in page
    assert "In passing" in page
    assert "Other 3" not in page
    told = replace(BRIEFING.coverage, set_aside=tuple(aside))
    page = briefing_markdown(replace(BRIEFING, coverage=told))
    assert "9 articles looked at and set aside, 9 of them not about the topic: 3 of 9 listed" in page


def test_one_source_alone_is_not_said_to_be_compared() -> None:
    one = replace(BRIEFING.comparison, independent=1, differences=(), confirmed=())
    assert "independent source" not in briefing_markdown(replace(BRIEFING, comparison=one)).split("## New")[0]


def test_articles_of_no_known_outlet_are_not_called_independent_sources() -> None:
    (finding, *_) = BRIEFING.comparison.confirmed
    unknown = replace(finding, independent=2, outlets=("unknown outlet",))
    told = replace(BRIEFING.comparison, confirmed=(unknown,), independent=2)
    nowhere = replace(BRIEFING.coverage, outlets=(("unknown outlet", 2),))
    page = briefing_markdown(replace(BRIEFING, comparison=told, coverage=nowhere))
    assert "independent source" not in page
    assert f"{1 + len(unknown.also)} articles of unknown outlets" in page
    assert "Told by several articles" in page


def test_articles_that_share_no_claim_are_not_said_to_be_missing_from_the_library() -> None:
    nothing = Comparison((), (), (), (), 2)
    part = replace(NOTHING, template="comparison", sections=("comparison", "sources"), comparison=nothing)
    part = replace(part, coverage=BRIEFING.coverage)
    page = briefing_markdown(part)
    assert "The library has nothing on this topic" not in page
    assert "These articles share no claim and contradict each other in none" in page


def test_the_short_form_in_word_has_a_line_for_each_source() -> None:
    document = docx.Document(io.BytesIO(briefing_docx(replace(BRIEFING, template="short"))))
    rows = [p.text for p in document.paragraphs if re.match(r"\[\d\] ", p.text)]
    assert len(rows) == len(BRIEFING.sources)
    assert rows[0].startswith("[1] Ferry hits the quay, Skerrow Tidings · 2026-02-10")
    assert all(len(row) < 120 for row in rows[:2])


def test_the_sources_of_a_word_file_do_not_print_what_stands_above_again() -> None:
    document = docx.Document(io.BytesIO(briefing_docx(BRIEFING)))
    sources = "\n".join(p.text for p in document.paragraphs).split("\nSources\n")[1]
    shown = [s.text for s in BRIEFING.bottom_line if s.text == s.citations[0].quote]
    assert shown
    assert not any(text in sources for text in shown)


def test_markdown_shows_dates_as_counted_and_as_written() -> None:
    assert "| 2026-02-09 (“Monday”) |" in MARKDOWN
    assert "| Wednesday, date unknown |" in MARKDOWN
    assert "*announced:* The ferry will sail again on Friday." in MARKDOWN


def test_json_is_as_its_published_schema_says() -> None:
    schema = briefing_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for briefing in (BRIEFING, NOTHING, EMPTIED):
        jsonschema.validate(json.loads(dumps(briefing_dict(briefing))), schema)


def test_the_schema_knows_every_section_and_refuses_what_it_does_not_know() -> None:
    schema = briefing_schema()
    assert tuple(schema["properties"]["sections"]["items"]["enum"]) == SECTIONS
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**briefing_dict(BRIEFING), "extra": 1}, schema)


def test_word_has_every_section_and_links_each_citation_to_its_source() -> None:
    data = briefing_docx(BRIEFING)
    headings = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name == "Heading 1"]
    assert headings == list(TITLES.values())
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    for number in (1, 2, 3):
        assert f'w:anchor="source_{number}"' in xml
        assert f'w:name="source_{number}"' in xml


def test_word_links_lead_to_the_web_only_and_text_of_sources_is_text() -> None:
    data = briefing_docx(BRIEFING)
    parts = zipfile.ZipFile(io.BytesIO(data))
    links = parts.read("word/_rels/document.xml.rels").decode()
    assert "https://tidings.example/ferry" in links
    assert "javascript:" not in links
    assert "<script>document.title='owned'</script>" in words_of(data)


def test_word_is_the_same_file_byte_for_byte_and_survives_characters_that_xml_lacks() -> None:
    assert briefing_docx(BRIEFING) == briefing_docx(BRIEFING)
    odd = replace(BRIEFING, title="Odd \ud800 \x00 \uffff title")
    assert "Odd" in words_of(briefing_docx(odd))


def test_the_terminal_page_has_every_section_and_no_escape_of_a_source() -> None:
    page = briefing_page(BRIEFING, 80)
    for title in TITLES.values():
        assert f"\n{title}\n" in f"\n{page.plain}\n"
    assert "\x1b" not in page.plain
    assert "[bold]red[/bold]" in " ".join(page.plain.split())
    assert all(len(line) <= 80 for line in page.plain.split("\n"))


def test_the_terminal_page_draws_the_timeline_and_marks_the_newest_figure() -> None:
    lines = briefing_page(BRIEFING, 100).plain.split("\n")
    assert "● 2026-02-09 (“Monday”)  reported 2026-02-10" in lines
    assert "○ 2026-02-13 (“Friday”)  reported 2026-02-10" in lines
    assert "● Wednesday, date unknown  report undated" in lines
    assert any(line.endswith("newest") and "27 Menschen" in line for line in lines)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_width_shows_every_sentence(width: int) -> None:
    flat = "".join(briefing_page(BRIEFING, width).plain.split()).replace("│", "")
    for sentence in (*BRIEFING.bottom_line, *(e.sentence for e in BRIEFING.timeline[1:3])):
        assert "".join(sentence.text.split()) in flat


def test_without_questions_and_an_earlier_briefing_their_sections_are_left_out() -> None:
    for made in (
        briefing_markdown(EMPTIED),
        words_of(briefing_docx(EMPTIED)),
        briefing_page(EMPTIED, 100).plain,
    ):
        for name in ("answers", "not_covered"):
            assert TITLES[name] not in made
    first = replace(BRIEFING, changes=None)
    assert "New since the last briefing" not in briefing_markdown(first)
    assert "New since the last briefing" in briefing_markdown(BRIEFING)


def test_what_is_empty_is_left_out_in_every_format() -> None:
    formats = (
        briefing_markdown(EMPTIED),
        briefing_page(EMPTIED, 100).plain,
        words_of(briefing_docx(EMPTIED)),
    )
    for name in ("bottom_line", "developments", "timeline", "statements", "comparison"):
        for text in formats:
            assert TITLES[name] not in text
    for text in (
        briefing_markdown(NOTHING),
        briefing_page(NOTHING, 100).plain,
        words_of(briefing_docx(NOTHING)),
    ):
        assert "The library has nothing on this topic." in text


def test_what_was_shown_before_is_told_from_what_is_said_now() -> None:
    assert (
        "- **changed** injured: 23 → 27\n  - now: 27 Menschen wurden verletzt.[^2]\n  - before: ~~23~~"
        in MARKDOWN
    )
    assert EVIL.split()[0] not in briefing_page(BRIEFING, 80).plain.split("Bottom line")[0]


def test_a_quotation_in_word_links_to_its_page_at_the_words() -> None:
    lead = BRIEFING.bottom_line[0]
    cited = replace(lead.citations[0], fragment="text=A%20ferry")
    sources = tuple(
        replace(item, source=replace(item.source, url="https://post.example/ferry"))
        for item in BRIEFING.sources
    )
    linked = replace(EMPTIED, bottom_line=(replace(lead, citations=(cited,)),), sources=sources)
    with zipfile.ZipFile(io.BytesIO(briefing_docx(linked))) as parts:
        relations = parts.read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://post.example/ferry#:~:text=A%20ferry"' in relations
    assert "[↗](<https://post.example/ferry#:~:text=A%20ferry>)" in briefing_markdown(linked)


def test_two_events_of_one_day_stand_under_it_once() -> None:
    first = BRIEFING.timeline[1]
    again = replace(first, sentence=BRIEFING.timeline[2].sentence, also=(), state="said")
    page = replace(BRIEFING, timeline=(first, again))
    day = "2026-02-09 (“Monday”)"
    assert briefing_page(page, 100).plain.count(day) == briefing_page(BRIEFING, 100).plain.count(day)
    assert "(said)" in briefing_page(page, 100).plain
    table = briefing_markdown(page).split("| Day of the event")[1]
    assert table.count("2026-02-09") == 1
