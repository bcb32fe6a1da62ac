"""A prefix that denies is a denial: "unrelated to the flu" does not bear "related to the flu" out."""

import pytest

from qa.answer.verify.checks.negation import negations_agree
from qa.answer.verify.checks.opposites import opposites_agree
from qa.answer.verify.facts import facts_of, ground_of
from qa.types import Article

SOURCE = "According to his wife, Holm died of a lung disorder, unrelated to the flu."


def objections(claim: str) -> list[str | None]:
    cited = ground_of(Article.make("", SOURCE), 0, len(SOURCE))
    return [check(facts_of(claim), cited) for check in (negations_agree, opposites_agree)]


def test_what_is_unrelated_there_is_not_related_here() -> None:
    assert any(objections("The death of Holm was related to the flu."))


@pytest.mark.parametrize(
    "claim", ["Holm died of a lung disorder.", "His wife said that his death was unrelated to the flu."]
)
def test_what_the_source_says_stays(claim: str) -> None:
    assert not any(objections(claim))
