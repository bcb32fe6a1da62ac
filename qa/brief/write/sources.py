"""The sources of a briefing: what a reader must know of each, and their numbers from 1 without a gap."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from qa.answer.ask import source_of
from qa.brief.read.sheet import Sheet
from qa.text.vocabulary import language_name
from qa.types import Article, Citation
from qa.types.briefing import Briefing, BriefingSource


def sources_of(
    sheet: Sheet, corrected: frozenset[str], coming: Mapping[str, date] | None = None
) -> tuple[BriefingSource, ...]:
    """Every article of the sheet as a source with its marks. `coming`: stated days that are still to come."""
    found = []
    for item in sheet.items:
        told = marks(item.article, item.article.id in corrected)
        if day := (coming or {}).get(item.article.id):
            told = (*(m for m in told if m != "undated"), f"dated {day}, a day still to come")
        found.append(BriefingSource(source_of(item), told))
    return tuple(found)


def marks(article: Article, corrected: bool) -> tuple[str, ...]:
    """What sets an article apart from a dated report of its own outlet in English."""
    found: list[str] = []
    if article.kind in ("opinion", "withdrawn"):
        found.append(article.kind)
    if corrected or article.kind == "correction":
        found.append("corrected")
    own = article.agency and article.outlet and is_agency(article.outlet, article.agency)
    if article.agency and not own:
        found.append(f"agency copy ({article.agency})")
    if article.published is None:
        found.append("undated")
    if article.foreign:
        found.append(f"in {language_name(article.foreign)}")
    return tuple(found)


def is_agency(outlet: str, agency: str) -> bool:
    """Whether an outlet is the agency itself: by name, or by the first letters of its name."""
    initials = "".join(word[0] for word in outlet.split() if word[0].isupper())
    return agency.casefold() in outlet.casefold() or agency.upper() == initials


def numbered(briefing: Briefing) -> Briefing:
    """The briefing with the cited sources only, numbered from 1 in the order of its sheet."""
    cited = set(_citations(dataclasses.replace(briefing, sources=())))
    kept = [s for s in briefing.sources if s.source.number in cited]
    numbers = {s.source.number: n for n, s in enumerate(kept, start=1)}
    sources = tuple(
        dataclasses.replace(s, source=dataclasses.replace(s.source, number=numbers[s.source.number]))
        for s in kept
    )
    moved = _moved(dataclasses.replace(briefing, sources=()), numbers)
    return dataclasses.replace(moved, sources=sources)  # type: ignore[no-any-return]


def _citations(value: Any) -> list[int]:
    """The source numbers of all citations in a value, at any depth."""
    if isinstance(value, Citation):
        return [value.source]
    if isinstance(value, tuple):
        return [number for inner in value for number in _citations(inner)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [n for f in dataclasses.fields(value) for n in _citations(getattr(value, f.name))]
    return []


def _moved(value: Any, numbers: dict[int, int]) -> Any:
    """The value with every citation's source number replaced; what holds no citation stays as it is."""
    if isinstance(value, Citation):
        return dataclasses.replace(value, source=numbers[value.source])
    if isinstance(value, tuple):
        return tuple(_moved(inner, numbers) for inner in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: _moved(getattr(value, f.name), numbers) for f in dataclasses.fields(value) if f.init
        }
        return dataclasses.replace(value, **changed)
    return value
