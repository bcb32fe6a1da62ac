"""Summaries by a model are never poorer than without one: holes, repeats, length, who is said to say it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from qa.answer.ask import check
from qa.answer.citing import covering
from qa.answer.engine import Engine, Leads
from qa.answer.fallback import Made, summarized
from qa.answer.llm.engine import LLMEngine
from qa.types import Draft, DraftSentence, Evidence
from tests.fakes.evidence import source
from tests.fakes.scripted import Scripted, ScriptedModel

FERRY = (
    source(
        1,
        [
            "The ferry Alma ran aground off Port Gray on Friday with 40 passengers on board.",
            "It was the first such accident in ten years.",
            "All 40 passengers were brought ashore by lifeboats before nightfall.",
            "Captain Ruth Amsel told reporters the steering had failed twice that morning.",
            "The harbour office closed the channel until divers had looked at the hull.",
        ],
    ),
)


def quote(key: str, evidence: tuple[Evidence, ...] = FERRY) -> str:
    return next(e.quote(s) for e in evidence for s in e.sentences if s.id == key)


class Central:
    """An extractive engine whose summary is the sentences it was told."""

    name, model = "extractive", None

    def __init__(
        self, *ids: str, notes: tuple[str, ...] = (), evidence: tuple[Evidence, ...] = FERRY
    ) -> None:
        self._ids, self._notes, self._evidence = ids, notes, evidence

    def draft_summary(self, topic: str, evidence: object, **more: object) -> Draft:
        sentences = tuple(DraftSentence(quote(key, self._evidence), (key,)) for key in self._ids)
        return Draft(sentences, notes=self._notes, leads=tuple((key, 1.0) for key in self._ids))


def summary(
    own: Central | None,
    *replies: Scripted,
    words: int = 60,
    local: bool = False,
    evidence: tuple[Evidence, ...] = FERRY,
) -> tuple[Made, ScriptedModel]:
    model = ScriptedModel(*replies)
    if local:
        model.config = replace(model.config, base_url="http://127.0.0.1:1/v1")
    engine = LLMEngine(model)

    def write(writer: Engine, leads: Leads) -> Draft:
        return writer.draft_summary("the ferry", evidence, words=words, leads=leads)

    checking = partial(check, engine, "the ferry", evidence)
    return summarized(evidence, engine, own, write, checking, words), model  # type: ignore[arg-type]


def texts(made: Made) -> list[str]:
    return [s.text for s in made.checked.sentences]


def test_where_a_sentence_of_the_model_is_removed_the_sources_own_stands_in_its_place() -> None:
    wrong = "The ferry Alma ran aground off Port Gray on Friday with 400 passengers."
    made, _ = summary(
        Central("1.3", "1.5"), f"The harbour office closed the channel. [1.5]\n{wrong} [1.1]", "1. DROP"
    )
    assert texts(made) == [quote("1.1"), "The harbour office closed the channel."]
    assert made.engine == "llm"
    assert made.draft.notes[-1] == "1 of 2 sentences is in the sources' own words"
    assert [r.text for r in made.checked.removed] == [wrong]


def test_what_was_made_from_no_sentence_of_the_sources_is_only_removed() -> None:
    said = "The queen of Tarn sank nine ferries. [1.1]\nThe harbour office closed the channel. [1.5]"
    made, _ = summary(Central("1.5"), said, "1. DROP")
    assert texts(made) == ["The harbour office closed the channel."]


def test_a_summary_whose_first_sentence_was_removed_still_says_what_happened() -> None:
    """The news of an article, 282 deaths instead of 190, was gone with "rising by nearly 50 %", and the rest
    was long enough."""
    said = f"Officials of the island counted 75 dead. [1.1]\n{quote('1.3')} [1.3]\n{quote('1.5')} [1.5]"
    made, _ = summary(Central("1.1", "1.3"), said, "1. DROP")
    assert texts(made) == [quote("1.1"), quote("1.3"), quote("1.5")]
    assert "1 of 3 sentences is in the sources' own words" in made.draft.notes


def test_a_model_that_was_brief_and_lost_nothing_is_left_alone() -> None:
    made, _ = summary(
        Central("1.3", "1.2"), "All 40 passengers were brought ashore before nightfall by lifeboats."
    )
    assert len(texts(made)) == 1
    assert not made.draft.notes


def test_a_summary_of_a_few_words_where_many_were_asked_for_is_filled_up() -> None:
    made, _ = summary(Central("1.1", "1.3", "1.5"), "The ferry Alma ran aground on Friday. [1.1]")
    assert texts(made) == ["The ferry Alma ran aground on Friday.", quote("1.3"), quote("1.5")]
    assert made.draft.notes[-1] == "2 of 3 sentences are in the sources' own words"


def test_a_sentence_that_leans_on_a_removed_one_goes_with_it() -> None:
    made, _ = summary(
        None,
        "The queen of Tarn sank nine ferries. [1.1]\nIt was the first such accident in ten years. [1.2]\n"
        "All 40 passengers were brought ashore. [1.3]",
        "1. DROP",
    )
    assert texts(made) == ["All 40 passengers were brought ashore."]
    assert made.checked.removed[-1].reason == "it leans on a sentence that was left out"


def test_what_a_model_says_again_is_said_once() -> None:
    made, _ = summary(
        None,
        "All 40 passengers were brought ashore by lifeboats. [1.3]\n"
        "The harbour office closed the channel. [1.5]\n"
        "By lifeboats, 40 passengers were brought ashore. [1.3]",
    )
    assert len(texts(made)) == 2
    assert "again" in made.checked.removed[0].reason


def test_a_model_that_copies_on_and_on_is_held_to_the_length_that_was_asked_for() -> None:
    """Asked for 150 words of an article of 330, the 1.5 B model copied 300 of them."""
    everything = "\n".join(f"{quote(f'1.{n}')} [1.{n}]" for n in (1, 3, 4, 5))
    made, _ = summary(None, everything, words=25)
    assert texts(made) == [quote("1.1"), quote("1.3")]
    assert made.draft.notes[-1] == "left out 2 further sentences of the model: 25 words were asked for"


def test_a_headline_is_one_sentence_of_the_model_and_nothing_is_added() -> None:
    made, _ = summary(Central("1.1"), "Ferry Alma runs aground off Port Gray [1.1]", words=0)
    assert texts(made) == ["Ferry Alma runs aground off Port Gray"]


def test_sentences_of_another_language_than_was_asked_for_are_not_mixed_in() -> None:
    made, _ = summary(Central("1.3", notes=("nothing is translated",)), "The ferry Alma ran aground. [1.1]")
    assert texts(made) == ["The ferry Alma ran aground."]


# A model on this machine


def test_a_small_model_reads_the_sentences_that_lead_and_writes_prose_whose_ids_are_found() -> None:
    reply = "The ferry Alma ran aground on Friday. The harbour office closed the channel."
    made, model = summary(Central("1.1", "1.5"), reply, local=True)
    assert made.draft.led
    assert [s.claims for s in made.draft.sentences] == [("1.1",), ("1.5",)]
    assert len(texts(made)) == 2
    assert quote("1.1") in model.last_prompt
    assert quote("1.3") not in model.last_prompt
    assert "in 2 short sentences" in model.last_prompt
    assert model.longest[0] <= 200


def test_a_sentence_of_a_small_model_may_rest_on_two_of_one_article() -> None:
    said = "The ferry Alma ran aground off Port Gray, and lifeboats brought all 40 ashore."
    assert covering(said, FERRY) == ("1.1", "1.3")


def test_nothing_that_a_small_model_is_told_is_a_summary() -> None:
    made, _ = summary(Central("1.1"), lambda asked: asked[-1].content.split("</sources>")[-1], local=True)
    assert texts(made) == [quote("1.1")]
    assert made.engine == "extractive"


def test_a_small_model_is_not_asked_to_correct_a_summary() -> None:
    _, model = summary(Central("1.1"), "1.1: The queen of Tarn sank nine ferries in 1907.", local=True)
    assert len(model.history) == 1


@pytest.mark.parametrize(
    "said",
    [
        "1.4: The harbour office told reporters the steering had failed twice that morning.",
        "1.4: Passengers said that the steering had failed twice that morning.",
        "1.4: The steering had failed twice in an appalling sequence that morning.",
    ],
)
def test_what_a_small_model_puts_into_anothers_mouth_or_adds_is_shown_in_the_sources_words(said: str) -> None:
    """ "The researchers also noted" stood before what a doctor had said, and before what nobody had."""
    made, _ = summary(Central("1.4"), said, words=12, local=True)
    assert texts(made) == [quote("1.4")]


@pytest.mark.parametrize("ids", ["1.1, 1.3", "1.1 1.3", "1.1 and 1.3", "1.1; 1.3"])
def test_several_ids_in_front_of_a_line_are_its_ids(ids: str) -> None:
    made, _ = summary(None, f"{ids}: The ferry Alma ran aground off Port Gray on Friday.", local=True)
    assert made.draft.sentences[0].claims == ("1.1", "1.3")
    assert made.draft.sentences[0].text.startswith("The ferry")


def test_a_small_model_is_told_the_topic_and_not_how_a_section_is_written() -> None:
    """ "What has happened and what it means, in two or three sentences" stood in the bottom line."""
    model = ScriptedModel("The ferry Alma ran aground on Friday.")
    model.config = replace(model.config, base_url="http://127.0.0.1:1/v1")
    LLMEngine(model).draft_summary("the ferry: what has happened", FERRY, words=40, leads=[("1.1", 1.0)])
    assert "What to sum up: the ferry\n" in model.last_prompt
    assert "what has happened" not in model.last_prompt


def test_a_summary_that_lost_most_of_what_was_written_is_filled_up() -> None:
    wrong = "\n".join(f"The queen of Tarn sank {n} ferries. [1.1]" for n in (7, 8, 9))
    made, _ = summary(
        Central("1.1", "1.3", "1.5"), f"{quote('1.5')} [1.5]\n{wrong}", "1. DROP\n2. DROP\n3. DROP"
    )
    assert texts(made) == [quote("1.1"), quote("1.3"), quote("1.5")]
