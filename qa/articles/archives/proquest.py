"""ProQuest as text or page: documents between rules, each a headline, labelled fields, the full text, more
fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qa.articles.archives.fields import count_of, day_in, language_of, page_name, people
from qa.articles.archives.layout import Export, Paper
from qa.articles.archives.prose import blocks_of, join, paragraphs
from qa.articles.encoding import one_line, tidy
from qa.articles.raw import RawArticle
from qa.articles.readers.records import web_address
from qa.types import Removed

_RULE = re.compile(r"\s*[_=*-]{20,}\s*")
_NUMBER = re.compile(
    r"\s*(?:Document|Dokument|Documento)\s+(\d{1,5})\s+(?:of|von|de|di|sur|van)\s+(\d{1,5})\s*", re.IGNORECASE
)
_LABELS = {
    "text": "full text|fulltext|volltext|texte intégral|texto completo|testo completo|volledige tekst",
    "title": "title|titel|titre|título|titolo",
    "author": "author|authors|autor|auteur|autore",
    "info": "publication info|publikationsinfo|veröffentlichungsinformation|infos sur la "
    "publication|informations sur la publication|información de publicación",
    "outlet": "publication title|publikationstitel|titel der publikation|titre de la "
    "publication|título de publicación|titolo pubblicazione",
    "day": "publication date|veröffentlichungsdatum|date de publication|publikationsdatum|fecha de "
    "publicación|data pubblicazione",
    "page": "first page|pages|start page|startseite|seiten|première page|primera página|páginas",
    "section": "section|abschnitt|rubrique|sección",
    "edition": "edition|ausgabe|édition|edición",
    "language": "language of publication|language|sprache der veröffentlichung|langue de "
    "publication|idioma de la publicación",
    "key": "proquest document id|proquest-dokument-id|id de document proquest|id du document proquest|id del "
    "documento de proquest|accession number",
    "url": "document url|dokument-url|url du document|url del documento|url",
    "abstract": "abstract|zusammenfassung|résumé|resumen",
    "words": "word count|wortanzahl",
    "caption": "caption|captions|photo caption",
    "other": (
        "links|credit|subject|location|people|company / organization|company|identifier / keyword|keywords|"
        "publication year|year|publisher|place of publication|country of publication|"
        "publication subject|issn|"
        "e-issn|source type|document type|document feature|copyright|last updated|"
        "database|volume|issue|dateline|"
        "column|supplement|classification|narrow subject|broad subject|quellentyp|thema|"
        "ort|verlag|sujet|lieu|"
        "éditeur|materia|lugar|editorial|illustration|business indexing term|industry|dokumenttyp|datenbank|"
        "issue date|publication frequency|literary/historical subject|proquest document link"
    ),
}
_LABEL_OF = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w/ .'-]{2,44}?)\s*:(?:\s+(?P<value>.*))?$")
_NO_TEXT = re.compile(
    r"(?:full text )?(?:not available|none available|unavailable|nicht verfügbar|non disponible)",
    re.IGNORECASE,
)


class ProQuest:
    """The layout of ProQuest."""

    name = "proquest"
    title = "ProQuest"

    def detect(self, head: list[str], wrapped: bool) -> float:
        """Sure when the full text or an abstract stands between ProQuest's own fields."""
        labels = {name for line in head[:500] if (name := _label(line.strip(), wrapped))}
        lines = " ".join(head[:500])
        sure = "ProQuest document ID" in lines or "Publication info:" in lines
        if "ProQuest document ID:" in lines and "text" in labels:
            return 0.97  # it numbers its documents as Nexis does, and some of its labels are capitals
        if {"title", "outlet"} <= labels and ("text" in labels or "abstract" in labels):
            return 0.95
        return 0.9 if sure and labels & {"text", "abstract"} else 0.0

    def read(self, paper: Paper) -> Export:
        """The articles, one between two rules."""
        export = Export(iter(()))
        export.articles = self._articles(paper, export)
        return export

    def _articles(self, paper: Paper, export: Export) -> Iterator[RawArticle]:
        number = 0
        for lines in _documents(paper, export):
            blocks = [part for b in blocks_of(lines, paper.wrapped) for part in _at_labels(b, paper.wrapped)]
            if len({_label(block[0], paper.wrapped) for block in blocks} - {None}) < 3:
                continue  # a cover, a table of contents, the address of the archive
            number += 1
            found = _article(blocks, number, paper.wrapped)
            if _are_two(blocks, paper.wrapped):
                export.problems.append((number, f"document {number} runs into the next, which is damaged"))
            elif found is None:
                export.problems.append((number, f"document {number} has no full text"))
            else:
                yield found


def _documents(paper: Paper, export: Export) -> Iterator[list[str]]:
    """The lines between two rules or two "Document 2 of 3"; a rule inside an article divides nothing.

    Pages have neither: there a headline follows the last fields of the document before, and "Author" or
    "Publication info" comes a second time.
    """
    lines: list[str] = []
    seen: set[str] = set()
    bare = 0  # where the last line without a label stands, behind all that have one
    for line in paper.all_lines():
        number = _NUMBER.fullmatch(line)
        if number:
            export.stated, export.stated_by = int(number[2]), "numbered documents"
        if number or (_RULE.fullmatch(line) and _complete(seen)):
            yield lines
            lines, seen = [], set()
        elif not _RULE.fullmatch(line):
            if name := _label(line.strip(), paper.wrapped):
                if name in ("author", "info") and "key" in seen and bare:
                    yield lines[:bare]
                    lines, seen = lines[bare:], set()
                seen.add(name)
                bare = 0
            elif line.strip() and "key" in seen and not web_address(line.strip()):
                bare = bare or len(lines)
            lines.append(line)
    yield lines


