"""Which blocks of a page are the article: those the extractor found, and what it lost between them.

trafilatura decides where the article is; the words come from the blocks of the page itself, so a paragraph is
whole even where the extractor lost the words after a box, an empty element or an icon. Blocks between those
found that stand in the same part of the page and read as text come back, and so does the standfirst between
headline and body. Everything else is named as removed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.articles.pages.blocks import Block
from qa.text.wordset import wordlist
from qa.types import Removed

_SHARE = 0.6
"""A block counts as found when so many of its runs of three words are in the extracted text: the extractor
drops a link or a box in a paragraph, never half of it."""
_OUTSIDE = frozenset(
    ("navigation", "header", "footer", "aside", "teasers", "comments", "form", "hidden", "facts")
)
_REASONS = {
    "comments": "readers' comments",
    "teasers": "teaser for another story or button of the page",
    "form": "form of the page",
}
_REST = "navigation and other parts of the page"
_STANDFIRST_WORDS = 6
"""A standfirst has at least so many words; shorter lines under a headline are bylines, labels and dates."""
_NAMED_STANDFIRST = re.compile(
    r"sub ?(?:title|head|headline|line)|stand ?first|\b(?:deck|dek|lead|lede|intro(?:duction|text)?|summary|"
    r"excerpt|abstract|spot|chapo|vorspann|entradilla|ingress|manchet|sottotitolo|bajada|teaser ?text)\b",
    re.IGNORECASE,
)
"""What pages call the standfirst; a line so called may be short, and end without a full stop."""
_SIGNED = re.compile(r"(?:by|von|par|por|di|door|words?|text|photos?|published|updated)\b", re.IGNORECASE)
_NOTE = re.compile(r"\b(?:foot|end)notes?\b", re.IGNORECASE)


@dataclass(slots=True)
class Body:
    """The article on a page: its blocks in order, and the headline block if one was seen above them."""

    chosen: list[Block]
    headline: Block | None
    rest: list[Block]

    @property
    def text(self) -> str:
        """The article's text, a block a paragraph; items of one list on neighbouring lines."""
        parts: list[str] = []
        for block, above in zip(self.chosen, [None, *self.chosen], strict=False):
            together = above is not None and block.tag == above.tag and block.tag in ("li", "tr", "dd", "dt")
            parts.append(("\n" if together else "\n\n") + block.text)
        return "".join(parts).strip()


def find_body(blocks: Sequence[Block], extracted: str, title: str | None) -> Body:
    """The article among the blocks of a page, given what an extractor took for it ("" for nothing)."""
    seen, found = _found(blocks, extracted)
    headline = _headline(blocks, found, title)
    if headline is not None:  # above it stand buttons and labels
        below = {n for n in found if n > headline.number or blocks[n].prose}
        found = below if any(n > headline.number for n in below) else found
    if found:
        marks = _neutral_marks(blocks, found)
        chosen = found | _between(blocks, found, seen, marks) | _above(blocks, found, headline, marks)
        chosen |= _notes(blocks, max(found))
    else:
        chosen = set()
    if headline is not None:
        chosen.discard(headline.number)
    return Body(
        [b for b in blocks if b.number in chosen],
        headline,
        [b for b in blocks if b.number not in chosen and b is not headline],
    )


def fallback_body(blocks: Sequence[Block], title: str | None) -> Body:
    """The article of a page in which the extractor found nothing: its text outside menus, else all its
    text.
    """
    headline = _headline(blocks, set(), title)
    own = [b for b in blocks if b.place == "" and b.linked < 0.5 and (b.prose or b.heading or _is_item(b))]
    if not any(b.prose for b in own):
        own = [b for b in blocks if b.place not in ("hidden", "navigation", "footer", "comments") and b.words]
    start = headline.number if headline is not None and any(b.number > headline.number for b in own) else -1
    chosen = [b for b in own if b.number > start] if start >= 0 else own
    numbers = {b.number for b in chosen}
    return Body(chosen, headline, [b for b in blocks if b.number not in numbers and b is not headline])


def removed_blocks(rest: Sequence[Block], captions: Sequence[str] = ()) -> tuple[Removed, ...]:
    """The blocks that are no part of the article, neighbours of one kind together. Hidden ones no reader
    sees.
    """
    runs: list[tuple[str, list[str]]] = []
    last = -2
    for block in rest:
        unseen = block.place == "hidden" and block.tag != "span"  # a span is hidden in a block that is seen
        if unseen or (block.place == "caption" and block.text in captions):
            continue
        reason = _REASONS.get(block.place, _REST)
        if runs and runs[-1][0] == reason and block.number == last + 1:
            runs[-1][1].append(block.text)
        else:
            runs.append((reason, [block.text]))
        last = block.number
    return tuple(Removed(" · ".join(words), reason) for reason, words in runs)


