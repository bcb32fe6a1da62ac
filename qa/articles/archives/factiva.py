"""Factiva as text: the print view saved as TXT or RTF, with field codes, and its XML.

The codes are the same in all languages: HD headline, BY byline, WC words, PD day, SN paper, SC its code, ED
edition,
PG page, LA language, CY copyright, LP and TD the text, CT contact, AN the number of the document in the
archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qa.articles.archives.fields import count_of, day_in, language_of, page_name, people, too_long
from qa.articles.archives.layout import Export, Paper
from qa.articles.archives.prose import blocks_of, paragraphs
from qa.articles.encoding import one_line, tidy
from qa.articles.pages.markup import tree_text
from qa.articles.raw import RawArticle
from qa.types import Removed

CODES = frozenset(
    re.findall(
        r"\S+",
        "SE HD CR BY WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CX CO IN NS RE IPC IPD PUB AN CLM ART DLN "
        "GC HDL CN NL RST UR",
    )
)
_CODE = re.compile(
    r"(?P<code>[A-Z]{2,3})(?:(?:\s{2,}|(?<=[A-Z]{3})\s|\t|\s*\|\s*|\xa0\s*)(?P<value>.*?))?[\s|]*$"
)
_ONE_SPACE = re.compile(r"(?P<code>[A-Z]{2,3}) (?P<value>\S.*?)\s*$")
_LISTS = {"CO", "IN", "NS", "RE"}
_BELOW = {"CT", "CX", "RF"}
_LOOK = 400
"""Lines that are looked at to know the layout."""
_NUMBERED = re.compile(r"[a-z0-9]{2,8} : \S")
"""How the values of CO, IN, NS and RE begin: "gcat : Political/General News"."""
DOCUMENT = re.compile(
    r"\s*(?:Document|Dokument|Documento|Документ)\s+(?P<key>[A-Z][A-Z0-9]{3,}[0-9a-z]{8,})\s*[|]?\s*"
)
SUMMARY = re.compile(
    r"\s*(?:Search Summary|Suchübersicht|Résumé de la recherche|Zoekoverzicht|Resumen de la búsqueda|"
    r"Riepilogo della ricerca)\s*[|]?\s*",
    re.IGNORECASE,
)


class Factiva:
    """The layout of Factiva's text with codes."""

    name = "factiva"
    title = "Factiva"

    def detect(self, head: list[str], wrapped: bool) -> float:
        """Sure when headline, paper and day or text come with their codes."""
        lines = head[:_LOOK]
        return 0.95 if _is_complete(_spaced_codes(lines)) or _is_complete(_tight_codes(lines)) else 0.0

    def read(self, paper: Paper) -> Export:
        """The articles, each up to its AN or to the next HD."""
        export = Export(iter(()))
        export.articles = self._articles(paper, export)
        return export

    def _articles(self, paper: Paper, export: Export) -> Iterator[RawArticle]:
        head = paper.look()[:_LOOK]
        tight = not _is_complete(_spaced_codes(head)) and _is_complete(_tight_codes(head))
        for number, lines in enumerate(_records(paper, tight), start=1):
            found = article_of(*_values(lines, paper.wrapped), number)
            if found is None:
                export.problems.append((number, f"article {number} has no text"))
            elif found.words and too_long(found):
                export.problems.append((number, f"article {number} runs into the next, which is damaged"))
            else:
                yield found


def _is_complete(codes: set[str]) -> bool:
    """Whether headline, paper and day or text come with their codes."""
    return {"HD", "SN"} <= codes or {"HD", "PD", "TD"} <= codes or {"HD", "LP", "AN"} <= codes


def _spaced(line: str) -> tuple[str | None, str]:
    """(code, value) of a line in which more than a space stands between them."""
    found = _CODE.match(line)
    return (found["code"], found["value"] or "") if found and found["code"] in CODES else (None, "")


def _spaced_codes(lines: Sequence[str]) -> set[str]:
    return {code for line in lines if (code := _spaced(line.strip(" \f"))[0])}


def _tight_codes(lines: Sequence[str]) -> set[str]:
    """The codes of lines in which one space stands behind them, as mail and copied pages have it.

    Papers write of "PD James" and "TD Bank" too: the number of words and the day have to be what they are.
    """
    seen: set[str] = set()
    counted = dated = False
    for line in lines:
        code, value = _tight(line.strip(" \f"), seen)
        if code:
            seen.add(code)
            counted = counted or (code == "WC" and count_of(value) is not None)
            dated = dated or (code == "PD" and day_in(value) is not None)
    return seen if counted and dated else set()


def _tight(line: str, seen: set[str]) -> tuple[str | None, str]:
    """(code, value) of a line whose code may stand one space before the value, by what was `seen` above it.

    Below the beginning of the text only fields count that are what they say.
    """
    code, value = _spaced(line)
    if code is None and (found := _ONE_SPACE.match(line)) and found["code"] in CODES:
        code, value = found["code"], found["value"]
    if code in seen and not (code == "HD" and not seen & {"LP", "TD"}):
        return None, ""
    if code is None or not seen & {"LP", "TD"} or code in ("LP", "TD"):
        return code, value
    if code in _LISTS:
        return (code, value) if _NUMBERED.match(value) else (None, "")
    if code == "AN":
        return (code, value) if not value or DOCUMENT.fullmatch(value) else (None, "")
    return (code, value) if len(code) > 2 and seen & _LISTS else (None, "")


