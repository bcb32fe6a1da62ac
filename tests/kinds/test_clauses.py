"""Questions taken apart into events, sides and claims."""

import pytest

from qa.kinds.order import told as as_told
from qa.kinds.sides import sides
from qa.kinds.words.claim import claims
from qa.kinds.words.clauses import events
from qa.kinds.words.comparison import read
from qa.kinds.words.figures import amount_claim


@pytest.mark.parametrize(
    ("question", "a", "b", "forward"),
    [
        ("Which came first, the leak or the alarm?", "the leak", "the alarm", None),
        (
            "Who resigned first, Ida Brandt or Owen Tallis?",
            "Ida Brandt resigned",
            "Owen Tallis resigned",
            None,
        ),
        ("Was the vote before the march in Selm?", "the vote", "the march in Selm", True),
        ("Did the plant close after the strike began?", "the plant close", "the strike began", False),
        ("Was the fire in Selm before or after the flood?", "the fire in Selm", "the flood", None),
    ],
)
def test_two_events_are_found(question: str, a: str, b: str, forward: bool | None) -> None:
    pair = events(question)
    assert pair is not None
    assert (pair.a, pair.b, pair.forward) == (a, b, forward)


def test_a_question_with_one_event_has_no_order() -> None:
    assert events("When was the quay closed?") is None


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Did the council approve the plan?", "The council approved the plan."),
        ("Did Ida Brandt leave the board?", "Ida Brandt left the board."),
        ("Was the captain of the ferry sober?", "The captain of the ferry was sober."),
        ("Is smoking allowed on deck?", "Smoking is allowed on deck."),
        ("Did the barn at Orrin catch fire?", "The barn at Orrin caught fire."),
        ("Did Ida Brandt kill herself?", "Ida Brandt killed herself."),
        ("Will the toy store close?", "The toy store will close."),
        ("Is the toll on the old bridge still in force?", "The toll on the old bridge is still in force."),
        ("Was anyone hurt when the crane fell?", "Someone was hurt when the crane fell."),
        ("Does the mayor still own a boat?", "The mayor still owns a boat."),
    ],
)
def test_a_yes_or_no_question_becomes_its_claim(question: str, claim: str) -> None:
    told = claims(question)
    assert told is not None
    assert told[0] == claim


def test_what_never_was_is_denied_by_leaving_out_never() -> None:
    told = claims("Had Ida Brandt never flown before?")
    assert told == ("Ida Brandt had never flown before.", "Ida Brandt had flown before.")


def test_the_sides_of_a_comparison_are_asked_alone() -> None:
    found = read("How many more people were hurt in Selm than in Lindow?")
    assert found is not None
    assert found.asked == ("How many people were hurt in Selm?", "How many people were hurt in Lindow?")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How much taller were the cranes of Selm than those of Lindow?",
            ("How tall was the cranes of Selm?", "How tall was the cranes of Lindow?"),
        ),
        (
            "How many more sailors than soldiers were on the ferry?",
            ("How many sailors were on the ferry?", "How many soldiers were on the ferry?"),
        ),
        (
            "How many more homes lost power in Selm than in Lindow?",
            ("How many homes lost power in Selm?", "How many homes lost power in Lindow?"),
        ),
        (
            "How many more members voted for the plan than against it?",
            ("How many members voted for the plan?", "How many members voted against the plan?"),
        ),
    ],
)
def test_each_side_is_asked_for_its_amount(question: str, asked: tuple[str, str]) -> None:
    found = read(question)
    assert found is not None
    assert found.asked == asked


def test_an_amount_is_held_against_its_sentence_as_a_claim() -> None:
    assert amount_claim("How old was Ida Brandt?", "61") == "Ida Brandt was 61 years old."
    assert amount_claim("How many people were hurt in Selm?", "four") == "four people were hurt in Selm."


def test_two_speakers_are_told_apart() -> None:
    found = sides("What did the union and the owners say about the cut?")
    assert found == (("the union", "the owners"), "say", "about the cut")


def test_two_people_of_whom_one_thing_is_asked_have_it_both() -> None:
    question = "Did Ida Brandt resign before Owen Tallis?"
    pair = events(question)
    assert pair is not None
    found = as_told(pair, question)
    assert (found.a, found.b) == ("Ida Brandt resigned", "Owen Tallis resigned")


def test_an_event_that_is_a_noun_stays_one() -> None:
    question = "Did the fair in Selm take place before the strike?"
    pair = events(question)
    assert pair is not None
    assert as_told(pair, question) == pair
