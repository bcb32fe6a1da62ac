"""Amounts held against each other: each found and cited alone, then the difference, computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.answer.extractive.select import Candidate
from qa.kinds.find import KindContext, cited, names_all, names_all_in, quoted, share
from qa.kinds.outcome import Outcome
from qa.kinds.recompute import difference_of, in_base
from qa.kinds.words.comparison import Sides, read
from qa.kinds.words.figures import AGES, amount_claim, counts_other, distance, figures, shared_out
from qa.text import Number, base_value, content_words, numbers
from qa.text import names as names_in
from qa.types import Computed, Operand

SURE = 0.2
"""The least probability, as an answer to how much one side is, of the sentence that its figure is taken
from."""
SAYS = 0.8
"""The least probability that the sentence says that the side has this amount; `SAYS_BOTH` where one sentence
tells both amounts and its words share them out."""
SAYS_BOTH = 0.5
RIVAL = 0.5
"""A figure that is less sure than this share of its side's surest is not taken: that one was needed for the
other side."""
BOTH = 0.08
"""The least probability, for either side, of a sentence that tells the amounts of both; for one of them it
must be `SURE`."""
SCORED = 0.1
"""The least probability of the sentence whose score is taken."""
MOST_READ = 8
MOST_FIGURES = 6
"""Sentences, and figures in each, that the judge is asked about: those nearest to the words of the side."""
ANOTHER = 0.6
"""From this share of the surest figure on, a different one of the same side in another sentence leaves open
which is meant: "47 months" of one sentence and "73" of a second one."""
BESIDE = 0.5
"""What a figure counts that is not among the words that the reader takes for the answer, or not the nearest
of its sentence to the words of the question."""

_BOUND = re.compile(
    r"\b(?:(?:fewer|less|lower|smaller|younger|shorter) than|up to|under|below|including|among them|of whom|"
    r"another)\s+$|^\W*(?:of|out of)\b[^,;]*$",
    re.IGNORECASE,
)
"""Behind these stands a bound, a part of an amount, or what a part is taken of ("Of the six, ...")."""


def answer(question: str, desk: KindContext) -> Outcome | None:
    """The two amounts and their difference; None where the question names no two sides or nothing is
    found.
    """
    sides = read(question)
    if sides is None:
        return None
    desk.look(*sides.asked, question)
    if sides.scored and (outcome := _scored(question, desk, sides)):
        return outcome
    first, second, together = _read(desk, sides)
    found = _found(first, second, together)
    for side, rows, own, beside in zip(
        (sides.a, sides.b), (first, second), found, reversed(found), strict=True
    ):
        if own and (rival := _rival(rows, own, beside)):
            checked = quoted(desk, [own[0], rival])
            note = f"the articles tell more than one amount of {side}"
            return Outcome(checked.sentences, (), (question,), (note,))
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


_JOINED = re.compile(r"\s*(?:--|[–—-]|to|votes to|against|versus|compared (?:with|to))\s*")
_LESS = re.compile(r"\b(?:behind|below|trail\w*|lost to|lose to|fewer|less)\b", re.IGNORECASE)


def _score(text: str) -> tuple[Number, Number] | None:
    """The only two figures of a sentence that are joined as a score is: "19-10", "50 percent to 40"."""
    found = [n for n in numbers(text) if n.unit not in ("ordinal", "clock")]
    pairs = [
        (a, b)
        for a, b in pairwise(found)
        if a.unit == b.unit and a.value != b.value and _JOINED.fullmatch(text[a.end : b.start])
    ]
    return pairs[0] if len(pairs) == 1 else None


def _scored(question: str, desk: KindContext, sides: Sides) -> Outcome | None:
    """The difference of the score that a sentence states, the greater figure for the side that is ahead."""
    best = next(
        (
            c
            for c in desk.ranked(sides.scored)[:MOST_READ]
            if c.probability >= SCORED
            and _score(c.text)
            and names_all(c.evidence.article, question)
            and all(names_all_in(f"{c.evidence.article.title} {c.text}", x) for x in (sides.a, sides.b))
        ),
        None,
    )
    if best is None or not (score := _score(best.text)):
        return None
    less, more = sorted(score, key=lambda n: n.value)
    checked = quoted(desk, [best])
    sentence = cited(checked.sentences, best)
    if sentence is None:
        return None
    operands = [
        Operand(side, sentence.citations[0], n.value, n.unit, written=best.text[n.start : n.end])
        for side, n in zip(
            (sides.a, sides.b), (less, more) if _LESS.search(question) else (more, less), strict=True
        )
    ]
    difference = difference_of(operands[0], operands[1])
    if not difference or not all(_stands(sentence.citations[0].quote, o) for o in operands):
        return None
    made = Computed("difference", tuple(operands), difference, _said(operands, difference))
    return Outcome(checked.sentences, (made,))


def _stands(quote: str, operand: Operand) -> bool:
    """Whether the figure is read as the same number: a conclusion that is not is not shown."""
    return any(n.value == operand.value and n.unit == operand.unit for n in numbers(quote))


def _said(operands: list[Operand], difference: float, *, aged: bool = False) -> str:
    """The conclusion in words: both amounts, the difference, and the ratio where it tells something; with
    `aged` they are years of age.
    """
    a, b = operands
    if difference == 0:
        return f"{a.label} ({a.written}) and {b.label} ({b.written}) are equal"
    more, less = (a, b) if difference > 0 else (b, a)
    unit = more.unit if more.unit == less.unit else in_base(more)[1]
    many = (
        "s" if unit and len(unit) > 3 and unit.islower() and unit != "foot" and abs(difference) != 1 else ""
    )
    told = {None: "", "%": " percentage points"}.get(unit, f" {unit}{many}")
    above, below = (in_base(one)[0] for one in (more, less))
    ratio = f", {above / below:.3g} times as much" if below > 0 else ""
    if aged:
        older = f"{more.label} ({more.written}) is older than {less.label} ({less.written})"
        return f"{older} by {abs(difference):g} {'year' if abs(difference) == 1 else 'years'}"
    held = f"{more.label} ({more.written}) is above {less.label} ({less.written})"
    return f"{held} by {abs(difference):,.10g}{told}{ratio}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that may be one side's, the sentence it stands in, and how surely it is."""

    candidate: Candidate
    number: Number
    sure: float


