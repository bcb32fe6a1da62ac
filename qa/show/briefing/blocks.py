"""What the sections of a briefing are made of: `sections` makes blocks, each format draws their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa.types import Citation, Sentence
from qa.types.briefing import BriefingSource, Comparison, Moment, Series


@dataclass(frozen=True, slots=True)
class When:
    """The day that an entry stands under: of its event, or of the report where the sentence names none."""

    moment: Moment
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: a sentence, or words that are none, with what stands before and behind it."""

    sentence: Sentence | None = None
    words: str = ""
    """Shown where there is no sentence: words of the past, no longer vouched for."""
    quote: Citation | None = None
    """Shown where there is no sentence: words of a source that state nothing by themselves."""
    lead: str = ""
    """Set off before it: `now`, or the letter of a side."""
    when: When | None = None
    marked: str = ""
    """Words of the sentence to be set off."""
    note: str = ""
    """Small print behind it: who, where, when it was reported."""
    state: str = ""
    """What the day is to the sentence, if it is not that of the event; the kind of a statement."""
    planned: bool = False
    same_day: bool = False
    """Stands under the day of the row before it, which is written once."""
    also: tuple[Sentence, ...] = ()
    """The same in other words, or told by others."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one name: a speaker, a question, a change, one difference."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""
    """Behind the title: a role, what changed."""
    kind: str = ""
    """The class of it, where it has one: "contradicted", "withdrawn"."""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A line of small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Entries in order. `lead` are set large, `dated` have a day, `findings` a note and other wordings."""

    kind: Literal["lead", "dated", "findings"]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class EventsBlock:
    """Dated entries on a line of time, numbered."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Named groups of entries."""

    kind: Literal["speakers", "changes", "answers", "gaps"]
    groups: tuple[Group, ...]


LISTED = ("changes", "gaps")
"""Kinds of groups that are set as one list, without space between them."""


@dataclass(frozen=True, slots=True)
class SidesBlock:
    """One difference: its sides beside each other."""

    group: Group


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that change, each a row of dated values."""

    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """The map of who says what and who is silent; a picture, and left out where there are none."""

    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with their values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads, of small print; what stands over it says what they are."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The numbered sources, each with the words that are quoted from it."""

    rows: tuple[tuple[BriefingSource, tuple[Citation, ...]], ...]


Block = (
    NoteBlock
    | Heading
    | Rows
    | EventsBlock
    | Groups
    | SidesBlock
    | Figures
    | Claims
    | Pairs
    | Table
    | Sources
)
