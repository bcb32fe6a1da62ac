"""`qa setup`: a model found or named, tried with one question, and written to the settings."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.run import Run, command, option
from qa.errors import ConfigError

if TYPE_CHECKING:
    from qa.answer.llm.chat.config import ModelConfig
    from qa.answer.llm.chat.probe import LocalServer

PROVIDERS = {
    "openai": "gpt-4.1-mini",
    "anthropic": "claude-haiku-4-5",
    "google": "gemini-2.5-flash",
    "mistral": "mistral-small-latest",
}
"""Providers with a key, each with a model of its small and cheap kind, to be accepted or typed over."""

NOT_WORKING = 4
"""Exit code when the model was reached and did not answer the trial question, or was not reached."""


@dataclass(frozen=True)
class Choice:
    """A model, where it is, and its key."""

    model: str
    base_url: str | None = None
    key: str | None = None


@command
def setup(
    run: Run,
    server: Annotated[str | None, option("URL", "A server that speaks the OpenAI protocol.")] = None,
    name: Annotated[str | None, option("MODEL", "The model of that server.", "--name")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the first model that is found.")] = False,
) -> int:
    """Find a model, try it with one question, and write the settings.

    Looks for Ollama, llama.cpp, LM Studio and vLLM on this machine; else takes a provider and a key, which is
    not shown while it is typed. Says what will be sent where.
    """
    choice = _named(server, name) if server else _chosen(run, yes)
    if choice is None:
        run.say("no model is set: answers are the sources' own sentences, and nothing leaves this machine")
        return 0
    config = _config(choice)
    worked = _try(run, config)
    if not worked:
        return NOT_WORKING
    from qa.settings.keys import keep_key
    from qa.settings.writing import write_config

    kept = keep_key(choice.model.partition(":")[0], choice.key) if choice.key else None
    key = kept or choice.key
    file = write_config({"model": choice.model, "base_url": choice.base_url, "api_key": key})
    told = " (only you can read it)" if choice.key else ""
    run.say(f"written to {file}" + ("; the key is in your keyring" if kept else told))
    run.say(_sent(config))
    return 0


def _named(server: str, name: str | None) -> Choice:
    """The model of a server that was named. Raises ConfigError when it cannot be told which."""
    from qa.answer.llm.chat.probe import list_models

    url = server.rstrip("/")
    models = list_models(url) or ()
    if name is None and len(models) != 1:
        told = f"it has {', '.join(models[:8])}" if models else "it lists none"
        raise ConfigError(f"which model of {url}?", f"add --name MODEL: {told}")
    return Choice(f"openai:{name or models[0]}", url)


def _chosen(run: Run, yes: bool) -> Choice | None:
    """What the user picks of what was found, or a provider with a key; None for no model."""
    from qa.answer.llm.chat.probe import find_local_servers

    found = [(server, model) for server in find_local_servers() for model in server.models]
    for number, (server, model) in enumerate(found, start=1):
        run.say(f"{number}. {model} ({server.name} at {server.base_url})")
    if yes or not sys.stdin.isatty():
        if not found:
            raise ConfigError("no model server was found on this machine", "start one, or give --server URL")
        return _local(*found[0])
    if not found:
        run.say("no model server answers on this machine (Ollama, llama.cpp, LM Studio, vLLM)")
    run.say("p. a provider with a key: " + ", ".join(PROVIDERS))
    run.say("n. no model")
    picked = typer.prompt("which", default="1" if found else "n", err=True).strip().lower()
    if picked == "n":
        return None
    if picked == "p":
        return _provider(run)
    if picked.isdigit() and 1 <= int(picked) <= len(found):
        return _local(*found[int(picked) - 1])
    raise ConfigError(f"not one of them: {picked}", "give a number, p or n")


def _local(server: LocalServer, model: str) -> Choice:
    return Choice(f"openai:{model}", server.base_url)


def _provider(run: Run) -> Choice:
    provider = typer.prompt("provider", default="openai", err=True).strip().lower()
    if provider not in PROVIDERS:
        raise ConfigError(f"unknown provider: {provider}", f"one of {', '.join(PROVIDERS)}")
    model = typer.prompt("model", default=PROVIDERS[provider], err=True).strip()
    key = typer.prompt("key (not shown)", hide_input=True, err=True).strip()
    return Choice(f"{provider}:{model}", None, key)


def _config(choice: Choice) -> ModelConfig:
    from qa.answer.llm.chat.config import ModelConfig

    return ModelConfig(
        choice.model, choice.base_url, choice.key, max_output_tokens=128, retries=0, timeout=120.0
    )


def _try(run: Run, config: ModelConfig) -> bool:
    """One question on two sentences, through the whole chain; what came of it is told."""
    from qa.answer.llm.trial import tried

    run.say(f"trying {config.model} at {config.address} …")
    result = tried(config)
    run.say(result.told)
    if not result.replied and result.hint:
        run.say(f"hint: {result.hint}")
    return result.replied


def _sent(config: ModelConfig) -> str:
    """What leaves this machine, and where it goes."""
    if config.local:
        return (
            f"questions and the sentences found for them go to {config.address}, on this machine; "
            "nothing leaves it"
        )
    return f"questions and the sentences found for them go to {config.address}, and nothing goes elsewhere"
