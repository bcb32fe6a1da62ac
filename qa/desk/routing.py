"""The parts of a desk that a question of a kind needs, handed to `qa.kinds`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.kinds.kind import OF_SOMEBODY, Kind, Recognised, recognise
from qa.search.filters import day_of
from qa.types import Query

if TYPE_CHECKING:
    from qa.answer.ask import Record
    from qa.answer.engine import Turn
    from qa.desk.engines import Engaged, Engines
    from qa.library.library import Library
    from qa.types.overview import Overview


def kind_of(question: str, library: Library, kind: Kind | None = None) -> Recognised:
    """The kind that is given, else the one that the question's grammar tells."""
    return Recognised(kind, "as asked") if kind else _of_outlet(question, library, recognise(question))


def overview_of(library: Library, topic: str, query: Query, stories: int) -> Overview:
    """The overview of a topic, or of all articles that the filters let through."""
    from qa.kinds.over.overview import overview

    return overview(library, replace(query, text=" ".join(topic.split())), stories)


def of_kind(
    library: Library,
    engines: Engines,
    query: Query,
    told: Recognised,
    engaged: Engaged,
    history: Sequence[Turn],
) -> Record | None:
    """The answer to a question that one sentence does not answer; None for a fact, and in doubt."""
    if told.kind == "fact":
        return None
    from qa.answer.plan import rule_plan
    from qa.kinds import route
    from qa.models.readers import get_reader

    return route.record(
        library,
        query,
        told,
        engaged.engine,
        engines.embedder,
        get_reader,
        question=rule_plan(query.text, history, today=day_of(query)).question,
        today=day_of(query),
        engine_reason=engaged.reason if engaged.engine.model is None else NO_MODEL,
    )


NO_MODEL = "no model is asked this kind of question"
"""Why the extractive engine stands under a conclusion though a model is configured."""


def _of_outlet(question: str, library: Library, told: Recognised) -> Recognised:
    """An overview where a question asks what an outlet of the library reported; else as it was told."""
    found = OF_SOMEBODY.search(question)
    if found is None or told != Recognised("fact"):
        return told
    from qa.kinds.over.counts import named_outlets

    return Recognised("overview", found[0][:60]) if named_outlets(found["who"], library) else told
