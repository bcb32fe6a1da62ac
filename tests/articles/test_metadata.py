"""What an article says about itself: dateline, agency, kind, date, outlet, authors, language."""

from __future__ import annotations

from datetime import date

import pytest

from qa.articles.cleaning.agencies import known_agency
from qa.articles.cleaning.metadata import (
    agency,
    dateline,
    detect_language,
    kind,
    outlet_from_share,
    source_outlet,
    stated_date,
)
from qa.articles.cleaning.stamps import byline, is_timestamp


@pytest.mark.parametrize(
    ("opening", "place", "source"),
    [
        ("Brussels (Brussels Morning Newspaper) –", "Brussels", "Brussels Morning Newspaper"),
        ("WASHINGTON (AP) —", "WASHINGTON", "AP"),
        ("KYIV, Aug 20 (Reuters) -", "KYIV, Aug 20", "Reuters"),
        ("(Reuters) -", None, "Reuters"),
        ("New York, N.Y. (UPI) —", "New York, N.Y.", "UPI"),
        ("Kiew/Moskau (dpa) –", "Kiew/Moskau", "dpa"),
        ("Madrid (EFE).-", "Madrid", "EFE"),
        ("MOSCOW. Aug 20 (Interfax) -", "MOSCOW. Aug 20", "Interfax"),
        ("LONDON —", "LONDON", None),
        ("VILNIUS, Lithuania —", "VILNIUS, Lithuania", None),
    ],
)
def test_a_dateline_gives_its_place_and_who_filed(
    opening: str, place: str | None, source: str | None
) -> None:
    found = dateline(f"{opening} Engineers began the repair on Monday.")
    assert found is not None
    assert (found.text, found.place, found.source) == (opening, place, source)


@pytest.mark.parametrize(
    "sentence",
    [
        "The company (Apple) - said nothing.",
        "He (Trump) – who had left – returned.",
        "Minister Jane Roe (Labour Party) – who resigned – is back.",
        "NATO — The alliance met.",
        "U.S. — The envoy left.",
        "Engineers began – at last – the repair.",
        "The mayor (see picture) said nothing.",
    ],
)
def test_a_sentence_with_a_bracket_or_a_dash_is_no_dateline(sentence: str) -> None:
    assert dateline(sentence) is None


def test_an_outlet_is_taken_from_a_dateline_but_an_agency_is_no_outlet() -> None:
    assert source_outlet("Sellin Courier") == "Sellin Courier"
    assert source_outlet("Daily Lantern/HPA") == "Daily Lantern"
    assert source_outlet("AP") is None
    assert source_outlet("CNN") == "CNN"


def test_an_outlet_is_taken_from_a_share_line_with_a_domain() -> None:
    assert outlet_from_share("Rain\nShare this @InternewsCast.com\nmore") == "internewscast.com"
    assert outlet_from_share("Share this @somebody") is None
    assert (
        outlet_from_share(
            "They share an office with people they met @home.example in the spring of that year"
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELLIN (AP) — Rain fell.", "AP"),
        ("SELLIN, Aug 20 (Norvik News Agency) - Rain fell.", "Norvik News Agency"),
        ("SELLIN (HPA) - Rain fell.", "HPA"),
        ("By The Associated Press\nRain fell on Monday.", "AP"),
        ("Rain fell on Monday.\nSource: AFP", "AFP"),
        ("Rain fell on Monday.\n(dpa)", "dpa"),
        ("Rain fell on Monday in all parts of the country and on the islands. (Xinhua)", "Xinhua"),
        ("Rain fell on Monday, according to AP.", None),
        ("Rain fell on Monday, AP reported, citing Reuters.", None),
        ("RIA Novosti reported rain, according to AP.", None),
        ("Sellin (Sellin Courier) – Rain fell.", None),
    ],
)
def test_an_agency_is_named_by_dateline_or_credit_not_by_a_mention(text: str, expected: str | None) -> None:
    assert agency(text) == expected


def test_names_of_agencies_are_known_in_their_forms() -> None:
    assert known_agency("Associated Press") == "AP"
    assert known_agency("Xinhua News Agency") == "Xinhua"
    assert known_agency("AP/Reuters") == "AP"
    assert known_agency("Sellin Courier") is None


