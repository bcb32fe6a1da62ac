"""The day of an event: resolved from the article's own date, never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.brief.read.occasions import Occasion, events_of, news_of, occasions
from qa.text.tense import clause_before, looks_ahead
from qa.types import Sentence
from qa.types.briefing import Moment, TimelineEvent

WEDNESDAY = date(2025, 8, 20)


def labels(text: str, published: date | None = WEDNESDAY) -> list[str]:
    return [o.when.label for o in events_of(found(text, published))]


def found(text: str, published: date | None = WEDNESDAY) -> list[Occasion]:
    return occasions(text, published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Alaska last Friday.", ["2025-08-15"]),
        ("On Monday he hosted them.", ["2025-08-18"]),
        ("The call ended on Wednesday.", ["2025-08-20"]),
        ("He met the first last Friday and hosted the second on Monday.", ["2025-08-15", "2025-08-18"]),
        ("Ships will not be let in before Thursday.", ["2025-08-21"]),
        ("A service will be held on Monday at noon.", ["2025-08-25"]),
        ("They meet again next Wednesday.", ["2025-08-27"]),
        ("Yesterday the port was shut.", ["2025-08-19"]),
        ("The summit took place on June 24–25, 2025.", ["2025-06-24 – 2025-06-25"]),
        ("The plant will close on 30 September.", ["2025-09-30"]),
        ("The plant closed on 3 March.", ["2025-03-03"]),
        ("The last test took place in October.", ["2024-10"]),
        ("It had not been checked since May.", []),
        ("Hundreds marched to demand that the mayor resign by Friday.", ["2025-08-22"]),
        ("The exhibition opens on Saturday.", ["2025-08-23"]),
        ("The council meets again in September.", ["2025-09"]),
        ("The ferry sails on 3 October for the last time.", ["2025-10-03"]),
        ("The council met in September.", ["2024-09"]),
        ("His wife was let go on 20 February.", ["2025-02-20"]),
        ("His wife was let go on 20 December.", ["2024-12-20"]),
        ("The Sunday trade ban keeps shops shut.", ["Sunday, date unknown"]),
        ("They were jailed for the March 11, 2005, incident that shook the town.", []),
        ("The union had given the port until Thursday to withdraw the plan.", ["Thursday, date unknown"]),
        ("The mole was built in 1987.", ["1987"]),
        ("The fire started at about 19:00 local time (1700 UTC).", []),
        ("Boats were called back at 1900 GMT.", []),
    ],
)
def test_days_resolve_from_the_day_of_publication(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The call ended on Wednesday.", ["Wednesday, date unknown"]),
        ("They met last Friday.", ["last Friday, date unknown"]),
        ("It opens on 24 June.", ["24 June, date unknown"]),
        ("The summit took place on June 24–25, 2025.", ["2025-06-24 – 2025-06-25"]),
    ],
)
def test_without_a_day_of_publication_nothing_relative_is_guessed(text: str, expected: list[str]) -> None:
    assert labels(text, None) == expected


def test_the_day_of_a_mere_said_gives_way_to_the_day_of_the_event() -> None:
    assert labels("The valve burst on Monday, the board said on Tuesday.") == ["2025-08-18"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board met on Monday.", [("2025-08-18", "happened")]),
        ("The board will meet on Monday.", [("2025-08-25", "announced")]),
        ("The line was to open in May 2023.", [("2023-05", "announced")]),
        ("The ban holds until 31 August.", [("2025-08-31", "in force until")]),
        ("Das Verbot gilt aber bis zum 31. August.", [("2025-08-31", "in force until")]),
        ("The zone would stay until at least Friday.", [("2025-08-22", "in force until")]),
        ("Rides are free until the end of September.", [("2025-09", "in force until")]),
        ("The road will not reopen until Friday.", [("2025-08-22", "announced")]),
        ("The company is to pay by 30 September.", [("2025-09-30", "by then")]),
        ("By Sunday 16,200 patients had fallen ill.", [("2025-08-17", "by then")]),
        ("The theatre opened in 1987.", [("1987", "background")]),
        ("She was born in Varn on 4 May 1961.", [("1961-05-04", "background")]),
        ("The roof was safe, the owner said on Tuesday.", [("2025-08-19", "said")]),
        ("On Tuesday the owner said that the roof was safe.", [("2025-08-19", "said")]),
        (
            "They met yesterday and will meet tomorrow.",
            [("2025-08-19", "happened"), ("2025-08-21", "announced")],
        ),
        (
            "The court ordered on Friday that he be held until 15 September.",
            [("2025-08-15", "happened"), ("2025-09-15", "in force until")],
        ),
    ],
)
def test_a_day_is_that_of_an_event_an_announcement_an_end_or_the_past(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(o.when.label, o.state) for o in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "They offered 31 per cent more than Friday's price.",
        "The ferry that crashed on Tuesday has a new owner.",
        "It was four more than had been counted on 10 August.",
        "It was three times the 90 tonnes that its owner, Tarn, had stated on Monday.",
        "She joined the call, as confirmed by U.S. officials on Tuesday.",
        "They met to prepare for Wednesday's talks.",
        "The report in Tuesday's Courier was wrong.",
        "The board had met twice since the sale was agreed in January.",
        "Asked about her promise in January, she did not reply.",
        "Lines 1 and 2 may go on.",
        "An hour later the hall was full.",
    ],
)
def test_a_day_that_belongs_to_something_else_is_no_event(text: str) -> None:
    assert found(text) == []


def test_the_news_of_an_announcement_is_of_the_day_it_was_made() -> None:
    one = news_of(found("The plant will close on 30 September, the owner said on Tuesday."))
    assert one is not None
    assert one.when.label == "2025-08-19"
    assert news_of(found("The plant will close on 30 September.")) is None


def test_a_month_gives_way_to_the_day_of_the_same_sentence() -> None:
    assert labels("The crash in February was due to a hose, the board said on Monday.") == ["2025-08-18"]


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_last_weekday_is_within_the_seven_days_before(published: date, weekday: int) -> None:
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    text = f"They met last {name}."
    (one,) = found(text, published)
    moment = one.when
    if weekday < published.weekday():  # of this week to some, of the week before to others
        assert moment.first is None
        return
    assert moment.first is not None
    assert moment.first.weekday() == weekday
    assert 1 <= (published - moment.first).days <= 7


def test_labels_say_what_is_known() -> None:
    assert Moment("in May", date(2025, 5, 1), date(2025, 5, 31), "month").label == "2025-05"
    assert Moment("").label == "date unknown"


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("The company is to pay by 30 September.", True),
        ("By Sunday 16,200 patients had fallen ill.", False),
        ("The ban holds until 31 December.", True),
        ("They met in Alaska last Friday.", False),
    ],
)
def test_a_day_to_come_is_not_marked_as_happened(text: str, planned: bool) -> None:
    (occasion,) = found(text)
    sentence = Sentence(text, (), "supported", ())
    assert TimelineEvent(occasion.when, sentence, WEDNESDAY, occasion.state).planned is planned


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("The council will meet on Monday.", True),
        ("The council is due to meet on Monday.", True),
        ("The council met on Monday.", False),
        ("On Monday, the council meets again.", True),
        ("He said the council would meet on Monday.", True),
        ("The bridge, which was closed on Monday, will stay shut.", False),
        ("The union demanded that the mayor resign by Monday.", True),
        ("The price is lower than Monday's.", False),
    ],
)
def test_the_nearest_verb_tells_whether_a_day_is_to_come(text: str, ahead: bool) -> None:
    at = text.index("Monday")
    assert looks_ahead(text, at, at + len("Monday")) is ahead


def test_a_clause_begins_behind_the_last_break() -> None:
    assert clause_before("The road is shut, but the bridge opens") == " the bridge opens"
    assert clause_before("The road is shut") == "The road is shut"
