import json
import time

import pytest

from qa.answer.verify import reading, support
from qa.answer.verify.facts import facts_of, ground_of
from qa.types import Article

SOURCE = (
    "The council approved the new bridge on Monday after a long debate, "
    "and the mayor promised to open it soon."
)


def ground(source=SOURCE, before="", after=""):
    text = " ".join(part for part in (before, source, after) if part)
    article = Article.make("A title", text)
    start = text.index(source)
    return ground_of(article, start, start + len(source))


def graded(claim, source=SOURCE):
    return support.support([(facts_of(claim), ground(source))])[0]


@pytest.fixture(params=["as installed", "without the reader"])
def _reader(request, monkeypatch):
    if request.param == "without the reader":
        monkeypatch.setattr(reading, "readable", lambda: False)
        monkeypatch.setattr(support, "readable", lambda: False)


@pytest.mark.usefixtures("_reader")
def test_a_paraphrase_clears_the_bar_and_other_news_does_not():
    assert graded("On Monday the council approved the new bridge.") >= support.bar()
    assert graded("The council approved the bridge after a long debate.") >= support.bar()
    assert graded("Penguins were seen on the coast of a distant island.") < support.bar()
    assert graded("The mayor sold his house to a circus and moved to the coast.") < support.bar()


@pytest.mark.usefixtures("_reader")
def test_strict_asks_for_more_and_lenient_for_less():
    assert 0 <= support.bar("lenient") <= support.bar() <= support.bar("strict") <= 1


def test_what_is_said_in_other_words_is_read_with_its_neighbours_and_without(monkeypatch):
    asked, read = [], support.read
    monkeypatch.setattr(support, "read", lambda pairs: asked.extend(pairs) or read(pairs))
    said = "On Monday the council approved the bridge."
    near = ground(before="It rained.", after="Nobody came.")
    claims = [facts_of(SOURCE.replace(" ", "  ")), facts_of(said), facts_of(SOURCE)]
    scores = support.support([(claim, near) for claim in claims])
    assert scores[0] == scores[2] == 1.0
    window, alone = ("It rained.", SOURCE, "Nobody came."), ("", SOURCE, "")
    assert asked == [(said, window), (said, alone)]


def test_a_claim_is_cut_into_pieces_that_keep_all_its_words():
    claim = "The council approved the new bridge on Monday, and the mayor promised to open the road soon."
    assert support.pieces(claim) == (
        "The council approved the new bridge on Monday",
        "the mayor promised to open the road soon.",
    )
    assert support.pieces("The council approved it.") == ()


def test_the_words_that_are_borne_out_least_are_named(monkeypatch):
    monkeypatch.setattr(reading, "readable", lambda: False)
    monkeypatch.setattr(support, "readable", lambda: False)
    claim = "The council approved the new bridge, and penguins were seen on the coast."
    assert support.weakest(facts_of(claim), ground()) == "penguins were seen on the coast"


def test_numbers_and_dates_are_read_in_the_words_of_the_source():
    claim = facts_of("Of them 40% met at 14:30.")
    told = support.restated(claim, ground("A share of forty per cent met at 2:30 pm."))
    assert told == "Of them forty per cent met at 2:30 pm."


def test_the_features_are_those_that_the_stored_weights_name():
    stored = json.loads(support.WEIGHTS.read_text(encoding="utf-8"))["models"]
    words = support.features(facts_of("A claim."), ground())
    seen = (0.8, 0.1, 0.1)
    read = support.features(facts_of("A claim."), ground(), support.Readings(seen, seen))
    assert set(stored["words"]["features"]) <= set(words)
    assert set(support.READER_FEATURES) <= set(stored["reader"]["features"]) <= set(read)
    assert all(0 <= value <= 1 for name, value in words.items() if name != "length")


def test_grading_three_citations_without_the_reader_is_quick(monkeypatch):
    monkeypatch.setattr(reading, "readable", lambda: False)
    monkeypatch.setattr(support, "readable", lambda: False)
    graded("A first sentence loads the tables.")
    started = time.process_time()
    for number in range(3):
        graded(f"On Monday {number + 20} members approved the new bridge.", f"{SOURCE} {number}")
    assert time.process_time() - started < 10, "3 citations, 50 ms each on a quiet machine"
