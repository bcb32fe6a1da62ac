"""Following sources, and asking them what is new: feeds, pages and folders, with what changed in words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qa.desk.fresh.follows import Follows
from qa.desk.fresh.polite import Visitor, WaitingError
from qa.errors import LoadError, QAError
from qa.types import AddedItem, AddReport, Article
from qa.types.fresh import Follow, Outcome, Refreshed, Revision

if TYPE_CHECKING:
    from qa.articles.fetch import Download
    from qa.articles.load import Loaded
    from qa.articles.raw import Meta
    from qa.desk.desk import Desk

ASKED_AGAIN = 3 * 86_400.0
"""Seconds for which the pages of a feed are asked again after they were last listed: most corrections come
within days, and a feed of forty entries is forty requests to its host."""

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_OPML = re.compile(rb"<opml\b", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)


def follow(
    desk: Desk, source: str, visitor: Visitor, *, outlet: str | None, pages: bool
) -> tuple[list[Follow], str]:
    """Follow a feed, page, folder or list of feeds (OPML); what is followed now, and what else there is.

    Raises LoadError when it is none of these, or cannot be reached.
    """
    from qa.articles.readers.subscriptions import feeds_in

    follows, note = Follows(desk.settings.library), ""
    if source.startswith(("http://", "https://")):
        page = visitor.peek(source)
        if _OPML.search(page.data[:2000]):
            found = [Follow(url, "feed", outlet, pages) for url in feeds_in(page.data)]
        elif _FEED.search(page.data[:2000]):
            found = [Follow(source, "feed", outlet, pages)]
        else:
            found, note = [Follow(source, "page", outlet)], _offers(page)
    elif source.lower().endswith(".opml") and Path(source).is_file():
        found = [Follow(url, "feed", outlet, pages) for url in feeds_in(Path(source).read_bytes())]
    elif source.strip() and Path(source).is_dir():
        found = [Follow(str(Path(source).absolute()), "folder", outlet)]
    else:
        raise LoadError(
            f"{source or 'nothing'}: no feed, page or folder", "give a web address, a folder or an OPML file"
        )
    for one in found:
        follows.put(one)
    return found, note


def _offers(page: Download) -> str:
    """The feeds that a page offers, as a hint: a feed tells more than its page."""
    from urllib.parse import urljoin

    links = (tag[0] for tag in _LINK.finditer(page.data[:200_000].decode("utf-8", "replace")))
    feeds = [
        urljoin(page.url, href[1])
        for tag in links
        if ("rss+xml" in tag or "atom+xml" in tag) and (href := _HREF.search(tag))
    ]
    return f"this page offers feeds, which say what is new: qa follow {feeds[0]}" if feeds else ""


def refresh(
    desk: Desk,
    visitor: Visitor,
    *,
    only: Sequence[str] = (),
    on_source: Callable[[Refreshed], None] | None = None,
) -> list[Refreshed]:
    """Ask every source that is followed what is new; one that fails stops none of the others.

    Raises ConfigError when one of `only` is not followed.
    """
    follows = Follows(desk.settings.library)
    done = []
    for one in [follows.followed(source) for source in only] or follows.all():
        try:
            outcome = _refreshed(desk, follows, visitor, one)
        except WaitingError as error:
            outcome = Refreshed(one.source, "waiting", reason=error.message, hint=error.hint)
        except QAError as error:
            outcome = Refreshed(one.source, "failed", reason=error.message, hint=error.hint)
        done.append(outcome)
        if on_source is not None:
            on_source(outcome)
    return done


def _refreshed(desk: Desk, follows: Follows, visitor: Visitor, one: Follow) -> Refreshed:
    if one.kind == "folder":
        if not Path(one.source).is_dir():
            raise LoadError("the folder is not there any more", f"qa follow --stop {one.source}")
        return _told(desk, one, [desk.add([one.source], outlet=one.outlet)])
    if one.kind == "feed" and one.pages:
        return _told(desk, one, list(_linked(desk, follows, visitor, one)))
    page = visitor.visit(one.source, one.source)
    if page is None:
        return Refreshed(one.source, "unchanged")
    report = _added(desk, one, one.source, page)
    visitor.keep(one.source, one.source, page)
    return _told(desk, one, [report])


def _linked(desk: Desk, follows: Follows, visitor: Visitor, one: Follow) -> Iterator[AddReport]:
    """The pages that a feed lists, and those that it listed in the last days."""
    from qa.articles.encoding import decode
    from qa.articles.readers.feeds import pages_in

    feed = visitor.visit(one.source, one.source)
    if feed is not None:
        follows.listed(one.source, pages_in(decode(feed.data)))
        visitor.keep(one.source, one.source, feed)
    for address in follows.addresses(one.source, time.time() - ASKED_AGAIN):
        try:
            page = visitor.visit(address.url, one.source)
            if page is not None:
                yield _added(desk, one, address.url, page, follows.said(address.url))
                visitor.keep(address.url, one.source, page)
        except WaitingError:
            continue
        except LoadError as error:
            yield AddReport((AddedItem("failed", address.url, detail=error.message, hint=error.hint),))


def _added(desk: Desk, one: Follow, url: str, page: Download, known: Meta | None = None) -> AddReport:
    from qa.articles.load import load_page

    most = int(desk.settings.max_file_mb * (1 << 20))

    def load(_: str) -> Loaded:
        return load_page(page, url, outlet=one.outlet, known=known, max_bytes=most)

    return desk.library(create=True).add([url], loader=load)


def _told(desk: Desk, one: Follow, reports: Sequence[AddReport]) -> Refreshed:
    """What the reports say of a source: only what is not as it was."""
    items = tuple(i for r in reports for i in r.items if i.status in ("added", "updated", "failed"))
    changes = []
    for item in items:
        if item.status == "updated" and item.article_id:
            older = desk.history(item.article_id)
            if older and (change := changed(desk.show(item.article_id), older[0])).lines:
                changes.append(change)
    statuses = {item.status for item in items}
    outcome: Outcome = "unchanged"
    if statuses:
        outcome = "changed" if "updated" in statuses else "new" if "added" in statuses else "failed"
    failed = [item for item in items if item.status == "failed"]
    reason = failed[0].detail.removeprefix(f"{one.source}: ") if outcome == "failed" else ""
    return Refreshed(one.source, outcome, items, tuple(changes), reason, failed[0].hint if reason else "")


def changed(article: Article, before: Article) -> Revision:
    """What an article says otherwise than an older version of it, sentence by sentence."""
    old, new = _sentences(before), _sentences(article)
    lines: list[tuple[Literal["-", "+"], str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [("-", words) for words in old[a:b]]
            lines += [("+", words) for words in new[c:d]]
    return Revision(article, before, tuple(lines))


def _sentences(article: Article) -> list[str]:
    from qa.text import sentence_spans

    spans = sentence_spans(article.text, article.language)
    return [article.title, *(" ".join(article.text[start:end].split()) for start, end in spans)]