Found = tuple[Candidate, Number] | None


Pair = tuple[float, tuple[Candidate, Number], tuple[Candidate, Number]]


def _read(desk: KindContext, sides: Sides) -> tuple[list[Amount], list[Amount], list[Pair]]:
    """The figures that may be each side's, and those of sentences that tell both."""
    read_ = [desk.ranked(asked)[:MOST_READ] for asked in sides.asked]
    first, second = (
        _amounts(desk, rows, asked, side, unit)
        for rows, asked, side, unit in zip(read_, sides.asked, (sides.a, sides.b), sides.units, strict=True)
    )
    return first, second, _told_together(desk, read_[0], read_[1], sides)


def _found(first: Sequence[Amount], second: Sequence[Amount], together: Sequence[Pair]) -> list[Found]:
    """The figure of each side with its sentence: the surest two of one unit, or those of one sentence that
    tells both; None where there is none.
    """
    pairs = [
        (a.sure * b.sure, (a.candidate, a.number), (b.candidate, b.number))
        for a in first
        for b in second
        if base_value(a.number)[1] == base_value(b.number)[1]
        and a.candidate.sentence.id != b.candidate.sentence.id
        and a.sure >= RIVAL * first[0].sure
        and b.sure >= RIVAL * second[0].sure
    ]
    pairs += together
    if pairs:
        return list(max(pairs, key=lambda row: row[0])[1:])
    return [(rows[0].candidate, rows[0].number) if rows else None for rows in (first, second)]


def _rival(amounts: Sequence[Amount], own: tuple[Candidate, Number], beside: Found) -> Candidate | None:
    """The sentence that gives one side another amount, about as surely as its own one; what the other side
    has is none.
    """
    sure = max((a.sure for a in amounts if (a.candidate, a.number) == own), default=1.0)
    return next(
        (
            other.candidate
            for other in amounts
            if other.sure >= ANOTHER * sure
            and other.candidate.sentence.id != own[0].sentence.id
            and (beside is None or other.candidate.sentence.id != beside[0].sentence.id)
            and base_value(other.number)[1] == base_value(own[1])[1]
            and base_value(other.number) != base_value(own[1])
        ),
        None,
    )


