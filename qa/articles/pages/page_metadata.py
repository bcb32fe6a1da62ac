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
from urllib.parse import urldefrag, urljoin, urlsplit

from qa.articles.dates import parse_date
from qa.articles.encoding import one_line
from qa.articles.raw import RawArticle
from qa.articles.readers.records import from_record, language_code, split_authors, web_address
from qa.errors import LoadError

_ARTICLE_TYPES = ("article", "blogposting", "report", "reportage")
_PAGE_TYPES = ("webpage",)
_DATED = "self::time or self::span or self::div or self::p or self::em or self::small or self::li"
_MAX_DATE_LINE = 60
_BODY_STARTS = 200
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
_NOT_A_PERSON = re.compile(
    r"\b(?:writers?|editors?|correspondents?|reporters?|staff|admin|newsroom)\b|\.com?$|^[A-Z]{2,5}$",
    re.IGNORECASE,
)
_NO_SECTIONS = frozenset(
    ("post", "posts", "article", "articles", "all", "blog", "news", "home", "uncategorized")
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
    for types in (_ARTICLE_TYPES, _PAGE_TYPES):
        for record in json_ld_articles(tree, types):
            facts = facts.or_else(_from_json_ld(record))
    return facts.or_else(_from_meta(tree)).or_else(_from_microdata(tree))


def polished(facts: PageFacts) -> PageFacts:
    """The facts without what templates add: the site's name in the title, job titles among the authors."""
    outlet = facts.outlet.lstrip("@") if facts.outlet else None
    people = tuple(
        n for n in facts.authors if not _NOT_A_PERSON.search(n) and n.casefold() != (outlet or "").casefold()
    )
    section = facts.section
    if section and (section.casefold() in _NO_SECTIONS or "." in section):
        section = None
    return replace(
        facts,
        title=_without_outlet(facts.title, outlet),
        outlet=outlet,
        authors=people or facts.authors,
        section=section.split(",")[0].strip() if section else None,
    )


def json_ld_articles(tree: Any, types: tuple[str, ...] = _ARTICLE_TYPES) -> Iterator[Mapping[str, Any]]:
    """The schema.org objects of a page whose type ends in one of `types`, wherever they are nested."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = re.sub(
            r"^\s*(?:<!--|/\*|//)?\s*<!\[CDATA\[(?:\*/)?|(?:/\*|//)?\]\]>(?:\*/)?\s*$", "", script.text
        )
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            yield from _broken_article(text)
            continue
        yield from _articles_in(value, types, 5)


def _broken_article(text: str) -> Iterator[Mapping[str, Any]]:
    """The plain statements of a JSON-LD article that is not valid JSON (2 of 91 pages in our sample)."""
    if not re.search(r'"@type"\s*:\s*"\w*Article"', text):
        return
    found: dict[str, Any] = {"@type": "Article"}
    for name in ("datePublished", "headline", "articleSection", "inLanguage"):
        if value := re.search(rf'"{name}"\s*:\s*"((?:[^"\\\n]|\\.){{2,300}})"', text):
            found[name] = value[1].replace('\\"', '"').replace("\\/", "/")
    yield found


def _articles_in(value: Any, wanted: tuple[str, ...], depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _articles_in(item, wanted, depth - 1)
    elif isinstance(value, Mapping) and depth:
        types = value.get("@type")
        names = [str(t).lower() for t in (types if isinstance(types, list) else [types])]
        if any(name.endswith(wanted) for name in names):
            yield {**value, "@type": next(iter(names))}
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if key != "itemListElement" or not any("list" in name for name in names):
                yield from _articles_in(value.get(key), wanted, depth - 1)


def _from_json_ld(record: Mapping[str, Any]) -> PageFacts:
    kept = {k: v for k, v in record.items() if k not in ("name", "source", "provider", "dateCreated", "text")}
    body = record.get("articleBody")
    try:
        raw: RawArticle = from_record({**kept, "articleBody": body or "-"})
    except LoadError:
        return PageFacts()
    page = record.get("mainEntityOfPage")
    stated = page.get("@id") if isinstance(page, Mapping) else page
    url = _page_address(raw.url) or _page_address(stated if isinstance(stated, str) else None)
    return PageFacts(
        raw.title,
        raw.outlet,
        raw.authors,
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
    return next(
        (a for value in (*links, base) if value and (a := _page_address(urljoin(base or "", value)))), None
    )


def _page_address(value: str | None) -> str | None:
    """An address of a page, without fragment; the front page of a site is no address of an article."""
    address = web_address(urldefrag(value)[0]) if value else None
    return address if address and urlsplit(address).path.strip("/") + urlsplit(address).query else None


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
    """The day that the page shows as its own: a marked `<time>`, else a line under the headline."""
    marked = tree.xpath(
        "//time[@pubdate]/@datetime"
        " | //time[contains(@class,'publish') or contains(@class,'entry-date')]/@datetime"
        " | //*[contains(@class,'publish-date') or contains(@class,'pub-date')]"
    )
    days = {d for value in marked[:20] if (d := _shown_date(value))}
    if not days:
        header = tree.xpath("(//article[not(ancestor::article)])[1]//header//time/@datetime")
        days = {d for value in header if (d := parse_date(value))}
    return days.pop() if len(days) == 1 else _date_under_headline(tree)


def _shown_date(value: Any) -> date | None:
    if isinstance(value, str):
        return parse_date(value)
    words = " ".join(value.text_content()[:_BODY_STARTS].split())
    return parse_date(words) if len(words) <= _MAX_DATE_LINE else None


def _date_under_headline(tree: Any) -> date | None:
    """A date that stands alone between the only headline and the body."""
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return None
    below = headings[0].xpath(f"following::*[{_DATED}][not(ancestor::aside or ancestor::nav or ancestor::a)]")
    for element in below[:40]:
        if element.tag == "p" and len(element.text_content()) > _BODY_STARTS:
            return None
        if (day := _shown_date(element)) is not None:
            return day
    return None


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
            if found and head and _letters(tail) == _letters(outlet):
                return head.strip()
    return title


def _letters(text: str) -> str:
    return re.sub(r"\W+|^the\s+", "", text.casefold())
