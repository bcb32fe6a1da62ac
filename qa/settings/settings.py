"""Settings: flags > environment (QA_*) > .env > config file > default. Built once, handed to the desk.

Importing this module costs about half a second (pydantic-settings): import it inside functions.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path, user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from qa.errors import ConfigError, in_plain_words
from qa.settings.trust import DOTENV, is_trusted, refuse_untrusted

PREFIX = "QA_"


def config_file() -> Path:
    """The settings file of this user: `newsdesk-qa/config.toml` in the XDG config directory."""
    return user_config_path("newsdesk-qa") / "config.toml"


def learned_file() -> Path:
    """What models were found not to take: `models.json` in the XDG cache directory."""
    return user_cache_path("newsdesk-qa") / "models.json"


def default_library() -> Path:
    """The library of this user: `newsdesk-qa` in the XDG data directory."""
    return user_data_path("newsdesk-qa")


def default_models() -> Path:
    """Where networks of this user's own are kept, for all libraries."""
    return user_data_path("newsdesk-qa") / "models"


class Settings(BaseSettings):
    """Everything that can be set. Each is the option or key, `QA_` plus its capitals in the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        dotenv_filtering="only_existing",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        validate_default=True,
    )

    library: Path = Field(default_factory=default_library)
    """The directory of the library."""
    engine: Literal["auto", "extractive", "llm"] = "auto"
    """Who writes answers: exact sentences (extractive), a model (llm), or a model if one is set (auto)."""
    model: str | None = None
    """The model that writes, as provider:name (openai:gpt-4.1-mini); any name with `base_url`."""
    base_url: str | None = None
    """The address of a server that speaks the OpenAI protocol (http://localhost:11434/v1)."""
    api_key: SecretStr | None = None
    """The key for `model`. OPENAI_API_KEY is read only for an openai: model without a `base_url`."""
    embedder: str = "minilm"
    """What turns passages into vectors: minilm (built in), local:NAME (`qa models`) or openai:NAME."""
    models: Path = Field(default_factory=default_models)
    """Where the networks are that `qa models add` got."""
    model_mirror: str | None = None
    """Another address of the hub that `qa models add` asks."""
    chroma_url: str | None = None
    """The address of a Chroma server that keeps the vectors (http://host:8000); none by default."""
    chroma_token: SecretStr | None = None
    """The token that the Chroma server asks for."""
    catalog_url: SecretStr | None = None
    """The PostgreSQL database that keeps the articles, for several writing hosts; none by default
    (postgresql://USER:PASSWORD@HOST:5432/DATABASE)."""
    embed_base_url: str | None = None
    """The address of an OpenAI-compatible embeddings server, for an openai: embedder."""
    embed_api_key: SecretStr | None = None
    """The key for the embeddings server."""
    check_model: str | None = None
    """A second model that checks drafted sentences, as provider:name; none by default."""
    check_base_url: str | None = None
    """The address of the checking model's server."""
    check_api_key: SecretStr | None = None
    """The key for the checking model."""
    temperature: float = Field(default=0.0, ge=0.0, le=2.0)
    """How freely the model words things; 0 for the most repeatable."""
    max_output_tokens: int = Field(default=1024, ge=16, le=65_536)
    """The longest reply a model may write, in tokens."""
    context_tokens: int = Field(default=8192, ge=1024, le=2_000_000)
    """How many tokens the model reads at most: prompt, evidence and reply together."""
    timeout: float = Field(default=60.0, gt=0.0, le=3600.0)
    """Seconds to wait for a server; unless it is set, for a model on this machine as long as for a reply."""
    reply_seconds: float = Field(default=180.0, gt=0.0, le=7200.0)
    """Seconds that one reply may take; a reply that is being written by then is cut, and that is said."""
    retries: int = Field(default=2, ge=0, le=10)
    """How often a failed call that may succeed later is tried again."""
    concurrency: int = Field(default=4, ge=1, le=64)
    """How many calls may run at once."""
    budget: str | None = Field(default=None, coerce_numbers_to_str=True)
    """What one command may use, in dollars (0.50) or tokens (20000t); it stops before it would use more."""
    prices: dict[str, tuple[float, float]] = {}
    """Dollars per million prompt and completion tokens, where the listed ones do not hold:
    {"openai:gpt-4.1-mini": [0.40, 1.60]}."""
    prompts: Path | None = None
    """A directory of your own prompt files; they win over the built-in ones of the same name."""
    top_k: int = Field(default=8, ge=1, le=100)
    """How many stories a question is answered from at most."""
    rerank_model: str | None = None
    """A network that orders the stories that a search found, as local:NAME (`qa models`)."""
    rerank: bool = False
    """Whether the model first picks the stories to answer from among the top 30: one more call each."""
    locale: str | None = None
    """How days and numbers are written for people, as de or en-GB; 2025-08-20 and 1,234 by default."""
    backups: bool = True
    """Whether the library keeps a copy of its catalog of each of the last three days on which it changed."""
    wait: float = Field(default=60.0, ge=0.0, le=86_400.0)
    """Seconds to wait while another process writes to the library."""
    allow_private: bool = False
    """Whether `qa add URL` may fetch from private and loopback addresses."""
    request_pause: float = Field(default=1.0, ge=0.0, le=60.0)
    """Seconds between two requests of `qa refresh` to one host; its robots.txt may ask for more."""
    max_file_mb: float = Field(default=20.0, gt=0.0, le=2000.0)
    """Files and pages larger than this many megabytes are refused."""
    file_seconds: float = Field(default=300.0, gt=0.0, le=86_400.0)
    """Seconds that reading one file may take; then its reader is ended and the other files go on."""
    fallback: bool = True
    """Whether the sources' own sentences are shown where a model has no answer, or a worse one."""
    translate: bool = True
    """Whether the model translates shown sentences in another language than was asked: one call more."""
    structured: bool = False
    """Whether replies are held to a JSON schema, where the server can (llama.cpp, Ollama, vLLM, OpenAI)."""
    strictness: Literal["strict", "normal", "lenient"] = "normal"
    """How sure the articles' own sentences must be before they are shown as an answer."""
    cache: bool = True
    """Whether replies of models are kept and used again for the very same question and evidence."""
    log: bool = True
    """Whether questions, evidence and answers are kept in the library's log."""

    @model_validator(mode="before")
    @classmethod
    def _openai_key(cls, data: dict[str, Any]) -> dict[str, Any]:
        """OPENAI_API_KEY goes to OpenAI only: never to another address (paper-qa #1040)."""
        key = os.environ.get("OPENAI_API_KEY")
        for model, url, name in _KEYED:
            if key and not data.get(name) and not data.get(url) and _is_openai(data.get(model)):
                data = {**data, name: key}
        return data

    @field_validator("library", "prompts")
    @classmethod
    def _home(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else None

    @field_validator("base_url", "embed_base_url", "check_base_url", "chroma_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return url.rstrip("/") if url else None

    @field_validator("catalog_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must start with postgresql://")
        return url

    @field_validator("prices")
    @classmethod
    def _prices(cls, prices: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        if any(dollars < 0 for pair in prices.values() for dollars in pair):
            raise ValueError("a price cannot be negative")
        return prices

    @model_validator(mode="after")
    def _named(self) -> Settings:
        pairs = (("model", self.model, self.base_url), ("check_model", self.check_model, self.check_base_url))
        for name, model, url in pairs:
            if model and not url and ":" not in model:
                raise ValueError(f"{name} must be provider:name, as in openai:gpt-4.1-mini")
        if self.embedder != "minilm" and not self.embedder.startswith(("openai:", "local:")):
            raise ValueError("embedder must be minilm, local:NAME or openai:NAME")
        if self.rerank_model and not self.rerank_model.startswith("local:"):
            raise ValueError("rerank_model must be local:NAME")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Add the config file below the others; secrets directories are not read."""
        file = TomlConfigSettingsSource(settings_cls, config_file())
        return init_settings, env_settings, dotenv_settings, file


_KEYED = (
    ("model", "base_url", "api_key"),
    ("embedder", "embed_base_url", "embed_api_key"),
    ("check_model", "check_base_url", "check_api_key"),
)


def _is_openai(model: object) -> bool:
    return isinstance(model, str) and model.startswith("openai:")


def load_settings(flags: Mapping[str, object] | None = None) -> Settings:
    """The settings of this run; `flags` are those given as options (None means not given).

    Raises ConfigError, naming the setting and where it was set, for an unknown or impossible one.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    _refuse_unknown(given)
    in_file = _named(DotEnvSettingsSource(Settings, env_file=DOTENV).env_vars)
    refuse_untrusted(in_file - _named(os.environ) - given.keys(), PREFIX)
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise _explained(error, given) from None
    except ValueError as error:
        raise ConfigError(
            f"a setting cannot be read: {error}", "in the environment, tables are written as JSON"
        ) from None


def origins(flags: Mapping[str, object] | None = None) -> dict[str, str]:
    """Where each setting that is not a default came from: "option", "environment", ".env" or the file."""
    found: dict[str, str] = {}
    for name in (n for n, value in (flags or {}).items() if value is not None):
        found[name] = f"option --{name.replace('_', '-')}"
    for name in EnvSettingsSource(Settings)():
        found.setdefault(name, f"environment {PREFIX}{name.upper()}")
    kind = "trusted" if is_trusted() else "not trusted"
    for name in DotEnvSettingsSource(Settings, env_file=DOTENV)():
        found.setdefault(name, f"{DOTENV} {PREFIX}{name.upper()} ({kind})")
    for name in _file_values():
        found.setdefault(name, str(config_file()))
    return found


def masked(settings: Settings) -> dict[str, object]:
    """The settings as plain values for printing and JSON, with secrets as `********`."""
    shown: dict[str, object] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = "********"
        shown[name] = str(value) if isinstance(value, Path) else value
    return shown


def _file_values() -> dict[str, Any]:
    path = config_file()
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}", "the config file must be TOML: name = value") from None


def _given_names(flags: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """(name, as written, place) of everything that claims to be a setting."""
    for name in flags:
        yield name, name, "options"
    for variable in os.environ:
        if _is_ours(variable):
            yield variable[len(PREFIX) :].lower(), variable, "the environment"
    for variable in DotEnvSettingsSource(Settings, env_file=DOTENV).env_vars:
        if _is_ours(variable):
            yield variable[len(PREFIX) :].lower(), variable.upper(), str(DOTENV)
    for key in _file_values():
        yield key, key, str(config_file())


def _named(variables: Mapping[str, str | None]) -> set[str]:
    """The settings that these variables set; an empty one sets nothing."""
    return {name[len(PREFIX) :].lower() for name, value in variables.items() if value and _is_ours(name)}


def _is_ours(variable: str) -> bool:
    return variable.upper().startswith(PREFIX)


def _refuse_unknown(flags: Mapping[str, object]) -> None:
    for name, written, place in _given_names(flags):
        if name in Settings.model_fields:
            continue
        close = get_close_matches(name, Settings.model_fields, n=1, cutoff=0.5)
        wanted = (
            (PREFIX + close[0].upper() if written.upper().startswith(PREFIX) else close[0]) if close else ""
        )
        hint = f"did you mean {wanted}?" if close else "qa settings lists all settings"
        raise ConfigError(f"unknown setting {written} in {place}", hint)


def _explained(error: ValidationError, flags: Mapping[str, object]) -> ConfigError:
    """The first thing that is wrong, in one line, with the place to correct it."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    path = ".".join(str(part) for part in first["loc"])
    what = in_plain_words(first["msg"])
    what = what[0].lower() + what[1:]
    if not name:
        return ConfigError(what, "correct the option, the QA_ variable or the line in the config file")
    where = origins(flags).get(name, "the default")
    meaning = (Settings.model_fields[name].description or "").split("\n")[0]
    return ConfigError(f"{path}: {what} (from {where})", f"{name}: {meaning}")
