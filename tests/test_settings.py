"""Settings: where they come from, which wins, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import ConfigError
from qa.settings import Settings, config_file, load_settings, masked, origins


def write_config(text: str) -> Path:
    file = config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_options_win_over_environment_over_dotenv_over_config_file_over_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_settings().top_k == 8
    write_config("top_k = 2")
    assert load_settings().top_k == 2
    Path(".env").write_text("QA_TOP_K=3\nOTHER_TOOL=1\n")
    assert load_settings().top_k == 3
    monkeypatch.setenv("QA_TOP_K", "4")
    assert load_settings().top_k == 4
    assert load_settings({"top_k": 5}).top_k == 5
    assert load_settings({"top_k": None}).top_k == 4


def test_each_setting_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_config('temperature = 0.5\nmodel = "openai:a"')
    Path(".env").write_text("QA_MODEL=openai:b\n")
    monkeypatch.setenv("QA_RETRIES", "1")
    found = origins({"engine": "llm", "model": None})
    assert found["temperature"] == str(file)
    assert found["model"] == ".env QA_MODEL (not trusted)"
    assert found["retries"] == "environment QA_RETRIES"
    assert found["engine"] == "option --engine"
    assert "timeout" not in found


@pytest.mark.parametrize("place", ["environment", ".env", "config", "options"])
def test_an_unknown_name_is_refused_wherever_it_stands_with_the_nearest_one(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags: dict[str, object] = {}
    if place == "environment":
        monkeypatch.setenv("QA_MODLE", "x")
    elif place == ".env":
        Path(".env").write_text("QA_MODLE=x\n")
    elif place == "config":
        write_config('modle = "x"')
    else:
        flags["modle"] = "x"
    with pytest.raises(ConfigError) as caught:
        load_settings(flags)
    assert caught.value.exit_code == 2
    assert "modle" in caught.value.message.lower()
    assert "model" in caught.value.hint.lower()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("QA_TIMEOUT", "soon", "timeout"),
        ("QA_TIMEOUT", "-1", "timeout"),
        ("QA_TEMPERATURE", "9", "temperature"),
        ("QA_ENGINE", "gpt", "'auto', 'extractive' or 'llm'"),
        ("QA_MODEL", "gpt-4.1", "provider:name"),
        ("QA_BASE_URL", "localhost:11434", "http://"),
        ("QA_EMBEDDER", "bert", "local:NAME or openai:NAME"),
        ("QA_PRICES", "{broken", "prices"),
        ("QA_PRICES", '{"openai:a": [-1, 2]}', "negative"),
    ],
)
def test_an_impossible_value_is_refused_by_name(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert says in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_a_broken_config_file_is_named() -> None:
    file = write_config("model = ")
    with pytest.raises(ConfigError, match=str(file)):
        load_settings()


@pytest.mark.parametrize(
    ("env", "key"),
    [
        ({"QA_MODEL": "openai:a"}, "sk-test"),
        ({"QA_MODEL": "openai:a", "QA_API_KEY": "mine"}, "mine"),
        ({"QA_MODEL": "openai:a", "QA_BASE_URL": "http://localhost:1/v1"}, None),
        ({"QA_MODEL": "anthropic:a"}, None),
        ({}, None),
    ],
)
def test_the_key_for_openai_goes_to_openai_alone(
    env: dict[str, str], key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    found = load_settings().api_key
    assert (found.get_secret_value() if found else None) == key


def test_secrets_never_show() -> None:
    settings = load_settings({"api_key": "sk-secret", "prices": {"openai:a": (1.0, 2.0)}})
    assert "sk-secret" not in repr(settings) + json.dumps(masked(settings), default=str)
    assert masked(settings)["api_key"] == "********"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().top_k = 3  # type: ignore[misc]


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_paths_may_start_at_home(own_home: Path) -> None:
    assert load_settings({"library": "~/news"}).library == own_home / "news"
