"""Follow-ups without a model: "it", "they", "there" are what the last turn is about, not its last name."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answer.engine import Turn
from qa.answer.plan import rule_plan, split

TODAY = date(2026, 3, 2)

COST = (
    "Repairs will cost 4.2 million crowns, of which the county has promised to pay half, the board's chair "
    "Tilda Marsk told reporters after the meeting in the old customs house on Anchor Street."
)
STRIKE = "The strike of the ferry crews begins on Friday, Ola Brandt of the Seamen's Union said in Varn."
BASIN = (
    "Fishing boats are to use the basin beside the sugar mill until spring, harbour master Ines Fargo said."
)
OWNERS = "Pavel Dorn said that the owners of two ferries had expected to cancel one crossing in five."
STEEL = "The method was used in the port of Sandholm in 2019, Tilda Marsk told the Courier."
WORKS = "According to Ruben Alt, the ice works belongs to a company in Lindow."
BRIDGE = "On Tuesday, the Kestrel Bridge was closed to lorries, Mayor Dana Holt announced."


@pytest.mark.parametrize(
    ("question", "answer", "follow_up", "about", "not_about"),
    [
        (
            "What did she say about the cost?",
            COST,
            "And how long will it take?",
            ["repairs"],
            "Anchor Street",
        ),
        ("What did she say about the cost?", COST, "Who pays for them?", ["repairs"], "Tilda Marsk"),
        ("When does the walkout begin?", STRIKE, "How long will it last?", ["strike"], "Varn"),
        ("When does the walkout begin?", STRIKE, "Why are they on strike?", ["walkout"], "Ola Brandt"),
        ("Where do the boats land now?", BASIN, "How deep is the water there?", ["the basin"], "Ines Fargo"),
        ("Where do the boats land now?", BASIN, "Do they pay less?", ["fishing boats"], "Ines Fargo"),
        ("What do the owners fear?", OWNERS, "Were they asked?", ["the owners"], "Pavel Dorn"),
        ("Where was steel used before?", STEEL, "Did it hold there?", ["Sandholm"], "Tilda Marsk"),
        ("Who owns the ice works?", WORKS, "How many people work in it?", ["the ice works"], "Ruben Alt"),
        ("What was closed?", BRIDGE, "When will it open again?", ["Kestrel Bridge"], "Dana Holt"),
    ],
)
def test_what_a_follow_up_speaks_of(
    question: str, answer: str, follow_up: str, about: list[str], not_about: str
) -> None:
    read = rule_plan(follow_up, [Turn(question, answer)], today=TODAY).question
    assert read.startswith(follow_up)
    assert all(words.lower() in read.lower() for words in about)
    assert not_about not in read


@pytest.mark.parametrize("follow_up", ["How old is she?", "What did she say then?", "Did anyone ask her?"])
def test_she_is_the_person_of_the_answer(follow_up: str) -> None:
    read = rule_plan(follow_up, [Turn("Who chairs the board?", COST)], today=TODAY).question
    assert "Tilda Marsk" in read


FOUNDER = (
    "In the interview, Marsk explains why the cannery took Coldwater Bay as its name. The paper spoke to its "
    "founder, Tilda Marsk."
)
CREWS = (
    "The United Ports released 12 of them on Monday, a day after their ferries had drifted into Varn Sound."
)


@pytest.mark.parametrize(
    ("question", "answer", "words", "follow_up", "read"),
    [
        ("Who founded the cannery?", FOUNDER, "Marsk", "Why did she do it?", "Why did Tilda Marsk do it?"),
        ("Who is Ola Brandt?", FOUNDER, "Tilda Marsk", "Where was he born?", "Where was Ola Brandt born?"),
        ("Whose record did Ola Brandt break?", FOUNDER, "", "How old is he?", "How old is Ola Brandt?"),
        (
            "When was Ola Brandt elected?",
            "Ola Brandt was elected in May, his rival Tilda Marsk said.",
            "May",
            "What did she say of him?",
            "What did Tilda Marsk say of Ola Brandt?",
        ),
    ],
)
def test_he_and_she_are_those_who_were_asked_about_or_asked_for(
    question: str, answer: str, words: str, follow_up: str, read: str
) -> None:
    before = Turn(question, answer, words=words)
    assert rule_plan(follow_up, [before], today=TODAY).question == read


def test_a_bare_where_asks_the_last_question_again() -> None:
    before = Turn("When was Ola Brandt elected?", "Ola Brandt was elected in May.")
    assert rule_plan("And where?", [before], today=TODAY).question == "Where was Ola Brandt elected?"


def test_they_are_those_that_were_counted() -> None:
    before = Turn("How many ferry crews were let go?", CREWS)
    assert "ferry crews" in rule_plan("Where are they now?", [before], today=TODAY).question


def test_a_name_behind_a_day_at_the_head_is_taken_along_whole() -> None:
    before = Turn(
        "When was Marsk taken to hospital?", "Last week, Tilda Marsk was taken from Varn to Lindow."
    )
    read = rule_plan("Who paid for it?", [before], today=TODAY).question
    assert read == "Who paid for it? (Marsk, Tilda Marsk)"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Which house stood by the weir and in which a diver lost his life?", 1),
        ("Who owned the mill that burned, and for which the county had paid?", 1),
        ("Who owned the mill, and in which year did it burn?", 2),
        ("When did the mill burn and in which village does it stand?", 2),
        ("Who owned the mill and to whom did he sell it?", 2),
    ],
)
def test_a_clause_about_a_thing_is_no_second_question(question: str, parts: int) -> None:
    assert len(split(question)) == parts


def test_a_question_that_stands_alone_takes_nothing_along() -> None:
    asked = "When does the herring season start in Northfield?"
    assert rule_plan(asked, [Turn("Who chairs the board?", COST)], today=TODAY).question == asked


def test_where_the_article_is_known_its_title_says_what_it_is_about() -> None:
    before = Turn("What did she say about the cost?", COST, "Northfield closes its eastern quay")
    read = rule_plan("And how long will it take?", [before], today=TODAY).question
    assert read == "And how long will it take? (Repairs, Northfield closes its eastern quay)"
    about_a_name = Turn("What did Orvantil cost?", "Orvantil cost 9 crowns.", "A recall in Brenwick")
    read = rule_plan("Who makes it?", [about_a_name], today=TODAY).question
    assert read == "Who makes it? (Orvantil)"
