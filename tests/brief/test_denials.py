"""When one clause denies what another claims, with a reader that says what it is told to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from fakes.briefs import WordEmbedder

from qa.brief.compare.compare import Limits, compared
from qa.brief.compare.denials import OPPOSED, contradicted
from qa.brief.read.sheet import SentenceReadings, make_sheet
from qa.types import Article
from qa.types.briefing import Difference

DAY = date(2026, 5, 4)


class Says:
    """A reader that sees a contradiction of this probability in one direction, and none in the other."""

    def __init__(self, odds: float) -> None:
        self.odds = odds

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float, float]]:
        half = len(pairs) // 2
        return [(0.0, self.odds if n < half else 0.0, 1.0) for n in range(len(pairs))]


def found(one: str, two: str, *, odds: float = 0.9, days: int = 0) -> tuple[Difference, ...]:
    """The differences between two articles of one sentence each; the second `days` later."""
    articles = [
        Article.make("Locks", one, "Outlet A", published=DAY),
        Article.make("Locks", two, "Outlet B", published=DAY + timedelta(days=days)),
    ]
    sheet = make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]
    return compared(sheet, {a.id: 0 for a in articles}, Says(odds), Limits(0, 0, 9, 0)).differences


CLAIM = "The harbour office closed the lock gates in Varn before the storm."
DENIAL = "The harbour office did not close the lock gates in Varn, a skipper said."


def test_a_denial_and_what_it_denies_stand_side_by_side() -> None:
    (one,) = found(CLAIM, DENIAL)
    assert one.kind == "contradicted"
    assert {side.outlet for side in one.sides} == {"Outlet A", "Outlet B"}
    assert any("did not close" in side.phrase for side in one.sides)


def test_the_reader_has_to_see_it_too_and_one_direction_is_enough() -> None:
    assert found(CLAIM, DENIAL, odds=OPPOSED - 0.01) == ()
    assert contradicted(Says(0.8), [("a", "b")]) == [0.8]
    assert contradicted(Says(0.8), []) == []


@pytest.mark.parametrize(
    "other",
    [
        "The harbour office did not close the lock gates in Kell, a skipper said.",  # another place
        "The harbour office would not close the lock gates of Varn if it stayed calm.",  # supposed
        "The harbour office had not planned to close the lock gates of Varn.",  # a plan
        "Had the harbour office not closed the lock gates of Varn?",  # a question
        "The harbour office closed all lock gates of Varn at dusk.",  # no denial
    ],
)
def test_what_speaks_of_something_else_is_no_contradiction(other: str) -> None:
    assert [d for d in found(CLAIM, other) if d.kind == "contradicted"] == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (CLAIM, "The county did not close the lock gates in Varn, where the harbour office has a room."),
        (CLAIM, "We did not close the lock gates of the harbour office in Varn before the storm."),
        (CLAIM, "The harbour office found no closed lock gates in Varn."),
        (
            "The gates of Varn lock 8 are affected by rust.",
            "The gates of Varn lock 10 are not affected by rust.",
        ),
        ("The candidates of the Varn party spoke.", "The candidates were not the Varn party's first choice."),
        ("The lock opened 178 gates for Brask.", "Brask did not open a single gate of the lock."),
    ],
)
def test_another_subject_another_figure_or_another_form_is_no_contradiction(one: str, two: str) -> None:
    assert found(one, two) == ()


@pytest.mark.parametrize(
    "denial",
    [
        "The harbour office said it did not close the lock gates in Varn.",
        "The harbour office said that it did not close the lock gates in Varn.",
        "The harbour office denied that it closed the lock gates in Varn.",
    ],
)
def test_whoever_denies_is_meant_by_it(denial: str) -> None:
    assert [d.kind for d in found(CLAIM, denial)] == ["contradicted"]


def test_what_is_planned_for_one_day_was_not_held_on_another() -> None:
    planned = "The vote of the harbour council of Varn is scheduled for 12 May."
    assert found(planned, "The vote of the harbour council of Varn was held on 8 May.", days=5) == ()
    (one,) = found(planned, "The vote of the harbour council of Varn was held on 12 May.", days=9)
    assert one.kind == "in time"


def test_people_of_two_kinds_and_a_mother_of_three_are_no_other_count() -> None:
    assert found("Three people were injured in Varn.", "Two officers were injured in Varn.") == ()
    assert found("A mother of 13 was killed in Varn.", "A mother of 12 was killed in Varn.") == ()
    (one,) = found("Three people were injured in Varn.", "Five people were injured in Varn.")
    assert one.about == "injured"


def test_a_claim_is_not_rejected_by_another_party_than_the_one_that_speaks_next() -> None:
    claim = "The lock keeper heard the horn before the storm, families said."
    rejects = "The harbour office rejected the claim."
    answer = "The lock keeper did not hear the horn before the storm, said {}."
    text = f"{claim} {rejects} {answer}"
    elsewhere = "The ferries of Brask are late."
    own = found(text.format("the harbour office"), elsewhere)
    other = found(text.format("President Odo Zelk"), elsewhere)
    assert [d.kind for d in own] == ["contradicted"]
    assert other == ()


def test_what_an_outlet_itself_denies_later_is_told_as_in_time() -> None:
    assert [d.kind for d in found(CLAIM, DENIAL, days=2)] == ["contradicted"]
    early, late = DENIAL, CLAIM
    assert [d.kind for d in found(early, late, days=3)] == ["in time"]


def test_one_number_of_people_under_two_names() -> None:
    (one,) = found(
        "The council of Varn heard 34 engineers on the lock gates.",
        "The council of Varn heard 34 officials on the lock gates.",
    )
    assert one.kind == "described differently"
    assert {side.phrase for side in one.sides} == {"34 engineers", "34 officials"}


def test_the_dead_of_a_year_long_past_are_no_difference() -> None:
    articles = [
        Article.make("Quake", "In December 2004 a quake off Varn left 230,000 people dead.", "Outlet A"),
        Article.make(
            "Quake", "A quake off Varn left 168,000 people dead in 2004, the worst so far.", "Outlet B"
        ),
    ]
    sheet = make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]
    stories = {a.id: 0 for a in articles}
    assert compared(sheet, stories, Says(0.0), Limits(0, 0, 9, 0)).differences == ()


def test_what_had_not_happened_when_a_report_of_unknown_day_was_written_is_no_contradiction() -> None:
    for known in (DAY, None):
        not_yet_released(known)


def not_yet_released(day: date | None) -> None:
    articles = [
        Article.make("Test", "The results of the test of Brask have not been released.", "Outlet A"),
        Article.make(
            "Test", "The results of the test of Brask were released in full.", "Outlet B", published=day
        ),
    ]
    sheet = make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]
    listed = compared(sheet, {a.id: 0 for a in articles}, Says(0.9), Limits(0, 0, 9, 0)).differences
    assert [one.kind for one in listed] == ["in time"]
