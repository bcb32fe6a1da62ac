"""Questions about a month: what they are read as, and which sentences count."""

from __future__ import annotations

from datetime import date

import pytest

from qa.answer.month import month_of, of_days
from qa.answer.plan import rule_plan
from qa.search.retrieve import evidence_of
from qa.types import Article, Passage

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("asked", "first", "last", "read"),
    [
        (
            "How many tonnes were landed in June 2026?",
            "2026-06-01",
            "2026-06-30",
            "How many tonnes were landed?",
        ),
        ("In June 2026, who left the board?", "2026-06-01", "2026-06-30", "Who left the board?"),
        ("Who left the board during February 2024?", "2024-02-01", "2024-02-29", "Who left the board?"),
        (
            "What was sold in early March of 2025 in Varn?",
            "2025-03-01",
            "2025-03-31",
            "What was sold in Varn?",
        ),
        ("How many ferries were cut in May?", "2026-05-01", "2026-05-31", "How many ferries were cut?"),
        ("How many ferries ran in December?", "2025-12-01", "2025-12-31", "How many ferries ran?"),
        ("What happened in June 2026?", "2026-06-01", "2026-06-30", ""),
    ],
)
def test_a_month_is_read_as_its_days(asked: str, first: str, last: str, read: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert month_of(asked, TODAY) == (*days, read)
    plan = rule_plan(asked, today=TODAY)
    assert (plan.since, plan.until, plan.undated, plan.question) == (*days, read, asked)


@pytest.mark.parametrize(
    "asked",
    [
        "Who was elected on June 12, 2026?",
        "Who was elected in June 12?",
        "What did the May report say?",
        "What may happen in march?",
        "What did Theresa May say in London?",
        "Who signed the June 2025 agreement?",
        "How many people live in Juneau?",
    ],
)
def test_a_day_and_a_name_are_no_month_to_search_in(asked: str) -> None:
    assert month_of(asked, TODAY) is None


def test_days_since_are_read_before_a_month() -> None:
    assert rule_plan("What was landed since June 2026?", today=TODAY).undated == ""


def test_sentences_on_another_month_are_left_out_and_the_ids_stay() -> None:
    text = (
        "Boats landed 890 tonnes last week. In May they had landed 700 tonnes. In 2019 it was 400. "
        "By 4 June the fleet had 12 boats."
    )
    article = Article.make("Landings", text, published=date(2026, 6, 10))
    evidence = evidence_of(1, article, [Passage(article.id, 0, len(text))])
    (kept,) = of_days([evidence], date(2026, 6, 1), date(2026, 6, 30))
    assert [(s.id, kept.quote(s).split()[0]) for s in kept.sentences] == [("1.1", "Boats"), ("1.4", "By")]
