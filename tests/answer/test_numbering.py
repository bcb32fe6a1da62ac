"""The numbers of an answer's sources: from [1], in the order in which they are read."""

from __future__ import annotations

from dataclasses import replace

from qa.answer.ask import Record, cited_sources
from qa.answer.citing import cite
from qa.answer.engine import Plan
from qa.answer.numbering import in_order
from qa.search.retrieve import evidence_of
from qa.types import (
    Answer,
    Article,
    Computed,
    Draft,
    DraftSentence,
    Evidence,
    Operand,
    Passage,
    Sentence,
    Usage,
)

TOWNS = ("Brackwater", "Lindow", "Selm", "Oskerry")


def evidence() -> tuple[Evidence, ...]:
    articles = [Article.make(f"Ferry of {town}", f"The ferry of {town} is late.") for town in TOWNS]
    whole = [Passage(a.id, 0, len(a.text)) for a in articles]
    return tuple(
        evidence_of(n, a, [p]) for n, (a, p) in enumerate(zip(articles, whole, strict=True), start=1)
    )


def record(order: tuple[int, ...]) -> Record:
    """An answer whose sentences cite the sources of these numbers, in this order."""
    found = evidence()
    cited = [cite(found[n - 1], found[n - 1].sentences[0]) for n in order]
    said = tuple(Sentence(c.quote, (c,), "supported", ()) for c in cited)
    drafted = tuple(DraftSentence(s.text, (f"{n}.1",)) for s, n in zip(said, order, strict=True))
    answer = Answer("Which?", said, cited_sources(said, found), (), "extractive", None, "", Usage())
    draft = Draft(drafted, leads=((f"{order[0]}.1", 0.9),), nearest=f"{order[0]}.1", marked=(cited[0],))
    return Record(replace(answer, marked=(cited[0],)), Plan("Which?", ("Which?",)), found, draft)


def test_sources_are_numbered_from_1_in_the_order_in_which_they_are_shown() -> None:
    made = in_order(record((4, 2)))
    assert [s.citations[0].source for s in made.answer.sentences] == [1, 2]
    assert [(s.number, s.title) for s in made.answer.sources] == [
        (1, "Ferry of Oskerry"),
        (2, "Ferry of Lindow"),
    ]
    assert made.answer.marked[0].source == 1


def test_evidence_and_draft_have_the_numbers_of_the_answer() -> None:
    made = in_order(record((4, 2)))
    assert [e.number for e in made.evidence] == [1, 2, 3, 4]
    assert [e.article.title.split()[-1] for e in made.evidence] == ["Oskerry", "Lindow", "Brackwater", "Selm"]
    assert [s.id for e in made.evidence for s in e.sentences] == ["1.1", "2.1", "3.1", "4.1"]
    assert made.draft is not None
    assert [s.claims for s in made.draft.sentences] == [("1.1",), ("2.1",)]
    assert (made.draft.leads, made.draft.nearest) == ((("1.1", 0.9),), "1.1")
    for sentence in made.answer.sentences:
        (cited,) = sentence.citations
        assert made.evidence[cited.source - 1].article.id == cited.article_id


def test_what_a_conclusion_rests_on_is_numbered_first() -> None:
    plain = record((2, 3))
    third = plain.answer.sentences[1].citations[0]
    told = Computed("verdict", (Operand("it", third),), "yes", "Yes.")
    made = in_order(replace(plain, answer=replace(plain.answer, computed=(told,))))
    assert made.answer.computed[0].sources == (1,)
    assert [s.citations[0].source for s in made.answer.sentences] == [2, 1]
    assert [s.number for s in made.answer.sources] == [1, 2]


def test_an_answer_in_order_and_one_without_sources_stay_as_they_are() -> None:
    plain = record((1, 2))
    assert in_order(plain) == plain
    none = replace(plain, answer=replace(plain.answer, sentences=(), sources=(), marked=()))
    assert in_order(none) == none


def test_what_a_model_was_asked_about_keeps_the_numbers_of_its_prompt() -> None:
    plain = record((4, 2))
    made = replace(plain, answer=replace(plain.answer, engine="llm", model="m"))
    assert in_order(made) == made
