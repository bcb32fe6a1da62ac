"""Exports that lost a stretch: the articles around it are whole, and none has the words of two."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.archives import archives, clippers, forms
from bench.archives.stories import Story, stories
from qa.articles.load import load_articles
from qa.errors import LoadError

FORMS: dict[str, tuple[str, Callable[[list[Story]], bytes]]] = {
    "factiva": ("f.txt", lambda s: forms.txt(archives.factiva_blocks(s))),
    "europresse": ("e.html", lambda s: archives.europresse_html(s)),
    "europresse-old": ("o.html", lambda s: archives.europresse_html(s, old=True)),
    "proquest": ("p.txt", lambda s: forms.txt(archives.proquest_blocks(s), width=200)),
    "evernote": ("n.enex", clippers.enex),
}


@pytest.mark.parametrize("layout", FORMS)
@pytest.mark.parametrize("start", range(10, 100, 9))
@pytest.mark.parametrize("length", [8, 60, 250])
def test_no_article_holds_two_stories_where_a_stretch_is_lost(
    layout: str, start: int, length: int, tmp_path: Path
) -> None:
    found = stories(900 + start, 3)
    name, make = FORMS[layout]
    data = bytearray(make(found))
    begin = len(data) * start // 100
    del data[begin : begin + length]
    path = tmp_path / name
    path.write_bytes(data)
    try:
        articles = list(load_articles(str(path)).articles)
    except LoadError:
        return
    for article in articles:
        told = set(re.findall(r"\((\d+)-\d+\)", " ".join(article.text.split())))
        assert len(told & {str(story.number) for story in found}) <= 1, article.title


def test_rtf_without_its_first_brace_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(forms.rtf(archives.nexis_old(stories(7, 2)))[1:])
    with pytest.raises(LoadError, match="RTF that is damaged at its start"):
        load_articles(str(path))


@pytest.mark.parametrize("first", [b"A\\rtf1", b"\\ansi"])
def test_rtf_whose_first_bytes_changed_is_no_article(first: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(forms.rtf(archives.factiva_plain(stories(7, 3))).replace(b"{\\rtf1", first, 1))
    with pytest.raises(LoadError, match="RTF that is damaged at its start"):
        load_articles(str(path))


def test_numbers_of_records_that_end_stretches_of_text_are_those_of_many(tmp_path: Path) -> None:
    """The layout is known no more, since every day and number of words was hit; its ends still stand."""
    text = forms.txt(archives.factiva_plain(stories(7, 3))).decode()
    text = re.sub(r"\b(\d+) words\b", r"\1 wo ds", text)
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(LoadError, match="'document' ends 3 stretches of text"):
        load_articles(str(path))


@pytest.mark.parametrize("name", ["notes.enex", "feed", "a.txt"])
def test_xml_whose_root_is_damaged_is_no_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(clippers.enex(stories(7, 2)).replace(b"en-export", b"en-e#port"))
    with pytest.raises(LoadError, match="XML of a kind that is not known"):
        load_articles(str(path))


@pytest.mark.parametrize("number", [0, 1])
def test_a_web_archive_whose_record_states_too_great_a_length_mixes_no_pages(
    number: int, tmp_path: Path
) -> None:
    found = stories(31, 3)
    data = clippers.warc(found)
    lengths = [m for m in re.finditer(rb"Content-Length: (\d+)", data) if int(m[1]) > 400]
    spot = lengths[2 * number]
    grown = b"Content-Length: %d" % (int(spot[1]) + 700)
    path = tmp_path / "crawl.warc"
    path.write_bytes(data[: spot.start()] + grown + data[spot.end() :])
    try:
        articles = list(load_articles(str(path)).articles)
    except LoadError:
        return
    for article in articles:
        told = set(re.findall(r"\((\d+)-\d+\)", " ".join(article.text.split())))
        assert len(told & {str(story.number) for story in found}) <= 1, article.title


def test_a_web_archive_without_its_first_bytes_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(clippers.warc(stories(31, 3))[12:])
    with pytest.raises(LoadError, match="damaged"):
        load_articles(str(path))
