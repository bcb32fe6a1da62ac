"""What a web page states about its article: JSON-LD, OpenGraph and other meta elements, microdata, its own
lines.

Only statements count, the stronger first. A date is taken from elements that name the date of publication and
from lines that show it beside the headline; addresses and file times only confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from qa.articles.calendar_names import days_in
from qa.articles.dates import parse_date
from qa.articles.encoding import one_line
from qa.articles.pages.blocks import Block
from qa.articles.pages.bylines import (
    authors_below,
    byline_near,
    labelled_authors,
    linked_authors,
    named_before_paper,
    named_beside_day,
    paper_near,
)
from qa.articles.pages.headings import headings_of
from qa.articles.pages.json_ld import own_articles, page_records, records_of
from qa.articles.pages.people import names_of, visible_authors
from qa.articles.pages.shown_dates import day_before, shown_days
from qa.articles.pages.sites import home_names, outlet_name, papers_in
from qa.articles.pages.titles import alike, choose_title, site_in_title
from qa.articles.readers.records import from_record, language_code, web_address
from qa.errors import LoadError
from qa.text.wordset import wordlist, wordset

_PUBLISHED = wordlist(
    "article:published_time og:article:published_time article:published datepublished date.published "
    "parsely-pub-date sailthru.date dcterms.issued dc.date.issued dcterms.created publication_date "
    "publish_date publish-date pubdate publishdate pub_date og:pubdate cxenseparse:recs:publishtime "
    "article.published originalpublicationdate rnews:datepublished bt:pubdate article_date_original "
    "published_at sn-post-date citation_publication_date citation_online_date dcterms.date dc.date date "
    "datecreated"
)
_UPDATED = wordlist(
    "article:modified_time og:updated_time datemodified dcterms.modified last-modified lastmod updated_at"
)
_TITLE = wordlist(
    "og:title parsely-title twitter:title sailthru.title dc.title dcterms.title citation_title headline"
)
_OUTLET = wordlist(
    "og:site_name application-name dc.publisher dcterms.publisher publisher citation_journal_title cre"
)
_AUTHORS = wordlist(
    "author parsely-author sailthru.author dc.creator dcterms.creator dc.creator.personalname "
    "article:author_name byl citation_author article:author article_author"
)
_SECTION = [
    "article:section",
    "og:article:section",
    "parsely-section",
    "cxenseparse:section",
    "dc.subject.section",
]
_SITE_WORDS = 5
"""Words up to which a heading that is also stated as the site's name can be it; headlines have more."""
_NO_SECTIONS = wordset("post posts article articles all blog news home uncategorized")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Statements of a page about its article; None or empty where there is none."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: date | None = None
    updated: date | None = None
    language: str | None = None
    section: str | None = None
    kind: Any = None
    body: str | None = None
    """The article body, where JSON-LD states it."""
    article: bool = False
    """Whether the page says that it is an article (JSON-LD, og:type, a time of publication)."""
    country: str | None = None
    """The country of the page's language tag ("US"): which figure of a date is the month."""
    stamp: str | None = None
    """The time of publication as it was stated."""

    def or_else(self, other: PageFacts) -> PageFacts:
        """These facts, completed by those of a weaker source."""
        missing = {name: getattr(other, name) for name in self.__slots__ if not getattr(self, name)}
        return replace(self, **missing)


def page_facts(tree: Any, blocks: Sequence[Block], url: str | None) -> PageFacts:
    """All that a parsed page states but the days that stand beside the text (`with_shown_days`)."""
    meta = _meta(tree)
    records = records_of(tree)
    canonical = _canonical(tree, meta)
    headings = headings_of(blocks)
    page = _text_of(tree, "//head/title") or _text_of(tree, "//title[not(ancestor::svg)]")
    host = urlsplit(canonical or url or "").netloc
    heads = [*headings[:1], *meta.get("og:title", ())[:1], *([page] if page else [])]
    own = own_articles(records, [a for a in (canonical, url) if a], heads)
    facts = PageFacts()
    for record in (*own, *page_records(records)):
        facts = facts.or_else(_from_json_ld(record))
    stated = _from_meta(meta, tree)
    title = choose_title(
        [facts.title, *(v for n in _TITLE for v in meta.get(n, ())[:1])], headings, page, None, host
    )
    names = [v for n in _OUTLET for v in meta.get(n, ())[:1]]
    homes = home_names(tree)
    if (
        names
        and title
        and alike(names[0], title)
        and (len(title.split()) <= _SITE_WORDS or any(alike(title, home) for home in homes))
        and not any(alike(names[0], t) for t in meta.get("og:title", ())[:1])
    ):
        # What looks like the headline is the name of the site: blogs set it as the `h1` of each page.
        title = choose_title(
            [facts.title, *(v for n in _TITLE for v in meta.get(n, ())[:1])], headings, page, names[0], host
        )
    outlets = (*names, facts.outlet, *_publishers(records), *_named_publisher(tree))
    outlets = (*outlets, site_in_title(page, title, homes), *meta.get("twitter:site", ())[:1])
    outlet = outlet_name([*outlets, *(h for h in homes if h in (page or "")), *papers_in(page)], title, host)
    title = choose_title(
        [facts.title, *(v for n in _TITLE for v in meta.get(n, ())[:1])], headings, page, outlet, host
    )
    facts = replace(
        facts.or_else(stated),
        title=title,
        outlet=outlet or paper_near(blocks, next((b for b in blocks if b.tag == "h1"), None)),
        url=facts.url or canonical,
        authors=_authors(own, meta, tree, blocks, title, outlet),
    )
    return _polished(replace(facts, article=_says_article(own, meta, facts)))


