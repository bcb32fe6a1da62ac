"""The sheet: all sentences of the articles a briefing rests on, read once, numbered, ready to be cited.

A `Line` is one sentence with what the sections ask of it. Reading an article (facts and vectors of its
sentences) costs about 2 ms a sentence, so it is kept for the next topic that uses the article.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qa.answer.extractive.summary import stands_alone
from qa.answer.verify.verify import verify
from qa.brief.read.kept import KeptReadings, rounded
from qa.errors import ModelRefusedError
from qa.search.reporting import like_orders
from qa.search.retrieve import evidence_of
from qa.text import (
    STOPWORDS,
    DateMention,
    Name,
    Number,
    Quotation,
    content_words,
    dates,
    names,
    numbers,
    quotations,
)
from qa.text.orders import addresses_a_machine
from qa.types import Article, Copy, Draft, DraftSentence, Evidence, EvidenceSentence, Passage, Sentence
from qa.types.briefing import StatementKind

if TYPE_CHECKING:
    from qa.models.embedder import Embedder, Vectors

KEPT_ARTICLES = 256
"""Articles kept read: one of 25 sentences takes about 90 kB, so this is at most some 25 MB."""

_DATELINE = re.compile(
    r"\A[A-ZÀ-Ý][\w'’. -]{1,40}(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?(?:\s?\([^)]{1,50}\))?\s+[-–—]\s+"
)
_POINTS_BACK = re.compile(
    r"[\"'“‘]?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|But|And|However|Both|Neither)\b"
    r"|(?:\S+ ){0,2}of (?:it|them|those|these|whom)\b|(?:Many|Some|Several|Others|Most|Few|Another|One) "
    r"(?:also|later|then|were|was|are|is|had|have|has|said|[a-z]{3,}ed)\b"
    r"|(?:The )?[A-Z]\S* (?:has |have |had )?also\b"
    r"|(?:As a result|In response|In addition|In contrast|Instead|Also|Likewise|Similarly)\b"
    r"|(?:On|After|Before|Despite|Following|Since|At|In) (?:this|that|these|those)\b"
)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is looked up in one sentence, once; offsets count in the sentence."""

    stems: frozenset[str]
    numbers: tuple[Number, ...]
    names: tuple[Name, ...]
    dates: tuple[DateMention, ...]
    quotations: tuple[Quotation, ...]
    dateline: int
    """Where the news begins: behind "SKERROWBY, March 3 (HPA) - "."""
    to_machine: bool
    """The sentence addresses a language model. It is never used."""
    leans_back: bool
    """It opens with a word that points to the sentence before."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sentence of one source."""

    index: int
    """Its row in `Sheet.lines` and `Sheet.vectors`."""
    item: Evidence
    sentence: EvidenceSentence
    place: int
    """Its place in the article, from 0."""
    text: str
    facts: LineFacts

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.item.article


class Spoken(NamedTuple):
    """One sentence with who says it: its place in the article, and the fields of `statements.Said`."""

    place: int
    speaker: str
    kind: StatementKind
    chain: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """One article read: the facts of its sentences, and their vectors (n, dimension)."""

    facts: tuple[LineFacts, ...]
    vectors: Any
    spoken: list[Spoken] = field(default_factory=list)
    """Who says what in it, once `statements` has looked."""


