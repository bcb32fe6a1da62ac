"""Providers with a protocol of their own: what is asked for, and what their errors become.

Their packages are extras. What they raise was seen with langchain-anthropic 1.7, langchain-google-genai 4.4
and langchain-mistralai 1.1 against a server on loopback, and is made up here in the same shapes.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from qa.answer.llm.chat.config import ModelConfig
from qa.answer.llm.chat.errors import Called, explain, retry_after
from qa.errors import ConfigError, ModelRefusedError

CALLED = Called("google_genai:g", "http://127.0.0.1:9", 60.0, "sk-secret")


@pytest.mark.parametrize(
    ("model", "base_url", "provider", "name"),
    [
        ("anthropic:claude", None, "anthropic", "claude"),
        ("google:gemini", None, "google_genai", "gemini"),
        ("mistral:large", None, "mistralai", "large"),
        ("anthropic:claude", "http://127.0.0.1:9", "anthropic", "claude"),
        ("google_genai:gemini", "http://127.0.0.1:9", "google_genai", "gemini"),
        ("mistral:7b", "http://127.0.0.1:11434/v1", "openai", "mistral:7b"),
        ("anthropic/claude", "http://127.0.0.1:9", "openai", "anthropic/claude"),
    ],
)
def test_a_provider_speaks_its_own_protocol_also_at_another_address(
    model: str, base_url: str | None, provider: str, name: str
) -> None:
    config = ModelConfig(model, base_url)
    assert (config.provider, config.name) == (provider, name)
    assert config.address.startswith(base_url or "https://")


@pytest.mark.parametrize(
    ("provider", "command"),
    [
        ("anthropic", "pip install 'newsdesk-qa[anthropic]'"),
        ("google_genai", "pip install 'newsdesk-qa[google]'"),
        ("google", "pip install 'newsdesk-qa[google]'"),
        ("mistralai", "pip install 'newsdesk-qa[mistral]'"),
        ("mistral", "pip install 'newsdesk-qa[mistral]'"),
        ("some_other", "pip install langchain-some-other"),
    ],
)
def test_a_missing_extra_is_named_with_the_command_that_installs_it(provider: str, command: str) -> None:
    error = explain(ImportError("no module"), Called(f"{provider}:m", "x", 1.0))
    assert isinstance(error, ConfigError)
    assert error.hint == command


class ClientError(Exception):
    """As google.genai raises it: the response is on it, the error that reaches us wraps it."""

    code = 429
    response = SimpleNamespace(headers={"retry-after": "3"}, status_code=429)


def test_a_wait_that_the_server_asks_for_is_found_in_what_the_error_was_raised_from() -> None:
    wrapped = ValueError("wrapped")
    wrapped.__cause__ = ClientError("slow down")
    assert retry_after(wrapped) == 3.0
    assert retry_after(ValueError("alone")) is None


class BadRequestError(Exception):
    status_code = 400


def test_a_key_that_is_refused_with_400_is_a_refused_key_and_the_message_is_one_line() -> None:
    told = "{'error': {'code': 400, 'message': 'API key not valid.', 'status': 'INVALID_ARGUMENT'}}"
    error = explain(BadRequestError(f"400 INVALID_ARGUMENT. {told}"), CALLED)
    assert isinstance(error, ModelRefusedError)
    assert error.message == "http://127.0.0.1:9 refused the key: API key not valid."
    assert "QA_API_KEY" in error.hint
