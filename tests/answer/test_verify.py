import importlib.util
from pathlib import Path

import pytest

from qa.answer.verify.verify import check_sentence, verify
from qa.types import Draft, DraftSentence
from tests.fakes.evidence import source

_spec = importlib.util.spec_from_file_location("stories", Path(__file__).with_name("stories.py"))
stories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(stories)

EVIDENCE = stories.evidence_of(*stories.ARTICLES)


def cited(sentence):
    """The ids of the evidence sentences that a shown sentence cites."""
    by_place = {(e.article.id, s.start): s.id for e in EVIDENCE for s in e.sentences}
    return [by_place[c.article_id, c.start] for c in sentence.citations]


@pytest.mark.parametrize(("text", "ids"), stories.FAITHFUL)
def test_a_faithful_sentence_is_shown_with_its_citation(text, ids):
    verdict = check_sentence(DraftSentence(text, tuple(ids)), EVIDENCE)
    assert verdict.sentence, verdict.reason
    assert verdict.sentence.support == "supported"
    assert cited(verdict.sentence) == ids


@pytest.mark.parametrize(("fault", "text", "ids", "told"), stories.FAULTS)
def test_a_faulty_sentence_is_removed_with_a_reason_that_names_the_fault(fault, text, ids, told):
    verdict = check_sentence(DraftSentence(text, tuple(ids)), EVIDENCE)
    assert verdict.sentence is None, verdict.sentence
    assert told in verdict.reason


@pytest.mark.parametrize(("text", "ids", "right"), stories.MISPLACED)
def test_a_right_claim_with_a_wrong_or_missing_id_is_given_the_right_one(text, ids, right):
    verdict = check_sentence(DraftSentence(text, tuple(ids)), EVIDENCE)
    assert verdict.sentence, verdict.reason
    assert cited(verdict.sentence) == [right]


def test_a_draft_without_faults_is_shown_whole():
    draft = Draft(tuple(DraftSentence(text, tuple(ids)) for text, ids in stories.FAITHFUL))
    checked = verify(draft, EVIDENCE)
    assert [s.text for s in checked.sentences] == [d.text for d in draft.sentences]
    assert not checked.removed
    assert not checked.failures


@pytest.mark.parametrize("text", ["The mayor has fled.", "the mayor has fled", "The bridge is haunted."])
def test_a_short_sentence_that_shares_half_its_words_at_most_needs_more_than_a_guess(text):
    for place in EVIDENCE[0].sentences:
        assert check_sentence(DraftSentence(text, (place.id,)), EVIDENCE).sentence is None


TRIAL = (
    source(
        1,
        [
            "Ida Brandt, a baker, and her husband Olaf are on trial for the manslaughter of their baby.",
            "She died from an infection caused by severe eczema after they refused treatment for herbs.",
            "Tilda had eczema from the age of four months and the Brandts were told to see a doctor.",
            "However, despite the child's severe illness, the Brandts went on asking other herbalists.",
        ],
    ),
)


@pytest.mark.parametrize("named", ["1.1", "1.3", "1.4"])
def test_the_sentence_that_says_it_is_cited_and_not_one_that_is_only_about_it(named):
    """A small model named a sentence beside the right one; that passed, for its neighbours said it."""
    drafted = DraftSentence("The Brandts' daughter died from infection caused by severe eczema.", (named,))
    verdict = check_sentence(drafted, TRIAL)
    assert verdict.sentence, verdict.reason
    assert [c.quote for c in verdict.sentence.citations] == [TRIAL[0].quote(TRIAL[0].sentences[1])]


TEN = (
    ("wrong number", "Engineers found 45 cracks in the pillars of the Kessel bridge.", ("1.1",)),
    ("wrong name", "Mayor Anna Brandt ordered the closure.", ("1.2",)),
    ("swapped speaker", "Doss said: “Demand has collapsed faster than anyone expected.”", ("2.3",)),
    ("altered quotation", "Rell warned that “this was known for decades”.", ("1.6",)),
    ("dropped not", "Governor Lena Marsh declared a state of emergency.", ("3.4",)),
    ("invented source", "According to Reuters, the bridge was closed on Tuesday.", ("1.1",)),
    ("missing id", "About 12,000 drivers cross the bridge every day.", ()),
    ("date shifted", "Six of its ten furnaces have not been used since 15 August 2024.", ("2.8",)),
    ("unit changed", "They now face a detour of 18 miles.", ("1.5",)),
    ("wrong id", "Storm Ada killed three people on the Sarn Islands.", ("1.4",)),
)


def test_of_ten_planted_faults_eight_are_removed_and_two_get_the_right_citation():
    checked = verify(Draft(tuple(DraftSentence(text, ids) for _, text, ids in TEN)), EVIDENCE)
    assert [(s.text, cited(s)) for s in checked.sentences] == [(TEN[6][1], ["1.5"]), (TEN[9][1], ["3.1"])]
    assert [r.text for r in checked.removed] == [
        text for i, (_, text, _) in enumerate(TEN) if i not in (6, 9)
    ]
