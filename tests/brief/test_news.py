"""Which lines may stand as news: reports, and not the view of whoever writes."""

from __future__ import annotations

from fakes.briefs import WordEmbedder

from qa.brief.read.news import in_first_person, news
from qa.brief.read.sheet import SentenceReadings, Sheet, make_sheet
from qa.types import Article

REPORT = Article.make(
    "Night buses cut",
    "The town of Varn will run no night buses after Monday, the council said. “We have no drivers,” said "
    "the council's transport chief Odo Brask. “I have asked for money. We got none.” Three lines are cut in "
    "all. The last bus of the night left the harbour of Varn at midnight on Sunday.",
    "The Courier",
)
COLUMN = Article.make(
    "The last bus",
    "Nobody in Varn wants to work on the night buses. I have driven one of them myself for three winters. "
    "We should pay these drivers what the night is worth. The council of Varn calls night buses a luxury.",
    "The Herald",
)


def sheet_of(*articles: Article) -> Sheet:
    return make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]


def test_an_article_that_says_i_and_we_outside_quotation_marks_tells_a_view() -> None:
    sheet = sheet_of(REPORT, COLUMN)
    assert not in_first_person(sheet.by_article[REPORT.id])
    assert in_first_person(sheet.by_article[COLUMN.id])


def test_no_line_of_a_view_stands_as_news_beside_a_report() -> None:
    found = news(sheet_of(REPORT, COLUMN))
    assert found
    assert {line.article.id for line in found} == {REPORT.id}


def test_where_there_is_nothing_but_views_these_are_shown() -> None:
    assert {line.article.id for line in news(sheet_of(COLUMN))} == {COLUMN.id}


def test_a_line_that_needs_the_one_before_does_not_stand_as_news() -> None:
    text = (
        "The repair of the Varn bridge will cost nine million crowns, the council of Varn said on Monday. "
        "Two thirds of it would be paid by the county and the rest by the town."
    )
    found = news(sheet_of(Article.make("Bridge", text, "The Courier")))
    assert [line.place for line in found] == [0]
