"""The lines of a PDF page in the order in which people read them: pieces on one base line, columns one by
one.

A PDF says where each piece of text is drawn, and nothing about columns. Newspapers and papers are set in
columns whose lines many programs draw row by row; read in the order of drawing, each line would be two half
sentences.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.articles.encoding import tidy

_COLUMN_ROWS = 4
"""So many lines must start at one place for it to be the left edge of a column."""
_COLUMN_SHARE = 0.2
"""And so large a share of the lines of the page: indented items and tables are less."""
_FEW_ROWS = 2
"""Lines that make the last column of a grid that others have shown."""
_CHARACTER = 0.5
"""Mean width of a character in units of the type size (Helvetica and Times on English: .46 to .53)."""
_MIN_COLUMN = 12.0
"""Columns are at least so many times the type size wide; less is the gap between words or the cell of a
table."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of text: where it starts, in points from the lower left corner of the page."""

    text: str
    page: int
    y: float
    """Height of the base line."""
    size: float
    """Size of the type."""
    x: float = 0.0

    @property
    def right(self) -> float:
        """Where it ends, estimated from its characters."""
        return self.x + len(self.text) * self.size * _CHARACTER


def page_lines(pieces: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of one page, column by column; without columns in the order in which they were drawn."""
    edges = _columns(pieces)
    lines = _joined(pieces, edges)
    return _by_columns(lines, edges) if len(edges) > 1 else lines


def _columns(pieces: Sequence[PdfLine]) -> list[float]:
    """The left edges of the columns of a page, from left to right; one or none when it has no columns."""
    if len(pieces) < 2 * _COLUMN_ROWS:
        return []
    starts = Counter(round(piece.x / 4) for piece in pieces)
    merged: Counter[int] = Counter()
    for start, count in starts.items():
        near = max((start - 1, start, start + 1), key=lambda s: starts.get(s, 0))
        merged[near] += count
    least = max(_COLUMN_ROWS, _COLUMN_SHARE * len(pieces))
    size = Counter(round(piece.size, 1) for piece in pieces).most_common(1)[0][0]
    edges: list[float] = []
    for start in sorted(s for s, count in merged.items() if count >= least):
        edge = start * 4.0
        if not edges or edge - edges[-1] >= _MIN_COLUMN * size:
            edges.append(edge)
    if len(edges) > 1:
        edges += _short_column(merged, edges)
    return edges if len(edges) > 1 and _side_by_side(pieces, edges) else []


def _short_column(starts: Counter[int], edges: Sequence[float]) -> list[float]:
    """The edge of a last column that is nearly empty: as far from the one before as that is from its own."""
    wanted = edges[-1] + (edges[-1] - edges[-2])
    near = [s for s, count in starts.items() if count >= _FEW_ROWS and abs(s * 4 - wanted) <= 8]
    return [near[0] * 4.0] if near else []


def _side_by_side(pieces: Sequence[PdfLine], edges: Sequence[float]) -> bool:
    """Whether lines of the left column end before the next one starts, nearly always, and stand beside it."""
    for left, right in itertools.pairwise(edges):
        inside = [p for p in pieces if abs(p.x - left) < 8]
        long = sum(p.right > right + 3 * p.size for p in inside)
        beside = {round(p.y) for p in inside} & {round(p.y) for p in pieces if abs(p.x - right) < 8}
        if long > 0.25 * len(inside) or len(beside) < 2:
            return False
    return True


def _column(x: float, edges: Sequence[float], size: float) -> int:
    """Which column a piece belongs to."""
    return max((n for n, edge in enumerate(edges) if x >= edge - size), default=0)


def _joined(pieces: Sequence[PdfLine], edges: Sequence[float]) -> list[PdfLine]:
    """Pieces on one base line (a bold word among others) become one line, but not across columns."""
    lines: list[PdfLine] = []
    for piece in pieces:
        parts = piece.text.split("\n")
        for number, part in enumerate(parts):
            if not part.strip():
                continue
            last = lines[-1] if lines else None
            level = last is not None and number == 0 and abs(last.y - piece.y) < 0.3 * piece.size
            if last and level and _column(last.x, edges, last.size) == _column(piece.x, edges, piece.size):
                lines[-1] = replace(last, text=last.text + part, size=max(last.size, piece.size))
            else:
                lines.append(replace(piece, text=part))
    return [replace(line, text=text) for line in lines if (text := tidy(_hyphen_kept(line.text)))]


def _hyphen_kept(text: str) -> str:
    """A soft hyphen at the end of a line is the one that shows: it breaks the word there."""
    bare = text.rstrip()
    return bare[:-1] + "-" if bare.endswith(("\u00ad", "\u2010")) else text


def _by_columns(lines: Sequence[PdfLine], edges: Sequence[float]) -> list[PdfLine]:
    """Lines from top to bottom; between two that cross the columns the columns follow each other."""
    ordered: list[PdfLine] = []
    waiting: list[list[PdfLine]] = [[] for _ in edges]
    for line in sorted(lines, key=lambda line: (-round(line.y), line.x)):
        column = _column(line.x, edges, line.size)
        crosses = column + 1 < len(edges) and line.right > edges[column + 1] + 2 * line.size
        if crosses:
            ordered += [one for part in waiting for one in part] + [line]
            waiting = [[] for _ in edges]
        else:
            waiting[column].append(line)
    return ordered + [one for part in waiting for one in part]
