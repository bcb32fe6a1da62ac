"""Sources as other programs take them: CSL-JSON, BibTeX and RIS, and as a line to read.

Sources: CSL-JSON schema 1.0.2; RIS format specification 2011; the fields of biblatex's @article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from qa.show.json import Object, dumps
from qa.show.words import day, web
from qa.text import safe
from qa.types import Source

FORMS = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
"""The forms, with the names that readers know."""

Quoted = Mapping[int, Sequence[str]]
"""The words that are quoted from each source, by its number."""

_PARTICLES = frozenset(
    ("al", "af", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do",
     "dos", "du", "el", "la", "le", "van", "von", "zu", "zur")
)  # fmt: skip
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def references(sources: Sequence[Source], form: str, quoted: Quoted | None = None) -> str:
    """The sources in one of FORMS; the words that are quoted from each go with it as notes."""
    notes = quoted or {}
    if form == "csl":
        return dumps([csl_item(s, notes.get(s.number, ())) for s in sources]) + "\n"
    write = _bibtex if form == "bibtex" else _ris
    return "\n".join(write(s, notes.get(s.number, ())) for s in sources)


def csl_item(source: Source, quotes: Sequence[str] = ()) -> Object:
    """One source as an item of CSL-JSON."""
    item: Object = {"id": key(source), "type": "article-newspaper" if source.outlet else "document"}
    item["title"] = _flat(source.title)
    if source.authors:
        item["author"] = [_csl_name(name) for name in source.authors]
    if source.outlet:
        item["container-title"] = _flat(source.outlet)
    if source.published:
        item["issued"] = {
            "date-parts": [[source.published.year, source.published.month, source.published.day]]
        }
    more = {"URL": web(source.url), "page": source.page, "language": source.language or None}
    more["note"] = "\n".join(f"“{_flat(words)}”" for words in quotes) or None
    more["source"] = None if web(source.url) else _flat(source.path or "") or None
    return item | {name: value for name, value in more.items() if value}


def reference_line(source: Source) -> str:
    """`Maren Holloway: “Harbour opens”. Skerrow Tidings, 2026-03-02, p. 4. https://…`."""
    where = (source.outlet, day(source.published), f"p. {source.page}" if source.page else "")
    lead = f"{', '.join(map(_flat, source.authors))}: " if source.authors else ""
    place = web(source.url) or ("" if source.path in (None, "-") else source.path or "")
    body = f"{lead}“{_flat(source.title)}”. {', '.join(_flat(part) for part in where if part)}."
    return f"{body} {_flat(place)}".rstrip()


def key(source: Source) -> str:
    """What to cite it by, the same every time: `holloway2026-3f2a`."""
    family = _name(source.authors[0])[0] if source.authors else source.outlet or source.title
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]", "", plain)[:20] or "article"
    return f"{word}{source.published.year if source.published else ''}-{source.article_id[:4]}"


def _bibtex(source: Source, quotes: Sequence[str]) -> str:
    fields = [("title", f"{{{_tex(source.title)}}}")]
    if source.authors:
        fields.append(("author", " and ".join(_tex_name(name) for name in source.authors)))
    if source.outlet:
        fields.append(("journal", _tex(source.outlet)))
    rows = [f"  {name} = {{{value}}}" for name, value in fields]
    if when := source.published:
        rows += [f"  date = {{{when}}}", f"  year = {{{when.year}}}", f"  month = {_MONTHS[when.month - 1]}"]
    if source.page:
        rows.append(f"  pages = {{{_tex(source.page)}}}")
    if address := web(source.url):
        rows.append(f"  url = {{{address.replace('{', '%7B').replace('}', '%7D')}}}")
    if source.language:
        rows.append(f"  langid = {{{_tex(source.language)}}}")
    if quotes:
        rows.append(f"  annote = {{{' '.join(f'“{_tex(words)}”' for words in quotes)}}}")
    return f"@{'article' if source.outlet else 'misc'}{{{key(source)},\n" + ",\n".join(rows) + "\n}\n"


def _ris(source: Source, quotes: Sequence[str]) -> str:
    """Tags of two letters, two spaces and a dash; lines end as the specification says."""
    rows = [("TY", "NEWS" if source.outlet else "GEN"), ("ID", key(source)), ("TI", _flat(source.title))]
    for name in source.authors:
        family, given = _name(name)
        rows.append(("AU", f"{family}, {given}" if given else family))
    rows.append(("T2", _flat(source.outlet or "")))
    if when := source.published:
        rows += [("PY", str(when.year)), ("DA", f"{when:%Y/%m/%d}/")]
    rows += [("SP", _flat(source.page or "")), ("UR", web(source.url) or ""), ("LA", source.language)]
    rows += [("N1", f"“{_flat(words)}”") for words in quotes]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def _name(name: str) -> tuple[str, str]:
    """(family, given) of a person, particles with the family; (name, "") of what is none: `AFP staff`."""
    words = _flat(name).split()
    if "," in name and len(words) > 1:
        family, _, given = " ".join(words).partition(", ")
        return family, given
    if not 1 < len(words) <= 6 or words[-1].islower() or all(w.isupper() and len(w) > 2 for w in words):
        return " ".join(words), ""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at])


def _csl_name(name: str) -> Object:
    family, given = _name(name)
    return {"family": family, "given": given} if given else {"literal": family}


def _tex_name(name: str) -> str:
    family, given = _name(name)
    return f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}"


def _tex(text: str) -> str:
    return _flat(text).translate(_TEX)


def _flat(text: str) -> str:
    return " ".join(safe(text).split())
