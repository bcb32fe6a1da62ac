"""The page that lists the briefings of a folder, with search and filters; made from their JSON files.

It has the only script of the product: 40 lines that show and hide entries. Without it all entries are listed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.show.briefing.html import asset, page
from qa.show.briefing.words import NOTHING, plain_day
from qa.show.words import count

KINDS = (
    ("contradicted", "with contradictions"),
    ("changed", "with something new"),
    ("gaps", "with open questions"),
)

FORMATS = (
    ("briefing.html", "Read"),
    ("briefing.docx", "Word"),
    ("briefing.md", "Markdown"),
    ("briefing.json", "JSON"),
)
"""File in a briefing's folder, and what its link is called."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One briefing as the page lists it; `outlets` and `kinds` are what the script filters by."""

    slug: str
    title: str
    lead: str
    facts: str
    outlets: str
    kinds: str
    more: str


def index_html(briefings: Sequence[Mapping[str, Any]], failed: Sequence[tuple[str, str]] = ()) -> str:
    """The page for briefings as `briefing_dict` has them, in folders named by their slugs.

    `failed` are (title, reason) of topics that have no briefing.
    """
    ordered = sorted(briefings, key=lambda b: (_last(b), b["title"]), reverse=True)
    return page(
        "index.html",
        "Briefings",
        script=asset("index.js"),
        entries=[_entry(briefing) for briefing in ordered],
        outlets=sorted({outlet for b in briefings for outlet in _outlets(b)}),
        kinds=KINDS,
        formats=FORMATS,
        failed=failed,
    )


def _outlets(briefing: Mapping[str, Any]) -> list[str]:
    return sorted({s["outlet"] for s in briefing["sources"] if s["outlet"]})


def _entry(briefing: Mapping[str, Any]) -> _Entry:
    lead = briefing["bottom_line"][0]["text"] if briefing["bottom_line"] else ""
    return _Entry(
        slug=briefing["slug"],
        title=briefing["title"],
        lead=lead or ("" if briefing["found"] else NOTHING),
        facts=" · ".join(_facts(briefing)),
        outlets=json.dumps(_outlets(briefing)),
        kinds=" ".join(_kinds(briefing)),
        more=_more(briefing),
    )


def _kinds(briefing: Mapping[str, Any]) -> list[str]:
    found = ["contradicted"] if _disputes(briefing) else []
    found += ["changed"] if briefing["changes"] else []
    return found + (["gaps"] if briefing["not_covered"] else [])


def _disputes(briefing: Mapping[str, Any]) -> int:
    return sum(d["kind"] == "contradicted" for d in briefing["comparison"]["differences"])


def _facts(briefing: Mapping[str, Any]) -> list[str]:
    """Span of days, sources, contradictions, changes, open questions."""
    days = _days(briefing)
    facts = [" to ".join(dict.fromkeys((plain_day(days[0]), plain_day(days[-1]))))] if days else []
    if briefing["sources"]:
        facts.append(count(len(briefing["sources"]), "source"))
    for number, noun in (
        (_disputes(briefing), "contradiction"),
        (len(briefing["changes"] or ()), "change"),
        (len(briefing["not_covered"]), "open question"),
    ):
        if number:
            facts.append(count(number, noun))
    return facts


def _days(briefing: Mapping[str, Any]) -> list[date]:
    return sorted(date.fromisoformat(s["published"]) for s in briefing["sources"] if s["published"])


def _last(briefing: Mapping[str, Any]) -> str:
    days = _days(briefing)
    return days[-1].isoformat() if days else ""


def _more(briefing: Mapping[str, Any]) -> str:
    """Words that a search finds a briefing by besides those shown: sentences, speakers, titles of sources."""
    parts = [s["text"] for s in briefing["bottom_line"]]
    parts += [d["sentence"]["text"] for d in briefing["developments"]]
    parts += [f"{s['speaker']} {s['role']}" for s in briefing["statements"]]
    parts += [f"{s['title']} {s['outlet'] or ''}" for s in briefing["sources"]]
    parts += [a["question"] for a in briefing["answers"]]
    return " ".join(dict.fromkeys(parts))
