"""The user's config file, changed by a command: some keys set, every other line kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from qa.errors import ConfigError
from qa.files import write_whole
from qa.settings.settings import config_file


def write_config(values: Mapping[str, str | None], file: Path | None = None) -> Path:
    """Set these keys (None takes one away) and keep the rest. The file is for its owner alone: 0600.

    Raises ConfigError when it cannot be written.
    """
    file = file or config_file()
    try:
        old = file.read_text("utf-8") if file.exists() else ""
        named = re.compile(rf"\s*(?:{'|'.join(map(re.escape, values))})\s*=")
        top, tables = _parted(old)
        kept = [line for line in top if not named.match(line)]
        # A TOML basic string is written as JSON writes one.
        new = [f"{key} = {json.dumps(value)}" for key, value in values.items() if value is not None]
        file.parent.mkdir(parents=True, exist_ok=True)
        content = "\n".join([*kept, *new, *tables]).strip("\n") + "\n"
        write_whole(file, content.encode(), 0o600)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be written: {error}", "check who owns it") from error
    return file


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Lines before the first table, and the rest: a key after a table's head would be one of the table."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    return lines[:first], lines[first:]
