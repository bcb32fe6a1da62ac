import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answer.verify.verify import check_sentence, verify
from qa.types import Draft, DraftSentence

_spec = importlib.util.spec_from_file_location("stories", Path(__file__).with_name("stories.py"))
stories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stories)

EVIDENCE = stories.evidence_of(*stories.ARTICLES)
BRIDGE = EVIDENCE[0]
QUOTES = {s.id: e.quote(s) for e in EVIDENCE for s in e.sentences}


class Judge:
    """A checker that always says the same and remembers what it was asked."""

    def __init__(self, verdict):
        self.verdict = verdict
        self.asked = []

    def check(self, evidence, claim):
        self.asked.append((evidence, claim))
        return self.verdict


@pytest.mark.parametrize("sentence", BRIDGE.sentences, ids=lambda s: s.id)
def test_cited_words_pass_the_exact_check_and_are_quoted_as_they_stand(sentence):
    words = BRIDGE.quote(sentence)
    shown = check_sentence(DraftSentence(f"  {words}\n", (sentence.id,)), EVIDENCE, exact=True).sentence
    (citation,) = shown.citations
    assert shown.support == "supported"
    assert citation.quote == BRIDGE.article.text[citation.start : citation.end] == words


def test_several_cited_sentences_in_their_order_pass_the_exact_check_together():
    text = f"{QUOTES['1.1']} {QUOTES['1.2']}"
    shown = check_sentence(DraftSentence(text, ("1.1", "1.2")), EVIDENCE, exact=True).sentence
    assert len(shown.citations) == 2


@pytest.mark.parametrize(
    ("text", "ids", "reason"),
    [
        ("The bridge in Orlau was closed.", ("1.1",), "the words are not those of the cited text"),
        (QUOTES["1.1"], ("1.2",), "the words are not those of the cited text"),
        (QUOTES["1.1"], ("7.1",), "it cites no sentence of the sources"),
        (QUOTES["1.1"], (), "it cites no sentence of the sources"),
    ],
)
def test_words_that_are_not_the_cited_words_fail_the_exact_check(text, ids, reason):
    verdict = check_sentence(DraftSentence(text, ids), EVIDENCE, exact=True)
    assert verdict.sentence is None
    assert verdict.reason == reason


def test_a_citation_that_fails_alone_is_dropped_and_the_good_one_stays():
    drafted = DraftSentence("Ilse Kord ordered the closure.", ("3.2", "1.2", "2.6", "9.9", "1.2"))
    shown = check_sentence(drafted, EVIDENCE).sentence
    assert [c.quote for c in shown.citations] == [QUOTES["1.2"]]
    assert shown.support == "supported"


def test_two_sentences_that_carry_a_claim_only_together_make_it_partial():
    text = "The bridge was closed after engineers found 40 cracks, and the repairs would cost $2.5 million."
    shown = check_sentence(DraftSentence(text, ("1.1", "1.3")), EVIDENCE).sentence
    assert shown.support == "partial"
    assert [c.quote for c in shown.citations] == [QUOTES["1.1"], QUOTES["1.3"]]


def test_a_fault_is_found_also_where_sentences_are_read_together():
    text = "The bridge was closed after engineers found 40 cracks, and the repairs would cost $3.5 million."
    verdict = check_sentence(DraftSentence(text, ("1.1", "1.3")), EVIDENCE)
    assert verdict.sentence is None
    assert "$3.5 million" in verdict.reason


def test_a_name_from_one_sentence_and_a_deed_from_another_prove_nothing():
    verdict = check_sentence(DraftSentence("Dana Rell ordered the closure.", ("1.2", "1.6")), EVIDENCE)
    assert verdict.sentence is None


def test_a_sentence_that_no_source_has_anything_of_is_removed():
    verdict = check_sentence(DraftSentence("In the desert it is always cold.", ("1.1",)), EVIDENCE)
    assert verdict.sentence is None
    assert "does not say" in verdict.reason


@pytest.mark.parametrize("text", ["", "  ", "…", "It is what it is."])
def test_a_sentence_without_content_is_removed(text):
    verdict = check_sentence(DraftSentence(text, ("1.1",)), EVIDENCE)
    assert verdict.reason == "it says nothing that could be checked"


def test_a_checker_that_says_no_removes_what_all_else_let_pass():
    judge = Judge(False)
    drafted = DraftSentence("Ilse Kord ordered the closure.", ("1.2",))
    verdict = check_sentence(drafted, EVIDENCE, checker=judge)
    assert verdict.sentence is None
    assert verdict.reason == "the checking model does not find it in the cited text"
    assert judge.asked[0] == (QUOTES["1.2"], "Ilse Kord ordered the closure.")


@pytest.mark.parametrize("said", [True, None])
def test_a_checker_that_agrees_or_cannot_tell_removes_nothing(said):
    drafted = DraftSentence("Ilse Kord ordered the closure.", ("1.2",))
    assert check_sentence(drafted, EVIDENCE, checker=Judge(said)).sentence


def test_a_checker_is_not_asked_about_what_the_rules_remove():
    judge = Judge(True)
    drafted = DraftSentence("Engineers found 45 cracks in the pillars of the Kessel bridge.", ("1.1",))
    assert check_sentence(drafted, EVIDENCE, checker=judge).sentence is None
    assert judge.asked == []


def test_failures_hold_the_drafts_and_reasons_for_one_repair_round():
    good = DraftSentence("Ilse Kord ordered the closure.", ("1.2",))
    bad = DraftSentence("Engineers found 45 cracks in the bridge.", ("1.1",))
    checked = verify(Draft((good, bad)), EVIDENCE)
    assert [s.text for s in checked.sentences] == [good.text]
    ((drafted, reason),) = checked.failures
    assert drafted is bad
    assert checked.removed[0].text == bad.text
    assert checked.removed[0].reason == reason == "number 45 is not in the cited text"


def test_without_evidence_nothing_is_shown():
    checked = verify(Draft((DraftSentence("Ilse Kord ordered the closure.", ("1.2",)),)), ())
    assert not checked.sentences
    assert len(checked.removed) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.lists(st.sampled_from([*QUOTES, "9.9", "x"]), max_size=4))
def test_whatever_an_engine_writes_every_citation_quotes_its_article(text, ids):
    for exact in (False, True):
        shown = check_sentence(DraftSentence(text, tuple(ids)), EVIDENCE, exact=exact).sentence
        for citation in shown.citations if shown else ():
            article = EVIDENCE[citation.source - 1].article
            assert article.text[citation.start : citation.end] == citation.quote
