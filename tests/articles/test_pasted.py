"""Text copied from a page into a file: with its address, the words for screen readers, a menu."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.articles.load import load_articles
from qa.types import Article

ADDRESS = "https://www.millgazette.example/2023/11/14/lower-gate-lock-found"
HEAD = "Lower gate of the lock found in the pool"
BODY = (
    "The lower gate of the lock at Ostrava Mill was found on Tuesday in the pool below the weir.\n\n"
    "It will take a crane and two divers to lift it, the keeper said, and neither can come before Easter.\n"
)


def read(tmp_path: Path, text: str) -> Article:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    (article,) = load_articles(str(path)).articles
    return article


@pytest.mark.parametrize(
    "text",
    [
        f"{ADDRESS}\n{HEAD}\nNovember 14, 2023\n{BODY}",
        f"{HEAD}\nLink: {ADDRESS}\n\n{BODY}",
        f"{HEAD}\n<{ADDRESS}>\n\n{BODY}",
        f"{HEAD}\n\n{BODY}\nSource: {ADDRESS}\n",
        f"{HEAD}\n\n{BODY}\n{ADDRESS}\n",
    ],
    ids=["first", "labelled", "in angles", "source at the end", "last, with the words of the headline"],
)
def test_the_line_of_the_address_is_the_address(text: str, tmp_path: Path) -> None:
    article = read(tmp_path, text)
    assert (article.title, article.url) == (HEAD, ADDRESS)
    assert "http" not in article.text
    assert any(ADDRESS in removed.text for removed in article.removed)


def test_an_address_in_pieces_is_the_address_and_no_title(tmp_path: Path) -> None:
    pieces = "https : / / www . millgazette . example / 2023 / 11 / 14 / lower - gate - lock - found"
    article = read(tmp_path, f"{pieces}\n{HEAD}\nNovember 14, 2023\n{BODY}")
    assert (article.title, article.url) == (HEAD, ADDRESS)
    assert pieces in [removed.text for removed in article.removed]
    assert "millgazette" not in article.text


@pytest.mark.parametrize(
    "title", [ADDRESS, "http : / / www . mill . example / a - b . html", "www . mill . example"]
)
def test_a_stated_title_that_is_an_address_is_none(title: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"title": title, "text": BODY}), "utf-8")
    (article,) = load_articles(str(path)).articles
    assert article.title.startswith("The lower gate of the lock")
    assert title in [removed.text for removed in article.removed]


@pytest.mark.parametrize(
    "title", ["A / B testing : who . wins ?", "Why http : is dead", "Divers - and a crane"]
)
def test_a_title_with_marks_in_it_stays(title: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"title": title, "text": BODY}), "utf-8")
    (article,) = load_articles(str(path)).articles
    assert article.title == title


def test_an_address_below_the_text_may_lead_anywhere(tmp_path: Path) -> None:
    article = read(tmp_path, f"{HEAD}\n\n{BODY}\nhttps://cranes.example/hire\n")
    assert article.url is None
    assert "cranes.example" in article.text


def test_an_address_gives_no_day(tmp_path: Path) -> None:
    assert read(tmp_path, f"{ADDRESS}\n{HEAD}\n{BODY}").published is None


@pytest.mark.parametrize("skip", ["Skip to content", "Zum Inhalt springen", "Aller au contenu principal"])
def test_a_page_copied_as_a_whole_begins_with_its_headline(skip: str, tmp_path: Path) -> None:
    article = read(tmp_path, f"{skip}\nMill Gazette\nMenu\nSubscribe\n{HEAD}\n14 November 2023\n\n{BODY}")
    assert article.title == HEAD
    assert article.text.startswith("The lower gate")
    assert any("Menu" in removed.text for removed in article.removed)


CLIP = """---
title: Lower gate of the lock found in the pool
source: https://millgazette.example/gate
published: 2023-11-14
---
> [!note]- Mine
> Ask the keeper about the hinge.

The lower gate of the [[Ostrava Mill|lock]] at Ostrava Mill was found on Tuesday. %%call the divers%%

==It will take a crane and two divers to lift it==, the keeper said. ^a1b2c3

> [!quote]
> Neither can come before Easter.

A gate of 1 == 1 sizes is rare, and so is a key == value.
"""


def test_what_the_reader_wrote_into_a_clip_is_no_part_of_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(CLIP, "utf-8")
    (article,) = load_articles(str(path)).articles
    assert article.text.split("\n\n") == [
        "The lower gate of the lock at Ostrava Mill was found on Tuesday.",
        "It will take a crane and two divers to lift it, the keeper said.",
        "Neither can come before Easter.",
        "A gate of 1 == 1 sizes is rare, and so is a key == value.",
    ]
    notes = [r.text for r in article.removed if r.reason == "note of the reader"]
    assert len(notes) == 2
    assert "hinge" in notes[0]
    assert notes[1] == "%%call the divers%%"


def test_an_entry_of_atom_that_only_says_when_it_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    entry = f"<title>{HEAD}</title><updated>2023-11-15T00:00:00Z</updated><summary>{BODY}</summary>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Mill</title><entry>{entry}</entry></feed>'
    path.write_text(feed, "utf-8")
    (article,) = load_articles(str(path)).articles
    assert (article.published, str(article.updated)) == (None, "2023-11-15")
