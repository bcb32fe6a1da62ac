"""What is called otherwise in each language: countries, their languages, great cities, months, weekdays.

The names are those of CLDR, which Babel ships for some hundred languages, so "Deutschland" is known to be
"Germany" in every pair of them. Names of other things are not in it: those mostly look alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    return frozenset(key for key, _ in _found(text, _places(code)))


def place_words(text: str, code: str) -> frozenset[str]:
    """The words of a text by which it names these."""
    return frozenset(word for _, words in _found(text, _places(code)) for word in words)


def calendar(text: str, code: str) -> frozenset[str]:
    """The months and weekdays that a text names: "month 3", "day 0" for a Monday."""
    return frozenset(key for key, _ in _found(text, _calendar(code), whole=True))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name: its words, what it names, whether it has a capital, and how much its other forms share."""

    words: tuple[str, ...]
    key: str
    capital: bool
    shared: tuple[int, ...] = ()

    def stands(self, here: Sequence[str]) -> bool:
        """Whether these words are it, perhaps with another ending: "deutsche" for "deutsch"."""
        return len(here) == len(self.words) and all(
            word == name or (least > 3 and word[:least] == name[:least] and len(word) <= len(name) + 4)
            for name, word, least in zip(self.words, here, self.shared, strict=True)
        )


Table = Mapping[str, tuple[_Name, ...]]
"""Names by the first letters of their first word."""


def _found(text: str, table: Table, *, whole: bool = False) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(key, words as they stand in the text) of each name of a table in a text."""
    if _CASELESS.search(text):
        for name in (one for names in table.values() for one in names if not one.shared):
            if name.words[0] in text and len(name.words[0]) > 1:
                yield name.key, name.words
        return
    stand = _WORD.findall(text)
    plain = [folded(word) for word in stand]
    for at, word in enumerate(plain):
        known = [n for n in table.get(word[:_FIRST], ()) if stand[at][0].isupper() or not n.capital]
        fitting = [(n, n.words == tuple(plain[at : at + len(n.words)])) for n in known if n.shared]
        fitting = [(n, same) for n, same in fitting if same or n.stands(plain[at : at + len(n.words)])]
        exact = whole or any(same for _, same in fitting)
        yield from ((n.key, tuple(stand[at : at + len(n.words)])) for n, same in fitting if same or not exact)


_FIRST = 3


def _least_shared(word: str, code: str, *, capital: bool, city: bool) -> int:
    """How many letters of a word of a name its other forms share; 4 at least."""
    if _INFLECTED.search(code):  # its cases change the ending
        return max(4, -(-7 * len(word) // 10))
    if city or (capital and (code != "en" or len(word) < 6)):
        return len(word)
    return len(word) - (1 if capital else min(2, len(word) // 3 - 1))


_INFLECTED = re.compile(r"^(?:ru|uk|be|bg|mk|sr|el)$")
"""Languages in other letters than Latin ones whose names have cases."""
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
        if (
            language not in ("en", "ar")
            and len(language) == 2
            and len(home) == 2
            and len(name) >= _LONG_ENOUGH
        ):
            rows.append((name if code == "en" else name.lower(), home))
    # Those that a language calls as the zone itself is called are not listed for it.
    cities = {**{zone: {} for zone in Locale.parse("ru").time_zones}, **locale.time_zones}
    for zone, said in cities.items():
        default = zone.rpartition("/")[2].replace("_", " ") if "/" in zone else ""
        if (name := said.get("city") or default) and not zone.startswith(("Antarctica", "Etc")):
            rows.append((name, zone))
    return _table(rows, code)


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
    return _table(rows, code)


def _table(rows: list[tuple[str, str]], code: str) -> Table:
    found: dict[str, list[_Name]] = {}
    for name, key in dict.fromkeys(rows):
        if _CASELESS.search(name):
            found.setdefault(name[:1], []).append(_Name((name,), key, capital=False))
            continue
        words, capital = tuple(folded(word) for word in _WORD.findall(name)), name[0].isupper()
        if len("".join(words)) > 2 and not re.search(r"\d", name):
            shared = tuple(_least_shared(word, code, capital=capital, city="/" in key) for word in words)
            found.setdefault(words[0][:_FIRST], []).append(_Name(words, key, capital, shared))
    return {start: tuple(names) for start, names in found.items()}
