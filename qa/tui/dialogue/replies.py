"""What a turn of the conversation yields, and the citations in it that a reader can go to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from qa.types import Answer, Hit, Sentence, Source, Summary, Usage
from qa.types.briefing import Briefing

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class FoundCommand:
    """One search result as it is kept with a session: the best sentence and where it stands."""

    source: Source
    start: int
    end: int
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Search:
    """The results of `/search`, best first."""

    query: str
    hits: tuple[FoundCommand, ...]


Reply = Answer | Summary | Search | Briefing


@dataclass(frozen=True, slots=True)
class Mark:
    """One `[n]`: the words it points at. `start` and `end` count in the text of the article."""

    number: int
    article_id: str
    start: int
    end: int
    quote: str
    sentence: int
    """Which sentence (or search result) of the reply it belongs to, from 0."""


@dataclass(frozen=True, slots=True)
class Card:
    """One source beside the conversation, with the marks that point into it, in reading order."""

    source: Source
    marks: tuple[Mark, ...]


def searched(query: str, hits: Sequence[Hit]) -> Search:
    """Search results as a reply, numbered from 1."""
    found = []
    for number, hit in enumerate(hits, start=1):
        a, (start, end) = hit.article, hit.best
        source = Source.of(a, number, hit.also_in)
        found.append(FoundCommand(source, start, end, a.text[start:end], hit.why))
    return Search(query, tuple(found))


def marks(reply: Reply) -> tuple[Mark, ...]:
    """The citations in the order in which they are read; the nearest thing when nothing answers."""
    if isinstance(reply, Search):
        return tuple(
            Mark(f.source.number, f.source.article_id, f.start, f.end, f.quote, index)
            for index, f in enumerate(reply.hits)
        )
    shown = _sentences(reply)
    cited = [(c, index) for index, sentence in enumerate(shown) for c in sentence.citations]
    if isinstance(reply, Answer) and not cited and reply.nearest:
        cited = [(reply.nearest, 0)]
    found = [Mark(c.source, c.article_id, c.start, c.end, c.quote, index) for c, index in cited]
    if isinstance(reply, Briefing):  # a sentence stands in several sections; its words are gone to once
        found = list({(mark.article_id, mark.start, mark.end): mark for mark in reversed(found)}.values())[
            ::-1
        ]
    return tuple(found)


def _sentences(reply: Answer | Summary | Briefing) -> Iterable[Sentence]:
    if not isinstance(reply, Briefing):
        return reply.sentences
    from qa.show.briefing.words import sentences  # only here: an app that opens shows no briefing yet

    return sentences(reply)


def sources(reply: Reply) -> tuple[Source, ...]:
    """The sources by number; that of the nearest thing when nothing answers."""
    if isinstance(reply, Search):
        return tuple(found.source for found in reply.hits)
    if isinstance(reply, Answer) and not reply.sources and reply.nearest_source:
        return (reply.nearest_source,)
    if isinstance(reply, Briefing):
        return tuple(item.source for item in reply.sources)
    return reply.sources


def cards(reply: Reply) -> tuple[Card, ...]:
    """Each source with its marks."""
    every = marks(reply)
    return tuple(Card(s, tuple(m for m in every if m.number == s.number)) for s in sources(reply))


def words(reply: Reply) -> str:
    """The sentences shown, as one text: what a follow-up question refers to."""
    if isinstance(reply, Search):
        return "\n".join(found.quote for found in reply.hits)
    shown = _sentences(reply)
    return " ".join(dict.fromkeys(sentence.text for sentence in shown))


def usage(reply: Reply) -> Usage:
    """What it took; nothing for a search."""
    return Usage() if isinstance(reply, Search) else reply.usage


KINDS: dict[str, type[Any]] = {
    "answer": Answer,
    "summary": Summary,
    "search": Search,
    "brief": Briefing,
    "timeline": Briefing,
}
"""What each kind of turn yields; under these names a session keeps it."""


def dump(reply: Reply) -> str:
    """The reply as JSON, complete: `load` gives it back equal."""
    return json.dumps(_adapter(type(reply).__name__).dump_python(reply, mode="json"))


def load(kind: str, text: str) -> Reply:
    """A kept reply. Raises ValueError when it is not one (another version wrote it)."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of turn: {kind}")
    reply: Reply = _adapter(KINDS[kind].__name__).validate_json(text)
    return reply


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(next(kind for kind in KINDS.values() if kind.__name__ == name))
