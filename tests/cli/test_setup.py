"""`qa setup`: a model found on this machine, tried, written to the settings, and used by the next command."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer.llm.chat import probe
from qa.errors import ConfigError
from qa.settings.settings import config_file
from qa.settings.writing import write_config
from tests.fakes.openai_server import FakeOpenAI, Reply, failure, fake_openai


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    """The one server that is found on this machine."""
    with fake_openai() as fake:
        fake.models = ["small-model"]
        real = probe.find_local_servers
        monkeypatch.setattr(probe, "find_local_servers", lambda: real([("Ollama", fake.port)]))
        yield fake


def test_a_server_on_this_machine_is_found_tried_and_written_and_the_next_question_uses_it(
    server: FakeOpenAI, library: Path, run: Callable
) -> None:
    server.default = Reply("The ferry carried 40 cars, the harbour office said. [1.2]")
    ran = run("setup")
    assert ran.code == 0
    assert "small-model (Ollama at" in ran.err
    assert "borne out by its source" in ran.err
    assert "on this machine; nothing leaves it" in ran.err
    written = tomllib.loads(config_file().read_text())
    assert written == {"model": "openai:small-model", "base_url": server.url}
    assert oct(config_file().stat().st_mode & 0o777) == "0o600"
    before = len(server.requests)
    assert run("ask", "Who is the captain of the ferry?").code == 0
    assert len(server.requests) > before


def test_a_model_that_does_not_work_is_told_and_nothing_is_written(server: FakeOpenAI, run: Callable) -> None:
    server.default = failure(500, "out of memory")
    ran = run("setup")
    assert ran.code == 4
    assert "out of memory" in ran.err
    assert not config_file().exists()


def test_a_weak_model_is_usable_and_what_happens_then_is_said(server: FakeOpenAI, run: Callable) -> None:
    server.default = Reply("The mayor of Oslo bought nine ships. [1.1]")
    ran = run("setup")
    assert ran.code == 0
    assert "own sentences answer" in ran.err


def test_without_a_server_nobody_is_asked_in_a_pipe(monkeypatch: pytest.MonkeyPatch, run: Callable) -> None:
    monkeypatch.setattr(probe, "find_local_servers", lambda: ())
    ran = run("setup")
    assert ran.code == 2
    assert "no model server was found" in ran.err


def test_a_server_that_is_named_must_have_one_model_or_be_told_which(
    server: FakeOpenAI, run: Callable
) -> None:
    server.models = ["a", "b"]
    ran = run("setup", "--server", server.url)
    assert ran.code == 2
    assert "it has a, b" in ran.err
    server.default = Reply("The ferry carried 40 cars. [1.2]")
    assert run("setup", "--server", server.url, "--name", "b").code == 0
    assert tomllib.loads(config_file().read_text())["model"] == "openai:b"


def test_other_lines_of_the_config_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('# mine\ntop_k = 4\nmodel = "openai:old"\n\n[prices]\nmodel = [1.0, 2.0]\n')
    write_config({"model": 'openai:a"b', "base_url": None, "api_key": "k"}, file)
    assert tomllib.loads(file.read_text()) == {
        "top_k": 4,
        "model": 'openai:a"b',
        "api_key": "k",
        "prices": {"model": [1.0, 2.0]},
    }
    assert file.read_text().startswith("# mine\n")
    (tmp_path / "no").write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        write_config({"model": "x"}, tmp_path / "no" / "config.toml")
