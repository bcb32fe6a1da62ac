"""Near-copies: edited wire copy is found, independent reports are kept apart."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.articles.cleaning.clean import clean
from qa.articles.cleaning.duplicates import NEAR, lead, near_copies, signature, similarity
from qa.types import Article

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def story(seed: int, words: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [f"word{chance.randrange(2000)}" for _ in range(words)]


def test_a_text_is_the_copy_of_itself() -> None:
    assert similarity(signature("Rain fell on Monday."), signature("Rain fell on Monday.")) == 1.0


def test_a_copy_trimmed_to_half_with_a_new_opening_and_small_edits_is_near() -> None:
    words = story(1)
    copy = ["new", "opening", *words[10:150]]
    copy[40] = "edited"
    copy[90] = "again"
    assert similarity(signature(" ".join(words)), signature(" ".join(copy))) >= NEAR


def test_other_stories_are_not_near() -> None:
    assert similarity(signature(" ".join(story(1))), signature(" ".join(story(2)))) < 0.1


def test_a_sentence_quoted_in_a_long_report_makes_it_no_copy() -> None:
    words = story(1, 1000)
    assert similarity(signature(" ".join(words)), signature(" ".join(words[:40]))) < NEAR


def test_the_two_seeds_are_independent_reports() -> None:
    texts = [clean(path.read_text("utf-8"), title=None).text for path in sorted(SEEDS.glob("*.txt"))]
    if len(texts) < 2:
        pytest.skip("the seed articles are not there")
    for first, second in combinations(texts, 2):
        assert similarity(signature(first), signature(second)) < 0.2


def test_near_copies_come_nearest_first() -> None:
    words = story(3)
    own = signature(" ".join(words))
    others = {
        "other": signature(" ".join(story(4))),
        "trimmed": signature(" ".join(["another", "start", *words[30:200]])),
        "same": own,
        "empty": signature(""),
    }
    found = near_copies(own, others)
    assert [key for key, _ in found] == ["same", "trimmed"]
    assert near_copies(own, {}) == []
    assert near_copies(signature(""), others) == []


def test_a_signature_is_the_same_in_another_process() -> None:
    text = "Rain fell on Monday in all parts of Sellin."
    code = f"from qa.articles.cleaning.duplicates import signature; print(signature({text!r}).hex())"
    root = Path(__file__).parents[2]
    other = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == signature(text).hex()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_symmetric_and_a_share(a: str, b: str) -> None:
    forth, back = similarity(signature(a), signature(b)), similarity(signature(b), signature(a))
    assert forth == back
    assert 0.0 <= forth <= 1.0


def make(outlet: str, day: int | None, text: str = "Rain fell.", agency: str | None = "HPA") -> Article:
    published = date(2031, 5, day) if day else None
    return Article.make("Rain", text, outlet, agency=agency, published=published)


def test_the_agency_leads_its_copies_then_the_earliest_then_the_longest() -> None:
    wire = make("Halvard Press Agency", 3)
    early, late, undated = make("Lantern", 1), make("Courier", 2), make("Tidings", None)
    assert lead([undated, late, early, wire]) is wire
    assert lead([undated, late, early]) is early
    longer = make("Ledger", 1, "Rain fell. It stopped.")
    assert lead([early, longer]) is longer
    assert lead([make("Reuters", 4), early]).outlet == "Reuters"
