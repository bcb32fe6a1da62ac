"""`qa doctor`: what works, which engine is used and why, and every address that would be contacted."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qa.answer.extractive.languages import judged_languages
from qa.desk.engines import Engines
from qa.errors import LibraryMissingError, QAError
from qa.models.multilingual.base import read_card
from qa.settings import config_file
from qa.text import token_counter
from qa.types import LibraryStats
from qa.version import __version__

if TYPE_CHECKING:
    from qa.answer.llm.chat.config import ModelConfig
    from qa.library.library import Library
    from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: what it is, how it went, and what to do when it is not well."""

    name: str
    status: Literal["ok", "note", "fail"]
    detail: str
    hint: str = ""


def examine(engines: Engines, library: Callable[[], Library], *, deep: bool = False) -> list[Check]:
    """Try everything that an answer needs once, in the order in which it is needed."""
    checks = [_environment(), *_library(library)]
    if deep:
        checks += _deep(engines.settings)
    checks.append(_attempt("embedder", lambda: _embedder(engines)))
    checks.append(_attempt("engine", lambda: _engine(engines)))
    checks.append(Check("languages", "ok", _languages()))
    checks += _networks(engines)
    checks.append(Check("tokens", "ok", f"counted by {token_counter()}"))
    checks += [_model(purpose, config) for purpose, config in _models(engines)]
    if not any(check.name.endswith("model") for check in checks):
        checks += _local_servers()
    checks += _servers(engines.settings)
    if _stays_here(engines):
        but = _followed(engines)
        checks.append(Check("network", "ok", f"nothing is contacted{but}: all of it runs on this machine"))
    return checks


def _servers(settings: Settings) -> Iterator[Check]:
    """The servers that keep parts of the library, without passwords."""
    if settings.catalog_url is not None:
        from qa.library.store.engines.session import place_of

        url = settings.catalog_url.get_secret_value()
        yield _attempt("catalog", lambda: f"kept at {place_of(url)}")
        if settings.chroma_url is None:
            yield _attempt("vectors", lambda: _beside_the_catalog(url))
    if settings.chroma_url is not None:
        yield Check("vectors", "ok", f"kept at {settings.chroma_url}")


def _beside_the_catalog(url: str) -> str:
    """How vectors are compared where a server keeps the catalog and no Chroma server is set."""
    from qa.library.store.engines.session import Session
    from qa.library.vectors.pgvector import usable

    with closing(Session(url)) as session:
        kept = usable(session)
    return "kept beside the catalog, by pgvector" if kept else "all compared in memory: no pgvector there"


def _followed(engines: Engines) -> str:
    """What `qa refresh` would ask, as an exception to nothing."""
    from urllib.parse import urlsplit

    from qa.desk.fresh.follows import Follows

    hosts = {urlsplit(one.source).netloc for one in Follows(engines.settings.library).all()} - {""}
    if not hosts:
        return ""
    shown = ", ".join(sorted(hosts)[:5]) + (f" and {len(hosts) - 5} more" if len(hosts) > 5 else "")
    return f" but what is followed ({shown}), by qa refresh"


def _networks(engines: Engines) -> Iterator[Check]:
    """The networks of the user's own that order stories and check sentences, each loaded once."""
    s = engines.settings
    if s.rerank_model:
        yield _attempt("re-ranker", lambda: f"{s.rerank_model} on this machine" if engines.reranker else "")
    if (s.check_model or "").startswith("local:"):
        idle = "" if engines.choose()[0] == "llm" else "; not used, since no model writes"
        yield _attempt("checker", lambda: f"{s.check_model}{' on this machine' if engines.checker else idle}")


def _attempt(name: str, work: Callable[[], str]) -> Check:
    try:
        return Check(name, "ok", work())
    except LibraryMissingError as error:
        return Check(name, "note", error.message, error.hint)
    except QAError as error:
        return Check(name, "fail", error.message, error.hint)


def _environment() -> Check:
    file = config_file()
    config = f"config file {file}" if file.is_file() else "no config file"
    detail = f"newsdesk-qa {__version__}, Python {platform.python_version()}, {platform.system()}, {config}"
    return Check("version", "ok", detail)


