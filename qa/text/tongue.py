"""Is a text English? By its letters and function words, without a model: it is asked of every sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qa.text.words import STOPWORDS
from qa.text.wordset import wordset

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

OTHERS = wordset(
    """
    de la le les des du et un une est dans pour que qui sur pas au aux ne ce il elle ont avec par plus sont
    der die das und den dem ein eine ist von mit für auf im zu nicht sich wer wie wo als auch hat sind
    el los las del en y es por con para se su al lo como más fue di che è e della dei per nel non sono da gli
    ha si alla o os das dos em não uma foi com ao à na no het een van niet zijn op te dat met voor wie wat hoe
    och att det som på av är för till ve bir bu için ile olan olarak și din pe cu nu sunt care
    là và của có được các những trong một cho
    """
)
"""Function words of European languages with Latin letters, and Vietnamese; English ones count for neither."""

SHORT, CLEARLY = 20, 8.0
"""Letters from which letters tell a language, and by how much (log-probability) another must lead English.
On XQuAD and news, English taken for another language: .002 of the questions, .003 of the sentences; taken for
English: German, Spanish, Italian, Romanian, Turkish questions .05, .00, .03, .07, .02, sentences .01."""


TRAINED_ON = wordset(
    """
    af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu
    hy id is it ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om or pa pl ps pt ro
    ru sa sd si sk sl so sq sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh
    """
)
"""What the network for other languages was trained on (XLM-R's list). Any other must lead by CLEARLY, or a
short German question is in Luxembourgish and half a line of English in Nigerian Pidgin."""

WRITTEN_AS = {"wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar", "grc": "el"}
"""Codes of spoken kinds of a language: written news is in the language. 36 of 250 questions of XQuAD in
Chinese and 4 of its 120 paragraphs were taken for Wu, which nothing is judged in."""


@lru_cache(maxsize=65536)
def is_english(text: str) -> bool:
    """Whether a text is to be read as English: mostly Latin letters, and fewer function words of other
    languages than of English. Names and figures alone are English: nothing tells them apart.
    """
    if not is_latin(text):
        return False
    words = [w.lower() for w in _WORD.findall(text)]
    own = sum(w in STOPWORDS and w not in OTHERS for w in words)
    others = sum(w in OTHERS and w not in STOPWORDS for w in words)
    if own != others:
        return own > others
    return not others and _by_letters(" ".join(words))


def is_latin(text: str) -> bool:
    """Whether at least half of the letters of a text are Latin ones."""
    letters = [c for c in text if c.isalpha()]
    return sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) * 2 >= len(letters)


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """The code of a text's language, "en" whenever it may be English."""
    if is_english(text):
        return "en"
    return next(code for code in likely_languages(text.lower()) if code != "en")


def likely_languages(text: str) -> list[str]:
    """The codes of languages that a text may be in, the most likely first."""
    # 0.35 s to import and to unpack its model: only other languages and adding articles pay for it.
    import py3langid

    ranked: list[tuple[str, float]] = py3langid.rank(text)
    ranked.sort(
        key=lambda row: -(row[1] if row[0] in TRAINED_ON or row[0] in WRITTEN_AS else row[1] - CLEARLY)
    )
    return [WRITTEN_AS.get(code, code) for code, _ in ranked]


def english_name(code: str) -> str:
    """The name of a language: German for de; the code itself where none is known."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(code, sep="-").english_name or code)
    except (ValueError, UnknownLocaleError):
        return code


def _by_letters(text: str) -> bool:
    """Whether the letters of a text without telling words are English ones, by py3langid; short ones are."""
    if len(text) < SHORT:
        return True
    import py3langid

    found: list[tuple[str, float]] = py3langid.rank(text)
    scores = dict(found)
    return max(scores.values()) - scores["en"] < CLEARLY
