"""Questions of each kind, asked of a small library as `qa ask` does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.desk.desk import Desk

ARTICLES = {
    "2024-05-08": (
        "Leak shuts the acid plant at Selm",
        "A leak of acid shut the plant at Selm on Monday. Four people were hurt in Selm, the county said. "
        "Ida Brandt, who runs the plant, said that the valve was new.",
    ),
    "2024-05-21": (
        "Fire in the grain store at Lindow",
        "A fire broke out in the grain store at Lindow on Sunday. Nine people were hurt in Lindow, "
        "firefighters said. The mayor, Owen Tallis, said that nobody had died.",
    ),
    "2024-06-03": (
        "Lindow council rejects the rebuilding of the grain store",
        "The Lindow council rejected the rebuilding of the grain store on Friday. Owen Tallis was against.",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("kinds")
    with Desk.open(library=place / "library") as opened:
        for day, (title, text) in ARTICLES.items():
            (place / f"{day}.txt").write_text(f"{title}\n\n{text}\n")
            assert (
                opened.add([str(place / f"{day}.txt")], outlet="Courier", published=day).count("added") == 1
            )
        yield opened


def test_a_count_is_exact_and_names_its_articles(desk: Desk) -> None:
    answer = desk.ask("How many articles mention Lindow?")
    (made,) = answer.computed
    assert (answer.kind, made.result, made.text) == ("count", 2.0, "2 of 3 articles that have “Lindow”")
    held = [a.id for a in desk.list() if "Lindow" in a.text]
    assert sorted(made.operands[0].articles) == sorted(held)


def test_any_of_two_words_counts_and_no_ranking_has_a_last_place(desk: Desk) -> None:
    assert desk.ask("How many articles mention Selm or Lindow?").computed[0].result == 3.0
    assert desk.ask("How many outlets mention Lindow?").computed[0].text == "1 outlet that have “Lindow”"
    assert desk.ask("Which month has the fewest articles?").computed == ()


def test_a_period_in_a_count_is_a_filter(desk: Desk) -> None:
    answer = desk.ask("How many articles were published in May 2024?")
    assert answer.computed[0].result == 2.0
    assert answer.notes[0] == "“May 2024” read as published 2024-05-01 to 2024-05-31"


def test_who_is_named_most_is_ranked(desk: Desk) -> None:
    made = desk.ask("Who is named in most articles?").computed[0]
    assert (made.operation, made.result, made.operands[0].value) == ("ranking", "Owen Tallis", 2.0)


def test_an_overview_has_a_cited_sentence_for_each_story(desk: Desk) -> None:
    made = desk.overview()
    assert made.articles == 3
    for line in made.stories:
        cited = line.sentence.citations[0]
        assert desk.show(cited.article_id).text[cited.start : cited.end] == line.sentence.text
    told = [key for line in made.stories for key in line.articles]
    assert sorted(told) == sorted(a.id for a in desk.list())
    assert sum(bar.articles for bar in made.bars) == 3


def test_an_overview_keeps_to_its_topic_and_period(desk: Desk) -> None:
    assert desk.overview("grain store").articles == 2
    answer = desk.ask("What happened in June 2024?")
    assert [s.title for s in answer.sources] == ["Lindow council rejects the rebuilding of the grain store"]


def test_the_kind_can_be_overruled(desk: Desk) -> None:
    assert desk.ask("How many articles mention Lindow?", kind="fact").computed == ()


def test_an_order_with_an_event_that_nothing_tells_has_no_conclusion(desk: Desk) -> None:
    answer = desk.ask("Which came first, the leak at Selm or the flood at Brackwater?")
    assert answer.computed == ()


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("market")
    text = (
        "The harbour market of Veldon opened on Saturday. The stalls of the market sell cheese, honey, "
        "candles and bread, the guild said. The harbour market of Veldon is not open on Sundays, it added."
    )
    with Desk.open(library=place / "library") as opened:
        (place / "market.txt").write_text(f"Harbour market opens at Veldon\n\n{text}\n")
        opened.add([str(place / "market.txt")], outlet="Courier", published="2024-05-28")
        yield opened


def test_a_list_names_the_members_of_the_run_that_answers(market: Desk) -> None:
    (made,) = market.ask("Which goods do the stalls of the market in Veldon sell?").computed
    assert made.operation == "union"
    assert [o.label for o in made.operands] == ["cheese", "honey", "candles", "bread"]
    assert all(o.citation is not None and o.label in o.citation.quote for o in made.operands)


def test_a_yes_or_no_is_never_the_opposite_of_what_is_said(market: Desk) -> None:
    said = market.ask("Is the harbour market of Veldon open on Sundays?").computed
    assert [made.result for made in said] in ([], ["no"])
    unsaid = market.ask("Is the harbour market of Veldon owned by a bank?")
    assert unsaid.computed == ()


def test_a_list_has_each_name_of_the_sentences_that_answer(desk: Desk, tmp_path: Path) -> None:
    text = (
        "The ferry to the islands sails again. From Monday it calls at Orrin, Kest and Marrow. "
        "The fare stays the same."
    )
    with Desk.open(library=tmp_path / "library") as opened:
        (tmp_path / "ferry.txt").write_text(f"Ferry to the islands sails again\n\n{text}\n")
        opened.add([str(tmp_path / "ferry.txt")], outlet="Courier", published="2024-05-08")
        answer = opened.ask("Which ports does the ferry call at?")
    assert answer.kind == "list"
    assert [o.label for o in answer.computed[0].operands] == ["Orrin", "Kest", "Marrow"]


def test_the_ages_of_two_people_are_compared(tmp_path: Path) -> None:
    with Desk.open(library=tmp_path / "library") as opened:
        (tmp_path / "crew.txt").write_text(
            "Two divers found in Lindow\n\nIda Brandt, 41, was found by a boat near Lindow on Monday. "
            "Owen Tallis, 29, swam to the shore.\n"
        )
        opened.add([str(tmp_path / "crew.txt")], outlet="Courier", published="2024-05-08")
        (made,) = opened.ask("Who is older, Ida Brandt or Owen Tallis?").computed
    assert (made.operation, made.result) == ("difference", 12.0)
    assert made.text == "Ida Brandt (41) is older than Owen Tallis (29) by 12 years"


def test_two_figures_of_one_sentence_go_to_their_own_sides(tmp_path: Path) -> None:
    with Desk.open(library=tmp_path / "library") as opened:
        (tmp_path / "race.txt").write_text(
            "Brandt wins the rowing race at Selm\n\nIda Brandt won the race at Selm on Saturday. After it "
            "Brandt led the standings with 394 points, followed by Tallis with 379.\n"
        )
        opened.add([str(tmp_path / "race.txt")], outlet="Courier", published="2024-05-08")
        (made,) = opened.ask("By how many points did Brandt lead Tallis?").computed
    assert [o.value for o in made.operands] == [394.0, 379.0]
