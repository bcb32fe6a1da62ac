"""The page that lists the briefings of a folder, with search and filters; made from their JSON files.

It has the only script of the product: 40 lines that show and hide entries. Without it all entries are listed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from qa.show.briefing.html import asset, page
from qa.show.briefing.words import NOTHING, plain_day
from qa.show.html import escape
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


def index_html(briefings: Sequence[Mapping[str, Any]], failed: Sequence[tuple[str, str]] = ()) -> str:
    """The page for briefings as `briefing_dict` has them, in folders named by their slugs.

    `failed` are (title, reason) of topics that have no briefing.
    """
    ordered = sorted(briefings, key=lambda b: (_last(b), b["title"]), reverse=True)
    outlets = sorted({s["outlet"] for b in briefings for s in b["sources"] if s["outlet"]})
    entries = "\n".join(_entry(briefing) for briefing in ordered)
    broken = "".join(f"<li><h2>{escape(title)}</h2><p>{escape(why)}</p></li>" for title, why in failed)
    trouble = f'<h2>Not made</h2><ol class="entries">{broken}</ol>' if broken else ""
    body = (
        '<a class="skip" href="#main">Skip to the briefings</a>\n<header><p class="kicker">Newsdesk</p>'
        f"<h1>Briefings</h1></header>\n<main id=main><search>{_tools(outlets)}</search>"
        f'<p class="quiet" id="shown" role="status">{count(len(ordered), "briefing")}</p>'
        f'<ol class="entries">{entries}</ol>{trouble}</main>'
    )
    return page("Briefings", body, script=asset("index.js"))


def _tools(outlets: Sequence[str]) -> str:
    """Search and filters; hidden until the script that they need runs."""
    options = "".join(f'<option value="{escape(o)}">{escape(o)}</option>' for o in outlets)
    kinds = "".join(f'<option value="{value}">{label}</option>' for value, label in KINDS)
    return (
        '<div class="tools" hidden><label class="grow">Search'
        '<input id="words" type="search" autocomplete="off"></label>'
        f'<label>Outlet<select id="outlet"><option value="">all</option>{options}</select></label>'
        f'<label>Show<select id="kind"><option value="">all</option>{kinds}</select></label></div>'
    )


def _entry(briefing: Mapping[str, Any]) -> str:
    slug = escape(briefing["slug"])
    outlets = sorted({s["outlet"] for s in briefing["sources"] if s["outlet"]})
    lead = briefing["bottom_line"][0]["text"] if briefing["bottom_line"] else ""
    lead = lead or ("" if briefing["found"] else NOTHING)
    links = "".join(f'<a href="{slug}/{name}">{label}</a>' for name, label in FORMATS)
    return (
        f'<li data-outlets="{escape(json.dumps(outlets))}" data-kinds="{" ".join(_kinds(briefing))}" '
        f'data-more="{escape(_more(briefing))}">'
        f'<h2><a href="{slug}/briefing.html">{escape(briefing["title"])}</a></h2><p>{escape(lead)}</p>'
        f'<p class="quiet">{escape(" · ".join(_facts(briefing)))}</p><p class="formats">{links}</p></li>'
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
