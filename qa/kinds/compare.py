"""Amounts held against each other: each found and cited alone, then the difference, computed."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answer.extractive.select import Candidate
from qa.kinds.find import KindContext, cited, names_all, quoted, share
from qa.kinds.outcome import Outcome
from qa.kinds.recompute import difference_of
from qa.kinds.words.comparison import Sides, amount_claim, read
from qa.text import Number, content_words, numbers
from qa.text import names as names_in
from qa.types import Computed, Operand

SURE = 0.28
"""The least probability, as an answer to how much one side is, of the sentence that its figure is taken
from."""
SAYS = 0.8
"""The least probability that the sentence says that the side has this amount. Both were chosen on the open
half of `bench/questions/linking.jsonl`, for few wrong conclusions."""
SCORED = 0.1
"""The least probability of the sentence whose score is taken."""
AGES = ("old", "age")
"""Units of a comparison of ages."""
MOST_READ = 8


def answer(question: str, desk: KindContext) -> Outcome | None:
    """The two amounts and their difference; None where the question names no two sides or nothing is
    found.
    """
    sides = read(question)
    if sides is None:
        return None
    desk.look(f"{sides.a} {sides.unit}", f"{sides.b} {sides.unit}", question)
    if sides.scored and (outcome := _scored(question, desk, sides)):
        return outcome
    found = [
        _amount(desk, asked, side, replace(sides, unit=side) if sides.unlike else sides)
        for asked, side in zip(sides.asked, (sides.a, sides.b), strict=True)
    ]
    found = _apart(found, sides)
    checked = quoted(desk, [row[0] for row in found if row])
    operands = [
        Operand(
            side,
            sentence.citations[0],
            row[1].value,
            row[1].unit,
            written=row[0].text[row[1].start : row[1].end],
        )
        for side, row in zip((sides.a, sides.b), found, strict=True)
        if row and (sentence := cited(checked.sentences, row[0]))
    ]
    if not operands:
        return None
    missing = tuple(asked for asked, row in zip(sides.asked, found, strict=True) if not row)
    if len(operands) < 2:
        return Outcome(checked.sentences, (), missing)
    difference = difference_of(operands[0], operands[1])
    same = operands[0].citation == operands[1].citation and operands[0].written == operands[1].written
    if difference is None or same:
        return Outcome(
            checked.sentences, (), (question,), ("the figures found are not of one unit, or are one figure",)
        )
    told = _said(operands, difference, aged=sides.unit in AGES)
    return Outcome(checked.sentences, (Computed("difference", tuple(operands), difference, told),))


_SCORE = re.compile(r"(?<![\d.,])(\d{1,4})(?:\s?(?:--|[–—-])\s?|\s+(?:to|votes to)\s+)(\d{1,4})(?![\d.,]*\d)")


def _scored(question: str, desk: KindContext, sides: Sides) -> Outcome | None:
    """The difference of the score that a sentence states, the greater figure for the first side."""
    told = [
        c
        for c in desk.ranked(sides.scored)
        if c.probability >= SCORED and _SCORE.search(c.text) and names_all(c.evidence.article, question)
    ]
    if not told:
        return None
    best = told[0]
    found = _SCORE.findall(best.text)
    checked = quoted(desk, [best])
    sentence = cited(checked.sentences, best)
    if len(found) != 1 or sentence is None:
        return None
    written = sorted(found[0], key=float, reverse=True)
    operands = [
        Operand(side, sentence.citations[0], float(number), None, written=number)
        for side, number in zip((sides.a, sides.b), written, strict=True)
    ]
    difference = difference_of(operands[0], operands[1])
    if not difference or not all(_stands(sentence.citations[0].quote, o) for o in operands):
        return None
    made = Computed("difference", tuple(operands), difference, _said(operands, difference))
    return Outcome(checked.sentences, (made,))


def _stands(quote: str, operand: Operand) -> bool:
    """Whether the figure is read as a number of no unit: a conclusion that is not is not shown."""
    return any(n.value == operand.value and n.unit is None for n in numbers(quote))


def _said(operands: list[Operand], difference: float, *, aged: bool = False) -> str:
    """The conclusion in words: both amounts, the difference, and the ratio where it tells something; with
    `aged` they are years of age.
    """
    a, b = operands
    if difference == 0:
        return f"{a.label} ({a.written}) and {b.label} ({b.written}) are equal"
    more, less = (a, b) if difference > 0 else (b, a)
    unit = {None: "", "%": " percentage points", "ordinal": "", "clock": " minutes"}.get(
        more.unit, f" {more.unit}"
    )
    ratio = (
        f", {more.value / less.value:.3g} times as much"
        if more.value and less.value and less.value > 0
        else ""
    )
    if aged:
        older = f"{more.label} ({more.written}) is older than {less.label} ({less.written})"
        return f"{older} by {abs(difference):g} {'year' if abs(difference) == 1 else 'years'}"
    held = f"{more.label} ({more.written}) is above {less.label} ({less.written})"
    return f"{held} by {abs(difference):,.10g}{unit}{ratio}"


def _amount(desk: KindContext, asked: str, side: str, sides: Sides) -> tuple[Candidate, Number] | None:
    """The sentence that tells one side's amount, and the figure in it nearest to the side's words.

    The judge must read in the sentence that the side has this amount.
    """
    rows: list[tuple[Candidate, Number]] = []
    for candidate in desk.ranked(asked)[:MOST_READ]:
        if sides.unit in AGES and (age := _age_of(candidate.text, side)):
            return candidate, age
        if candidate.probability >= SURE and names_all(candidate.evidence.article, side):
            number = _figure(candidate.text, side, sides)
            rows += [(candidate, number)] if number else []
    claims_ = [
        (f"{c.evidence.article.title}. {c.text}", amount_claim(asked, c.text[n.start : n.end]))
        for c, n in rows
    ]
    best: tuple[float, Candidate, Number] | None = None
    for (candidate, number), (says, denies, _) in zip(rows, desk.judge.entails(claims_), strict=True):
        if says < SAYS or denies > says:
            continue
        score = candidate.probability * says * (0.3 + share(candidate, content_words(side)))
        if best is None or score > best[0]:
            best = score, candidate, number
    return (best[1], best[2]) if best else None


def _apart(
    found: list[tuple[Candidate, Number] | None], sides: Sides
) -> list[tuple[Candidate, Number] | None]:
    """Two figures where one was taken for both sides from a sentence that has several: "A with 394 points,
    followed by B with 379". Each side gets the one nearest to its words, in the order of least distance.
    """
    first, second = found
    if not (first and second and first[0].sentence == second[0].sentence and first[1] == second[1]):
        return found
    text = first[0].text
    alike = [
        n
        for n in numbers(text)
        if n.unit == first[1].unit and text[n.start : n.end] not in _VAGUE
        if ":" not in text[max(0, n.start - 1) : n.end + 1]  # a part of a time of day or of a race
    ]
    if first[1] not in alike:
        return found
    pairs = [
        (_distance(text, a, sides.a) + _distance(text, b, sides.b), a, b)
        for a in alike
        for b in alike
        if a != b
    ]
    if not pairs:
        return found
    _, a, b = min(pairs, key=lambda row: row[0])
    return [(first[0], a), (second[0], b)]


def _distance(text: str, number: Number, side: str) -> int:
    """Characters from the nearest word of a side to a figure; a word behind the figure counts as farther."""
    words = set(content_words(side))
    spots = [m.start() for m in re.finditer(r"[\w'’-]+", text) if set(content_words(m[0])) & words]
    return min((abs(number.start - spot) + (20 if number.start < spot else 0) for spot in spots), default=999)


def _age_of(text: str, side: str) -> Number | None:
    """The age that stands beside a person's name: "Marco Gusmini, 21, ..."."""
    for name in names_in(side):
        beside = re.search(rf"{re.escape(name.text.split()[-1])},\s+(?:aged\s+)?(\d{{1,3}})\s*[,.]", text)
        if beside:
            return next((n for n in numbers(text) if n.start == beside.start(1)), None)
    return None