def _records(paper: Paper, tight: bool) -> Iterator[list[tuple[str, list[str]]]]:
    """The coded fields of each article: (code, lines of its value)."""
    fields: list[tuple[str, list[str]]] = []
    seen: set[str] = set()
    ended = False
    for line in paper.all_lines():
        text = line.strip(" ")
        if SUMMARY.fullmatch(text):
            break
        text = text.strip("\f")
        code, value = _tight(text, set() if ended else seen) if tight else _spaced(text)
        if (
            code
            and fields
            and ((ended and code in ("SE", "HD", "CLM", "ART")) or (code == "HD" and "HD" in seen))
        ):
            before = [fields.pop()] if code == "HD" and fields[-1][0] == "SE" and not ended else []
            yield fields
            fields, seen, ended = before, set(), False
        if code:
            if tight and code in (*_LISTS, "AN") and fields and fields[-1][0] in ("LP", "TD"):
                fields += _last_fields(fields[-1][1])
            fields.append((code, [value]))
            seen.add(code)
            ended = ended or code == "AN"
        elif fields and not ended:
            fields[-1][1].append(line)
        elif fields and ended and fields[-1][0] == "AN" and not "".join(fields[-1][1]).strip():
            fields[-1][1].append(line)  # the code stands on a line of its own, its value on the next
    if fields:
        yield fields


def _last_fields(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The fields that stand below a text with one space behind their codes, taken from the end of its lines:
    a correction, a contact, a reference.
    """
    found: list[tuple[str, list[str]]] = []
    while lines:
        if not lines[-1].strip():
            lines.pop()
        elif (field := _ONE_SPACE.match(lines[-1].strip())) and field["code"] in _BELOW:
            found.insert(0, (field["code"], [field["value"]]))
            lines.pop()
        else:
            break
    return found


def _values(fields: list[tuple[str, list[str]]], wrapped: bool) -> tuple[dict[str, str], list[Removed]]:
    values: dict[str, str] = {}
    removed: list[Removed] = []
    for code, lines in fields:
        text = paragraphs(blocks_of(lines, wrapped)).strip(" |")
        if code not in values:
            values[code] = text
        if code not in ("HD", "LP", "TD") and text:
            removed.append(Removed(f"{code} {text}", "field of the archive"))
    return values, removed


def article_of(values: Mapping[str, str], removed: list[Removed], number: int) -> RawArticle | None:
    """The article that coded values state; None without text."""
    text = tidy("\n\n".join(values[code] for code in ("LP", "TD") if values.get(code)))
    if not any(c.isalpha() for c in text):
        return None
    key = document_key(values.get("AN", ""))
    return RawArticle(
        text, one_line(values.get("HD")), one_line(values.get("SN")), people(values.get("BY")),
        None, day_in(values.get("PD")), language_of(values.get("LA")),
        one_line(values.get("SE") or values.get("CLM")), None, (), tuple(removed), number,
        one_line(values.get("ED")), page_name(values.get("PG")), count_of(values.get("WC")), key,
    )  # fmt: skip


def document_key(text: str) -> str | None:
    """The key of "Document NFCOUR0020241107ekb70000r"."""
    found = re.search(r"\b([A-Z][A-Z0-9]{3,}[0-9a-z]{8,})\b", text)
    return f"factiva:{found[1]}" if found else None


# ---- XML


_XML = {
    "headline": "HD", "byline": "BY", "wordcount": "WC", "publicationdate": "PD", "sourcename": "SN",
    "edition": "ED", "pages": "PG", "page": "PG", "baselanguage": "LA", "sectionname": "SE", "columnname":
    "CLM",
    "leadparagraph": "LP", "tailparagraphs": "TD", "reference": "AN", "accessionno": "AN", "copyright": "CY",
    "publishername": "PUB", "sourcecode": "SC", "contact": "CT", "correction": "CR", "credit": "CR",
}  # fmt: skip


def read_xml(element: Any, number: int) -> RawArticle | None:
    """One `<article>` of Factiva's XML."""
    values: dict[str, str] = {}
    removed: list[Removed] = []
    for child in element:
        name = _local(child)
        code = _XML.get(name) or (name.upper() if name.upper() in CODES else None)
        if code is None:
            continue
        parts = [
            " ".join("".join(p.itertext()).split()) for p in child if _local(p) in ("paragraph", "p", "para")
        ]
        text = "\n\n".join(part for part in parts if part) or tree_text(child)[0]
        if code == "AN":
            text = text.rsplit("/", 1)[-1]
        values.setdefault(code, text)
        if code not in ("HD", "LP", "TD"):
            removed.append(Removed(f"{code} {text}", "field of the archive"))
    if len(values.get("LA", "")) > 2:
        values["LA"] = values["LA"].split("-")[0]
    return article_of(values, removed, number)


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
