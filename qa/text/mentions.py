"""Whether a text has a word or phrase: whole words, any case, with or without accents, plural or
possessive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache


def folded(text: str) -> str:
    """Lower case without accents, one kind of apostrophe and hyphen, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"[‐‑–—]", "-", plain))


@lru_cache(maxsize=64)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """What finds a phrase in a folded text."""
    words = [re.escape(word) for word in folded(phrase).split()]
    return re.compile(rf"(?<!\w){' '.join(words)}(?:'?s)?(?!\w)")


def has_phrase(text: str, phrase: str) -> bool:
    """Whether `text` has the phrase as whole words."""
    return bool(phrase.strip()) and pattern_of(phrase).search(folded(text)) is not None


def has_any(text: str, phrases: Sequence[str]) -> bool:
    """Whether `text` has one of the phrases as whole words."""
    return any(has_phrase(text, phrase) for phrase in phrases)
