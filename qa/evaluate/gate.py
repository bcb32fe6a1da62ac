"""The quality gate: floors that a change may raise but never silently lower."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from qa.errors import ConfigError


def load_floors(path: Path) -> dict[str, float]:
    """The pinned floors of a TOML file, metric by metric. Raises ConfigError when it cannot be read."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot read the floors: {path}", str(error)) from error
    return {name: float(value) for name, value in content.get("floors", {}).items()}


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for each metric that is missing or under its floor; empty when the gate is passed."""
    problems = []
    for name, floor in floors.items():
        if name not in figures:
            problems.append(f"{name} was not measured (floor {floor:.3f})")
        elif figures[name] < floor:
            problems.append(f"{name} is {figures[name]:.3f}, under its floor {floor:.3f}")
    return problems
