"""What the source denies is denied in the claim, and nothing else is."""

import pytest

from qa.answer.verify.facts import negations
from tests.answer.verify.held import failing


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council approved the plan.", "The council did not approve the plan."),
        ("The council did not approve the plan.", "The council approved the plan."),
        ("A deal was reached.", "No deal was reached."),
        ("Talks were held with the rebels.", "Talks were held without the rebels."),
        ("The law is retroactive.", "The new law is not retroactive, so the old one counts."),
        ("All residents agreed.", "Not all residents agreed."),
        ("Not all residents agreed.", "All residents agreed."),
        ("Jackals are not protected in India.", "Jackals are protected in India."),
    ],
)
def test_a_dropped_or_added_not_is_found(claim, source):
    assert "negation" in failing(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council refused to approve the plan.", "The council did not approve the plan."),
        ("The meetings did not bring progress.", "Neither meeting brought progress."),
        ("The mayor spoke and the council voted.", "The mayor spoke and the council voted, but no one left."),
        ("He came, not only to talk.", "He came not only to talk."),
        ("No other member voted against it.", "The chair did not see any other member vote against it."),
        ("The bridge has no other exit.", "The bridge does not have any other exit."),
        ("It was last checked in 2019.", "It has not been checked since 2019."),
        ("The plan failed to pass.", "The plan did not pass."),
        ("Not all residents approve of the plan.", "Some residents protested against the plan."),
        ("Not all residents agreed.", "Some residents did not agree."),
        (
            "Two owners said they had not been asked.",
            "The owners of two ferries said that they had not been asked.",
        ),
    ],
)
def test_the_same_denial_in_other_words_agrees(claim, source):
    assert "negation" not in failing(claim, source)


@pytest.mark.parametrize(
    ("text", "words", "head"),
    [
        ("The council did not quickly approve the plan, but the mayor agreed.", "did not", "approv"),
        ("They haven't yet paid the bill.", "haven't", "pay"),
        ("No deal was reached.", "No", "deal"),
    ],
)
def test_a_negation_turns_the_first_word_of_its_clause_that_says_something(text, words, head):
    (found,) = negations(text)
    assert (found.words, found.head) == (words, head)
