"""Pure helpers on strings that every layer shares: sentences, words, numbers, dates, names, quotations.

One noun per file; this is the only name that other layers import from. Nothing here touches the network,
and heavy tables load at first use.
"""

from __future__ import annotations

from qa.text.dates import DateMention, dates
from qa.text.names import Name, core_name, name_words, names, same_name
from qa.text.numbers import Number, base_value, numbers
from qa.text.quotes import Attribution, Quotation, attributions, quotations, speaker_of
from qa.text.sentences import sentence_spans
from qa.text.tokencount import count_tokens, estimate_tokens, token_counter
from qa.text.vocabulary import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, STAMP_MONTHS, WEEKDAYS
from qa.text.words import STOPWORDS, content_words, normalise, safe, stem, tokens

__all__ = [
    "ENGLISH_MONTHS",
    "ENGLISH_WEEKDAYS",
    "MONTHS",
    "STAMP_MONTHS",
    "STOPWORDS",
    "WEEKDAYS",
    "Attribution",
    "DateMention",
    "Name",
    "Number",
    "Quotation",
    "attributions",
    "base_value",
    "content_words",
    "core_name",
    "count_tokens",
    "dates",
    "estimate_tokens",
    "name_words",
    "names",
    "normalise",
    "numbers",
    "quotations",
    "safe",
    "same_name",
    "sentence_spans",
    "speaker_of",
    "stem",
    "token_counter",
    "tokens",
]
