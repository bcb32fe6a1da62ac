"""Numbers, shares and times of day that news writes in words."""

import pytest

from qa.text import numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("A quarter of a million people marched.", 250_000, None),
        ("It costs three quarters of a billion dollars.", 750_000_000, "USD"),
        ("A third of a million homes were dark.", 1_000_000 / 3, None),
        ("A hundred and twenty ships came.", 120, None),
        ("Nine in ten goods are free of duty.", 0.9, None),
        ("Two out of five women agreed.", 0.4, None),
        ("They will cancel one crossing in five.", 0.2, None),
        ("Yields were a tenth smaller.", 0.1, None),
        ("Dues fall by a quarter.", 0.25, None),
        ("The blast came at six in the morning.", 360, "clock"),
        ("They met at half past six in the evening.", 1110, "clock"),
        ("It closes at eight p.m. today.", 1200, "clock"),
        ("The ban starts at 12 midnight.", 0, "clock"),
        ("They ate at five o'clock.", 300, "clock"),
    ],
)
def test_a_figure_in_words_is_one_number(text, value, unit):
    (found,) = numbers(text)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text", ["Five in hospital after crash.", "A fifth vehicle came.", "One in three years."]
)
def test_other_uses_of_these_words_are_no_share(text):
    assert all(n.value >= 1 for n in numbers(text))
