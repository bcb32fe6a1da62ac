"""What narrows a question, a list or a topic, as it is typed; read into the query that a search takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from qa.errors import ConfigError
from qa.types import Query

Day = str | date | None
"""A day as typed ("2025-08-20", "yesterday", "7d") or as a date."""


class Filters(TypedDict, total=False):
    """What narrows a question, a list or a topic. Relative days count from `as_of`, else from today."""

    since: Day
    until: Day
    outlet: str | Sequence[str]
    language: str | None
    as_of: Day
    section: str | Sequence[str]
    page: str | Sequence[str]
    edition: str | Sequence[str]
    tag: str | Sequence[str]
    origin: str | Sequence[str] | None
    articles: Sequence[str]


def read_filters(filters: Filters) -> Query:
    """The query without words that filters make. Raises ConfigError for an impossible day."""
    from qa.search.query import parse_day

    def day(value: Day, today: date, last: bool) -> date | None:
        return parse_day(value, today=today, last=last) if isinstance(value, str) else value

    as_of = day(filters.get("as_of"), date.today(), True)
    today = as_of or date.today()
    since, until = day(filters.get("since"), today, False), day(filters.get("until"), today, True)
    if since and until and since > until:
        raise ConfigError(f"since {since} is after until {until}", "swap the two days, or drop one of them")
    language = filters.get("language")
    return Query(
        "",
        since,
        until,
        _several(filters.get("outlet")),
        language.lower() if language else None,
        as_of,
        sections=_several(filters.get("section")),
        pages=_several(filters.get("page")),
        editions=_several(filters.get("edition")),
        articles=tuple(filters.get("articles") or ()),
        tags=_several(filters.get("tag")),
        origins=_several(filters.get("origin")),
    )


def _several(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def day_of(query: Query) -> date:
    """The day that "yesterday" counts from: a question asked as of a day was asked on that day."""
    return query.as_of or date.today()
