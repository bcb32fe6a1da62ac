"""Briefings that a model writes: checked like answers, within a budget, estimated before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.openai_server import FakeOpenAI, fake_openai

ABOUT = ("brief", "--topic", "ferry at Brackwater", "--template", "short")
TRUE = "A passenger ferry hit the quay in Brackwater on Tuesday and 12 people were injured. [1.1]"
FALSE = "The ferry hit the quay and 40 people were killed. [1.1]"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    """A server with one model, and the settings that use it."""
    with fake_openai() as fake:
        monkeypatch.setenv("QA_MODEL", "openai:test-model")
        monkeypatch.setenv("QA_BASE_URL", fake.url)
        yield fake


def test_what_a_model_writes_is_shown_when_its_source_says_so_and_only_then(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    server.script(*[f"{TRUE}\n{FALSE}"] * 6)
    briefing = json.loads(run(*ABOUT, "--json").out)
    assert briefing["engine"] == "llm"
    assert briefing["bottom_line"][0]["text"].startswith("A passenger ferry hit the quay")
    assert briefing["usage"]["model_calls"] >= 1
    assert briefing["removed"]
    shown = json.dumps({k: v for k, v in briefing.items() if k != "removed"})
    assert "40 people were killed" not in shown


def test_a_dry_run_counts_calls_and_makes_none(server: FakeOpenAI, library: Path, run: Callable) -> None:
    ran = run(*ABOUT, "--out", "out", "--dry-run", "--json")
    estimate = json.loads(ran.out)
    assert estimate["calls"] >= 1
    assert estimate["prompt_tokens"] > 100
    assert server.requests == []


def test_a_budget_that_is_used_up_stops_before_the_call_and_ends_with_4(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    ran = run(*ABOUT, "--out", "out", "--budget", "10t")
    assert ran.code == 4
    assert "over budget" in ran.out
    assert "the budget of 10 tokens" in ran.out
    assert server.requests == []
    assert "Not made" in Path("out/index.html").read_text()


def test_a_budget_in_dollars_needs_a_price(server: FakeOpenAI, library: Path, run: Callable) -> None:
    ran = run(*ABOUT, "--out", "out", "--budget", "0.10")
    assert ran.code == 2
    assert "needs the price of openai:test-model" in ran.err
    assert server.requests == []
