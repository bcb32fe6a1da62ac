"""Stories in JSON as wires send them: ninjs 1 to 3 (IPTC), and the JSON of agencies with NITF in its body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from qa.articles.archives.fields import people
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import fragment_text, has_markup
from qa.articles.raw import RawArticle
from qa.articles.readers.records import language_code, web_address
from qa.articles.wires.nitf import day_of
from qa.articles.wires.status import embargo, left_out_by, slug_of

_SIGNS = frozenset(
    (
        *("firstcreated", "versioncreated", "contentcreated", "pubstatus", "altids", "bodynitf", "slugline"),
        *("infosource", "infosources", "bylines", "located", "usageterms", "ednote"),
    )
)
_BODIES = ("bodynitf", "bodyxhtml", "bodyhtml", "bodytext", "body")
_WHAT = (
    "picture",
    "photo",
    "graphic",
    "video",
    "audio",
    "composite",
    "package",
    "planning",
    "event",
    "component",
)


def _key(name: object) -> str:
    return re.sub(r"[\s_.-]", "", str(name)).lower()


def is_story(value: object) -> bool:
    """Whether an object of JSON is a wire's: it has three of the names that only ninjs and wires use."""
    return isinstance(value, Mapping) and len({_key(k) for k in value} & _SIGNS) >= 3


