"""Whether a library has anything on a matter, which article is its oldest, and what an outlet reported."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.desk.desk import Desk
from qa.kinds.over.counts import short_forms
from qa.kinds.over.digest import plain_name

ARTICLES = {
    ("2024-05-02", "Harbour Wire Service"): (
        "Fire at the Selm mill",
        "A fire destroyed the old mill in Selm on Thursday. Nobody was hurt.",
    ),
    ("2024-06-11", "Lindow Courier"): (
        "Ferry to Orrin starts",
        "The ferry to Orrin sailed for the first time on Tuesday. Tickets cost four euros.",
    ),
    ("2024-06-20", "Harbour Wire Service"): (
        "Orrin asks for more ferries",
        "The mayor of Orrin asked for a second ferry on Thursday. The council votes in July.",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("holdings")
    with Desk.open(library=place / "library") as opened:
        for (day, outlet), (title, text) in ARTICLES.items():
            (place / f"{day}.txt").write_text(f"{title}\n\n{text}\n")
            opened.add([str(place / f"{day}.txt")], outlet=outlet, published=day)
        yield opened


@pytest.mark.parametrize(
    ("question", "count", "told"),
    [
        ("Do you have anything about ferries?", 2, "Yes: 2 of 3 articles have “ferries”"),
        ("Is there anything on the mill in here?", 1, "Yes: 1 of 3 articles has “the mill”"),
        ("Any news about Orrin?", 2, "Yes: 2 of 3 articles have “Orrin”"),
        ("Are there any articles about ferries in Selm?", 0, "No: none of 3 articles has “ferries in Selm”"),
    ],
)
def test_what_there_is_on_a_matter_is_counted_and_shown(
    desk: Desk, question: str, count: int, told: str
) -> None:
    answer = desk.ask(question)
    assert (answer.kind, answer.computed[0].text) == ("count", told)
    assert len(answer.computed[0].operands[0].articles) == count
    assert bool(answer.sentences) == bool(count)


def test_the_oldest_and_the_newest_article_are_named(desk: Desk) -> None:
    assert "2024-05-02" in desk.ask("What is the date of the oldest article?").computed[0].text
    assert "Orrin asks for more ferries" in desk.ask("Which is the newest article?").computed[0].text


def test_outlets_are_named_also_by_their_initials(desk: Desk) -> None:
    assert desk.ask("How many of these are from HWS?").computed[0].result == 2
    assert short_forms("Voice of the Coast") == {"VC", "VOTC"}
    made = desk.ask("Which outlets covered Orrin?").computed[0]
    assert {o.label for o in made.operands} == {"Harbour Wire Service", "Lindow Courier"}
    answer = desk.ask("What did the Harbour Wire Service report about Orrin?")
    assert (answer.kind, {s.outlet for s in answer.sources}) == ("overview", {"Harbour Wire Service"})


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Secretary of State John Kerry", "John Kerry"),
        ("Chief Executive of Hong Kong Carrie Lam", "Carrie Lam"),
        ("Speaker of the House", ""),
        ("U.S.", "United States"),
        ("American", "American"),
    ],
)
def test_names_are_counted_without_offices_and_in_one_form(written: str, name: str) -> None:
    assert plain_name(written) == name
