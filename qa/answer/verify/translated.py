"""Whether a translation has the figures, days and names of what it translates; its other words are not held.

Figures are asked for in both directions: none may be added or left out. Countries, great cities, months and
weekdays are compared under the names that CLDR has for them, other names by their letters, where those of the
two scripts can be compared. A title may be another word in each language ("Mayor", "Bürgermeisterin"), so a
name is taken for exchanged where both have one that the other lacks.
"""

from __future__ import annotations

import re
import unicodedata

from qa.answer.verify.abroad import FIGURE, counted, digits, figures_of, names_in
from qa.answer.verify.facts import facts_of
from qa.text.exonyms import calendar, folded, place_words, places
from qa.text.tongue import is_english, language_of

_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
_PART = re.compile(r"[^\W\d_]{2,}")
_PREFIXING = re.compile(r"[\u0590-\u07ff\u0900-\u0dff]")
"""Scripts without capitals that write articles and cases to a name: Hebrew, Arabic, those of India."""
_LETTERS = ("LATIN", "CYRILLIC", "GREEK")
_LIKE = 60
"""How alike two spellings of a name are, of 100, as in `abroad`."""
_SURELY = 75
"""How alike one of its words must be where a name has several."""
_LONGER = 6
"""How many times longer one of the two may be: a Chinese sentence in English has three times the letters."""


def disagreement(original: str, spoken: str, translation: str, wanted: str) -> str:
    """Why the translation of a sentence in one language is not shown in the other; empty where it may be."""
    if not _is_in(translation, wanted) or translation.casefold() == original.casefold():
        return "it is not in the language of the question"
    if _LINK.search(translation) and not _LINK.search(original):
        return "it has a link of its own"
    if not len(original) <= _LONGER * len(translation) <= _LONGER * (_LONGER * len(original) + 20):
        return "it is much longer or shorter"
    return (
        _other_figures(original, spoken, translation, wanted)
        or _other_places(original, spoken, translation, wanted)
        or _other_names(original, spoken, translation, wanted)
    )


def _is_in(text: str, language: str) -> bool:
    return is_english(text) if language == "en" else language_of(text) == language


def _other_figures(original: str, spoken: str, translation: str, wanted: str) -> str:
    """A figure that only one of them has; a month may be a figure in one and a word in the other."""
    told = [_figures(original, spoken), _figures(translation, wanted)]
    both = facts_of(translation), facts_of(original)
    for mine, other, stated in ((both[0], both[1], told[0]), (both[1], both[0], told[1])):
        for figure in (*FIGURE.findall(mine.text), *counted(mine, other)):
            if digits(figure).lstrip("0") not in stated:
                return f"the figure {figure} is in one of the two alone"
    return ""


def _figures(text: str, code: str) -> set[str]:
    facts = facts_of(text)
    found = {figure.lstrip("0") for figure in figures_of(facts)}
    found |= {part.lstrip("0") for d in facts.dates for part in re.findall(r"\d+", text[d.start : d.end])}
    return found | {key.split()[1] for key in calendar(text, code) if key.startswith("month")}


def _other_places(original: str, spoken: str, translation: str, wanted: str) -> str:
    """A country or city that only one of them names, or another month or weekday."""
    mine, theirs = places(translation, wanted), places(original, spoken)
    if mine != theirs and not any(_PREFIXING.search(text) for text in (original, translation)):
        return "it names another place"
    for kind in ("month", "day"):
        days = [
            {key for key in calendar(text, code) if key.startswith(kind)}
            for text, code in ((original, spoken), (translation, wanted))
        ]
        if all(days) and days[0] != days[1]:
            return f"it names another {'month' if kind == 'month' else 'weekday'}"
    return ""


def _other_names(original: str, spoken: str, translation: str, wanted: str) -> str:
    """A name in each of the two that is like no word of the other."""
    if not all(_has_letters(text) for text in (original, translation)):
        return ""
    mine = _unmatched(translation, wanted, original)
    if mine and _unmatched(original, spoken, translation):
        return f"the name {mine} is not in the original"
    return ""


def _unmatched(text: str, code: str, other: str) -> str:
    """The first name of a text of which no word is like one of the other; abbreviations are not compared.

    A name of several words is the other's where one of them is: titles and kinds are translated ("Harvard
    College" is "Universidad de Harvard").
    """
    known = place_words(text, code)
    words = [folded(word) for word in _PART.findall(other)]
    parts = [n for n in names_in(text, code) if not (n in known or n.isupper() or calendar(n, code))]
    found: list[list[str]] = []
    at = 0
    for name in parts:
        here = text.index(name, at)
        if found and text[at:here].strip(" -") in _INSIDE_NAMES:
            found[-1].append(name)
        else:
            found.append([name])
        at = here + len(name)
    for one in found:
        likeness = [_likeness(word, words) for word in one]
        if max(likeness) < _SURELY and min(likeness) < _LIKE:
            return " ".join(one)
    return ""


_INSIDE_NAMES = frozenset(
    ("", "of", "of the", "de", "del", "de la", "du", "des", "von", "van", "da", "do", "di")
)


def _likeness(name: str, words: list[str]) -> float:
    """How alike the likest of some words is to a name, of 100."""
    from rapidfuzz import fuzz

    plain = folded(name)
    return max(
        (100.0 if plain[:4] == word[:4] else float(fuzz.ratio(plain, word)) for word in words), default=0.0
    )


def _has_letters(text: str) -> bool:
    """Whether most letters of a text are of a script whose names can be compared letter by letter."""
    letters = [c for c in text if c.isalpha()]
    return sum(unicodedata.name(c, "").startswith(_LETTERS) for c in letters) * 2 > len(letters)
