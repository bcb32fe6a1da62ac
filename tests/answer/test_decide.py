"""Answer or refuse: one decision over all of the evidence, which readers can move and see the grounds of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.answer.extractive.decide import bar, decide
from qa.answer.extractive.engine import Extractive
from qa.answer.extractive.question import analyse
from qa.answer.extractive.select import candidates
from qa.models.reader import Reading, Window
from qa.types import Article, Draft, Evidence, EvidenceSentence

PARK = "The park of Lindow is to be closed. Ida Brandt, who chairs the council, signed the order on Monday."


class Told:
    """A reader that gives the sentences with these words that probability, and marks the words.

    Its other outputs go with the probability, in the range that the network's have.
    """

    def __init__(self, likes: dict[str, float]) -> None:
        self.likes = likes

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        found = []
        for window in windows:
            words = next((w for w in self.likes if w in window.sentence), None)
            start = window.sentence.index(words) if words else 0
            chance = self.likes[words] if words else 0.001
            span = (start, start + len(words or ""))
            found.append(Reading(chance, span, 20 * chance, 4 * chance - 2))
        return found

    def second(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        return self.read(question, windows)


class NoVectors:
    """An embedder for which every sentence says something else."""

    name = "none"

    def embed(self, texts: Sequence[str]) -> object:
        import numpy as np

        return np.eye(max(1, len(texts)))


def evidence(*texts: str, language: str = "en") -> tuple[Evidence, ...]:
    found = []
    for number, text in enumerate(texts, start=1):
        article = Article.make("", text, published=date(2026, 2, number), language=language)
        edges = [i + 1 for i, c in enumerate(text) if c in ".؟。"]
        spans = list(zip([0, *(e + 1 for e in edges[:-1])], edges, strict=True))
        numbered = enumerate(spans, start=1)
        sentences = tuple(EvidenceSentence(f"{number}.{i}", s, e, 1.0) for i, (s, e) in numbered)
        found.append(Evidence(number, article, (), sentences))
    return tuple(found)


def confidence(question: str, likes: dict[str, float], *texts: str) -> float:
    asked = analyse(question)
    decision = decide(asked, candidates(asked, evidence(*texts), Told(likes)))
    assert decision is not None
    return decision.confidence


def drafted(question: str, likes: dict[str, float], *texts: str, language: str = "en") -> Draft:
    engine = Extractive(NoVectors(), Told(likes))  # type: ignore[arg-type]
    return engine.draft_answer(question, evidence(*texts, language=language))


def test_a_stricter_reader_sets_a_higher_bar() -> None:
    assert bar("strict") > bar("normal") > bar("lenient")


def test_what_the_reader_is_surer_of_is_surer() -> None:
    question = "Who signed the order to close the park of Lindow?"
    sure, unsure = (confidence(question, {"Ida Brandt": p}, PARK) for p in (0.95, 0.3))
    assert sure > unsure


def test_a_name_that_the_article_lacks_makes_it_less_sure() -> None:
    likes = {"Ida Brandt": 0.8}
    asked = confidence("Who signed the order to close the park of Lindow?", likes, PARK)
    other = confidence("Who signed the order to close the park of Skerrow?", likes, PARK)
    assert other < asked


def test_a_month_that_neither_the_article_nor_its_date_has_makes_it_less_sure() -> None:
    likes = {"Ida Brandt": 0.8}
    told = confidence("Who signed the order to close the park in February 2026?", likes, PARK)
    other = confidence("Who signed the order to close the park in October 2026?", likes, PARK)
    assert other < told


def test_the_answering_words_are_marked_where_they_stand() -> None:
    draft = drafted("Who signed the order to close the park of Lindow?", {"Ida Brandt": 0.99}, PARK)
    assert [m.quote for m in draft.marked] == ["Ida Brandt"]
    assert PARK[draft.marked[0].start : draft.marked[0].end] == "Ida Brandt"
    assert draft.confidence is not None
    assert any(f"{draft.confidence:.2f}" in line for line in draft.grounds)


def test_what_is_refused_says_how_sure_it_was_and_what_came_nearest() -> None:
    draft = drafted("Who won the regatta in Skerrow in 1998?", {"Ida Brandt": 0.01}, PARK)
    assert draft.sentences == ()
    assert draft.nearest is not None
    assert draft.confidence is not None
    assert draft.confidence < bar()
    assert draft.marked == ()


RIVALS = (
    "The park of Lindow is to be closed. Ida Brandt signed the order on Monday. Ola Marsk signed it as well."
)


def test_beside_a_sentence_that_is_not_sure_others_are_shown_as_what_may_be_the_answer() -> None:
    question = "Who signed the order to close the park of Lindow?"
    draft = drafted(question, {"Ida Brandt": 0.4, "Ola Marsk": 0.39}, RIVALS)
    assert [s.text for s in draft.sentences][:1] == ["Ida Brandt signed the order on Monday."]
    assert [s.perhaps for s in draft.sentences] == [False, True]


def test_a_first_sentence_that_is_a_guess_is_shown_as_one() -> None:
    draft = drafted("Who signed the order to close the park of Lindow?", {"Ida Brandt": 0.38}, PARK)
    assert [s.perhaps for s in draft.sentences] == [True]
