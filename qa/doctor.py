"""`qa doctor`: what works, which engine is used and why, and every address that would be contacted."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.error import URLError
from urllib.request import Request, urlopen

from qa import __version__
from qa.errors import LibraryMissingError, QAError
from qa.settings import Settings, config_file
from qa.types import LibraryStats

LOCAL_SERVERS = (("Ollama", 11434), ("llama.cpp", 8080), ("LM Studio", 1234))
"""Model servers and the ports that they listen on unless told otherwise."""

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: what it is, how it went, and what to do when it is not well."""

    name: str
    status: Literal["ok", "note", "fail"]
    detail: str
    hint: str = ""


def attempt(name: str, work: Callable[[], str]) -> Check:
    """The check that `work` makes: its words, or its error and hint."""
    try:
        return Check(name, "ok", work())
    except LibraryMissingError as error:
        return Check(name, "note", error.message, error.hint)
    except QAError as error:
        return Check(name, "fail", error.message, error.hint)


def environment() -> Check:
    """Versions of the tool and of Python, and the config file."""
    file = config_file()
    config = f"config file {file}" if file.is_file() else "no config file"
    detail = f"newsdesk-qa {__version__}, Python {platform.python_version()}, {platform.system()}, {config}"
    return Check("version", "ok", detail)


def described(stats: LibraryStats) -> str:
    """A library in one line."""
    outlets = len(stats.outlets)
    return f"{stats.articles} articles from {outlets} outlets, {stats.passages} passages, {stats.embedder}"


def addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    """(purpose, address) of everything that would be contacted with these settings; nothing else is."""
    if settings.model and settings.engine != "extractive":
        yield "model", settings.base_url or _home_of(settings.model)
        if settings.check_model:
            yield "checking model", settings.check_base_url or _home_of(settings.check_model)
    if settings.embedder != "minilm":
        yield "embedder", settings.embed_base_url or OPENAI


def _home_of(model: str) -> str:
    provider = model.partition(":")[0]
    return OPENAI if provider == "openai" else f"the servers of {provider}"


def local_server(timeout: float = 0.3) -> Check | None:
    """A model server on a usual port of this machine, and the two lines of .env that would use it."""
    for name, port in LOCAL_SERVERS:
        url = f"http://localhost:{port}/v1"
        models = _models(url, timeout)
        if models is not None:
            model = models[0] if models else "MODEL"
            hint = f"to use it, put in .env: QA_BASE_URL={url} and QA_MODEL=openai:{model}"
            return Check("local model", "note", f"{name} answers at {url} ({len(models)} models)", hint)
    return None


def _models(url: str, timeout: float) -> list[str] | None:
    """The names of the models of a server that speaks the OpenAI protocol; None when none answers."""
    try:
        with urlopen(Request(f"{url}/models"), timeout=timeout) as reply:
            rows = json.loads(reply.read(1_000_000))["data"]
            return [str(row["id"]) for row in rows]
    except (URLError, OSError, ValueError, KeyError, TypeError):
        return None