def with_shown_days(
    facts: PageFacts, blocks: Sequence[Block], headline: Block | None, body: Sequence[Block]
) -> PageFacts:
    """The facts with the days that the page shows: they complete the stated ones, and correct a day in
    UTC.
    """
    shown = shown_days(blocks, headline, body, facts.language, facts.country)
    published = facts.published or shown.published
    if facts.published and _in_utc(facts.stamp):
        seen = shown.published or _day_of_address(facts.url)
        seen = seen or day_before(facts.published, facts.stamp, blocks, facts.language, facts.country)
        if seen and abs((seen - facts.published).days) == 1:
            published = seen
    elif facts.published and shown.published and (facts.published - shown.published).days == 1:
        published = shown.published  # nothing is shown to readers before it is published
    updated = facts.updated or shown.updated
    if updated and published and updated <= published:
        updated = None
    return replace(facts, published=published, updated=updated)


def _in_utc(stamp: str | None) -> bool:
    return bool(stamp and re.search(r"\d[T ]\d\d?:\d\d.*(?:Z|[+-]00:?00|GMT|UTC)\s*$", stamp)) or bool(
        stamp and re.search(r"\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?$", stamp)
    )


def _day_of_address(url: str | None) -> date | None:
    """The day in the path of an address ("/2025/08/19/"): it confirms a date, and is none by itself."""
    found = re.search(r"/(20\d\d)[/-](\d\d)[/-](\d\d)(?:[/-]|$)", urlsplit(url or "").path)
    days = days_in("-".join(found.groups())) if found else []
    return days[0].day if days else None


def _says_article(own: Sequence[Mapping[str, Any]], meta: Mapping[str, list[str]], facts: PageFacts) -> bool:
    kind = next(iter(meta.get("og:type", ())), "").lower()
    return bool(own) or "article" in kind or "article:published_time" in meta


def _authors(
    own: Sequence[Mapping[str, Any]],
    meta: Mapping[str, list[str]],
    tree: Any,
    blocks: Sequence[Block],
    title: str | None,
    outlet: str | None,
) -> tuple[str, ...]:
    """The stated authors, or those that the page shows when it shows more of them or none is stated."""
    stated: tuple[str, ...] = ()
    for record in own:
        stated = stated or names_of(_names(record.get("author") or record.get("creator")), outlet)
    for name in _AUTHORS:
        lines = [line for line in meta.get(name, ()) if not line.startswith(("http", "/", "@"))]
        stated = stated or names_of(lines, outlet)
    said = re.findall(r"\w+", (title or "").casefold())
    head = next((b for b in blocks if b.heading and said and b.words == said), None)
    if head is None:  # a headline on two lines ends with the second
        ends = (b for b in blocks if b.heading and b.words and said[-len(b.words) :] == b.words)
        head = next(ends, None)
    shown = visible_authors(tree, head.element if head is not None else None, outlet)
    shown = shown or byline_near(blocks, head, outlet) or (() if stated else labelled_authors(blocks, outlet))
    shown = shown or (
        () if stated else linked_authors(tree, head.element if head is not None else None, outlet)
    )
    shown = shown or (() if stated else named_before_paper(blocks, head, outlet))
    shown = shown or (() if stated else named_beside_day(blocks, head, outlet))
    shown = shown or (() if stated else authors_below(blocks, outlet))
    if not shown or (stated and {n.casefold() for n in shown} < {n.casefold() for n in stated}):
        return stated
    return shown  # what readers see: the account that posted a story is often another's


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for item in value[:50] for name in _names(item)]
    if isinstance(value, Mapping):
        if str(value.get("@type", "")).lower() in ("organization", "newsmediaorganization", "corporation"):
            return []
        return _names(value.get("name"))
    return [value] if isinstance(value, str) else []


def _publishers(records: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        name
        for record in records
        if isinstance(p := record.get("publisher"), Mapping) and isinstance(name := p.get("name"), str)
    ]


