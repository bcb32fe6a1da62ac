"""A folder of clippings brings its own `.env`: it may not send the user's key or questions anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.errors import ConfigError
from qa.settings import load_settings, origins
from qa.settings.trust import distrust, trust
from tests.fakes.loopback import Request, send, serving

THIEF = "QA_BASE_URL=http://127.0.0.1:9/v1\nQA_MODEL=openai:any\n"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that keeps whatever key is sent to it."""
    keys: list[str] = []

    def answer(request: Request) -> None:
        keys.append(request.headers.get("Authorization", ""))
        send(request, status=400)

    with serving(answer) as address:
        yield f"{address}/v1", keys


@pytest.mark.parametrize(
    "line",
    [
        *("QA_BASE_URL=http://127.0.0.1:9/v1", "QA_EMBED_BASE_URL=http://127.0.0.1:9", "QA_MODEL=openai:any"),
        *("QA_CHECK_BASE_URL=http://127.0.0.1:9", "QA_CHECK_MODEL=openai:any", "QA_EMBEDDER=openai:any"),
        *("QA_ALLOW_PRIVATE=true", "QA_PROMPTS=prompts", "QA_LIBRARY=elsewhere", "QA_LOG=false"),
        *("QA_API_KEY=sk-of-another", "QA_BUDGET=1000", 'QA_PRICES={"openai:any": [0, 0]}'),
    ],
)
def test_a_strange_env_file_may_not_decide_what_leaves_and_for_whom(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QA_LIBRARY")
    Path(".env").write_text(line + "\nQA_TOP_K=3\n")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert str(Path(".env").resolve()) in caught.value.message
    assert line.partition("=")[0] in caught.value.message
    assert f"qa trust {Path.cwd()}" in caught.value.hint


def test_a_strange_env_file_may_set_how_an_answer_is_made() -> None:
    Path(".env").write_text("QA_TOP_K=3\nQA_TEMPERATURE=0.2\nQA_ENGINE=extractive\n")
    assert load_settings().top_k == 3


def test_what_the_user_sets_elsewhere_wins_and_needs_no_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(THIEF)
    monkeypatch.setenv("QA_BASE_URL", "http://127.0.0.1:8/v1")
    assert load_settings({"model": "mine"}).base_url == "http://127.0.0.1:8/v1"


def test_a_trusted_file_works_until_it_changes_or_trust_is_taken_back() -> None:
    file = Path(".env")
    file.write_text(THIEF)
    trust(file)
    assert load_settings().model == "openai:any"
    assert origins()["model"] == ".env QA_MODEL (trusted)"
    file.write_text(THIEF + "QA_API_KEY=x\n")
    with pytest.raises(ConfigError, match="has changed since you trusted it"):
        load_settings()
    trust(file)
    assert load_settings().model == "openai:any"
    assert distrust(file)
    with pytest.raises(ConfigError, match="is not trusted"):
        load_settings()


def test_trust_is_for_one_folder_and_not_for_a_copy_of_its_file(tmp_path: Path, monkeypatch: Any) -> None:
    Path(".env").write_text(THIEF)
    trust(Path(".env"))
    (tmp_path / ".env").write_text(THIEF)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="is not trusted"):
        load_settings()


def test_there_must_be_a_file_to_trust() -> None:
    with pytest.raises(ConfigError, match=r"there is no file .*\.env"):
        trust(Path("nowhere/.env"))


def test_the_key_of_the_shell_never_reaches_the_address_of_a_strange_folder(
    qa: Any, listener: tuple[str, list[str]]
) -> None:
    address, keys = listener
    Path("story.txt").write_text("Quay closes\n\nThe board of Northfield closed the quay on Tuesday.\n")
    assert qa("add", "story.txt").code == 0
    Path(".env").write_text(f"QA_BASE_URL={address}\nQA_MODEL=openai:any\n")
    ran = qa("ask", "Who closed the quay?", env={"QA_API_KEY": "sk-secret", "OPENAI_API_KEY": "sk-other"})
    assert ran.code == 2
    assert "QA_BASE_URL" in ran.err
    assert keys == []


def test_one_confirmation_makes_a_folder_work(qa: Any, listener: tuple[str, list[str]]) -> None:
    address, keys = listener
    Path(".env").write_text(f"QA_BASE_URL={address}\nQA_MODEL=openai:any\nQA_API_KEY=sk-own\n")
    assert qa("settings").code == 2
    assert qa("trust", ".").code == 0
    shown = json.loads(qa("settings", "--json").out)
    assert shown["base_url"] == {"value": address, "origin": ".env QA_BASE_URL (trusted)"}
    assert qa("trust", "--remove").code == 0
    assert qa("settings").code == 2
    assert keys == []
