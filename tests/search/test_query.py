from datetime import date

import pytest

from qa.errors import ConfigError
from qa.search.fuse import fused
from qa.search.query import parse_day, parse_query
from qa.types import Query

TODAY = date(2026, 11, 22)  # a Sunday


def test_filters_phrases_and_excluded_words_are_read_out_of_the_question() -> None:
    query = parse_query(
        'outlet:"Harbour Post" since:2026-04 until:2026-04 lang:de who opened the valve "storage tank"'
        " -ferry",
        today=TODAY,
    )
    assert query.text == 'who opened the valve "storage tank"'
    assert query.outlets == ("Harbour Post",)
    assert (query.since, query.until) == (date(2026, 4, 1), date(2026, 4, 30))
    assert query.language == "de"
    assert query.phrases == ("storage tank",)
    assert query.excluded == ("ferry",)


def test_a_hyphen_inside_a_word_and_an_apostrophe_are_no_operators() -> None:
    query = parse_query("what did O'Donnell say about the follow-up on 24-25 June", today=TODAY)
    assert query.excluded == ()
    assert query.phrases == ()


def test_an_inline_filter_wins_over_an_option_and_outlets_add_up() -> None:
    options = Query("", since=date(2020, 1, 1), outlets=("Relay",))
    query = parse_query("since:2026-01-02 outlet:Ledger tanks", today=TODAY, defaults=options)
    assert query.since == date(2026, 1, 2)
    assert query.outlets == ("Relay", "Ledger")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-08-20", date(2025, 8, 20), date(2025, 8, 20)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
        ("last friday", date(2026, 11, 20), date(2026, 11, 20)),
        ("sunday", date(2026, 11, 15), date(2026, 11, 15)),
        ("7d", date(2026, 11, 15), date(2026, 11, 15)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: date, last: date) -> None:
    assert parse_day(text, today=TODAY) == first
    assert parse_day(text, today=TODAY, last=True) == last


@pytest.mark.parametrize("text", ["2025-02-30", "20/08/2025", "soon", "2025-13", ""])
def test_a_day_that_cannot_be_read_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(ConfigError, match="not a day"):
        parse_day(text, today=TODAY)


def test_an_empty_question_and_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ConfigError, match="empty"):
        parse_query("outlet:Relay -x", today=TODAY)
    with pytest.raises(ConfigError, match="after until"):
        parse_query("tanks since:2026-05-01 until:2026-04-01", today=TODAY)


def test_what_is_found_by_words_and_by_meaning_comes_before_what_one_of_them_puts_first() -> None:
    words, meaning = {1: 0.9, 2: 1.0}, {1: 0.8, 2: 0.2, 3: 0.9}
    scores = fused([1, 2, 3], words, meaning, article={1: 4.0, 2: 4.0, 3: 1.0})
    assert sorted(scores, key=lambda key: -scores[key]) == [1, 2, 3]


def test_where_no_passage_holds_the_words_meaning_decides() -> None:
    scores = fused([1, 2, 3], {}, {1: 0.1, 2: 0.3, 3: 0.2}, {})
    assert sorted(scores, key=lambda key: -scores[key]) == [2, 3, 1]