def _named_publisher(tree: Any) -> list[str]:
    """The name of the publisher in microdata: an element of its own inside `itemprop="publisher"`."""
    found = tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")[:2]
    return [n for e in found if (n := one_line(e.get("content") or e.text_content()[:200]))]


def _polished(facts: PageFacts) -> PageFacts:
    section = facts.section
    if section and (section.casefold() in _NO_SECTIONS or "." in section):
        section = None
    return replace(facts, section=section.split(",")[0].strip() if section else None)


def _from_json_ld(record: Mapping[str, Any]) -> PageFacts:
    kept = {
        k: v
        for k, v in record.items()
        if k not in ("source", "provider", "dateCreated", "text", "author", "creator")
    }
    if record.get("headline"):
        kept.pop("name", None)
    body = record.get("articleBody")
    try:
        raw = from_record({**kept, "articleBody": body or "-"})
    except LoadError:
        return PageFacts()
    page = record.get("mainEntityOfPage")
    stated = page.get("@id") if isinstance(page, Mapping) else page
    url = _page_address(raw.url) or _page_address(stated if isinstance(stated, str) else None)
    own = not str(record.get("@type", "")).endswith("webpage")
    stamp = record.get("datePublished")
    return PageFacts(
        raw.title if own else None,
        raw.outlet,
        (),
        url,
        raw.published,
        parse_date(record.get("dateModified")),
        raw.language,
        raw.section,
        raw.kind,
        raw.text if body else None,
        stamp=stamp if isinstance(stamp, str) and raw.published else None,
    )


def _meta(tree: Any) -> dict[str, list[str]]:
    """The meta elements of a page: name in lower case -> contents.

    A quotation mark that ends a content too early leaves the rest as stray attributes: `titles` sees the cut.
    """
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        )
        content = one_line((element.get("content") or "")[:2000])
        if name and content:
            known = found.setdefault(name, [])
            if len(known) < 50:
                known.append(content)
    return found


def _from_meta(meta: Mapping[str, list[str]], tree: Any) -> PageFacts:
    stamp, published = next(
        ((v, d) for n in _PUBLISHED for v in meta.get(n, ()) if (d := parse_date(v))), (None, None)
    )
    itemprop = _microdata(tree)
    if published is None and itemprop:
        stamp, published = itemprop, parse_date(itemprop)
    updated = next((d for n in _UPDATED for v in meta.get(n, ()) if (d := parse_date(v))), None)
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    stated = _first(meta, ("og:locale", "language", "dc.language", "content-language"))
    country = next(
        (c[1].upper() for v in (tag, stated or "") if (c := re.match(r"[a-zA-Z]{2}[-_]([a-zA-Z]{2})\b", v))),
        None,
    )
    return PageFacts(
        published=published,
        updated=updated,
        language=language_code(stated) or language_code(tag),
        section=_first(meta, _SECTION),
        country=country,
        stamp=stamp,
    )


def _first(found: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    return next((found[name][0] for name in names if name in found), None)


def _canonical(tree: Any, found: Mapping[str, list[str]]) -> str | None:
    base = _first(found, ("og:url", "twitter:url", "parsely-link"))
    links = tree.xpath("//link[@rel='canonical']/@href")[:3]
    return next((a for v in (*links, base) if v and (a := _page_address(_joined(base or "", v)))), None)


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:
        return value


def _page_address(value: str | None) -> str | None:
    """An address of a page, without fragment; the front page of a site is no address of an article."""
    try:
        address = web_address(urldefrag(value)[0]) if value else None
        return address if address and urlsplit(address).path.strip("/") + urlsplit(address).query else None
    except ValueError:
        return None


def _microdata(tree: Any) -> str | None:
    """The day of publication that `itemprop` or a marked `<time>` states in the article's own markup."""
    marked = tree.xpath(
        "//*[contains(@itemprop,'datePublished') or "
        "contains(@itemprop,'datepublished')][not(ancestor::aside)][position()<4]"
        " | //time[@pubdate] | //time[contains(@class,'publish') or contains(@class,'entry-date')]"
    )[:8]
    values = [
        e.get("content") or e.get("datetime") or " ".join("".join(e.itertext()).split())[:60] for e in marked
    ]
    values += [str(v) for v in tree.xpath(_DAY_ATTRIBUTES)[:4]]
    days = {d: v for v in values if (d := parse_date(v))}
    own = [v for e, v in zip(marked, values, strict=False) if e.get("itemprop") and parse_date(v)]
    if own:
        return str(own[0])
    return str(next(iter(days.values()))) if len(days) == 1 else None


_DAY_ATTRIBUTES = (
    "//@publishdate | //@data-publishdate | //@data-publish-date | //@data-published | "
    "//@data-published-at | //@data-published-date | //@data-date-published | "
    "//@data-publish-time | //@data-pubdate"
)
"""Where elements of a site's own making keep the day that a script shows."""


def _text_of(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return one_line(found[0].text_content()[:1000]) if found else None