_VAGUE = frozenset(["one", "both", "a", "an", "half"])
_MEASURES = {"strong": (None, "magnitude"), "old": (None, "year"), "age": (None, "year")}


def _figure(text: str, side: str, sides: Sides) -> Number | None:
    """The number that belongs to a side: of the unit asked for, as near as may be to the side's words."""
    found = [
        n for n in numbers(text) if n.unit not in ("ordinal", "clock") and text[n.start : n.end] not in _VAGUE
    ]
    unit = set(content_words(sides.unit))
    wanted = {n.unit for word in sides.unit.split() for n in numbers(f"5 {word}") if n.unit}
    if sides.unit in _MEASURES:
        found = [n for n in found if n.unit in _MEASURES[sides.unit] and text[n.start].isdigit()]
        if sides.unit in AGES:
            found = [
                n
                for n in found
                if 0 < n.value < 120 and re.search(r"age|\bold\b|,\s*\d+\s*,|\bwas \d+\.", text)
            ]
    elif wanted:
        found = [n for n in found if n.unit in wanted]
    elif unit:
        exact = [n for n in found if unit <= set(content_words(text[n.end : n.end + len(sides.unit) + 4]))]
        beside = exact or [n for n in found if set(content_words(text[n.end : n.end + 30])) & unit]
        found = beside or [n for n in found if n.unit is None]
    if not found:
        return None
    return min(found, key=lambda number: _distance(text, number, side))
