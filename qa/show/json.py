"""Results as plain dictionaries: the JSON that every `--json` prints, stable for scripts.

A citation can be checked from outside: `qa show ARTICLE --json` gives the `text` that offsets count in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from qa.text.fragments import fragment
from qa.types import (
    AddReport,
    Answer,
    Article,
    Citation,
    Hit,
    Sentence,
    Source,
    Summary,
    Usage,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Object = dict[str, object]


def dumps(value: object) -> str:
    """Indented JSON; characters outside ASCII stay readable, lone surrogates are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2)
    return text


@singledispatch
def plain(value: object) -> Any:
    """A noun of the product as JSON has it: its fields under their names, days in ISO 8601."""
    return fields_of(value) if is_dataclass(value) and not isinstance(value, type) else value


def fields_of(value: DataclassInstance) -> Object:
    """The fields of a noun, each as JSON has it."""
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}


def picked(value: object, names: str) -> Object:
    """Some fields and properties of a noun, each as JSON has it."""
    return {name: plain(getattr(value, name)) for name in names.split()}


@plain.register(tuple)
@plain.register(list)
def _several(value: Sequence[object]) -> Any:
    return [plain(inner) for inner in value]


@plain.register
def _mapping(value: Mapping) -> Any:  # type: ignore[type-arg]
    return {key: plain(inner) for key, inner in value.items()}


@plain.register
def day(value: date | None) -> str | None:
    """ISO 8601, or null for a date that no source states."""
    return value.isoformat() if value else None


@plain.register
def _sentence(value: Sentence) -> Any:
    """A checked sentence with its citations."""
    checks, citations = list(value.checks), plain(value.citations)
    rows = {"text": value.text, "support": value.support, "checks": checks, "citations": citations}
    if value.language:
        rows["language"] = value.language
    if value.translation:
        rows["translation"] = fields_of(value.translation)
    return rows | ({"perhaps": True} if value.perhaps else {})


@plain.register
def _citation(value: Citation) -> Any:
    """The exact words of a source; `start` and `end` count in the text of its article.

    `selector` says the same in the terms of the W3C Web Annotation Data Model, and `fragment` is what opens
    the page of the article at the words, behind `#:~:`.
    """
    words = {"exact": value.quote, "prefix": value.prefix, "suffix": value.suffix}
    return {
        **picked(value, "source article_id start end quote"),
        "fragment": value.fragment or None,
        "selector": [
            {"type": "TextQuoteSelector", **words},
            {"type": "TextPositionSelector", "start": value.start, "end": value.end},
        ],
    }


@plain.register
def _source(value: Source) -> Any:
    """A cited article as readers see it."""
    own = fields_of(value)
    also_in = own.pop("also_in")
    return {**own, "language": value.language or None, "also_in": also_in}


@plain.register
def _usage(value: Usage) -> Any:
    """What it took."""
    return {**fields_of(value), "seconds": round(value.seconds, 3)}


@plain.register
def answer_dict(answer: Answer) -> Object:
    """An answer as in the design, plus what was searched, what stays unanswered and the nearest thing."""
    return {
        **picked(answer, "question kind kind_reason computed"),
        **_common(answer),
        "answer": plain(answer.marked),
        "confidence": None if answer.confidence is None else round(answer.confidence, 3),
        **picked(answer, "grounds unanswered"),
        "nearest": _nearest(answer),
    }


@plain.register
def summary_dict(summary: Summary) -> Object:
    """A summary: the sentence and source objects of an answer under a topic."""
    return {**picked(summary, "topic style"), **_common(summary)}


@plain.register
def article_dict(article: Article) -> Object:
    """An article with its clean text (the one that offsets count in) and what cleaning removed."""
    more = "authors section page edition words key captions text removed"
    return {**article_head(article), **picked(article, more)}


def article_head(article: Article) -> Object:
    """What a list of articles says of each."""
    return picked(article, "id title outlet published updated url language kind agency origin")


@plain.register
def hit_dict(hit: Hit) -> Object:
    """One search result: the passage, and in `best` its best sentence."""
    start, end = hit.best
    return {
        "article_id": hit.article.id,
        **picked(hit.article, "title outlet published url"),
        "path": hit.article.origin,
        "score": round(hit.score, 6),
        "why": hit.why,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text(hit.article),
        "best": {
            "start": start,
            "end": end,
            "quote": hit.article.text[start:end],
            "fragment": fragment(hit.article, start, end) or None,
        },
        "also_in": plain(hit.also_in),
    }


@plain.register
def report_dict(report: AddReport) -> Object:
    """What became of each article in `qa add`, and the counts."""
    return {
        "items": plain(report.items),
        "counts": {status: report.count(status) for status in STATUSES},
        "notes": list(report.notes),
        "seconds": round(report.seconds, 3),
    }


STATUSES = ("added", "updated", "unchanged", "duplicate", "skipped", "failed")


def _common(result: Answer | Summary) -> Object:
    return {
        **picked(result, "found engine engine_reason model as_of fingerprint sentences removed sources"),
        "days": [{**plain(found.words), "day": day(found.day)} for found in result.days],
        **picked(result, "notes searched usage"),
    }


def _nearest(answer: Answer) -> Object | None:
    """The nearest thing found, which is not an answer; null when there is none."""
    if not answer.nearest:
        return None
    return {**plain(answer.nearest), "from": plain(answer.nearest_source)}
