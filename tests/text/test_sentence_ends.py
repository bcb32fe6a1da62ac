"""Where a sentence ends that has a time of day or a quotation before the next one."""

import pytest

from qa.text import sentence_spans


def cut(text):
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The match began at 6 p.m. Swedish time.",
        "Polls close at 8 p.m. Central European Summer Time.",
        "It starts at 9 a.m. Moscow time and ends at noon.",
        "The flight left at 10 p.m. Hawaii standard time.",
    ],
)
def test_a_time_of_day_with_its_zone_does_not_end_a_sentence(text):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They left at 5 p.m.", "Nobody noticed."),
        ("Doors open at 7 p.m.", "Local police said so."),
        ('The board said it was "ready to act."', 'The mayor said he was "not informed."'),
        ("Kern said: “We go on.”", "Holl said nothing."),
        ('Pohl told them "no."', 'Dana Rell told them "yes."'),
    ],
)
def test_the_next_sentence_begins_a_new_one(first, second):
    assert cut(f"{first} {second}") == [first, second]


def test_who_speaks_stays_with_the_words_before():
    assert cut("“Is it so?” Kern asked.") == ["“Is it so?” Kern asked."]
    assert cut("“We go on.” Kern said it twice.") == ["“We go on.” Kern said it twice."]