class SentenceReadings:
    """Articles read with one embedder, the last used kept. Safe to share between threads."""

    def __init__(self, embedder: Embedder, keep: int = KEPT_ARTICLES, folder: Path | None = None) -> None:
        """`folder`: of the library, where vectors are kept for the next process (`kept`)."""
        self.embedder = embedder
        self._stored = KeptReadings(folder, embedder) if folder else None
        self._keep = keep
        self._known: OrderedDict[str, ArticleReading] = OrderedDict()
        self._lock = threading.Lock()
        self._reading: dict[str, threading.Lock] = {}

    def read(self, item: Evidence) -> ArticleReading:
        """The reading of an article given whole."""
        key = item.article.id
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
            alone = self._reading.setdefault(key, threading.Lock())
        with alone:
            with self._lock:
                if key in self._known:
                    return self._known[key]
            made = self._make(item)
            with self._lock:
                self._known[key] = made
                self._reading.pop(key, None)
                while len(self._known) > self._keep:
                    self._known.popitem(last=False)
            return made

    def _make(self, item: Evidence) -> ArticleReading:
        texts = [item.quote(s) for s in item.sentences]
        vectors, orders = self._costly(texts)
        facts = [facts_of(text) for text in texts]
        told = (replace(f, to_machine=f.to_machine or order) for f, order in zip(facts, orders, strict=True))
        return ArticleReading(tuple(told), vectors)

    def _costly(self, texts: list[str]) -> tuple[Vectors, list[bool]]:
        """The vectors of an article's sentences, and which of them are left out as orders."""
        known = self._stored.get(texts) if self._stored and texts else None
        if known is not None:
            return known
        vectors = rounded(self.embedder.embed(texts) if texts else self.embedder.embed([""])[:0])
        try:
            orders = [left for left, _ in like_orders(texts, quick=True, strict=True)]
        except ModelRefusedError:  # judged again once the networks are whole
            return vectors, [False] * len(texts)
        if self._stored and texts:
            self._stored.put(texts, vectors, orders)
        return vectors, orders


_STRAY = 0.1
"""Share of function words, names aside, below which a sentence of an English article is in another language:
of 5,695 sentences of English news 8 are below it, 6 of them rightly; of those in French .971."""


