"""Settings: where they come from, which wins, and which file may set what."""

from qa.settings.settings import (
    PREFIX,
    Settings,
    config_file,
    default_library,
    learned_file,
    load_settings,
    masked,
    origins,
)

__all__ = [
    "PREFIX",
    "Settings",
    "config_file",
    "default_library",
    "learned_file",
    "load_settings",
    "masked",
    "origins",
]
