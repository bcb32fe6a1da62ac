"""HTML fragments become plain text: paragraphs apart, captions kept apart, scripts gone.

For the bodies inside JSON, feeds and e-mail and for Markdown. Whole pages go through `html.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|figure|blockquote|table|article|section)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption dd details div dl dt fieldset figure footer form h1 "
        "h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul",
    )
)
_ROWS = frozenset(("li", "tr", "dt", "dd", "br"))
_SILENT = frozenset(
    re.findall(
        r"\w+",
        "script style template noscript head title iframe object svg math button input select textarea form",
    )
)
_PART = 1 << 18
"""Characters of a page that are parsed at once: hardly a page of one article is as long."""
BLOCK_START = re.compile(r"<(?:p|div|/?table)\b", re.IGNORECASE)
"""Where a page without named parts may be divided."""
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")


def has_markup(text: str) -> bool:
    """Whether a field holds HTML rather than text (a lone "<" or ">" in text is no markup)."""
    return _TAG.search(text) is not None


def parse(text: str) -> Any | None:
    """The lxml tree of an HTML page or fragment, or None when it holds no element."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(_PROLOG.sub("", text.replace("\x00", "")), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def parts(text: str, start: re.Pattern[str]) -> Iterator[str]:
    """A long page in parts that begin where `start` matches, but not inside a table: the tree of a page takes
    some ten times its size, so a page of many articles is not parsed at once. A short page is one part.
    """
    begin, depth = 0, 0
    for found in start.finditer(text) if len(text) > _PART else ():
        table = found[0].lower().lstrip("</").startswith("table")
        if depth <= 0 and found.start() - begin >= _PART and not found[0].startswith("</"):
            yield text[begin : found.start()]
            begin, depth = found.start(), 0
        depth += (-1 if found[0].startswith("</") else 1) if table else 0
    yield text[begin:]


def fragment_text(text: str) -> tuple[str, tuple[str, ...]]:
    """(plain text, captions) of an HTML fragment. Paragraphs are separated by blank lines."""
    tree = parse(text)
    return ("", ()) if tree is None else tree_text(tree)


def tree_text(tree: Any) -> tuple[str, tuple[str, ...]]:
    """(plain text, captions) of an lxml tree: what a browser without styles would show as blocks."""
    from lxml import etree

    pieces: list[str] = []
    captions: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "figcaption":
                captions.append(" ".join("".join(element.itertext()).split()))
            if tag in _SILENT or tag == "figcaption" or not tag:
                walk.skip_subtree()
                continue
            pieces.append(_break(tag))
            pieces.append(_flow(element.text, tag == "pre"))
        else:
            if tag not in _SILENT and tag != "br":
                pieces.append(_break(tag))
            pieces.append(_flow(element.tail, False))
    text = re.sub(r"[ \t]+", " ", "".join(pieces))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip(), tuple(c for c in captions if c)


def _break(tag: str) -> str:
    if tag in _ROWS:
        return "\n"
    if tag in ("td", "th"):
        return " "
    return "\n\n" if tag in _BLOCKS else ""


def _flow(text: str | None, preformatted: bool) -> str:
    if not text:
        return ""
    return text if preformatted else re.sub(r"\s+", " ", text)
