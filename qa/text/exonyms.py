"""What is called otherwise in each language: countries, their languages, great cities, months, weekdays.

The names are those of CLDR, which Babel ships for some hundred languages, so "Deutschland" is known to be
"Germany" in every pair of them. Names of other things are not in it: those mostly look alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from qa.text.wordset import wordlist

_WORD = re.compile(r"[^\W\d_]+")
_CASELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts without spaces between words, or whose particles are written to the word: names stand anywhere."""

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        wordlist("a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i i e g"),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        wordlist("a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
        strict=True,
    )
)
_LATIN = dict(zip("ıłøđß", wordlist("i l o d ss"), strict=True))
_LETTERS = {ord(sign): latin.strip("-") for sign, latin in (_CYRILLIC | _GREEK | _LATIN).items()}


def folded(word: str) -> str:
    """Lower case without accents, Cyrillic and Greek letters as Latin ones."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    return bare.translate(_LETTERS)


def places(text: str, code: str) -> frozenset[str]:
    """The countries and great cities that a text in this language names, under one key in all languages.

    A people, its language and its country count as one: "die deutsche Regierung" is Germany's.
    """
    return frozenset(key for key, _ in _found(text, code, _places(code)))


def place_words(text: str, code: str) -> frozenset[str]:
    """The words of a text by which it names these."""
    return frozenset(word for _, words in _found(text, code, _places(code)) for word in words)


def calendar(text: str, code: str) -> frozenset[str]:
    """The months and weekdays that a text names: "month 3", "day 0" for a Monday."""
    return frozenset(key for key, _ in _found(text, code, _calendar(code), whole=True))


Table = Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]
"""By the first letters of its first word: the words of a name, its key, and whether it has a capital."""


def _found(
    text: str, code: str, table: Table, *, whole: bool = False
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(key, words as they stand in the text) of each name of a table in a text."""
    if _CASELESS.search(text):
        for rows in table.values():
            for words, key, _ in rows:
                if (name := " ".join(words)) in text and len(name) > 1:
                    yield key, (name,)
        return
    stand = _WORD.findall(text)
    plain = [folded(word) for word in stand]
    for at, word in enumerate(plain):
        fitting = []
        for names, key, capital in table.get(word[:_FIRST], ()):
            here = plain[at : at + len(names)]
            if len(here) == len(names) and (stand[at][0].isupper() or not capital):
                shared = _least_shared_en if code == "en" else _least_shared
                like = all(_inflected(n, w, shared(n, capital)) for n, w in zip(names, here, strict=True))
                fitting += [(list(names) == here, key, len(names))] if like else []
        exact = any(same for same, _, _ in fitting)
        for same, key, length in fitting:
            if same or not (exact or whole):
                yield key, tuple(stand[at : at + length])


_FIRST = 3


def _inflected(name: str, word: str, shared: int) -> bool:
    """Whether a word is a name, perhaps with another ending: "deutsche" for "deutsch"."""
    return word == name or (
        len(name) >= shared > 3 and word[:shared] == name[:shared] and len(word) <= len(name) + 4
    )


def _least_shared(name: str, capital: bool) -> int:
    """How many letters an inflected name has to share; more where no capital tells it from other words."""
    if len(name) < 4:
        return 0
    return max(4, -(-7 * len(name) // 10)) if capital else len(name) - min(2, len(name) // 3 - 1)


def _least_shared_en(name: str, capital: bool) -> int:
    """In English names have no cases; what is derived of them has most of them: "Belgian" for "Belgium"."""
    return 0 if len(name) < 4 else len(name) - (0 if len(name) < 6 else 1 if len(name) < 7 else 2)


_LONG_ENOUGH = 5
"""Letters of a language's name that is looked for where adjectives have no capital."""


@cache
def _places(code: str) -> Table:
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    try:
        locale = Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return {}
    rows: list[tuple[str, str]] = [
        (name, territory) for territory, name in locale.territories.items() if len(territory) == 2
    ]
    likely = get_global("likely_subtags")
    for language, name in locale.languages.items():
        home = str(likely.get(language, "")).rpartition("_")[2]
        if language != "en" and len(language) == 2 and len(home) == 2 and len(name) >= _LONG_ENOUGH:
            rows.append((name if code == "en" else name.lower(), home))
    # Those that a language calls as the zone itself is called are not listed for it.
    cities = {**{zone: {} for zone in Locale.parse("ru").time_zones}, **locale.time_zones}
    for zone, said in cities.items():
        default = zone.rpartition("/")[2].replace("_", " ") if "/" in zone else ""
        if name := said.get("city") or default:
            rows.append((name, zone))
    return _table(rows)


@cache
def _calendar(code: str) -> Table:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return {}
    rows = []
    for kind, names in (("month", locale.months), ("day", locale.days)):
        for form in ("format", "stand-alone"):
            rows += [(str(name), f"{kind} {number}") for number, name in names[form]["wide"].items()]
            short = names[form]["abbreviated"].items()
            rows += [(name, f"{kind} {number}") for number, name in short if _CASELESS.search(name)]
    return _table(rows)


def _table(rows: list[tuple[str, str]]) -> Table:
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for name, key in dict.fromkeys(rows):
        stand = _WORD.findall(name)
        if _CASELESS.search(name):
            found.setdefault(name[:1], []).append(((name,), key, False))
            continue
        words = tuple(folded(word) for word in stand)
        if len("".join(words)) > 2 and not re.search(r"\d", name):
            found.setdefault(words[0][:_FIRST], []).append((words, key, name[0].isupper()))
    return {start: tuple(rows) for start, rows in found.items()}
