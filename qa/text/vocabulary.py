"""Names of months and weekdays, each once: read from `languages/`, one file a language.

A language is added by its file; a test holds the names against CLDR.
"""

from __future__ import annotations

import re
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

CAPITAL_WEEKDAYS = frozenset(numbered("weekdays", ("en", "de"))) | SHORT_WEEKDAYS
"""Those that have a capital in running text; in the other languages they have none."""


def words_of(key: str) -> dict[str, str]:
    """Word -> what stands behind its "=", of one list in all languages that have it."""
    found = (entry.partition("=") for code in LANGUAGES for entry in language(code).get(key, "").split())
    return {word: value for word, _, value in found}


@cache
def number_words(code: str) -> dict[str, int]:
    """The numbers from 2 to 99 in words of a language: "trinta e dois". `numbers` reads English ones."""
    table = language(code) if code in LANGUAGES and code != "en" else {}
    units, tens = ([names.split("|") for names in table.get(key, "").split()] for key in ("units", "tens"))
    found = {name: value for value, names in enumerate(units, start=1) for name in names}
    found |= {name: 10 * value for value, names in enumerate(tens, start=2) for name in names}
    for joint in table.get("joint", "").split():
        for value, ten in ((v, ten) for v, names in enumerate(tens, start=2) for ten in names):
            if value == 2 or "{ten}" in joint:
                told = (
                    (joint.format(ten=ten, unit=u), unit)
                    for unit, us in enumerate(units, start=1)
                    for u in us
                )
                found |= {name.replace("_", " "): 10 * value + unit for name, unit in told}
    return {name: value for name, value in found.items() if 1 < value < 100}


def numbers_in_words(text: str, code: str) -> set[int]:
    """The numbers from 2 to 99 that a text in this language has in words."""
    known = number_words(code)
    found = _number_pattern(code).findall(text.lower()) if known else []
    return {known[name] for name in found}


@cache
def _number_pattern(code: str) -> re.Pattern[str]:
    names = sorted(number_words(code), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


ENGLISH_MONTHS = tuple(numbered("months", ("en",)))
ENGLISH_WEEKDAYS = tuple(numbered("weekdays", ("en",)))


@cache
def language_name(code: str) -> str:
    """The English name of a language (CLDR): "German" for "de"; the code itself where it names none."""
    from babel import Locale

    return Locale("en").languages.get(code) or code
