"""A briefing as one self-contained HTML page: no script, no request to any host, nothing of a source acts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from qa.show.briefing import words as words
from qa.show.briefing.parts import section_body
from qa.show.briefing.quotes import Quotes
from qa.show.html import escape
from qa.show.words import count
from qa.types import Article
from qa.types.briefing import Briefing

ASSETS = Path(__file__).with_name("assets")


def briefing_html(briefing: Briefing, articles: Sequence[Article], *, index: str | None = None) -> str:
    """The page. `articles` are those cited: their paragraphs stand around the quotations.

    `index` is the address of the page that lists all briefings, relative to this one.
    """
    quotes = Quotes(briefing.sources, {article.id: article for article in articles})
    shown = words.sections(briefing)
    sections = "\n".join(_section(name, briefing, quotes) for name in shown)
    links = "".join(f'<li><a href="#{name}">{words.TITLES[name]}</a></li>' for name in shown)
    contents = f'<nav aria-label="Sections"><ol>{links}</ol></nav>'
    lead = "" if briefing.found else f'<p class="nothing">{words.NOTHING}</p>'
    foot = "".join(f"<p>{escape(line)}</p>" for line in words.foot_lines(briefing))
    body = (
        f"{_masthead(briefing, index)}\n{contents}\n<main id=main>{lead}\n{sections}\n</main>\n"
        f"<footer><p>{words.checked_line(briefing)}</p>{foot}</footer>\n"
        f'<div class="cards">{quotes.cards()}</div>'
    )
    return page(briefing.title, body)


def _masthead(briefing: Briefing, index: str | None) -> str:
    back = f'<a href="{escape(index)}">All briefings</a>' if index else "Briefing"
    return (
        f'<a class="skip" href="#main">Skip to the briefing</a>\n<header><p class="kicker">{back}</p>'
        f'<h1>{escape(briefing.title)}</h1><p class="deck">{escape(" · ".join(deck(briefing)))}</p></header>'
    )


def deck(briefing: Briefing) -> list[str]:
    """What stands under the title: window, sources, and how much of it is in dispute or new."""
    days = [s.source.published for s in briefing.sources if s.source.published]
    parts = []
    if days:
        first, last = words.plain_day(min(days)), words.plain_day(max(days))
        parts.append(first if first == last else f"{first} to {last}")
    if briefing.as_of:
        parts.append(f"as of {words.plain_day(briefing.as_of)}")
    outlets = {s.source.outlet for s in briefing.sources}
    if briefing.sources:
        parts.append(f"{count(len(briefing.sources), 'source')} from {count(len(outlets), 'outlet')}")
    disputes = sum(d.kind == "contradicted" for d in briefing.comparison.differences)
    if disputes:
        parts.append(count(disputes, "contradiction"))
    if briefing.changes:
        parts.append(count(len(briefing.changes), "change") + " since the last briefing")
    return parts


def _section(name: str, briefing: Briefing, quotes: Quotes) -> str:
    return (
        f'<section id="{name}" class="{name}" aria-labelledby="{name}-h">'
        f'<h2 id="{name}-h">{words.TITLES[name]}</h2>{section_body(name, briefing, quotes)}</section>'
    )


def page(title: str, body: str, *, script: str = "") -> str:
    """A page with this body (HTML) that may load and run nothing but its own style sheet and script."""
    style = asset("briefing.css")
    policy = [
        "default-src 'none'",
        f"style-src '{_hash(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script:
        policy.insert(1, f"script-src '{_hash(script)}'")
    run = f"<script>{script}</script>\n" if script else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
{run}</body>
</html>
"""


@cache
def asset(name: str) -> str:
    """A file of `assets`, as text."""
    return (ASSETS / name).read_text("utf-8")


def _hash(text: str) -> str:
    """The hash by which a content security policy lets this text alone be used (CSP level 2, 4.2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
