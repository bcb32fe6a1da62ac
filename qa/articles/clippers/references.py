"""Lists of references from Zotero and its like (RIS, BibTeX, CSL JSON): what each states, and its files.

The text of an article is in the file that is attached to its reference; a list without files names addresses.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qa.articles.archives.fields import is_name, page_name, turned
from qa.articles.dates import parse_date
from qa.articles.encoding import decode, looks_binary, one_line
from qa.articles.raw import RawArticle
from qa.articles.readers import json_values
from qa.articles.readers.records import language_code, web_address
from qa.errors import LoadError

SUFFIXES = (".ris", ".bib", ".bibtex")
_RIS = re.compile(r"\s*TY  ?- ?\w+\s*\n")
_BIBTEX = re.compile(
    r"(?:\s*%[^\n]*\n|\s*@(?:comment|string|preamble)[^\n]*\n)*\s*@[a-z]{3,30}\s*\{", re.IGNORECASE
)
_ISSUED = ("issued", "container-title", "title-short", "accessed")
_PLACES = re.compile(r"(?<!\\);")
_PARTS = re.compile(r"(?<!\\):")
_PAGES = re.compile(r"\.(?:x?html?|mhtml?|webarchive)(?:\.gz)?$", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference states of one article. None or empty where it states nothing."""

    title: str | None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    page: str | None = None
    edition: str | None = None
    files: tuple[str, ...] = ()
    """Paths of what is attached, as the list writes them; pages before documents."""

    def complete(self, raw: RawArticle) -> RawArticle:
        """The article of an attached file with the fields of its reference, which someone has looked over."""
        if raw.number is not None:
            return raw  # a file of many: the reference is about one of them, or about none
        return replace(
            raw,
            title=self.title or raw.title,
            outlet=self.outlet or raw.outlet,
            authors=self.authors or raw.authors,
            published=self.published or raw.published,
            url=self.url or raw.url,
            language=self.language or raw.language,
            section=self.section or raw.section,
            page=self.page or raw.page,
            edition=self.edition or raw.edition,
        )