def other_tongue(text: str, language: str) -> bool:
    """Whether a sentence of an English article is in another language, as words of the original are."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if not w[0].isupper()]
    if len(words) < 6 or language.split("-")[0] != "en":
        return False
    return sum(word in STOPWORDS for word in words) < _STRAY * len(words)


def facts_of(text: str) -> LineFacts:
    """The facts of one sentence."""
    dateline = _DATELINE.match(text)
    return LineFacts(
        frozenset(content_words(text)),
        tuple(numbers(text)),
        tuple(names(text)),
        tuple(dates(text)),
        tuple(quotations(text)),
        dateline.end() if dateline else 0,
        addresses_a_machine(text),
        bool(_POINTS_BACK.match(text)) or not stands_alone(text),
    )


@dataclass
class Sheet:
    """The sources of one briefing with all their lines. Source numbers are those of `items`."""

    items: tuple[Evidence, ...]
    lines: tuple[SheetLine, ...]
    vectors: Any
    """float32 (lines, dimension), rows of unit length."""
    leads: dict[str, str]
    """Article id -> id of the article that leads its group of near-copies."""
    readings: dict[str, ArticleReading] = field(default_factory=dict)
    """By article id; shared with other sheets that have the article."""
    fit: list[list[SheetLine]] = field(default_factory=list)
    """The lines that can stand alone as news, once `news` has looked."""
    _checked: dict[int, Sentence] = field(default_factory=dict)
    _ties: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def reports(self) -> tuple[SheetLine, ...]:
        """The lines that tell the news: no opinion pieces, no questions, nothing said to a machine."""
        return tuple(
            line
            for line in self.lines
            if line.article.kind not in ("opinion", "withdrawn")
            and not line.facts.to_machine
            and not _stamp(line)
            and not other_tongue(line.text, line.article.language)
            and not line.text.rstrip("\"'”’ ").endswith("?")
            and not correction_note(line)
        )

    @cached_property
    def by_article(self) -> dict[str, tuple[SheetLine, ...]]:
        """The lines of each article in reading order."""
        found: dict[str, list[SheetLine]] = {}
        for line in self.lines:
            found.setdefault(line.article.id, []).append(line)
        return {key: tuple(rows) for key, rows in found.items()}

    def cosine(self, a: SheetLine, b: SheetLine) -> float:
        """How near two lines are in meaning, -1 to 1."""
        return float(self.vectors[a.index] @ self.vectors[b.index])

    def check(self, line: SheetLine) -> Sentence:
        """The line as a checked sentence: `verify` compares its words with those it cites."""
        if line.index not in self._checked:
            draft = Draft((DraftSentence(line.text, (line.sentence.id,)),))
            (sentence,) = verify(draft, (line.item,), exact=True).sentences
            self._checked[line.index] = replace(sentence, language=line.article.foreign)
        return self._checked[line.index]

    def ties(self, article: Article) -> frozenset[str]:
        """What makes an article depend on others that share it: group of near-copies, outlet, agency."""
        if article.id not in self._ties:
            keys = {f"lead:{self.leads.get(article.id, article.id)}"}
            if article.outlet:
                keys.add(f"outlet:{article.outlet.casefold()}")
            if article.agency:
                keys.add(f"agency:{article.agency.casefold()}")
            self._ties[article.id] = frozenset(keys)
        return self._ties[article.id]

    def apart(self, a: SheetLine, b: SheetLine) -> bool:
        """Whether two lines come from sources that do not depend on each other."""
        return self.ties(a.article).isdisjoint(self.ties(b.article))

    def independent(self, lines: Iterable[SheetLine]) -> int:
        """How many sources that do not depend on each other these lines come from.

        Articles of one outlet, near-copies and stories of one agency count once.
        """
        return len(_classes(self, {line.article.id: line.article for line in lines}.values()))


def cited(*sentences: Sentence) -> frozenset[tuple[str, int]]:
    """(article, offset) of what sentences cite."""
    return frozenset({(c.article_id, c.start) for s in sentences for c in s.citations})


def independent_articles(sheet: Sheet, articles: Iterable[Article]) -> int:
    """How many independent sources these articles are."""
    return len(_classes(sheet, articles))


def _classes(sheet: Sheet, articles: Iterable[Article]) -> list[set[str]]:
    """Articles by what makes them dependent, joined wherever two share any of it."""
    classes: list[set[str]] = []
    for article in articles:
        keys = sheet.ties(article)
        touched = [known for known in classes if known & keys]
        classes = [known for known in classes if not known & keys]
        classes.append(set(keys).union(*touched))
    return classes


def _stamp(line: SheetLine) -> bool:
    """Whether a line is no more than a day, a time or a word or two: "Published on Friday, 4 May"."""
    taken = [range(d.start, d.end) for d in line.facts.dates]
    words = re.finditer(r"[^\W\d_]{2,}", line.text)
    said = [w for w in words if not any(w.start() in span for span in taken) and not w.group().isupper()]
    return len(line.text.split()) < 4 or (bool(taken) and len(said) < 3)


def correction_note(line: SheetLine) -> bool:
    """Whether a line is the note of a correction, which repeats what was wrong."""
    return bool(re.match(r"(?:Correction|Clarification|Editor'?s'? note)\b", line.text)) or bool(
        re.search(r"\b(?:earlier|previous|first) version\b", line.text)
    )


def make_sheet(
    articles: Sequence[Article],
    readings: SentenceReadings,
    *,
    also_in: dict[str, tuple[Copy, ...]] | None = None,
    leads: dict[str, str] | None = None,
) -> Sheet:
    """A sheet of these articles, numbered from 1 in the order given."""
    import numpy as np

    items = []
    for number, article in enumerate(articles, start=1):
        copies = (also_in or {}).get(article.id, ())
        like = Evidence(number, article, (), (), 0.0, "read whole", copies)
        items.append(evidence_of(number, article, [Passage(article.id, 0, len(article.text))], like))
    lines: list[SheetLine] = []
    stacks: list[Vectors] = []
    read = {}
    for item in items:
        reading = readings.read(item)
        read[item.article.id] = reading
        stacks.append(reading.vectors)
        for place, (sentence, facts) in enumerate(zip(item.sentences, reading.facts, strict=True)):
            lines.append(SheetLine(len(lines), item, sentence, place, item.quote(sentence), facts))
    vectors = np.concatenate(stacks) if stacks else np.zeros((0, 1), np.float32)
    return Sheet(tuple(items), tuple(lines), vectors, leads or {}, read)
