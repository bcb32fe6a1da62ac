"""The nouns of the product: frozen, slotted records that every step hands to the next.

Reading order: Article -> Passage -> Evidence -> Draft -> (checked) Sentence -> Answer, Summary, Briefing.
All offsets are character offsets into `Article.text`, half open, counted in code points.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

ArticleKind = Literal["report", "opinion", "correction", "withdrawn"]
Support = Literal["supported", "partial"]


def content_id(title: str, text: str, outlet: str | None) -> str:
    """The id of an article: 16 hex digits of the SHA-256 of what a reader would call its content."""
    digest = hashlib.sha256("\x1f".join((outlet or "", title, text)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that cleaning took out of the body, kept with the reason so that nothing is lost."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article after cleaning. `text` is final: every offset in the product counts in it."""

    id: str
    title: str
    text: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: date | None = None
    """The stated date of publication; None when the source states none (it is never guessed)."""
    language: str = "en"
    section: str | None = None
    kind: ArticleKind = "report"
    agency: str | None = None
    """The wire agency a copy came from ("AP", "Reuters"), when the text names it."""
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    origin: str = ""
    """Where it was read: a path as given, a URL, or "-" for stdin. "path#3" is the third of a file."""

    @staticmethod
    def make(title: str, text: str, outlet: str | None = None, **rest: object) -> Article:
        """Build an article with the id that its content has."""
        return Article(content_id(title, text, outlet), title, text, outlet, **rest)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, `article.text[start:end]`; together they leave no gap."""

    article_id: str
    start: int
    end: int

    def text(self, article: Article) -> str:
        """The words of this passage in its article."""
        return article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its filters. Dates are inclusive; None means no bound."""

    text: str
    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    language: str | None = None
    as_of: date | None = None
    """Only what had been published by this day exists; undated articles are left out."""
    phrases: tuple[str, ...] = ()
    """Exact phrases that must occur."""
    excluded: tuple[str, ...] = ()
    """Words that must not occur."""
    articles: tuple[str, ...] = ()
    """Restrict to these article ids."""

    @property
    def filtered(self) -> bool:
        """Whether anything but the words narrows the search."""
        bounds = (self.since, self.until, self.language, self.as_of)
        lists = (self.outlets, self.phrases, self.excluded, self.articles)
        return any(b is not None for b in bounds) or any(lists)


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """One numbered sentence of evidence; its words are `article.text[start:end]`."""

    id: str
    """"<source number>.<sentence number>", both from 1: "2.3"."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Another publication of the same story (a near-copy or wire copy), shown as "also in"."""

    article_id: str
    outlet: str | None
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source for one question: an article, the passages of it that were found, their sentences.

    Law: in a sequence of evidence the numbers are 1..n without a gap.
    """

    number: int
    article: Article
    passages: tuple[Passage, ...]
    sentences: tuple[EvidenceSentence, ...]
    score: float = 0.0
    why: str = ""
    """Why it was found, in words: "words and meaning", "neighbour of the best passage"."""
    also_in: tuple[Copy, ...] = ()

    def quote(self, sentence: EvidenceSentence) -> str:
        """The exact words of one of its sentences."""
        return self.article.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True)
class Usage:
    """What an answer took: seconds of wall clock, tokens as the provider counts, dollars at a known price."""

    seconds: float = 0.0
    model_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    cached: bool = False

    def plus(self, other: Usage) -> Usage:
        """The sum of two usages; a cost is known when it is known for every part that made a call."""
        costs = [u.cost_usd for u in (self, other) if u.model_calls or u.cost_usd is not None]
        known = [c for c in costs if c is not None]
        return Usage(
            self.seconds + other.seconds,
            self.model_calls + other.model_calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(known) if costs and len(known) == len(costs) else None,
            self.cached or other.cached,
        )


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence an engine proposes, with the evidence sentence ids it claims to rest on."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine returns: unchecked. Only `answer.verify` may turn it into something shown."""

    sentences: tuple[DraftSentence, ...]
    usage: Usage = Usage()
    unanswered: tuple[str, ...] = ()
    """The parts of the question that the engine says the evidence does not answer."""
    notes: tuple[str, ...] = ()
    """What the reader must know about how it was made ("2 weakest sources dropped: context too long")."""
    nearest: str | None = None
    """Id of the evidence sentence that comes nearest when none answers."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of a source. Law: `article.text[start:end] == quote`, inside cited evidence."""

    source: int
    article_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence. Made only by `answer.verify`; each citation clears the bar alone."""

    text: str
    citations: tuple[Citation, ...]
    support: Support
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemovedSentence:
    """A drafted sentence that was not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A cited article as readers see it. `path` or `url` say where to find it."""

    number: int
    article_id: str
    title: str
    outlet: str | None
    published: date | None
    url: str | None
    path: str | None
    kind: ArticleKind = "report"
    agency: str | None = None
    also_in: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What a question was searched in: counts after filters, and the span of known dates."""

    articles: int
    outlets: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. Holding one means that every citation was looked up in the article text."""

    question: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    removed: tuple[RemovedSentence, ...]
    engine: str
    model: str | None
    fingerprint: str
    usage: Usage
    as_of: date | None = None
    unanswered: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    nearest: Citation | None = None
    """The nearest thing found when there is no answer; it is not an answer."""
    nearest_source: Source | None = None
    searched: Searched | None = None
    engine_reason: str = ""

    @property
    def found(self) -> bool:
        """Whether the library answers at all."""
        return bool(self.sentences)


@dataclass(frozen=True, slots=True)
class Summary:
    """A checked summary of one article, several, or a topic. Same laws as `Answer`."""

    topic: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    removed: tuple[RemovedSentence, ...]
    engine: str
    model: str | None
    fingerprint: str
    usage: Usage
    as_of: date | None = None
    notes: tuple[str, ...] = ()
    searched: Searched | None = None
    engine_reason: str = ""
    style: str = "paragraph"

    @property
    def found(self) -> bool:
        """Whether there was anything to summarise."""
        return bool(self.sentences)


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: a passage, its best sentence, and how it was found."""

    article: Article
    passage: Passage
    best: tuple[int, int]
    score: float
    why: str
    also_in: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedItem:
    """What became of one article or file in `add`."""

    status: Literal["added", "updated", "unchanged", "duplicate", "failed"]
    origin: str
    article_id: str | None = None
    title: str = ""
    detail: str = ""
    """For "duplicate" the id it equals, for "failed" the reason in one line, else free text."""
    hint: str = ""
    """For "failed", what to do about it."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of one `add`, item by item."""

    items: tuple[AddedItem, ...]
    seconds: float = 0.0

    def count(self, status: str) -> int:
        """How many items ended in this status."""
        return sum(item.status == status for item in self.items)


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """What a library holds."""

    articles: int
    passages: int
    outlets: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    undated: int = 0
    groups: int = 0
    """How many groups of near-copies there are."""
    embedder: str = ""
