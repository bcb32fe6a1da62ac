"""The words set off in a sentence are those that answer, and no more."""

from __future__ import annotations

import pytest

from qa.answer.extractive.question import analyse
from qa.answer.extractive.words import answering

WON = "Marsk won 39 of Skerrow's 54 delegates with about 48% of the vote on Tuesday."
LED = "The envoys were led by Captain Robert Hale, who reached Varn on 3 May 2024."


def marked(question: str, text: str, *likely: str) -> str:
    """What is set off when the reader holds these words likely, the first most."""
    found = [(text.index(words), text.index(words) + len(words), -0.5 * i) for i, words in enumerate(likely)]
    chosen = answering(analyse(question), text, found)
    return text[slice(*chosen)] if chosen else ""


@pytest.mark.parametrize(
    ("question", "text", "likely", "expected"),
    [
        ("How many delegates did Marsk win?", WON, ("39 of Skerrow's 54 delegates", "39"), "39"),
        ("When did Marsk win the delegates?", WON, ("48%", "Tuesday"), "Tuesday"),
        ("Who led the envoys?", LED, ("led by Captain Robert", "Captain Robert Hale"), "Captain Robert Hale"),
    ],
)
def test_of_the_likely_words_those_are_taken_that_are_what_is_asked_for(
    question: str, text: str, likely: tuple[str, ...], expected: str
) -> None:
    assert marked(question, text, *likely) == expected


def test_no_name_and_no_day_is_cut() -> None:
    assert marked("Who led the envoys?", LED, "Robert") == "Captain Robert Hale"
    assert marked("When did the captain reach Varn?", LED, "May") in ("3 May 2024", "on 3 May 2024")


def test_a_reason_is_left_as_long_as_the_reader_takes_it() -> None:
    assert marked("Why did the envoys go to Varn?", LED, "led by Captain Robert Hale") == ""
    assert answering(analyse("Who led the envoys?"), LED, ()) is None
