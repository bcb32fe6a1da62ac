"""JSON-LD of a page (schema.org): the object that is about the page's own article, never simply the first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urldefrag, urlsplit

ARTICLE_TYPES = ("article", "blogposting", "report", "reportage", "posting")
PAGE_TYPES = ("webpage",)
_MAX_SCRIPT = 2_000_000
_DEPTH = 6
_CDATA = re.compile(r"^\s*(?:<!--|/\*|//)?\s*<!\[CDATA\[(?:\*/)?|(?:/\*|//)?\]\]>(?:\*/)?\s*$")


def records_of(tree: Any) -> list[Mapping[str, Any]]:
    """The schema.org objects of a page that are articles or pages, references to other objects filled in."""
    found: list[Mapping[str, Any]] = []
    named: dict[str, Mapping[str, Any]] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = _CDATA.sub("", script.text[:_MAX_SCRIPT])
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            found.extend(_broken_article(text))
            continue
        _collect_names(value, named, _DEPTH)
        found.extend(_articles_in(value, _DEPTH))
    return [_resolved(record, named) for record in found]


def own_articles(
    records: Sequence[Mapping[str, Any]], addresses: Sequence[str], titles: Sequence[str]
) -> list[Mapping[str, Any]]:
    """The objects that are about this page, best first: those whose address or headline is the page's.

    A single article is the page's own unless its address and headline both say otherwise; of several, only
    those that say so count.
    """
    articles = [r for r in records if _is(r, ARTICLE_TYPES)]
    wanted = {_address(a) for a in addresses} - {""}
    heads = [w for w in map(_words, titles) if w]
    by_headline = [r for r in articles if any(_same(_headline(r), head) for head in heads)]
    by_address = [r for r in articles if wanted & _addresses(r)]
    own = [*[r for r in by_address if r in by_headline], *[r for r in by_headline if r not in by_address]]
    own += [r for r in by_address if r not in own]
    if not own and len(articles) == 1 and not _elsewhere(articles[0], wanted, heads):
        own = articles
    if not own and len({_headline(r) for r in articles}) == 1 and len(articles) > 1:
        own = list(articles)
    return own


def page_records(records: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The objects about the page as such (WebPage): weaker than those about its article."""
    return [r for r in records if _is(r, PAGE_TYPES) and not _is(r, ARTICLE_TYPES)]


def _is(record: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    return str(record.get("@type", "")).endswith(types)


def _elsewhere(record: Mapping[str, Any], wanted: set[str], heads: list[tuple[str, ...]]) -> bool:
    own = _addresses(record)
    mine = set(_headline(record))
    return bool(own and wanted and mine and heads) and not any(mine & set(head) for head in heads)


def _addresses(record: Mapping[str, Any]) -> set[str]:
    page = record.get("mainEntityOfPage")
    values = [record.get("url"), record.get("@id"), page.get("@id") if isinstance(page, Mapping) else page]
    return {_address(v) for v in values if isinstance(v, str)} - {""}


def _address(value: str) -> str:
    """Host and path in lower case, without what does not tell pages apart; "" for front pages and
    fragments.
    """
    parts = urlsplit(urldefrag(value.strip())[0])
    path = re.sub(r"/(?:amp|index\.html?)?$", "", parts.path.rstrip("/")).lower()
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if path else ""


def _headline(record: Mapping[str, Any]) -> tuple[str, ...]:
    value = record.get("headline") or record.get("name") or ""
    return _words(value if isinstance(value, str) else "")


def _words(text: str) -> tuple[str, ...]:
    import html

    return tuple(re.findall(r"\w+", html.unescape(text).casefold()))


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two headlines are one: equal, one the beginning of the other, or most words shared."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if long[: len(short)] == short and len(short) >= min(3, len(long)):
        return True
    return len(short) >= 4 and len(set(short) & set(long)) / len(set(short)) >= 0.8


def _collect_names(value: Any, named: dict[str, Mapping[str, Any]], depth: int) -> None:
    if isinstance(value, list) and depth:
        for item in value:
            _collect_names(item, named, depth - 1)
    elif isinstance(value, Mapping) and depth:
        identifier = value.get("@id")
        if isinstance(identifier, str) and value.get("name"):
            named.setdefault(identifier, value)
        for key in ("@graph", "author", "publisher", "mainEntity"):
            _collect_names(value.get(key), named, depth - 1)


def _resolved(record: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The record with `{"@id": …}` of authors and publishers replaced by the objects they stand for."""

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(item) for item in value[:50]]
        if isinstance(value, Mapping) and not value.get("name") and isinstance(value.get("@id"), str):
            return named.get(value["@id"], value)
        return value

    return {
        **record,
        **{key: filled(record[key]) for key in ("author", "publisher", "creator") if key in record},
    }


def _broken_article(text: str) -> Iterator[Mapping[str, Any]]:
    """The plain statements of a JSON-LD article that is not valid JSON (2 of 91 pages in our sample)."""
    if not re.search(r'"@type"\s*:\s*"\w*Article"', text):
        return
    found: dict[str, Any] = {"@type": "article"}
    for name in ("datePublished", "dateModified", "headline", "articleSection", "inLanguage", "url"):
        if value := re.search(rf'"{name}"\s*:\s*"((?:[^"\\\n]|\\.){{2,300}})"', text):
            found[name] = value[1].replace('\\"', '"').replace("\\/", "/")
    if author := re.search(r'"author"\s*:\s*(?:\[\s*)?\{[^{}]{0,300}?"name"\s*:\s*"([^"\n]{2,100})"', text):
        found["author"] = {"name": author[1]}
    yield found


def _articles_in(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _articles_in(item, depth - 1)
    elif isinstance(value, Mapping) and depth:
        types = value.get("@type")
        names = [str(t).lower() for t in (types if isinstance(types, list) else [types])]
        kind = next((n for n in names if n.endswith(ARTICLE_TYPES)), None)
        kind = kind or next((n for n in names if n.endswith(PAGE_TYPES)), None)
        if kind:
            yield {**value, "@type": kind}
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            if key not in ("itemListElement", "hasPart") or not any("list" in name for name in names):
                yield from _articles_in(value.get(key), depth - 1)
