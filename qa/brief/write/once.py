"""Every sentence in one section of a briefing: what the bottom line says, no list below it says again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.types import Sentence
from qa.types.briefing import Briefing, Comparison, Finding, TimelineEvent

Place = tuple[str, int]
"""Article and offset of what is cited."""


def told_once(briefing: Briefing, developments: int) -> Briefing:
    """The briefing without repeats: bottom line first, then the days of the timeline, then the rest.

    Differences and figures keep their sentences, for they show other words of them. `developments`: how many
    are kept at most. The outlets' own claims stand in the other sections already and are no statements.
    """
    told = _places(briefing.bottom_line)
    said = {p for s in briefing.statements if s.kind != "outlet" for p in _places([s.sentence])}
    alone = briefing.template == "timeline"  # then its days are what was asked for
    above: set[Place] = set() if alone else told
    days = _one_row_each(briefing.timeline, days=alone)
    taken = above | ({place for event in days for place in _places([event.sentence])} - told)
    rows = (_in_other_words(event, above, taken) for event in days)
    timeline = tuple(
        event
        for event in rows
        if not _places([event.sentence]) & above
        and not (event.state == "said" and _places([event.sentence]) & said)
    )
    told |= _places(event.sentence for event in timeline)
    main = tuple(d for d in briefing.developments if not _places([d.sentence]) & told)[:developments]
    told |= _places(d.sentence for d in main)
    statements = tuple(
        s for s in briefing.statements if s.kind != "outlet" and not _places([s.sentence]) & told
    )
    told |= _places(s.sentence for s in statements)
    return replace(
        briefing,
        timeline=timeline,
        developments=main,
        statements=statements,
        comparison=_compared_once(briefing.comparison, told),
    )


def _in_other_words(event: TimelineEvent, told: set[Place], taken: set[Place]) -> TimelineEvent:
    """An event that is told above, in the words of another source where one tells it.

    `taken`: what stands above or under another day; the words that are chosen are added to it.
    """
    if not _places([event.sentence]) & told:
        return event
    other = next((s for s in event.also if not _places([s]) & taken), None)
    if other is None:
        return event
    taken |= _places([other])
    return replace(event, sentence=other, also=tuple(s for s in event.also if s is not other))


def _one_row_each(events: Sequence[TimelineEvent], *, days: bool = False) -> list[TimelineEvent]:
    """Events without the second row of a sentence that names two times: what happened on a day is kept.

    `days`: each day of the sentence keeps its row, for days were asked for; months and years do not.
    """
    best: dict[tuple[str, object], TimelineEvent] = {}
    keys = [(e.sentence.text, e.when.first if days and e.when.precision == "day" else None) for e in events]
    for event, key in zip(events, keys, strict=True):
        known = best.get(key)
        if known is None or _worth(event) > _worth(known):
            best[key] = event
    return [event for event, key in zip(events, keys, strict=True) if best[key] is event]


def _worth(event: TimelineEvent) -> tuple[bool, bool]:
    return event.when.precision == "day", event.state == "happened"


def _compared_once(comparison: Comparison, told: set[Place]) -> Comparison:
    """The comparison without claims of one source that are shown above.

    What several confirm stays: in the words of a source that is not shown yet where there is one.
    """
    shared = tuple(_confirmed_once(f, told) for f in comparison.confirmed)
    return replace(comparison, confirmed=shared, single=_fresh(comparison.single, told))


def _confirmed_once(finding: Finding, told: set[Place]) -> Finding:
    if not _places([finding.sentence]) & told:
        return finding
    other = next((s for s in finding.also if not _places([s]) & told), None)
    if other is None:
        return finding
    rest = (finding.sentence, *(s for s in finding.also if s is not other))
    return replace(finding, sentence=other, also=rest)


def _fresh(findings: Sequence[Finding], told: set[Place]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if not _places([f.sentence]) & told)


def _places(sentences: Iterable[Sentence]) -> set[Place]:
    return {(c.article_id, c.start) for s in sentences for c in s.citations}