def _found(blocks: Sequence[Block], extracted: str) -> tuple[set[int], set[int]]:
    """The blocks whose words the extracted text has; and of these the ones that stand in its order.

    A menu that repeats a line of the article is not in order; neither is a paragraph that the article has
    twice.
    """
    words = re.findall(r"\w+", extracted.casefold())
    where: dict[tuple[str, ...], int] = {}
    for position in range(len(words) - 3, -1, -1):
        where[tuple(words[position : position + 3])] = position
    lines: dict[tuple[str, ...], int] = {}
    position = 0
    for line in extracted.casefold().split("\n"):
        own = re.findall(r"\w+", line)
        if own:
            lines.setdefault(tuple(own), position)
        position += len(own)
    places: list[tuple[int, int, int]] = []
    for block in blocks:
        if not block.words or block.place == "comments" or (block.place, block.tag[0]) == ("facts", "d"):
            continue
        if block.tag == "span" or (block.tag == "td" and block.linked > 0.9 and not block.prose):
            continue  # hidden inside a block that is seen; a menu in the columns of an old page
        start = _position(block.words, where, lines)
        if start is not None and not (block.place == "hidden" and not block.prose):
            places.append((block.number, start, len(block.words)))
    return {number for number, _, _ in places}, _in_order(places, len(words))


def _position(
    words: list[str], where: dict[tuple[str, ...], int], lines: dict[tuple[str, ...], int]
) -> int | None:
    """Where a block stands in the extracted text, in words; None when it is not there."""
    if (line := lines.get(tuple(words))) is not None:
        return line
    count = len(words) - 2
    if count < 2:
        return None
    first: int | None = None
    hits = 0
    for offset in range(count):
        at = where.get(tuple(words[offset : offset + 3]))
        if at is not None:
            hits += 1
            if first is None:
                first = at
    return first if hits >= _SHARE * count else None


def _in_order(places: list[tuple[int, int, int]], length: int) -> set[int]:
    """The heaviest run of blocks whose places in the extracted text increase (Fenwick tree of prefix
    maxima).
    """
    best: list[tuple[int, int]] = [(0, -1)] * (length + 2)
    weights: list[int] = []
    before: list[int] = []
    for index, (_, start, weight) in enumerate(places):
        at, top = start, (0, -1)
        while at > 0:
            top = max(top, best[at])
            at -= at & -at
        weights.append(top[0] + weight)
        before.append(top[1])
        at = start + 1
        while at < len(best):
            best[at] = max(best[at], (weights[-1], index))
            at += at & -at
    kept: set[int] = set()
    index = max(range(len(places)), key=lambda i: weights[i], default=-1)
    while index >= 0:
        kept.add(places[index][0])
        index = before[index]
    return kept


def _neutral_marks(blocks: Sequence[Block], found: set[int]) -> set[Any]:
    """Elements whose class name lies: they hold a third of the article ("teaser" as the name of a whole
    story).
    """
    total = sum(len(b.words) for b in blocks if b.number in found)
    held: dict[Any, int] = {}
    for block in blocks:
        if block.number in found and block.mark is not None:
            held[block.mark] = held.get(block.mark, 0) + len(block.words)
    return {mark for mark, count in held.items() if count >= total / 3}


def _inside(block: Block, marks: set[Any]) -> bool:
    """Whether the place of a block does not speak against it."""
    return block.place not in _OUTSIDE or (block.mark in marks and block.place != "hidden")


def _between(blocks: Sequence[Block], found: set[int], seen: set[int], marks: set[Any]) -> set[int]:
    """What the extractor lost among the paragraphs: text, sub-headings and items in the same part of the
    page.
    """
    first, last = min(found), max(found)
    parents = {_parent(blocks[n]) for n in found}
    back: set[int] = set()
    for block in blocks[first : _end(blocks, last) + 1]:
        if block.number in found or block.place == "caption" or not _inside(block, marks):
            continue
        sibling = _parent(block) in parents
        text = block.prose and block.linked < 0.5
        item = block.tag in ("li", "td", "tr", "dd", "dt") and block.linked < 0.5 and len(block.words) >= 3
        again = block.number in seen
        sibling = sibling or (block.tag == "summary" and _holds(block, parents))
        if (sibling and (again or text or item or _heads(block))) or (text and len(block.words) >= 15):
            back.add(block.number)
    return _with_headings(blocks, found | back, back)


