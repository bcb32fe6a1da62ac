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
    """A "not": the words that say it, and the stem it turns round."""

    words: str
    head: str


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


Window = tuple[str, str, str]
"""The sentence before the cited words, the cited words, the sentence after; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a claim is held against: the cited words, and what their article says around them.

    `before` are the two sentences before the cited one, in which a pronoun finds its name; `window` is what a
    network reads: the sentence before, the cited words, the sentence after.
    """

    facts: Facts
    articles: tuple[Article, ...]
    before: str = ""
    window: Window = ("", "", "")

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


def written_in(facts: Facts, mention: Number | DateMention) -> str:
    """How a number or date is written in its sentence."""
    return facts.text[mention.start : mention.end]


PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them|who)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(?:Mr|King|Prince|Lord|Sir|Count|Duke)\b")
_HERS = re.compile(r"\b(?:Mrs|Ms|Miss|Queen|Princess|Lady|Dame|Countess|Duchess)\b")
_HE_OR_SHE = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _antecedent(text: str, before: str) -> str | None:
    if not PRONOUN.search(text):
        return None
    for start, end in reversed(sentence_spans(before)):
        facts = facts_of(before[start:end])
        person = bool(_HE_OR_SHE.search(text))
        other = _HERS if re.search(r"\b(?:he|him|his)\b", text, re.IGNORECASE) else _HIS
        speakers = [a.name for a in facts.attributions if a.name and not (person and is_body(a.name))]
        named = [n for n in facts.names if not (person and (is_body(n.text) or other.search(n.text)))]
        full = [n for n in named if person and len(n.text.split()) > 1]
        sure = full or [n for n in named if n.sure] or named
        if speakers or sure:
            found = speakers[0] if speakers else core_name(sure[0].text)
            return found.partition(" of ")[0] if person else found
    return None


def ground_of(article: Article, start: int, end: int) -> Ground:
    """The ground that one sentence of an article gives."""
    window = article.text[max(0, start - _AROUND) : start]
    spans = sentence_spans(window, article.language)
    before = [window[a:b] for a, b in spans[-2:]]
    rest = article.text[end : end + _AROUND]
    after = [rest[a:b] for a, b in sentence_spans(rest, article.language)[:1]]
    words = article.text[start:end]
    near = (before[-1] if before else "", words, after[0] if after else "")
    return Ground(facts_of(words), (article,), " ".join(before), near)


_AROUND = 700
"""Characters before and behind a sentence in which its neighbours are looked for."""


def joined(grounds: Sequence[Ground]) -> Ground:
    """Several cited sentences read together."""
    articles = tuple(dict.fromkeys(a for g in grounds for a in g.articles))
    words = " ".join(g.facts.text for g in grounds)
    near = (grounds[0].window[0], words, grounds[-1].window[2])
    return Ground(facts_of(words), articles, grounds[0].before, near)


_NEGATOR = re.compile(
    r"(?:(?P<aux>\w+)\s+)?\b(?P<not>not|no|never|neither|nor|none|without|cannot|nobody|nothing|\w+n['’]t)\b(?P<rest>[^,;:.!?—–“”\"]*)",
    re.IGNORECASE,
)
_NOT_NEGATIVE = re.compile(
    r"(?:not\s+(?:only|just|least|merely|to mention|all|every\w*|always)"
    r"|no\s+(?:doubt|wonder|matter|later|sooner|\d))\b",
    re.IGNORECASE,
)


def negations(text: str) -> list[Negation]:
    """The negations of a sentence, each with the first content word after it in its clause, adverbs aside."""
    found = []
    for match in _NEGATOR.finditer(text):
        words = re.findall(r"[\w'’-]+", match["rest"])
        plain = [w for w in words if w != "yet" and not w.endswith("ly")]
        heads = [s for w in plain for s in content_words(w)] or content_words(match["rest"])
        if heads and not _NOT_NEGATIVE.match(text, match.start("not")):
            auxiliary = f"{match['aux']} " if match["aux"] and match["not"].lower() == "not" else ""
            found.append(Negation(auxiliary + match["not"], heads[0]))
    return found


def stems(words: str) -> frozenset[str]:
    """The stems of a table of words."""
    return frozenset(stem(word) for word in words.split())


def _outermost(found: Sequence[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in found:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept
