"""What a web page states about its article: JSON-LD, OpenGraph and other meta elements, microdata.

Only statements count. A date is taken from elements that name the date of publication; addresses,
file times and other dates on the page say nothing certain, so without a statement it stays unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urljoin

from qa.articles.dates import parse_date
from qa.articles.encoding import one_line
from qa.articles.raw import RawArticle
from qa.articles.records import from_record, language_code, split_authors, web_address
from qa.errors import LoadError

_ARTICLE_TYPES = ("article", "blogposting", "report", "reportage")
_PUBLISHED = (
    *(
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "date.published",
    ),
    *("parsely-pub-date", "sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date"),
    *(
        "dcterms.date",
        "publication_date",
        "publish_date",
        "publish-date",
        "pubdate",
        "publishdate",
        "cxenseparse:recs:publishtime",
    ),
    *(
        "article.published",
        "originalpublicationdate",
        "rnews:datepublished",
        "bt:pubdate",
        "date",
        "citation_publication_date",
    ),
)
_TITLE = (
    "og:title",
    "parsely-title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
)
_OUTLET = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_journal_title",
    "cre",
)
_AUTHORS = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author_name",
    "byl",
    "citation_author",
    "article:author",
)
_SECTION = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "cxenseparse:section",
    "dc.subject.section",
)
_MICRODATA = {
    "published": "datepublished",
    "title": "headline",
    "authors": "author",
    "section": "articlesection",
}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Statements of a page about its article; None or empty where there is none."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: date | None = None
    language: str | None = None
    section: str | None = None
    kind: Any = None
    body: str | None = None
    """The article body, where JSON-LD states it."""

    def or_else(self, other: PageFacts) -> PageFacts:
        """These facts, completed by those of a weaker source."""
        missing = {name: getattr(other, name) for name in self.__slots__ if not getattr(self, name)}
        return replace(self, **missing)


def page_facts(tree: Any) -> PageFacts:
    """All that a parsed page states, the stronger source first: JSON-LD, meta elements, microdata."""
    facts = PageFacts()
    for record in json_ld_articles(tree):
        facts = facts.or_else(_from_json_ld(record))
    facts = facts.or_else(_from_meta(tree)).or_else(_from_microdata(tree))
    return replace(facts, title=_without_outlet(facts.title, facts.outlet))


def json_ld_articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The schema.org objects of a page that are articles, wherever they are nested."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = re.sub(
            r"^\s*(?:<!--|/\*|//)?\s*<!\[CDATA\[(?:\*/)?|(?:/\*|//)?\]\]>(?:\*/)?\s*$", "", script.text
        )
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(value, 5)


def _articles_in(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _articles_in(item, depth - 1)
    elif isinstance(value, Mapping) and depth:
        types = value.get("@type")
        names = [str(t).lower() for t in (types if isinstance(types, list) else [types])]
        if any(name.endswith(_ARTICLE_TYPES) for name in names):
            yield {**value, "@type": next(iter(names))}
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if key != "itemListElement" or not any("list" in name for name in names):
                yield from _articles_in(value.get(key), depth - 1)


def _from_json_ld(record: Mapping[str, Any]) -> PageFacts:
    kept = {k: v for k, v in record.items() if k not in ("name", "source", "provider", "dateCreated", "text")}
    body = record.get("articleBody")
    try:
        raw: RawArticle = from_record({**kept, "articleBody": body or "-"})
    except LoadError:
        return PageFacts()
    page = record.get("mainEntityOfPage")
    url = raw.url or web_address(
        page if isinstance(page, str) else (page or {}).get("@id") if isinstance(page, Mapping) else None
    )
    authors = tuple(name for name in raw.authors if not name.startswith("http"))
    return PageFacts(
        raw.title,
        raw.outlet,
        authors,
        url,
        raw.published,
        raw.language,
        raw.section,
        raw.kind,
        raw.text if body else None,
    )


def _from_meta(tree: Any) -> PageFacts:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        )
        content = one_line(element.get("content"))
        if name and content:
            found.setdefault(name, []).append(content)
    authors = [
        line for name in _AUTHORS for line in found.get(name, ()) if not line.startswith(("http", "/", "@"))
    ]
    return PageFacts(
        _first(found, _TITLE) or _text_of(tree, "//head/title"),
        _outlet_name(found),
        tuple(dict.fromkeys(n for line in authors[:1] for n in split_authors(line))),
        _canonical(tree, found),
        next((d for n in _PUBLISHED for v in found.get(n, ()) if (d := parse_date(v))), None),
        language_code(_first(found, ("og:locale", "language", "dc.language", "content-language")))
        or language_code(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")),
        _first(found, _SECTION),
    )


def _first(found: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    return next((found[name][0] for name in names if name in found), None)


def _outlet_name(found: Mapping[str, list[str]]) -> str | None:
    name = _first(found, _OUTLET)
    if name is None and "twitter:site" in found:
        name = found["twitter:site"][0].lstrip("@")
    return name


def _canonical(tree: Any, found: Mapping[str, list[str]]) -> str | None:
    base = _first(found, ("og:url", "twitter:url", "parsely-link"))
    links = tree.xpath("//link[@rel='canonical']/@href")
    for value in (*links, base):
        address = web_address(urljoin(base or "", value)) if value else None
        if address:
            return address
    return None


def _from_microdata(tree: Any) -> PageFacts:
    """`itemprop` attributes and the `<time>` of an article's own header, as many old templates have them."""
    values = {
        name: next((v for e in _with_itemprop(tree, prop) if (v := _value(e))), None)
        for name, prop in _MICRODATA.items()
    }
    published = parse_date(values["published"]) or _own_time(tree)
    authors = split_authors(values["authors"]) if values["authors"] else ()
    title = values["title"] or _only_heading(tree)
    return PageFacts(title, None, authors, None, published, None, values["section"])


def _with_itemprop(tree: Any, name: str) -> list[Any]:
    lower = "translate(@itemprop,'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"
    return list(tree.xpath(f"//*[contains(concat(' ',{lower},' '),' {name} ')]"))[:3]


def _value(element: Any) -> str | None:
    for attribute in ("content", "datetime"):
        if element.get(attribute):
            return one_line(element.get(attribute))
    named = element.xpath(".//*[@itemprop='name']")
    return one_line((named[0] if named else element).text_content()[:300])


def _own_time(tree: Any) -> date | None:
    """The `<time>` marked as date of publication, or the only day that the article header states."""
    marked = tree.xpath(
        "//time[@pubdate]/@datetime"
        " | //time[contains(@class,'publish') or contains(@class,'entry-date')]/@datetime"
    )
    days = {d for value in marked if (d := parse_date(value))}
    if not days:
        header = tree.xpath("(//article[not(ancestor::article)])[1]//header//time/@datetime")
        days = {d for value in header if (d := parse_date(value))}
    return days.pop() if len(days) == 1 else None


def _only_heading(tree: Any) -> str | None:
    headings = [one_line(h.text_content()) for h in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else None


def _text_of(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return one_line(found[0].text_content()) if found else None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A page title without the name of the site that templates append ("… | The Daily")."""
    if title and outlet:
        for mark in (" | ", " - ", " – ", " — ", " :: ", " · "):
            head, found, tail = title.rpartition(mark)
            if found and head and tail.strip().casefold() == outlet.casefold():
                return head.strip()
    return title
