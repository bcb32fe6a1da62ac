"""A reply is read whatever shape the model gave it, and nothing in it is trusted."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answer.llm.chat.stream import ReasoningFilter
from qa.answer.llm.parse import parse_reply
from qa.errors import ModelRefusedError, ModelReplyError

KNOWN = frozenset({"1.1", "1.2", "1.3", "2.1", "2.3"})


def read(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(s.text, s.claims) for s in parse_reply(text, KNOWN).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The port reopened on Monday [1.1]. Forty ships waited [1.2][2.1].",
        "The port reopened on Monday. [1.1] Forty ships waited. [1.2, 2.1]",
        "The port reopened on Monday.[1.1] Forty ships waited.[1.2][2.1]",
        "The port reopened on Monday 【1.1】. Forty ships waited 【1.2†source】【2.1】.",
        "The port reopened on Monday (1.1). Forty ships waited (1.2; 2.1).",
        "The port reopened on Monday [Source 1.1]. Forty ships waited [sources 1.2 and 2.1].",
        "The port reopened on Monday [^1.1]. Forty ships waited [^1.2] [^2.1].",
        "[1.1] The port reopened on Monday. [1.2][2.1] Forty ships waited.",
        "1.1 The port reopened on Monday.\n1.2 Forty ships waited. [2.1]",
        "- The port reopened on Monday. [1.1]\n- Forty ships waited. [1.2] [2.1]",
        "1. The port reopened on Monday. [1.1]\n2. Forty ships waited. [1.2] [2.1]",
        "# Answer\n\nSure, here it is:\n**The port reopened on Monday.** [1.1]\n\n"
        "*Forty* ships waited. [1.2][2.1]",
        "Answer: The port reopened on Monday.\n[1.1]\n"
        "`Forty` ships waited.\n[1.2], [2.1]\n\nSources:\n[1.1] A",
        "```markdown\nThe port reopened on Monday. [1.1]\nForty ships waited. [1.2][2.1]\n```",
        "The port <b>reopened</b> on [Monday](https://example.org) [1.1]. Forty ships waited [1.2] [2.1",
        '{"answer": [{"text": "The port reopened on Monday.", "ids": ["1.1"]},'
        ' {"sentence": "Forty ships waited.", "citations": ["1.2", "2.1"]}]}',
        '```\n{"points": ["The port reopened on Monday. [1.1]", "Forty ships waited. [1.2][2.1]"]}\n```',
    ],
)
def test_ids_are_read_in_every_shape_that_models_use(text: str) -> None:
    sentences = read(text)
    assert [s.rstrip(".") for s, _ in sentences] == ["The port reopened on Monday", "Forty ships waited"]
    assert [claims for _, claims in sentences] == [("1.1",), ("1.2", "2.1")]


def test_a_day_in_german_does_not_end_a_sentence() -> None:
    assert read("Die Werft wird am 3. März geschlossen, sagte sie. [1.2]") == [
        ("Die Werft wird am 3. März geschlossen, sagte sie.", ("1.2",))
    ]


def test_a_range_names_each_sentence_of_one_source() -> None:
    assert read("It reopened [1.1-1.3].") == [("It reopened.", ("1.1", "1.2", "1.3"))]
    assert read("It reopened [1.1–3].") == [("It reopened.", ("1.1", "1.2", "1.3"))]
    assert read("It reopened [1.1-1.99].") == [("It reopened.", ("1.1", "1.99"))]


def test_an_id_of_a_source_alone_and_an_unknown_id_are_kept_for_the_check() -> None:
    assert read("It reopened [1]. It sank [9.9].") == [("It reopened.", ("1",)), ("It sank.", ("9.9",))]


def test_a_sentence_without_ids_is_kept_with_no_claims() -> None:
    assert read("It reopened. Ships waited [1.2].") == [("It reopened.", ()), ("Ships waited.", ("1.2",))]


def test_ids_inside_a_sentence_belong_to_it() -> None:
    assert read("It reopened [1.1], said Voss, and 40 ships waited [1.2].") == [
        ("It reopened, said Voss, and 40 ships waited.", ("1.1", "1.2"))
    ]


def test_a_missing_full_stop_before_a_new_sentence_is_put_in() -> None:
    assert read("It reopened [1.1] The mayor was glad [1.2]") == [
        ("It reopened.", ("1.1",)),
        ("The mayor was glad", ("1.2",)),
    ]


def test_numbers_in_brackets_that_are_no_ids_stay_in_the_text() -> None:
    assert read("Rates fell (3.5) points (2025) [1.1].") == [("Rates fell (3.5) points (2025).", ("1.1",))]
    assert read("Prices rose 5% in the U.S. [1.1].") == [("Prices rose 5% in the U.S.", ("1.1",))]


@pytest.mark.parametrize(
    "text", ["NOT IN SOURCES", "NOT_IN_SOURCES.", "**Not in sources**", "[NOT IN SOURCES]"]
)
def test_the_model_can_say_that_the_sources_do_not_answer(text: str) -> None:
    parsed = parse_reply(text, KNOWN)
    assert parsed.sentences == ()
    assert parsed.unanswered == ("",)


@pytest.mark.parametrize(
    "text",
    [
        "It reopened [1.1].\nNOT IN SOURCES: who paid for it",
        "It reopened [1.1]. NOT IN SOURCES: who paid for it.",
        "It reopened [1.1].\n\n**NOT_IN_SOURCES** – who paid for it",
    ],
)
def test_the_model_can_say_which_part_the_sources_do_not_answer(text: str) -> None:
    parsed = parse_reply(text, KNOWN)
    assert [s.text for s in parsed.sentences] == ["It reopened."]
    assert parsed.unanswered == ("who paid for it",)


def test_saying_so_in_its_own_words_counts_as_not_in_the_sources() -> None:
    assert parse_reply("The sources do not mention a football match.", KNOWN).unanswered == ("",)
    assert parse_reply("Unfortunately, the provided articles do not say.", KNOWN).unanswered == ("",)
    mixed = parse_reply("It reopened [1.1]. The sources don't say who paid.", KNOWN)
    assert [s.text for s in mixed.sentences] == ["It reopened."]
    assert mixed.unanswered == ("The sources don't say who paid.",)


def test_a_sentence_of_the_sources_about_sources_is_not_taken_for_that() -> None:
    assert read("The sources say that the port reopened [1.1].") != []
    assert read("The article does not name him [1.1].") != []


@pytest.mark.parametrize(
    "text", ["I'm sorry, but I can't assist with that.", "I cannot help with that request."]
)
def test_a_refusal_in_words_is_an_error_of_its_own(text: str) -> None:
    with pytest.raises(ModelRefusedError, match="refused"):
        parse_reply(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("# Heading\n---", "no sentence"),
        ('{"tool": "search", "args": {"q": 1}}', "JSON that holds no answer"),
        ('{"answer": "The port reop', "broken JSON"),
    ],
)
def test_a_reply_that_holds_no_answer_is_an_error(text: str, said: str) -> None:
    with pytest.raises(ModelReplyError, match=said):
        parse_reply(text, KNOWN)


def test_a_sentence_cut_by_the_token_limit_is_left_out() -> None:
    cut = parse_reply("It reopened [1.1]. Forty ships wer", KNOWN, cut=True)
    assert [s.text for s in cut.sentences] == ["It reopened."]


def test_a_sentence_said_twice_is_kept_once_with_all_its_ids() -> None:
    assert read("It reopened [1.1]. It reopened [1.2]. It reopened.") == [("It reopened.", ("1.1", "1.2"))]


def test_a_question_said_again_is_no_answer_but_a_quoted_one_may_be() -> None:
    parsed = parse_reply("When did it reopen? [1.1] It reopened on Monday [1.1].", {"1.1"})
    assert [s.text for s in parsed.sentences] == ["It reopened on Monday."]
    assert parsed.unanswered == ()
    quoted = parse_reply("Voss asked, “Who will pay?” [1.1]", {"1.1"})
    assert len(quoted.sentences) == 1
    with pytest.raises(ModelReplyError):
        parse_reply("When did it reopen? [1.1]", {"1.1"})


def test_control_characters_never_come_through() -> None:
    assert read("It \x1b[31mreopened\x07 [1.1].")[0][0].isprintable()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab A.[]()1.23,\n-*#`{}\"'<>【】 "), max_size=80))
def test_any_reply_is_read_or_refused_but_never_breaks_the_reader(text: str) -> None:
    try:
        parsed = parse_reply(text, KNOWN)
    except (ModelReplyError, ModelRefusedError):
        return
    assert all(s.text and "\n" not in s.text for s in parsed.sentences)


@pytest.mark.parametrize(
    "piece",
    ["[", "[(", "[[[[1.1 ", "[a](http:", "[a](http://x(", "<b ", "(1.1 and ", "【1.1, ", "**a", "[1.1†"],
)
def test_brackets_that_never_close_are_read_in_no_time(piece: str) -> None:
    reply = "The port reopened [1.1].\n" + piece * (60_000 // len(piece))
    began = time.process_time()
    assert parse_reply(reply, KNOWN).sentences[0].text == "The port reopened."
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "reply", ['{"answer":' * 50_000, '[{"answer":' * 50_000, f'{{"answer": {"9" * 5000}}}', '{"a": "It reop']
)
def test_json_that_no_reader_can_hold_is_said_to_be_broken(reply: str) -> None:
    with pytest.raises(ModelReplyError, match="broken JSON"):
        parse_reply(reply, KNOWN)


def test_a_link_with_brackets_in_its_address_leaves_its_words() -> None:
    reply = "The [port](https://a.example/wiki/Port_(Varn)) reopened [1.1](https://a.example)."
    assert read(reply) == [("The port reopened.", ("1.1",))]


THOUGHT = "<think>Is it [9.9]? <b>Yes</b>.</think>\n\nThe port reopened [1.1]. 3 < 4 <b> here."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=len(THOUGHT)), max_size=8))
def test_reasoning_is_taken_out_wherever_the_chunks_are_cut(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(THOUGHT)]
    reasoning = ReasoningFilter()
    shown = "".join(reasoning.feed(THOUGHT[a:b]) for a, b in pairwise(edges)) + reasoning.finish()
    assert shown == reasoning.text == "The port reopened [1.1]. 3 < 4 <b> here."


def test_reasoning_without_an_opening_tag_is_taken_back() -> None:
    reasoning = ReasoningFilter()
    assert reasoning.feed("Let me think. ") == "Let me think. "
    assert not reasoning.restart
    assert reasoning.feed("Done.</thi") == "Done."
    assert reasoning.feed("nk>It reopened.") == "It reopened."
    assert reasoning.restart
    assert reasoning.text == "It reopened."


def test_reasoning_that_never_ends_hides_all_after_it() -> None:
    reasoning = ReasoningFilter()
    assert reasoning.feed("<thinking>So") + reasoning.feed(" on and on <") + reasoning.finish() == ""
    assert reasoning.text == ""


@pytest.mark.parametrize(
    ("reply", "sentences"),
    [
        ("It began at 6 p.m. Swedish time [1.1].", [("It began at 6 p.m. Swedish time.", ("1.1",))]),
        (
            'The board was "ready to act." [1.1] The mayor said he was "not informed." [1.2]',
            [
                ('The board was "ready to act."', ("1.1",)),
                ('The mayor said he was "not informed."', ("1.2",)),
            ],
        ),
        (
            'He said it was "over." [1.1] Holl said it was "not over." [1.1]',
            [('He said it was "over."', ("1.1",)), ('Holl said it was "not over."', ("1.1",))],
        ),
        (
            "“We go on.” [1.1] Kern said nothing else. [1.2]",
            [("“We go on.”", ("1.1",)), ("Kern said nothing else.", ("1.2",))],
        ),
    ],
)
def test_sentences_are_neither_cut_at_a_time_nor_joined_behind_a_quotation(reply, sentences) -> None:
    found = parse_reply(reply, {"1.1", "1.2"}).sentences
    assert [(s.text, s.claims) for s in found] == sentences
