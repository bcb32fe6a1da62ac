"""The nouns of an answer: frozen, slotted records that every step hands to the next.

Reading order: Evidence -> Draft -> (checked) Sentence -> Answer, Summary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa.types.article import Article, ArticleKind, Copy, Passage

Support = Literal["supported", "partial"]


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """One numbered sentence of evidence; its words are `article.text[start:end]`."""

    id: str
    """"<source number>.<sentence number>", both from 1: "2.3"."""
    start: int
    end: int
    near: float = 0.0
    """How near it is to the question, for choosing what to read first; 0 where nobody measured it."""


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
    orders: tuple[tuple[int, int], ...] = ()
    """Where its article speaks to a language model instead of to readers: no sentences of it, and never shown
    to a model."""
    doubtful: tuple[tuple[int, int], ...] = ()
    """Where it may do so: left out of summaries as well, and named only if a model has followed it."""

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
class Citation:
    """Exact words of a source. Law: `article.text[start:end] == quote`, inside cited evidence."""

    source: int
    article_id: str
    start: int
    end: int
    quote: str
    prefix: str = field(default="", compare=False)
    """Words of the article before the quote, as they stand, for finding it in another copy."""
    suffix: str = field(default="", compare=False)
    """Words of the article after it."""
    fragment: str = field(default="", compare=False)
    """The text directive (`text=…`) that opens the article's page at the quote; empty when none was made."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Words of a source that name a day only from the day of writing, and that day."""

    words: Citation
    day: date


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence an engine proposes, with the evidence sentence ids it claims to rest on."""

    text: str
    claims: tuple[str, ...]
    perhaps: bool = False
    """It may answer, and is shown as that: an unsure first sentence, and those beside it."""


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
    leads: tuple[tuple[str, float], ...] = ()
    """(id, probability that it answers) of the evidence sentences that were read, best first; of a summary,
    those of one twice as long, in reading order."""
    confidence: float | None = None
    """P(the first sentence answers), 0..1, over the whole evidence; None where an engine gives none."""
    grounds: tuple[str, ...] = ()
    """What the confidence rests on, in words."""
    marked: tuple[Citation, ...] = ()
    """The words of the drafted sentences that answer."""
    led: bool = False
    """Whether its writer, a small model, read only the sentences that lead, and not the whole evidence."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A shown sentence in another language, by a model: a help to read it, and never what is cited.

    Its figures, days and names are those of the sentence; nobody has checked its other words.
    """

    text: str
    language: str
    model: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence. Made only by `answer.verify`; each citation clears the bar alone."""

    text: str
    citations: tuple[Citation, ...]
    support: Support
    checks: tuple[str, ...]
    language: str = ""
    """The language that it is in, "de", where that is not English; else empty."""
    perhaps: bool = False
    """It may be the answer, and may not: an unsure first sentence, and those that are shown beside one."""
    translation: Translation | None = None
    """It in the language of the question, where that is another one and a model was there to translate it."""


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
    page: str | None = None
    """The page of the printed paper, when an archive states it."""
    authors: tuple[str, ...] = ()
    language: str = ""
    edition: str | None = None

    @staticmethod
    def of(article: Article, number: int = 1, also_in: tuple[Copy, ...] = ()) -> Source:
        """An article as a source, under this number."""
        return Source(
            number, article.id, article.title, article.outlet, article.published, article.url,
            article.origin or None, article.kind, article.agency, also_in, article.page, article.authors,
            article.language, article.edition,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Searched:
    """What a question was searched in: counts after filters, and the span of known dates."""

    articles: int
    outlets: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    undated: int = 0


Operation = Literal["order", "difference", "verdict", "union", "count", "ranking"]


@dataclass(frozen=True, slots=True)
class Operand:
    """One thing that a conclusion rests on. What it has depends on the operation.

    `order`: the days `first` to `last` that the cited words give the event. `difference`: the `value` in its
    `unit`, as the cited words have it. `verdict`: the words that say so or otherwise. `union`: an item, as
    the cited words have it. `count`, `ranking`: the `value` counted, over `articles`.
    """

    label: str
    citation: Citation | None = None
    value: float | None = None
    unit: str | None = None
    first: date | None = None
    last: date | None = None
    written: str = ""
    """The words that state the value, the day or the item, as they stand in the citation."""
    articles: tuple[str, ...] = ()
    """The ids of the articles behind a number, newest first."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A conclusion that code computes from cited words or counts; no model writes one.

    `result` is what the operation gives: for `order` "before", "after" or "same day", of the first operand;
    for `difference` the first value less the second; for `verdict` "yes", "no" or "both"; for `union` and
    `count` how many; for `ranking` the label of the first. `qa.kinds.recompute` does it again before it is
    shown.
    """

    operation: Operation
    operands: tuple[Operand, ...]
    result: str | float
    text: str
    """The conclusion in words."""
    counted: str = ""
    """A word on what was counted, and how (copies once or each)."""

    @property
    def sources(self) -> tuple[int, ...]:
        """The numbers of the sources that it was computed from, each once, in order."""
        return tuple(sorted({o.citation.source for o in self.operands if o.citation}))


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
    kind: str = "fact"
    """What kind of question it was taken for (`qa.kinds.kind`)."""
    kind_reason: str = ""
    computed: tuple[Computed, ...] = ()
    """The conclusions, computed from the sentences or from the library as a whole."""
    confidence: float | None = None
    """P(the first sentence answers), 0..1, also of what was refused; None where an engine gives none."""
    grounds: tuple[str, ...] = ()
    """What the confidence rests on, in words."""
    marked: tuple[Citation, ...] = ()
    """The words that answer: each lies inside a citation of a sentence that is shown."""
    days: tuple[Dated, ...] = ()
    """What "Monday" or "yesterday" in a quoted sentence is, by the date of its article."""

    @property
    def found(self) -> bool:
        """Whether the library answers at all."""
        return bool(self.sentences or self.computed)


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
    days: tuple[Dated, ...] = ()
    """As in `Answer`."""

    @property
    def found(self) -> bool:
        """Whether there was anything to summarise."""
        return bool(self.sentences)
