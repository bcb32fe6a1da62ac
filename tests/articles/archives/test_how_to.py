"""The example of docs/how-to/news-archives.md does what the page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from qa.articles.archives.own import read_layout
from qa.articles.exports import How
from qa.articles.load import load_articles
from qa.errors import LoadError

PAGE = (Path(__file__).parents[3] / "docs/how-to/news-archives.md").read_text("utf-8")


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_layout_of_the_page_reads_the_text_of_the_page(tmp_path: Path) -> None:
    layout, text = tmp_path / "dockland.yaml", tmp_path / "digest.txt"
    layout.write_text(block("yaml"), "utf-8")
    text.write_text(block("text"), "utf-8")
    pool, depot = load_articles(str(text), how=How(own=read_layout(layout))).articles
    assert (pool.title, pool.outlet, pool.published) == (
        "Pool stays shut until spring",
        "Harbour Post",
        date(2024, 11, 7),
    )
    assert (pool.authors, pool.page, depot.page) == (("Ada Brook",), "4", "A7")
    assert pool.text.endswith("Two bidders withdrew, and the third asked for 40,000 more.")
    with pytest.raises(LoadError, match="many articles in a layout that is not known"):
        load_articles(str(text))


def test_a_page_is_described_by_css(tmp_path: Path) -> None:
    layout, page = tmp_path / "css.yaml", tmp_path / "p.html"
    layout.write_text(
        "article: div.record\nfields:\n  title: h2\n  published: span.day\n  text: p\n", "utf-8"
    )
    record = '<div class="record"><h2>Title {n}</h2><span class="day">{n} May 2024</span>{p}</div>'
    text = "<p>The council met for the {n}th time, it said.</p>"
    records = [record.format(n=n, p=text.format(n=n)) for n in (4, 5)]
    page.write_text(f"<html><body>{''.join(records)}</body></html>", "utf-8")
    found = load_articles(str(page), how=How(own=read_layout(layout))).articles
    assert [(a.title, a.published) for a in found] == [
        ("Title 4", date(2024, 5, 4)),
        ("Title 5", date(2024, 5, 5)),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("begin: x\nfields: {}\n", "unknown: begin"),
        ("start: x\nfields:\n  headline: x\n", "unknown: fields.headline"),
        ("start: '('\n", "start: not a regular expression"),
        ("article: 'div['\n", "article: not a CSS selector"),
        ("name: x\n", "give start (a line) or article"),
        ("- a\n", "no layout in it"),
        ("a: [\n", "not valid YAML"),
    ],
)
def test_a_layout_that_cannot_be_meant_is_refused_by_file_and_key(
    text: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(LoadError) as caught:
        read_layout(path)
    assert str(caught.value.message).startswith(f"{path}: ")
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ("start: '^ENTRY \\d+$'\nfields: {title: '^Headline: (.+)'}", "no line in it matches start: ^ENTRY"),
        ("article: div.record\nfields: {title: h2}", "nothing in it matches article: div.record"),
    ],
)
def test_a_layout_that_fits_nothing_says_what_it_looked_for(layout: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text(layout, "utf-8")
    file = tmp_path / ("a.html" if "div" in layout else "a.txt")
    file.write_text(
        "<p>Pool opens</p>" if "div" in layout else "RECORD 1\nHeadline: Pool opens\n\nIt opens.\n", "utf-8"
    )
    with pytest.raises(LoadError, match=re.escape(said)):
        load_articles(str(file), how=How(own=read_layout(tmp_path / "my.yaml")))


@pytest.mark.parametrize("name", ["factiva", "nexis", "nexis-uni", "proquest", "europresse"])
def test_a_named_layout_that_a_file_is_not_in_says_so(name: str, tmp_path: Path) -> None:
    file = tmp_path / ("a.html" if name == "europresse" else "a.txt")
    file.write_text(
        "<p>Pool opens</p>" if name == "europresse" else "Pool opens\n\nIt opens in May.\n", "utf-8"
    )
    with pytest.raises(LoadError, match=r"nothing in it is laid out as|has no text"):
        load_articles(str(file), how=How(asked=name))
