"""Never worse with a model: what its reader gets when it refuses, fails, drifts off or leaves a part open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from qa.answer.ask import check
from qa.answer.engine import Lead, OnText
from qa.answer.fallback import Made, answered, summarized
from qa.answer.llm.chat.config import Reply
from qa.answer.llm.engine import LLMEngine
from qa.errors import ModelRefusedError, ModelReplyError, ModelUnavailableError, SlowReplyError
from qa.types import Draft, DraftSentence, Evidence
from tests.fakes.evidence import port_story
from tests.fakes.scripted import Scripted, ScriptedModel

QUESTION = "When did the port reopen?"


class Sentences:
    """An extractive engine that answers what it was told to, with a probability for each sentence."""

    name = "extractive"
    model = None

    def __init__(self, *answers: str, odds: dict[str, float] | None = None, unsure: bool = False) -> None:
        self._answers, self._odds, self._unsure = answers, odds or {}, unsure
        self.asked: list[str] = []

    def draft_answer(
        self,
        question: str,
        evidence: Sequence[Evidence],
        *,
        leads: object = (),
        on_text: OnText | None = None,
    ) -> Draft:
        self.asked.append(question)
        quotes = {s.id: item.quote(s) for item in evidence for s in item.sentences}
        return Draft(
            tuple(DraftSentence(quotes[key], (key,), self._unsure) for key in self._answers),
            unanswered=() if self._answers else (question,),
            nearest=None if self._answers else next(iter(quotes)),
            leads=tuple(sorted(self._odds.items(), key=lambda row: -row[1])),
        )

    draft_summary = draft_answer


def made(own: Sentences | None, *replies: Scripted, question: str = QUESTION) -> tuple[Made, list[Lead]]:
    engine, shown = LLMEngine(ScriptedModel(*replies)), []
    found = answered(
        question,
        port_story(),
        engine,
        own,  # type: ignore[arg-type]
        partial(check, engine, question, port_story()),
        on_lead=shown.append,
    )
    return found, shown


def texts(found: Made) -> list[str]:
    return [s.text for s in found.checked.sentences]


OWN = "1.1"


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        (("NOT IN SOURCES",), "found no answer"),
        (("The sentences do not say when it reopened.",), "found no answer"),
        (("The mayor of Oslo bought nine ships. [1.1]", "1. DROP"), "passed the check"),
        (("", ""), "could not be used"),
        ((ModelReplyError("broken JSON"), ModelReplyError("broken JSON")), "broken JSON"),
        (("I'm sorry, I cannot help with that.",), "refused"),
        ((SlowReplyError("the reply took longer than 180 seconds"),), "180 seconds"),
    ],
)
def test_without_a_usable_answer_of_the_model_the_sources_own_words_are_shown_and_the_reader_is_told(
    replies: tuple[Scripted, ...], said: str
) -> None:
    found, _ = made(Sentences(OWN, odds={OWN: 0.9}), *replies)
    assert found.engine == "extractive"
    assert texts(found) == [port_story()[0].quote(port_story()[0].sentences[0])]
    assert any(said in note and "own words" in note for note in found.draft.notes)


def test_what_was_removed_of_the_model_is_still_told_and_its_calls_are_counted() -> None:
    found, _ = made(Sentences(OWN, odds={OWN: 0.9}), "The mayor of Oslo bought nine ships. [1.1]", "1. DROP")
    assert found.checked.removed[0].text == "The mayor of Oslo bought nine ships."
    assert found.draft.usage.model_calls == 2


def test_a_good_answer_of_the_model_stays() -> None:
    good = "The port of Selm reopened on Monday. [1.1]"
    found, _ = made(Sentences(OWN, odds={OWN: 0.9}), good)
    assert found.engine == "llm"
    assert texts(found) == ["The port of Selm reopened on Monday."]
    assert not found.draft.notes


def test_a_true_sentence_that_hardly_answers_gives_way_to_the_one_that_does() -> None:
    aside = port_story()[0].sentences[1]
    words = port_story()[0].quote(aside)
    found, _ = made(Sentences(OWN, odds={OWN: 0.9, aside.id: 0.02}), f"{words} [{aside.id}]")
    assert found.engine == "extractive"
    near, _ = made(Sentences(OWN, odds={OWN: 0.9, aside.id: 0.5}), f"{words} [{aside.id}]")
    assert near.engine == "llm"


def test_without_an_answer_of_its_own_the_extractive_engine_changes_nothing() -> None:
    found, shown = made(Sentences(), "NOT IN SOURCES")
    assert not found.checked.sentences
    assert found.engine == "llm"
    assert found.draft.nearest == "1.1"
    assert not shown[0].answers


def test_a_reply_of_no_use_where_nothing_answers_ends_as_without_a_model_and_is_told() -> None:
    found, _ = made(Sentences(), "", "")
    assert not found.checked.sentences
    assert found.draft.nearest == "1.1"
    assert found.draft.unanswered
    assert found.draft.usage.model_calls == 2
    assert found.draft.notes == ("the model's answer could not be used (the model sent an empty reply)",)
    with pytest.raises(ModelReplyError):
        made(None, "", "")


@pytest.mark.parametrize(
    "error",
    [ModelUnavailableError("cannot reach it"), ModelRefusedError("refused the key")],
    ids=["unreachable", "key"],
)
def test_a_model_that_cannot_be_called_stays_an_error(error: Exception) -> None:
    with pytest.raises(type(error)):
        made(Sentences(OWN, odds={OWN: 0.9}), error)


def test_a_part_that_the_model_leaves_open_is_answered_beside_it() -> None:
    own = Sentences("1.2", odds={"1.1": 0.8, "1.2": 0.8})
    reply = "The port of Selm reopened on Monday. [1.1]\nNOT IN SOURCES: what caused it"
    found, _ = made(own, reply, question="When did it reopen, and what caused it?")
    assert texts(found)[0] == "The port of Selm reopened on Monday."
    assert len(texts(found)) == 2
    assert found.draft.unanswered == ()
    assert own.asked[-1] == "what caused it"


def test_the_best_sentence_is_known_before_the_model_says_a_word() -> None:
    order: list[str] = []
    engine = LLMEngine(ScriptedModel(lambda _: order.append("model") or "The port of Selm reopened. [1.1]"))
    answered(
        QUESTION,
        port_story(),
        engine,
        Sentences(OWN, odds={OWN: 0.9}),  # type: ignore[arg-type]
        partial(check, engine, QUESTION, port_story()),
        on_lead=lambda lead: order.append(lead.quote),
    )
    assert order[0] == port_story()[0].quote(port_story()[0].sentences[0])
    assert order[1] == "model"


def test_a_summary_of_which_nothing_holds_is_one_of_the_sources_own_sentences() -> None:
    engine = LLMEngine(ScriptedModel("The mayor of Oslo bought nine ships. [1.1]", "1. DROP"))
    found = summarized(
        port_story(),
        engine,
        Sentences(OWN),  # type: ignore[arg-type]
        lambda writer, _: writer.draft_answer("the port", port_story()),
        partial(check, engine, "the port", port_story()),
        50,
    )
    assert found.engine == "extractive"
    assert len(texts(found)) == 1
    assert found.draft.usage.model_calls == 2
    assert "own words" in found.draft.notes[-1]


@pytest.mark.parametrize("reply", ["[1.1]", "1.1", "Sentence 1.1.", "[1.1], [1.2]", "Answer: [1.2] [1.1]"])
def test_a_reply_that_only_points_at_sentences_is_their_words(reply: str) -> None:
    found, _ = made(Sentences(OWN, odds={"1.1": 0.9, "1.2": 0.4}), reply)
    assert found.engine == "llm"
    assert texts(found)[0] == port_story()[0].quote(port_story()[0].sentences[0])


@pytest.mark.parametrize("reply", ["[9.9]", "[1.1] [1.2] [1.3] [2.1] [2.2]"])
def test_a_reply_that_points_at_nothing_or_at_everything_is_no_answer(reply: str) -> None:
    found, _ = made(Sentences(OWN, odds={OWN: 0.9}), reply, reply)
    assert found.engine == "extractive"


def test_pointing_at_a_sentence_that_hardly_answers_is_no_answer() -> None:
    found, _ = made(Sentences(odds={"1.1": 0.04, "1.2": 0.02}), "[1.2]")
    assert not found.checked.sentences


def test_a_model_on_this_machine_reads_the_sentences_that_lead_and_their_ids_stay() -> None:
    item = port_story()[0]
    many = replace(item, sentences=item.sentences)
    model = ScriptedModel("The port of Selm reopened on Monday. [1.1]")
    model.config = replace(model.config, base_url="http://127.0.0.1:1/v1")
    engine = LLMEngine(model)
    leads = [(s.id, 0.9) for s in item.sentences[:1]]
    draft = engine.draft_answer(QUESTION, [many, *port_story()[1:]], leads=leads)
    assert f"{item.sentences[0].id} " in model.last_prompt
    assert f"{item.sentences[-1].id} " not in model.last_prompt
    assert draft.led


def led(own: Sentences, *replies: Scripted, question: str = QUESTION) -> Made:
    """What is made of the replies of a small model on this machine."""
    model = ScriptedModel(*replies)
    model.config = replace(model.config, base_url="http://127.0.0.1:1/v1")
    engine = LLMEngine(model)
    checking = partial(check, engine, question, port_story())
    return answered(question, port_story(), engine, own, checking)  # type: ignore[arg-type]


def quote(key: str) -> str:
    return next(e.quote(s) for e in port_story() for s in e.sentences if s.id == key)


def test_a_small_model_is_shown_how_to_answer_and_nothing_of_that_is_an_answer() -> None:
    model = ScriptedModel(lambda asked: asked[2].content)
    model.config = replace(model.config, base_url="http://127.0.0.1:1/v1")
    draft = LLMEngine(model).draft_answer(QUESTION, port_story(), leads=[("1.1", 0.9)])
    roles = [message.role for message in model.history[0]]
    assert roles[0] == "system"
    assert roles[-1] == "user"
    assert "assistant" in roles
    found = led(Sentences(odds={"1.1": 0.1}), lambda asked: asked[2].content)
    assert draft.sentences
    assert not found.checked.sentences


def test_a_small_model_answers_where_the_extractive_engine_was_too_unsure() -> None:
    found = led(Sentences(odds={"1.1": 0.1}), "1.1: The port reopened on Monday.")
    assert texts(found) == ["The port reopened on Monday."]
    assert found.engine == "llm"


def test_a_small_model_that_says_the_premise_of_a_question_again_shows_the_sources_words() -> None:
    """ "How old is the oldest of the jackal hunters?" was answered with the age of other people."""
    question = "When did the harbour of the smugglers reopen?"
    found = led(Sentences(odds={"1.1": 0.6}), "1.1: The smugglers' port reopened Monday.", question=question)
    assert texts(found) in ([], [quote("1.1")])


def test_what_a_small_model_says_beside_the_question_is_not_shown() -> None:
    aside = "1.2: Mayor Ina Voss said 40 ships were waiting."
    alone = led(Sentences(odds={"1.1": 0.1, "1.2": 0.1}), aside)
    assert not alone.checked.sentences
    assert any("hardly answers" in note for note in alone.draft.notes)
    beside = led(Sentences(OWN, odds={OWN: 0.9, "1.2": 0.1}), aside)
    assert texts(beside) == [quote(OWN)]
    assert beside.engine == "extractive"


def test_a_small_model_is_asked_once_and_briefly_and_not_to_correct_itself() -> None:
    """Gemma 270M went on to its limit of tokens, and two rounds of correction read 7,000 tokens more."""
    model = ScriptedModel("1.1: The mayor of Oslo bought nine ships in the harbour.")
    model.config = replace(model.config, base_url="http://127.0.0.1:1/v1")
    engine = LLMEngine(model)
    checking = partial(check, engine, QUESTION, port_story())
    own = Sentences(OWN, odds={OWN: 0.9})
    found = answered(QUESTION, port_story(), engine, own, checking)  # type: ignore[arg-type]
    assert texts(found) == [quote(OWN)]
    assert len(model.history) == 1
    assert model.longest[0] < model.config.max_output_tokens / 4
    assert found.checked.removed


@pytest.mark.parametrize("reply", ["none", "None.", "1.1: none"])
def test_a_small_model_that_finds_nothing_leaves_the_answer_of_the_sources(reply: str) -> None:
    found = led(Sentences(OWN, odds={OWN: 0.9}), reply)
    assert texts(found) == [quote(OWN)]
    assert any("found no answer" in note for note in found.draft.notes)


@pytest.mark.parametrize("reply", ["1.1: Monday.", "Monday", "1.2: Monday"])
def test_a_small_model_that_only_names_what_answers_shows_the_sentence_that_says_so(reply: str) -> None:
    found = led(Sentences(OWN, odds={OWN: 0.9, "1.2": 0.1}), reply)
    assert texts(found) == [quote(OWN)]


def test_what_answers_in_the_sources_stays_beside_a_small_model_that_says_something_else() -> None:
    """Of two sentences that answer, the model says one: the other is not lost."""
    question = "What did Mayor Ina Voss say?"
    found = led(
        Sentences(OWN, odds={OWN: 0.9, "1.2": 0.8}),
        "1.2: Mayor Ina Voss said that 40 ships were waiting.",
        question=question,
    )
    assert texts(found)[0].startswith("Mayor Ina Voss said")
    assert texts(found)[1:] == [quote(OWN)]
    assert "the last sentence is in the sources' own words" in found.draft.notes


def test_a_reply_with_a_note_is_told(tmp_path: object) -> None:
    found, _ = made(
        None, Reply("The port of Selm reopened on Monday. [1.1]", cut=True, note="the reply was cut: why")
    )
    assert "the reply was cut: why" in found.draft.notes


def test_a_small_model_that_answers_one_of_two_questions_takes_nothing_of_the_other_away() -> None:
    found = led(
        Sentences("1.1", "1.2", odds={"1.1": 0.9, "1.2": 0.8}),
        "1.1: The port reopened on Monday.",
        question="When did the port reopen, and how many ships were waiting?",
    )
    assert texts(found)[0] == "The port reopened on Monday."
    assert quote("1.2") in texts(found)


def test_what_may_be_the_answer_too_stays_beside_a_small_model_that_says_the_likeliest_again() -> None:
    """Without a model both are shown: the right one may be the second."""
    found = led(
        Sentences(OWN, "2.1", odds={OWN: 0.5, "2.1": 0.4}),
        "1.1: The port of Selm reopened on Monday.",
        question="What happened at the port of Selm?",
    )
    assert texts(found)[0] == "The port of Selm reopened on Monday."
    assert quote("2.1") in texts(found)


@pytest.mark.parametrize(
    ("own", "reply", "hedged"),
    [
        (Sentences(OWN, odds={OWN: 0.9}), "1.1: The port of Selm reopened on Monday.", False),
        (Sentences(OWN, odds={OWN: 0.6}, unsure=True), "1.1: The port of Selm reopened on Monday.", True),
        (Sentences(OWN, odds={OWN: 0.6}, unsure=True), "1.1: Monday", True),
        (Sentences(odds={OWN: 0.1}), "1.1: The port reopened on Monday.", True),
    ],
    ids=["sure", "unsure", "unsure, in its words", "refused"],
)
def test_a_small_model_makes_no_answer_surer_than_it_is_without_one(
    own: Sentences, reply: str, hedged: bool
) -> None:
    """ "May be the answer" stood under two wrong sentences, and was gone when a model had copied them."""
    found = led(own, reply)
    assert [s.perhaps for s in found.checked.sentences] == [hedged]
