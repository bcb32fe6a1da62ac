"""What is followed, and what became of it, for a terminal and as JSON."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from qa.show.console import Page, one_line
from qa.show.json import Object, article_head, picked
from qa.show.words import byline, count
from qa.types.fresh import Follow, Refreshed, Revision

MOST_LINES = 12
"""Changed sentences of one article on a terminal; `--json` has all."""


def follows_page(rows: Sequence[Follow], width: int) -> Page:
    """One line for each source: what it is, when it was asked, what is wrong with it."""
    page = Page(width)
    if not rows:
        page.write("Nothing is followed yet: qa follow FEED|PAGE|FOLDER")
    page.table(
        [(f.kind, _asked(f), f.source + (f"  ({f.reason})" if f.reason else "")) for f in rows],
        styles=("mark", "quiet"),
    )
    return page


def _asked(one: Follow) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(one.asked)) if one.asked else ""


def refreshed_page(one: Refreshed, width: int) -> Page:
    """What became of one source, and the sentences that changed."""
    page = Page(width)
    numbers = Counter(item.status for item in one.items)
    told = [f"{n} {word}" for word, n in (("new", numbers["added"]), ("changed", numbers["updated"])) if n]
    told += [f"{numbers['failed']} failed"] if numbers["failed"] and one.outcome != "failed" else []
    reason = f"  {one_line(one.reason)}" if one.reason else ""
    page.write((", ".join(told) or one.outcome, "strong"), f"  {one_line(one.source)}", (reason, "quiet"))
    shown = {change.article.id for change in one.changes}
    for item in one.items:
        if (item.status == "failed" and one.outcome == "failed") or item.article_id in shown:
            continue
        what = item.title if item.status == "added" else f"{item.title or item.origin} ({item.detail})"
        page.write((_WORDS[item.status], "mark"), f"  {one_line(what)}", first="  ", indent=11)
    for change in one.changes:
        _change(page, change)
    return page


_WORDS = {"added": "new", "updated": "changed", "failed": "failed"}


def _change(page: Page, change: Revision) -> None:
    """The sentences that went and came, and the id of the version before."""
    page.write(("changed", "mark"), f"  {one_line(change.article.title)}", first="  ", indent=11)
    page.write((f"{byline(change.article)}; before: {change.before.id}", "quiet"), first="    ")
    for sign, words in change.lines[:MOST_LINES]:
        page.write(f"{sign} {one_line(words)}", first="    ", indent=6)
    if (more := len(change.lines) - MOST_LINES) > 0:
        page.write((f"and {count(more, 'sentence')} more; --json has all", "quiet"), first="    ")


def refreshed_dict(one: Refreshed) -> Object:
    """What became of one source, with every changed sentence."""
    return {
        **picked(one, "source outcome reason hint"),
        "items": [picked(item, "status article_id title origin detail") for item in one.items],
        "changes": [
            {
                "article": article_head(change.article),
                "before": article_head(change.before),
                "removed": [words for sign, words in change.lines if sign == "-"],
                "added": [words for sign, words in change.lines if sign == "+"],
            }
            for change in one.changes
        ],
    }
