"""Where words stand in a text, told so that others find them: context on both sides, and text fragments.

Sources: W3C Web Annotation Data Model, 4.2.4 (TextQuoteSelector); WICG, URL Fragment Text Directives.
"""

from __future__ import annotations

import re
from urllib.parse import quote as encoded

from qa.types import Article

CONTEXT = 32
"""Characters of context on either side at least, grown to whole words."""

ENDS = 5
"""Words at either end of a quotation that find it, when they stand once in the page. Of 347 sentences of the
open half of the saved pages, opened in Chromium (`bench/fragments.py`), such links open .971 at the words."""

_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_SPACE = re.compile(r"\s+")
_BLOCKS = re.compile(r"\n|\s\|\s?|^\|\s")
"""Lines, and the cells of a table as they stand in our text."""


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after `text[start:end]`, about CONTEXT characters of each, as they stand."""
    before = max(0, start - CONTEXT)
    while before > 0 and not text[before - 1].isspace():
        before -= 1
    after = min(len(text), end + CONTEXT)
    while after < len(text) and not text[after].isspace():
        after += 1
    return text[before:start], text[end:after]


def fragment(article: Article, start: int, end: int) -> str:
    """What opens the page of an article at `article.text[start:end]`."""
    other = [article.title, *article.captions, *(block.text for block in article.removed)]
    return text_directive(article.text, start, end, "\n".join(other))


def text_directive(text: str, start: int, end: int, elsewhere: str = "") -> str:
    """`text=[prefix-,]start[,end][,-suffix]` for `text[start:end]`; empty when there is nothing to find.

    A browser takes the first place in the page where the directive fits, and no part of it may reach from one
    block of the page into the next. `text` is the body, `elsewhere` what else the page says (headline,
    captions, teasers): the ends grow, and context comes in, until what is searched for stands once in both.
    """
    blocks = [block for block in _BLOCKS.split(text[start:end]) if _plain(block)]
    if not blocks:
        return ""
    head, tail, alone = blocks[0].split(), blocks[-1].split(), len(blocks) == 1
    page = f"{_plain(text)}\n{_plain(elsewhere)}"
    if alone and len(head) <= 2 * ENDS:
        return "text=" + ",".join(_in_context(page, text, start, end, head))
    first = _grown(page, [head[:n] for n in range(ENDS, (len(head) // 2 if alone else len(head)) + 1)], head)
    left = len(tail) - len(first) if alone else len(tail)
    last = _grown(_plain(text[start:end]), [tail[-n:] for n in range(ENDS, left + 1)], tail)
    parts = _in_context(page, text, start, end, first)
    return "text=" + ",".join([*parts, _encoded(last)])


def _grown(among: str, cuts: list[list[str]], whole: list[str]) -> list[str]:
    """The first cut that stands once in `among`, else the longest; the whole when there is none."""
    once = (cut for cut in cuts if among.count(_plain(" ".join(cut))) == 1)
    return next(once, cuts[-1] if cuts else whole)


def _in_context(page: str, text: str, start: int, end: int, first: list[str]) -> list[str]:
    """The start of the directive, after words of the same block when it does not stand alone in the page.

    Context that does not make it unique is left out: it could only keep it from being found.
    """
    wanted = [_encoded(first)]
    if page.count(_plain(" ".join(first))) <= 1:
        return wanted
    before = _BLOCKS.split(text[max(0, start - 200) : start])[-1].split()
    for n in (3, 6):
        if before[-n:] and page.count(_plain(" ".join([*before[-n:], *first]))) == 1:
            return [f"{_encoded(before[-n:])}-", *wanted]
    return wanted


def _encoded(words: list[str]) -> str:
    """Percent-encoded, the dash too: it is a sign of the directive. Marks at the ends are left out."""
    return encoded(_EDGE.sub("", " ".join(words)), safe="").replace("-", "%2D")


def _plain(text: str) -> str:
    return _SPACE.sub(" ", _EDGE.sub("", text)).casefold()
