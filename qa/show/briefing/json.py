"""Briefings as plain dictionaries, with the sentence and source objects of `qa ask --json`.

The shape is published in `briefing.schema.json` beside this module (`qa brief --output-schema` prints it).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qa.show.json import (
    Object,
    citation_dict,
    day,
    removed_list,
    searched_dict,
    sentence_dict,
    source_dict,
    usage_dict,
)
from qa.types.briefing import (
    Briefing,
    BriefingSource,
    Change,
    Comparison,
    Coverage,
    Development,
    Difference,
    Finding,
    Gap,
    Moment,
    Series,
    Statement,
    TimelineEvent,
)

VERSION = 1
"""Goes up when a script that reads the JSON would have to change."""

SCHEMA = Path(__file__).with_name("briefing.schema.json")


def briefing_schema() -> Any:
    """The JSON schema of `briefing_dict`."""
    return json.loads(SCHEMA.read_text("utf-8"))


def briefing_dict(briefing: Briefing) -> Object:
    """A briefing with all its sections, computed or empty; `sections` says which are shown, in what order.

    `usage.seconds` is always 0: the same library gives the same file, byte for byte.
    """
    changes = briefing.changes
    return {
        "version": VERSION,
        "title": briefing.title,
        "slug": briefing.slug,
        "query": briefing.query,
        "found": briefing.found,
        "since": day(briefing.since),
        "until": day(briefing.until),
        "as_of": day(briefing.as_of),
        "template": briefing.template,
        "sections": list(briefing.sections),
        "bottom_line": [sentence_dict(s) for s in briefing.bottom_line],
        "developments": [development_dict(d) for d in briefing.developments],
        "timeline": [event_dict(e) for e in briefing.timeline],
        "statements": [statement_dict(s) for s in briefing.statements],
        "comparison": comparison_dict(briefing.comparison),
        "changes": None if changes is None else [change_dict(c) for c in changes],
        "previous": day(briefing.previous),
        "answers": [
            {"question": a.question, "sentences": [sentence_dict(s) for s in a.sentences]}
            for a in briefing.answers
        ],
        "not_covered": [_gap(gap) for gap in briefing.not_covered],
        "coverage": _coverage(briefing.coverage),
        "sources": [briefing_source_dict(s) for s in briefing.sources],
        "removed": removed_list(briefing.removed),
        "engine": briefing.engine,
        "engine_reason": briefing.engine_reason,
        "model": briefing.model,
        "fingerprint": briefing.fingerprint,
        "usage": {**usage_dict(briefing.usage), "seconds": 0.0},
        "notes": list(briefing.notes),
    }


def development_dict(development: Development) -> Object:
    """A dated development."""
    return {
        "when": moment_dict(development.when),
        "published": day(development.published),
        "sentence": sentence_dict(development.sentence),
    }


def event_dict(event: TimelineEvent) -> Object:
    """One event of a timeline."""
    return {
        "when": moment_dict(event.when),
        "published": day(event.published),
        "state": event.state,
        "planned": event.planned,
        "sentence": sentence_dict(event.sentence),
        "also": [sentence_dict(s) for s in event.also],
    }


def moment_dict(when: Moment) -> Object:
    """When an event happened; `first` and `last` are null when the words do not fix a day."""
    return {
        "label": when.label,
        "written": when.written,
        "first": day(when.first),
        "last": day(when.last),
        "precision": when.precision,
        "resolved": when.resolved,
    }


def statement_dict(statement: Statement) -> Object:
    """Who says what."""
    return {
        "speaker": statement.speaker,
        "role": statement.role,
        "kind": statement.kind,
        "outlet": statement.outlet,
        "published": day(statement.published),
        "quotations": list(statement.quotations),
        "chain": list(statement.chain),
        "sentence": sentence_dict(statement.sentence),
    }


def comparison_dict(comparison: Comparison) -> Object:
    """Agreement and difference."""
    return {
        "independent": comparison.independent,
        "confirmed": [_finding(f) for f in comparison.confirmed],
        "single": [_finding(f) for f in comparison.single],
        "differences": [_difference(d) for d in comparison.differences],
        "series": [_series(s) for s in comparison.series],
    }


def _finding(finding: Finding) -> Object:
    return {
        "independent": finding.independent,
        "outlets": list(finding.outlets),
        "sentence": sentence_dict(finding.sentence),
        "also": [sentence_dict(s) for s in finding.also],
    }


def _difference(difference: Difference) -> Object:
    sides = [
        {
            "phrase": side.phrase,
            "speaker": side.speaker,
            "outlet": side.outlet,
            "published": day(side.published),
            "sentence": sentence_dict(side.sentence),
        }
        for side in difference.sides
    ]
    return {"kind": difference.kind, "about": difference.about, "sides": sides}


def _series(series: Series) -> Object:
    points = [
        {
            "value": point.value,
            "written": point.written,
            "day": day(point.day),
            "outlet": point.outlet,
            "newest": point.newest,
            "sentence": sentence_dict(point.sentence),
            "also": [sentence_dict(s) for s in point.also],
        }
        for point in series.points
    ]
    return {"about": series.about, "unit": series.unit, "points": points}


def change_dict(change: Change) -> Object:
    """What is new against the last briefing; `before` are words of the past, no longer vouched for."""
    return {
        "kind": change.kind,
        "note": change.note,
        "now": sentence_dict(change.now) if change.now else None,
        "before": change.before,
    }


def _gap(gap: Gap) -> Object:
    return {"question": gap.question, "nearest": citation_dict(gap.nearest) if gap.nearest else None}


def _coverage(coverage: Coverage) -> Object:
    aside = [
        {
            "article_id": item.article_id,
            "title": item.title,
            "outlet": item.outlet,
            "published": day(item.published),
            "reason": item.reason,
        }
        for item in coverage.set_aside
    ]
    return {
        "found": coverage.found,
        "used": coverage.used,
        "grouped": coverage.grouped,
        "set_aside": aside,
        "outlets": [{"name": name, "articles": number} for name, number in coverage.outlets],
        "languages": [{"code": code, "articles": number} for code, number in coverage.languages],
        "first": day(coverage.first),
        "last": day(coverage.last),
        "undated": coverage.undated,
        "searched": searched_dict(coverage.searched),
    }


def briefing_source_dict(source: BriefingSource) -> Object:
    """A source of a briefing: the source object of an answer with `marks`."""
    return {**source_dict(source.source), "marks": list(source.marks)}
