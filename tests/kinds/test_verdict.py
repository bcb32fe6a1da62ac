"""A yes or a no rests on a sentence that is about whom the question asks."""

import pytest

from qa.kinds.find import plain_words
from qa.kinds.verdict import of_others, only_named, turned
from qa.kinds.words.claim import claims

CLAIM = "Ida Brandt endorsed Tom Hale."


@pytest.mark.parametrize(
    "text",
    [
        "In 2016 Brandt did not endorse Lena Marsh until July.",
        "The mayor of Varn did not endorse Hale.",
    ],
)
def test_a_sentence_that_has_another_in_the_place_of_the_one_asked_about_tells_nothing(text):
    assert of_others(text, CLAIM)


@pytest.mark.parametrize(
    "text",
    [
        "Brandt endorsed Hale on Monday in Varn.",
        "She did not endorse him until July.",
        "Brandt said that she would not endorse anybody.",
        "She did not endorse him, according to the Varn Chamber of Commerce, until July.",
    ],
)
def test_a_sentence_that_names_both_or_nobody_else_may_tell(text):
    assert not of_others(text, CLAIM)


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        ("The board did not close the pool.", "The pool was closed.", True),
        ("The pool was closed.", "The pool was not closed.", True),
        ("He told Brandt that her services were no longer needed.", "Brandt was dismissed.", False),
    ],
)
def test_a_negation_turns_only_what_stands_beside_it(text, claim, expected):
    assert turned(text, claim, set(plain_words(claim))) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Did Varn arrest Tom Hale?", "Varn issued arrest warrants for Hale and six others.", True),
        ("Has Orrin Air launched a balloon?", "The launch of its rival came first.", True),
        ("Did Varn arrest Tom Hale?", "Hale was arrested at the port of Varn.", False),
        ("Did Varn arrest Tom Hale?", "The police of Varn took Hale away.", False),
        ("Will Varn arrest Tom Hale?", "Varn issued arrest warrants for Hale.", False),
    ],
)
def test_the_name_of_what_is_asked_about_is_not_that_it_happened(question, text, expected) -> None:
    told = claims(question)
    assert told is not None
    assert only_named(text, told) is expected
