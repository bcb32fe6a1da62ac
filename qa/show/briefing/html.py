"""A briefing as one self-contained HTML page: no script, no request to any host, nothing of a source acts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from qa.show.briefing import words
from qa.show.briefing.quotes import Quotes, split
from qa.show.briefing.sections import sections
from qa.show.briefing.svg import claims_svg, series_svg, timeline_svg
from qa.show.pages import render
from qa.show.words import count
from qa.types import Article
from qa.types.briefing import Briefing

ASSETS = Path(__file__).with_name("assets")

WIDE, NARROW = 680, 340
"""Widths that pictures are drawn for: a column of text, and a telephone. The style sheet shows one."""


def briefing_html(briefing: Briefing, articles: Sequence[Article], *, index: str | None = None) -> str:
    """The page. `articles` are those cited: their paragraphs stand around the quotations.

    `index` is the address of the page that lists all briefings, relative to this one.
    """
    return page(
        "briefing.html",
        briefing.title,
        briefing=briefing,
        index=index,
        deck=" · ".join(deck(briefing)),
        sections=sections(briefing, words.plain_day),
        quotes=Quotes(briefing.sources, {article.id: article for article in articles}),
        say=words,
        split=split,
        draw_timeline=timeline_svg,
        draw_claims=claims_svg,
        draw_series=series_svg,
        WIDE=WIDE,
        NARROW=NARROW,
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


def page(template: str, title: str, *, script: str = "", **values: object) -> str:
    """A page that may load and run nothing but its own style sheet and script."""
    style = asset("briefing.css")
    policy = [
        "default-src 'none'",
        *([f"script-src '{_hash(script)}'"] if script else []),
        f"style-src '{_hash(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    own = {"style": Markup(style), "script": Markup(script), "policy": "; ".join(policy)}
    return render(template, title=title, **own, **values)


@cache
def asset(name: str) -> str:
    """A file of `assets`, as text."""
    return (ASSETS / name).read_text("utf-8")


def _hash(text: str) -> str:
    """The hash by which a content security policy lets this text alone be used (CSP level 2, 4.2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
