"""Who a sentence lets speak, where two sides are compared."""

import pytest

from qa.kinds.sides import voice_of


@pytest.mark.parametrize(
    ("text", "side", "voice"),
    [
        ("Brandt said that the valve was new.", "Ida Brandt", True),
        ("Owen Tallis said that Brandt knew of the leak.", "Brandt", False),
        ("The leak cost Brandt her post.", "Brandt", None),
    ],
)
def test_a_sentence_speaks_for_whom_it_names_as_its_speaker(text: str, side: str, voice: bool | None) -> None:
    assert voice_of(text, side) is voice