def read_references(data: bytes, name: str = "") -> list[Reference] | None:
    """The references in a list of them; None for another file. Raises LoadError for a broken one."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = name.lower().endswith(SUFFIXES)
    if not named and (head[:1] not in (b"T", b"@", b"%", b"[") or head.startswith(b"%PDF-")):
        return None
    if looks_binary(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    text = decode(data).replace("\r\n", "\n").lstrip("\ufeff")
    if _RIS.match(text):
        found = [_from_ris(entry) for entry in _ris(text)]
    elif _BIBTEX.match(text):
        found = [_from_bibtex(entry) for entry in _bibtex(text)]
    elif head[:1] == b"[" and (items := _csl(text)) is not None:
        found = [_from_csl(item) for item in items]
    elif named:
        raise LoadError("no references in it", "export it again as RIS or BibTeX")
    else:
        return None
    return found


def attached(paths: Iterable[str]) -> set[str]:
    """Absolute paths of the files that lists among `paths` attach: they are read with their references."""
    found: set[str] = set()
    for path in paths:
        if not path.lower().endswith(SUFFIXES):
            continue
        try:
            with open(path, "rb") as file:
                references = read_references(file.read(), path) or []
        except (OSError, LoadError):
            continue
        found |= {place for ref in references for f in ref.files if (place := inside(path, f))}
    return found


def inside(path: str, name: str) -> str | None:
    """The absolute path of an attached file; None for one outside the folder of its list, which may come
    from anyone.
    """
    folder = os.path.dirname(os.path.abspath(path))
    place = os.path.realpath(os.path.join(folder, name))
    return place if place.startswith(os.path.realpath(folder) + os.sep) else None


# ---- RIS


def _ris(text: str) -> list[dict[str, Any]]:
    import rispy

    try:
        return list(rispy.loads(text, skip_unknown_tags=True))
    except Exception as error:  # it promises no set of errors for broken files
        raise LoadError(f"not readable RIS: {' '.join(str(error).split())[:80]}", "export it again") from None


def _from_ris(entry: Mapping[str, Any]) -> Reference:
    def first(*names: str) -> str | None:
        values = (entry.get(name) for name in names)
        flat = (v[0] if isinstance(v, list) and v else v for v in values)
        return next((line for v in flat if isinstance(v, str) and (line := one_line(v))), None)

    files = [
        re.sub(r"^(?:internal-pdf|file)://", "", str(value))
        for name in ("file_attachments1", "file_attachments2", "link_to_pdf", "link_to_full_text")
        for value in _listed(entry.get(name))
    ]
    return Reference(
        first("title", "primary_title", "translated_title"),
        first("secondary_title", "journal_name", "alternate_title1", "alternate_title3", "publisher"),
        _names(_listed(entry.get("authors") or entry.get("first_authors"))),
        _ris_day(first("date", "publication_year", "year")),
        web_address(first("urls", "url")),
        language_code(first("language")),
        first("section"),
        page_name(first("start_page")),
        first("edition"),
        _sorted(files),
    )


def _ris_day(text: str | None) -> date | None:
    """The day of "2024/11/07/Late edition"; None for a year or a month alone."""
    found = re.match(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})", text or "")
    return _date(*map(int, found.groups())) if found else parse_date(text)


# ---- BibTeX


def _bibtex(text: str) -> Iterator[dict[str, str]]:
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        library = parse_string(text)
    except Exception as error:  # it promises no set of errors for broken files
        raise LoadError(
            f"not readable BibTeX: {' '.join(str(error).split())[:80]}", "export it again"
        ) from None
    if not library.entries:
        raise LoadError("no readable entry in this BibTeX file", "export it again")
    for block in library.blocks:
        second = getattr(block, "ignore_error_block", None)  # of two entries with one key, as it is written
        if hasattr(block, "fields"):
            yield {field.key.lower(): str(field.value) for field in block.fields}
        elif second is not None and hasattr(second, "fields"):
            yield {field.key.lower(): str(field.value).strip()[1:-1] for field in second.fields}
        elif block in library.failed_blocks:
            yield {"title": f"an entry that cannot be read, at line {(block.start_line or 0) + 1}"}


def _from_bibtex(entry: Mapping[str, str]) -> Reference:
    def first(*names: str) -> str | None:
        return next((line for name in names if (line := one_line(_plain(entry.get(name, ""))))), None)

    who = re.split(r"\s+and\s+(?![^{}]*\})", entry.get("author", ""))
    # a comma in braces divides nothing
    divided = [re.sub(r"\{[^{}]*\}", "", name).count(",") for name in who]
    names = [turned(_plain(n)) if commas else _plain(n) for n, commas in zip(who, divided, strict=True)]
    return Reference(
        first("title"),
        first("journal", "journaltitle", "publisher", "organization", "howpublished"),
        tuple(dict.fromkeys(name for name in names if is_name(name))),
        _bibtex_day(entry),
        web_address(entry.get("url", "").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").strip()),
        language_code((first("langid", "language") or "")[:2]),
        first("section"),
        page_name(first("pages")),
        first("edition"),
        _sorted(_bibtex_files(entry.get("file", ""))),
    )


def _bibtex_day(entry: Mapping[str, str]) -> date | None:
    if found := re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", _plain(entry.get("date", ""))):
        return _date(*map(int, found.groups()))
    month, day = _plain(entry.get("month", "")).strip(), _plain(entry.get("day", "")).strip()
    if not day and (both := re.match(r"(\w+)\W+(\d{1,2})$|(\d{1,2})\W+(\w+)$", month)):
        month, day = (both[1], both[2]) if both[1] else (both[4], both[3])
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else _int(month)
    return _date(_int(_plain(entry.get("year", ""))), number, _int(day))


def _bibtex_files(text: str) -> Iterator[str]:
    """The paths in "Snapshot:files/12/a.html:text/html;b.pdf"; colons and semicolons in names are escaped."""
    for part in _PLACES.split(text):
        fields = _PARTS.split(part.strip())
        path = fields[1] if len(fields) >= 3 else fields[0]
        if path:
            yield re.sub(r"\\(.)", r"\1", path)


def _plain(text: str) -> str:
    r"""A value without LaTeX: `M{\"u}ller \& {Sons}` is "Müller & Sons"."""
    if "\\" not in text and "{" not in text:
        return text
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        return str(LatexNodes2Text(math_mode="verbatim").latex_to_text(text)).strip()
    except Exception:  # unbalanced braces and unknown commands: the value as it is written
        return text.replace("{", "").replace("}", "")


# ---- CSL JSON


def _csl(text: str) -> list[Mapping[str, Any]] | None:
    """The items of CSL JSON: a list of objects with a type and names that only CSL uses; else None."""
    if not any(f'"{name}"' in text[:100_000] for name in _ISSUED):
        return None
    try:
        items = json_values.loads(text)
    except (ValueError, RecursionError):
        return None
    if not all(
        isinstance(i, Mapping) and "type" in i and set(i) & set(_ISSUED) and "text" not in i for i in items
    ):
        return None
    return items or None


def _from_csl(item: Mapping[str, Any]) -> Reference:
    def words(name: str) -> str | None:
        value = item.get(name)
        return one_line(str(value)) if isinstance(value, str | int) else None

    people = [p for p in _listed(item.get("author")) if isinstance(p, Mapping)]
    names = [_csl_name(person) for person in people]
    issued = item.get("issued")
    return Reference(
        words("title"),
        words("container-title") or words("publisher"),
        tuple(dict.fromkeys(name for name in names if is_name(name))),
        _csl_day(issued if isinstance(issued, Mapping) else {}),
        web_address(item.get("URL")),
        language_code(words("language")),
        words("section"),
        page_name(words("page")),
        words("edition"),
    )


def _csl_name(person: Mapping[str, Any]) -> str:
    """A name of CSL: given and family name with its particle, or one that is written as it is."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(str(person[p]) for p in parts if person.get(p)) or str(person.get("literal") or "")


def _csl_day(issued: Mapping[str, Any]) -> date | None:
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list):
        return _date(*map(_int, first)) if len(first) == 3 else None
    stated = issued.get("raw") or issued.get("literal")
    return parse_date(stated) if isinstance(stated, str) else None


# ---- all three


def _names(values: Iterable[Any]) -> tuple[str, ...]:
    names = (turned(one_line(str(value)) or "") for value in values)
    return tuple(dict.fromkeys(name for name in names if is_name(name)))


def _sorted(files: Iterable[str]) -> tuple[str, ...]:
    """Files on this machine, pages first: the text of a page is surer than that of a PDF."""
    found = [f.strip() for f in files if f.strip() and not re.match(r"[a-z]{2,12}://", f.strip())]
    return tuple(dict.fromkeys(sorted(found, key=lambda f: not _PAGES.search(f))))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _int(value: Any) -> int:
    digits = str(value).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
