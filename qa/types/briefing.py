"""The nouns of a briefing: what `qa.brief` makes and `qa.show` renders. No logic but what a field derives.

Every shown statement is a checked `Sentence` (made by `answer.verify`, its citations numbered as in
`Briefing.sources`), or words that stand in the quote of one beside it: a phrase, a speaker, a date as
written. The two exceptions say so: `Change.before` (words of an older briefing) and `SetAside.reason`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from qa.types import Citation, RemovedSentence, Searched, Sentence, Source, Usage

SECTIONS = (
    "bottom_line", "developments", "timeline", "statements", "comparison", "changes", "answers",
    "not_covered", "coverage", "sources",
)  # fmt: skip
"""The sections there are, in the usual order; a template picks some of them, in its own order."""

Precision = Literal["day", "month", "year", "unknown"]
StatementKind = Literal["on the record", "anonymous source", "document", "agency report", "outlet", "opinion"]
DifferenceKind = Literal["contradicted", "described differently", "in time"]
EventState = Literal["happened", "said", "announced", "in force until", "by then", "background"]
"""What a day is to the sentence that names it: of the event, of a statement, of what is to come, the last day
of what holds, the day by which something is the case or has to be, or of what happened long before."""
ChangeKind = Literal["added", "changed", "withdrawn", "corrected"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event happened, apart from when it was reported."""

    written: str
    """The words of the source: "last Friday", "June 24–25, 2025"; empty when the sentence names no time."""
    first: date | None = None
    last: date | None = None
    """The days it spans, both inclusive; equal for one day; None when the words do not fix a day."""
    precision: Precision = "unknown"
    resolved: bool = False
    """True when `first` was counted from the article's own date, False when the words state the day."""

    @property
    def label(self) -> str:
        """What to print: "2025-08-15", "2025-06-24 – 2025-06-25", "2025-06", "Wednesday, date unknown"."""
        if self.first is None or self.last is None:
            return f"{self.written}, date unknown" if self.written else "date unknown"
        if self.precision == "year":
            return str(self.first.year)
        if self.precision == "month":
            months = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
            return months[0] if months[0] == months[1] else " – ".join(months)
        return str(self.first) if self.first == self.last else f"{self.first} – {self.last}"


