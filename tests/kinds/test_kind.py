"""What kind of question is asked, in wordings that no set of questions was made for."""

import pytest

from qa.kinds.kind import recognise


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("fact", "Who is the captain of the Saltwind?"),
        ("fact", "How many people were hurt when the crane fell?"),
        ("fact", "What did the coroner tell the court?"),
        ("fact", "Which company owns the plant?"),
        ("fact", "When was the quay closed?"),
        ("fact", "In the survey published in May, how many of the wells were found to be dry?"),
        ("list", "Which towns were flooded?"),
        ("list", "What crops were lost in the frost?"),
        ("list", "Name the ports that the ferry calls at."),
        ("fact", "Did the manager resign or was she dismissed?"),
        ("fact", "Is the bridge open or closed?"),
        ("yes_no", "Was the driver sober?"),
        ("yes_no", "Did the council approve the budget?"),
        ("order", "Did the plant close before the strike began?"),
        ("order", "Which came first, the leak or the alarm?"),
        ("order", "What happened first, the fire in Selm or the strike?"),
        ("order", "Was the vote before or after the march?"),
        ("compare", "How many more ships sank than were saved?"),
        ("compare", "Is the new bridge longer than the old one?"),
        ("compare", "Which fire was bigger, the one in Selm or the one in Lindow?"),
        ("sides", "What did the union and the owners say about the cut?"),
        ("count", "How many articles mention the lighthouse?"),
        ("count", "Which outlet has the most articles?"),
        ("count", "Who is most often quoted?"),
        ("overview", "What are the main stories of the week?"),
        ("overview", "Give me an overview of the dock strike."),
        ("overview", "What topics do these articles cover?"),
        ("overview", "What happened in May 2024?"),
    ],
)
def test_a_question_is_told_by_its_grammar(kind: str, question: str) -> None:
    assert recognise(question).kind == kind


def test_what_decided_is_said() -> None:
    assert recognise("Was the driver sober?").why == "Was"
    assert recognise("Who chairs the board?").why == ""
