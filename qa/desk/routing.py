"""The parts of a desk that a question of a kind needs, handed to `qa.kinds`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.search.filters import day_of
from qa.types import Query

if TYPE_CHECKING:
    from qa.answer.ask import Record
    from qa.answer.engine import Turn
    from qa.desk.engines import Engaged, Engines
    from qa.kinds.kind import Recognised
    from qa.library.library import Library


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
    from qa.models.reader import get_reader

    return route.record(
        library,
        query,
        told,
        engaged.engine,
        engines.embedder,
        get_reader,
        question=rule_plan(query.text, history, today=day_of(query)).question,
        today=day_of(query),
        engine_reason=engaged.reason,
    )
