"""A topics file to start from: the library's articles grouped into stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import yaml

from qa.brief.stories import group
from qa.brief.topics import Topic, one_topic
from qa.types import Article

MOST_ARTICLES = 2000
"""Articles that are grouped, the newest: the table of similarities of more takes over 100 MB."""


def suggest(articles: Sequence[Article], *, least: int = 2, most: int = 20) -> list[Topic]:
    """A topic for each story of `least` articles or more, the largest first.

    Its title is that of the article nearest to the rest; its window reaches from a day before the first to a
    day after the last publication, and is left open when an article is undated.
    """
    chosen = [a for a in articles if a.kind != "withdrawn"][:MOST_ARTICLES]
    found: dict[str, Topic] = {}
    stories = sorted(group(chosen), key=lambda members: -len(members))
    for members in stories:
        rows = [chosen[i] for i in members]
        if len(rows) < least or len(found) == most:
            continue
        topic = _topic(rows)
        found.setdefault(topic.slug, topic)
    return list(found.values())


def _topic(rows: Sequence[Article]) -> Topic:
    reports = [a for a in rows if a.kind == "report"] or list(rows)
    first = min(reports, key=lambda a: (a.published is None, a.published, a.id))
    days = [a.published for a in rows]
    known = [d for d in days if d is not None]
    open_window = len(known) < len(days)
    return one_topic(
        first.title[:200] or "Untitled",
        since=None if open_window else min(known) - timedelta(days=1),
        until=None if open_window else max(known) + timedelta(days=1),
    )


def to_yaml(topics: Sequence[Topic]) -> str:
    """The topics as the text of a topics file."""
    rows = []
    for topic in topics:
        row = {"title": topic.title, "since": topic.since, "until": topic.until}
        rows.append({k: v for k, v in row.items() if v is not None})
    body = yaml.safe_dump({"topics": rows}, sort_keys=False, allow_unicode=True, width=100)
    return "# Stories found in the library; add questions, words, outlets: see qa brief --schema\n" + body
