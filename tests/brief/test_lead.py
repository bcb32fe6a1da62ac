"""What leads a briefing, and which articles may not, on small invented stories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fakes.briefs import WordEmbedder

from qa.brief.read.news import astray, on_story
from qa.brief.read.sheet import SentenceReadings, Sheet, make_sheet, other_tongue
from qa.brief.write import lead
from qa.brief.write.timeline import development_lines
from qa.types import Article

FIRST = date(2026, 5, 4)


def sheet(*texts: str) -> Sheet:
    """Articles of one outlet each, a day apart, the first the oldest."""
    articles = [
        Article.make(f"Title {n}", text, f"Outlet {n}", published=FIRST + timedelta(days=n))
        for n, text in enumerate(texts)
    ]
    return make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]


GATES = (
    "The lock gates of Varn canal failed in the night and the harbour of Varn was flooded. Boats sank.",
    "Engineers closed the Varn canal after the lock gates failed and the harbour flooded again.",
    "The lock gates of Varn canal were lifted out and the flooded harbour reopened to boats.",
)
FAIR = "Nine novelists met their readers while music played outdoors all morning at a book fair."


def test_where_things_stand_is_told_newest_first() -> None:
    lines = lead.bottom_line(sheet(*GATES), 3)
    assert lines[0].article.title == "Title 2"


def test_an_article_that_tells_something_else_does_not_lead_though_it_is_the_newest() -> None:
    made = sheet(*GATES, FAIR)
    assert [on_story(made)[i.article.id] < 0.5 for i in made.items] == [False, False, False, True]
    assert all("book fair" not in line.text for line in lead.bottom_line(made, 3))
    assert all("book fair" not in line.text for line in development_lines(made, 5))


def test_where_a_topic_has_several_stories_none_of_them_is_astray() -> None:
    others = (
        "Snow fell on the hills of Ostren all week.",
        "A new opera house was planned in Kell by its mayor.",
    )
    assert astray(sheet(GATES[0], *others)) == frozenset()


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("La compuerta del canal cedió durante la noche y el puerto quedó inundado.", True),
        ("Die Schleusentore gaben nachts nach, und der Hafen lief langsam voll.", True),
        ("The gates of the lock gave way in the night and the harbour filled.", False),
        ("Lock Inspector Ida Prell called Friday's flood “sudden and violent”.", False),
        ("Nada más.", False),
    ],
)
def test_words_of_another_language_in_an_english_article_are_told(text: str, foreign: bool) -> None:
    assert other_tongue(text, "en") is foreign
    assert not other_tongue(text, "es")


def test_the_core_for_a_model_is_numbered_and_has_the_first_sentences() -> None:
    found = lead.core(sheet(*GATES))
    assert [item.number for item in found] == [1, 2, 3]
    assert found[0].sentences[0].id == "1.1"
    assert lead.core(sheet()) == ()
