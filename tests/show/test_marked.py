"""The words that answer stand out everywhere, and a day worked out stands beside the quotation, not in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from examples import ANSWER, ARTICLE, EVIL, SIX, cite

from qa.show.answers import answer_page
from qa.show.html import result_html
from qa.show.json import answer_dict
from qa.show.markdown import answer_markdown
from qa.show.words import dated, runs
from qa.types import Answer, Article, Citation, Dated, Sentence

EXACT = Sentence(SIX, (cite(ARTICLE, SIX),), "supported", ())
MARKED = replace(
    ANSWER,
    engine="extractive",
    sentences=(EXACT,),
    marked=(cite(ARTICLE, "Six people"),),
    confidence=0.8123,
    grounds=("confidence 0.81, shown from 0.50",),
)


def test_the_pieces_of_a_sentence_are_its_words_and_say_which_answer() -> None:
    assert runs(EXACT, MARKED) == [("Six people", True), (" were hurt, the fire chief said.", False)]
    assert runs(EXACT, replace(MARKED, marked=())) == [(SIX, False)]


def test_the_terminal_sets_the_answering_words_in_bold_and_changes_none() -> None:
    page = answer_page(MARKED, 80)
    assert f"{SIX} [1]" in page.plain
    bold = [page.plain[s.start : s.end] for s in page.text.spans if getattr(s.style, "bold", False)]
    assert "Six people" in bold


def test_html_and_markdown_set_them_in_bold() -> None:
    assert "<b>Six people</b> were hurt" in result_html(MARKED)
    assert "**Six people** were hurt, the fire chief said.[^1]" in answer_markdown(MARKED)


def test_json_has_the_answer_with_offsets_and_the_confidence_with_its_grounds() -> None:
    found = json.loads(json.dumps(answer_dict(MARKED)))
    (answer,) = found["answer"]
    assert ARTICLE.text[answer["start"] : answer["end"]] == answer["quote"] == "Six people"
    assert found["confidence"] == 0.812
    assert found["grounds"] == ["confidence 0.81, shown from 0.50"]


def test_a_day_stands_beside_the_sentence() -> None:
    article = Article.make("", "The singer died on Monday.", published=date(2019, 5, 15))
    cited = Citation(1, article.id, 0, 26, article.text)
    words = Citation(1, article.id, 19, 25, "Monday")
    shown: Answer = replace(
        MARKED,
        sentences=(Sentence(article.text, (cited,), "supported", ()),),
        marked=(),
        days=(Dated(words, date(2019, 5, 13)),),
    )
    assert dated(shown.sentences[0], shown) == "Monday = 2019-05-13"
    assert "The singer died on Monday. (Monday = 2019-05-13) [1]" in answer_page(shown, 80).plain
    assert "The singer died on Monday." in result_html(shown)
    assert "(Monday = 2019-05-13)" in result_html(shown)
    (told,) = answer_dict(shown)["days"]  # type: ignore[misc]
    assert (told["start"], told["end"], told["quote"], told["day"]) == (19, 25, "Monday", "2019-05-13")


@pytest.mark.parametrize("place", [(0, 12), (5, 40), (20, len(EVIL))])
def test_marking_a_piece_of_hostile_text_lets_nothing_act(place: tuple[int, int]) -> None:
    article = Article.make("", EVIL)
    cited = Citation(1, article.id, 0, len(EVIL), EVIL)
    inside = Citation(1, article.id, *place, EVIL[slice(*place)])
    shown = replace(MARKED, sentences=(Sentence(EVIL, (cited,), "supported", ()),), marked=(inside,))
    html, page = result_html(shown), answer_page(shown, 80).plain
    assert "<script" not in html
    assert "\x1b" not in page + html
    assert "\u202e" not in page + html
    assert "](http" not in answer_markdown(shown).replace("\\]\\(", "").replace("\\]", "")


def test_a_sentence_that_only_may_be_the_answer_says_so_everywhere() -> None:
    unsure = replace(MARKED, sentences=(EXACT, replace(EXACT, perhaps=True)))
    for told in (answer_page(unsure, 80).plain, answer_markdown(unsure), result_html(unsure)):
        assert " ".join(told.split()).count("(may be the answer)") == 1
    guessed = answer_page(replace(MARKED, sentences=(replace(EXACT, perhaps=True),)), 80).plain
    assert f"~ “{EXACT.text}”" in " ".join(guessed.split())
    assert "~ may be the answer: the words are the source's; that they answer is a guess" in guessed
    assert "~" not in answer_page(MARKED, 80).plain
    sure, perhaps = json.loads(json.dumps(answer_dict(unsure)))["sentences"]
    assert perhaps["perhaps"] is True
    assert "perhaps" not in sure
