"""Markdown and HTML: footnotes and links that work, and article text that can do nothing."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from examples import ANSWER, ARTICLE, EVIL, NOT_FOUND, SIX, SUMMARY, poisoned
from markdown_it import MarkdownIt

from qa.answer.citing import cite_words
from qa.show.html import result_html
from qa.show.markdown import answer_markdown, article_markdown, escape, summary_markdown
from qa.types import Sentence


def test_an_answer_in_markdown_has_a_footnote_for_each_source() -> None:
    text = answer_markdown(ANSWER)
    assert text.startswith("# How many were hurt?\n\nSix people were hurt, the fire chief said.[^1] ")
    assert (
        "[^1]: **Harbour opens**, Skerrow Tidings · 2026-03-02, <https://skerrowtidings.example/harbour>"
        in text
    )
    assert "    > Six people were hurt, the fire chief said." in text
    assert "**Not answered:** who paid for it" in text


def test_nothing_found_in_markdown_marks_the_nearest_as_no_answer() -> None:
    text = answer_markdown(NOT_FOUND)
    assert "**The library does not answer this.**" in text
    assert "**not an answer**" in text


@pytest.mark.parametrize(
    "text", [EVIL, "1. one", "- two", "# three", "a\n\nb", "![x](y)", "$a$ | b ~c~", "&lt;"]
)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(escape(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}


def test_article_text_cannot_act_in_markdown() -> None:
    html = MarkdownIt("commonmark").render(answer_markdown(poisoned()))
    assert "<script" not in html
    assert "javascript:" not in html
    assert "<a " not in html


def test_a_summary_and_an_article_in_markdown() -> None:
    assert "\n- Six people were hurt" in summary_markdown(SUMMARY)
    assert article_markdown(ARTICLE).startswith("# Harbour opens\n\n*Skerrow Tidings · 2026-03-02*")


class Tags(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("page", [result_html(ANSWER), result_html(NOT_FOUND), result_html(SUMMARY)])
def test_a_page_asks_no_other_host_and_runs_no_script(page: str) -> None:
    parsed = Tags(page)
    assert not {"script", "img", "link", "iframe", "form"} & set(parsed.tags)
    assert "default-src 'none'" in page


def test_a_citation_leads_to_its_source() -> None:
    parsed = Tags(result_html(ANSWER))
    targets = {value for name, value in parsed.values if name == "id"}
    assert {value[1:] for name, value in parsed.values if name == "href" and value[0] == "#"} <= targets


def test_article_text_cannot_act_in_html() -> None:
    parsed = Tags(result_html(poisoned()))
    assert "script" not in parsed.tags
    assert not [value for name, value in parsed.values if "javascript:" in value]


def test_a_quotation_has_a_link_that_opens_its_page_at_the_words() -> None:
    cited = cite_words(1, ARTICLE, ARTICLE.text.index(SIX), ARTICLE.text.index(SIX) + len(SIX))
    answer = replace(ANSWER, sentences=(Sentence(SIX, (cited,), "supported", ()),))
    link = "https://skerrowtidings.example/harbour#:~:text=Six%20people%20were%20hurt%2C%20the%20fire%20chief%20said"
    assert f'href="{link}"' in result_html(answer)
    assert f"[↗](<{link}>)" in answer_markdown(answer)
    evil = replace(answer, sources=(replace(ANSWER.sources[0], url="javascript:alert(1)"),))
    assert 'href="javascript' not in result_html(evil)
    assert "↗" not in answer_markdown(evil)
