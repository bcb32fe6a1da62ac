"""A text is told to be English or not: quotations in other languages stand in English articles."""

from __future__ import annotations

import pytest

from qa.text.tongue import english_name, is_english, language_of, likely_languages


@pytest.mark.parametrize(
    "text",
    [
        "Who signed the order?",
        "The mayor of Orléans, Rémi Côté, resigned.",
        "Ida Brandt, 54",
        "How much did Müller pay in Köln?",
        "Penguins eat fish!",
        "",
        "2026-03-04",
    ],
)
def test_english_is_english_whatever_the_names(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wer hat die Anordnung unterschrieben?", "de"),
        ("¿Quién firmó la orden?", "es"),
        ("Qui a signé l'ordre de fermeture du parc ?", "fr"),
        ("Chi ha firmato l'ordine di chiusura del parco?", "it"),
        ("Кто подписал приказ?", "ru"),
        ("谁签署了命令？", "zh"),
        ("北京市长辞职", "zh"),
        ("متى وقعت عايدة الأمر؟", "ar"),
        ("Ποιος υπέγραψε την εντολή;", "el"),
        ("Belediye başkanı hangi kararı imzaladı?", "tr"),
    ],
)
def test_other_languages_are_told_by_name(text: str, language: str) -> None:
    assert not is_english(text)
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("code", "name"), [("he", "Hebrew"), ("pt-BR", "Portuguese (Brazil)"), ("xx-?", "xx-?")]
)
def test_a_language_is_called_by_its_name(code: str, name: str) -> None:
    assert english_name(code) == name


def test_a_short_question_is_in_a_language_of_news_rather_than_in_a_small_neighbour() -> None:
    """py3langid alone takes the beginning of a question in Hindi for Konkani."""
    assert likely_languages("किस शहर ने पिछले")[0] != "gom"
    assert likely_languages("wann starb er?")[0] == "de"
    long = "D'Regierung huet decidéiert, datt d'Stroossen am Wanter net méi gestreet ginn, an dat bleift."
    assert likely_languages(long)[0] == "lb"
