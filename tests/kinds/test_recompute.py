"""A conclusion is shown only when the articles, read again, give the same."""

from dataclasses import replace
from datetime import date

import pytest

from qa.kinds.recompute import difference_of, fault, result_of
from qa.types import Article, Citation, Computed, Operand

TEXT = "The leak was found on Monday. The plant closed on May 9, 2024. It had 310 workers and 42 trucks."
ARTICLE = Article.make("Leak", TEXT, "Courier", published=date(2024, 5, 8))


def cited(words: str) -> Citation:
    start = TEXT.index(words)
    return Citation(1, ARTICLE.id, start, start + len(words), words)


LEAK = Operand(
    "the leak",
    cited("The leak was found on Monday."),
    None,
    None,
    date(2024, 5, 6),
    date(2024, 5, 6),
    "Monday",
)
CLOSED = Operand(
    "closing",
    cited("The plant closed on May 9, 2024."),
    None,
    None,
    date(2024, 5, 9),
    date(2024, 5, 9),
    "May 9, 2024",
)
WORKERS = Operand("workers", cited("It had 310 workers and 42 trucks."), 310.0, None, written="310")
TRUCKS = Operand("trucks", cited("It had 310 workers and 42 trucks."), 42.0, None, written="42")
ORDER = Computed("order", (LEAK, CLOSED), "before", "The leak came before the closing")
KNOWN = {ARTICLE.id: ARTICLE}


def test_an_order_that_the_days_give_holds() -> None:
    assert fault(ORDER, KNOWN) == ""


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(ORDER, result="after"), "computed again it gives before, not after"),
        (
            replace(ORDER, operands=(replace(LEAK, first=date(2024, 5, 7), last=date(2024, 5, 7)), CLOSED)),
            "date",
        ),
        (replace(ORDER, operands=(replace(LEAK, citation=None), CLOSED)), "not cited"),
        (replace(ORDER, operands=()), "rests on nothing"),
        (Computed("difference", (WORKERS, TRUCKS), 267.0, ""), "computed again it gives 268.0"),
        (Computed("difference", (replace(WORKERS, value=311.0), TRUCKS), 269.0, ""), "do not have 310"),
        (Computed("count", (Operand("articles", value=3.0, articles=("a", "b")),), 3.0, ""), "not as many"),
    ],
)
def test_a_conclusion_that_is_off_is_found_out(wrong: Computed, why: str) -> None:
    assert why in fault(wrong, KNOWN)


def test_words_that_stand_elsewhere_are_found_out() -> None:
    moved = replace(LEAK, citation=replace(cited("The leak was found on Monday."), start=3, end=32))
    assert "not where the citation says" in fault(replace(ORDER, operands=(moved, CLOSED)), KNOWN)


def test_arithmetic_is_done_by_code() -> None:
    assert result_of(Computed("difference", (WORKERS, TRUCKS), 0.0, "")) == 268.0
    assert result_of(Computed("verdict", (Operand("yes"), Operand("no")), "", "")) == "both"
    overlapping = replace(CLOSED, first=date(2024, 5, 1), last=date(2024, 5, 31))
    assert result_of(Computed("order", (LEAK, overlapping), "", "")) is None


def test_durations_of_one_family_are_compared_in_its_base_unit() -> None:
    years, months = Operand("a", None, 5.0, "year"), Operand("b", None, 18.0, "month")
    assert difference_of(years, months) == 42.0
    assert difference_of(years, Operand("c", None, 3.0, "day")) is None
