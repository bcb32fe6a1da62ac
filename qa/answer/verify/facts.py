"""What a sentence states, taken apart once so that every check can compare the same parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.text import (
    Attribution,
    DateMention,
    Name,
    Number,
    Quotation,
    attributions,
    content_words,
    core_name,
    dates,
    names,
    normalise,
    numbers,
    quotations,
    same_name,
    sentence_spans,
    stem,
    tokens,
)
from qa.text.names import is_body
from qa.types import Article


@dataclass(frozen=True, slots=True)
class Negation:
    """A "not": the words that say it, the stem it turns round, and the stems up to the end of the clause."""

    words: str
    head: str
    scope: tuple[str, ...]

    def covers(self, claim: Negation) -> bool:
        """Whether what a claim denies is denied here: its head lies in this scope, or ours near its own."""
        near = not set(self.scope[1:3]).isdisjoint(claim.scope[:3])
        return claim.head in self.scope or self.head in claim.scope[:3] or near


@dataclass(frozen=True, slots=True)
class Facts:
    """The parts of one sentence (or of a few read together). `stems` are its content words, in order."""

    text: str
    plain: str
    stems: tuple[str, ...]
    vocabulary: frozenset[str]
    numbers: tuple[Number, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    negations: tuple[Negation, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a claim is held against: the cited words, and what their article says around them.

    `before` are the two sentences before the cited one, in which a pronoun finds its name.
    """

    facts: Facts
    articles: tuple[Article, ...]
    before: str = ""

    @property
    def antecedent(self) -> str | None:
        """Whom "he" or "she" of the cited sentence stands for: the speaker or first name before it."""
        return _antecedent(self.facts.text, self.before)

    def resolved(self, claim: Facts) -> Facts:
        """The cited words, "he" or "she" replaced by the name it stands for if the claim uses that name."""
        name = self.antecedent
        if not name or not any(same_name(name, n.text) for n in claim.names):
            return self.facts
        return facts_of(_PERSON.sub(lambda _: name, self.facts.text, count=1))


@lru_cache(maxsize=4096)
def facts_of(text: str) -> Facts:
    """Take a sentence apart. Cached: every draft sentence meets every cited one."""
    return Facts(
        text=text,
        plain=normalise(text),
        stems=tuple(content_words(text)),
        vocabulary=frozenset(tokens(text)),
        numbers=tuple(numbers(text)),
        dates=tuple(dates(text)),
        names=tuple(names(text)),
        quotations=tuple(_outermost(quotations(text))),
        attributions=tuple(attributions(text)),
        negations=tuple(negations(text)),
    )


PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them|who)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_HE_OR_SHE = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _antecedent(text: str, before: str) -> str | None:
    if not PRONOUN.search(text):
        return None
    for start, end in reversed(sentence_spans(before)):
        facts = facts_of(before[start:end])
        person = bool(_HE_OR_SHE.search(text))
        speakers = [a.name for a in facts.attributions if a.name and not (person and is_body(a.name))]
        named = [n for n in facts.names if not (person and is_body(n.text))]
        full = [n for n in named if person and len(n.text.split()) > 1]
        sure = full or [n for n in named if n.sure] or named
        if speakers or sure:
            found = speakers[0] if speakers else core_name(sure[0].text)
            return found.partition(" of ")[0] if person else found
    return None


def ground_of(article: Article, start: int, end: int) -> Ground:
    """The ground that one sentence of an article gives."""
    window = article.text[max(0, start - 700) : start]
    spans = sentence_spans(window, article.language)
    before = " ".join(window[a:b] for a, b in spans[-2:])
    return Ground(facts_of(article.text[start:end]), (article,), before)


def joined(grounds: Sequence[Ground]) -> Ground:
    """Several cited sentences read together."""
    articles = tuple(dict.fromkeys(a for g in grounds for a in g.articles))
    return Ground(facts_of(" ".join(g.facts.text for g in grounds)), articles, grounds[0].before)


_PIECE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?—–()“”„«»\"]")
_NEGATORS = frozenset(
    ("not", "no", "never", "neither", "nor", "none", "without", "cannot", "nobody", "nothing")
)
_NOT_NEGATIVE = re.compile(
    r"^(?:not\s+(?:only|just|least|merely|to mention)|no\s+(?:doubt|wonder|matter|later|sooner|\d)|no\.)",
    re.IGNORECASE,
)
_BREAKS = frozenset(
    (",", ";", ":", ".", "!", "?", "—", "–", "“", "”", '"', "but", "while", "although", "because", "whereas")
)
_SCOPE = 8


def negations(text: str) -> list[Negation]:
    """The negations of a sentence, each with the content words it governs (at most 8, in its clause)."""
    pieces = [(m.group(), m.start()) for m in _PIECE.finditer(text)]
    found = []
    for i, (piece, at) in enumerate(pieces):
        word = piece.lower().replace("’", "'")
        negative = word in _NEGATORS or word.endswith("n't")
        if not negative or _NOT_NEGATIVE.match(text[at : at + 20]):
            continue
        governed = _governed(pieces[i + 1 :])
        if governed:
            auxiliary = pieces[i - 1][0] + " " if i and word == "not" else ""
            head = next((w for w, adverb in governed if not adverb), governed[0][0])
            found.append(Negation(auxiliary + piece, head, tuple(w for w, _ in governed)))
    return found


def _governed(pieces: Sequence[tuple[str, int]]) -> list[tuple[str, bool]]:
    """Content stems up to the end of the clause, each with whether it is an adverb."""
    governed: list[tuple[str, bool]] = []
    for piece, _ in pieces:
        if len(governed) == _SCOPE or (governed and piece.lower() in _BREAKS | _NEGATORS):
            break
        governed.extend(
            (s, piece.endswith("ly") or piece == "yet") for s in content_words(piece) if s != "whether"
        )
    return governed


def governed_by(text: str, start: int) -> tuple[str, ...]:
    """The content stems after a place of a text, up to the end of the clause and at most 8."""
    governed = _governed([(m.group(), m.start()) for m in _PIECE.finditer(text, start)])
    return tuple(word for word, adverb in governed if not adverb) or tuple(word for word, _ in governed)


def stems(words: str) -> frozenset[str]:
    """The stems of a table of words."""
    return frozenset(stem(word) for word in words.split())


def _outermost(found: Sequence[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in found:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept
