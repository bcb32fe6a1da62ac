"""What "on Monday" is: worked out from the article's date beside the quotation, and never without one."""

from datetime import date

import pytest

from qa.answer.days import days_of
from qa.types import Article, Citation, Evidence, EvidenceSentence, Sentence

WRITTEN = date(2019, 5, 15)  # a Wednesday


def days(text: str, published: date | None = WRITTEN) -> list[tuple[str, str]]:
    article = Article.make("", text, published=published)
    sentence = Sentence(text, (Citation(1, article.id, 0, len(text), text),), "supported", ())
    evidence = Evidence(1, article, (), (EvidenceSentence("1.1", 0, len(text)),))
    found = days_of([sentence], [evidence])
    assert all(article.text[d.words.start : d.words.end] == d.words.quote for d in found)
    return [(d.words.quote, d.day.isoformat()) for d in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The singer died on Monday.", "2019-05-13"),
        ("The council met on Wednesday.", "2019-05-15"),
        ("The trial ended on Thursday.", "2019-05-09"),
        ("The council will vote on Friday.", "2019-05-17"),
        ("The ferry is to leave on Monday.", "2019-05-20"),
        ("The strike is expected to end on Thursday.", "2019-05-16"),
        ("He spoke with the king and was to talk with the queen Sunday.", "2019-05-19"),
        ("She hopes to land on Friday, her crew said.", "2019-05-17"),
    ],
)
def test_a_weekday_is_the_last_one_or_in_a_clause_about_what_is_to_come_the_next_one(
    text: str, day: str
) -> None:
    assert [found for _, found in days(text)] == [day]


def test_yesterday_is_the_day_before_the_article() -> None:
    assert [found for _, found in days("The bridge was closed yesterday.")] == ["2019-05-14"]


def test_nothing_is_guessed_without_a_date_or_beside_a_full_one() -> None:
    assert days("The singer died on Monday.", None) == []
    assert days("The singer died on 13 May 2019.") == []
    assert days("The singer died last year.") == []


def test_words_that_are_not_the_sources_own_get_no_day() -> None:
    article = Article.make("", "The singer died on Monday.", published=WRITTEN)
    cited = Citation(1, article.id, 0, 26, article.text)
    told = Sentence("He died on Monday.", (cited,), "supported", ())
    assert days_of([told], [Evidence(1, article, (), (EvidenceSentence("1.1", 0, 26),))]) == ()
