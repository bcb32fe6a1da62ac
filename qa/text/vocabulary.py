"""Names of months and weekdays, each once: read from `languages/`, one file a language.

A language is added by its file; a test holds the names against CLDR.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")


@cache
def language(code: str) -> dict[str, str]:
    """The word lists of a language, as its file states them."""
    return tomllib.loads(files("qa.text").joinpath("languages", f"{code}.toml").read_text("utf-8"))


def numbered(key: str, codes: tuple[str, ...] = LANGUAGES) -> dict[str, int]:
    """Name -> its place in the year or week, from 0, for one of the lists and some languages."""
    return {
        name: place
        for code in codes
        for place, spellings in enumerate(language(code)[key].split())
        for name in spellings.split("|")
        if name != "-"
    }


def _from_one(names: dict[str, int]) -> dict[str, int]:
    return {name: place + 1 for name, place in names.items()}


MONTHS = _from_one(numbered("months") | numbered("months_short", ("en", "de")))
"""Lower-cased names of months in running text, January is 1; short ones where they are no other words."""
STAMP_MONTHS = _from_one(numbered("months_short")) | MONTHS
"""With the short names of all languages: for stamps, where a day and a year stand beside them."""
WEEKDAYS = numbered("weekdays") | numbered("weekdays_short", ("en",))
"""Lower-cased names of weekdays, Monday is 0."""
SHORT_WEEKDAYS = frozenset(numbered("weekdays_short", ("en",)))

ENGLISH_MONTHS = tuple(numbered("months", ("en",)))
ENGLISH_WEEKDAYS = tuple(numbered("weekdays", ("en",)))


@cache
def language_name(code: str) -> str:
    """The English name of a language (CLDR): "German" for "de"; the code itself where it names none."""
    from babel import Locale

    return Locale("en").languages.get(code) or code