def stories(value: object, depth: int = 4) -> Iterator[Mapping[str, Any]]:
    """The stories in a reply of a wire, wherever it wraps them (`data.items[].item`, a list, one alone)."""
    if is_story(value):
        yield value  # type: ignore[misc]
    elif isinstance(value, Mapping) and depth:
        for inner in value.values():
            if isinstance(inner, Mapping | list):
                yield from stories(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from stories(inner, depth)


def left_out(story: Mapping[str, Any]) -> str | None:
    """Why a story is not added, with its name; None when it is one to add."""
    fields = {_key(k): v for k, v in story.items()}
    name = _headline(fields) or one_line(str(fields.get("slugline") or fields.get("uri") or "item"))
    if reason := left_out_by(_string(fields.get("pubstatus"))) or embargo(_string(fields.get("embargoed"))):
        return f"{reason}: {name}"
    what = (_string(fields.get("type")) or "text").lower()
    return f"a {what}: {name}" if what in _WHAT else None


def from_story(story: Mapping[str, Any], number: int | None) -> RawArticle | None:
    """The article of a story; None without text."""
    fields = {_key(k): v for k, v in story.items()}
    text, captions = _body(fields)
    if not any(c.isalpha() for c in text):
        return None
    captions = tuple(dict.fromkeys((*captions, *_captions(fields.get("associations")))))
    key, number_of = _key_and_version(fields)
    return RawArticle(
        text, _headline(fields), _outlet(fields), _authors(fields), _url(fields), _day(fields),
        language_code(_string(fields.get("language"))), _section(fields), None, captions, (), number,
        one_line(_string(fields.get("edition"))), None, _count(fields), key, number_of,
    )  # fmt: skip


class OlderVersions:
    """Which stories of a file are older versions of others in it: one file often holds them all.

    Only stories that share a key are read for it; a file of 2,000 is never held whole.
    """

    def __init__(self, value: object) -> None:
        keys = Counter(_key_of(story) for story in stories(value))
        several = [
            article
            for number, story in enumerate(stories(value), start=1)
            if (key := _key_of(story)) and keys[key] > 1 and not left_out(story)
            if (article := from_story(story, number))
        ]
        _, self.older = newest(several)
        self.numbers = {number for number, _ in self.older}


def _key_of(story: Mapping[str, Any]) -> str | None:
    fields = {_key(k): v for k, v in story.items()}
    return _key_and_version(fields)[0]


def newest(found: Iterable[RawArticle]) -> tuple[list[RawArticle], list[tuple[int | None, str]]]:
    """Of several versions of one story the newest, and the others by name: one file often holds them all."""
    best: dict[str, RawArticle] = {}
    kept: list[RawArticle] = []
    older: list[tuple[int | None, str]] = []
    for article in found:
        known = best.get(article.key) if article.key else None
        if known is None or not same_story(known, article):
            kept.append(article)
            if article.key:
                best[article.key] = article
            continue
        new, old = (article, known) if article.version >= known.version else (known, article)
        kept[kept.index(known)] = new
        best[article.key or ""] = new
        older.append((old.number, f"an older version of item {new.number}: {old.title}"))
    return kept, older


def same_story(a: RawArticle, b: RawArticle) -> bool:
    """Whether two articles of one key are one story. A slug alone does not tell: one of the two has to be a
    later lead, and they share the words of the headline, or half of the shorter text.
    """
    if not (a.key or "").startswith("slug:"):
        return True
    if a.version == b.version:
        return False
    first, second = (set(re.findall(r"\w{3,}", x.text.casefold())) for x in (a, b))
    titles = [set(re.findall(r"\w{3,}", (x.title or "").casefold())) for x in (a, b)]
    alike = len(titles[0] & titles[1]) >= 0.6 * max(1, min(map(len, titles)))
    return alike or len(first & second) >= 0.5 * max(1, min(len(first), len(second)))


def _body(fields: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    bodies = fields.get("bodies")
    if isinstance(bodies, list):
        value = _with_role(bodies, ("main", "body", "full", None))
        if value:
            return _prose(value)
    for name in _BODIES:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("value") or value.get("content") or value.get("nitf")
        if isinstance(value, str) and value.strip():
            return _prose(value)
    return "", ()


def _captions(associations: object) -> Iterator[str]:
    """The captions of the pictures that go with a story."""
    many = associations.values() if isinstance(associations, Mapping) else associations
    for item in many if isinstance(many, Iterable) and not isinstance(many, str) else ():
        if isinstance(item, Mapping):
            fields = {_key(k): v for k, v in item.items()}
            named = ("descriptiontext", "caption", "bodytext", "description", "descriptioncaption")
            if text := next((one_line(_string(fields[n])) for n in named if _string(fields.get(n))), None):
                yield text


def _prose(value: str) -> tuple[str, tuple[str, ...]]:
    if not has_markup(value):
        return _unruled(tidy(value)), ()
    value = re.sub(r"<hl2[^>]*>(.*?)</hl2>", r"<h2>\1</h2>", value, flags=re.DOTALL | re.IGNORECASE)
    text, captions = fragment_text(value)
    return _unruled(tidy(text)), captions


def _unruled(text: str) -> str:
    """A text without the rules that agencies draw above a contributor's note."""
    return re.sub(r"^_{3,}$\n*", "", text, flags=re.MULTILINE)


def _with_role(items: list[Any], roles: tuple[str | None, ...]) -> str | None:
    """The value of the item with the first of these roles; else the longest."""
    named = [i for i in items if isinstance(i, Mapping) and isinstance(i.get("value"), str)]
    for role in roles:
        for item in named:
            if (item.get("role") or None) == role:
                return str(item["value"])
    return max((str(i["value"]) for i in named), key=len, default=None)


def _headline(fields: Mapping[str, Any]) -> str | None:
    value = fields.get("headline")
    many = fields.get("headlines")
    if isinstance(many, list):
        value = _with_role(many, ("main", "headline", None)) or value
    if isinstance(value, Mapping):
        value = value.get("main") or value.get("value") or value.get("extended")
    text = _string(value) or _string(fields.get("name")) or _string(fields.get("title"))
    return one_line(fragment_text(text)[0] if text and has_markup(text) else text)


def _authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    listed = fields.get("authors")
    named = listed if isinstance(listed, list) else []
    roles = [a for a in named if isinstance(a, Mapping) and _string(a.get("role")) in ("author", "writer")]
    found: list[str] = [n for a in roles for n in people(_string(a.get("name")))]
    if found:  # surer than a byline, which names universities and desks too
        return tuple(dict.fromkeys(found))
    lines = fields.get("bylines") or fields.get("byline") or fields.get("by") or fields.get("authors")
    for entry in lines if isinstance(lines, list) else [lines]:
        if isinstance(entry, Mapping):
            if _string(entry.get("role")) == "editor":
                continue
            entry = entry.get("by") or entry.get("name") or entry.get("value") or entry.get("byline")
        found += people(_string(entry))
    if not found and isinstance(fields.get("people"), list):
        for person in fields["people"]:
            if isinstance(person, Mapping) and _string(person.get("rel") or person.get("role")) in (
                "author",
                "creator",
                "byline",
            ):
                found += people(_string(person.get("name")))
    return tuple(dict.fromkeys(found))


def _outlet(fields: Mapping[str, Any]) -> str | None:
    for name in (
        "provider",
        "infosource",
        "infosources",
        "source",
        "sources",
        "publisher",
        "copyrightholder",
    ):
        value = fields.get(name)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, Mapping):
                entry = entry.get("name") or entry.get("literal")
            if found := one_line(_string(entry)):
                return found
    return None


def _day(fields: Mapping[str, Any]) -> date | None:
    """The day of the first version: a correction of the next week does not move the story."""
    for name in ("firstpublished", "published", "firstcreated", "contentcreated", "versioncreated"):
        if day := day_of(_string(fields.get(name))):
            return day
    return None


def _url(fields: Mapping[str, Any]) -> str | None:
    links = fields.get("links") or fields.get("renditions") or []
    named = [e for e in links if isinstance(e, Mapping)] if isinstance(links, list) else []
    canonical = next((e.get("href") for e in named if e.get("rel") in ("canonical", "alternate")), None)
    return web_address(canonical or fields.get("canonicalurl") or fields.get("url"))


def _section(fields: Mapping[str, Any]) -> str | None:
    value = fields.get("section") or fields.get("desk") or fields.get("category")
    return one_line(_string(value))


def _count(fields: Mapping[str, Any]) -> int | None:
    value = fields.get("wordcount")
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1_000_000 else None


def _key_and_version(fields: Mapping[str, Any]) -> tuple[str | None, int]:
    """What a wire calls a story in all its versions, and which of them it is."""
    version = fields.get("version")
    slug = slug_of(_string(fields.get("slugline")))
    number = int(str(version)) if str(version).isdigit() else 0
    if slug:
        outlet = (_outlet(fields) or "").casefold()
        return f"slug:{outlet}:{slug[0]}:{_day(fields)}", max(number, slug[1])
    return _story_key(fields), number


def _story_key(fields: Mapping[str, Any]) -> str | None:
    ids = fields.get("altids")
    named: object = None
    if isinstance(ids, Mapping):
        named = ids.get("itemid") or ids.get("etag") or next(iter(ids.values()), None)
    elif isinstance(ids, list):
        named = next((e.get("value") for e in ids if isinstance(e, Mapping)), None)
    value = _string(named) or _string(fields.get("uri")) or _string(fields.get("guid"))
    return f"wire:{value}" if value else None


def _string(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("value")
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else None
    )
