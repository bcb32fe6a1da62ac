"""Pure helpers on strings that every layer shares: sentences, words, numbers, dates, names, quotations.

One noun per file; this is the only name that other layers import from. Nothing here reads files or the
network, and heavy tables load at first use.
"""

from __future__ import annotations

from qa.text.sentences import sentence_spans
from qa.text.words import STOPWORDS, content_words, normalise, safe, stem, tokens

__all__ = [
    "STOPWORDS",
    "content_words",
    "normalise",
    "safe",
    "sentence_spans",
    "stem",
    "tokens",
]