def _told_together(
    desk: KindContext, first: Sequence[Candidate], second: Sequence[Candidate], sides: Sides
) -> list[Pair]:
    """The figures of both sides from one sentence: each side has the one nearest to the words that only its
    own question has.
    """
    words = [set(content_words(asked)) for asked in sides.asked]
    others = {c.sentence.id: c for c in second}
    found = []
    for a in first:
        b = others.get(a.sentence.id)
        if b is None or max(a.probability, b.probability) < SURE or min(a.probability, b.probability) < BOTH:
            continue
        if not all(names_all(a.evidence.article, asked) for asked in sides.asked):
            continue
        near = {n.start: n for unit in sides.units for n in figures(a.text, unit, 2)}
        two = shared_out(a.text, list(near.values()), words[0] - words[1], words[1] - words[0])
        if two and all(says >= SAYS_BOTH for says in _said_of(desk, a, sides.asked, two)):
            found.append((a.probability * b.probability, (a, two[0]), (b, two[1])))
    return found


def _said_of(
    desk: KindContext, candidate: Candidate, asked: Sequence[str], found: Sequence[Number]
) -> list[float]:
    """How probably a sentence says of each side that it has this amount."""
    lead, text = candidate.evidence.article.title, candidate.text
    pairs = [
        (f"{lead}. {text}", amount_claim(one, text[n.start : n.end]))
        for one, n in zip(asked, found, strict=True)
    ]
    return [says for says, _, _ in desk.judge.entails(pairs)]


def _amounts(desk: KindContext, read_: Sequence[Candidate], asked: str, side: str, unit: str) -> list[Amount]:
    """The figures that may be one side's, the surest first.

    The judge must read in the sentence, below its title, that the side has this amount. Of several figures of
    one sentence those count more that the reader takes for the answer, and that stand nearest to the words of
    the question.
    """
    rows: list[tuple[Candidate, Number]] = []
    own = set(content_words(side))
    for candidate in read_:
        if unit in AGES and (age := _age_of(candidate.text, side)):
            return [Amount(candidate, age, 1.0)]
        if candidate.probability >= SURE and names_all(candidate.evidence.article, asked):
            amounts = [
                n
                for n in figures(candidate.text, unit)
                if not _BOUND.search(candidate.text[: n.start])
                and not counts_other(candidate.text, n, unit, asked)
            ]
            amounts.sort(key=lambda n: distance(candidate.text, n, own))
            rows += [(candidate, n) for n in amounts[:MOST_FIGURES]]
    claims_ = [
        (f"{c.evidence.article.title}. {c.text}", amount_claim(asked, c.text[n.start : n.end]))
        for c, n in rows
    ]
    words = set(content_words(asked))
    found = [
        Amount(c, n, c.probability * says * (0.3 + share(c, content_words(side))) * _fits(c, n, words, rows))
        for (c, n), (says, denies, _) in zip(rows, desk.judge.entails(claims_), strict=True)
        if says >= SAYS and denies <= says
    ]
    return sorted(found, key=lambda one: -one.sure)


def _fits(
    candidate: Candidate, number: Number, words: set[str], rows: Sequence[tuple[Candidate, Number]]
) -> float:
    """How far a figure is the one of its sentence that is meant: 1 or less."""
    text = candidate.text
    start, end = candidate.words
    nearest = min(distance(text, n, words) for c, n in rows if c is candidate)
    doubts = (
        not (start < number.end and number.start < end),
        distance(text, number, words) > nearest,
    )
    return float(BESIDE ** sum(doubts))


def _age_of(text: str, side: str) -> Number | None:
    """The age that stands beside a person's name: "Marco Gusmini, 21, ..."."""
    for name in names_in(side):
        beside = re.search(rf"{re.escape(name.text.split()[-1])},\s+(?:aged\s+)?(\d{{1,3}})\s*[,.]", text)
        if beside:
            return next((n for n in numbers(text) if n.start == beside.start(1)), None)
    return None
