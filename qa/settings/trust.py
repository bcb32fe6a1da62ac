"""Which `.env` may decide where words and keys go: one that the user has read and accepted, by its hash.

A folder of clippings may come from anywhere, and so may the `.env` in it. Without acceptance it may set only
what changes how an answer is made, never what leaves this machine, for whom, or which files are used: a
`QA_BASE_URL` in a downloaded folder would otherwise receive the key of the user's shell. As direnv does, the
acceptance holds for these very bytes; a changed file is asked about again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from pathlib import Path

from platformdirs import user_config_path

from qa.errors import ConfigError
from qa.files import write_whole

DOTENV = Path(".env")

HARMLESS = frozenset(
    (
        *(
            "engine",
            "temperature",
            "max_output_tokens",
            "context_tokens",
            "timeout",
            "retries",
            "concurrency",
        ),
        *("top_k", "strictness", "rerank", "max_file_mb", "file_seconds", "cache", "wait"),
    )
)
"""What any `.env` may set: how an answer is made. None of it names an address or a file, or spends more."""


def is_trusted(file: Path = DOTENV) -> bool:
    """Whether the user has accepted this file as it is now."""
    return _recorded().get(_key(file)) == _digest(file)


def trust(file: Path) -> None:
    """Accept this file as it is now. Raises ConfigError when it cannot be read or the record not written."""
    digest = _digest(file)
    if digest is None:
        raise ConfigError(f"there is no file {file}", "name the folder in which a .env lies: qa trust DIR")
    _record({**_recorded(), _key(file): digest})


def distrust(file: Path) -> bool:
    """Take the acceptance of this file back; whether there was one."""
    known = _recorded()
    there = known.pop(_key(file), None) is not None
    if there:
        _record(known)
    return there


def refuse_untrusted(names: Collection[str], prefix: str, file: Path = DOTENV) -> None:
    """Raises ConfigError when a `.env` that is not accepted sets one of `names` that is not harmless."""
    risky = sorted(set(names) - HARMLESS)
    if not risky or is_trusted(file):
        return
    changed = "has changed since you trusted it" if _key(file) in _recorded() else "is not trusted"
    written = ", ".join(prefix + name.upper() for name in risky)
    raise ConfigError(
        f"{file.resolve()} {changed} and may not set {written}",
        f"read it; if it is yours: qa trust {file.resolve().parent}",
    )


def record_file() -> Path:
    """Where acceptances are kept: beside the user's config file."""
    return user_config_path("newsdesk-qa") / "trusted.json"


def _key(file: Path) -> str:
    return os.path.realpath(file)


def _digest(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _recorded() -> dict[str, str]:
    try:
        content = json.loads(record_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}


def _record(known: dict[str, str]) -> None:
    file = record_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, (json.dumps(known, indent=1) + "\n").encode(), 0o600)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}", "check its folder") from error
