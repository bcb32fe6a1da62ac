import pytest

from qa.answer.extractive.measures import figure_for
from qa.answer.extractive.question import analyse, has_kind, mentions


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who chairs the committee?", "who"),
        ("What was the referee's name?", "who"),
        ("What time does the ferry leave?", "when"),
        ("Wann begann das Treffen?", "when"),
        ("Where did the train stop?", "where"),
        ("How many people were hurt when the ferry sank?", "count"),
        ("How much does the tram cost?", "amount"),
        ("What is the salary of the mayor?", "amount"),
        ("Why was the vote put off?", "why"),
        ("What caused the fire?", "why"),
        ("What did Fenwick say about the tram?", "speech"),
        ("Did the council agree?", "yes_no"),
        ("What does the plan contain?", "other"),
    ],
)
def test_a_question_tells_what_kind_of_answer_it_wants(question: str, kind: str) -> None:
    assert analyse(question).kind == kind


def test_names_and_years_of_a_question_are_found_but_not_its_first_word() -> None:
    asked = analyse("What did Mirela Sandhurst tell the Harbour Board in 2026?")
    assert set(asked.names) == {"Mirela Sandhurst", "Harbour Board"}
    assert asked.figures == {"2026"}


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Cuba", "Cuban troops came home", True),
        ("Zelenskyy", "President Zelensky's visit", True),
        ("World Cup", "He drank a cup of tea", False),
        ("NATO", "The North Atlantic Treaty Organization met", True),
        ("Taiwan", "The summit dealt with Ukraine", False),
        ("Mirela Sandhurst", "Sandhurst said so", True),
    ],
)
def test_a_name_is_recognised_in_its_forms_and_not_in_parts(name: str, text: str, found: bool) -> None:
    assert mentions(name, text) is found


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("How old is the captain?", "The captain, who is 49, knows the sound.", "The ferry has 49 seats."),
        ("How much did the terminal cost?", "It cost 80 million crowns.", "It has 80 berths."),
        ("How long did the crossing take?", "The crossing took 35 minutes.", "It carried 35 passengers."),
        ("How many tonnes leaked?", "About 90 tonnes leaked.", "Ninety people left."),
        ("How far is the school?", "It lies 600 metres from the tank.", "It has 600 pupils."),
    ],
)
def test_a_figure_of_another_measure_is_no_answer(question: str, right: str, wrong: str) -> None:
    counted = analyse(question).counted
    assert figure_for(question, counted, right) == 1.0
    assert figure_for(question, counted, wrong) < 0.5


def test_a_sentence_without_a_time_is_not_of_the_kind_that_when_asks_for() -> None:
    asked = analyse("When did the ferry leave?")
    assert has_kind(asked, "The ferry left at 7:12 am.") == 1.0
    assert has_kind(asked, "The ferry left early.") < 0.5
