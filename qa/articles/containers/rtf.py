"""The door to striprtf: an RTF file becomes lines, one a paragraph, a row of a table with bars between its
cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.errors import LoadError

_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_LINK = re.compile(r"(\\fldinst\b[^{}]{0,80}(?:\{[^{}]{0,120}?)?)HYPERLINK", re.IGNORECASE)
_BREAK = re.compile(r"\\page(?![a-z])\s?")
_ROW = re.compile(r"\s*\|\s*")
_PIECE = 1 << 17
"""Bytes of a file that are read at once: of the 4 MB of 2,000 articles the library would make 90
(`bench/archives/size.py`)."""
_MARK = re.compile(
    rb"\\[\\{}]|[{}]|\\(?:bin(?P<bin>\d+)|f(?P<font>\d+)|uc(?P<skip>\d)|(?P<end>par|row|page|trowd))(?![a-z])"
)


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as RTF does."""
    return data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def rtf_lines(data: bytes) -> Iterator[str]:
    """The lines of an RTF file, as they are asked for. Raises LoadError when nothing of it can be read.

    Footnotes, headers and footers of pages, pictures and the targets of links are left out.
    """
    page = _PAGE.search(data[:4096])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    for piece, more in _pieces(data):
        lines = re.split(r"\n", _plain(piece.decode(encoding, "replace"), encoding))
        for line in lines[:-1] if more and not lines[-1] else lines:
            if "|" in line:
                line = " | ".join(cell for cell in _ROW.split(line.strip()) if cell)
            yield line.replace("\x00", "")


def _plain(text: str, encoding: str) -> str:
    from striprtf.striprtf import rtf_to_text

    # The library writes the target of a link behind its words, and its search for links is quadratic.
    text = _LINK.sub(r"\1LINK", text)
    text = _BREAK.sub(r"\\par\\u12?\\par ", text)
    try:
        plain = str(rtf_to_text(text, encoding=encoding, errors="replace"))
    except Exception as error:  # it promises no set of errors for broken files
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise LoadError(f"not readable RTF: {reason}", "save it again as .rtf or .docx") from None
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _pieces(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """(part, whether more follow). Each ends with a paragraph outside tables and groups, and is RTF with the
    code page, the fonts and the font in use of the file.
    """
    start, position, depth, row, ended = 0, 0, 0, False, 0
    font, skip, head = b"", b"\\uc1", b""
    while len(data) - start > _PIECE and (found := _MARK.search(data, position)):
        mark, end = found[0], found["end"]
        position = found.end() + int(found["bin"] or 0)
        depth += (mark == b"{") - (mark == b"}")
        if mark == b"}" and depth <= 0:
            break  # what follows the document is nothing of it
        if found["font"]:
            font = mark if depth == 1 else font
        elif found["skip"]:
            skip = mark if depth == 1 else skip
        elif end:
            row, ended = end == b"trowd" or (row and end != b"row"), position
        near = ended - start >= _PIECE and position - ended < 100
        if near and depth == 1 and not row and not data[ended:position].strip(b"} \r\n"):
            yield head + data[start:position] + b"}", True
            start, head = position, _head(data) + skip + font + b" "
    yield head + data[start:], False


def _head(data: bytes) -> bytes:
    """The beginning of a part: code page and fonts of the file."""
    page, fonts = _PAGE.search(data[:4096]), data.find(b"{\\fonttbl")
    table, depth = b"", 0
    for found in _MARK.finditer(data, fonts, fonts + _PIECE) if fonts >= 0 else ():
        depth += (found[0] == b"{") - (found[0] == b"}")
        if not depth:
            table = data[fonts : found.end()]
            break
    return b"{\\rtf1\\ansi" + (page[0] if page else b"") + table
