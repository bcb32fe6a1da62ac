"""Factiva's display without codes: what a line is, its place between headline and text tells.

Section, headline, byline, "97 words", day, time, paper, its code, edition, page, language, copyright, the
text, "Document NFCOUR0020241107ekb70000r". As RTF, Word, PDF and text; `factiva_html` reads it from a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.articles.archives.factiva import DOCUMENT, SUMMARY, article_of
from qa.articles.archives.fields import count_of, day_in, is_signed, language_of, page_name, too_long
from qa.articles.archives.layout import Export, Paper
from qa.articles.archives.prose import PAGE_BREAK, blocks_of, is_page_line, is_rights, join, paragraphs
from qa.articles.raw import RawArticle
from qa.types import Removed

WORDS = re.compile(
    r"\d[\d.,\s]*(?:words|Wörter|mots|woorden|palabras|parole|palavras|ord|слов\w*|字|단어)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s*(?:GMT|UTC))?", re.IGNORECASE)
_RUNNING = re.compile(
    r"(?:page \d+ of \d+\s*)?(?:©|\(c\)|copyright)?\s*\d{4} Factiva, Inc\..*", re.IGNORECASE
)
_COVER = frozenset(("factiva", "dow jones"))
_HEAD = 10
"""Lines between the number of words and the text: day, time, paper, code, edition, page, volume, language and
two of copyright."""


class FactivaPlain:
    """The layout of Factiva's text without codes."""

    name = "factiva-plain"
    title = "Factiva"

    def detect(self, head: list[str], wrapped: bool) -> float:
        """Sure when a number of words is followed by a day, and the number of a document ends the text."""
        lines = [text for line in head if (text := line.strip(" \f\t"))]
        counted = [n for n, line in enumerate(lines) if WORDS.fullmatch(line)]
        dated = sum(any(is_day(line) for line in lines[n + 1 : n + 3]) for n in counted)
        ended = sum(DOCUMENT.fullmatch(line) is not None for line in lines)
        return 0.93 if dated and ended else 0.0

    def read(self, paper: Paper) -> Export:
        """The articles, each up to the number of its document."""
        export = Export(iter(()))
        export.articles = self._articles(paper, export)
        return export

    def _articles(self, paper: Paper, export: Export) -> Iterator[RawArticle]:
        for number, (lines, key) in enumerate(_documents(paper), start=1):
            found = _article(lines, key, number, paper.wrapped)
            if found is None:
                export.problems.append((number, f"article {number} has no text"))
            elif found.words is None or too_long(found):
                export.problems.append((number, f"article {number} runs into the next, which is damaged"))
            else:
                yield found


def _documents(paper: Paper) -> Iterator[tuple[list[str], str]]:
    """The lines of each article and the line with its number; without one at the end of a damaged file."""
    lines: list[str] = []
    for line in paper.all_lines():
        text = line.strip(" \f\t")
        if SUMMARY.fullmatch(text):
            break
        if DOCUMENT.fullmatch(text):
            yield lines, text
            lines = []
        elif not _RUNNING.fullmatch(text) and text.casefold() not in _COVER:
            lines.append(line)
    if any(WORDS.fullmatch(line.strip(" \f\t")) for line in lines):
        yield lines, ""


def _article(lines: list[str], key: str, number: int, wrapped: bool) -> RawArticle | None:
    at = next((n for n, line in enumerate(lines) if WORDS.fullmatch(line.strip(" \f\t"))), None)
    if at is None:
        return None
    above = _above(lines[:at], wrapped)
    below, start = _below(lines, at + 1)
    values = {**heading(above), **by_place([lines[at].strip(), *below])}
    body = [b for b in blocks_of(lines[start:], wrapped) if not is_page_line(join(b))]
    values |= {"TD": paragraphs(body), "AN": key}
    removed = [Removed(line, "field of the archive") for line in (*above, lines[at].strip(), *below) if line]
    removed = [r for r in removed if r.text != values.get("HD")]
    return article_of(values, removed, number)


def _above(lines: list[str], wrapped: bool) -> list[str]:
    """Section, headline and byline, as many as there are; a headline may stand on two lines of a page."""
    blocks = blocks_of(lines, wrapped)
    if wrapped and len(blocks) == 1 and len(blocks[0]) <= 3:
        return blocks[0]  # no blank lines between them
    return [join(block) for block in blocks]


def _below(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """(the lines from the day to the copyright, where the text begins)."""
    found: list[str] = []
    n = start
    while n < len(lines) and len(found) < _HEAD:
        text = lines[n].replace(PAGE_BREAK, "").strip()
        if text and not is_rights(text) and (len(text.split()) > 8 or _ends(text)):
            break
        n += 1
        if text:
            found.append(text)
        if is_rights(text):
            while n < len(lines) and is_rights(lines[n].strip()):
                found.append(lines[n].strip())
                n += 1
            break
    return found, n


def _ends(text: str) -> bool:
    return re.search(r"\w[.!?][\"'”’»)]*$", text) is not None and not day_in(text) and len(text.split()) > 3


def heading(lines: Sequence[str]) -> dict[str, str]:
    """Section, headline and byline from the lines above the number of words."""
    lines = list(lines[-3:])
    values: dict[str, str] = {}
    if len(lines) == 3 or (len(lines) == 2 and is_signed(lines[1])):
        values["BY"] = lines.pop()
    if len(lines) == 2:
        values["SE"] = lines.pop(0)
    return values | ({"HD": lines[0]} if lines else {})


def by_place(lines: Sequence[str]) -> dict[str, str]:
    """Number of words, day, time, paper, its code, edition, page, language, copyright, each by its place."""
    values: dict[str, str] = {}
    at = next((n for n, line in enumerate(lines) if WORDS.fullmatch(line) and count_of(line)), None)
    day = next((n for n, line in enumerate(lines) if is_day(line)), None)
    if at is not None:
        values["WC"] = lines[at]
    if day is None:
        return values
    values["PD"] = lines[day]
    rest = [line for line in lines[day + 1 :] if not _TIME.fullmatch(line)]
    if rest:
        values["SN"] = rest.pop(0)
    for line in rest:
        if is_rights(line):
            break
        if language_of(line) and len(line.split()) <= 2:
            values.setdefault("LA", line)
        elif line.isupper() and line.isalnum() and "SC" not in values and not line.isdigit():
            values["SC"] = line
        elif page_name(line) and len(line) < 8:
            values.setdefault("PG", line)
        else:
            values.setdefault("ED", line)
    return values


def is_day(line: str) -> bool:
    """Whether a line is the day of publication."""
    return len(line) < 60 and day_in(line) is not None
