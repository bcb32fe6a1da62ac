"""A sentence is read between its neighbours, whatever part of the article the evidence holds."""

import pytest

from qa.answer.windows import window_of
from qa.types import Article

TEXT = "Ida Brandt chairs the board. She was elected in May. The board meets in Lindow."
ARTICLE = Article.make("Board", TEXT)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("Ida Brandt chairs the board.", "", "She was elected in May."),
        ("She was elected in May.", "Ida Brandt chairs the board.", "The board meets in Lindow."),
        ("The board meets in Lindow.", "She was elected in May.", ""),
    ],
)
def test_a_sentence_has_its_neighbours_in_the_article(words: str, before: str, after: str) -> None:
    start = TEXT.index(words)
    window = window_of(ARTICLE, start, start + len(words))
    assert (window.before, window.sentence, window.after) == (before, words, after)


def test_words_inside_a_sentence_are_not_their_own_neighbours() -> None:
    start = TEXT.index("elected")
    window = window_of(ARTICLE, start, start + len("elected in May"))
    assert window.sentence == "elected in May"
    assert window.before == "Ida Brandt chairs the board."
    assert window.after == "The board meets in Lindow."


def test_a_text_of_one_sentence_has_no_neighbours() -> None:
    window = window_of(Article.make("", "It rained."), 0, 10)
    assert (window.before, window.after) == ("", "")
