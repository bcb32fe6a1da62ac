"""The door to models, against a real HTTP server on loopback that fails in every way servers do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import pytest

from qa.answer.engine import RESTART, Message
from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.door import NO_KEY, LangChainChat, build
from qa.answer.llm.chat.errors import (
    Called,
    ContextTooLongError,
    explain,
    map_error,
    retry_after,
)
from qa.answer.llm.chat.probe import find_local_servers, list_models, probe
from qa.errors import (
    CancelledError,
    ConfigError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelUnavailableError,
)
from tests.fakes.openai_server import FakeOpenAI, Reply, failure, fake_openai

ASKED = [Message("system", "Be brief."), Message("user", "Who?")]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        yield running


def chat(server: FakeOpenAI, **changes: Any) -> LangChainChat:
    config = ModelConfig("openai:test-model", server.url, timeout=5.0, retries=0)
    return LangChainChat(replace(config, **changes), sleep=lambda _: None)


def test_a_reply_streams_piece_by_piece_with_its_usage(server: FakeOpenAI) -> None:
    server.script("The port reopened.")
    pieces: list[str] = []
    reply = chat(server).complete(ASKED, on_text=pieces.append)
    assert reply.text == "The port reopened. "
    assert "".join(pieces) == reply.text
    assert len(pieces) == 3
    assert (reply.prompt_tokens, reply.completion_tokens, reply.cut) == (3, 3, False)


def test_the_request_has_the_messages_and_the_parameters_of_the_configuration(server: FakeOpenAI) -> None:
    chat(server, temperature=0.3, max_output_tokens=99).complete(ASKED)
    sent = server.requests[0]
    assert [(m["role"], m["content"]) for m in sent["messages"]] == [
        ("system", "Be brief."),
        ("user", "Who?"),
    ]
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("test-model", 0.3, 99)
    assert server.paths == ["/v1/chat/completions"]


def test_a_model_of_ones_own_server_may_have_any_name(server: FakeOpenAI) -> None:
    LangChainChat(ModelConfig("qwen2.5:7b", server.url)).complete(ASKED)
    assert server.requests[0]["model"] == "qwen2.5:7b"


def test_a_key_of_openai_is_never_sent_to_another_server(
    server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    chat(server).complete(ASKED)
    chat(server, api_key="my-own").complete(ASKED)
    assert server.keys == [f"Bearer {NO_KEY}", "Bearer my-own"]


def test_tracing_stays_off_even_if_the_environment_turns_it_on(
    server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fake_openai() as elsewhere:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        for name in ("LANGSMITH", "LANGCHAIN"):
            monkeypatch.setenv(f"{name}_TRACING_V2", "true")
            monkeypatch.setenv(f"{name}_ENDPOINT", elsewhere.url)
            monkeypatch.setenv(f"{name}_API_KEY", "x")
        chat(server).complete(ASKED)
        time.sleep(0.3)
        assert elsewhere.paths == []
    assert len(server.paths) == 1


def test_a_server_that_does_not_stream_is_understood_and_remembered(server: FakeOpenAI) -> None:
    server.streams = False
    server.script("It reopened.", "It reopened.", "Again.")
    model = chat(server)
    pieces: list[str] = []
    assert model.complete(ASKED, on_text=pieces.append).text == "It reopened."
    assert pieces == ["It reopened."]
    assert model.complete(ASKED).text == "Again."
    assert [bool(request.get("stream")) for request in server.requests] == [True, False, False]


def test_a_refusal_in_a_field_of_its_own_is_a_refusal(server: FakeOpenAI) -> None:
    server.streams = False
    server.default = Reply(refusal="I will not.", text="")
    with pytest.raises(ModelRefusedError, match="I will not"):
        chat(server).complete(ASKED)


def test_reasoning_is_neither_shown_nor_returned(server: FakeOpenAI) -> None:
    server.script(Reply(pieces=["<thi", "nk>secret</", "think>", "It re", "opened."]))
    pieces: list[str] = []
    assert chat(server).complete(ASKED, on_text=pieces.append).text == "It reopened."
    assert "secret" not in "".join(pieces)


def test_reasoning_with_only_a_closing_tag_is_taken_back(server: FakeOpenAI) -> None:
    server.script(Reply(pieces=["I wonder. ", "</think>", "It reopened."]))
    pieces: list[str] = []
    assert chat(server).complete(ASKED, on_text=pieces.append).text == "It reopened."
    assert pieces == ["I wonder. ", RESTART, "It reopened."]


def test_a_reply_without_usage_leaves_the_counts_open(server: FakeOpenAI) -> None:
    server.script(Reply("It reopened.", usage=False))
    reply = chat(server).complete(ASKED)
    assert (reply.prompt_tokens, reply.completion_tokens) == (None, None)


def test_a_reply_at_its_token_limit_says_so(server: FakeOpenAI) -> None:
    server.script(Reply("It reop", finish="length"))
    assert chat(server).complete(ASKED).cut


@pytest.mark.parametrize(
    ("reply", "kind", "said"),
    [
        (failure(400, "This model's maximum context length is 4096 tokens.", "context_length_exceeded"),
         ContextTooLongError, "too long"),
        (failure(400, "Requested tokens exceed context window of 4096"), ContextTooLongError, "too long"),
        (failure(413, "payload too large"), ContextTooLongError, "too long"),
        (failure(400, "flagged", "content_policy"), ModelRefusedError, "refused the content"),
        (failure(400, "bad messages"), ModelRefusedError, "refused the request: .*bad messages"),
        (failure(400, "The model `x` does not exist", "model_not_found"), ModelRefusedError, "does not know"),
        (failure(401, "Incorrect API key provided: my-own"), ModelRefusedError, "refused the key"),
        (failure(402, "Insufficient credits"), ModelRefusedError, "no credit"),
        (failure(403, "no access"), ModelRefusedError, "does not allow"),
        (failure(404, "model not found", "model_not_found"), ModelRefusedError, "does not know"),
        (failure(408, "slow"), ModelUnavailableError, "slow"),
        (failure(409, "conflict"), ModelUnavailableError, "conflict"),
        (failure(422, "cannot process"), ModelRefusedError, "cannot process"),
        (failure(429, "slow down", "rate_limit_exceeded"), ModelUnavailableError, "limits the rate"),
        (failure(429, "quota", "insufficient_quota"), ModelRefusedError, "no quota"),
        (failure(500, "boom"), ModelUnavailableError, "boom"),
        (failure(503, "overloaded"), ModelUnavailableError, "overloaded"),
        (failure(529, "overloaded"), ModelUnavailableError, "overloaded"),
        (Reply(finish="content_filter", text="It"), ModelRefusedError, "content filter"),
        (Reply(text=""), ModelReplyError, "said nothing"),
        (Reply(text="<think>hm", finish="length"), ModelReplyError, "used up by reasoning"),
        (Reply("The port reopened and", finish=None), ModelReplyError, "broke off"),
        (Reply("one two three", cut_after=2), ModelUnavailableError, "broke off"),
        (Reply("one two", stream_error={"message": "overloaded"}), ModelUnavailableError, "overloaded"),
        (Reply("one two", stream_error={"message": "context length"}), ContextTooLongError, "too long"),
        (Reply(body=b"data: {not json\n\n", content_type="text/event-stream"), ModelReplyError, "protocol"),
        (Reply(body=b"<html>hello</html>", content_type="text/html"), ModelReplyError, None),
        (Reply(body=b"", content_type="text/event-stream"), ModelReplyError, None),
    ],
)  # fmt: skip
def test_every_failure_becomes_one_line_with_a_hint(
    server: FakeOpenAI, reply: Reply, kind: type[ModelError], said: str | None
) -> None:
    server.default = reply
    with pytest.raises(ModelError, match=said) as raised:
        chat(server, api_key="my-own").complete(ASKED)
    error = raised.value
    assert type(error) is kind
    assert error.retryable is issubclass(kind, ModelUnavailableError | ModelReplyError)
    assert error.hint
    assert "\n" not in error.message
    assert "my-own" not in error.message
    assert error.exit_code == 4


def test_a_server_that_is_not_there_is_an_error_with_its_address() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(ModelUnavailableError, match=url):
        LangChainChat(ModelConfig("m", url, retries=0)).complete(ASKED)


def test_a_server_that_does_not_answer_is_given_up(server: FakeOpenAI) -> None:
    server.script(Reply(delay=20))
    started = time.monotonic()
    with pytest.raises(ModelUnavailableError, match=r"did not answer within 0\.2 seconds"):
        chat(server, timeout=0.2).complete(ASKED)
    assert time.monotonic() - started < 15


def test_a_reply_that_drips_is_cut_after_the_total_time_and_says_so(server: FakeOpenAI) -> None:
    server.script(Reply("one " + "more " * 100 + "last", pause=0.2))
    reply = chat(server, total_timeout=3, retries=3).complete(ASKED)
    assert reply.text.startswith("one")
    assert "last" not in reply.text
    assert "took longer than 3 seconds" in reply.note
    assert len(server.requests) == 1


def test_what_may_succeed_later_is_tried_again(server: FakeOpenAI) -> None:
    server.script(failure(500, "boom"), failure(503, "busy"), "It reopened.")
    assert chat(server, retries=2).complete(ASKED).text.strip() == "It reopened."
    assert len(server.requests) == 3


def test_a_broken_stream_is_taken_back_and_started_again(server: FakeOpenAI) -> None:
    server.script(Reply("It sank yesterday.", cut_after=3), "It reopened.")
    pieces: list[str] = []
    chat(server, retries=1).complete(ASKED, on_text=pieces.append)
    assert RESTART in pieces
    assert "".join(pieces[pieces.index(RESTART) + 1 :]).strip() == "It reopened."


def test_what_cannot_succeed_is_not_tried_again(server: FakeOpenAI) -> None:
    server.script(failure(401, "bad key"))
    with pytest.raises(ModelRefusedError):
        chat(server, retries=5).complete(ASKED)
    assert len(server.requests) == 1


def test_the_last_error_is_raised_when_all_attempts_fail(server: FakeOpenAI) -> None:
    server.default = failure(500, "boom")
    with pytest.raises(ModelUnavailableError, match="boom"):
        chat(server, retries=2).complete(ASKED)
    assert len(server.requests) == 3


def test_the_time_a_server_asks_for_is_waited(server: FakeOpenAI) -> None:
    server.script(failure(429, "slow down", headers={"Retry-After": "0.4"}), "It reopened.")
    config = ModelConfig("m", server.url, retries=1)
    started = time.monotonic()
    LangChainChat(config).complete(ASKED)
    assert time.monotonic() - started >= 0.4


def test_a_wait_longer_than_the_total_time_is_not_begun(server: FakeOpenAI) -> None:
    server.script(failure(429, "slow down", headers={"Retry-After": "3600"}))
    with pytest.raises(ModelUnavailableError) as raised:
        chat(server, retries=5).complete(ASKED)
    assert raised.value.hint == "it asks to wait 3600 seconds"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "soon"}, None),
        ({"retry-after": formatdate(0)}, 0.0),
        ({}, None),
    ],
)
def test_retry_after_is_read_as_seconds_milliseconds_or_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    error = Exception("x")
    error.response = type("R", (), {"headers": headers})()  # type: ignore[attr-defined]
    assert retry_after(error) == seconds
    assert retry_after(Exception("no response")) is None


@pytest.mark.parametrize(
    ("refusal", "gone"),
    [
        ("Unsupported value: 'temperature' does not support 0.0 with this model.", "temperature"),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens"),
        ("extra fields not permitted: stream_options", "stream_options"),
    ],
)
def test_a_parameter_that_a_model_refuses_is_left_out_from_then_on(
    server: FakeOpenAI, refusal: str, gone: str
) -> None:
    server.script(failure(400, refusal), "It reopened.", "Again.")
    model = chat(server)
    assert model.complete(ASKED).text.strip() == "It reopened."
    assert model.complete(ASKED).text.strip() == "Again."
    assert gone in server.requests[0]
    assert all(gone not in request for request in server.requests[1:])
    if gone == "max_tokens":
        assert server.requests[1]["max_completion_tokens"] == 1024


def test_a_parameter_refused_again_and_again_ends_in_its_error(server: FakeOpenAI) -> None:
    server.default = failure(400, "temperature is not supported")
    with pytest.raises(ModelRefusedError, match="temperature"):
        chat(server).complete(ASKED)
    assert len(server.requests) == 2


def test_no_more_calls_run_at_once_than_allowed(server: FakeOpenAI) -> None:
    server.default = Reply("It reopened.", delay=0.15)
    model = chat(server, concurrency=2)
    threads = [threading.Thread(target=model.complete, args=(ASKED,)) for _ in range(4)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started >= 0.3


def test_a_call_can_be_stopped_between_chunks_and_while_it_waits(server: FakeOpenAI) -> None:
    stop = threading.Event()
    server.script(Reply("one two three four five six", pause=0.05))
    model = LangChainChat(ModelConfig("m", server.url, retries=3))
    with pytest.raises(CancelledError):
        model.complete(ASKED, on_text=lambda _: stop.set(), cancelled=stop.is_set)
    stop.clear()
    server.script(failure(429, "slow down", headers={"Retry-After": "30"}))
    threading.Timer(0.3, stop.set).start()
    started = time.monotonic()
    with pytest.raises(CancelledError):
        model.complete(ASKED, cancelled=stop.is_set)
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("reply", [Reply("one two three", pause=20), Reply("one", delay=20)])
def test_a_call_is_stopped_at_once_while_the_server_says_nothing(server: FakeOpenAI, reply: Reply) -> None:
    stop = threading.Event()
    server.script(reply, "It reopened.")
    model = chat(server, timeout=30.0, concurrency=1)

    def stop_while_it_waits() -> None:
        while not server.requests:
            time.sleep(0.01)
        time.sleep(0.3)
        stop.set()

    threading.Thread(target=stop_while_it_waits).start()
    started = time.monotonic()
    with pytest.raises(CancelledError):
        model.complete(ASKED, cancelled=stop.is_set)
    assert time.monotonic() - started < 15
    assert model.complete(ASKED).text.strip() == "It reopened."


def test_a_call_that_waits_for_its_turn_can_be_stopped(server: FakeOpenAI) -> None:
    server.script(Reply("one two three", pause=0.5))
    model = chat(server, concurrency=1)
    first = threading.Thread(target=model.complete, args=(ASKED,))
    first.start()
    while not server.requests:
        time.sleep(0.01)
    with pytest.raises(CancelledError):
        model.complete(ASKED, cancelled=lambda: True)
    assert len(server.requests) == 1
    first.join()


def test_ctrl_c_in_the_middle_leaves_the_model_usable(server: FakeOpenAI) -> None:
    server.script("one two three", "It reopened.")
    model = chat(server)

    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.complete(ASKED, on_text=interrupt)
    assert model.complete(ASKED).text.strip() == "It reopened."


def test_a_model_that_cannot_be_built_is_a_settings_error() -> None:
    with pytest.raises(ConfigError, match="not a model: 'gpt'") as raised:
        build(ModelConfig("gpt"))
    assert "provider:name" in raised.value.hint
    with pytest.raises(ConfigError, match="cannot use nonsense:x"):
        build(ModelConfig("nonsense:x"))
    with pytest.raises(ConfigError, match="not installed") as raised:
        build(ModelConfig("groq:x"))
    assert "pip install" in raised.value.hint
    with pytest.raises(ModelRefusedError, match="no usable key"):
        build(ModelConfig("openai:gpt-4.1-mini"))


def test_openai_itself_is_called_at_its_own_address_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/elsewhere")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:9/elsewhere")
    config = ModelConfig("openai:gpt-4.1-mini", api_key="sk-x", temperature=None)
    model = build(config)
    assert str(model.root_client.base_url).rstrip("/") == config.address == "https://api.openai.com/v1"
    assert "sk-x" not in repr(config)


def _classes(module: Any, base: type) -> list[type]:
    found = [value for name, value in list(vars(module).items()) if name.endswith(("Error", "Timeout"))]
    return [c for c in found if isinstance(c, type) and issubclass(c, base)]


def test_every_error_class_of_the_vendors_is_mapped() -> None:
    import httpx
    import langchain_core.exceptions as core
    import openai
    from langchain_openai.chat_models import base

    called = Called("openai:m", "http://127.0.0.1:1/v1", 5.0)
    classes = {
        *_classes(openai, openai.OpenAIError),
        *_classes(base, openai.OpenAIError),
        *_classes(core, core.ModelError),
        *_classes(httpx, httpx.TransportError),
    } - {core.ModelError}
    assert len(classes) > 25
    for found in classes:
        error = Exception.__new__(found)
        error.args = ("said",)
        mapped = map_error(error, called)
        assert isinstance(mapped, ModelError), f"{found.__module__}.{found.__name__} is not mapped"
        assert mapped.hint


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, ModelRefusedError),
        (404, ModelRefusedError),
        (413, ContextTooLongError),
        (418, ModelRefusedError),
        (429, ModelUnavailableError),
        (500, ModelUnavailableError),
    ],
)
def test_sdks_without_classes_of_their_own_are_read_by_the_status(
    status: int, kind: type[ModelError]
) -> None:
    import httpx

    called = Called("mistralai:m", "https://example.org", 5.0)
    asked = httpx.Request("POST", "https://example.org")
    plain = httpx.HTTPStatusError("said", request=asked, response=httpx.Response(status))
    assert type(map_error(plain, called)) is kind
    google = type("ClientError", (type("APIError", (Exception,), {}),), {"code": status})("said")
    assert type(map_error(google, called)) is kind


def test_what_no_rule_knows_is_still_explained() -> None:
    called = Called("openai:m", "http://127.0.0.1:1/v1", 5.0, "sk-1")
    error = explain(RuntimeError("odd sk-1 " + "x" * 500), called)
    assert type(error) is ModelError
    assert error.message.startswith("openai:m failed: RuntimeError: odd … xxx")
    assert len(error.message) < 260


def test_doctor_learns_that_a_model_is_reachable_known_and_replies(server: FakeOpenAI) -> None:
    found = probe(ModelConfig("openai:test-model", server.url))
    assert (found.reachable, found.model_known, found.replied) == (True, True, True)
    assert found.detail == "replied “OK.”"
    assert found.address == server.url
    assert server.requests[0]["max_tokens"] == 16


def test_doctor_lists_the_models_when_the_one_asked_for_is_unknown(server: FakeOpenAI) -> None:
    server.default = failure(404, "model not found", "model_not_found")
    found = probe(ModelConfig("other", server.url))
    assert (found.reachable, found.model_known, found.replied) == (True, False, False)
    assert "it has test-model" in found.detail


def test_doctor_says_that_nothing_is_there_or_that_the_reply_is_empty(server: FakeOpenAI) -> None:
    server.default = Reply(text="")
    assert probe(ModelConfig("test-model", server.url)).replied
    url = server.url
    server.close()
    gone = probe(ModelConfig("test-model", url))
    assert (gone.reachable, gone.model_known, gone.replied) == (False, None, False)
    assert "cannot reach" in gone.detail


def test_local_servers_are_found_with_the_two_lines_that_use_them(server: FakeOpenAI) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = find_local_servers((("Ollama", server.port), ("LM Studio", free.getsockname()[1])))
    assert [s.name for s in found] == ["Ollama"]
    assert found[0].env == (f"QA_BASE_URL={server.url}", "QA_MODEL=openai:test-model")


def test_a_web_server_that_is_no_model_server_is_not_suggested(server: FakeOpenAI) -> None:
    server.models = []
    assert find_local_servers((("llama.cpp", server.port),)) == ()
    assert list_models(f"{server.url}/nothing") == ()
