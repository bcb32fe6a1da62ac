"""NITF, the mark-up of a news story (IPTC, versions 2 to 3.6): alone in a file, or inside NewsML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qa.articles.archives.fields import day_in, page_name, people
from qa.articles.archives.prose import is_rule
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import tree_text
from qa.articles.raw import RawArticle
from qa.articles.readers.records import language_code
from qa.articles.wires.status import left_out_by
from qa.types import Removed


@dataclass(frozen=True, slots=True)
class StoryText:
    """The text of a story, and the captions in it."""

    text: str
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


def local(element: Any) -> str:
    """The name of an element without its namespace, in lower case; "" for a comment."""
    return str(element.tag).rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def under(element: Any, *names: str) -> Iterator[Any]:
    """The elements below one that have one of these names, in order."""
    wanted = {name.lower() for name in names}
    return (e for e in element.iterdescendants() if local(e) in wanted)


def first(element: Any, *path: str) -> Any | None:
    """The first element at the end of a path of names, at any depth under each other."""
    found = element
    for name in path:
        found = next(under(found, name), None) if found is not None else None
    return found


def words(element: Any | None) -> str | None:
    """The text of an element on one line."""
    return one_line(" ".join("".join(element.itertext()).split())) if element is not None else None


def body_of(element: Any) -> StoryText:
    """The text of an element that holds paragraphs: NITF, XHTML or bare `p`. Media and their captions apart.

    Where a story is given twice (`block` of the lead beside a `block` of the whole), the whole is taken.
    """
    blocks = {e.get("class"): e for e in under(element, "block") if e.get("class")}
    whole = blocks.get("full_text")
    source = whole if whole is not None else element
    captions = [c for e in under(source, "media-caption", "caption", "figcaption") if (c := words(e))]
    parts: list[str] = []
    gone: list[str] = []
    _gather(source, parts, gone)
    parts = [part for part in parts if not is_rule(part)]
    removed = tuple(Removed(text, "frame of the wire") for text in gone if text not in captions)
    return StoryText(tidy("\n\n".join(parts)), tuple(dict.fromkeys(captions)), removed)


_SKIP = frozenset(
    (
        *(
            "media",
            "figure",
            "note",
            "head",
            "header",
            "footer",
            "nav",
            "hedline",
            "byline",
            "dateline",
            "distributor",
            "tagline",
        ),
        *("style", "script", "title", "aside", "object", "img"),
    )
)
_TEXT = frozenset(("p", "hl2", "h1", "h2", "h3", "h4", "h5", "li", "dt", "dd", "pre", "fn"))


def _gather(element: Any, parts: list[str], gone: list[str]) -> None:
    """Paragraphs in order. Text beside elements that are no paragraphs is one of its own."""
    if local(element) not in ("table", "nitf-table") and (element.text or "").strip():
        parts.append(" ".join(element.text.split()))
    for child in element:
        name = local(child)
        if name in ("table", "nitf-table"):
            rows = (
                " | ".join(filter(None, (words(c) for c in under(r, "td", "th")))) for r in under(child, "tr")
            )
            parts.append("\n".join(row for row in rows if row))
        elif name in _TEXT:
            text = tree_text(child)[0] if len(child) else " ".join((child.text or "").split())
            parts.append(text)
        elif name in _SKIP:
            if name not in ("media", "figure", "style", "script") and (line := words(child)):
                gone.append(line)
        elif name:
            _gather(child, parts, gone)
        if (child.tail or "").strip() and name not in _TEXT:
            parts.append(" ".join(child.tail.split()))


def people_of(element: Any) -> tuple[str, ...]:
    """The authors of its bylines; `person` names one, `byttl` is a post and no name."""
    found: list[str] = []
    for byline in under(element, "byline"):
        persons = [name for e in under(byline, "person") if (name := words(e))]
        if not persons:
            titles = " ".join(filter(None, (words(e) for e in under(byline, "byttl"))))
            persons = [(words(byline) or "").replace(titles, "")]
        for name in persons:
            found += people(name)
    return tuple(dict.fromkeys(found))


def published(element: Any) -> date | None:
    """The day of publication: that of the paper, else that of issue or release."""
    pub = first(element, "pubdata")
    stated = pub.get("date.publication") if pub is not None else None
    for value in (
        stated,
        *(e.get("norm") for e in under(element, "date.issue", "date.release", "story.date")),
    ):
        if value and (day := day_of(value)):
            return day
    return None


def day_of(stamp: str | None) -> date | None:
    """The day of "20241107T101500Z" and "2024-11-07T10:15:00+01:00", in the zone in which it is stated."""
    found = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})", stamp or "")
    return day_in("-".join(found.groups())) if found else None


def read_nitf(element: Any, number: int | None = None) -> RawArticle | None:
    """The article of a `nitf` element; None when it has no text."""
    inside = (e for e in under(element, "body.content") if not _noted(e))
    content = next(inside, None)
    content = first(element, "body") if content is None else content
    body = body_of(content) if content is not None else StoryText("")
    if not any(c.isalpha() for c in body.text):
        return None
    pub, named = first(element, "pubdata"), first(element, "doc-id")
    get = pub.get if pub is not None else (lambda _: None)
    title = words(first(element, "hedline", "hl1")) or words(first(element, "head", "title"))
    meta = {e.get("name"): e.get("content") for e in under(element, "meta")}
    key = named.get("id-string") if named is not None else None
    language = language_code(next((v for k, v in element.attrib.items() if k.endswith("lang")), None))
    outlet = get("name") or words(first(element, "distributor"))
    return RawArticle(
        body.text, title, one_line(outlet), people_of(element), _address(get("ex-ref")), published(element),
        language,
        one_line(get("position.section") or meta.get("print_section") or meta.get("dsk")), None,
        body.captions, body.removed, number,
        one_line(get("edition.name")), page_name(get("position.sequence") or meta.get("print_page_number")),
        None,
        f"nitf:{key}" if key else None,
    )  # fmt: skip


def left_out(element: Any) -> str | None:
    """Why a `nitf` element is no article: taken back by its wire; None for a text."""
    data = first(element, "docdata")
    reason = left_out_by(data.get("management-status")) if data is not None else None
    return f"{reason}: {words(first(element, 'hedline', 'hl1')) or 'item'}" if reason else None


def _noted(element: Any) -> bool:
    """Whether it belongs to a note to editors, which has a `body.content` of its own, or to a picture."""
    return any(local(a) in ("note", "body.head", "media") for a in element.iterancestors())


def _address(value: str | None) -> str | None:
    return value if value and re.match(r"https?://\S+$", value) else None
