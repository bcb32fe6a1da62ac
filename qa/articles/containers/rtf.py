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


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as RTF does."""
    return data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def rtf_lines(data: bytes) -> Iterator[str]:
    """The lines of an RTF file. Raises LoadError when nothing of it can be read.

    Footnotes, headers and footers of pages, pictures and the targets of links are left out.
    """
    from striprtf.striprtf import rtf_to_text

    page = _PAGE.search(data[:4096])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("cp1252", "replace")
    # The library writes the target of a link behind its words, and its search for links is quadratic.
    text = _LINK.sub(r"\1LINK", text)
    text = _BREAK.sub(r"\\par\\u12?\\par ", text)
    try:
        plain = str(rtf_to_text(text, encoding=encoding, errors="replace"))
    except Exception as error:  # it promises no set of errors for broken files
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise LoadError(f"not readable RTF: {reason}", "save it again as .rtf or .docx") from None
    for line in re.split(r"\n", plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")):
        if "|" in line:
            line = " | ".join(cell for cell in _ROW.split(line.strip()) if cell)
        yield line.replace("\x00", "")
