"""A comparison taken apart, its figures told from others, and two amounts held against each other."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from qa.desk.desk import Desk
from qa.kinds.compare import _BOUND, Amount, _rival
from qa.kinds.kind import recognise
from qa.kinds.words.comparison import read
from qa.kinds.words.figures import counts_other, figures, shared_out
from qa.text import content_words, numbers

ARTICLES = {
    "2024-05-08": (
        "Scaffold falls at Selm",
        "A storm brought a scaffold down at Selm on Tuesday, killing 107 or more and wounding 238, the "
        "county said. The scaffold was 40 metres high.",
    ),
    "2024-05-21": (
        "Bus leaves the road near Lindow",
        "A bus left the road near Lindow on Sunday. The accident killed seven near Lindow, police said.",
    ),
    "2024-06-03": (
        "Two sentenced at Marnau",
        "Ida Brandt was sentenced to 18 months in prison at Marnau on Friday. Owen Tallis, who had planned "
        "the fraud, was sentenced to five years in prison.",
    ),
    "2024-06-20": (
        "Ferry sinks off Orrin",
        "The ferry Halcyon, which sank off Orrin, carried 33 passengers and six crew members.",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("comparison")
    with Desk.open(library=place / "library") as opened:
        for day, (title, text) in ARTICLES.items():
            (place / f"{day}.txt").write_text(f"{title}\n\n{text}\n")
            opened.add([str(place / f"{day}.txt")], outlet="Courier", published=day)
        yield opened


@pytest.mark.parametrize(
    ("question", "difference", "written"),
    [
        ("How many more people were killed by the scaffold at Selm than by the bus near Lindow?", 100, "107"),
        ("How many more people were wounded than killed when the scaffold fell at Selm?", 131, "238"),
        ("How many more passengers than crew did the ferry Halcyon carry?", 27, "33"),
    ],
)
def test_the_difference_is_computed_and_both_amounts_are_cited(
    desk: Desk, question: str, difference: float, written: str
) -> None:
    answer = desk.ask(question)
    (made,) = answer.computed
    assert (answer.kind, made.operation, made.result) == ("compare", "difference", difference)
    assert made.operands[0].written == written
    for operand in made.operands:
        assert operand.citation is not None
        assert operand.written in operand.citation.quote


def test_durations_in_other_units_are_compared(desk: Desk) -> None:
    (made,) = desk.ask("Was Owen Tallis sentenced to a longer prison term than Ida Brandt?").computed
    assert (
        made.text
        == "Owen Tallis (five years) is above Ida Brandt (18 months) by 42 months, 3.33 times as much"
    )


def test_a_side_with_two_amounts_about_as_sure_has_a_rival() -> None:
    def amount(sentence: str, text: str, sure: float) -> Amount:
        (number,) = numbers(text)
        return Amount(SimpleNamespace(sentence=SimpleNamespace(id=sentence)), number, sure)  # type: ignore[arg-type]

    first, other = amount("1.1", "47 months", 0.7), amount("2.1", "73 months", 0.5)
    own, beside = (first.candidate, first.number), (other.candidate, other.number)
    assert _rival([first, other], own, None) is other.candidate
    assert _rival([first, other], own, beside) is None
    assert _rival([first, amount("2.1", "73 months", 0.3)], own, None) is None
    assert _rival([first, amount("2.1", "47 months", 0.6)], own, None) is None


def test_a_figure_of_something_else_is_no_amount() -> None:
    asked = "How many records were found?"
    for text, other in (("Two databases of records were found.", True), ("Two records were found.", False)):
        (number,) = figures(text, "records")
        assert counts_other(text, number, "records", asked) is other


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Seven died, including four children.", ["Seven"]),
        ("Of the six delegates, Brandt won four.", ["four"]),
        ("Fewer than 30 percent are women, at 28 percent.", ["28 percent"]),
    ],
)
def test_a_bound_and_a_part_are_no_amount(text: str, kept: list[str]) -> None:
    found = [n for n in numbers(text) if not _BOUND.search(text[: n.start])]
    assert [text[n.start : n.end] for n in found] == kept


def test_one_side_that_the_articles_do_not_tell_gives_no_difference(desk: Desk) -> None:
    answer = desk.ask("How many more people were killed at Selm than in the flood of Karst?")
    assert answer.computed == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How many more people died on the Selm ferry than in the crash of the plane at Lindow?",
            (
                "How many people died on the Selm ferry?",
                "How many people died in the crash of the plane at Lindow?",
            ),
        ),
        (
            "How many more people were hurt than killed in the fire at Selm?",
            (
                "How many people were hurt in the fire at Selm?",
                "How many people were killed in the fire at Selm?",
            ),
        ),
        (
            "How many more visitors does Selm expect this year than last year?",
            (
                "How many visitors does Selm expect this year?",
                "How many visitors does Selm expect last year?",
            ),
        ),
        (
            "How much more did Selm pay for the quay than Lindow?",
            ("How much did Selm pay for the quay?", "How much did Lindow pay for the quay?"),
        ),
        (
            "Which storm killed more people in Karst, Ada or Boris?",
            (
                "How many people were killed by Ada in Karst?",
                "How many people were killed by Boris in Karst?",
            ),
        ),
        (
            "How does the number of people killed in Selm compare with the number killed in Lindow?",
            ("How many people were killed in Selm?", "How many people were killed in Lindow?"),
        ),
        (
            "Was the mayor of Selm sentenced to a longer prison term than Owen Tallis?",
            (
                "How long was the prison term of the mayor of Selm?",
                "How long was the prison term of Owen Tallis?",
            ),
        ),
        (
            "Is the share of women larger in Selm's council than in councils across the country?",
            (
                "How large was the share of women in Selm's council?",
                "How large was the share of women in councils across the country?",
            ),
        ),
        (
            "Which fire was deadlier, the one in Selm or the one at Lindow?",
            (
                "How many people were killed in the fire in Selm?",
                "How many people were killed in the fire at Lindow?",
            ),
        ),
    ],
)
def test_what_stands_behind_than_takes_the_place_it_answers_to(question: str, asked: tuple[str, str]) -> None:
    found = read(question)
    assert found is not None
    assert found.asked == asked


def test_how_far_ahead_asks_for_a_comparison() -> None:
    assert recognise("How far ahead of Tallis was Brandt in the poll?").kind == "compare"


def test_a_figure_belongs_to_the_side_whose_words_stand_nearest() -> None:
    text = "There were 250 marchers in Port Selm, 100 in Lindow, and 1,400 in ports across the country."
    found = shared_out(
        text, figures(text, "marchers", 2), content_words("Port Selm"), content_words("Lindow")
    )
    assert found is not None
    assert [n.value for n in found] == [250, 100]


def test_a_side_without_a_word_in_the_sentence_has_no_figure_there() -> None:
    text = "There were 250 marchers in Selm and 100 in Lindow."
    assert shared_out(text, figures(text, "marchers", 2), ["selm"], ["karst"]) is None
