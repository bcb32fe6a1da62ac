"""The lock: every file by its hash, every licence one that is accepted."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def supply() -> Any:
    spec = importlib.util.spec_from_file_location("supply", ROOT / "scripts" / "supply.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["requirements.lock", "scripts/supply.lock"])
def test_every_package_of_a_lock_has_hashes(name: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    assert len(packages) > 20
    assert [package.split("\n")[0] for package in packages if "--hash=sha256:" not in package] == []


def test_every_licence_is_listed_and_accepted(supply: Any) -> None:
    assert supply.licences() == []


@pytest.mark.parametrize(
    ("licence", "accepted"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-3.0-only", False),
        ("not stated", False),
    ],
)
def test_a_licence_is_accepted_when_a_choice_is_accepted_in_all_its_parts(
    supply: Any, licence: str, accepted: bool
) -> None:
    assert supply.is_accepted(licence) is accepted
