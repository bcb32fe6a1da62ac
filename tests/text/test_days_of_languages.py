"""Days, months and figures as news in other languages writes them in running text."""

from __future__ import annotations

import pytest

from qa.text import dates
from qa.text.dates import DateMention
from qa.text.vocabulary import LANGUAGES, number_words


def told(found: list[DateMention]) -> list[tuple[object, ...]]:
    """(year, month, day, weekday, days from the day of writing) of each mention."""
    return [(d.year, d.month, d.day, d.weekday, d.days) for d in found]


WEEKDAY = [
    ("pt", "A reunião começou na quinta-feira e acabou tarde.", 3),
    ("nl", "Het overleg begon donderdag en duurde lang.", 3),
    ("fr", "La réunion a commencé jeudi soir à la mairie.", 3),
    ("es", "La reunión empezó el jueves por la tarde.", 3),
    ("it", "La riunione è iniziata giovedì sera in municipio.", 3),
    ("de", "Die Sitzung begann am Donnerstag im Rathaus.", 3),
]
MONTH = [
    ("pt", "As obras terminam em outubro.", 10),
    ("nl", "De werken eindigen in oktober.", 10),
    ("fr", "Les travaux s'achèvent en octobre.", 10),
    ("es", "Las obras terminan en octubre.", 10),
    ("it", "I lavori finiscono in ottobre.", 10),
    ("nl", "De nieuwe wet geldt in september.", 9),
    ("pt", "Está fechado desde março.", 3),
    ("nl", "De school is sinds maart dicht.", 3),
    ("fr", "L'école est fermée depuis mars.", 3),
]
NEAR = [
    ("pt", "O incêndio começou ontem de manhã.", -1),
    ("pt", "A ponte reabre amanhã.", 1),
    ("nl", "De brand begon gisteren in de haven.", -1),
    ("nl", "De brug gaat vandaag weer open.", 0),
    ("es", "El puente se abrió ayer.", -1),
    ("it", "Il ponte è stato aperto ieri.", -1),
    ("fr", "Le pont rouvre demain.", 1),
    ("de", "Die Brücke wurde gestern geöffnet.", -1),
]
DAY = [
    ("pt", "O museu abre a 14 de junho de 2026.", (2026, 6, 14)),
    ("pt", "O acordo vale até ao dia 1 de maio.", (None, 5, 1)),
    ("nl", "Het museum gaat op 14 juni 2026 open.", (2026, 6, 14)),
    ("nl", "De termijn loopt tot 1 mei.", (None, 5, 1)),
    ("pt", "Na segunda-feira, 3 de março de 2025, nevou.", (2025, 3, 3)),
    ("nl", "Op maandag 3 maart 2025 sneeuwde het.", (2025, 3, 3)),
]
RANGE = [
    ("pt", "A feira decorre de 12 a 14 de março de 2026.", [12, 14]),
    ("nl", "De beurs duurt van 12 tot 14 maart 2026.", [12, 14]),
    ("nl", "De beurs is op 12 en 13 maart 2026.", [12, 13]),
    ("pt", "A feira é a 12 e 13 de março de 2026.", [12, 13]),
    ("es", "La feria es del 12 al 14 de marzo de 2026.", [12, 14]),
    ("fr", "La foire a lieu du 12 au 14 mars 2026.", [12, 14]),
]


@pytest.mark.parametrize(("_", "text", "day"), WEEKDAY)
def test_a_weekday_needs_no_capital_where_its_language_writes_none(_: str, text: str, day: int) -> None:
    assert told(dates(text)) == [(None, None, None, day, None)]


@pytest.mark.parametrize(("_", "text", "month"), MONTH)
def test_a_month_behind_a_preposition_is_one(_: str, text: str, month: int) -> None:
    assert told(dates(text)) == [(None, month, None, None, None)]


@pytest.mark.parametrize(("_", "text", "days"), NEAR)
def test_yesterday_and_tomorrow_are_days(_: str, text: str, days: int) -> None:
    assert [d.days for d in dates(text)] == [days]


@pytest.mark.parametrize(("_", "text", "day"), DAY)
def test_a_day_of_a_month_is_read(_: str, text: str, day: tuple[int | None, int, int]) -> None:
    assert [(d.year, d.month, d.day) for d in dates(text)] == [day]


@pytest.mark.parametrize(("_", "text", "days"), RANGE)
def test_a_range_is_two_days(_: str, text: str, days: list[int]) -> None:
    assert [d.day for d in dates(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "They danced at the mardi gras in a domino mask.",
        "She came in a set of ten and an ago.",
        "She moves in august company and in march step.",
        "Er wohnt hier und kommt jeden Morgen.",
        "Ella es la segunda de la lista.",
    ],
)
def test_words_that_only_look_like_days_are_none(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("de", "zwölf=12 einundzwanzig=21 neunzig=90 fünfunddreißig=35"),
        ("nl", "twaalf=12 eenentwintig=21 tweeëndertig=32 vierennegentig=94 tachtig=80"),
        ("pt", "doze=12 dezassete=17 dezessete=17 noventa=90 vinte=20"),
        ("es", "doce=12 veintiuno=21 noventa=90"),
        ("fr", "douze=12 vingt-trois=23 quatre-vingt-dix=90 soixante=60"),
        ("it", "dodici=12 ventidue=22 novanta=90"),
    ],
)
def test_numbers_in_words(code: str, words: str) -> None:
    known = number_words(code)
    assert {word: known.get(word) for word, _, _ in (w.partition("=") for w in words.split())} == {
        word: int(value) for word, _, value in (w.partition("=") for w in words.split())
    }


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_language_has_the_numbers_from_two_to_twenty_and_the_tens(code: str) -> None:
    assert set(number_words(code).values()) >= {*range(2, 21), *range(30, 100, 10)}