def _library(library: Callable[[], Library]) -> Iterator[Check]:
    opened = _attempt("library", lambda: f"{library().path}: {_described(library().stats())}")
    yield opened
    if opened.status == "ok":
        for problem in library().check():
            yield Check("library", "fail", problem, "qa rebuild makes the indexes again")
        yield from _recurring(library())


def _recurring(library: Library) -> Iterator[Check]:
    """Lines that return across the articles of an outlet, and whether articles still have them."""
    found = [(one, outlet) for outlet, lines in library.recurring().items() for one in lines.values()]
    if not found:
        return
    found.sort(key=lambda pair: (-pair[0].articles, pair[0].line))
    shown = "; ".join(f"“{one.line[:60]}” ({outlet})" for one, outlet in found[:3])
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    left = len(library.holding_recurring())
    what = f"{len(found)} taken out of new articles: {shown}{more}"
    hint = f"qa rebuild takes them out of {left} articles that came before" if left else ""
    yield Check("recurring lines", "note" if left else "ok", what, hint)


def _deep(settings: Settings) -> Iterator[Check]:
    """The files of the library to their end, and the backups that there are."""
    folder = settings.library
    if settings.catalog_url is not None:
        yield Check("files", "note", "PostgreSQL keeps the articles, and looks after its files (pg_amcheck)")
        return
    from qa.library.inspection import deep_problems
    from qa.library.safety import CATALOG, backups
    from qa.library.trouble import MENDED_BY

    if not (folder / CATALOG).is_file():
        return
    problems = list(deep_problems(folder))
    for problem in problems:
        yield Check("files", "fail", problem, MENDED_BY)
    if not problems:
        yield Check("files", "ok", "every article is the one that was stored, the word index agrees")
    names = ", ".join(place.name for place in backups(folder))
    yield Check("backups", "ok" if names else "note", names or "none yet: one is made when articles change")


def _described(stats: LibraryStats) -> str:
    counts = (stats.articles, "article"), (len(stats.outlets), "outlet"), (stats.passages, "passage")
    articles, outlets, passages = (f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts)
    return f"{articles} from {outlets}, {passages}"


def _embedder(engines: Engines) -> str:
    vector = engines.embedder.embed(["news"])[0]
    where = engines.settings.embed_base_url or "the address of OpenAI"
    if not engines.settings.embedder.startswith("openai:"):
        where = "this machine"
    return f"{engines.embedder.name} on {where}, {len(vector)} numbers a passage"


def _languages() -> str:
    figures = read_card()["figures"]["right, refused"]
    told = [
        f"{code} {'/'.join(f'{f:.2f}' for f in figures.get(code, ()))}" for code in sorted(judged_languages())
    ]
    judged = ", ".join(map(str.strip, told))
    known = f"{judged} (the right sentence first, refused where nothing answers)"
    return f"without a model answers are judged in {known}; in others the nearest passage is shown"


def _engine(engines: Engines) -> str:
    name, reason = engines.choose()
    if name == "extractive":
        # Loading it is what shows that its reader is installed and whole.
        name = engines.engaged.engine.name
    return f"{name} ({reason})"


def _models(engines: Engines) -> Iterator[tuple[str, ModelConfig]]:
    """The models that would be called with these settings."""
    if engines.settings.model and engines.settings.engine != "extractive":
        for purpose, config in (("model", engines.writing), ("checking model", engines.checking)):
            if config is not None:
                yield purpose, config


def _model(purpose: str, config: ModelConfig) -> Check:
    from qa.answer.llm.chat.probe import probe

    found = probe(config)
    detail = f"{found.model} at {found.address}: {found.detail}"
    if found.replied:
        return Check(purpose, "ok", f"{detail} in {found.seconds:.1f} s")
    reached = "the address answers" if found.reachable else "the address cannot be reached"
    return Check(purpose, "fail", detail, f"{reached}; check QA_MODEL, QA_BASE_URL and QA_API_KEY")


def _local_servers() -> Iterator[Check]:
    from qa.answer.llm.chat.probe import find_local_servers

    for server in find_local_servers():
        hint = "to use it, put these two lines in .env: " + " and ".join(server.env)
        models = ", ".join(server.models[:3])
        yield Check("local", "note", f"{server.name} answers at {server.base_url} with {models}", hint)


def _stays_here(engines: Engines) -> bool:
    s = engines.settings
    here = not s.embedder.startswith("openai:") and s.chroma_url is None and s.catalog_url is None
    return here and not any(_models(engines))
