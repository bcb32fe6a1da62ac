"""Briefings as plain dictionaries, with the sentence and source objects of `qa ask --json`.

The shape is published in `briefing.schema.json` beside this module (`qa brief --output-schema` prints it).
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import singledispatch
from pathlib import Path
from typing import Any

from qa.show.json import (
    Object,
    citation_dict,
    removed_list,
    searched_dict,
    sentence_dict,
    source_dict,
    usage_dict,
)
from qa.types import Citation, Searched, Sentence
from qa.types.briefing import Briefing, BriefingSource, Coverage, Moment, TimelineEvent

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
    own = {field.name: plain(getattr(briefing, field.name)) for field in fields(briefing)}
    return {
        "version": VERSION,
        **own,
        "found": briefing.found,
        "removed": removed_list(briefing.removed),
        "usage": {**usage_dict(briefing.usage), "seconds": 0.0},
    }


@singledispatch
def plain(value: object) -> object:
    """A value of a briefing as JSON has it: a dataclass is its fields under their names."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


@plain.register
def _tuple(value: tuple) -> object:  # type: ignore[type-arg]
    return [plain(inner) for inner in value]


@plain.register
def _day(value: date) -> object:
    return value.isoformat()


@plain.register
def _moment(value: Moment) -> object:
    own = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return {"label": value.label, **own}


@plain.register
def _event(value: TimelineEvent) -> object:
    own = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return {**own, "planned": value.planned}


@plain.register
def _coverage(value: Coverage) -> object:
    own = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return {
        **own,
        "outlets": [{"name": name, "articles": number} for name, number in value.outlets],
        "languages": [{"code": code, "articles": number} for code, number in value.languages],
    }


@plain.register
def _source(value: BriefingSource) -> object:
    """The source object of an answer with `marks`."""
    return {**source_dict(value.source), "marks": list(value.marks)}


plain.register(Sentence, sentence_dict)
plain.register(Citation, citation_dict)
plain.register(Searched, searched_dict)
