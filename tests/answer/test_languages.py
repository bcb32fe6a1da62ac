"""Questions and articles in other languages: judged where the reader may, else the nearest passage."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.answer.extractive.engine import Extractive
from qa.answer.extractive.languages import judged_languages
from qa.models.reader import Reading, Window
from qa.types import Article, Draft, Evidence, EvidenceSentence

GERMAN = (
    "Der Stadtrat von Lindow schloss das Schwimmbad. "
    "Die Bürgermeisterin Ida Brandt unterschrieb die Anordnung."
)
ENGLISH = (
    "The council of Lindow closed the pool. Mayor Ida Brandt signed the order to close the pool of Lindow."
)
HEBREW = "מועצת העיר סגרה את הבריכה. ראש העיר חתמה על הצו."


class Told:
    """A reader that knows which sentences answer."""

    def __init__(self, *likes: str) -> None:
        self.likes = likes

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        good = [any(w in x.sentence for w in self.likes) for x in windows]
        return [Reading(0.99, (0, 3), 12.0) if right else Reading(0.01, (0, 3)) for right in good]

    def second(self, question: str, windows: Sequence[Window]) -> None:
        return None


class NoVectors:
    name = "none"

    def embed(self, texts: Sequence[str]) -> object:
        import numpy as np

        return np.eye(max(1, len(texts)))


def evidence(*articles: tuple[str, str]) -> tuple[Evidence, ...]:
    found = []
    for number, (text, language) in enumerate(articles, start=1):
        cut = text.index(". ") + 1
        spans = [(0, cut), (cut + 1, len(text))]
        sentences = tuple(
            EvidenceSentence(f"{number}.{i}", *span, 1.0) for i, span in enumerate(spans, start=1)
        )
        found.append(Evidence(number, Article.make("", text, language=language), (), sentences))
    return tuple(found)


def drafted(question: str, likes: Sequence[str], *articles: tuple[str, str]) -> Draft:
    engine = Extractive(NoVectors(), Told(*likes))  # type: ignore[arg-type]
    return engine.draft_answer(question, evidence(*articles))


def test_an_english_question_is_answered_from_a_german_article() -> None:
    draft = drafted("Who signed the order to close the pool of Lindow?", ["Ida"], (GERMAN, "de"))
    assert [s.claims for s in draft.sentences] == [("1.2",)]
    assert draft.sentences[0].text in GERMAN


def test_a_german_question_is_answered_from_an_english_article() -> None:
    draft = drafted("Wer hat die Anordnung unterschrieben?", ["Ida"], (ENGLISH, "en"))
    assert [s.claims for s in draft.sentences] == [("1.2",)]


def test_sources_in_two_languages_stand_side_by_side() -> None:
    question = "Who signed the order to close the pool of Lindow?"
    draft = drafted(question, ["Ida"], (ENGLISH, "en"), (GERMAN, "de"))
    assert {s.claims[0].split(".")[0] for s in draft.sentences} == {"1", "2"}


def test_what_no_sentence_answers_is_refused_in_any_language() -> None:
    draft = drafted("Wie viel kostet die Reparatur?", [], (ENGLISH, "en"), (GERMAN, "de"))
    assert draft.sentences == ()
    assert draft.nearest is not None


def test_a_language_without_a_licence_is_never_judged() -> None:
    assert "he" not in judged_languages()
    draft = drafted("Who signed the order?", ["ראש"], (HEBREW, "he"))
    assert draft.sentences == ()
    assert draft.confidence is None
    assert any("QA_MODEL" in note for note in draft.notes)


@pytest.mark.parametrize("question", ["מי חתם על הצו?", "ใครลงนามในคำสั่ง"])
def test_a_question_in_such_a_language_is_never_judged_either(question: str) -> None:
    draft = drafted(question, ["Ida"], (ENGLISH, "en"))
    assert draft.sentences == ()
    assert any("QA_MODEL" in note for note in draft.notes)
