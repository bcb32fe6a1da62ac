"""The opposite word in the same place is found; another word, or the same turned round, is not."""

import pytest

from tests.answer.verify.held import failing


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Prices for bread rose sharply.", "Prices for bread fell sharply."),
        ("More people came to the market.", "Fewer people came to the market."),
        ("The party won the local vote.", "The party lost the local vote."),
        ("They met after the vote.", "They met before the vote."),
        ("The council accepted a request to inspect it.", "The council rejected a request to inspect it."),
        ("It was the wettest May since 1976.", "It was the driest May since 1976."),
    ],
)
def test_the_opposite_word_is_found(claim, source):
    assert "opposites" in failing(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Prices for bread went up sharply.", "Prices for bread rose sharply."),
        ("Wages rose.", "Prices for bread fell sharply."),
        ("The party did not win the vote.", "The party lost the vote."),
        ("They met before the vote and left after lunch.", "They met before the vote."),
    ],
)
def test_what_only_looks_like_it_is_not(claim, source):
    assert "opposites" not in failing(claim, source)
