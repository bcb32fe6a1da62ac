"""NewsML 1.0 to 1.2 (IPTC, 2000 to 2005): `NewsItem`s that hold NITF, XHTML or bare paragraphs."""

from __future__ import annotations

from typing import Any

from qa.articles.archives.fields import people
from qa.articles.raw import RawArticle
from qa.articles.readers.records import language_code
from qa.articles.wires.nitf import (
    StoryText,
    body_of,
    day_of,
    first,
    local,
    published,
    read_nitf,
    under,
    words,
)
from qa.articles.wires.status import left_out_by


def left_out(item: Any) -> str | None:
    """Why an item is no article; None for a text."""
    name = words(first(item, "HeadLine")) or words(first(item, "NewsItemId")) or "item"
    status = first(item, "Status")
    if reason := left_out_by(status.get("FormalName") if status is not None else None):
        return f"{reason}: {name}"
    if _data(item) is None:
        kind = first(item, "MediaType")
        return f"a {(kind.get('FormalName') if kind is not None else 'package') or 'package'}: {name}".lower()
    return None


def read_item(item: Any, number: int) -> RawArticle | None:
    """The article of a `NewsItem`; None without text."""
    data = _data(item)
    if data is None:
        return None
    component = next(
        (
            a
            for a in data.iterancestors()
            if local(a) == "newscomponent" and first(a, "NewsLines") is not None
        ),
        item,
    )
    nitf = first(data, "nitf")
    inner = read_nitf(nitf) if nitf is not None else None
    body = StoryText(inner.text, inner.captions, inner.removed) if inner else body_of(data)
    if not any(c.isalpha() for c in body.text):
        return None
    lines = first(component, "NewsLines")
    parties = (first(place, name, "Party") for place in (component, item) for name in ("Provider", "Source"))
    party = next((p for p in parties if p is not None), None)
    outlet = (
        inner.outlet if inner and inner.outlet else party.get("FormalName") if party is not None else None
    )
    stamps = [words(first(item, name)) for name in ("FirstCreated", "DateId", "ThisRevisionCreated")]
    day = (published(nitf) if nitf is not None else None) or next(
        (d for s in stamps if (d := day_of(s))), None
    )
    tag = first(component, "Language")
    authors = inner.authors if inner else ()
    if not authors and lines is not None:
        authors = tuple(dict.fromkeys(n for e in under(lines, "ByLine") for n in people(words(e))))
    key = words(first(item, "PublicIdentifier")) or words(first(item, "NewsItemId"))
    revision = words(first(item, "RevisionId")) or ""
    return RawArticle(
        body.text, (words(first(lines, "HeadLine")) if lines is not None else None) or (inner.title if inner
        else None),
        outlet, authors, None, day, language_code(tag.get("FormalName") if tag is not None else None),
        inner.section if inner else None, None, body.captions, body.removed, number, None,
        inner.page if inner else None, None,
        f"newsml:{_without_revision(key)}" if key else None, int(revision) if revision.isdigit() else 0,
    )  # fmt: skip


def _data(item: Any) -> Any | None:
    """The content that is text: data whose media type says so, or that holds paragraphs."""
    for content in under(item, "ContentItem"):
        kind, data = first(content, "MediaType"), first(content, "DataContent")
        if data is not None and (
            kind is None or (kind.get("FormalName") or "").lower() in ("text", "complexdata", "")
        ):
            return data
    return None


def _without_revision(key: str) -> str:
    """The identifier of the story: "urn:newsml:example.com:20241107:TX1:2N" without ":2N"."""
    parts = key.split(":")
    return ":".join(parts[:-1]) if key.startswith("urn:newsml:") and len(parts) > 5 else key
