"""The nouns of an overview: stories by weight, themes over them, and how many articles came when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.types.answer import RemovedSentence, Searched, Sentence, Source, Usage


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story: its newest state in one checked sentence, and the articles that tell it."""

    number: int
    title: str
    """The title of its newest article."""
    sentence: Sentence
    articles: tuple[str, ...]
    """The ids of its articles, newest first."""
    outlets: tuple[str, ...]
    first: date | None
    last: date | None
    languages: tuple[str, ...]
    """In which its articles are: "en", "fr"."""
    weight: float
    """Articles x outlets x recency (`qa.kinds.over.stories`)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What several stories have in common, in the names and words that set them apart from the others."""

    label: str
    articles: tuple[str, ...]
    stories: tuple[int, ...]
    """The numbers of its stories among those shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of one span of days; `stories` are the numbers of the stories shown whose newest state
    is in it.
    """

    label: str
    first: date
    last: date
    articles: int
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """What a library, or a part of it, is about. Every sentence in it was checked against its article."""

    topic: str
    stories: tuple[StoryLine, ...]
    themes: tuple[Theme, ...]
    bars: tuple[Bar, ...]
    sources: tuple[Source, ...]
    removed: tuple[RemovedSentence, ...]
    all_stories: int
    """How many stories there are; the heaviest are shown."""
    articles: int
    searched: Searched | None
    usage: Usage
    as_of: date | None = None
    notes: tuple[str, ...] = ()
    digest: tuple[Sentence, ...] = ()
    """What a model wrote over the stories, each sentence checked against the stories that it cites; else
    empty."""
    engine: str = "extractive"
    model: str | None = None
    engine_reason: str = ""

    @property
    def found(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.stories)
