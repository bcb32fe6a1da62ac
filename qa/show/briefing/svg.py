"""The pictures of a briefing, drawn as SVG: the timeline, who says what, figures that change.

Only the classes are set here; colours come from the style sheet of the page, so that light, dark and print
share one drawing. Each picture repeats what a list beside it says in words, and has a text alternative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from qa.show.briefing.words import MONTHS, UNKNOWN, letter, plain_moment
from qa.show.html import escape
from qa.types.briefing import Comparison, Difference, Finding, Series, TimelineEvent

RADIUS = 10
STEP = 24
"""From one dot of a day to the next above it."""

LABEL = 46
"""Width that the label of a day needs."""

BREAK = 45
"""Days without an event from which the axis is broken: a scale that is true to them would crowd the rest."""

CHARACTER = 6.3
"""Mean width of a character at 12 pixels, a little generous: system fonts differ."""


def timeline_svg(events: Sequence[TimelineEvent], width: int, key: str) -> str:
    """Dots on an axis of days, numbered like the list; hollow ones are announced. `key` makes ids unique."""
    known = [(n, e) for n, e in enumerate(events, start=1) if e.when.first]
    unknown = [(n, e) for n, e in enumerate(events, start=1) if not e.when.first]
    columns: dict[date, list[tuple[int, TimelineEvent]]] = {}
    for number, event in known:
        if event.when.first:
            columns.setdefault(event.when.first, []).append((number, event))
    days = sorted(columns)
    side = RADIUS + 24
    room = _undated_room(len(unknown), width) if unknown else 0
    places = _places(days, side, width - side - room)
    crowded = any(b - a < 2 * RADIUS + 2 for a, b in pairwise(places))  # then every second day is raised
    rows = max((len(column) for column in columns.values()), default=1) + crowded
    axis = 14 + rows * STEP
    shapes = [f'<line class="axis" x1="0" y1="{axis}" x2="{width - room}" y2="{axis}"/>'] if days else []
    shapes += _breaks(days, places, axis)
    for place, (day_, x) in enumerate(zip(days, places, strict=True)):
        foot = axis - 6 - (STEP if crowded and place % 2 else 0)
        shapes.append(f'<line class="axis" x1="{x:.1f}" y1="{foot}" x2="{x:.1f}" y2="{axis + 4}"/>')
        shapes += [
            _dot(x, foot - RADIUS - row * STEP, n, event) for row, (n, event) in enumerate(columns[day_])
        ]
    shapes += _labels(days, places, columns, axis)
    shapes += _undated(unknown, width - room, room, axis)
    return _svg(width, axis + 48, shapes, key, "Timeline", _told(events))


def _places(days: Sequence[date], left: float, right: float) -> list[float]:
    """Where each day stands: distances grow with the logarithm of the days between, so that none is lost."""
    if len(days) < 2:
        return [(left + right) / 2] if days else []
    gaps = [math.log2(1 + min(BREAK, (b - a).days)) for a, b in pairwise(days)]
    least = min(2.0 * RADIUS + 3, (right - left) / len(gaps))
    spare = max(0.0, right - left - least * len(gaps))
    places = [left]
    for gap in gaps:
        places.append(places[-1] + least + spare * gap / sum(gaps))
    return places


def _breaks(days: Sequence[date], places: Sequence[float], axis: float) -> list[str]:
    """Two strokes across the axis where a long time without an event is cut short."""
    shapes = []
    for n in range(1, len(days)):
        if (days[n] - days[n - 1]).days > BREAK and places[n] - places[n - 1] > 2 * RADIUS + 4:
            middle = (places[n - 1] + places[n]) / 2
            shapes.append(f'<rect class="paper" x="{middle - 4:.1f}" y="{axis - 6}" width="8" height="12"/>')
            for shift in (-4, 4):
                at = middle + shift
                shapes.append(
                    f'<line class="axis" x1="{at - 3:.1f}" y1="{axis + 6}" '
                    f'x2="{at + 3:.1f}" y2="{axis - 6}"/>'
                )
    return shapes


def _labels(
    days: Sequence[date],
    places: Sequence[float],
    columns: dict[date, list[tuple[int, TimelineEvent]]],
    axis: float,
) -> list[str]:
    """The days under the axis in two rows; what fits in neither is left to the list."""
    free = [-LABEL, -LABEL]
    year, shapes = None, []
    for day_, x in zip(days, places, strict=True):
        row = 0 if x - free[0] >= LABEL else 1
        if x - free[row] < LABEL:
            continue
        free[row] = int(x)
        words = _short(day_, columns[day_][0][1])
        if day_.year != year and words != str(day_.year):
            words += f" {day_.year}"
            free[row] += 22
        year = day_.year
        shapes.append(f'<text class="day" x="{x:.1f}" y="{axis + 20 + 17 * row}">{words}</text>')
    return shapes


def _short(day_: date, event: TimelineEvent) -> str:
    if event.when.precision == "year":
        return str(day_.year)
    month = MONTHS[day_.month - 1]
    return month if event.when.precision == "month" else f"{day_.day} {month}"


def _dot(x: float, y: float, number: int, event: TimelineEvent) -> str:
    kind = "planned" if event.planned else "held"
    return (
        f'<g class="dot {kind}"><title>{_title(number, event)}</title>'
        f'<circle cx="{x:.1f}" cy="{y}" r="{RADIUS}"/><text x="{x:.1f}" y="{y + 3.6}">{number}</text></g>'
    )


def _title(number: int, event: TimelineEvent) -> str:
    state = "" if event.state == "happened" else f", {event.state}"
    return escape(f"{number}. {plain_moment(event.when)}{state}: {_cut(event.sentence.text, 140)}")


def _undated_room(count: int, width: int) -> int:
    """Room at the right for events whose day is not known: at most a third of the picture."""
    per = 2 * RADIUS + 4
    return max(84, min(width // 3, per * count + 12))


def _undated(rows: Sequence[tuple[int, TimelineEvent]], left: float, room: float, axis: float) -> list[str]:
    if not rows:
        return []
    per = 2 * RADIUS + 4
    across = max(1, int(room - 8) // per)
    shapes = [f'<line class="axis unknown" x1="{left + 6}" y1="{axis}" x2="{left + room}" y2="{axis}"/>']
    for place, (number, event) in enumerate(rows):
        x = left + 8 + RADIUS + (place % across) * per
        shapes.append(_dot(x, axis - 6 - RADIUS - (place // across) * STEP, number, event))
    middle = left + 3 + room / 2
    return [*shapes, f'<text class="day" x="{middle:.1f}" y="{axis + 20}">day unknown</text>']


def _told(events: Sequence[TimelineEvent]) -> str:
    """The description of a timeline in words."""
    days = [plain_moment(e.when) for e in events if e.when.first]
    announced = sum(e.planned for e in events)
    parts = [f"{len(events)} events"]
    if days:
        parts.append(f"from {days[0]} to {days[-1]}" if days[0] != days[-1] else f"on {days[0]}")
    if announced:
        parts.append(f"{announced} of them announced")
    if unknown := sum(e.when.first is None for e in events):
        parts.append(f"{unknown} without a known day")
    return ", ".join(parts) + ". The list below has each with its number."


@dataclass(frozen=True, slots=True)
class _Row:
    """One claim of the map: its words, and what each outlet has in its cell."""

    words: str
    cells: dict[str, tuple[str, ...]]
    """Outlet -> letters of the sides it gives; an empty letter is the claim itself."""


MOST_CLAIMS = 5


def claims_svg(comparison: Comparison, width: int, key: str) -> str:
    """Who says what: a row for each difference and confirmed claim, a column for each outlet.

    A dot: the outlet says it. Letters: which side of a difference it gives. A stroke: it is silent. Empty
    when there is nothing in which outlets could differ.
    """
    rows = [_difference_row(d) for d in comparison.differences]
    rows += [_finding_row(f) for f in comparison.confirmed[:MOST_CLAIMS]]
    outlets = list(dict.fromkeys(outlet for row in rows for outlet in row.cells))
    if not rows or len(outlets) < 2:
        return ""
    narrow = width < 500
    longest = max(len(_cut(o, 24)) for o in outlets)
    spare = int(0.57 * CHARACTER * longest) - 16  # the last name leans out over its column
    column = min(64, (width - spare - (0 if narrow else 280)) // len(outlets))
    left = width - spare - column * len(outlets)
    top = int(min(150, 14 + CHARACTER * 0.82 * longest))
    shapes = [_head(outlet, left + column * (n + 0.5), top) for n, outlet in enumerate(outlets)]
    y = float(top + 10)
    for row in rows:
        lines = _wrapped(row.words, width if narrow else left - 16)
        height = 17 * len(lines) + (34 if narrow else 14)
        shapes.append(f'<line class="rule" x1="0" y1="{y:.0f}" x2="{width}" y2="{y:.0f}"/>')
        shapes += [
            f'<text class="claim" x="0" y="{y + 20 + 17 * n:.0f}">{escape(line)}</text>'
            for n, line in enumerate(lines)
        ]
        middle = y + height - 16 if narrow else y + height / 2
        shapes += [
            _cell(left + column * (n + 0.5), middle, row.cells.get(outlet))
            for n, outlet in enumerate(outlets)
        ]
        y += max(height, 34)
    return _svg(width, y + 2, shapes, key, "Who says it and who is silent", _claims_told(rows))


def _difference_row(difference: Difference) -> _Row:
    cells: dict[str, tuple[str, ...]] = {}
    for index, side in enumerate(difference.sides):
        outlet = side.outlet or UNKNOWN
        cells[outlet] = (*cells.get(outlet, ()), letter(index))
    phrases = [f"{letter(n)}: {_cut(side.phrase.rstrip('.'), 70)}" for n, side in enumerate(difference.sides)]
    return _Row("; ".join(phrases), cells)


def _finding_row(finding: Finding) -> _Row:
    return _Row(_cut(finding.sentence.text, 110), dict.fromkeys(finding.outlets, ("",)))


def _head(outlet: str, x: float, top: float) -> str:
    turned = f"translate({x + 4:.1f} {top}) rotate(-55)"
    return f'<text class="outlet" transform="{turned}">{escape(_cut(outlet, 24))}</text>'


def _cell(x: float, y: float, letters: Iterable[str] | None) -> str:
    if letters is None:
        return f'<line class="silent" x1="{x - 4:.1f}" y1="{y:.1f}" x2="{x + 4:.1f}" y2="{y:.1f}"/>'
    given = tuple(letters)
    shapes = []
    for place, side in enumerate(given):
        at = x + (place - (len(given) - 1) / 2) * 19
        if not side:
            shapes.append(f'<circle class="said" cx="{at:.1f}" cy="{y:.1f}" r="5.5"/>')
            continue
        kind = "first" if side == "A" else "other"
        shapes.append(
            f'<g class="side {kind}"><circle cx="{at:.1f}" cy="{y:.1f}" r="9"/>'
            f'<text x="{at:.1f}" y="{y + 4:.1f}">{side}</text></g>'
        )
    return "".join(shapes)


def _claims_told(rows: Sequence[_Row]) -> str:
    """The map in words, row by row."""
    told = []
    for row in rows:
        who = [f"{outlet} {' and '.join(letters)}".strip() for outlet, letters in row.cells.items()]
        told.append(f"{row.words.rstrip('.')}: {', '.join(who)}")
    return ". ".join(told) + "."


def series_svg(series: Series, width: int, key: str) -> str:
    """A figure that changes, as steps: a value holds until another is published. The newest is filled."""
    height, top, bottom, side = 168, 34, 126, 34
    values = [point.value for point in series.points]
    low = min(values) if min(values) > 0.6 * max(values) else min(0.0, *values)
    span = (max(values) - low) or 1.0
    pad = 0.25 * span if low else 0.0
    step = (width - 2 * side) / max(1, len(values) - 1)
    xs = [side + step * n for n in range(len(values))] if len(values) > 1 else [width / 2]
    ys = [bottom - (v - low + pad) / (span + pad) * (bottom - top) for v in values]
    path = f"M{xs[0]:.1f} {ys[0]:.1f}"
    path += "".join(f"H{x:.1f}V{y:.1f}" for x, y in zip(xs[1:], ys[1:], strict=True))
    shapes = [f'<line class="axis" x1="0" y1="{bottom + 8}" x2="{width}" y2="{bottom + 8}"/>']
    shapes.append(f'<path class="steps" d="{path}"/>')
    for n, (point, x, y) in enumerate(zip(series.points, xs, ys, strict=True)):
        kind = "newest" if point.newest else "earlier"
        shapes.append(
            f'<g class="point {kind}"><title>{escape(point.written)}</title>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
            f"{_label(point.value, x, y, falls=n > 0 and ys[n - 1] < y)}</g>"
        )
        if len(values) < 8 or n in (0, len(values) - 1):
            words = f"{point.day.day} {MONTHS[point.day.month - 1]}" if point.day else "undated"
            shapes.append(f'<text class="day" x="{x:.1f}" y="{bottom + 27}">{words}</text>')
    told = ", ".join(f"{p.written} ({p.day or 'undated'}, {p.outlet or UNKNOWN})" for p in series.points)
    return _svg(width, height, shapes, key, series.about, told)


def _label(value: float, x: float, y: float, *, falls: bool) -> str:
    """The value above its point; beside it where the line comes down from above."""
    if falls:
        return f'<text class="beside" x="{x - 10:.1f}" y="{y + 5:.1f}">{_number(value)}</text>'
    return f'<text x="{x:.1f}" y="{y - 11:.1f}">{_number(value)}</text>'


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _cut(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rsplit(" ", 1)[0] + " …"


def _wrapped(text: str, width: float) -> list[str]:
    """The words in lines of this width, at most three."""
    most = max(12, int(width / CHARACTER))
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > most and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], _cut(" ".join(lines[2:]), most)]


def _svg(width: float, height: float, shapes: Iterable[str], key: str, title: str, told: str) -> str:
    """The picture with its text alternative; `key` tells its ids from those of other pictures."""
    return (
        f'<svg class="picture" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" '
        f'role="img" aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(told)}</desc>{"".join(shapes)}</svg>'
    )
