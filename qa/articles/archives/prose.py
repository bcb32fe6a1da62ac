"""Lines of a page become paragraphs again; what only the page needed goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

PAGE_BREAK = "\f"
_PAGE_LINE = re.compile(
    r"\W*(?:(?:page|seite|pagina|página|pag\.|blz\.)\s*\d{1,4}(?:\s*(?:of|von|de|sur|van|/)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:of|von|sur|van|/)\s*\d{1,4})\W*",
    re.IGNORECASE,
)
_JOINING = frozenset(
    ["und", "oder", "bzw", "and", "or", "et", "ou", "en", "of", "y", "o", "u", "e", "ou", "oder"]
)
_RULE = re.compile(r"[\s_=*~—–-]{10,}|_{3,}")
_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\)\s|alle rechte|all rights|tous droits|alle rechten|todos los derechos|"
    r"tutti i diritti|todos os direitos|все права)",
    re.IGNORECASE,
)


def is_page_line(line: str) -> bool:
    """Whether a line is the number of a page: "Page 3 of 12"."""
    return bool(line) and len(line) < 40 and _PAGE_LINE.fullmatch(line.strip()) is not None


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: underscores, dashes, stars."""
    return _RULE.fullmatch(line) is not None


def is_rights(text: str) -> bool:
    """Whether a short block is the notice of copyright."""
    return len(text) < 300 and _RIGHTS.match(text.lstrip("( ")) is not None


def blocks_of(lines: Iterable[str], wrapped: bool) -> list[list[str]]:
    """Lines between blank lines (`wrapped`), else each line, as blocks of stripped lines without page
    furniture.

    A paragraph that a page break has cut is one block again: it goes on when it did not end and the next page
    begins in lower case, or in the middle of a word.
    """
    blocks: list[list[str]] = []
    current: list[str] = []
    broken = False

    def close() -> None:
        nonlocal broken
        if not current:
            return
        if broken and blocks and goes_on(blocks[-1], current[0]):
            blocks[-1] += current
        else:
            blocks.append(list(current))
        broken = False
        current.clear()

    for line in lines:
        text = line.replace(PAGE_BREAK, "").strip()
        if PAGE_BREAK in line or is_page_line(text):
            close()
            broken = True
            if is_page_line(text):
                continue
        if not text:
            close()
        else:
            current.append(text)
            if not wrapped:
                close()
    close()
    return blocks


def goes_on(before: Sequence[str], after: str) -> bool:
    """Whether a paragraph goes on from one page to the next.

    It has not ended, and begins again in lower case or with a figure; or it is more than a line of a heading
    (in
    German half of all words begin with a capital).
    """
    last = before[-1]
    ended = re.search(r"[.!?:;…][\"'”’»)\]]*$", last) is not None
    running = len(before) > 1 or len(last) > 60 or last.endswith((",", "-", "–"))
    return not ended and (after[:1].islower() or after[:1].isdigit() or running)


def join(lines: Sequence[str]) -> str:
    """One paragraph from the lines of a page. A compound that was broken at its hyphen gets no space, but
    "Nord- und Süd" keeps the one it has.
    """
    parts: list[str] = []
    for line in filter(None, lines):
        before = parts[-1] if parts else ""
        broken = before.endswith("-") and before[-2:-1].isalpha()
        parts += [line] if not parts or (broken and _goes_on_word(line)) else [" ", line]
    return "".join(parts)


def _goes_on_word(line: str) -> bool:
    """Whether a line can be the second half of a compound."""
    return line[:1].isalpha() and line.split()[0].lower() not in _JOINING


def paragraphs(blocks: Sequence[Sequence[str]]) -> str:
    """The text of an article from its blocks."""
    return "\n\n".join(text for block in blocks if (text := join(block)) and not is_rule(text))
