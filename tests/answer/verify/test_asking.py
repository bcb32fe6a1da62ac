"""The reader is asked who does it, and a claim that names another one is not shown."""

import pytest

from qa.answer.verify.asking import another, question_for, subject_agrees
from qa.answer.verify.facts import facts_of
from tests.answer.verify.held import ground

SOURCE = "The plan was criticised by Kai Pohl in a letter that Dana Rell, the minister, had not read."


@pytest.mark.parametrize(
    ("claim", "name", "question"),
    [
        ("Kai Pohl criticised the plan.", "Kai Pohl", "Who criticised the plan?"),
        ("On Monday, Minister Dana Rell criticised it.", "Dana Rell", "Who criticised it?"),
        ("Dana Rell, the minister, also wants to stay.", "Dana Rell", "Who also wants to stay?"),
        ("“The plan is a disgrace,” said Kai Pohl.", "Kai Pohl", "Who said that The plan is a disgrace?"),
        ("According to Kai Pohl, wages fell.", "Kai Pohl", "Who said that wages fell?"),
    ],
)
def test_a_claim_about_a_name_becomes_a_question_for_it(claim, name, question):
    asked = question_for(facts_of(claim), ground(SOURCE))
    assert (asked.name, asked.question) == (name, question)


@pytest.mark.parametrize(
    "claim",
    [
        "The minister criticised the plan.",
        "In a letter to Dana Rell the plan was criticised.",
        "Dana Rell's letter criticised the plan.",
        "The U.N. monitors are in the city.",
        "Fishermen found the boat.",
    ],
)
def test_other_claims_are_not_asked_about(claim):
    assert question_for(facts_of(claim), ground(SOURCE)) is None


@pytest.mark.parametrize(
    ("name", "answer", "given"),
    [
        ("Dana Rell", "a letter by Kai Pohl", "Kai Pohl"),
        ("Anders Marsk", "Tilda Marsk", "Tilda Marsk"),
        ("Dana Rell", "Minister Rell", None),
        ("Dana Rell", "the minister", None),
        ("United Nations", "the UN", None),
        ("North Sea Union", "Union officials", None),
    ],
)
def test_only_the_name_of_another_speaks_against_a_claim(name, answer, given):
    assert another(name, answer) == given


def test_a_deed_of_one_is_not_the_others():
    story = "Governor Lena Marsh resigned over the leaked letters, and Tom Pike stayed in office."
    reason = subject_agrees(facts_of("Tom Pike resigned over the leaked letters."), ground(story))
    assert reason == "the source says this of Lena Marsh, not of Tom Pike"
    assert subject_agrees(facts_of("Lena Marsh resigned over the leaked letters."), ground(story)) is None


def test_words_that_share_only_a_name_with_a_claim_do_not_bear_it_out():
    story = "Transport Minister Dana Rell criticized the city on Wednesday."
    assert subject_agrees(facts_of("Dana Rell ordered the closure."), ground(story))
    assert subject_agrees(facts_of("Dana Rell blamed the city."), ground(story)) is None
