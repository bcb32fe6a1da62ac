"""Citations of a briefing page: a button at the sentence, which opens the quoted words in their paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.show.briefing.words import UNKNOWN, plain_day
from qa.show.html import escape
from qa.show.words import remarks, web_at
from qa.types import Article, Citation, Sentence, Source
from qa.types.briefing import BriefingSource

AROUND = 700
"""Characters of context at most on each side of a quotation: a text without paragraphs must stay readable."""

SHORT = 320
"""A paragraph shorter than this is shown between its neighbours."""


class Quotes:
    """The citations of one page: each button that was made has its card when `cards` is written."""

    def __init__(self, sources: Sequence[BriefingSource], articles: Mapping[str, Article]) -> None:
        self._sources = {item.source.number: item for item in sources}
        self._articles = articles
        self._keys: dict[tuple[str, int, int], str] = {}
        self._cited: list[Citation] = []

    def sentence(self, sentence: Sentence, *, marked: str = "") -> str:
        """The sentence with a button for each citation; `marked` are words of it to be set off."""
        words = escape(sentence.text)
        found = escape(marked)
        if marked and found in words and found != words:
            words = words.replace(found, f"<strong>{found}</strong>", 1)
        lang = self._lang(sentence)
        if lang:
            words = f'<span lang="{lang}">{words}</span>'
        told = remarks(sentence)
        return words + self.buttons(sentence) + (f' <em class="partly">({escape(told)})</em>' if told else "")

    def buttons(self, sentence: Sentence) -> str:
        """A button for each citation of a sentence."""
        return "".join(self.button(citation) for citation in sentence.citations)

    def button(self, citation: Citation) -> str:
        """A button that opens the quoted words; on paper it is the number of the source."""
        key = self._key(citation)
        source = self._sources[citation.source].source
        name = f"Source {citation.source}, {source.outlet or UNKNOWN}: show the quoted words"
        return (
            f'<button type="button" class="cite" popovertarget="{key}" aria-label="{escape(name)}">'
            f"{citation.source}</button>"
        )

    def _key(self, citation: Citation) -> str:
        place = (citation.article_id, citation.start, citation.end)
        if place not in self._keys:
            self._keys[place] = f"q{len(self._keys) + 1}"
            self._cited.append(citation)
        return self._keys[place]

    def _lang(self, sentence: Sentence) -> str:
        """The language of a sentence that is another's exact words; empty for English."""
        article = self._articles.get(sentence.citations[0].article_id) if sentence.citations else None
        exact = article and sentence.text in article.text
        return _code(article) if article and exact else ""

    def cards(self) -> str:
        """The cards of all buttons made so far."""
        return "\n".join(self._card(f"q{n}", citation) for n, citation in enumerate(self._cited, start=1))

    def _card(self, key: str, citation: Citation) -> str:
        item = self._sources[citation.source]
        source = item.source
        marks = marks_html(item)
        return (
            f'<div popover id="{key}" class="card" role="dialog" aria-labelledby="{key}-h">'
            f'<p class="where" id="{key}-h">{escape(source.outlet or UNKNOWN)} · {when(source)}{marks}</p>'
            f'<p class="headline">{escape(source.title)}</p>{self._context(citation)}'
            f'<p class="more"><a href="#source-{source.number}">Source {source.number}</a>'
            f"{address(source, citation.quote)}"
            f'<button type="button" popovertarget="{key}" popovertargetaction="hide">Close</button></p></div>'
        )

    def _context(self, citation: Citation) -> str:
        """The quoted words marked in their paragraph; alone when the article is not at hand or differs."""
        article = self._articles.get(citation.article_id)
        quote = f"<mark>{escape(citation.quote)}</mark>"
        if article is None or article.text[citation.start : citation.end] != citation.quote:
            return f"<blockquote><p>{quote}</p></blockquote>"
        lang = _code(article)
        attribute = f' lang="{lang}"' if lang else ""
        before, after, start, end = surroundings(article.text, citation.start, citation.end)
        text = article.text
        paragraph = (
            f"{escape(_tail(text[start : citation.start]))}{quote}{escape(_head(text[citation.end : end]))}"
        )
        around = [
            f'<p class="near">{escape(before)}</p>' if before else "",
            f"<p>{paragraph}</p>",
            f'<p class="near">{escape(after)}</p>' if after else "",
        ]
        return f"<blockquote{attribute}>{''.join(around)}</blockquote>"


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


def marks_html(item: BriefingSource) -> str:
    """What a reader must know of a source; that it is undated stands where its date would."""
    return "".join(f' <span class="mark">{escape(mark)}</span>' for mark in item.marks if mark != "undated")


def when(source: Source) -> str:
    """The day of publication as HTML."""
    if source.published is None:
        return "undated"
    return f'<time datetime="{source.published}">{plain_day(source.published)}</time>'


def address(source: Source, quote: str = "") -> str:
    """A link to the article, opened at a quotation, if it stands in the web; else where it was read."""
    if link := web_at(source.url, quote):
        return f'<a class="out" href="{escape(link)}" rel="noreferrer noopener">Open the article</a>'
    return f'<span class="path">{escape(source.path)}</span>' if source.path else ""
