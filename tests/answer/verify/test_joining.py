"""Sentences are read together only where they speak of the same, or each carries a part that stands alone."""

import pytest

from qa.answer.verify.facts import facts_of
from qa.answer.verify.joining import bridged, groups, independent
from qa.text import sentence_spans
from qa.types import Article, Evidence, EvidenceSentence, Passage


def cited(text: str, number: int = 1) -> list[tuple[Evidence, EvidenceSentence]]:
    article = Article.make("A title", text)
    spans = enumerate(sentence_spans(text), start=1)
    sentences = tuple(EvidenceSentence(f"{number}.{n}", a, b) for n, (a, b) in spans)
    evidence = Evidence(number, article, (Passage(article.id, 0, len(text)),), sentences)
    return [(evidence, s) for s in sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Dana Rell leads the union. Rell called the plan a disgrace.",
        "Dana Rell leads the union. She called the plan a disgrace.",
        "The bridge was closed on Monday. The bridge needs new pillars.",
        "The court heard the case for three days. This ended on Friday.",
        "A fire broke out in the mill. Its owner was away.",
    ],
)
def test_a_name_a_pronoun_or_the_same_subject_is_a_bridge(text):
    first, second = cited(text)
    assert bridged(first, second)


@pytest.mark.parametrize(
    "text",
    [
        "Dana Rell leads the union. Jan Pohl chairs the bank.",
        "The bridge was closed on Monday. A storm hit the islands.",
        "Dana Rell leads the union. Wages fell again. The bank lost money.",
    ],
)
def test_without_one_there_is_no_bridge(text):
    sentences = cited(text)
    assert not bridged(sentences[0], sentences[-1])


def test_two_articles_need_a_name_in_common():
    (first,), (same,) = cited("Dana Rell leads the union."), cited("Rell called it a disgrace.", 2)
    (other,) = cited("She called it a disgrace.", 2)
    assert bridged(first, same)
    assert not bridged(first, other)


def test_sentences_without_a_bridge_are_not_read_together():
    apart = cited("The bridge was closed on Monday. A storm hit the northern islands.")
    claim = facts_of("The bridge was closed after a storm hit the northern islands.")
    assert list(groups(claim, apart)) == []
    near = cited("The bridge was closed on Monday. It had been damaged in a storm.")
    assert [
        len(g) for g in groups(facts_of("The bridge closed on Monday was damaged in a storm."), near)
    ] == [2]


def test_a_sentence_that_adds_only_a_name_is_not_needed():
    sentences = cited("Dana Rell was there. The mayor ordered the closure, and Dana Rell agreed.")
    assert list(groups(facts_of("Dana Rell ordered the closure."), sentences)) == []


def test_a_name_is_enough_where_the_next_sentence_has_a_pronoun_for_it():
    near = cited("Users of Kessel 6 must move on. The firm has replaced it with newer versions.")
    (group,) = groups(facts_of("Newer versions have replaced Kessel 6."), near)
    assert len(group) == 2


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        ("The bridge was closed, and the repairs will cost $2.5 million.", 2),
        ("Kern won the seat, but Holl lost hers again.", 2),
        ("Kern won the seat and thanked voters warmly.", 0),
        ("The bridge was closed on Monday.", 0),
    ],
)
def test_only_clauses_with_a_subject_of_their_own_stand_alone(claim, parts):
    assert len(independent(claim)) == parts
