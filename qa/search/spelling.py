"""Typing errors: a word of a question that no article holds is read as the library's word that was meant.

Four things keep a right word from being "corrected": a word that stands anywhere in the library is never
touched; nor is one that the embedding model knows whole (its 30,000 word pieces hold the common words, so
that a question about "Mars" stays one where the library only has "March"); a name must begin and end as it
was typed, because "Petrova" is not "Petrov" mistyped; and most words of a question are right, or all that
are not are like words of the library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.library.library import Library
from qa.text import stem
from qa.text.tongue import is_english

_WORD = re.compile(r"[^\W\d_]{4,}")
"""What may be a typing error: letters only, four at least. Of shorter words too many look alike."""

_TWO_EDITS = 8
"""Letters from which a word may be two edits from what was meant; a shorter one is one edit away."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A question in words that the library holds, and what was changed: (typed, read as)."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know of it."""
        return tuple(f"no article has “{typed}”: read as “{meant}”" for typed, meant in self.changes)


def spelled(library: Library, text: str) -> Spelled:
    """The question with its typing errors read as words of the library; itself if it has none."""
    if not is_english(text):
        return Spelled(text)
    words = {match[0]: match.start() == 0 for match in reversed(list(_WORD.finditer(text)))}
    strange = [word for word in words if _is_strange(library, word)]
    changes: dict[str, str] = {}
    for typed in reversed(strange):
        if meant := _meant(library, typed, starts=words[typed]):
            changes[typed] = meant
    if len(strange) > max(1, len(words) // 2) and len(changes) < len(strange):
        return Spelled(text)  # another subject: who mistypes most words leaves none that nothing is like
    read = _WORD.sub(lambda match: changes.get(match[0], match[0]), text)
    return Spelled(read, tuple(changes.items()))


def _meant(library: Library, typed: str, *, starts: bool) -> str | None:
    """What a strange word was meant to be; None when nothing in the library is like it."""
    word = typed.lower()
    named = typed[0].isupper() and not starts
    distance = 1 if len(word) < _TWO_EDITS or named else 2
    meant = library.alike(word, tuple(dict.fromkeys((word, stem(word)))), distance) or _run_together(
        library, word
    )
    if meant is None or (named and (meant[0], meant[-1]) != (word[0], word[-1])):
        return None
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant


def _is_strange(library: Library, typed: str) -> bool:
    """Whether a word is neither in the library nor known to be one; no word of a script without capitals."""
    word = typed.lower()
    return word != typed.upper() and not library.holds(word) and not _known(library, word)


def _known(library: Library, word: str) -> bool:
    """Whether the embedding model knows the word, or the word without its ending, as a whole."""
    forms = [
        word,
        *(word[: -len(end)] for end in ("s", "es", "d", "ed", "ing", "ly", "er") if word.endswith(end)),
    ]
    return any(len(form) >= 3 and library.embedder.count_tokens(form) == 1 for form in forms)


def _run_together(library: Library, word: str) -> str | None:
    """Two words typed without the space between them, if the library holds them side by side."""
    for cut in range(3, len(word) - 2):
        pair = f"{word[:cut]} {word[cut:]}"
        if library.holds(pair):
            return pair
    return None
