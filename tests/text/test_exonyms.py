"""Countries, great cities, months and weekdays, whatever they are called in a language."""

from __future__ import annotations

import pytest

from qa.text.exonyms import calendar, folded, place_words, places

SAID = {
    "en": "The German government met the United States in Brussels on Monday, March 3.",
    "de": "Die deutsche Regierung traf am Montag, dem 3. März, die Vereinigten Staaten in Brüssel.",
    "fr": "Le gouvernement allemand a rencontré les États-Unis à Bruxelles le lundi 3 mars.",
    "es": "El gobierno alemán se reunió con Estados Unidos en Bruselas el lunes 3 de marzo.",
    "pt": "O governo alemão reuniu-se com os Estados Unidos em Bruxelas na segunda-feira, 3 de março.",
    "nl": "De Duitse regering sprak maandag 3 maart in Brussel met de Verenigde Staten.",
    "ru": "Правительство Германии встретилось с Соединёнными Штатами в Брюсселе в понедельник 3 марта.",
}


@pytest.mark.parametrize("code", SAID)
def test_the_same_places_and_days_are_found_in_every_language(code: str) -> None:
    assert places(SAID[code], code) == {"DE", "US", "Europe/Brussels"}
    assert calendar(SAID[code], code) == {"month 3", "day 0"}


def test_signs_without_spaces_name_places_too() -> None:
    assert places("德国政府在布鲁塞尔会见。", "zh") == {"DE", "Europe/Brussels"}
    assert places("政府は東京で会談した。", "ja") == {"Asia/Tokyo"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Die Regierung und die Antikörper der Regina-Klinik", "de"),
        ("A menudo encuentra eventos que no se pierden", "es"),
        ("The march of the turkey may end in a chad.", "en"),
    ],
)
def test_other_words_are_no_places(text: str, code: str) -> None:
    assert not places(text, code) - {"America/Regina"}
    assert not calendar(text, code)


def test_the_words_of_a_place_are_told_as_they_stand() -> None:
    assert place_words(SAID["de"], "de") == {"deutsche", "Vereinigten", "Staaten", "Brüssel"}


def test_letters_of_other_scripts_are_compared_as_latin_ones() -> None:
    assert folded("Путин") == "putin"
    assert folded("Αθήνα") == "athina"
    assert folded("Łódź") == "lodz"
