"""Numbers with their units: "2.5 million", "twenty-five", "5 per cent", "$40bn", "2:30 pm", "a dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.text.dates import dates, words_in
from qa.text.wordset import wordlist, wordset


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text with its unit; `text[start:end]` is where it stands, the unit included.

    `unit` is canonical and singular ("%", "USD", "km", "hour", "clock", "ordinal") or None. The value of a
    "clock" is minutes after midnight, of an "ordinal" its rank. People are not a unit.
    """

    value: float
    unit: str | None
    start: int
    end: int


_SMALL = {
    w: i
    for i, w in enumerate(
        wordlist(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
        )
    )
}
_TENS = {
    w: 10 * i
    for i, w in enumerate(wordlist("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "tn": 1e12,
    "millionen": 1e6,
    "milliarden": 1e9,
    "mio": 1e6,
    "mrd": 1e9,
}
_ORDINALS = {
    w: i
    for i, w in enumerate(
        wordlist(
            """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
        ),
        start=1,
    )
}
_FRACTIONS = {
    "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2,
    "fifths": 0.2, "tenth": 0.1, "tenths": 0.1,
}  # fmt: skip
_UNIT_WORDS = {
    "%": "% percent per-cent pct prozent percentage",
    "pp": "pp percentage-point",
    "USD": "dollar us-dollar u.s.-dollar usd buck",
    "EUR": "euro eur",
    "GBP": "pound-sterling gbp sterling",
    "pound": "pound lb",
    "JPY": "yen",
    "CNY": "yuan renminbi",
    "RUB": "rouble ruble",
    "INR": "rupee",
    "UAH": "hryvnia",
    "CHF": "swiss-franc franc",
    "crown": "crown krona krone kroner kronor",
    "cent": "cent",
    "km": "km kilometre kilometer",
    "mile": "mile mi",
    "nautical mile": "nautical-mile",
    "metre": "metre meter m",
    "cm": "cm centimetre centimeter",
    "mm": "mm millimetre millimeter",
    "foot": "foot feet ft",
    "inch": "inch inche",
    "yard": "yard",
    "hectare": "hectare ha",
    "acre": "acre",
    "km2": "square-kilometre square-kilometer square-km sq-km km²",
    "sq mile": "square-mile sq-mile",
    "sq metre": "square-metre square-meter m²",
    "sq foot": "square-foot square-feet sq-ft",
    "litre": "litre liter",
    "gallon": "gallon",
    "barrel": "barrel",
    "tonne": "tonne metric-ton",
    "ton": "ton",
    "kg": "kg kilo kilogram kilogramme",
    "gram": "gram gramme",
    "ounce": "ounce oz",
    "second": "second sec",
    "minute": "minute min",
    "hour": "hour hr",
    "day": "day",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "year": "year yr",
    "decade": "decade",
    "century": "century centurie",
    "km/h": "km/h kph kmh kilometre-per-hour kilometer-per-hour",
    "mph": "mph mile-per-hour miles-per-hour",
    "knot": "knot",
    "W": "watt",
    "kW": "kw kilowatt",
    "MW": "mw megawatt",
    "GW": "gw gigawatt",
    "MWh": "mwh megawatt-hour",
    "°C": "°c celsius degree-celsius degrees-celsius",
    "°F": "°f fahrenheit degree-fahrenheit degrees-fahrenheit",
    "degree": "degree °",
    "magnitude": "magnitude",
    "basis point": "basis-point bp",
    "times": "time",
}
_UNITS = {word.replace("-", " "): unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH"}

_CARDINAL = "|".join([*_TENS, *sorted(_SMALL, key=len, reverse=True)])
_SCALE_WORDS = "hundred|thousand|million|billion|trillion|dozen"
_WORDS = (
    rf"(?:(?:(?:{_CARDINAL})|an?\s+(?:{_SCALE_WORDS})(?=\s+and\s+(?:{_CARDINAL})))"
    rf"(?:[\s-](?:and\s+)?(?:{_CARDINAL}|{_SCALE_WORDS}|a\s+half)\b)*"
    rf"|(?:a|an|half a)\s+(?:{_SCALE_WORDS})\b(?!s))"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+[.,]\d+|\d+|\.\d+"
_SCALE = (
    rf"(?:[\s-]?(?P<scale>{_SCALE_WORDS}|millionen|milliarden|mio|mrd|mln|bn|mn|tn)\b|(?P<short>[kmb])\b)?"
)
_UNIT = "|".join(re.escape(u).replace(r"\ ", r"[\s-]") for u in sorted(_UNITS, key=len, reverse=True))
_RANKS = "|".join(_ORDINALS)
_SYMBOL = r"US\$|[$€£¥₹₽₴]"
_HOURS = "|".join(word for word, value in _SMALL.items() if 1 <= value <= 12)
_CLOCK = re.compile(
    r"(?<![\d.,:$€£])(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<![\d.,:$€£])(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?!\d|:\d)(?:\s*(?:uhr|h)\b)?"
    r"|(?<![\d.,:$€£])(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?=\s*(?:GMT|UTC|hrs|hours|CET|EST|EDT|BST|local)\b)"
    r"|\b(?:(?:12|twelve)\s+)?(?P<word>noon|midnight)\b"
    rf"|\b(?P<past>half past\s+)?(?P<hw>{_HOURS})"
    r"(?:\s+(?:o['’]clock|[ap]\.?m\b\.?)|(?=\s+(?:in the (?:morning|afternoon|evening)|at night)\b))"
    r"|(?<![\d.,:$€£])(?P<hu>[01]?\d|2[0-3])(?:\.(?P<mu>[0-5]\d))?\s+(?:uhr|o['’]clock)\b",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(r"\s+(?:in the (?:afternoon|evening)|at night)\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?P<symbol>{_SYMBOL})?\s?(?<![\w./])(?<![^\W\d_]-)(?P<digits>{_DIGITS})(?:(?P<ord>st|nd|rd|th)(?!\w)|{_SCALE}"
    rf"(?:[\s-]?(?P<unit>{_UNIT})(?:s|n)?(?!\w))?)(?![\w/]|[.,]\d)"
    rf"|(?<![\w-])(?P<words>{_WORDS})(?!\w|[\s-](?:thirds|quarters|fifths|tenths)\b|-(?:{_RANKS})\b)(?:[\s-](?P<wunit>{_UNIT})s?(?!\w))?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"(?<![\w-])(?:(?P<tens>{'|'.join(_TENS)})-)?(?P<ord>{'|'.join(_ORDINALS)})(?![\w-]*\w)", re.IGNORECASE
)
_FRACTION = re.compile(
    r"\b(?:(?P<n>one|two|three|four|a)[\s-])?(?P<f>third|thirds|quarters?|fifths?|tenths?)\b(?=\s+(?:of|smaller|larger|less|more|higher|lower|fewer)\b|[\s-]majority|(?<=s)\b)"
    r"|(?<=\bby )(?P<by>an?)\s+(?P<fb>third|quarter|fifth|tenth)\b"
    r"|(?<!and a )\b(?P<half>half)\b(?!-|\s+(?:a|an)\s+(?:million|billion|dozen|thousand|hundred)|[\s-]time)"
    rf"(?:\s+an?\s+(?P<of>{_UNIT})\b)?"
    rf"|\b(?P<in>{_CARDINAL}|\d{{1,2}})\s+(?:[a-z]+\s+)?"
    rf"(?:in|out of)\s+(?:every\s+)?(?P<m>{_CARDINAL}|10|20|100)\b"
    rf"(?!\s*(?:%|per|{_UNIT})s?\b)",
    re.IGNORECASE,
)
_OF_LARGE = re.compile(
    rf"\s+of\s+an?\s+(?P<scale>thousand|million|billion|trillion)\b(?:[\s-](?P<unit>{_UNIT})s?(?!\w))?",
    re.IGNORECASE,
)
_PAIRS = re.compile(r"\b(?:both|a couple of|a pair of|twice|thrice)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?:people|[a-z]{3,}s)\b")
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|or|bis)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_SCALED = re.compile(rf"({_SCALE_WORDS}|millionen|milliarden|mio|mrd|mln|bn|mn|tn)\b", re.IGNORECASE)
_NOT_ONE = re.compile(r"(?:\b(?:no|any|every|some|each|this|that|which|the|only)[\s-]+)$", re.IGNORECASE)
_AFTER_NOT_ONE = re.compile(
    r"\s+(?:of|another|by|day|who|that|thing|could|can|would|should|might|is|was|has)\b", re.IGNORECASE
)
_TIME_UNITS = wordset("second minute hour day week month year decade century fortnight")
# Families whose members are compared in one base unit, so that "two weeks" is "14 days".
_BASE = {
    "second": ("hour", 1 / 3600), "minute": ("hour", 1 / 60), "hour": ("hour", 1.0), "day": ("hour", 24.0),
    "week": ("hour", 168.0), "fortnight": ("hour", 336.0), "month": ("month", 1.0), "year": ("month", 12.0),
    "decade": ("month", 120.0), "century": ("month", 1200.0), "mm": ("metre", 0.001), "cm": ("metre", 0.01),
    "metre": ("metre", 1.0), "km": ("metre", 1000.0), "gram": ("kg", 0.001), "kg": ("kg", 1.0),
    "tonne": ("kg", 1000.0), "kW": ("W", 1e3), "MW": ("W", 1e6), "GW": ("W", 1e9), "W": ("W", 1.0),
    "basis point": ("pp", 0.01),
}  # fmt: skip


def base_value(number: Number) -> tuple[float, str | None]:
    """Value and unit in the base unit of its family: 2 days -> (48, "hour"), 5 km -> (5000, "metre")."""
    base, factor = _BASE.get(number.unit or "", (number.unit, 1.0))
    return number.value * factor, base


def numbers(text: str) -> list[Number]:
    """All numbers in order, in digits or words; those inside dates are left to `dates`.

    A range is two numbers that share the unit. "one" counts only where it counts something.
    """
    taken = bytearray(len(text) + 1)
    for mention in dates(text):
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    found: list[Number] = []
    words, has_digits = words_in(text), bool(re.search(r"\d", text))
    for regex, read, cues, in_digits in _READERS:
        if not (in_digits and has_digits) and cues.isdisjoint(words):
            continue
        for match in regex.finditer(text):
            number = read(match, text)
            if number and taken.find(1, number.start, number.end) < 0:
                found.append(number)
                taken[number.start : number.end] = b"\x01" * (number.end - number.start)
    return _share_units(sorted(found, key=lambda n: n.start), text)


def _clock(match: re.Match[str], text: str) -> Number | None:
    groups = match.groupdict()
    if groups["word"]:
        minutes = 720 if groups["word"].lower() == "noon" else 0
    elif groups["hw"]:
        said = re.search(r"([ap])\.?m\b", match.group(), re.IGNORECASE)
        evening = said.group(1).lower() == "p" if said else bool(_AFTERNOON.match(text, match.end()))
        minutes = _SMALL[groups["hw"].lower()] % 12 * 60 + 30 * bool(groups["past"]) + 720 * evening
    elif groups["h"]:
        if not 1 <= int(groups["h"]) <= 12 or (
            groups["half"].lower() == "a" and text[match.end("half")] == " "
        ):
            return None  # "3 a m…": the article, not the morning
        minutes = (
            int(groups["h"]) % 12 * 60 + int(groups["m"] or 0) + (720 if groups["half"].lower() == "p" else 0)
        )
    else:
        hour = groups["h24"] or groups["h4"] or groups["hu"]
        later = int(hour) < 12 and _AFTERNOON.match(text, match.end())
        minutes = 720 * bool(later) + int(hour) * 60 + int(groups["m24"] or groups["m4"] or groups["mu"] or 0)
    return Number(float(minutes), "clock", *match.span())


def _fraction(match: re.Match[str], text: str) -> Number | None:
    if match.group("in"):
        part, whole = (
            _SMALL.get(w, _TENS.get(w)) or float(w)
            for w in (match.group("in").lower(), match.group("m").lower())
        )
        return Number(part / whole, None, *match.span()) if part < whole else None
    if match.group("by"):
        return Number(_FRACTIONS[match.group("fb").lower()], None, *match.span())
    if match.group("half"):
        return Number(0.5, _UNITS.get((match.group("of") or "").lower()), *match.span())
    count = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get((match.group("n") or "").lower())
    if not count:
        return None
    value = count * _FRACTIONS[match.group("f").lower()]
    if large := _OF_LARGE.match(text, match.end()):  # "a quarter of a million dollars"
        unit = _UNITS.get(" ".join((large.group("unit") or "").lower().replace("-", " ").split()))
        return Number(value * _SCALES[large.group("scale").lower()], unit, match.start(), large.end())
    return Number(value, None, *match.span())


def _number(match: re.Match[str], text: str) -> Number | None:
    groups = match.groupdict()
    if groups["words"]:
        return _in_words(match, text)
    start = match.start("symbol") if groups["symbol"] else match.start("digits")
    value = _digits(groups["digits"], text[match.end("digits") :][:3])
    if re.search(r"\bminus\s$", text[:start][-7:], re.IGNORECASE):
        value = -value
    scale = groups["scale"] or groups["short"]
    unit_word = (groups["unit"] or "").lower().replace("-", " ")
    if groups["ord"]:
        return Number(value, "ordinal", start, match.end("ord"))
    if (
        groups["short"] in ("m", "M")
        and not groups["symbol"]
        and not _COUNTED.match(text, match.end("short"))
    ):
        return Number(value, "metre", start, match.end("short"))
    value *= _SCALES[scale.lower()] if scale else 1.0
    unit = _UNITS.get(" ".join(unit_word.split())) if unit_word else None
    if groups["symbol"]:
        unit = _SYMBOLS[groups["symbol"].upper()]
    return Number(value, unit, start, match.end())


def _digits(written: str, following: str) -> float:
    """The value of digits; "20.000" and "12.500 Soldaten" are thousands as in German, "12.500 m" is not."""
    plain = re.sub(r"[\u00a0\u202f]", "", written)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.000", plain) or (
        re.fullmatch(r"\d{1,3}\.\d{3}", plain) and re.match(r"\s[A-ZÄÖÜ][a-zäöü]", following)
    ):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))


def _in_words(match: re.Match[str], text: str) -> Number | None:
    words = match.group("words")
    if words.lower() == "one" and (
        _NOT_ONE.search(text[max(0, match.start() - 12) : match.start()])
        or _AFTER_NOT_ONE.match(text, match.end("words"))
    ):
        return None
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, _TENS.get(word, 0))
        elif word == "half":
            current += 0.5
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0.0
    unit_word = (match.group("wunit") or "").lower().replace("-", " ")
    return Number(total + current, _UNITS.get(" ".join(unit_word.split())), *match.span())


def _ordinal(match: re.Match[str], text: str) -> Number | None:
    word = match.group("ord").lower()
    if word == "second" and re.match(r"s?\s*(?:half|hand|thoughts?)\b", text[match.end() :], re.IGNORECASE):
        return None
    value = _ORDINALS[word] + (_TENS[match.group("tens").lower()] if match.group("tens") else 0)
    return Number(float(value), "ordinal", *match.span())


def _pair(match: re.Match[str], text: str) -> Number | None:
    word = match.group().lower()
    unit = "times" if word in ("twice", "thrice") else None
    return Number(3.0 if word == "thrice" else 2.0, unit, *match.span())


def _share_units(found: list[Number], text: str) -> list[Number]:
    """Give the first of "10-12 km", "$1.5-2 billion", "5 to 7 million" the unit and scale of the second."""
    for i in range(len(found) - 1, 0, -1):
        first, second = found[i - 1], found[i]
        if "ordinal" in (first.unit, second.unit) or "clock" in (first.unit, second.unit):
            continue
        between = text[first.end : second.start]
        if not _RANGE.fullmatch(between):
            continue
        dash = between.strip() in "-–—"
        scale = _SCALED.search(text, second.start, second.end)
        ranged = dash or between.strip().lower() == "to"
        ranged = ranged or bool(_BETWEEN.search(text, max(0, first.start - 12), first.start))
        scaled = scale and ranged and first.value < 1000 and not _SCALED.search(text, first.start, first.end)
        value = first.value * _SCALES[scale.group(1).lower()] if scale and scaled else first.value
        unit = first.unit or second.unit
        found[i - 1] = Number(value, unit, first.start, first.end)
        if dash and second.unit is None:
            found[i] = Number(second.value, unit, second.start, second.end)
    return found


_CARDINALS = frozenset((*_TENS, *_SMALL))
_READERS = (
    (_CLOCK, _clock, frozenset(_SMALL) | {"noon", "midnight"}, True),
    (
        _FRACTION,
        _fraction,
        _CARDINALS | wordset("third thirds quarter quarters fifth fifths tenth tenths half"),
        True,
    ),
    (_NUMBER, _number, _CARDINALS | frozenset(_SCALE_WORDS.split("|")), True),
    (_ORDINAL, _ordinal, frozenset(_ORDINALS), False),
    (_PAIRS, _pair, wordset("both couple pair twice thrice"), False),
)
"""Patterns with what reads them, the words of which a text has one where they can match, and whether digits
are enough: they are slow, and most sentences have neither."""
