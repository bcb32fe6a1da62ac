"""The chain with a scripted model: one call for a simple question, and every turn it can take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.answer.ask import check
from qa.answer.engine import RESTART, Engine, Turn
from qa.answer.llm.chat.budget import Budget, BudgetError, Limit, dollars, price_of
from qa.answer.llm.chat.cache import ReplyCache
from qa.answer.llm.chat.config import ModelConfig, Reply
from qa.answer.llm.chat.errors import ContextTooLongError
from qa.answer.llm.engine import LLMEngine, make_checker, make_engine
from qa.answer.plan import rule_plan
from qa.errors import ConfigError, ModelReplyError, ModelUnavailableError
from qa.types import DraftSentence, Evidence, Usage
from tests.fakes.evidence import port_story, source
from tests.fakes.openai_server import fake_openai
from tests.fakes.scripted import ScriptedModel

TODAY = date(2025, 8, 21)
GOOD = "The port of Selm reopened on Monday [1.1]. Mayor Ina Voss said 40 ships were waiting [1.2]."


def engine(*replies: object, **options: object) -> tuple[LLMEngine, ScriptedModel]:
    config = options.pop("config", None) or ModelConfig("scripted:model")
    model = ScriptedModel(*replies, config=config)  # type: ignore[arg-type]
    return LLMEngine(model, **options), model  # type: ignore[arg-type]


def test_an_llm_engine_is_an_engine() -> None:
    made: Engine = engine()[0]
    assert (made.name, made.model) == ("llm", "scripted:model")
    other = make_engine(ModelConfig("scripted:other"), chat=ScriptedModel())
    assert made.fingerprint_parts()[1] == other.fingerprint_parts()[1]


def test_a_simple_question_takes_one_call_in_all() -> None:
    made, model = engine(GOOD)
    plan = made.plan("When did the port of Selm reopen?", today=TODAY)
    draft = made.draft_answer(plan.question, port_story())
    draft, checked = check(made, plan.question, port_story(), draft)
    assert [s.text for s in checked.sentences] == [
        "The port of Selm reopened on Monday.",
        "Mayor Ina Voss said 40 ships were waiting.",
    ]
    assert len(model.history) == 1
    assert draft.usage.plus(plan.usage).model_calls == 1
    assert draft.usage.prompt_tokens > 100
    assert draft.usage.completion_tokens > 10


def test_the_draft_streams_as_the_model_writes_it() -> None:
    made, _ = engine(GOOD)
    pieces: list[str] = []
    made.draft_answer("When?", port_story(), on_text=pieces.append)
    assert "".join(pieces).strip() == GOOD


def test_without_evidence_the_model_is_not_called() -> None:
    made, model = engine()
    assert made.draft_answer("When?", ()).unanswered == ("When?",)
    assert made.draft_answer("When?", [replace(port_story()[0], sentences=())]).sentences == ()
    assert made.draft_summary("Ports", (), words=50).sentences == ()
    assert made.repair("When?", port_story(), ()) is None
    assert model.history == []


def test_what_the_sources_do_not_answer_is_named() -> None:
    made, _ = engine("NOT IN SOURCES", "It reopened on Monday [1.1].\nNOT IN SOURCES: who paid for it")
    assert made.draft_answer("Who won?", port_story()).unanswered == ("Who won?",)
    part = made.draft_answer("When did it reopen and who paid?", port_story())
    assert part.unanswered == ("who paid for it",)
    assert len(part.sentences) == 1


def test_a_useless_reply_is_asked_for_once_more_and_then_an_error() -> None:
    made, model = engine('{"tool": {"x": 1}}', GOOD)
    pieces: list[str] = []
    draft = made.draft_answer("When?", port_story(), on_text=pieces.append)
    assert draft.usage.model_calls == 2
    assert RESTART in pieces
    model.enqueue('{"tool": {}}', '{"tool": {}}')
    with pytest.raises(ModelReplyError, match="JSON"):
        made.draft_answer("Who?", port_story())


def test_a_reply_cut_at_its_limit_is_used_and_said() -> None:
    made, _ = engine(Reply("It reopened on Monday [1.1]. Mayor Ina Vo", cut=True))
    draft = made.draft_answer("When?", port_story())
    assert [s.text for s in draft.sentences] == ["It reopened on Monday."]
    assert draft.notes == ("the model's reply was cut at its token limit",)


def many_sources(count: int = 12, sentences: int = 12) -> tuple[Evidence, ...]:
    row = "The council of Selm met on Tuesday and put off its decision on the new bridge until autumn."
    return tuple(source(n, [row] * sentences) for n in range(1, count + 1))


def test_the_weakest_sources_go_when_the_context_is_too_small() -> None:
    made, model = engine("It met on Tuesday [1.1].", config=ModelConfig("s:m", context_tokens=2048))
    draft = made.draft_answer("When did it meet?", many_sources())
    assert "Source 1:" in model.last_prompt
    assert "Source 12:" not in model.last_prompt
    assert "sources were left out: the model's context is too small for all" in draft.notes[0]


def test_a_server_that_finds_the_prompt_too_long_gets_a_shorter_one() -> None:
    too_long = ContextTooLongError("too long", "shorter")
    made, model = engine(too_long, too_long, "It met on Tuesday [1.1].")
    draft = made.draft_answer("When did it meet?", many_sources())
    sizes = [len(messages[-1].content) for messages in model.history]
    assert sizes[0] > 1.5 * sizes[1] > 2 * sizes[2]
    assert "left out" in draft.notes[0]


def test_one_source_that_is_too_long_keeps_its_first_sentences() -> None:
    made, model = engine("It met [1.1].", config=ModelConfig("s:m", context_tokens=2048))
    draft = made.draft_answer("When?", many_sources(1, 200))
    assert "1.1 The council" in model.last_prompt
    assert "1.200 The council" not in model.last_prompt
    assert "sentences of one source were left out" in draft.notes[0]


def test_a_prompt_that_cannot_be_made_shorter_is_an_error() -> None:
    made, model = engine()
    model.default = ContextTooLongError("too long", "shorter")
    with pytest.raises(ContextTooLongError):
        made.draft_answer("When?", many_sources())
    assert len(model.history) < 14
    with pytest.raises(ContextTooLongError):
        made.draft_summary("Selm", many_sources(), words=50)


def test_an_unreachable_model_is_an_error_and_nothing_is_kept(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies.sqlite")
    made, _ = engine(ModelUnavailableError("gone"), GOOD, cache=cache)
    with pytest.raises(ModelUnavailableError):
        made.draft_answer("When?", port_story())
    usage = made.draft_answer("When?", port_story()).usage
    assert (usage.model_calls, usage.cached) == (1, False)


# Plans


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What happened in Selm last week?", date(2025, 8, 11), date(2025, 8, 17)),
        ("What happened this week?", date(2025, 8, 18), None),
        ("What happened last month?", date(2025, 7, 1), date(2025, 7, 31)),
        ("What happened this month?", date(2025, 8, 1), None),
        ("What happened last weekend?", date(2025, 8, 16), date(2025, 8, 18)),
        ("What happened this weekend?", date(2025, 8, 23), date(2025, 8, 25)),
        ("What has Voss said since Monday?", date(2025, 8, 18), None),
        ("What has Voss said since Thursday?", date(2025, 8, 14), None),
        ("What has Voss said since 12 May?", date(2025, 5, 12), None),
        ("What has Voss said since December 3rd?", date(2024, 12, 3), None),
        ("What has Voss said since August 20, 2025?", date(2025, 8, 20), None),
        ("What has Voss said since 2025-08-01?", date(2025, 8, 1), None),
        ("What did Voss say yesterday?", date(2025, 8, 20), None),
        ("What did Voss say last Friday?", date(2025, 8, 15), None),
        ("What changed in the past three days?", date(2025, 8, 18), None),
        ("What changed over the last 2 weeks?", date(2025, 8, 7), None),
        ("What has Voss said since February 30?", None, None),
        ("What did the June 2025 summit agree on spending?", None, None),
        ("What has changed since the summit in Selm?", None, None),
    ],
)
def test_words_for_days_become_days_counted_from_today(
    question: str, since: date | None, until: date | None
) -> None:
    plan = rule_plan(question, today=TODAY)
    assert (plan.since, plan.until) == (since, until)
    assert bool(plan.notes) == (since is not None or "since the" in question)


def test_days_count_from_as_of_where_it_is_given() -> None:
    plan = rule_plan("What happened yesterday?", today=TODAY, as_of=date(2025, 1, 1))
    assert plan.since == date(2024, 12, 31)
    assert plan.notes == ("“yesterday” read as published 2024-12-31 and later",)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who is the mayor and when did the port open?", ("Who is the mayor?", "when did the port open?")),
        ("Why was it closed? How many ships waited?", ("Why was it closed?", "How many ships waited?")),
        ("Who is Voss and what did she say?", ("Who is Voss?", "Who is Voss and what did she say?")),
        ("What did the mayor say and the office deny?", ("What did the mayor say and the office deny?",)),
        ("Who said what and why?", ("Who said what and why?",)),
    ],
)  # fmt: skip
def test_a_question_with_two_parts_is_searched_for_both(question: str, parts: tuple[str, ...]) -> None:
    assert rule_plan(question, today=TODAY).parts == parts


HISTORY = [Turn("Who is the mayor of Selm?", "Ina Voss is the mayor.")]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What did she say?", "What did Ina Voss say?"),
        ("And the ships?", "How many ships waited outside Selm?"),
        ("Why?", "Why is Ina Voss the mayor of Selm?"),
        ("What about Tarn?", "Who is the mayor of Tarn?"),
    ],
)
def test_a_follow_up_is_rewritten_by_the_model(question: str, meant: str) -> None:
    made, model = engine(f'Question: "{meant}"\n')
    plan = made.plan(question, HISTORY, today=TODAY)
    assert plan.question == meant
    assert plan.parts == (plan.question,)
    assert plan.usage.model_calls == 1
    assert plan.notes == (f"understood as: {meant}",)
    assert "Answer: Ina Voss is the mayor." in model.last_prompt


@pytest.mark.parametrize("reply", ["The answer is: 2", "Ina Voss is the mayor of Selm."])
def test_a_rewritten_follow_up_that_asks_something_else_is_not_searched(reply: str) -> None:
    made, _ = engine(reply, reply)
    plan = made.plan("And how many ships did she count?", HISTORY, today=TODAY)
    assert "how many ships" in plan.question
    assert "Ina Voss" in plan.question


def test_a_question_that_stands_alone_is_not_rewritten() -> None:
    made, model = engine()
    assert made.plan("Who won the regatta in Tarn?", HISTORY, today=TODAY).usage == Usage()
    assert model.history == []


def test_a_follow_up_that_the_model_does_not_rewrite_takes_the_name_before_it() -> None:
    made, _ = engine("x" * 900, "x" * 900)
    plan = made.plan("What did she say?", HISTORY, today=TODAY)
    assert plan.question == "What did Ina Voss say?"
    assert "did not rewrite" in plan.notes[0]


LONG = (
    "I would like to know "
    + "and to understand in detail " * 7
    + "what the council of Selm decided last week"
)


def test_a_long_question_is_split_by_the_model() -> None:
    made, model = engine(
        "1. What did the council decide?\n- Why did it decide so?\nSINCE: 2025-08-01\nUNTIL: 2025-08-02"
    )
    plan = made.plan(LONG.replace(" last week", ""), today=TODAY)
    assert plan.parts == ("What did the council decide?", "Why did it decide so?")
    assert (plan.since, plan.until) == (date(2025, 8, 1), date(2025, 8, 2))
    assert "Today: 2025-08-21" in model.last_prompt


def test_a_split_of_no_use_leaves_the_plan_of_the_rules() -> None:
    made, _ = engine("SINCE: 2025-99-99", "SINCE: 2025-99-99")
    plan = made.plan(LONG, today=TODAY)
    assert plan.parts == (plan.question,)
    assert plan.since == date(2025, 8, 11)
    assert plan.usage.model_calls == 2
    assert "did not split" in plan.notes[-1]


# Repair


FAILED = (
    (DraftSentence("50 ships were waiting.", ("1.2",)), "number 50 is not in the cited text"),
    (DraftSentence("The king wept.", ("1.1",)), "“king” is not in the cited text"),
)


@pytest.mark.parametrize(
    "reply",
    [
        "1. 40 ships were waiting. [1.2]\n2. DROP",
        "**1.** 40 ships were waiting. [1.2]\n**2.** NOT IN SOURCES",
        "1) 40 ships were waiting [1.2].",
    ],
)
def test_failed_sentences_go_back_once_with_their_reasons(reply: str) -> None:
    made, model = engine(reply)
    draft = made.repair("How many?", port_story(), FAILED)
    assert draft is not None
    assert [(s.text, s.claims) for s in draft.sentences] == [("40 ships were waiting.", ("1.2",)), ("", ())]
    assert draft.usage.model_calls == len(model.history) == 1
    assert (
        "1. 50 ships were waiting. [1.2]\n   Failed: number 50 is not in the cited text" in model.last_prompt
    )
    assert "Source 2" not in model.last_prompt


def test_a_repair_without_numbers_is_taken_in_order() -> None:
    made, _ = engine("40 ships were waiting [1.2]. The port reopened [1.1].")
    draft = made.repair("How many?", port_story(), FAILED)
    assert draft is not None
    assert [s.claims for s in draft.sentences] == [("1.2",), ("1.1",)]


@pytest.mark.parametrize("reply", ["Two sentences [1.1]. For one [1.1].", "{}"])
def test_a_repair_of_no_use_changes_nothing_but_is_counted(reply: str) -> None:
    made, _ = engine(GOOD.replace("40", "90"), reply, reply)
    draft = made.draft_answer("How many?", port_story())
    both, checked = check(made, "How many?", port_story(), draft)
    assert [s.text for s in checked.sentences] == ["The port of Selm reopened on Monday."]
    assert [r.text for r in checked.removed] == ["Mayor Ina Voss said 90 ships were waiting."]
    assert both.usage.model_calls == 3


def test_a_repair_that_does_not_fit_the_context_changes_nothing() -> None:
    made, _ = engine(ContextTooLongError("too long", "x"))
    assert made.repair("How many?", port_story(), FAILED) is None


def test_a_refusal_inside_a_repair_leaves_that_sentence_out() -> None:
    made, _ = engine("1. I cannot help with that.\n2. The port reopened. [1.1]")
    draft = made.repair("How many?", port_story(), FAILED)
    assert draft is not None
    assert [s.text for s in draft.sentences] == ["", "The port reopened."]


def test_a_failure_that_names_no_source_is_repaired_from_all() -> None:
    made, model = engine("1. DROP")
    made.repair("How many?", port_story(), [(DraftSentence("The king wept.", ()), "no id")])
    assert "Source 2" in model.last_prompt


def test_a_repaired_sentence_stands_where_the_failed_one_stood() -> None:
    made, model = engine(
        "Mayor Ina Voss said 90 ships were waiting [1.2]. The port of Selm reopened on Monday [1.1]. "
        "The king of Tarn wept in Rome [2.1].",
        "1. Mayor Ina Voss said 40 ships were waiting. [1.2]\n2. The king of Tarn laughed in Rome. [2.1]",
    )
    draft = made.draft_answer("What happened?", port_story())
    both, checked = check(made, "What happened?", port_story(), draft)
    assert [s.text for s in checked.sentences] == [
        "Mayor Ina Voss said 40 ships were waiting.",
        "The port of Selm reopened on Monday.",
    ]
    assert [r.text for r in checked.removed] == ["The king of Tarn laughed in Rome."]
    assert both.usage.model_calls == len(model.history) == 2


def test_what_is_left_out_by_the_repair_is_removed_with_the_first_reason() -> None:
    made, _ = engine("The king of Tarn wept in Rome [2.1].", "1. DROP")
    draft = made.draft_answer("What happened?", port_story())
    checked = check(made, "What happened?", port_story(), draft)[1]
    assert checked.sentences == ()
    assert [r.text for r in checked.removed] == ["The king of Tarn wept in Rome."]
    assert checked.removed[0].reason


# Summaries


def test_a_short_input_is_summarised_in_one_call_as_it_was_asked() -> None:
    made, model = engine("- The port reopened. [1.1]\n- Forty ships waited. [1.2]")
    draft = made.draft_summary("Selm", port_story(), words=40, style="bullets", language="German")
    assert [s.claims for s in draft.sentences] == [("1.1",), ("1.2",)]
    prompt = model.history[0][0].content
    for wanted in ("starts with “- ”", "about 40 words", "German"):
        assert wanted in prompt
    assert model.last_prompt.endswith("Summarise: Selm")


def test_a_headline_and_no_topic() -> None:
    made, model = engine("Port of Selm reopens [1.1]")
    draft = made.draft_summary("", port_story(), words=12, style="headline")
    assert [s.text for s in draft.sentences] == ["Port of Selm reopens"]
    assert "one headline" in model.history[0][0].content
    assert model.last_prompt.endswith("Summarise: these articles")


def test_a_summary_of_sources_that_say_nothing_is_empty() -> None:
    made, _ = engine("NOT IN SOURCES")
    assert made.draft_summary("Football", port_story(), words=40).unanswered == ("Football",)


def noted(messages: object) -> str:
    """Notes on whatever part is shown: its first two sentences, and one with an id it was not given."""
    rows = [line for line in messages[-1].content.split("\n") if line[:1].isdigit()]  # type: ignore[index]
    ids = [row.split(" ")[0] for row in rows]
    return f"The council met. [{ids[0]}]\nIt put off the bridge. [{ids[-1]}]\nForged. [99.9]"


def test_long_input_goes_through_notes_that_keep_the_ids_of_their_sentences(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies.sqlite")
    config = ModelConfig("s:m", context_tokens=2048)
    evidence = many_sources(6, 60)

    def script(messages: object) -> str:
        system = messages[0].content  # type: ignore[index]
        return noted(messages) if "take notes" in system else "The council met [1.1][6.60]."

    made, model = engine(config=config, cache=cache)
    model.default = script
    draft = made.draft_summary("Selm", evidence, words=60)
    assert draft.sentences[0].claims == ("1.1", "6.60")
    final = model.last_prompt
    assert "1.1 The council met." in final
    assert "Forged" not in final
    parts = draft.usage.model_calls - 1
    assert draft.notes[0] == f"long input: summarised from notes on {parts} parts"
    assert all(len(m[-1].content) < 8000 for m in model.history)
    again = made.draft_summary("Selm", evidence, words=30, style="headline")
    assert again.usage.model_calls == 1
    assert again.usage.cached


def test_notes_that_are_too_long_are_thinned_out_and_that_is_said() -> None:
    def wordy(messages: object) -> str:
        if "take notes" not in messages[0].content:  # type: ignore[index]
            return "The council met [1.1]."
        first = next(line for line in messages[-1].content.split("\n") if line[:1].isdigit())  # type: ignore[index]
        return "\n".join(f"Fact {n} {'word ' * 60}. [{first.split(' ')[0]}]" for n in range(9))

    made, model = engine(config=ModelConfig("s:m", context_tokens=1024, max_output_tokens=256))
    model.default = wordy
    draft = made.draft_summary("Selm", many_sources(4, 40), words=60)
    assert draft.notes[-1] == "some notes were left out: the model's context is too small for all"
    assert len(draft.sentences) == 1


def test_parts_without_notes_leave_a_summary_without_sentences() -> None:
    made, model = engine(config=ModelConfig("s:m", context_tokens=2048))
    model.default = "I cannot help with that."
    draft = made.draft_summary("Selm", many_sources(4, 60), words=60)
    assert draft.sentences == ()
    assert draft.unanswered == ("Selm",)


def test_a_summary_shrinks_its_parts_when_the_server_finds_them_too_long() -> None:
    replies: list[object] = [ContextTooLongError("too long", "x")]

    def script(messages: object) -> str:
        if "take notes" in messages[0].content:  # type: ignore[index]
            return noted(messages)
        return "The council met [1.1]."

    made, model = engine(*replies, config=ModelConfig("s:m", context_tokens=4096))
    model.default = script
    draft = made.draft_summary("Selm", many_sources(4, 30), words=60)
    assert len(draft.sentences) == 1


# Cost, budget, cache


PRICES = {"openai:gpt-x": (1.0, 2.0), "gpt-x-mini": (0.5, 1.0)}


def test_a_price_is_found_with_or_without_provider_and_for_dated_versions() -> None:
    assert price_of("openai:gpt-x", PRICES) == (1.0, 2.0)
    assert price_of("openai:gpt-x-mini", PRICES) == (0.5, 1.0)
    assert price_of("openai:gpt-x-mini-2025-04-14", PRICES) == (0.5, 1.0)
    assert price_of("openai:gpt-xl", PRICES) is None
    assert dollars((1.0, 2.0), 1_000_000, 500_000) == 2.0


def test_a_model_that_its_provider_lists_needs_no_price_of_ones_own() -> None:
    config = ModelConfig("openai:gpt-4.1-mini")
    assert config.price == (0.4, 1.6)
    assert ModelConfig("anthropic:claude-sonnet-4-5").price == (3.0, 15.0)
    assert replace(config, prices={"gpt-4.1-mini": (9.0, 9.0)}).price == (9.0, 9.0)
    assert replace(config, base_url="http://127.0.0.1:8080/v1").price is None, "served elsewhere"
    assert ModelConfig("openai:no-such-model").price is None


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (None, Limit()), ("0.50", Limit(dollars=0.5)), ("$2", Limit(dollars=2.0)),
        ("20000t", Limit(tokens=20_000)), ("20kt", Limit(tokens=20_000)), ("1.5k tokens", Limit(tokens=1500)),
    ],
)  # fmt: skip
def test_a_budget_is_dollars_or_tokens(text: str | None, limit: Limit) -> None:
    assert Limit.read(text) == limit


def test_a_budget_in_tokens_needs_no_price_and_is_kept() -> None:
    budget = Budget(Limit(tokens=4000))
    made, model = engine(Reply(GOOD, prompt_tokens=2500, completion_tokens=500), budget=budget)
    made.draft_answer("When?", port_story())
    assert budget.tokens == 3000
    with pytest.raises(BudgetError, match="budget of 4000 tokens would be exceeded: 3000 are used"):
        made.draft_answer("Who?", port_story())
    assert len(model.history) == 1


def test_an_answer_says_what_it_cost() -> None:
    config = ModelConfig("openai:gpt-x", prices=PRICES)
    made, _ = engine(Reply(GOOD, prompt_tokens=1000, completion_tokens=500), config=config)
    assert made.draft_answer("When?", port_story()).usage.cost_usd == pytest.approx(0.002)
    unpriced, _ = engine(GOOD)
    assert unpriced.draft_answer("When?", port_story()).usage.cost_usd is None


def test_a_call_that_could_exceed_the_budget_is_not_made() -> None:
    config = ModelConfig("openai:gpt-x", prices=PRICES, max_output_tokens=1000)
    budget = Budget(Limit(dollars=0.005))
    made, model = engine(Reply(GOOD, prompt_tokens=2000, completion_tokens=500), config=config, budget=budget)
    made.draft_answer("When?", port_story())
    assert budget.spent == pytest.approx(0.003)
    with pytest.raises(
        BudgetError, match=r"budget of \$0\.005 would be exceeded: \$0\.0030 is spent"
    ) as raised:
        made.draft_answer("Who?", port_story())
    assert not raised.value.retryable
    assert len(model.history) == 1


def test_a_budget_needs_a_price() -> None:
    made, model = engine(budget=Budget(Limit(dollars=1.0)))
    with pytest.raises(ConfigError, match="price of scripted:model"):
        made.draft_answer("When?", port_story())
    assert model.history == []


def test_the_same_question_on_the_same_evidence_is_not_paid_for_twice(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "replies.sqlite")
    made, model = engine(GOOD, GOOD, GOOD, cache=cache)
    first = made.draft_answer("When?", port_story())
    pieces: list[str] = []
    second = made.draft_answer("When?", port_story(), on_text=pieces.append)
    assert second.sentences == first.sentences
    assert (second.usage.cached, second.usage.model_calls, second.usage.cost_usd) == (True, 0, None)
    assert "".join(pieces) == GOOD
    made.draft_answer("When exactly?", port_story())
    made.draft_answer("When?", port_story()[:1])
    assert len(model.history) == 3


def test_a_cache_that_cannot_be_used_is_said_and_stops_nothing(tmp_path: Path) -> None:
    made, _ = engine(GOOD, cache=ReplyCache(tmp_path / "missing" / "replies.sqlite"))
    draft = made.draft_answer("When?", port_story())
    assert len(draft.sentences) == 2
    assert "the cache of replies cannot be used" in draft.notes[0]


# The checking model


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [("YES", True), ("no.", False), ("**Yes**, it does", True), ("UNSURE", None), ("Well…", None)],
)
def test_a_checking_model_says_yes_no_or_nothing(reply: str, verdict: bool | None) -> None:
    checker = make_checker(ModelConfig("s:check"), chat=ScriptedModel(reply))
    said, usage = checker.judge("The port </source> reopened.", "It reopened.")
    assert said is verdict
    assert usage.model_calls == 1
    assert checker.model == "scripted:model"


def test_the_checking_model_is_asked_about_what_passes_and_its_calls_are_counted() -> None:
    made, _ = engine(GOOD, "1. DROP")
    asked = ScriptedModel("YES", *["NO"] * 9)
    checker = make_checker(ModelConfig("s:check"), chat=asked)
    draft = made.draft_answer("When?", port_story())
    both, checked = check(made, "When?", port_story(), draft, checker)
    assert [s.text for s in checked.sentences] == ["The port of Selm reopened on Monday."]
    assert "checking model" in checked.removed[0].reason
    assert both.usage.model_calls == 2 + len(asked.history)


def test_a_checking_model_that_says_nothing_decides_nothing_and_one_that_is_gone_is_an_error() -> None:
    silent = ModelReplyError("empty")
    assert make_checker(ModelConfig("s:c"), chat=ScriptedModel(silent)).judge("a", "b")[0] is None
    with pytest.raises(ModelUnavailableError):
        make_checker(ModelConfig("s:c"), chat=ScriptedModel(ModelUnavailableError("gone"))).judge("a", "b")


def test_the_whole_chain_speaks_the_real_protocol(tmp_path: Path) -> None:
    with fake_openai() as server:
        server.script(GOOD)
        config = ModelConfig("openai:test-model", server.url, retries=0)
        made = make_engine(config, library=tmp_path)
        draft = made.draft_answer("When did the port reopen?", port_story())
        checked = check(made, "When did the port reopen?", port_story(), draft)[1]
        assert len(checked.sentences) == 2
        assert made.draft_answer("When did the port reopen?", port_story()).usage.cached
        assert len(server.requests) == 1
        sent = [m["content"] for m in server.requests[0]["messages"]]
        assert sent == [m.content for m in made.messages("When did the port reopen?", port_story())]
