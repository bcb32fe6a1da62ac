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

from markupsafe import Markup

from qa.show.briefing.blocks import Row, When
from qa.show.briefing.words import MONTHS, UNKNOWN, letter, plain_moment
from qa.text import safe
from qa.types.briefing import Comparison, Difference, Finding, Series

RADIUS = 10
STEP = 24
"""From one dot of a day to the next above it."""

LABEL = 46
"""Width that the label of a day needs."""

BREAK = 45
"""Days without an event from which the axis is broken: a scale that is true to them would crowd the rest."""

CHARACTER = 6.3
"""Mean width of a character at 12 pixels, a little generous: system fonts differ."""


def tag(name: str, *inside: str, **attributes: object) -> Markup:
    """An element. Texts and values are escaped here and nowhere else; what is markup already is kept.

    `class_` is `class`, numbers have one digit behind the point.
    """
    shown = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
    )
    if not inside:
        return Markup("<{}{}/>").format(name, shown)
    content = Markup("").join(part if isinstance(part, Markup) else safe(part) for part in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(name, shown, content)


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else safe(str(value))


def timeline_svg(rows: Sequence[Row], width: int, key: str) -> Markup:
    """Dots on an axis of days, numbered like the list; hollow ones are announced. `key` makes ids unique."""
    columns: dict[date, list[tuple[int, Row]]] = {}
    unknown: list[tuple[int, Row]] = []
    for number, row in enumerate(rows, start=1):
        first = _when(row).moment.first
        (unknown if first is None else columns.setdefault(first, [])).append((number, row))
    days = sorted(columns)
    side = RADIUS + 24
    room = _undated_room(len(unknown), width) if unknown else 0
    places = _places(days, side, width - side - room)
    crowded = any(b - a < 2 * RADIUS + 2 for a, b in pairwise(places))  # then every second day is raised
    most = max((len(column) for column in columns.values()), default=1) + crowded
    axis = 14 + most * STEP
    shapes = [_line("axis", 0, axis, width - room, axis)] if days else []
    shapes += _breaks(days, places, axis)
    for place, (day_, x) in enumerate(zip(days, places, strict=True)):
        foot = axis - 6 - (STEP if crowded and place % 2 else 0)
        shapes.append(_line("axis", x, foot, x, axis + 4))
        shapes += [
            _dot(x, foot - RADIUS - level * STEP, n, row) for level, (n, row) in enumerate(columns[day_])
        ]
    shapes += _labels(days, places, columns, axis)
    shapes += _undated(unknown, width - room, room, axis)
    return _svg(width, axis + 48, shapes, key, "Timeline", _told(rows))


def _when(row: Row) -> When:
    assert row.when is not None  # events stand under a day, if only one that is not known
    return row.when


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return tag("line", class_=kind, x1=x1, y1=y1, x2=x2, y2=y2)


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


def _breaks(days: Sequence[date], places: Sequence[float], axis: float) -> list[Markup]:
    """Two strokes across the axis where a long time without an event is cut short."""
    shapes = []
    for n in range(1, len(days)):
        if (days[n] - days[n - 1]).days > BREAK and places[n] - places[n - 1] > 2 * RADIUS + 4:
            middle = (places[n - 1] + places[n]) / 2
            shapes.append(tag("rect", class_="paper", x=middle - 4, y=axis - 6, width=8, height=12))
            strokes = (middle - 4, middle + 4)
            shapes += [_line("axis", at - 3, axis + 6, at + 3, axis - 6) for at in strokes]
    return shapes


def _labels(
    days: Sequence[date],
    places: Sequence[float],
    columns: dict[date, list[tuple[int, Row]]],
    axis: float,
) -> list[Markup]:
    """The days under the axis in two rows; what fits in neither is left to the list."""
    free = [-LABEL, -LABEL]
    year = None
    shapes: list[Markup] = []
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
        shapes.append(tag("text", words, class_="day", x=x, y=axis + 20 + 17 * row))
    return shapes


def _short(day_: date, row: Row) -> str:
    precision = _when(row).moment.precision
    if precision == "year":
        return str(day_.year)
    month = MONTHS[day_.month - 1]
    return month if precision == "month" else f"{day_.day} {month}"


def _dot(x: float, y: float, number: int, row: Row) -> Markup:
    return tag(
        "g",
        tag("title", _title(number, row)),
        tag("circle", cx=x, cy=y, r=RADIUS),
        tag("text", str(number), x=x, y=y + 3.6),
        class_=f"dot {'planned' if row.planned else 'held'}",
    )


def _title(number: int, row: Row) -> str:
    state = f", {row.state}" if row.state else ""
    text = row.sentence.text if row.sentence else row.words
    return f"{number}. {plain_moment(_when(row).moment)}{state}: {_cut(text, 140)}"


def _undated_room(count: int, width: int) -> int:
    """Room at the right for events whose day is not known: at most a third of the picture."""
    per = 2 * RADIUS + 4
    return max(84, min(width // 3, per * count + 12))


def _undated(rows: Sequence[tuple[int, Row]], left: float, room: float, axis: float) -> list[Markup]:
    if not rows:
        return []
    per = 2 * RADIUS + 4
    across = max(1, int(room - 8) // per)
    shapes = [_line("axis unknown", left + 6, axis, left + room, axis)]
    for place, (number, row) in enumerate(rows):
        x = left + 8 + RADIUS + (place % across) * per
        shapes.append(_dot(x, axis - 6 - RADIUS - (place // across) * STEP, number, row))
    middle = left + 3 + room / 2
    return [*shapes, tag("text", "day unknown", class_="day", x=middle, y=axis + 20)]


def _told(rows: Sequence[Row]) -> str:
    """The description of a timeline in words."""
    moments = [_when(row).moment for row in rows]
    days = [plain_moment(moment) for moment in moments if moment.first]
    announced = sum(row.planned for row in rows)
    parts = [f"{len(rows)} events"]
    if days:
        parts.append(f"from {days[0]} to {days[-1]}" if days[0] != days[-1] else f"on {days[0]}")
    if announced:
        parts.append(f"{announced} of them announced")
    if unknown := sum(moment.first is None for moment in moments):
        parts.append(f"{unknown} without a known day")
    return ", ".join(parts) + ". The list below has each with its number."


@dataclass(frozen=True, slots=True)
class _Claim:
    """One claim of the map: its words, and what each outlet has in its cell."""

    words: str
    cells: dict[str, tuple[str, ...]]
    """Outlet -> letters of the sides it gives; an empty letter is the claim itself."""


MOST_CLAIMS = 5


def claims_svg(comparison: Comparison, width: int, key: str) -> Markup:
    """Who says what: a row for each difference and confirmed claim, a column for each outlet.

    A dot: the outlet says it. Letters: which side of a difference it gives. A stroke: it is silent. Empty
    when there is nothing in which outlets could differ.
    """
    rows = [_difference_row(d) for d in comparison.differences]
    rows += [_finding_row(f) for f in comparison.confirmed[:MOST_CLAIMS]]
    outlets = list(dict.fromkeys(outlet for row in rows for outlet in row.cells))
    if not rows or len(outlets) < 2:
        return Markup("")
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
        shapes.append(_line("rule", 0, y, width, y))
        shapes += [tag("text", line, class_="claim", x=0, y=y + 20 + 17 * n) for n, line in enumerate(lines)]
        middle = y + height - 16 if narrow else y + height / 2
        shapes += [
            _cell(left + column * (n + 0.5), middle, row.cells.get(outlet))
            for n, outlet in enumerate(outlets)
        ]
        y += max(height, 34)
    return _svg(width, y + 2, shapes, key, "Who says it and who is silent", _claims_told(rows))


def _difference_row(difference: Difference) -> _Claim:
    cells: dict[str, tuple[str, ...]] = {}
    for index, side in enumerate(difference.sides):
        outlet = side.outlet or UNKNOWN
        cells[outlet] = (*cells.get(outlet, ()), letter(index))
    phrases = [f"{letter(n)}: {_cut(side.phrase.rstrip('.'), 70)}" for n, side in enumerate(difference.sides)]
    return _Claim("; ".join(phrases), cells)


def _finding_row(finding: Finding) -> _Claim:
    return _Claim(_cut(finding.sentence.text, 110), dict.fromkeys(finding.outlets, ("",)))


def _head(outlet: str, x: float, top: float) -> Markup:
    turned = f"translate({x + 4:.1f} {top}) rotate(-55)"
    return tag("text", _cut(outlet, 24), class_="outlet", transform=turned)


def _cell(x: float, y: float, letters: Iterable[str] | None) -> Markup:
    if letters is None:
        return _line("silent", x - 4, y, x + 4, y)
    given = tuple(letters)
    shapes: list[Markup] = []
    for place, side in enumerate(given):
        at = x + (place - (len(given) - 1) / 2) * 19
        if not side:
            shapes.append(tag("circle", class_="said", cx=at, cy=y, r=5.5))
            continue
        kind = "first" if side == "A" else "other"
        dot = tag("circle", cx=at, cy=y, r=9), tag("text", side, x=at, y=y + 4)
        shapes.append(tag("g", *dot, class_=f"side {kind}"))
    return Markup("").join(shapes)


def _claims_told(rows: Sequence[_Claim]) -> str:
    """The map in words, row by row."""
    told = []
    for row in rows:
        who = [f"{outlet} {' and '.join(letters)}".strip() for outlet, letters in row.cells.items()]
        told.append(f"{row.words.rstrip('.')}: {', '.join(who)}")
    return ". ".join(told) + "."


def series_svg(series: Series, width: int, key: str) -> Markup:
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
    shapes = [_line("axis", 0, bottom + 8, width, bottom + 8), tag("path", class_="steps", d=path)]
    for n, (point, x, y) in enumerate(zip(series.points, xs, ys, strict=True)):
        kind = "newest" if point.newest else "earlier"
        label = _label(point.value, x, y, falls=n > 0 and ys[n - 1] < y)
        dot = tag("title", point.written), tag("circle", cx=x, cy=y, r=5), label
        shapes.append(tag("g", *dot, class_=f"point {kind}"))
        if len(values) < 8 or n in (0, len(values) - 1):
            words = f"{point.day.day} {MONTHS[point.day.month - 1]}" if point.day else "undated"
            shapes.append(tag("text", words, class_="day", x=x, y=bottom + 27))
    told = ", ".join(f"{p.written} ({p.day or 'undated'}, {p.outlet or UNKNOWN})" for p in series.points)
    return _svg(width, height, shapes, key, series.about, told)


def _label(value: float, x: float, y: float, *, falls: bool) -> Markup:
    """The value above its point; beside it where the line comes down from above."""
    if falls:
        return tag("text", _number(value), class_="beside", x=x - 10, y=y + 5)
    return tag("text", _number(value), x=x, y=y - 11)


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


def _svg(width: float, height: float, shapes: Iterable[Markup], key: str, title: str, told: str) -> Markup:
    """The picture with its text alternative; `key` tells its ids from those of other pictures."""
    return tag(
        "svg",
        tag("title", title, id=f"{key}-t"),
        tag("desc", told, id=f"{key}-d"),
        *shapes,
        class_="picture",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
    )
