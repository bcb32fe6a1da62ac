"""A summary without a model: sentences that stand alone, of the length asked for, the newest first."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from qa.answer.extractive.summary import choose, stands_alone
from qa.search.retrieve import evidence_of
from qa.types import Article, Evidence, Passage


def words(texts: list[str]) -> np.ndarray:
    """Bags of words as vectors, of unit length."""
    found = np.zeros((len(texts), 512), np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().split():
            found[row, sum(map(ord, word)) % 512] += 1
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def evidence(text: str, number: int = 1, published: date | None = None, kind: str = "report") -> Evidence:
    article = Article.make("", text, "The Courier", published=published, kind=kind)
    return evidence_of(number, article, [Passage(article.id, 0, len(text))])


def shown(*items: Evidence, length: int = 40) -> list[str]:
    return [item.quote(sentence) for item, sentence in choose(items, words, None, words=length).rows]


STORY = (
    "The harbour board of Northfield voted on Tuesday to close the eastern quay for nine months. "
    "He said that it would be hard for the owners. "
    "Repairs will cost 4.2 million crowns, of which the county has promised to pay the half. "
    "The latter has no money of its own for such works. "
    "Will the ferries ever come back to the old town? "
    "Engineers will drive steel sheets in front of the old wall before the winter begins. "
    "Repairs will cost 4.2 million crowns, of which half has been promised by the county. "
    "Two ferries must move to the coal pier on the far side of the basin until then."
)


def test_nothing_dangles_repeats_or_asks() -> None:
    found = shown(evidence(STORY), length=60)
    assert not any(s.startswith(("He ", "The latter", "Will ")) for s in found)
    assert sum("4.2 million" in s for s in found) == 1
    assert found[0].startswith("The harbour board")


@pytest.mark.parametrize("length", [30, 45, 60])
def test_the_length_asked_for_is_kept_within_a_tenth(length: int) -> None:
    total = sum(len(s.split()) for s in shown(evidence(STORY), length=length))
    assert total <= length * 1.1


def test_the_newest_article_comes_first_and_opinion_does_not_speak_beside_reports() -> None:
    old = evidence("The board of the harbour will vote on the quay next week.", 1, date(2026, 3, 1))
    new = evidence("Divers began to mend the wall of the harbour on Monday.", 2, date(2026, 3, 9))
    view = evidence("Nobody in this town should trust the board ever again.", 3, date(2026, 3, 10), "opinion")
    assert shown(old, new, view) == [new.quote(new.sentences[0]), old.quote(old.sentences[0])]
    assert shown(view) == [view.quote(view.sentences[0])]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The board met on Monday.", True),
        ("She left the board on Monday.", False),
        ("The latter left the board.", False),
        ("After the vote, he left the board.", False),
        ("After the vote, Mia Holt left the board.", True),
        ("In 1995, at seventeen, she left the board.", False),
        ("In Varn, Odo Brask said, he left the board.", True),
        ("Others left the board.", False),
        ("However, the board stayed.", False),
    ],
)
def test_a_sentence_stands_alone_when_nothing_points_back(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


def test_there_is_nothing_to_choose_from_nothing() -> None:
    assert choose([], words, None, words=40).rows == []


def test_a_summary_is_not_filled_up_with_a_sentence_that_tells_little() -> None:
    story = (
        "The harbour board of Northfield voted on Tuesday to close the eastern quay for nine months. "
        "The old man died hours later. "
        "Engineers of the harbour board will drive steel sheets in front of the eastern quay of Northfield. "
        "Two ferries of the harbour board must move from the eastern quay to the coal pier of Northfield. "
    )
    assert "The old man died hours later." not in shown(evidence(story), length=33)