@dataclass(frozen=True, slots=True)
class Development:
    """One key development. Newest first by `when.first`, else by `published`; undated last."""

    sentence: Sentence
    when: Moment
    published: date | None
    """When the article cited first was published."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event: its day, the sentence that tells it, and other sources that tell it too.

    Events whose day is known come first, oldest first; then those without, in the order of the sources.
    """

    when: Moment
    sentence: Sentence
    published: date | None
    state: EventState
    """What the day is to the sentence; only "happened" says that something took place on it."""
    also: tuple[Sentence, ...] = ()
    """The same event in other articles, one sentence each."""

    @property
    def planned(self) -> bool:
        """The sentence looks ahead to the day; whether it came to that is not said there."""
        coming = self.when.first and self.published and self.when.first > self.published
        return self.state in ("announced", "in force until") or (self.state == "by then" and bool(coming))


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what. `sentence` is the statement with its attribution."""

    speaker: str
    """As named in full in the article ("Marta Ellingsworth", "nine residents of Fishergate"); the outlet's
    name for kinds "outlet" and "opinion" (the author's where the article names one)."""
    role: str
    """The role as written in the same article ("Fire chief"); empty when none is given."""
    kind: StatementKind
    sentence: Sentence
    outlet: str | None
    """Where it was published."""
    published: date | None
    quotations: tuple[str, ...] = ()
    """Verbatim words in quotation marks, exactly as in the source, without the marks."""
    chain: tuple[str, ...] = ()
    """Agency reports, nearest to the speaker first; ("RIA Novosti", "AP"): RIA Novosti, says AP."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim with the independent sources that make it: confirmed (`independent` > 1) or said by one only.

    That others are silent on it denies nothing.
    """

    sentence: Sentence
    """The wording shown."""
    independent: int
    """Sources that count: copies of one wire story, and articles of one outlet, count once."""
    also: tuple[Sentence, ...] = ()
    """The other wordings, one for each further source."""
    outlets: tuple[str, ...] = ()
    """The outlets that say it, in the order of the sentences; "unknown outlet" where none is stated."""


@dataclass(frozen=True, slots=True)
class Side:
    """One wording in a difference."""

    phrase: str
    """The words that differ, cut from the quote of `sentence`: "32 defense ministers"."""
    sentence: Sentence
    outlet: str | None
    published: date | None
    speaker: str | None = None
    """Who is said to say so; None when the outlet says it itself."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Wordings that do not agree, side by side.

    "contradicted": both cannot be true of the same thing at one time. "described differently": the same
    thing in other terms ("three-year", "over three years"). "in time": announced and then done, denied and
    then done; `sides` are then in the order of time.
    """

    kind: DifferenceKind
    about: str
    """What they speak of, in words that all sides use, for a heading: "siren · North Mole"."""
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a figure that changes."""

    value: float
    written: str
    """The figure as written, with its unit or what is counted: "four", "310 tonnes"."""
    day: date | None
    """The day the figure was published; None when the article states none."""
    sentence: Sentence
    outlet: str | None
    newest: bool
    """True for the value that holds now, as far as the sources say; False for all when no date is known."""
    also: tuple[Sentence, ...] = ()
    """The same value in other articles."""


@dataclass(frozen=True, slots=True)
class Series:
    """A figure that changes from article to article, oldest first."""

    about: str
    """What is counted, in short: "dead", "injured", "tonnes · acid"."""
    unit: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement and difference across independent sources. Silence is not denial."""

    confirmed: tuple[Finding, ...] = ()
    single: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()
    series: tuple[Series, ...] = ()
    independent: int = 0
    """How many independent sources were compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new against the last briefing on this topic."""

    kind: ChangeKind
    note: str
    """In words: "figure for dead: five → seven", "the article was corrected", "the article is gone"."""
    now: Sentence | None = None
    """What is said now; None when nothing took its place."""
    before: str | None = None
    """What the last briefing showed. Words of the past: no longer vouched for."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question of the topic with its checked answer."""

    question: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the library does not answer, with the nearest thing found, which is not an answer."""

    question: str
    nearest: Citation | None = None
    """Its `source` is a number of `Briefing.sources`."""


OFF_TOPIC = "not about the topic"
"""Why an article is set aside that has nothing to do with a topic; pages count such ones, and list others."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article that was looked at and not used, and why."""

    article_id: str
    title: str
    outlet: str | None
    published: date | None
    reason: str
    """"undated: cannot be placed in the window", "not about the topic", "withdrawn by its outlet" …"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the briefing rests on."""

    found: int
    """Articles that meet the filters and came up in a search."""
    used: int
    """Articles read whole for the briefing, near-copies left out."""
    grouped: int
    """Near-copies that stand behind a used article ("also in")."""
    set_aside: tuple[SetAside, ...]
    outlets: tuple[tuple[str, int], ...]
    """Used articles by outlet, most first."""
    languages: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None
    undated: int
    """Used articles without a stated date."""
    searched: Searched
    """All that the filters let through."""


@dataclass(frozen=True, slots=True)
class BriefingSource:
    """A source with what a reader must know about it."""

    source: Source
    marks: tuple[str, ...] = ()
    """"opinion", "corrected", "withdrawn", "agency copy (HPA)", "undated", "in German"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One finished briefing on one topic. Every citation's `source` is the number of one of `sources`."""

    title: str
    slug: str
    """File name of the topic: lower-case letters, digits and dashes."""
    query: str = ""
    """What was searched for besides the questions."""
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    template: str
    sections: tuple[str, ...]
    """The sections to show, in order; names of `SECTIONS`. All are computed as far as they are shown."""
    bottom_line: tuple[Sentence, ...] = ()
    developments: tuple[Development, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    comparison: Comparison = Comparison()
    changes: tuple[Change, ...] | None = None
    """None when there is no earlier briefing to compare with; empty when nothing changed."""
    previous: date | None = None
    """The newest article day of the earlier briefing."""
    answers: tuple[AnsweredQuestion, ...] = ()
    not_covered: tuple[Gap, ...] = ()
    coverage: Coverage
    sources: tuple[BriefingSource, ...]
    """The cited articles by number."""
    removed: tuple[RemovedSentence, ...] = ()
    engine: str
    engine_reason: str
    model: str | None = None
    fingerprint: str = ""
    """Over all that the briefing depends on: topic, template, articles, prompts, model, version."""
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the library has anything on the topic."""
        return bool(self.sources)
