"""Europresse as a page: the new layout (one `article` each) and the old one (spans in tables).

Both name their parts by class: DocPublicationName, DocHeader, titreArticleVisu, DocText, publiC-lblNodoc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qa.articles.archives.fields import day_in, page_name, people
from qa.articles.archives.layout import Export
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import parse, parts, tree_text
from qa.articles.raw import RawArticle
from qa.types import Removed

_SIGN = re.compile(r"class=[\"'][^\"']*\b(?:rdp__)?DocPublicationName\b", re.IGNORECASE)
_START = re.compile(
    r"<(?:article|table)\b[^<>]*>(?=(?:\s*<[^<>]{1,200}>){0,4}?\s*<(?:span|div)\b[^<>]{0,200}DocPublicationName)",
    re.IGNORECASE,
)
"""Where an article begins: an element whose first words are the name of the paper."""
_PAGE = re.compile(r",\s*(?:pp?|pg)\.\s*(?P<page>[A-Za-z]{0,6}\s?\d{1,4})", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(r",\s*(?:no\.?|n°|nº|vol\.?)\s*[\d\s.,/-]+.*$|\s*,\s*\d[\d\s.]*$", re.IGNORECASE)
_KEY = re.compile(r"(?:news|report|tv|radio|web)·\d{8}·[\w·.-]*\w")
_APART = 3
"""Days between the number of a document and its header above which they are of two documents: a weekend issue
is printed with one day and filed under the next."""
_PICTURES = re.compile(r"^[ \t]*(?:Illustration|Note)\(s\)\s*:", re.MULTILINE)
"""What Europresse sets below a text: "Illustration(s) :", "Note(s) :"."""
_NUMBER_OF_WORDS = re.compile(r"\b(\d{1,5})\s*(?:mots|words)\b", re.IGNORECASE)


def detect(text: str) -> float:
    """Sure when an element has the class that names the paper."""
    return 0.95 if _SIGN.search(text) else 0.0


def read(text: str) -> Export:
    """The articles of a page."""
    export = Export(iter(()))
    export.articles = _articles(text, export)
    return export


def _boxes(text: str) -> Iterator[tuple[Any, Any]]:
    """(element of an article, its name of the paper), in order."""
    for part in parts(text, _START):
        tree, last = parse(part), None
        names = list(_with_class(tree, "DocPublicationName", "span", "div", "p")) if tree is not None else []
        names = [n for n in names if not any(_has(d, "DocPublicationName") for d in n.iterdescendants())]
        count = {id(n) for n in names}
        for name in names:
            box = _box(name, count)
            if box is not last:  # else a second line of the same name in one article
                yield box, name
            last = box


def _articles(text: str, export: Export) -> Iterator[RawArticle]:
    for number, (box, name) in enumerate(_boxes(text), start=1):
        found = _article(box, name, number)
        if _is_several(box):
            export.problems.append((number, f"article {number} runs into the next, which is damaged"))
        elif found is None:
            export.problems.append((number, f"article {number} has no text"))
        else:
            yield found


def _is_several(box: Any) -> bool:
    """Whether the marks of two documents are in one box: two texts, one in the other or side by side, two
    numbers of the archive, a headline in a text, or a number that is of another day.
    """
    texts = [e for e in _with_class(box, "DocText") if not _inside(e, box)]
    within = any(_has(e, "titreArticleVisu") for text in texts for e in text.iterdescendants())
    numbers = {m[0] for e in _with_class(box, "publiC-lblNodoc") if (m := _KEY.search(e.text_content()))}
    return len(texts) > 1 or within or len(numbers) > 1 or _of_another_day(box)


def _of_another_day(box: Any) -> bool:
    """Whether the number of the archive, which holds the day, is not of the day in the header."""
    stated, numbered = day_in(_without_page(_header(box))), _day_of_key(_key(box))
    return bool(stated and numbered) and abs((stated - numbered).days) > _APART


def _key(box: Any) -> re.Match[str] | None:
    """The number in the archive: in the element that is made for it, else anywhere in the article."""
    stated = (_KEY.search(e.text_content()) for e in _with_class(box, "publiC-lblNodoc"))
    return next(filter(None, stated), None) or _KEY.search(box.text_content())


def _header(box: Any) -> str:
    return " ".join(filter(None, (one_line(e.text_content()) for e in _with_class(box, "DocHeader"))))


def _box(name: Any, names: set[int]) -> Any:
    """The element that holds this article and no other: an `article`, or the largest with one name in it."""
    box = name
    for parent in name.iterancestors():
        if parent.tag == "article":
            return parent
        if parent.tag in ("body", "html") or sum(id(d) in names for d in parent.iterdescendants()) > 1:
            break
        box = parent
    return box


def _article(box: Any, name: Any, number: int) -> RawArticle | None:
    outlet, edition = _paper(one_line(name.text_content()) or "")
    header = _header(box)
    title = next((t for e in _with_class(box, "titreArticleVisu") if (t := one_line(e.text_content()))), None)
    title = title or next(
        (t for e in _with_class(box, "titreArticle") if (t := one_line(e.text_content()))), None
    )
    body, captions, notes = _body(box)
    if not any(c.isalpha() for c in body):
        return None
    section, page = _place(header)
    words = _NUMBER_OF_WORDS.search(header)
    key = _key(box)
    return RawArticle(
        body, title, outlet, _authors(box, title), None, day_in(_without_page(header)) or _day_of_key(key),
        None, section,
        None, captions, (*_removed(box, header), *notes), number, edition, page,
        int(words[1]) if words else None,
        f"europresse:{key[0]}" if key else None,
    )  # fmt: skip


def _paper(text: str) -> tuple[str | None, str | None]:
    """Paper and edition: "Le Monde (site web), no. 24312" -> ("Le Monde", "site web")."""
    text = _ISSUE.sub("", text).strip(" ,")
    found = re.match(
        r"(.+?)\s*\(((?:site web|web site|réf\. site|tablette|appli|éd\w*)[^()]*)\)$", text, re.IGNORECASE
    )
    return (found[1], found[2]) if found else (text or None, None)


def _body(box: Any) -> tuple[str, tuple[str, ...], list[Removed]]:
    holders = list(_with_class(box, "docOcurrContainer")) or list(_with_class(box, "DocText"))
    texts: list[str] = []
    captions: list[str] = []
    notes: list[Removed] = []
    for holder in holders:
        if _inside(holder, box):
            continue  # of an article inside this one, where the page is damaged
        if any(a in holders for a in holder.iterancestors()):
            continue
        text, found = tree_text(holder)
        if below := _PICTURES.search(text):
            notes.append(Removed(text[below.start() :].strip(), "field of the archive"))
            found = (*found, *_listed(text[below.start() :]))
            text = text[: below.start()]
        texts.append(text)
        captions += found
    captions += [c for e in box.iter("figcaption") if (c := one_line(e.text_content())) and c not in captions]
    return tidy("\n\n".join(texts)), tuple(captions), notes


def _listed(below: str) -> list[str]:
    """The captions that the archive lists below a text; names of agencies and addresses are none."""
    pictures = re.split(r"^\s*Note\(s\)\s*:", below, maxsplit=1, flags=re.MULTILINE)[0]
    lines = (line.strip() for line in _PICTURES.sub("\n", pictures).split("\n"))
    return [line for line in lines if len(line.split()) > 3]


def _inside(element: Any, box: Any) -> bool:
    """Whether another `article` stands between an element and its box."""
    nearest = next(element.iterancestors("article"), None)
    return box.tag == "article" and nearest is not box


def _authors(box: Any, title: str | None) -> tuple[str, ...]:
    for part in ("docAuthors", "sm-margin-bottomNews", "rdp__byline", "docAuteur"):
        for element in _with_class(box, part):
            line = one_line(element.text_content())
            if line and line != title and len(line.split()) <= 16 and not line.endswith((".", "?", "!")):
                return people(line)
    return ()


def _place(header: str) -> tuple[str | None, str | None]:
    """(section, page) of "Politique, jeudi 7 novembre 2024, p. 4"."""
    page = _PAGE.search(header)
    before = _WEEKDAY.split(header, maxsplit=1)[0] if _WEEKDAY.search(header) else ""
    section = before.strip(" ,;-–") or None
    return section, page_name(page["page"]) if page else None


def _without_page(header: str) -> str:
    return _PAGE.sub("", header)[:200]


def _day_of_key(key: re.Match[str] | None) -> Any:
    digits = re.search(r"·(\d{4})(\d{2})(\d{2})·", key[0]) if key else None
    return day_in("-".join(digits.groups())) if digits else None


def _removed(box: Any, header: str) -> Iterator[Removed]:
    if header:
        yield Removed(header, "field of the archive")
    for element in box.iter("footer", "small"):
        if text := one_line(element.text_content()):
            yield Removed(text, "copyright notice")


def _with_class(element: Any, name: str, *tags: str) -> Iterator[Any]:
    return (e for e in element.iter(*tags) if isinstance(e.tag, str) and _has(e, name))


def _has(element: Any, name: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    classes = (element.get("class") or "").lower().split()
    return name.lower() in classes or f"rdp__{name.lower()}" in classes