def _complete(seen: set[str]) -> bool:
    """Whether a document has come to its end: before that a rule belongs to its text."""
    return not seen or bool(seen & {"key", "outlet", "language", "day"})


def _label(line: str, wrapped: bool) -> str | None:
    found = _LABEL.match(line)
    return _LABEL_OF.get(" ".join(found["label"].split()).casefold()) if found else None


def _at_labels(block: list[str], wrapped: bool) -> Iterator[list[str]]:
    part: list[str] = []
    for line in block:
        if part and _label(line, wrapped):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _are_two(blocks: list[list[str]], wrapped: bool) -> bool:
    """Whether the fields are those of two documents: the full text twice with other fields between, a field
    that a document has once with two values, or a headline or a day that is stated otherwise further down.
    """
    values: dict[str, list[str]] = {}
    above: set[str] = set()
    texts, last = 0, None
    for block in blocks:
        name, text = _label(block[0], wrapped), join(block)
        if name is None:
            above |= set() if values else set(text.casefold().split())
            continue
        texts += name == "text" and last != "text"
        last = name
        values.setdefault(name, []).append(text.partition(":")[2].strip())
    once = any(len(set(values.get(name, ()))) > 1 for name in ("key", "outlet", "title", "day", "info"))
    title = " ".join(values.get("title", ())).casefold().split()
    renamed = bool(above and title) and not above & set(title)
    days = [day for name in ("info", "day") for v in values.get(name, ()) if (day := _day_in(name, v))]
    return texts > 1 or once or renamed or len(set(days)) > 1


def _day_in(name: str, value: str) -> date | None:
    return day_in(re.sub(r"^.*\]\.?\s*", "", value) if name == "info" else value)


def _article(blocks: list[list[str]], number: int, wrapped: bool) -> RawArticle | None:
    values: dict[str, str] = {}
    removed: list[Removed] = []
    body: list[list[str]] = []
    before: list[str] = []
    current: str | None = None
    below = _below_text(blocks, wrapped)
    for n, block in enumerate(blocks):
        name, text = _label(block[0], wrapped), join(block)
        if current == "text" and n < below:
            name = None  # "Subject: …" inside a text, above its last paragraph
        if name is not None:
            value = text.partition(":")[2].strip()
            current = name
            if name == "text":
                if value:
                    body.append([value])
                continue
            values.setdefault(name, value)
            removed.append(Removed(text, "field of the archive"))
        elif current == "text":
            body.append(block)
        elif current is None:
            before.append(text)
        else:  # the second paragraph of a field, or an address on a line of its own
            if not values.get(current):
                values[current] = text
            values.setdefault("url", text) if web_address(text) else None
            removed.append(Removed(text, "field of the archive"))
    text = tidy(paragraphs(body))
    if not any(c.isalpha() for c in text) or _NO_TEXT.fullmatch(text.strip(" .")):
        text = tidy(values.get("abstract", ""))
        if not any(c.isalpha() for c in text):
            return None
        removed.append(Removed("Full text: not in this export", "only the abstract is given"))
    return _record(text, values, before, removed, number)


def _below_text(blocks: list[list[str]], wrapped: bool) -> int:
    """Where the fields below the text begin: behind its last paragraph.

    A text may hold lines that look like fields ("Subject: …"), but fields hold no paragraphs, except for the
    first behind a label.
    """
    names = [_label(block[0], wrapped) for block in blocks]
    keyed = max((n for n, name in enumerate(names) if name in ("key", "outlet", "day")), default=None)
    if keyed is None:
        return 0
    last = keyed
    for n in range(keyed, -1, -1):
        if names[n] is not None:
            last = n
        elif _is_prose(join(blocks[n])) and not (n and names[n - 1] not in (None, "text")):
            break
    return last


def _is_prose(text: str) -> bool:
    return len(text.split()) > 5 and re.search(r"[.!?…][\"'”’»)\]]*$", text) is not None


def _record(
    text: str, values: dict[str, str], before: list[str], removed: list[Removed], number: int
) -> RawArticle:
    info = values.get("info", "")
    outlet = re.split(r"\s*;", values.get("outlet") or info)[0]
    outlet = re.sub(r"\s*,?\s*(?:\[[^\]]*\]|\(Online\)|Online)\s*$", "", outlet)
    day = _day_in("day", values.get("day", "")) or _day_in("info", info)
    page = page_name(values.get("page") or (re.search(r":\s*([A-Z]{0,3}\.?\d+)\.?\s*$", info) or ["", ""])[1])
    key = re.sub(r"\W", "", values.get("key", ""))
    title = values.get("title") or (before[-1] if before else None)
    url = web_address(values.get("url", "").split(" ")[0])
    return RawArticle(
        text, one_line(title), one_line(outlet), people(_people(values.get("author", ""))),
        re.sub(r"\?accountid=\d+$", "", url) if url else None,
        day, language_of(values.get("language")), one_line(values.get("section")), None,
        tuple(filter(None, (one_line(values.get("caption")),))), tuple(removed),
        number,
        one_line(values.get("edition")), page, count_of(values.get("words")),
        f"proquest:{key}" if key else None,
    )  # fmt: skip


def _people(text: str) -> str:
    """A list of names, each with the last name first, divided as `people` expects."""
    text = re.sub(r"(?<=\w\w)\.$", "", text.strip())  # some exports end the list with a full stop
    return text if ";" in text else text + (";" if text.count(",") == 1 else "")
