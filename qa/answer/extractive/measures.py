"""What a "how much" question measures, and whether a sentence holds such a figure."""

from __future__ import annotations

import re

from qa.text import content_words, numbers
from qa.text.wordset import wordset

_MONEY = wordset("USD EUR GBP pound JPY CNY RUB INR UAH CHF crown cent")
_TIME = wordset("second minute hour day week fortnight month year decade century")
_LENGTH = wordset("km mile metre cm mm foot inch yard") | {"nautical mile"}
_AREA = wordset("hectare acre km2") | {"sq mile", "sq metre", "sq foot"}
_WEIGHT = wordset("tonne ton kg gram ounce pound")
_SPEED = wordset("km/h mph knot")
_HEAT = wordset("°C °F degree")

_MEASURES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        r"\b(?:costs?|price[sd]?|pa(?:y|id)|salary|wages?|earns?|worth|fined?|budget|spen[dt]|debt|money"
        r"|revenues?|profits?|donat\w+|compensation|severance|bonus|expensive|kostet|coûte)\b",
        _MONEY | _TIME,
    ),
    (r"\bhow (?:far|high|tall|wide|deep)\b", _LENGTH),
    (r"\bhow long (?:is|was) the (?:bridge|tunnel|road|line)\b", _LENGTH),
    (r"\b(?:how long|wie lange)\b", _TIME),
    (r"\bhow (?:large|big)\b.*\b(?:area|park|site|land|fire|forest)\b", _AREA),
    (r"\bhow (?:heavy|much does .* weigh)\b", _WEIGHT),
    (r"\bhow fast\b", _SPEED),
    (r"\b(?:how (?:hot|cold|warm)|temperature)\b", _HEAT),
    (r"\b(?:percentage|per cent|percent|proportion|what share|which share)\b", frozenset({"%"})),
)
"""Tried in order: words of a question and the units of its answer. Pay is also counted in months of it."""

_AGE = re.compile(
    r"\b(?:aged?|(?:wo)?man of|boy of|girl of|who is|was|turned|is)\s+(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)\b"
    r"|,\s*\d{1,3}\s*,|\b\d{1,3}[- ]years?[- ]old\b|\byears? old\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    content_words("people persons victims men women passengers workers dead residents patients")
)


def figure_for(question: str, counted: str, sentence: str) -> float:
    """How far `sentence` holds the figure that `question` asks for.

    1 for a figure of the right measure or with the thing counted, 0.6 for some other figure, 0.1 for none.
    `counted` is what a "how many" question counts ("tonnes of acid"), else empty.
    """
    found = numbers(sentence)
    if re.search(r"\b(?:how old|what age)\b", question.lower()):
        return 1.0 if _AGE.search(sentence) and found else 0.1
    if not found:
        return 0.1
    given = {n.unit for n in found}
    if wanted := next((of for words, of in _MEASURES if re.search(words, question.lower())), None):
        return 1.0 if given & wanted else 0.2
    if units := {n.unit for word in counted.split() for n in numbers(f"5 {word}") if n.unit}:
        return 1.0 if given & units else 0.2
    if None not in given:
        return 0.6 if counted else 1.0
    unit = set(content_words(counted))
    if not unit or unit & _PEOPLE or unit & set(content_words(sentence)):
        return 1.0
    return 0.6
