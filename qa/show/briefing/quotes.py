"""Citations of a briefing page: a button at the sentence, which opens the quoted words in their paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.types import Article, Citation, Sentence
from qa.types.briefing import BriefingSource

AROUND = 700
"""Characters of context at most on each side of a quotation: a text without paragraphs must stay readable."""

SHORT = 320
"""A paragraph shorter than this is shown between its neighbours."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a quotation: paragraph before, its own before and behind it, paragraph after."""

    before: str = ""
    head: str = ""
    tail: str = ""
    after: str = ""
    language: str = ""


class Quotes:
    """The citations of one page: each that has a button is among `cited`, for its card."""

    def __init__(self, sources: Sequence[BriefingSource], articles: Mapping[str, Article]) -> None:
        self._sources = {item.source.number: item for item in sources}
        self._articles = articles
        self._cited: dict[tuple[str, int, int], tuple[str, Citation]] = {}

    def source(self, citation: Citation) -> BriefingSource:
        """The source that is cited."""
        return self._sources[citation.source]

    def key(self, citation: Citation) -> str:
        """The id of the card that a button opens."""
        place = (citation.article_id, citation.start, citation.end)
        return self._cited.setdefault(place, (f"q{len(self._cited) + 1}", citation))[0]

    def cited(self) -> list[tuple[str, Citation]]:
        """(id, citation) of all buttons made so far."""
        return list(self._cited.values())

    def language(self, sentence: Sentence) -> str:
        """The language of a sentence that is another's exact words; empty for English."""
        article = self._articles.get(sentence.citations[0].article_id) if sentence.citations else None
        return _code(article) if article and sentence.text in article.text else ""

    def context(self, citation: Citation) -> Context:
        """The paragraph around the quoted words; none when the article is not at hand or differs."""
        article = self._articles.get(citation.article_id)
        if article is None or article.text[citation.start : citation.end] != citation.quote:
            return Context()
        text = article.text
        before, after, start, end = surroundings(text, citation.start, citation.end)
        head, tail = _tail(text[start : citation.start]), _head(text[citation.end : end])
        return Context(before, head, tail, after, _code(article))


def split(text: str, marked: str) -> tuple[str, str, str]:
    """(before, words to be set off, after); a sentence that is those words alone has none set off."""
    before, found, after = text.partition(marked) if marked and marked != text else (text, "", "")
    return before, found, after


def surroundings(text: str, start: int, end: int) -> tuple[str, str, int, int]:
    """(paragraph before, paragraph after, start and end of the paragraph with `text[start:end]`).

    The neighbours are empty when the paragraph says enough by itself.
    """
    first = text.rfind("\n", 0, start) + 1
    found = text.find("\n", end)
    last = len(text) if found < 0 else found
    if last - first >= SHORT:
        return "", "", first, last
    before = text[:first].strip().rpartition("\n")[2]
    after = text[last:].strip().partition("\n")[0]
    return _tail(before), _head(after), first, last


def _tail(text: str) -> str:
    """The end of a text, from a word on."""
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    """The beginning of a text, up to a word."""
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"


def _code(article: Article) -> str:
    """The language of an article for `lang`, empty for English; only letters, digits and dashes."""
    code = "".join(ch for ch in article.language if ch.isascii() and (ch.isalnum() or ch == "-"))
    return "" if code.lower().startswith("en") else code
