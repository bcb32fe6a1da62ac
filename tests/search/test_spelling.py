"""Typing errors in questions: read as the library's own words, and said; right words are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from qa.library.library import Library
from qa.models.embedder import make_embedder
from qa.search.retrieve import hits
from qa.search.spelling import spelled
from qa.types import Article, Query

TOLD = """Repairs of the eastern quay will cost 4.2 million crowns, the harbour board of Northfield said.

Shipworm had eaten away a third of the piles since the last survey. Engineers will drive steel sheets in front
of the wall before the herring season begins. Chairwoman Irina Petrova thanked the divers."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    place = tmp_path_factory.mktemp("spelling") / "library"
    with Library.open(place, make_embedder("minilm"), create=True) as opened:
        opened.add_articles([Article.make("Quay closed", TOLD, "Post", published=date(2026, 1, 5))])
        yield opened


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("How much will the reapirs cost?", "How much will the repairs cost?"),  # two letters swapped
        ("How much will the repars cost?", "How much will the repairs cost?"),  # one left out
        ("What did shippworm eat?", "What did shipworm eat?"),  # one doubled
        ("Who will drive the stell sheets?", "Who will drive the steel sheets?"),  # one wrong
        ("When does the herrring seasson begin?", "When does the herring season begin?"),  # two words
        ("Will shippworm eat stell sheeets?", "Will shipworm eat steel sheets?"),  # most of them
        ("Why is the easternquay closed?", "Why is the eastern quay closed?"),  # no space between
        ("Where is Norhtfield?", "Where is Northfield?"),  # a name
        ("Hraring season?", "Hraring season?"),  # too far from anything
    ],
)
def test_what_a_question_with_typing_errors_is_read_as(library: Library, asked: str, read: str) -> None:
    found = spelled(library, asked)
    assert found.text == read
    assert bool(found.notes) == (asked != read)


@pytest.mark.parametrize(
    "asked",
    [
        "How much will the repairs cost?",
        "How much did repairing it cost?",  # another form of a word that is there
        "What happened on Mars?",  # a word of its own, though the library has none like it
        "When does the heating season begin?",  # no herring: a common word
        "Who is Petrov?",  # another person than Petrova
        "Was 4.3 or 42 million paid?",
        "Wer zahlt für die Reparaturen?",
        "Wenn stell die Endineers herrung seasin?",  # most words are strange: another language, or none
    ],
)
def test_right_words_stay(library: Library, asked: str) -> None:
    assert spelled(library, asked).text == asked


def test_the_note_says_what_was_typed_and_what_was_read(library: Library) -> None:
    assert spelled(library, "Cost of the reapirs?").notes == ("no article has “reapirs”: read as “repairs”",)


def test_a_search_with_a_typing_error_finds_the_words_that_were_meant(library: Library) -> None:
    found = hits(library, Query("reapirs"))[0]
    assert found.article.text[slice(*found.best)].startswith("Repairs of the eastern quay")
    assert found.why == "words and meaning"


def test_an_empty_library_corrects_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("empty") / "library"
    with Library.open(place, make_embedder("minilm"), create=True) as library:
        assert spelled(library, "How much will the reapirs cost?").changes == ()
