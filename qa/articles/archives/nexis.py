"""Nexis until about 2019: "3 of 120 DOCUMENTS", then paper, day, headline, labelled fields, text, labelled
fields.

The labels are those of the language in which the archive was used; that of the articles may be another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa.articles.archives.fields import count_of, day_in, language_of, people, section_and_page, too_long
from qa.articles.archives.layout import Export, Paper
from qa.articles.archives.prose import blocks_of, is_rights, is_rule, join, paragraphs
from qa.articles.encoding import one_line, tidy
from qa.articles.raw import RawArticle
from qa.types import Removed

_WORD = r"d[oó][ck]ument\w{0,3}"
_START = re.compile(
    rf"\s*(?:{_WORD}\s+(?P<a>\d{{1,5}})\s+(?:of|von|de|van|di|sur|/)\s+(?P<b>\d{{1,5}})"
    rf"|(?P<c>\d{{1,5}})\s+(?:of|von|de|van|di|sur|/)\s+(?P<d>\d{{1,5}})\s+{_WORD})\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ'’ /-]{2,28}?)\s?:(?:\s+(?P<value>.*))?$")
_NOTICE = re.compile(r"(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:19|20)\d\d\b", re.IGNORECASE)
_HEAD = {
    "author": "BYLINE AUTHOR AUTOR AUTEUR AUTORE",
    "title": "HEADLINE SCHLAGZEILE TITRE TITULAR KOP",
    "section": "SECTION RUBRIK RUBRIQUE RUBRIEK SECTIE SECCIÓN SECCION SEZIONE",
    "words": "LENGTH LÄNGE LONGUEUR LENGTE LONGITUD LUNGHEZZA EXTENSIÓN",
    "dateline": "DATELINE ORT LIEU",
    "other": "HIGHLIGHT SERIES ENCART INSERT CORRECTION-DATE CORRECTION DISTRIBUTION RUBRIK-TITEL ABSTRACT",
}
_TAIL = {
    "language": "LANGUAGE SPRACHE LANGUE TAAL IDIOMA LENGUA LINGUA",
    "caption": "GRAPHIC GRAFIK GRAPHIQUE AFBEELDING GRÁFICO ILLUSTRATION ILLUSTRATIONS PHOTO",
    "url": "URL",
    "key": "ACC-NO",
    "other": (
        "LOAD-DATE UPDATE DATE-CHARGEMENT LAAD-DATUM FECHA-CARGA FECHA-DE-CARGA DATA-CARICAMENTO "
        "PUBLICATION-TYPE TYPE-PUBLICATION PUBLICATIETYPE TIPO-PUBLICACIÓN JOURNAL-CODE ZEITUNGS-CODE "
        "CODE-JOURNAL SUBJECT SUJET COMPANY ORGANIZATION ORGANISATION SOCIETE INDUSTRY TICKER "
        "STOCK-SYMBOL SYMBOLE-BOURSIER GEOGRAPHIC GEO-LOCALIZATION LOCALISATION-GEO "
        "COUNTRY STATE CITY PERSON "
        "CORRECTION-DATE SECTEUR-ACTIVITE ACTIVITY-SECTOR DOCUMENT-TYPE TYPE-DOCUMENT ISSN NOTES PUB-TYPE "
        "TYPE"
    ),
}
_HEAD_BLOCKS = 40
"""Blocks that a heading may have above "BODY:"; a broadcast has twenty."""
_HEAD_OF = {label: name for name, labels in _HEAD.items() for label in labels.split()}
_TAIL_OF = {label: name for name, labels in _TAIL.items() for label in labels.split()}


class Nexis:
    """The layout of the older Nexis, in every kind of file that it was downloaded in."""

    name = "nexis"
    title = "Nexis"

    def detect(self, head: list[str], wrapped: bool) -> float:
        """Sure when a numbered document is followed by labels in capitals."""
        starts = [n for n, line in enumerate(head) if _numbers(line)]
        if not starts:
            return 0.0
        after = head[starts[0] : starts[0] + 200]
        found = (m["label"] for line in after if (m := _LABEL.match(line.strip())) and _known(m["label"]))
        labels = len(set(found))
        if labels >= 2:
            return 0.95
        cover = any(re.match(r"\s*(?:Download Request|Time Of Request):", line) for line in head[:60])
        return 0.9 if cover else 0.6 if labels or len(starts) > 1 else 0.3

    def read(self, paper: Paper) -> Export:
        """The articles, one numbered document after the other."""
        export = Export(iter(()))
        export.articles = self._articles(paper, export)
        return export

    def _articles(self, paper: Paper, export: Export) -> Iterator[RawArticle]:
        for number, (position, lines, gap) in enumerate(_documents(paper, export), start=1):
            found = _Document(blocks_of(lines, paper.wrapped), paper.wrapped).article(number)
            if found is not None and gap and too_long(found):
                export.problems.append((number, f"document {position} runs into the next, which is damaged"))
            elif found is None:
                export.problems.append((number, f"document {position} has no text"))
            else:
                yield found


def is_start(line: str) -> bool:
    """Whether a line numbers a document: "3 of 120 DOCUMENTS"."""
    return _numbers(line) is not None


def _numbers(line: str) -> tuple[int, int] | None:
    found = _START.fullmatch(line) if len(line) < 120 else None
    if not found:
        return None
    numbers = int(found["a"] or found["c"]), int(found["b"] or found["d"])
    return numbers if 1 <= numbers[0] <= numbers[1] else None


def _documents(paper: Paper, export: Export) -> Iterator[tuple[int, list[str], bool]]:
    """Position and lines of each document, and whether one is missing behind it.

    A position that goes back inside one export is text.
    """
    lines: list[str] = []
    position = 0
    for line in paper.all_lines():
        numbers = _numbers(line)
        if numbers and (numbers[0] > position or numbers[0] == 1 or numbers[1] != export.stated):
            if position:
                yield position, lines, numbers[0] > position + 1
            position, lines = numbers[0], []
            if export.stated is None:
                export.stated, export.stated_by = numbers[1], "numbered documents"
        elif position:
            lines.append(line)
    if position:
        yield position, lines, position < (export.stated or 0)


def _is_body(block: list[str]) -> bool:
    label = _LABEL.match(block[0])
    return label is not None and label["label"] == "BODY"


def _known(label: str) -> bool:
    return label in _HEAD_OF or label in _TAIL_OF


@dataclass(slots=True)
class _Document:
    """One document in blocks; the labelled ones are taken out of it one after the other."""

    blocks: list[list[str]]
    wrapped: bool
    values: dict[str, str] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)

    def article(self, number: int) -> RawArticle | None:
        """The article; None when no text is left."""
        self.blocks = [part for block in self.blocks for part in _at_labels(block)]
        top = self._top()
        body = self._body()
        outlet, day, edition, title, rest = _heading(top)
        if headline := self.values.get("title"):
            edition = edition or (title if title and _is_edition(title) else None)
            title = headline
        text = tidy(paragraphs([*([[rest]] if rest else []), *body]))
        if not any(c.isalpha() for c in text):
            return None
        section, page = section_and_page(self.values.get("section"))
        caption = one_line(self.values.get("caption"))
        url = self.values.get("url", "").strip()
        return RawArticle(
            text, one_line(title), one_line(outlet), people(self.values.get("author")),
            url if re.match(r"https?://\S+$", url) else None, day_in(day),
            language_of(self.values.get("language")), section, None, (caption,) if caption else (),
            tuple(self.removed), number, one_line(edition), page, count_of(self.values.get("words")),
        )  # fmt: skip

    def _top(self) -> list[list[str]]:
        """The blocks before the first label: paper, day, headline, and a copyright that is printed first."""
        if body := self._from_body():
            top = self._above_body()
            self.blocks = body
            self._open_body()
            return top
        top = []
        label: re.Match[str] | None = None
        while self.blocks:
            block = self.blocks[0]
            text = join(block)
            label = _LABEL.match(block[0])
            if label and _known(label["label"]):
                break
            if not self.wrapped and len(top) >= 3 and len(text.split()) > 18:
                break  # no label at all: the text begins after paper, day and headline
            if self.wrapped and len(top) >= 3 and (len(block) > 3 or len(text.split()) > 25):
                break
            self.blocks.pop(0)
            if is_rights(text):
                top += self._without_notice(block, first=not top)
            else:
                top.append(block)
        while self.blocks and (label := _LABEL.match(self.blocks[0][0])) and label["label"] in _HEAD_OF:
            self._take(self.blocks.pop(0), _HEAD_OF[label["label"]])
        self._open_body()
        return top

    def _above_body(self) -> list[list[str]]:
        """The blocks above "BODY:" without the fields. Capitals and a colon are one there,
        also where the label is not known: a broadcast has SHOW, ANCHORS, GUESTS.
        """
        top: list[list[str]] = []
        while self.blocks:
            block = self.blocks.pop(0)
            label = _LABEL.match(block[0])
            if label:
                self._take(block, _HEAD_OF.get(label["label"], "other"))
            elif is_rights(join(block)):
                top += self._without_notice(block, first=not top)
            else:
                top.append(block)
        return top

    def _from_body(self) -> list[list[str]]:
        """The blocks from "BODY:" on, taken out; none where that label is missing."""
        at = next((n for n, block in enumerate(self.blocks[:_HEAD_BLOCKS]) if _is_body(block)), None)
        if at is None:
            return []
        self.blocks, body = self.blocks[:at], self.blocks[at:]
        return body

    def _open_body(self) -> None:
        """Take the label away that some sources print above the text."""
        if self.blocks and _is_body(self.blocks[0]):
            first = _LABEL.match(self.blocks[0][0])
            value = [first["value"]] if first and first["value"] else []
            self.blocks[0] = value + self.blocks[0][1:]
            self.blocks = self.blocks if self.blocks[0] else self.blocks[1:]

    def _without_notice(self, block: list[str], *, first: bool) -> list[list[str]]:
        """The paper, where older files print it right under the copyright; the notice goes."""
        last = max(n for n, line in enumerate(block) if n == 0 or is_rights(line))
        below = next((day_in(b[0]) for b in self.blocks if not _LABEL.match(b[0])), None)
        paper = block[last + 1 :] if first and below else []
        notice = join(block[: len(block) - len(paper)])
        self.removed.append(Removed(notice, "copyright notice"))
        return [paper] if paper else []

    def _body(self) -> list[list[str]]:
        """The blocks up to the first label of the end; what follows is the archive's."""
        end = len(self.blocks)
        for n, block in enumerate(self.blocks):
            label = _LABEL.match(block[0])
            if label and label["label"] in _TAIL_OF:
                end = n
                break
            if n and _NOTICE.match(join(block)) and is_rights(join(block)):
                end = n  # what follows belongs to a document whose beginning is damaged
                break
        tail = self.blocks[end:]
        body = self.blocks[:end]
        while body and (is_rights(join(body[-1])) or is_rule(join(body[-1]))):
            tail.insert(0, body.pop())
        for block in tail:
            label = _LABEL.match(block[0])
            self._take(block, _TAIL_OF.get(label["label"], "other") if label else "other")
        return body

    def _take(self, block: list[str], name: str) -> None:
        text = join(block)
        value = text.partition(":")[2]
        if name != "other":
            self.values.setdefault(name, value.strip())
        self.removed.append(Removed(text, "copyright notice" if is_rights(text) else "field of the archive"))


