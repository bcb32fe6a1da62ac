"""Briefings as plain dictionaries, with the sentence and source objects of `qa ask --json`.

The shape is published in `briefing.schema.json` beside this module (`qa brief --output-schema` prints it).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qa.show.json import Object, fields_of, plain
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
    return {
        "version": VERSION,
        **fields_of(briefing),
        "found": briefing.found,
        "usage": {**plain(briefing.usage), "seconds": 0.0},
    }


@plain.register
def _moment(value: Moment) -> object:
    return {"label": value.label, **fields_of(value)}


@plain.register
def _event(value: TimelineEvent) -> object:
    return {**fields_of(value), "planned": value.planned}


@plain.register
def _coverage(value: Coverage) -> object:
    return {
        **fields_of(value),
        "outlets": [{"name": name, "articles": number} for name, number in value.outlets],
        "languages": [{"code": code, "articles": number} for code, number in value.languages],
    }


@plain.register
def _source(value: BriefingSource) -> object:
    """The source object of an answer with `marks`."""
    return {**plain(value.source), "marks": list(value.marks)}
