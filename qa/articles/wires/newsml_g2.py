"""NewsML-G2 (IPTC): `newsItem`s in a `newsMessage`, a knowledge item's neighbour, or alone."""

from __future__ import annotations

import re
from typing import Any

from qa.articles.archives.fields import people
from qa.articles.encoding import one_line
from qa.articles.raw import RawArticle
from qa.articles.readers.records import language_code, web_address
from qa.articles.wires.nitf import (
    body_of,
    day_of,
    first,
    local,
    people_of,
    published,
    read_nitf,
    under,
    words,
)
from qa.articles.wires.status import embargo, left_out_by

NAMES = ("newsitem", "packageitem", "knowledgeitem", "conceptitem", "planningitem")


def left_out(item: Any) -> str | None:
    """Why an item is no article: a picture, a package, taken back by its wire; None for a text."""
    name = (
        words(first(item, "contentMeta", "headline"))
        or words(first(item, "headline"))
        or item.get("guid")
        or "item"
    )
    if local(item) != "newsitem":
        return f"a {local(item).removesuffix('item')}: {name}"
    kind = first(item, "itemClass")
    what = re.split(r"[:/]", (kind.get("qcode") or kind.get("uri") or "") if kind is not None else "")[
        -1
    ].lower()
    status = first(item, "pubStatus")
    said = (status.get("qcode") or status.get("uri") or "") if status is not None else ""
    held = words(first(item, "embargoed"))
    if reason := left_out_by(re.split(r"[:/]", said)[-1]) or embargo(held):
        return f"{reason}: {name}"
    if what and what not in ("text", "composite") and next(under(item, "inlineXML"), None) is None:
        return f"a {what}: {name}"
    if what == "composite":
        return f"a package: {name}"
    return None


def read_item(item: Any, number: int) -> RawArticle | None:
    """The article of a `newsItem`; None when its content is not in the file."""
    content = first(item, "contentSet")
    inline = first(content, "inlineXML") if content is not None else None
    if inline is None:
        inline = first(content, "inlineData") if content is not None else None
    if inline is None:
        return None
    nitf = first(inline, "nitf")
    inner = read_nitf(nitf) if nitf is not None else None
    body = body_of(inline) if inner is None else None
    text = inner.text if inner else body.text if body else ""
    if not any(c.isalpha() for c in text):
        return None
    meta = first(item, "contentMeta")
    authors = tuple(
        dict.fromkeys(n for e in _children(meta, "creator", "contributor") for n in _people(_name(e)))
    )
    outlet = _name(first(meta, "infoSource")) if meta is not None else None
    stamps = [first(item, name) for name in ("firstCreated", "contentCreated", "versionCreated")]
    day = (published(nitf) if nitf is not None else None) or next(
        (d for s in stamps if (d := day_of(words(s)))), None
    )
    tag = first(meta, "language") if meta is not None else None
    lines = (
        [e for e in under(meta, "headline") if "sub" not in (e.get("role") or "")] if meta is not None else []
    )
    title = words(lines[0]) if lines else None
    version = item.get("version") or ""
    link = next((e.get("href") for e in under(item, "link") if e.get("href") and _is_own(e)), None)
    agency = (outlet or _name(first(item, "provider")) or "").casefold()
    authors = tuple(name for name in authors if name.casefold() != agency)
    return RawArticle(
        text, title or (inner.title if inner else None), (inner.outlet if inner else None) or outlet or
        _name(first(item, "provider")),
        authors or (inner.authors if inner else people_of(inline)) or people(words(first(meta, "by")) if meta
        is not None else None),
        web_address(link), day, language_code((tag.get("tag") if tag is not None else None) or _lang(item)),
        inner.section if inner else None, None, inner.captions if inner else body.captions if body else (),
        (inner.removed if inner else body.removed if body else ()), number,
        inner.edition if inner else None, inner.page if inner else None, None,
        f"newsml:{item.get('guid')}" if item.get("guid") else None, int(version) if version.isdigit() else 0,
    )  # fmt: skip


def _is_own(link: Any) -> bool:
    """Whether a link is to the item itself and not to what it mentions."""
    rel = re.split(r"[:/]", link.get("rel") or "")[-1].lower()
    return rel in ("", "self", "canonical", "alternate", "permalink", "ispublishedas")


def _people(name: str | None) -> tuple[str, ...]:
    """The names of a creator, which is one person or the agency: only those that divide are several."""
    return people(name) if name and not re.search(r"\s&\s", name) else (name,) if name else ()


def _children(element: Any | None, *names: str) -> list[Any]:
    return [e for e in element if local(e) in names] if element is not None else []


def _name(element: Any | None) -> str | None:
    if element is None:
        return None
    return words(first(element, "name")) or one_line(element.get("literal"))


def _lang(element: Any) -> str | None:
    found = element.get("{http://www.w3.org/XML/1998/namespace}lang")
    return str(found) if found else None