def _at_labels(block: list[str]) -> Iterator[list[str]]:
    """A block cut where a line inside it begins with a known label or is the notice of copyright."""
    part: list[str] = []
    for line in block:
        label = _LABEL.match(line)
        known = label and (_known(label["label"]) or label["label"] == "BODY")
        if part and (known or (is_rights(line) and len(block) < 8)):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _heading(top: list[list[str]]) -> tuple[str | None, str | None, str | None, str | None, str | None]:
    """(outlet, day, edition, headline, text) from the blocks above the fields.

    The day stands under the name of the paper, or under the headline; what is set beneath it is the edition.
    """
    lines = [(n, line) for n, block in enumerate(top) for line in block]
    at = next((i for i, (_, line) in enumerate(lines[:8]) if day_in(line) and len(line) < 90), None)
    if at is None:
        outlet = join(top[0]) if top else None
        title = join(top[1]) if len(top) > 1 else None
        return outlet, None, None, title, _text_of(top[2:])
    number, day = lines[at]
    before = [join(block) for block in top[:number]]
    same = top[number]
    edition = join(same[same.index(day) + 1 :]) or None
    inside = join(same[: same.index(day)])
    if inside:
        before.append(inside)
    after = top[number + 1 :]
    while after and edition is None and _is_edition(join(after[0])) and len(after) > 1:
        edition = join(after.pop(0))
    if len(before) > 1:  # the headline stands above the day
        return before[0], day, edition, before[1], _text_of(after)
    outlet = before[0] if before else None
    title = join(after[0]) if after else None
    return outlet, day, edition, title, _text_of(after[1:])


def _is_edition(text: str) -> bool:
    """Whether a short line names an edition."""
    return len(text.split()) <= 6 and re.search(
        r"\b(?:edition|ausgabe|édition|editie|edición|final|late city)\b", text, re.IGNORECASE
    ) is not None  # fmt: skip


def _text_of(blocks: list[list[str]]) -> str | None:
    """Blocks between headline and fields that are text: whole sentences, not a line of a heading."""
    kept = [text for block in blocks if (text := join(block)) and re.search(r"[.!?][\"”»]?$", text)]
    return "\n\n".join(kept) or None