def _end(blocks: Sequence[Block], last: int) -> int:
    """The last block of the run of paragraphs and items that goes on in the same parent."""
    parent = _parent(blocks[last])
    end = last
    for block in blocks[last + 1 : last + 40]:
        if _parent(block) is not parent or block.place != blocks[last].place:
            break
        if (block.prose or _is_item(block)) and block.linked < 0.5:
            end = block.number
    return end


def _heads(block: Block) -> bool:
    """Whether a block stands above others: a heading, or the line that opens what is folded below it."""
    return block.heading or block.tag == "summary"


def _holds(block: Block, parents: set[Any]) -> bool:
    """Whether the box that a line opens holds some of the article."""
    box = block.element.getparent() if block.element is not None else None
    return box is not None and (box in parents or any(child in parents for child in box))


def _is_item(block: Block) -> bool:
    """Whether it is an item of a list that says something; buttons and labels are shorter."""
    return block.tag in ("li", "dd", "dt") and len(block.words) >= 3


def _with_headings(blocks: Sequence[Block], body: set[int], back: set[int]) -> set[int]:
    """Without the headings that open nothing of the body."""
    kept = set()
    for number in back:
        following = blocks[number + 1 : number + 3]
        if not _heads(blocks[number]) or any(b.number in body and not b.heading for b in following):
            kept.add(number)
    return kept


def _parent(block: Block) -> Any:
    """The element that a paragraph shares with its neighbours; items share the parent of their list."""
    element = block.element
    if element is None:
        return None
    parent = element.getparent()
    if block.tag in ("li", "dd", "dt", "td", "tr", "th"):
        while parent is not None and parent.tag in wordlist("ul ol dl table tbody thead tr li menu"):
            parent = parent.getparent()
    return parent if parent is not None else element


def _headline(blocks: Sequence[Block], found: set[int], title: str | None) -> Block | None:
    """The heading on the page that says the title, nearest above the article; else its only `h1` above it."""
    first = min(found, default=len(blocks))
    wanted = re.findall(r"\w+", (title or "").casefold())
    above = [b for b in blocks[: first + 8] if b.heading or b.words == wanted]
    same = [b for b in above if b.words == wanted and b.words]
    if same:
        return same[-1]
    ones = [b for b in above if b.tag == "h1" and b.words and b.place not in ("navigation", "hidden")]
    return ones[-1] if ones and ones[-1].number <= first else None


def _above(blocks: Sequence[Block], found: set[int], headline: Block | None, marks: set[Any]) -> set[int]:
    """The standfirst: text between the headline and the body that is neither linked nor a caption."""
    first = min((n for n in found if headline is not None and n > headline.number), default=None)
    if headline is None or first is None:
        return set()
    return {
        block.number
        for block in blocks[headline.number + 1 : first]
        if (_inside(block, marks) or _is_plain(block))
        and block.place != "caption"
        and block.linked < 0.3
        and (
            (len(block.words) >= _STANDFIRST_WORDS and (block.prose or block.heading))
            or (len(block.words) > 2 and _named(block, _NAMED_STANDFIRST) and not _SIGNED.match(block.text))
        )
    }


def _is_plain(block: Block) -> bool:
    """Whether a box that is called a teaser leads nowhere: it is the teaser of this very article."""
    return (
        block.place == "teasers"
        and block.mark is not None
        and _named(block, _NAMED_STANDFIRST)
        and block.mark.find(".//a") is None
    )


def _named(block: Block, pattern: re.Pattern[str]) -> bool:
    """Whether the element of a block, or the one around it, is called by such a name."""
    element = block.element
    for _ in range(2):
        if element is None or element.tag in ("article", "main", "body"):
            return False
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
        if pattern.search(re.sub(r"[-_]+", " ", names[:200])):
            return True
        element = element.getparent()
    return False


def _notes(blocks: Sequence[Block], last: int) -> set[int]:
    """The footnotes below an article: what its text refers to."""
    return {
        block.number
        for block in blocks[last + 1 : last + 80]
        if block.place == "" and block.prose and block.linked < 0.5 and _named(block, _NOTE)
    }
