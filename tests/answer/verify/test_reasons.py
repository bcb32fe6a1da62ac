"""Why a sentence is not shown, as a reader is told it."""

from __future__ import annotations

import re

from qa.answer.verify.verify import check_sentence
from qa.search.retrieve import evidence_of
from qa.types import Article, DraftSentence, Evidence, Passage


def told(story: str, claim: str, at: str = "1.2", title: str = "News") -> str:
    article = Article.make(title, story)
    evidence: Evidence = evidence_of(1, article, [Passage(article.id, 0, len(story))])
    return check_sentence(DraftSentence(claim, (at,)), [evidence]).reason


LAKE = (
    "A kayak was found on the Selm lake on Monday morning. "
    "The police said that the find was not connected to the burglary at the boathouse. "
)


def test_a_reason_has_no_figure_and_no_number_of_a_sentence_in_it() -> None:
    reason = told(LAKE, "Kayak races are popular with the young, and the lake is deep.")
    assert "does not say" in reason
    assert not re.search(r"\d", reason)


def test_what_the_source_denies_is_told_before_a_name_that_stands_in_another_sentence() -> None:
    reason = told(LAKE, "The police said that the Selm find was connected to the burglary at the boathouse.")
    assert reason == "the source says “was not”"


def test_a_name_that_the_article_has_elsewhere_is_said_to_be_missing_from_the_sentence_alone() -> None:
    reason = told(LAKE, "The police spoke of a burglary at the boathouse in Lindow.")
    assert reason == "the name “Lindow” is not in the cited text"
    reason = told(
        LAKE,
        "The police said that the find was not connected to the boathouse of Arno Velde.",
        title="Arno Velde's boat",
    )
    assert reason == "the cited sentence does not name “Arno Velde”"
