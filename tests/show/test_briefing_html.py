"""The HTML page of a briefing and the index: what stands where, and that no text of a source acts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from briefing_example import ARTICLES, BRIEFING, EVIL, GERMAN, NOTHING, TOLD

from qa.show.briefing.blocks import Row, When
from qa.show.briefing.html import briefing_html
from qa.show.briefing.index import index_html
from qa.show.briefing.json import briefing_dict
from qa.show.briefing.svg import timeline_svg
from qa.show.json import dumps
from qa.types.briefing import SECTIONS, Moment

PAGE = briefing_html(BRIEFING, ARTICLES, index="../index.html")
INDEX = index_html([json.loads(dumps(briefing_dict(BRIEFING)))], [("Broken topic", "the model said no")])


class Tree(HTMLParser):
    """Every start tag with its attributes, the text, and tags that were never closed."""

    VOID = ("meta", "link", "img", "br", "input", "circle", "line", "path", "rect")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("page", [PAGE, INDEX, briefing_html(NOTHING, ())], ids=["full", "index", "nothing"])
def test_every_tag_is_closed_and_no_id_is_used_twice(page: str) -> None:
    tree = Tree(page)
    assert tree.open == []
    ids = [a["id"] for _, a in tree.tags if "id" in a]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", [PAGE, INDEX], ids=["page", "index"])
def test_text_of_sources_is_shown_and_does_nothing(page: str) -> None:
    tree = Tree(page)
    assert "<script>document.title='owned'</script>" in "".join(tree.words)
    assert tree.all("img") == []
    allowed = {
        "class",
        "id",
        "href",
        "lang",
        "rel",
        "for",
        "type",
        "name",
        "value",
        "hidden",
        "role",
        "popover",
    }
    allowed |= {
        "popovertarget",
        "popovertargetaction",
        "datetime",
        "scope",
        "charset",
        "content",
        "http-equiv",
    }
    allowed |= {"aria-label", "aria-labelledby", "autocomplete", "data-more", "data-kinds", "data-outlets"}
    svg = {"viewbox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "transform"}
    assert {name for _, a in tree.tags for name in a} <= allowed | svg
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("page", [PAGE, INDEX], ids=["page", "index"])
def test_only_web_addresses_become_links_and_nothing_is_loaded(page: str) -> None:
    tree = Tree(page)
    links = [a["href"] or "" for a in tree.all("a")]
    assert all(link.startswith(("#", "../index.html", "https://", "the-ferry-at-oskerry/")) for link in links)
    assert [a["href"] for a in tree.all("link")] == ["data:,"]
    assert not any("src" in attributes for _, attributes in tree.tags)
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("page", [PAGE, INDEX], ids=["page", "index"])
def test_the_policy_lets_the_page_use_its_own_style_and_script_alone(page: str) -> None:
    policy = next(a["content"] or "" for a in Tree(page).all("meta") if "http-equiv" in a)
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    style = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert parts["style-src"] == _hash(style[0])
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert [parts["script-src"]] == [_hash(s) for s in scripts] if scripts else "script-src" not in parts
    assert not any("style" in a or name.startswith("on") for _, a in Tree(page).tags for name in a)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_page_of_a_briefing_has_no_script() -> None:
    assert Tree(PAGE).all("script") == []


def test_each_citation_opens_a_card_with_the_quoted_words_marked_in_their_paragraph() -> None:
    tree = Tree(PAGE)
    cards = {a["id"] for name, a in tree.tags if name == "div" and "popover" in a}
    targets = {a["popovertarget"] for a in tree.all("button") if a.get("class") == "cite"}
    assert targets == cards
    quote = "<mark>23 people were injured, the harbour office said.</mark>"
    assert f"<p>A ferry hit the quay of Oskerry on Monday. {quote}</p>" in PAGE


def test_words_that_no_longer_stand_there_are_quoted_without_a_paragraph() -> None:
    changed = replace(TOLD, text=TOLD.text.replace("23", "32"))
    page = briefing_html(BRIEFING, (changed, *ARTICLES[1:]))
    quote = "<mark>23 people were injured, the harbour office said.</mark>"
    assert f"<blockquote><p>{quote}</p></blockquote>" in page


def test_landmarks_headings_and_buttons_have_names() -> None:
    tree = Tree(PAGE)
    assert [len(tree.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert [a["aria-labelledby"] for a in tree.all("section")] == [f"{name}-h" for name in SECTIONS]
    assert all("aria-label" in a for a in tree.all("button") if a.get("class") == "cite")
    for svg in tree.all("svg"):
        assert svg["role"] == "img"
        assert all(f'id="{name}"' in PAGE for name in (svg["aria-labelledby"] or "").split())


def test_words_of_another_language_are_marked_as_such() -> None:
    assert f'<span lang="de">{GERMAN.text.split(". ")[1]}</span>' in PAGE
    assert '<blockquote lang="de">' in PAGE


def test_dates_say_what_they_were_counted_from_and_unknown_ones_stay_as_written() -> None:
    assert '<time datetime="2026-02-09">Mon 9 Feb 2026</time><span class="written">“Monday”</span>' in PAGE
    assert "“Wednesday”, date unknown" in PAGE
    assert "Jun 2025" in PAGE


def test_a_contradiction_stands_side_by_side_and_in_the_picture_of_who_says_it() -> None:
    assert '<span class="kind">Contradicted</span> quay · ferry' in PAGE
    assert PAGE.count('<div class="side">') == 3
    assert "Skerrow Tidings A and B" in PAGE, "the picture says in words who gives which side"
    assert "citing Mirela Sandhurst" in PAGE


def test_a_figure_that_changes_is_drawn_and_its_newest_value_is_named() -> None:
    assert "23 people (2026-02-10, Skerrow Tidings), 27 Menschen (2026-02-12, Küstenbote)" in PAGE
    newest = re.search(r"<strong>27 Menschen</strong>.*?</td>", PAGE)
    assert newest
    assert "newest" in newest[0]


def test_a_topic_without_articles_says_so_and_what_was_searched() -> None:
    page = briefing_html(NOTHING, ())
    assert "The library has nothing on this topic." in page
    assert "9 articles within the filters" in page
    assert "Key developments" not in page


def test_the_same_briefing_is_the_same_page_however_long_it_took() -> None:
    slower = replace(BRIEFING, usage=replace(BRIEFING.usage, seconds=99.0))
    assert briefing_html(slower, ARTICLES, index="../index.html") == PAGE


def test_the_index_links_every_format_and_names_what_was_not_made() -> None:
    hrefs = [a["href"] for a in Tree(INDEX).all("a")]
    for name in ("html", "docx", "md", "json"):
        assert f"the-ferry-at-oskerry/briefing.{name}" in hrefs
    assert "Broken topic" in INDEX
    assert "the model said no" in INDEX
    assert "1 contradiction" in INDEX


def test_no_dot_of_a_timeline_covers_another() -> None:
    from datetime import date, timedelta

    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(14)] + [date(2024, 1, 1)]
    moments = [Moment("then", d, d, "day") for d in sorted(days)] + 3 * [Moment("some day")]
    events = [Row(BRIEFING.bottom_line[0], when=When(moment)) for moment in moments]
    for width in (340, 680):
        dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="10"', timeline_svg(events, width, "t"))
        places = [(float(x), float(y)) for x, y in dots]
        assert len(places) == len(events)
        close = [
            (a, b)
            for n, a in enumerate(places)
            for b in places[n + 1 :]
            if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 19**2
        ]
        assert close == [], width
        assert all(0 <= x <= width for x, _ in places)


def test_evil_text_is_in_the_example_at_all() -> None:
    assert EVIL.split()[0] in BRIEFING.statements[-1].speaker
