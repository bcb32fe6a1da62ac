"""The filters of a Query as a condition in SQL and as a condition of Chroma: one meaning, two spellings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.library.store.records import epoch_day, language_key, outlet_key, plain_key
from qa.types import Query


def sql_condition(query: Query | None) -> tuple[str, list[Any]]:
    """The condition on `articles a` that an article meets, and its parameters.

    Only current versions are searched. A bound on time leaves out articles without a stated date: nothing
    shows that they lie inside it. Phrases and excluded words are not filters here; search looks at them.
    """
    terms, values = ["a.replaced_by IS NULL"], list[Any]()
    if query is None:
        return terms[0], values
    last = _last_day(query)
    if query.since is not None:
        terms.append("a.published >= ?")
        values.append(epoch_day(query.since))
    if last is not None:
        terms.append("a.published <= ?")
        values.append(last)
    if query.language is not None:
        terms.append("a.language_key = ?")
        values.append(language_key(query.language))
    lists: dict[str, list[str]] = {"a.outlet_key": _outlets(query), "a.id": list(query.articles)}
    lists |= {"a.section_key": _keys(query.sections), "a.edition_key": _keys(query.editions)}
    lists["lower(a.page)"] = _keys(query.pages)
    for column, allowed in lists.items():
        if allowed:
            terms.append(f"{column} IN ({', '.join('?' * len(allowed))})")
            values.extend(allowed)
    return " AND ".join(terms), values


def chroma_condition(query: Query) -> dict[str, Any] | None:
    """The same condition for Chroma's `where`; None when nothing is filtered.

    It knows nothing of places in a paper: `Library.search_vectors` turns these into ids of articles before.
    """
    terms: list[dict[str, Any]] = []
    last = _last_day(query)
    if query.since is not None:
        terms.append({"published": {"$gte": epoch_day(query.since)}})
    if last is not None:
        terms.append({"published": {"$lte": last}})
    if query.language is not None:
        terms.append({"language": language_key(query.language)})
    for key, allowed in (("outlet", _outlets(query)), ("article_id", list(query.articles))):
        if allowed:
            terms.append({key: {"$in": allowed}})
    if not terms:
        return None
    return terms[0] if len(terms) == 1 else {"$and": terms}


def _keys(names: Sequence[str]) -> list[str]:
    return [key for name in names if (key := plain_key(name)) is not None]


def _last_day(query: Query) -> int | None:
    days = [epoch_day(day) for day in (query.until, query.as_of) if day is not None]
    return min(days, default=None)


def _outlets(query: Query) -> list[str]:
    return [key for outlet in query.outlets if (key := outlet_key(outlet)) is not None]
