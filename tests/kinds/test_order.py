"""The order of two events: nothing is concluded from words that give both the same day."""

from dataclasses import replace
from datetime import date

from qa.kinds.order import one_day_for_both
from qa.types import Citation, Operand

DAY = date(2026, 3, 2)
CITED = Citation(1, "a" * 16, 0, 10, "On Monday.")


def test_two_events_with_a_day_from_the_same_words_have_no_order():
    closed = Operand("the station closed", CITED, None, None, DAY, DAY, "Monday")
    hurt = replace(closed, label="the engineer was hurt")
    assert one_day_for_both([closed, hurt])
    assert not one_day_for_both([closed, replace(hurt, written="Tuesday")])
    assert not one_day_for_both([closed, replace(hurt, citation=replace(CITED, start=40, end=50))])
