"""Whom one sentence makes speak: the subject of a verb of saying, before or behind it, or "according to"."""

from __future__ import annotations

import re

import pytest

from qa.brief.read.attribution import ACCORDING, speaker_of_verb, verbs_in


def masked(sentence: str) -> str:
    """The sentence as it is read: what stands in quotation marks is no part of its grammar."""
    return re.sub(r"“[^”]*”", lambda m: "\x00" * len(m.group()), sentence)


def speakers(sentence: str) -> list[str]:
    """Whom each verb of saying belongs to."""
    text = masked(sentence)
    found = [speaker_of_verb(text, verb, None) for verb in verbs_in(text)]
    return [voice.name for voice in found if voice]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The ministry said the bridge would stay shut.", "ministry"),
        ("“The bridge stays shut,” said Nora Vellin.", "Nora Vellin"),
        ("“The bridge,” Nora Vellin told reporters on Friday, “stays shut.”", "Nora Vellin"),
        ("Nora Vellin, who chairs the board, later warned that the bridge was old.", "Nora Vellin"),
        ("The bridge is safe, insisted two engineers.", "two engineers"),
    ],
)
def test_the_subject_of_a_verb_of_saying_speaks_in_every_order(sentence: str, speaker: str) -> None:
    (found,) = speakers(sentence)
    assert found.removeprefix("the ").removeprefix("The ") == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor's stated aim is to reopen the bridge.",
        "Losses are not reported in the north.",
        "He read the claims of both sides.",
        "“They said the bridge was theirs.”",
    ],
)
def test_a_noun_a_passive_and_a_verb_inside_a_quotation_make_nobody_speak(sentence: str) -> None:
    assert list(verbs_in(masked(sentence))) == []


def test_according_to_names_a_source_however_it_is_put() -> None:
    for sentence in (
        "According to the coast guard, two boats sank.",
        "Two boats sank, as confirmed by the coast guard.",
    ):
        found = ACCORDING.search(sentence)
        assert found
        assert sentence[found.end() :].startswith("coast guard")
    assert not ACCORDING.search("The two sides act in accord with the treaty.")
