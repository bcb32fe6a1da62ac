"""The door to feedparser: RSS and Atom entries become articles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from qa.articles.dates import parse_date
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import fragment_text
from qa.articles.raw import Batch, Meta, RawArticle
from qa.articles.readers.records import language_code, split_authors, web_address
from qa.errors import LoadError

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)


def read_feed(text: str) -> Batch:
    """The entries of an RSS 0.9-2.0, RSS 1.0 or Atom feed; an entry without text is a problem.

    Raises LoadError when it is no feed. The outlet of an entry is the feed's title.
    """
    import feedparser

    root = _ROOT.search(text)
    prolog = text[: root.start() if root else len(text)].upper()
    if "[" in prolog.partition("<!DOCTYPE")[2]:
        raise LoadError(
            "XML with entity definitions is not read", "feeds need none; ask the source for a plain feed"
        )
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # its encoding no longer holds: this is decoded text
    try:
        feed = feedparser.parse(
            text.encode("utf-8"), response_headers={"content-type": "application/xml; charset=utf-8"}
        )
    except Exception as error:  # it promises no set of errors for broken XML
        raise LoadError(
            f"not a readable feed: {type(error).__name__}", "check that it is RSS or Atom"
        ) from None
    if not feed.entries or not feed.get("version"):  # it takes any <item> of any XML for an entry
        broken = feed.get("bozo_exception")
        reason = f": {' '.join(str(broken).split())[:100]}" if broken else ""
        raise LoadError(
            f"no entries of an RSS or Atom feed in it{reason}", "give a feed, or the pages themselves"
        )
    articles: list[RawArticle] = []
    problems: list[tuple[int | None, str]] = []
    for number, entry in enumerate(feed.entries, start=1):
        article = _entry(entry, feed.feed, feed.get("version") or "", number)
        if any(c.isalpha() for c in article.text):
            articles.append(article)
        else:
            problems.append((number, f"entry {number}: no text, only {article.title or 'a link'}"[:160]))
    return Batch(_with_own_addresses(articles), tuple(problems))


def pages_in(text: str) -> dict[str, Meta]:
    """The web addresses of the entries of a feed, also of those that have no text, with what it says of each.

    A page of a small site often names neither itself nor its day; its feed does.
    """
    import feedparser

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        feed = feedparser.parse(text.encode("utf-8"))
    except Exception as error:  # as in read_feed
        raise LoadError(
            f"not a readable feed: {type(error).__name__}", "check that it is RSS or Atom"
        ) from None
    read = [_entry(entry, feed.feed, feed.get("version") or "", 1) for entry in feed.entries]
    return {e.url: Meta(e.title, e.outlet, e.published, None, e.authors) for e in read if e.url}


def _with_own_addresses(articles: list[RawArticle]) -> tuple[RawArticle, ...]:
    """The articles without addresses that several of them share: those are a page's, not an article's.

    An address stands for one article, so that with it the later entries would be versions of the first.
    """
    shared = Counter(article.url for article in articles)
    return tuple(
        replace(article, url=None) if article.url and shared[article.url] > 1 else article
        for article in articles
    )


def _entry(entry: Any, feed: Any, version: str, number: int) -> RawArticle:
    text, captions = _longest_text(entry)
    source = entry.get("source")
    outlet = one_line(_plain(source.get("title"))) if isinstance(source, dict) else None
    names = [a.get("name") for a in entry.get("authors", ()) if a.get("name")] or [entry.get("author")]
    tags = entry.get("tags") or ()
    return RawArticle(
        text,
        one_line(_plain(entry.get("title"))),
        outlet or one_line(_plain(feed.get("title"))),
        tuple(dict.fromkeys(n for line in names if line for n in split_authors(_plain(line) or ""))),
        _address(entry),
        _published(entry, version),
        language_code(entry.get("language") or feed.get("language")),
        one_line(tags[0].get("term")) if tags else None,
        None,
        captions,
        (),
        number,
        updated=parse_date(dict.get(entry, "updated")) if version.startswith("atom") else None,
    )


def _address(entry: Any) -> str | None:
    """The link of an entry, else its guid where that is an address."""
    return web_address(entry.get("link")) or web_address(entry.get("id"))


def _published(entry: Any, version: str) -> Any:
    """`published`; outside Atom also the Dublin Core date, which feedparser files under `updated`.

    Atom's `updated` is the date of the last change and states nothing about publication.
    """
    stated = parse_date(dict.get(entry, "published"))
    if stated is None and not version.startswith("atom"):
        stated = parse_date(dict.get(entry, "updated"))
    return stated


def _longest_text(entry: Any) -> tuple[str, tuple[str, ...]]:
    fields = [c.get("value") for c in entry.get("content", ())] + [entry.get("summary")]
    read = [fragment_text(value) for value in fields if value]
    text, captions = max(read, key=lambda found: len(found[0]), default=("", ()))
    return tidy(text), captions


def _plain(value: str | None) -> str | None:
    return fragment_text(value)[0] if value and ("<" in value or "&" in value) else value