@pytest.mark.parametrize(
    ("title", "text", "section", "expected"),
    [
        ("Rain falls", "Rain fell.", None, "report"),
        ("Rain falls", "Rain fell.", "Opinion", "opinion"),
        ("Rain falls", "Rain fell.", "news/comment", "opinion"),
        ("Opinion: Let it rain", "Rain fell.", None, "opinion"),
        ("Kommentar: Regen", "Es regnet.", "Meinung", "opinion"),
        ("Let it rain", "EDITORIAL\nRain fell.", None, "opinion"),
        (
            "Let it rain",
            "Rain fell.\nThe views expressed in this article are the author's own.",
            None,
            "opinion",
        ),
        (
            "Rain falls",
            "Rain fell.\nCorrection: An earlier version of this article said snow.",
            None,
            "correction",
        ),
        ("Rain falls", "Rain fell.\nThis article was corrected on 3 May.", None, "correction"),
        ("Rain falls", "Rain fell.\nEditor's note: This story has been corrected.", None, "correction"),
        ("CORRECTED-Rain falls", "Rain fell.", None, "correction"),
        ("Rain falls", "This article has been retracted.\nRain fell.", None, "withdrawn"),
        ("Withdrawn: Rain falls", "Rain fell.", None, "withdrawn"),
        ("Paper withdrawn", "The article was withdrawn by the journal on Monday.", None, "report"),
        ("Paper withdrawn", "The journal said the study has been withdrawn.", None, "report"),
        ("Markets see a correction", "Shares fell.", None, "report"),
    ],
)
def test_the_kind_is_what_section_labels_and_notes_say(
    title: str, text: str, section: str | None, expected: str
) -> None:
    assert kind(title, text, section) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Published: 20 August 2025\nRain fell.", "en", date(2025, 8, 20)),
        ("Updated Aug. 21, 2025\nPublished August 20, 2025\nRain fell.", "en", date(2025, 8, 20)),
        ("Last updated 2025-08-21\nRain fell.", "en", date(2025, 8, 21)),
        ("20.08.2025 | 10:15 Uhr\nRegen.", "de", date(2025, 8, 20)),
        ("Publié le 20 août 2025 à 10h15\nPluie.", "fr", date(2025, 8, 20)),
        ("Publicado el 20 de agosto de 2025\nLluvia.", "es", date(2025, 8, 20)),
        ("03/04/2025\nPluie.", "fr", date(2025, 4, 3)),
        ("03/04/2025\nRain.", "en", None),
        (f"BEIJING, Aug. 20, 2025 (Xinhua) -- Rain fell on {'all ' * 20} islands.", "en", date(2025, 8, 20)),
        ("Rain fell on 20 August 2025.", "en", None),
        ("The report was published on 20 August 2025.", "en", None),
        ("Rain fell on Wednesday, last Friday and in 2025.", "en", None),
        ("31 February 2025\nRain.", "en", None),
    ],
)
def test_a_date_counts_only_when_the_text_states_it_as_its_own(
    text: str, language: str, expected: date | None
) -> None:
    assert stated_date(text, language) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Reis and Tom Holt, in Lisbon", ("Ana Reis", "Tom Holt")),
        ("By JOHN O’NEILL", ("John O’Neill",)),
        ("Von Max Mustermann und Eva Berg", ("Max Mustermann", "Eva Berg")),
        ("Por María López", ("María López",)),
        ("By Jane Doe, Senior Reporter", ("Jane Doe",)),
        ("By Ann Lee Sept. 3, 2030 10:15 am", ("Ann Lee",)),
        ("By The Associated Press", ()),
        ("By Friday Morning", ()),
        ("By the time he arrived, the house was gone", ()),
        ("By Wednesday, officials had counted 14 boats.", ()),
        ("Jane Doe", ()),
    ],
)
def test_a_byline_names_people_only(line: str, names: tuple[str, ...]) -> None:
    assert byline(line) == names


def test_a_timestamp_is_nothing_but_date_and_time() -> None:
    for line in ("3 hours ago", "5 min read", "Updated 11:21 pm CST, Tuesday, November 19, 2030", "5:53 PM"):
        assert is_timestamp(line)
    for line in ("May", "2025", "225.86", "In May, rain fell", "29 November 2018 | 20 January 2019", "Now"):
        assert not is_timestamp(line)


def test_the_language_is_detected_and_too_little_text_counts_as_english() -> None:
    assert (
        detect_language("Die Hafenbehörde rechnet damit, dass die Arbeiten sechs Wochen dauern werden.")
        == "de"
    )
    assert detect_language("The port authority expects the work to last for six weeks in all.") == "en"
    assert detect_language("Nein.") == "en"
    assert detect_language("Суд отложил решение.") == "ru", "other letters tell it even in few words"
