"""A key of a provider in the system's keyring: kept, read, and given to nobody else."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from qa.desk.engines import Engines
from qa.errors import ConfigError
from qa.settings import load_settings
from qa.settings.keys import keep_key, key_of


class Ring(ModuleType):
    """The package `keyring` with a store of its own; `closed` is one without a desktop session."""

    def __init__(self, *, closed: bool = False) -> None:
        super().__init__("keyring")
        self.errors = ModuleType("keyring.errors")
        self.errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
        self.closed, self.kept = closed, {}

    def set_password(self, service: str, name: str, key: str) -> None:
        if self.closed:
            raise self.errors.KeyringError("no backend")
        self.kept[service, name] = key

    def get_password(self, service: str, name: str) -> str | None:
        if self.closed:
            raise self.errors.KeyringError("no backend")
        return self.kept.get((service, name))


def installed(monkeypatch: pytest.MonkeyPatch, ring: Ring | None) -> None:
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", ring.errors if ring else None)


def test_a_key_in_the_keyring_is_named_in_the_settings_and_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(monkeypatch, Ring())
    named = keep_key("openai", "secret-1")
    assert named == "keyring:openai"
    settings = load_settings({"library": tmp_path, "model": "openai:gpt-4.1-mini", "api_key": named})
    writing = Engines(settings).writing
    assert writing is not None
    assert writing.api_key == "secret-1"


def test_a_kept_key_goes_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, Ring())
    keep_key("openai", "secret-1")
    with pytest.raises(ConfigError, match="for its provider"):
        key_of("keyring:openai", elsewhere=True)
    assert key_of("plain", elsewhere=True) == "plain"


@pytest.mark.parametrize("ring", [None, Ring(closed=True)], ids=["not installed", "no session"])
def test_without_a_keyring_the_key_is_not_kept_there_and_a_missing_one_is_told(
    ring: Ring | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, ring)
    assert keep_key("openai", "secret-1") is None
    with pytest.raises(ConfigError, match="keyring") as raised:
        key_of("keyring:openai", elsewhere=False)
    assert "qa setup" in raised.value.hint


def test_a_key_that_was_taken_out_of_the_keyring_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, Ring())
    with pytest.raises(ConfigError, match="no key of mistral"):
        key_of("keyring:mistral", elsewhere=False)
