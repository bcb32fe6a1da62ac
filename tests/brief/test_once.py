"""A sentence stands in one section of a briefing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from show.briefing_example import BRIEFING

from qa.brief.write.once import told_once
from qa.types import Citation, Sentence
from qa.types.briefing import Comparison, Development, Finding, Moment, Statement, TimelineEvent


def sentence(start: int) -> Sentence:
    text = f"Sentence {start}."
    return Sentence(text, (Citation(1, "a", start, start + 9, text),), "supported", ())


DAY = Moment("Monday", date(2026, 3, 2), date(2026, 3, 2), "day", True)


def event(start: int, state: Any = "happened", when: Moment = DAY) -> TimelineEvent:
    return TimelineEvent(when, sentence(start), date(2026, 3, 3), state)


def statement(start: int, kind: Any = "on the record") -> Statement:
    return Statement("Ana Reis", "", kind, sentence(start), "Courier", None)


@pytest.fixture
def full() -> Any:
    return replace(
        BRIEFING,
        bottom_line=(sentence(1),),
        timeline=(event(1), event(2), event(3, "said")),
        developments=tuple(Development(sentence(n), Moment(""), None) for n in (1, 2, 4, 5, 6)),
        statements=(statement(1), statement(3), statement(7, "outlet")),
        comparison=Comparison(single=(Finding(sentence(4), 1), Finding(sentence(9), 1)), independent=2),
    )


def test_what_the_bottom_line_says_no_list_says_again(full: Any) -> None:
    once = told_once(full, 2)
    assert [e.sentence.text for e in once.timeline] == ["Sentence 2."]
    assert [d.sentence.text for d in once.developments] == ["Sentence 4.", "Sentence 5."]
    assert [s.sentence.text for s in once.statements] == ["Sentence 3."]
    assert [f.sentence.text for f in once.comparison.single] == ["Sentence 9."]


def test_a_sentence_with_two_times_is_one_row_of_the_timeline(full: Any) -> None:
    month = Moment("next month", date(2026, 4, 1), date(2026, 4, 30), "month", True)
    once = told_once(replace(full, bottom_line=(), timeline=(event(8, "announced", month), event(8))), 2)
    assert [e.when for e in once.timeline] == [DAY]


def test_what_others_confirm_is_told_in_words_that_are_not_shown_yet(full: Any) -> None:
    shared = Finding(sentence(1), 2, (sentence(8),), ("Courier", "Tidings"))
    (once,) = told_once(replace(full, comparison=Comparison(confirmed=(shared,))), 2).comparison.confirmed
    assert [once.sentence.text, *(s.text for s in once.also)] == ["Sentence 8.", "Sentence 1."]


def test_a_timeline_keeps_no_second_month_of_a_sentence(full: Any) -> None:
    months = [Moment("last month", date(2026, m, 1), date(2026, m, 28), "month", True) for m in (1, 2)]
    rows = tuple(event(8, when=month) for month in months)
    alone = replace(full, template="timeline", bottom_line=(), timeline=(*rows, event(2)))
    assert [e.sentence.text for e in told_once(alone, 2).timeline] == ["Sentence 8.", "Sentence 2."]


def test_words_that_stand_under_one_day_do_not_stand_for_another(full: Any) -> None:
    """What is told above is told by another source, but not in a sentence that the timeline has already."""
    friday = Moment("Friday", date(2026, 3, 6), date(2026, 3, 6), "day", True)
    told_above = replace(event(1), also=(sentence(2),))
    once = told_once(replace(full, timeline=(told_above, event(2, when=friday))), 2)
    assert [e.sentence.text for e in once.timeline] == ["Sentence 2."]
    both = replace(event(1), also=(sentence(8),)), replace(event(1, when=friday), also=(sentence(8),))
    assert len(told_once(replace(full, timeline=both), 2).timeline) == 1
