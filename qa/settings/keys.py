"""A key in the system's keyring, where the package `keyring` is installed: the settings only name it.

Nothing is looked up unless the settings say so, so no command pays for a keyring that is not used.
"""

from __future__ import annotations

from qa.errors import ConfigError

SERVICE = "newsdesk-qa"
MARK = "keyring:"
"""What stands before the provider in `api_key` when its key is in the keyring."""


def keep_key(provider: str, key: str) -> str | None:
    """Put a key into the keyring; what `api_key` is to be set to, None where there is no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        keyring.set_password(SERVICE, provider, key)
        kept = keyring.get_password(SERVICE, provider)
    except (KeyringError, RuntimeError, OSError):  # no desktop session, or the user said no
        return None
    return MARK + provider if kept == key else None


def key_of(value: str, *, elsewhere: bool) -> str:
    """The key that a setting holds or names. Raises ConfigError when the keyring does not give it.

    A kept key is its provider's: it goes to no server `elsewhere`, whatever file of settings says so.
    """
    if not value.startswith(MARK):
        return value
    if elsewhere:
        raise ConfigError(
            "a key of the keyring is for its provider, not for a server of your own",
            "set QA_API_KEY, or take base_url out of the settings",
        )
    provider = value.removeprefix(MARK)
    hint = "run qa setup, or set QA_API_KEY"
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise ConfigError(
            f"the key of {provider} is in the keyring, and keyring is not installed", hint
        ) from error
    try:
        kept = keyring.get_password(SERVICE, provider)
    except (KeyringError, RuntimeError, OSError) as error:
        raise ConfigError(f"the keyring does not give the key of {provider}: {error}", hint) from error
    if kept is None:
        raise ConfigError(f"the keyring has no key of {provider}", hint)
    return str(kept)
