"""What several sources share, what one says alone, and how a figure changed, on texts of our own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from fakes.briefs import WordEmbedder

from qa.brief.compare.figures import series
from qa.brief.compare.findings import findings
from qa.brief.find.stories import story_of
from qa.brief.read.sheet import SentenceReadings, Sheet, make_sheet
from qa.types import Article
from qa.types.briefing import Finding

DAY = date(2026, 5, 4)
CLOSED = "The harbour office closed the lock gates of Varn before the storm on Monday."
AGAIN = (
    "On Monday the harbour office closed the gates of Varn, and ferries waited for the storm to pass at sea."
)
ALONE = "Divers of the Tide Institute counted 340 broken bolts under the old quay of Lemm."


class Agrees:
    """A reader to whom a claim follows from another text with this probability."""

    def __init__(self, odds: float, against: float = 0.0) -> None:
        self.odds, self.against = odds, against

    def entails(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float, float]]:
        return [(self.odds, self.against, 0.0) for _ in pairs]


def sheet(*texts: str, outlets: Sequence[str] = ("Outlet A", "Outlet B", "Outlet C"), days: int = 0) -> Sheet:
    """One article of each text, the next one `days` later."""
    articles = [
        Article.make(f"Locks {n}", text, outlets[n], published=date(2026, 5, 4) + timedelta(n * days))
        for n, text in enumerate(texts)
    ]
    return make_sheet(articles, SentenceReadings(WordEmbedder()))  # type: ignore[arg-type]


def told(found: Sequence[Finding]) -> list[str]:
    return [finding.sentence.text for finding in found]


def test_a_claim_of_two_outlets_is_confirmed_and_names_both() -> None:
    (one,), _ = findings(sheet(CLOSED, AGAIN), Agrees(0.9))
    assert one.independent == 2
    assert one.outlets == ("Outlet A", "Outlet B")
    assert {one.sentence.text, *(s.text for s in one.also)} == {CLOSED, AGAIN}


def test_one_outlet_does_not_confirm_itself() -> None:
    twice = sheet(CLOSED, AGAIN, outlets=("Outlet A", "Outlet A"))
    assert findings(twice, Agrees(0.9))[0] == []


def test_what_does_not_follow_or_is_denied_confirms_nothing() -> None:
    two = sheet(CLOSED, AGAIN)
    assert findings(two, Agrees(0.1))[0] == []
    assert findings(two, Agrees(0.9, against=0.8))[0] == []
    assert findings(sheet(CLOSED, AGAIN.replace("closed", "did not close")), Agrees(0.9))[0] == []


def test_sentences_with_other_figures_confirm_nothing() -> None:
    two = sheet(
        "The storm broke 12 boats in the harbour of Varn.", "The storm broke 15 boats in the harbour of Varn."
    )
    assert findings(two, Agrees(0.9))[0] == []


def test_what_one_source_says_alone_is_shown_unless_it_stands_above() -> None:
    two = sheet(f"{CLOSED} {ALONE}", AGAIN)
    assert told(findings(two, Agrees(0.9))[1]) == [ALONE]
    above = frozenset({(line.article.id, line.sentence.start) for line in two.lines if line.text == ALONE})
    assert findings(two, Agrees(0.9), told=above)[1] == []


def test_with_a_single_source_nothing_is_said_by_one_alone() -> None:
    assert findings(sheet(f"{CLOSED} {ALONE}"), None) == ([], [])


def test_no_more_is_listed_than_is_asked_for() -> None:
    two = sheet(CLOSED, AGAIN)
    assert findings(two, Agrees(0.9), confirmed=0, single=0) == ([], [])


def test_a_day_and_a_time_are_no_news() -> None:
    stamp = "4 May 2026, 18: 07 (GMT+05: 00)"
    two = sheet(f"{CLOSED}\n\n{stamp}", f"{AGAIN}\n\n{stamp}")
    assert stamp not in [line.text for line in two.reports]
    assert stamp not in told(findings(two, Agrees(0.9))[0])


def test_a_figure_rises_to_the_new_value_from_the_one_it_had() -> None:
    two = sheet(
        "The storm in Varn left 93 people injured.",
        "The number of people injured by the storm in Varn increased to 167 from a previous 93 injured.",
        days=1,
    )
    (one,) = series(two, dict.fromkeys((i.article.id for i in two.items), 0))
    assert [point.value for point in one.points] == [93, 167]
    assert one.points[-1].newest


def test_claims_that_share_few_words_confirm_nothing_though_a_reader_takes_them_for_one() -> None:
    full = "Harbour officials of Varn say that the town has reached the limit of the boats that it can admit."
    past = (
        "The town of Varn has an estimated two hundred boats, down from a peak of three hundred last winter."
    )
    assert findings(sheet(full, past), Agrees(0.9))[0] == []


def test_the_dead_of_a_war_are_not_those_of_one_raid() -> None:
    three = sheet(
        "The war in Varn left 250,000 people dead, the relief office said.",
        "The raid in Varn left six people dead, the relief office said.",
        "The raid in Varn left 16 soldiers dead, the relief office said.",
        days=30,
    )
    for found in series(three, dict.fromkeys((i.article.id for i in three.items), 0)):
        assert not {250_000, 6} <= {point.value for point in found.points}


def test_the_year_in_the_name_of_a_virus_counts_nobody() -> None:
    two = sheet(
        "The virus 2019-nCoV killed many people in Varn, the office said.",
        "The virus killed 813 people in Varn, the office said.",
        days=1,
    )
    assert series(two, dict.fromkeys((i.article.id for i in two.items), 0)) == []


def test_two_storms_in_two_towns_are_two_stories() -> None:
    varn = "Varn counts its dead. The storm that struck Varn in the night tore the roof off its mill."
    lemm = "A quake shook Lemm. Seismologists buried sensors in the vineyards of Lemm to find the cause."
    found = story_of([Article.make("Storm in Varn", varn), Article.make("Quake in Lemm", lemm)])
    assert len(set(found.values())) == 2
