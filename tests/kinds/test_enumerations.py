"""The things that a sentence names in a row, as they are written."""

import pytest

from qa.kinds.words.enumerations import enumerations


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("The ferry calls at Selm, Lindow, Orrin and Kest.", [["Selm", "Lindow", "Orrin", "Kest"]]),
        ("They said the Orrin and Kest rivers rose by a metre.", [["Orrin", "Kest"]]),
        (
            "They joined three engineers on the pier: station master Ida Brandt, surveyor Owen Tallis and "
            "diver Mara Quill.",
            [["Ida Brandt", "Owen Tallis", "Mara Quill"]],
        ),
        (
            "Aldermen Brandt (SE), Tallis (LI) and Quill (KE) voted for it.",
            [["Aldermen Brandt", "Tallis", "Quill"]],
        ),
        (
            "The new rules cover nets, buoys, sea walls and moorings.",
            [["nets", "buoys", "sea walls", "moorings"]],
        ),
        ("The council met, voted and went home.", []),
    ],
)
def test_the_items_of_an_enumeration(sentence: str, rows: list[list[str]]) -> None:
    assert enumerations(sentence) == rows
