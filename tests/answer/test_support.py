import json
import time

import pytest

from qa.answer.verify import support
from qa.answer.verify.checks.registry import disagreements
from qa.answer.verify.facts import facts_of, ground_of
from qa.types import Article

SOURCE = (
    "The council approved the new bridge on Monday after a long debate, "
    "and the mayor promised to open it soon."
)


def graded(claim, source=SOURCE):
    article = Article.make("A title", source)
    ground = ground_of(article, 0, len(source))
    facts = facts_of(claim)
    return support.support([(facts, ground, disagreements(facts, ground))])[0]


@pytest.fixture(params=["as installed", "without the reader"])
def _reader(request, monkeypatch):
    if request.param == "without the reader":
        monkeypatch.setattr(support, "_readable", lambda: False)


@pytest.mark.usefixtures("_reader")
def test_a_paraphrase_clears_the_bar_and_other_news_does_not():
    assert graded("On Monday the council approved the new bridge.") >= 0.5
    assert graded("The council approved the bridge after a long debate.") >= 0.5
    assert graded("Penguins were seen on the coast of a distant island.") < 0.5
    assert graded("The mayor sold his house to a circus and moved to the coast.") < 0.5


def test_only_what_is_said_in_other_words_is_read(monkeypatch):
    asked, read = [], support.read
    monkeypatch.setattr(support, "read", lambda pairs: asked.extend(pairs) or read(pairs))
    article = Article.make("A title", SOURCE)
    ground, said = ground_of(article, 0, len(SOURCE)), "On Monday the council approved the bridge."
    claims = [facts_of(SOURCE.replace(" ", "  ")), facts_of(said), facts_of(SOURCE)]
    scores = support.support([(claim, ground, {}) for claim in claims])
    assert scores[0] == scores[2] == 1.0
    assert scores[1] == support.support([(claims[1], ground, {})])[0]
    assert {claim for _, claim in asked} == {said, *support.pieces(said)}


def test_a_claim_is_cut_into_pieces_that_keep_all_its_words():
    claim = "The council approved the new bridge on Monday, and the mayor promised to open the road soon."
    assert support.pieces(claim) == (
        "The council approved the new bridge on Monday",
        "the mayor promised to open the road soon.",
    )
    assert support.pieces("The council approved it.") == ()


def test_the_features_are_those_that_the_stored_weights_name():
    stored = json.loads(support.WEIGHTS.read_text(encoding="utf-8"))
    article = Article.make("A title", SOURCE)
    ground = ground_of(article, 0, len(SOURCE))
    words = support.features(facts_of("A claim."), ground, {})
    read = support.features(facts_of("A claim."), ground, {}, [(0.8, 0.1, 0.1)])
    for kinds in stored["models"].values():
        assert set(kinds["words"]["features"]) == set(words)
        assert set(kinds["reader"]["features"]) == set(read)
    assert all(0 <= value <= 1 for name, value in words.items() if name != "pieces")


def test_grading_three_citations_without_the_reader_is_quick(monkeypatch):
    monkeypatch.setattr(support, "_readable", lambda: False)
    graded("A first sentence loads the tables.")
    started = time.process_time()
    for number in range(3):
        graded(f"On Monday {number + 20} members approved the new bridge.", f"{SOURCE} {number}")
    assert time.process_time() - started < 0.15, "3 citations, three times the 50 ms that they may take"
