"""What a model refuses is learned once and remembered, a reply has an end, a key is not carried elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answer.engine import Message
from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.door import LangChainChat
from qa.errors import ModelError, ModelRefusedError, ModelReplyError, SlowReplyError
from tests.fakes.openai_server import FakeOpenAI, Reply, failure, fake_openai

ASKED = [Message("user", "Say something.")]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as fake:
        yield fake


def chat(server: FakeOpenAI, **more: object) -> LangChainChat:
    settings = {"base_url": server.url, "timeout": 5.0, "retries": 0, "api_key": "secret-key"}
    return LangChainChat(ModelConfig("openai:test-model", **{**settings, **more}))  # type: ignore[arg-type]


TEMPERATURE = failure(
    400, "Unsupported value: 'temperature' does not support 0 with this model.", "unsupported_value"
)
MAX_TOKENS = failure(
    400,
    "Unsupported parameter: 'max_tokens' is not supported with this model. "
    "Use 'max_completion_tokens' instead.",
    "unsupported_parameter",
)


def test_what_a_reasoning_model_refuses_is_asked_once_and_remembered_by_the_next_run(
    server: FakeOpenAI, tmp_path: Path
) -> None:
    file = tmp_path / "cache" / "models.json"
    server.script(TEMPERATURE, MAX_TOKENS, "It said something.")
    assert chat(server, learned=file).complete(ASKED).text.strip() == "It said something."
    assert len(server.requests) == 3
    assert "temperature" not in server.requests[-1]
    assert server.requests[-1]["max_completion_tokens"] == 1024
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    # Another process: a chat of its own, the same file.
    chat(server, learned=file).complete(ASKED)
    assert len(server.requests) == 4
    assert "temperature" not in server.requests[-1]
    assert "max_tokens" not in server.requests[-1]


def test_another_model_at_the_same_address_learns_for_itself(server: FakeOpenAI, tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    server.script(TEMPERATURE)
    chat(server, learned=file).complete(ASKED)
    other = LangChainChat(ModelConfig("openai:other", server.url, learned=file))
    other.complete(ASKED)
    assert server.requests[-1]["temperature"] == 0.0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"openai:test-model at x": 3}', "\x00"])
def test_a_damaged_memory_is_no_memory(server: FakeOpenAI, tmp_path: Path, content: str) -> None:
    file = tmp_path / "models.json"
    file.write_text(content)
    assert chat(server, learned=file).complete(ASKED).text


def test_what_was_learned_long_ago_is_asked_again(server: FakeOpenAI, tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    server.script(TEMPERATURE)
    chat(server, learned=file).complete(ASKED)
    rows = json.loads(file.read_text())
    for row in rows.values():
        row["at"] = time.time() - 40 * 86_400
    file.write_text(json.dumps(rows))
    chat(server, learned=file).complete(ASKED)
    assert server.requests[-1]["temperature"] == 0.0


def test_a_memory_that_cannot_be_written_stops_nothing(server: FakeOpenAI, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    server.script(TEMPERATURE)
    assert chat(server, learned=tmp_path / "file" / "models.json").complete(ASKED).text


# A reply has an end


def test_a_stream_without_end_is_cut_at_what_was_asked_for_and_that_is_said(server: FakeOpenAI) -> None:
    server.script(Reply(pieces=["word "] * 20_000))
    reply = chat(server).complete(ASKED, max_output_tokens=100)
    assert len(reply.text) <= 2_000
    assert reply.cut
    assert "cut" in reply.note
    assert "100 tokens" in reply.note


def test_one_token_every_little_while_is_cut_when_its_time_is_up(server: FakeOpenAI) -> None:
    server.script(Reply(pieces=["word "] * 200, pause=0.2))
    started = time.monotonic()
    reply = chat(server, reply_seconds=3.0).complete(ASKED)
    assert time.monotonic() - started < 25
    assert reply.text.startswith("word word")
    assert "3 seconds" in reply.note


def test_a_reply_that_does_not_begin_in_its_time_is_an_error_that_says_so(server: FakeOpenAI) -> None:
    server.script(Reply(delay=20))
    with pytest.raises(SlowReplyError, match=r"longer than 0\.5 seconds") as raised:
        chat(server, reply_seconds=0.5).complete(ASKED)
    assert "QA_REPLY_SECONDS" in raised.value.hint


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b'{"choices": [{"message": {"content": "' + b"x" * 30_000_000 + b'"}}]}'),
        Reply(body=b"data: " + b"x" * 30_000_000, content_type="text/event-stream"),
        Reply(body=b"data: {}\n\n" * 300_000, content_type="text/event-stream"),
    ],
    ids=["one body", "one line", "many events"],
)
def test_a_body_of_many_megabytes_is_given_up(server: FakeOpenAI, reply: Reply) -> None:
    server.script(reply, reply)
    started = time.monotonic()
    with pytest.raises(ModelError):
        chat(server).complete(ASKED)
    assert time.monotonic() - started < 120


def test_a_redirect_is_not_followed_with_the_key_and_says_where_it_leads(server: FakeOpenAI) -> None:
    with fake_openai() as elsewhere:
        to = f"{elsewhere.url}/chat/completions"
        server.script(Reply(status=307, body=b"", headers={"Location": to}))
        with pytest.raises(ModelRefusedError) as raised:
            chat(server).complete(ASKED)
        assert elsewhere.requests == []
        assert to in raised.value.message
        assert "QA_BASE_URL" in raised.value.hint
        assert "secret-key" not in raised.value.message


def test_a_compressed_bomb_is_not_unpacked(server: FakeOpenAI) -> None:
    import gzip

    bomb = gzip.compress(b'{"x": "' + b"0" * 50_000_000 + b'"}')
    server.script(Reply(body=bomb, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(ModelReplyError, match="compressed"):
        chat(server).complete(ASKED)


# Structured output


def test_a_reply_is_held_to_a_schema_where_it_is_wanted_and_a_server_that_cannot_is_asked_once(
    server: FakeOpenAI, tmp_path: Path
) -> None:
    from qa.answer.llm.engine import LLMEngine
    from tests.fakes.evidence import port_story

    file = tmp_path / "models.json"
    engine = LLMEngine(chat(server, structured=True, learned=file))
    said = {"sentences": [{"ids": ["1.1"], "text": "The port of Selm reopened on Monday."}]}
    server.script(json.dumps(said))
    draft = engine.draft_answer("When did the port reopen?", port_story())
    assert [(s.text, s.claims) for s in draft.sentences] == [
        ("The port of Selm reopened on Monday.", ("1.1",))
    ]
    form = server.requests[-1]["response_format"]["json_schema"]["schema"]
    assert form["properties"]["sentences"]["items"]["properties"]["ids"]["items"]["enum"] == [
        "1.1",
        "1.2",
        "2.1",
    ]
    server.script('{"sentences": []}')
    assert engine.draft_answer("Who paid?", port_story()).unanswered == ("Who paid?",)
    server.script(
        failure(400, "response_format is not supported", None), "The port reopened on Monday. [1.1]"
    )
    assert engine.draft_answer("When exactly?", port_story()).sentences[0].claims == ("1.1",)
    engine.draft_answer("When?", port_story())
    assert "response_format" not in server.requests[-1]
