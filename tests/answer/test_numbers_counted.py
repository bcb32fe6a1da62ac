"""A figure of the source that counts something else there is not what the claim says."""

import pytest

from qa.answer.verify.checks.numbers import numbers_agree
from qa.answer.verify.facts import facts_of, ground_of
from qa.types import Article


def objection(claim: str, source: str) -> str | None:
    return numbers_agree(facts_of(claim), ground_of(Article.make("", source), 0, len(source)))


def test_two_figures_of_one_sentence_are_not_exchanged() -> None:
    source = "Rangers seized 126 otter skins and 370 tusks between May and July."
    assert objection("Rangers seized 126 tusks.", source) == "the source says 370, not 126"
    assert objection("Rangers seized 370 tusks.", source) is None
    assert objection("Rangers seized 126 skins.", source) is None


def test_nor_are_those_of_two_sentences() -> None:
    source = "Rangers seized 126 otter skins. They also took 370 “otter tusks” in that time."
    cited = ground_of(Article.make("", source), 0, source.index("They"))
    assert numbers_agree(facts_of("Rangers seized 126 otter tusks."), cited) == "the source says 370, not 126"


@pytest.mark.parametrize(
    "claim",
    ["30 people were hurt.", "The fire hurt 30 passengers.", "There were 30 hurt.", "It hurt 30 of them."],
)
def test_what_is_counted_may_be_said_in_other_words(claim: str) -> None:
    assert objection(claim, "The fire killed 12 people and hurt 30 passengers.") is None
    assert objection(claim, "The fire killed 12 people and hurt 30 others.") is None
