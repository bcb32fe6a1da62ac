"""What "on Monday" in a quoted sentence means, worked out from the date of its article; never without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from qa.text import DateMention, dates
from qa.text.tense import looks_ahead
from qa.types import Citation, Dated, Evidence, Sentence

_NEXT = re.compile(r"\b(?:next|coming)\b", re.IGNORECASE)


def days_of(sentences: Iterable[Sentence], evidence: Sequence[Evidence]) -> tuple[Dated, ...]:
    """The days that words of quoted sentences name, in their order; only of sentences shown word for word."""
    articles = {item.article.id: item.article for item in evidence}
    found = []
    for sentence in sentences:
        for cited in sentence.citations:
            written = articles[cited.article_id].published
            if written is None or cited.quote != sentence.text:
                continue
            for mention in dates(cited.quote):
                if (day := _day(mention, cited.quote, written)) is not None:
                    start, end = cited.start + mention.start, cited.start + mention.end
                    words = cited.quote[mention.start : mention.end]
                    found.append(Dated(Citation(cited.source, cited.article_id, start, end, words), day))
    return tuple(found)


def _day(mention: DateMention, text: str, written: date) -> date | None:
    """The one day that a weekday or a relative expression means; None for a full date or a vague one."""
    if mention.day is not None or (mention.days is None and mention.weekday is None):
        return None
    if mention.days == 0:
        return None
    options = sorted(mention.resolve(written))
    if len(options) < 2:
        return options[0] if options else None
    named = text[mention.start : mention.end]
    if _NEXT.search(named) or looks_ahead(text, mention.start, mention.end):
        return min((d for d in options if d > written), default=None)
    return max((d for d in options if d <= written), default=None)
