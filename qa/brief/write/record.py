"""The record of a finished briefing: everything in it as JSON, to compare with later and to check again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from qa.types import Article, Citation
from qa.types.briefing import Briefing

NAME = "record.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class PastSentence:
    """A sentence as it was shown, with what it cited then."""

    section: str
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PastBriefing:
    """An earlier briefing, as far as later ones and checks need it."""

    slug: str
    title: str
    fingerprint: str
    articles: Mapping[str, Mapping[str, Any]]
    """Every article that was used, by id: title, outlet, published, kind."""
    sentences: tuple[PastSentence, ...]
    figures: Mapping[str, str]
    """For each changing figure, its newest value as written."""
    disputes: frozenset[str]
    """What the contradictions were about."""
    previous: Mapping[str, Any] | None
    """The record it was compared with, without that one's own."""
    raw: Mapping[str, Any]

    @property
    def newest(self) -> date | None:
        """The newest day of publication among its articles."""
        days = [str(a["published"]) for a in self.articles.values() if a.get("published")]
        return date.fromisoformat(max(days)) if days else None


_PLAIN = frozenset((str, int, float, bool, type(None)))


def to_plain(value: Any) -> Any:
    """Dataclasses, dates and tuples as JSON has them."""
    kind: object = type(value)
    if kind in _PLAIN:
        return value
    if names := _field_names(kind):
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [to_plain(v) for v in (sorted(value) if isinstance(value, frozenset | set) else value)]
    return value


@cache
def _field_names(kind: object) -> tuple[str, ...]:
    """The fields of a dataclass, looked up once: a briefing has some 1,600 values; none for other types."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def make_record(
    briefing: Briefing, articles: tuple[Article, ...], previous: PastBriefing | None = None
) -> dict[str, Any]:
    """The record of a briefing. It holds nothing that differs between two runs on the same library."""
    shown = to_plain(dataclasses.replace(briefing, usage=dataclasses.replace(briefing.usage, seconds=0.0)))
    past = {k: v for k, v in previous.raw.items() if k != "previous"} if previous else None
    used = {
        a.id: {"title": a.title, "outlet": a.outlet, "published": to_plain(a.published), "kind": a.kind}
        for a in articles
    }
    return {"version": VERSION, "articles": used, "briefing": shown, "previous": past}


def read_record(path: Path) -> PastBriefing | None:
    """The record in a folder or file; None when there is none that can be read."""
    file = path / NAME if path.is_dir() else path
    try:
        return record_of(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def record_of(raw: Mapping[str, Any]) -> PastBriefing:
    """A record from its JSON. Raises KeyError or TypeError when it is not one."""
    briefing = raw["briefing"]
    comparison = briefing["comparison"]
    figures = {s["about"]: p["written"] for s in comparison["series"] for p in s["points"] if p["newest"]}
    disputes = frozenset(d["about"] for d in comparison["differences"] if d["kind"] == "contradicted")
    sentences = tuple(_sentences(briefing))
    return PastBriefing(
        briefing["slug"], briefing["title"], briefing["fingerprint"], raw["articles"], sentences, figures,
        disputes, raw.get("previous"), raw,
    )  # fmt: skip


def _sentences(briefing: Mapping[str, Any]) -> Iterator[PastSentence]:
    for section, value in briefing.items():
        yield from _walk(section, value)


def _walk(section: str, value: Any) -> Iterator[PastSentence]:
    """Every object with a text and citations is a sentence."""
    if isinstance(value, Mapping):
        if "citations" in value and "text" in value:
            cited = tuple(Citation(**c) for c in value["citations"])
            yield PastSentence(section, value["text"], cited)
        else:
            for inner in value.values():
                yield from _walk(section, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(section, inner)


def json_bytes(value: Any) -> bytes:
    """JSON as it is written to disk: UTF-8, indented, a newline at the end."""
    return (json.dumps(to_plain(value), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
