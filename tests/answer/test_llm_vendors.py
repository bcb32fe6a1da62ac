"""The packages of other vendors, as their extras install them, against servers that speak their protocols."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from qa.answer.engine import Message
from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.door import LangChainChat
from qa.errors import ModelRefusedError
from tests.fakes.loopback import Request, body_of, send, serving

SAID = "The harbour opened on Friday [1]."
USED = {"input_tokens": 21, "output_tokens": 9}
MESSAGE = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": []}
OPEN = {"stop_reason": None, "stop_sequence": None}
REPLIES = {
    "anthropic": [
        {"type": "message_start", "message": {**MESSAGE, **OPEN, "usage": USED}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": SAID}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": USED},
        {"type": "message_stop"},
    ],
    "google_genai": [
        {
            "candidates": [
                {"content": {"role": "model", "parts": [{"text": SAID}]}, "finishReason": "STOP", "index": 0}
            ],
            "usageMetadata": {"promptTokenCount": 21, "candidatesTokenCount": 9, "totalTokenCount": 30},
            "modelVersion": "m",
        }
    ],
    "mistralai": [
        {
            "id": "m",
            "object": "chat.completion.chunk",
            "model": "m",
            "created": 1,
            "choices": [
                {"index": 0, "delta": {"role": "assistant", "content": SAID}, "finish_reason": "stop"}
            ],
            "usage": {"prompt_tokens": 21, "completion_tokens": 9, "total_tokens": 30},
        }
    ],
}
PACKAGES = {
    "anthropic": "langchain_anthropic",
    "google_genai": "langchain_google_genai",
    "mistralai": "langchain_mistralai",
}


@pytest.fixture(params=PACKAGES)
def vendor(request: pytest.FixtureRequest) -> str:
    pytest.importorskip(PACKAGES[request.param], reason=f"the extra for {request.param} is not installed")
    return str(request.param)


@pytest.fixture
def address(vendor: str) -> Iterator[str]:
    def answer(request: Request) -> None:
        body_of(request)
        if "wrong-key" in str(request.headers):
            refused = json.dumps({"error": {"type": "authentication_error", "message": "invalid key"}})
            send(request, refused.encode(), 401, "application/json")
            return
        name = {"anthropic": "event: {type}\n"}.get(vendor, "")
        events = [f"{name.format(**e)}data: {json.dumps(e)}\n\n" for e in REPLIES[vendor]]
        body = "".join(events) + ("data: [DONE]\n\n" if vendor == "mistralai" else "")
        send(request, body.encode(), kind="text/event-stream")

    with serving(answer) as address:
        yield address


def test_a_reply_comes_through_the_vendor_s_own_protocol(vendor: str, address: str) -> None:
    written: list[str] = []
    chat = LangChainChat(ModelConfig(f"{vendor}:m", address, api_key="k"))
    reply = chat.complete([Message("user", "When?")], max_output_tokens=100, on_text=written.append)
    assert reply.text == SAID
    assert "".join(written) == SAID
    assert reply.completion_tokens == 9


def test_a_refused_key_is_said_without_showing_it(vendor: str, address: str) -> None:
    chat = LangChainChat(ModelConfig(f"{vendor}:m", address, api_key="wrong-key", retries=0))
    with pytest.raises(ModelRefusedError) as caught:
        chat.complete([Message("user", "When?")], max_output_tokens=100)
    assert "wrong-key" not in f"{caught.value.message}{caught.value.hint}"
