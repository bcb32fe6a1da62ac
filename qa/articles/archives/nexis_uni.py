"""Nexis Uni, Lexis Advance, Nexis since about 2018: a cover with a table of contents, then documents.

Each is headline, paper, day, copyright, labelled lines, "Body", the text, "Classification", "End of
Document".
The words of the frame stay English in most languages of the site; their translations are known too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.articles.archives.fields import count_of, day_in, language_of, people, section_and_page
from qa.articles.archives.layout import Export, Paper
from qa.articles.archives.prose import PAGE_BREAK, blocks_of, is_rights, join, paragraphs
from qa.articles.encoding import one_line, tidy
from qa.articles.raw import RawArticle
from qa.types import Removed

_END = re.compile(
    r"\s*(?:End of Document|Ende des Dokuments|Fin du document|Einde van (?:het )?document|"
    r"Fin(?:al)? del documento|Fine del documento|Fim do documento)\s*",
    re.IGNORECASE,
)
_BODY = re.compile(r"\s*(?:Body|Haupttext|Text|Corps|Texte|Hoofdtekst|Tekst|Cuerpo|Texto|Corpo|Testo)\s*")
_COUNT = re.compile(r"\s*Do[ck]ument(?:s|e|en|os|i)?\s*\((\d{1,5})\)\s*")
_COVER = re.compile(
    r"\s*(?:Date and Time|Datum und Uhrzeit|Date et heure|Datum en tijd|Fecha y hora|Data e ora|Job Number|"
    r"Auftragsnummer|Numéro de tâche|Taaknummer|Número de trabajo|User Name|Client/Matter|Search Terms|"
    r"Suchbegriffe|Termes de recherche|Zoektermen|Términos de búsqueda|Search Type|Narrowed by)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(\d{1,5})\.\s+(\S.*)$")
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Þ][\w/'’ -]{2,28}?)\s?:(?:\s+(?P<value>.*))?$")
_FIELDS = {
    "section": "section rubrik rubrique rubriek sección",
    "words": "length länge longueur lengte longitud",
    "author": "byline autor auteur author",
    "language": "language sprache langue taal idioma",
    "other": (
        "load-date dateline highlight series publication-type subject company organization industry person "
        "geographic ticker correction-date correction graphic journal code publication type document-type "
        "acc-no issn update notes abstract"
    ),
}
_NAMED = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
_LOADED = re.compile(
    r"\s*(?:Load-Date|Ladedatum|Date de chargement|Laaddatum|Fecha de carga)\s*:", re.IGNORECASE
)
_TAIL = re.compile(r"\s*(?:Classification|Klassifizierung|Classificatie|Clasificación)\s*", re.IGNORECASE)
_NOTES = re.compile(
    r"\s*(?:Notes?|Hinweise?|Notas?|Notities|Bibliograph(?:y|ie)|Bibliografía)\s*|Correction-Date:.*",
    re.IGNORECASE,
)
_NOTES_BLOCKS = 8
"""Blocks that the notes below a text may have, up to what the archive adds; a heading "Notes" inside a text
has more behind it."""
_GRAPHIC = re.compile(r"\s*(?:Graphic|Grafik|Graphique|Afbeelding|Gráfico)\s*", re.IGNORECASE)
_HEADLINE_BLOCKS = 6
"""Blocks among which the day is looked for: a headline on two or three lines, the paper, the day."""
_LINK = re.compile(
    r"\s*(?:Link to (?:PDF|Image|Original)|Link zum (?:PDF|Bild)|Lien vers|Return to List)\b.{0,30}",
    re.IGNORECASE,
)


class NexisUni:
    """The layout of Nexis Uni."""

    name = "nexis-uni"
    title = "Nexis Uni"

    def detect(self, head: list[str], wrapped: bool) -> float:
        """Sure when "Body" or "Load-Date" comes with the end of a document or the cover."""
        ends = sum(1 for line in head if _END.fullmatch(line))
        bodies = sum(1 for line in head if _BODY.fullmatch(line))
        loaded = any(_LOADED.match(line) for line in head)
        cover = sum(1 for line in head[:12] if _COVER.match(line) or _COUNT.fullmatch(line))
        if bodies and (ends or loaded):
            return 0.95
        if cover >= 2 or (ends and loaded) or _lists(head):
            return 0.9
        return 0.0

    def read(self, paper: Paper) -> Export:
        """The articles, each up to its "End of Document"."""
        export = Export(iter(()))
        export.articles = self._articles(paper, export)
        return export

    def _articles(self, paper: Paper, export: Export) -> Iterator[RawArticle]:
        contents: list[str] = []
        number = 0
        for lines in _documents(paper):
            if number == 0:
                lines, contents = _without_cover(lines, export)
            blocks = _at_all_labels(blocks_of(lines, paper.wrapped))
            framed = any(_BODY.fullmatch(join(b)) for b in blocks)
            if not framed and not any(_is_day(join(b)) for b in blocks):
                continue  # only a list of documents, as the archive adds to a ZIP of single files
            number += 1
            title = contents[number - 1] if number <= len(contents) else None
            found = _article(blocks, number, title)
            if sum(_BODY.fullmatch(join(b)) is not None for b in blocks) > 1:
                export.problems.append((number, f"document {number} does not end: the next was not read"))
            if found is None:
                what = one_line(join(blocks[0])) or f"document {number}"
                export.problems.append((number, f"document {number} has no text: {what[:80]}"))
            else:
                yield found


def _lists(head: list[str]) -> bool:
    """Whether it is the list of documents that the archive adds to a ZIP of single files."""
    lines = [line for line in head[:12] if line.strip()]
    return any(_COUNT.fullmatch(a) and re.match(r"\s*1\.\s+\S", b) for a, b in pairwise(lines))


def _documents(paper: Paper) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in paper.all_lines():
        if _END.fullmatch(line):
            yield lines
            lines = []
        else:
            lines.append(line)
    if any(line.strip(" \f\t") for line in lines):
        yield lines


def _without_cover(lines: list[str], export: Export) -> tuple[list[str], list[str]]:
    """(the lines behind the cover, the headlines that its table of contents lists)."""
    count = next((m for line in lines[:40] if (m := _COUNT.fullmatch(line))), None)
    last = max((n for n, line in enumerate(lines) if _COVER.match(line)), default=-1)
    if count is None and last < 0:
        return lines, []
    contents: list[str] = []
    for n, line in enumerate(lines):
        item = _ITEM.match(line)
        if item and int(item[1]) == len(contents) + 1 and (count is None or len(contents) < int(count[1])):
            contents.append(item[2].strip())
            last = max(last, n)
    if count is not None:
        export.stated, export.stated_by = int(count[1]), "table of contents"
        last = max(last, lines.index(count.string))
    body = next((n for n, line in enumerate(lines) if n > last and _BODY.fullmatch(line)), len(lines))
    start = last + 1
    for n in range(last + 1, body):  # the first headline may be that of the first document of the list
        if contents and one_line(lines[n]) == one_line(contents[0]):
            start = n
    if start == last + 1:
        start = _before_day(lines, last + 1, body)
    return lines[start:], contents


def _before_day(lines: list[str], start: int, end: int) -> int:
    """Where the headline is when the day is known: two lines above it, blank lines and cover aside."""
    days = [n for n in range(start, end) if _is_day(lines[n])]
    if not days:
        return start
    above = [n for n in range(start, days[0]) if lines[n].strip(" \f\t")]
    page = max((n for n in range(start, days[0]) if PAGE_BREAK in lines[n]), default=None)
    if page is not None and above and above[-1] > page:
        return next(n for n in above if n > page)  # the first document begins on a page of its own
    return above[-2] if len(above) >= 2 else start


def _is_day(line: str) -> bool:
    return len(line) < 120 and not _LABEL.match(line) and day_in(line) is not None and not is_rights(line)


def _above_day(blocks: list[list[str]]) -> tuple[int, int]:
    """Where the day stands: its block, and its line in it; (0, 0) when none stands below a headline.

    What is above it is headline and paper, whatever it looks like: a headline may read "Length: why …" or
    "Copyright …". Labelled lines come below the day.
    """
    for n, block in enumerate(blocks[:_HEADLINE_BLOCKS]):
        if _BODY.fullmatch(join(block)):
            break
        at = next((i for i, line in enumerate(block) if (n or i) and _is_day(line)), None)
        if at is not None:
            return n, at
    return 0, 0


def _at_all_labels(blocks: list[list[str]]) -> list[list[str]]:
    n, at = _above_day(blocks)
    above, rest = blocks[:n], blocks[n:]
    if at:
        above, rest = [*above, rest[0][:at]], [rest[0][at:], *rest[1:]]
    return above + [part for block in rest for part in _at_labels(block)]


def _at_labels(block: list[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in block:
        label = _LABEL.match(line)
        known = label is not None and label["label"].casefold() in _NAMED
        frame = _BODY.fullmatch(line) or _TAIL.fullmatch(line) or _GRAPHIC.fullmatch(line)
        if part and (known or frame or _LOADED.match(line)):
            yield part
            part = []
        part.append(line)
        if frame:
            yield part
            part = []
    if part:
        yield part


def _article(blocks: list[list[str]], number: int, listed: str | None) -> RawArticle | None:
    start = next((n for n, block in enumerate(blocks) if _BODY.fullmatch(join(block))), None)
    values: dict[str, str] = {}
    removed: list[Removed] = []
    head = blocks[:start] if start is not None else _head_of(blocks)
    rest = blocks[len(head) + (start is not None) :]
    body: list[list[str]] = []
    captions: list[str] = []
    place = "body"
    ends = next((n for n, b in enumerate(rest) if _TAIL.fullmatch(join(b)) or _LOADED.match(join(b))), 0)
    for n, block in enumerate(rest):
        text = join(block)
        if start is not None and _BODY.fullmatch(text):
            break  # the end of this document is damaged: the next one begins, and `_articles` says so
        notes = n and place == "body" and n < ends <= n + _NOTES_BLOCKS and _NOTES.fullmatch(text)
        if notes or _TAIL.fullmatch(text) or _LOADED.match(text):
            place = "tail"
        elif _GRAPHIC.fullmatch(text) and place == "body":
            place = "graphic"
            continue
        if place == "body" and not _LINK.fullmatch(text) and not (is_rights(text) and block is rest[-1]):
            body.append(block)
        elif place == "graphic":
            captions.append(text)
        else:
            _value(text, values)
            removed.append(Removed(text, "field of the archive"))
    above, _ = _above_day(head)
    lines = [*head[0]] if above else []
    for n, block in enumerate(head[bool(above) :], start=bool(above)):
        lines += _heading_lines(block, values, removed, labelled=n >= above)
    title, outlet, day, edition = _heading(lines, listed)
    text = tidy(paragraphs(body))
    if not any(c.isalpha() for c in text):
        return None
    section, page = section_and_page(values.get("section"))
    return RawArticle(
        text, one_line(title), one_line(outlet), people(values.get("author")), None, day_in(day),
        language_of(values.get("language")), section, None, tuple(captions), tuple(removed), number,
        edition, page, count_of(values.get("words")),
    )  # fmt: skip


def _head_of(blocks: list[list[str]]) -> list[list[str]]:
    """The heading of a document without "Body": up to its last labelled line, else to the day."""
    last = None
    for n, block in enumerate(blocks[:14]):
        text = join(block)
        if _TAIL.fullmatch(text) or _LOADED.match(text) or (last is not None and n > last + 2):
            break  # the labelled lines below the text are not of the heading
        last = n if _value(text, {}) else last
    if last is not None:
        return blocks[: last + 1]
    day = next((n for n, b in enumerate(blocks[:6]) if _is_day(join(b))), None)
    return blocks[: day + 1] if day is not None else blocks[:1]


def _value(text: str, values: dict[str, str]) -> bool:
    """Keep the value of a labelled line; whether it is one."""
    label = _LABEL.match(text)
    name = _NAMED.get(label["label"].casefold()) if label else None
    if label is None or name is None:
        return False
    values.setdefault(name, (label["value"] or "").strip())
    return True


def _heading_lines(
    block: list[str], values: dict[str, str], removed: list[Removed], *, labelled: bool
) -> list[str]:
    """What a block above the text says by its place alone; labelled lines and the copyright are taken out."""
    text = join(block)
    if (labelled and _value(text, values)) or is_rights(text) or _LINK.fullmatch(text):
        removed.append(Removed(text, "copyright notice" if is_rights(text) else "field of the archive"))
        return []
    kept = [line for line in block if not is_rights(line)]
    removed += [Removed(line, "copyright notice") for line in block if is_rights(line)]
    return kept


def _heading(lines: list[str], listed: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """(headline, paper, day, edition). The day is the last line of it; above it the paper, above that the
    rest.
    """
    at = next((n for n in range(len(lines) - 1, -1, -1) if _is_day(lines[n]) and n >= 1), None)
    if at is None:
        outlet = lines[-1] if len(lines) > 1 else None
        return join(lines[:-1] if outlet else lines) or None, outlet, None, None
    day = lines[at]
    edition = re.search(r",\s*([^,]*\b(?:edition|ausgabe|édition|editie|edición)\b.*)$", day, re.IGNORECASE)
    below = join(lines[at + 1 :])
    named = edition[1].strip() if edition else below if 0 < len(below.split()) <= 8 else None
    if at == 1 and listed and one_line(listed) == one_line(lines[0]):
        return listed, None, day, named
    return join(lines[: at - 1]) or listed, lines[at - 1], day, named
