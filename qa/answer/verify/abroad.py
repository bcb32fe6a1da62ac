"""Claims in another language than English, or than the words they cite: what can be held against what.

Words cannot be compared across languages, and the checks of `checks/` read English. Here figures must stand
in the cited words, quotations must be theirs, and one logistic regression weighs what the multilingual
reader says, how near claim and cited words are in the space for all languages, and whether names are missing.
Its weights are learned by `python -m bench.languages_claims --fit` on translations: within a language there
are no rewordings to learn from. The reader tells a matter from another there, but hardly "opened" from
"closed", so what passes is shown as borne out in part.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from qa.answer.verify.checks.speech import quotations_agree, stated
from qa.answer.verify.facts import Facts, Ground
from qa.answer.verify.reading import read
from qa.answer.verify.support import log_odds
from qa.models.multilingual.base import read_card
from qa.text import normalise
from qa.text.tongue import english_name, is_english, is_latin, language_of
from qa.text.vocabulary import number_words, numbers_in_words

WEIGHTS = Path(__file__).with_name("abroad_weights.json")

FEATURES = ("supports", "unsaid", "alone", "alone_unsaid", "near", "names")

FIGURE = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = re.compile(r"[.!?:“„\"«»]\s*$")
_LIKE = 60
"""How alike names of two languages are, of 100 (rapidfuzz's ratio): Friedrich and Frederick 82. Not chosen by
measurement; with the feature that it makes, .72 of the faults across languages are caught in folds where .70
are without."""


def is_abroad(claim: Facts, ground: Ground) -> bool:
    """Whether a claim or its cited words are not English."""
    return not (is_english(claim.text) and is_english(ground.facts.text))


def disagreements(claim: Facts, ground: Ground) -> dict[str, str]:
    """What can be compared exactly in any language and disagrees: by kind, with the reason."""
    found = {}
    if reason := quotations_agree(claim, ground) or stated(claim, ground) or _only_within(claim, ground):
        found["quotations"] = reason
    if reason := _name_is_missing(claim, ground):
        found["names"] = reason
    told = figures_of(ground.facts)
    for figure in FIGURE.findall(claim.text):
        if digits(figure) not in told:
            found["numbers"] = f"the figure {figure} is not in the cited text"
    for number in counted(claim, ground.facts):
        if number not in told:
            found["numbers"] = f"the number {number} is not in the cited text"
    return found


def counted(facts: Facts, other: Facts) -> set[str]:
    """The numbers that an English sentence has in words, where those of the other's language are known."""
    if not is_english(facts.text) or not number_words(language_of(other.text)):
        return set()
    words = (n for n in facts.numbers if n.unit not in ("ordinal", "clock") and 2 < n.value < 100)
    # "Both" is no two, a dozen may be "docena", and "the Seven Years' War" is a name.
    plain = (n for n in words if facts.text[n.start].islower() and "dozen" not in facts.text[n.start : n.end])
    return {f"{n.value:.0f}" for n in plain if n.value == int(n.value)}


def figures_of(facts: Facts) -> set[str]:
    """The figures that a sentence states, without separators: in digits, and in words where these are known.

    A figure may stand for words, of numbers and months, in another language.
    """
    told = {digits(m) for m in FIGURE.findall(facts.text)}
    told |= {str(number) for number in numbers_in_words(facts.text, language_of(facts.text))}
    return told | {f"{n.value:.0f}" for n in facts.numbers} | {str(date.month) for date in facts.dates}


def _only_within(claim: Facts, ground: Ground) -> str:
    """Words in quotation marks, behind a colon or in a sentence of another language are not stated there."""
    words, cited = claim.plain.strip(" ."), ground.facts.plain.strip(" .")
    if words == cited or words.casefold() not in cited.casefold():
        return ""
    quoted = any(words.casefold() in normalise(q.text).casefold() for q in ground.facts.quotations)
    before, _, _ = cited.casefold().partition(words.casefold())
    if (
        quoted
        or before.rstrip(" ").endswith(":")
        or language_of(claim.text) != language_of(ground.facts.text)
    ):
        return "the source quotes these words, and does not state them"
    return ""


def _name_is_missing(claim: Facts, ground: Ground) -> str:
    """A name that neither the cited words nor their neighbours have.

    In German every noun begins with a capital: there only what follows another such word is a name, as in
    "Kanzlerin Angela Merkel".
    """
    told = language_of(claim.text)
    if told == "en" or told != language_of(ground.facts.text):
        return ""
    words = [_plain(word) for word in _WORD.findall(" ".join(ground.window))]
    for name in names_in(claim.text, told):
        if not any(_same_start(_plain(name), word) for word in words):
            return f"the name {name} is not in the cited text"
    return ""


def digits(figure: str) -> str:
    """A figure without its separators, which languages write differently: 1,435 is 1.435."""
    return re.sub(r"\D", "", figure)


def unread(claim: Facts, ground: Ground) -> str:
    """The name of the language, of claim or ground, that the reader may not judge; empty where it may."""
    judged = read_card()["judges"]
    codes = [language_of(text) for text in (claim.text, ground.facts.text)]
    return next((english_name(code) for code in codes if code not in judged), "")


def support(pairs: Sequence[tuple[Facts, Ground]]) -> list[float]:
    """P(supported) of each claim by its ground, 0..1; 0 where no reader reads it."""
    judged = [pair for pair in pairs if not unread(*pair)]
    rows = features(judged) if judged else []
    if rows is None:
        return [0.0] * len(pairs)
    scores = []
    for row in rows:
        odds = _model()["bias"] + sum(_model()["weights"][name] * row[name] for name in FEATURES)
        scores.append(1 / (1 + math.exp(-odds)))
    ordered = iter(scores)
    return [0.0 if unread(*pair) else next(ordered) for pair in pairs]


def bar(strictness: str) -> float:
    """The score from which a claim is shown ("strict", "normal", "lenient")."""
    return float(_model()["bars"][strictness])


def features(pairs: Sequence[tuple[Facts, Ground]]) -> list[dict[str, float]] | None:
    """The features of claims and grounds; None where the reader is not installed.

    Log-odds of P(supported) and of P(neither supported nor contradicted), read with the neighbours of the
    cited words and "alone"; the cosine, times ten; 1 where a name of the claim is missing.
    """
    from qa.models.multilingual.vectors import get_vectors

    both = [(claim.text, w) for claim, g in pairs for w in (g.window, ("", g.window[1], ""))]
    told = read(both)
    if told is None:
        return None
    mine = get_vectors().own([claim.text for claim, _ in pairs], "query")
    theirs = get_vectors().own([ground.facts.text for _, ground in pairs], "query")
    near = (mine * theirs).sum(axis=1)
    return [
        {
            "supports": log_odds(whole[0]),
            "unsaid": log_odds(whole[2]),
            "alone": log_odds(alone[0]),
            "alone_unsaid": log_odds(alone[2]),
            "near": 10 * float(cosine),
            "names": float(lacks_a_name(claim.text, ground.facts.text)),
        }
        for (claim, ground), whole, alone, cosine in zip(pairs, told[::2], told[1::2], near, strict=True)
    ]


def lacks_a_name(claim: str, cited: str) -> bool:
    """Whether a name inside a claim is like no word of the cited text.

    Within a language an ending may differ, across two the spelling. Not asked of German claims on other
    languages, whose nouns all look like names, nor of two scripts.
    """
    mine, theirs = language_of(claim), language_of(cited)
    if mine != theirs and (mine == "de" or not (is_latin(claim) and is_latin(cited))):
        return False
    words = [_plain(w) for w in _WORD.findall(cited)]
    like = _same_start if mine == theirs else _alike
    return any(not any(like(name, word) for word in words) for name in map(_plain, _names(claim)))


def names_in(text: str, language: str) -> list[str]:
    """The words of a text that seem to be parts of names, as `_name_is_missing` tells them."""
    return _behind_capitals(text) if language == "de" else _names(text)


def _names(claim: str) -> list[str]:
    return [
        match[0]
        for match in list(_WORD.finditer(claim))[1:]
        if match[0][0].isupper() and len(match[0]) > 2 and not _OPENS.search(claim[: match.start()])
    ]


def _behind_capitals(claim: str) -> list[str]:
    """The words with a capital that directly follow one, which does not begin the sentence."""
    inside = [m for m in _WORD.finditer(claim) if m.start() and not _OPENS.search(claim[: m.start()])]
    pairs = pairwise(inside)
    return [b[0] for a, b in pairs if a[0][0].isupper() and b[0][0].isupper() and b.start() == a.end() + 1]


def _same_start(name: str, word: str) -> bool:
    start = max(4, int(0.7 * len(name)))
    return word[:start] == name[:start]


def _alike(name: str, word: str) -> bool:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(name, word)) >= _LIKE


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@cache
def _model() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found
