"""Each conclusion is computed again from the articles before it is shown; one that differs is not shown.

An operand's words must stand where its citation says; its day is read from them again, with the day of its
article; its value is among the numbers there. Then the operation is done again, and must give the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qa.brief.read.moments import moment_of
from qa.text import Number, base_value, dates, numbers
from qa.types import Article, Computed, Operand

Articles = Mapping[str, Article]

AGED = {None, "year"}
"""Units in which an age stands: "a 77-year-old pastor", "Ida Brandt, 41, ..."."""

CITED = ("order", "difference", "verdict", "union")
"""Operations whose operands must be cited; those that count name the articles instead."""


def fault(computed: Computed, articles: Articles) -> str:
    """Why a conclusion does not hold, in words; empty when it does."""
    if not computed.operands:
        return "it rests on nothing"
    for operand in computed.operands:
        if problem := _operand_fault(computed, operand, articles):
            return problem
    if (again := result_of(computed)) != computed.result:
        return f"computed again it gives {again}, not {computed.result}"
    return ""


def result_of(computed: Computed) -> str | float | None:
    """What the operation gives for these operands; None where they do not allow it."""
    first, *rest = computed.operands
    if computed.operation == "order":
        return order_of(first, rest[0]) if rest else None
    if computed.operation == "difference":
        return difference_of(first, rest[0]) if rest else None
    if computed.operation == "verdict":
        said = {o.label for o in computed.operands}
        return said.pop() if len(said) == 1 else "both"
    if computed.operation == "union":
        return float(len({o.written.casefold() for o in computed.operands}))
    if computed.operation == "count":
        return first.value
    return max(computed.operands, key=lambda o: o.value or 0.0).label


def order_of(a: Operand, b: Operand) -> str | None:
    """Whether the days of `a` lie before or after those of `b`; None where they overlap and differ."""
    if not (a.first and a.last and b.first and b.last):
        return None
    if a.last < b.first:
        return "before"
    if b.last < a.first:
        return "after"
    return "same day" if a.first == a.last == b.first == b.last else None


def difference_of(a: Operand, b: Operand) -> float | None:
    """The value of `a` less that of `b`, to ten digits; None unless both have one, in one unit.

    "73 months" and "40 years" are of one family: the difference is in its base unit, as `base_value` has it.
    """
    if a.value is None or b.value is None:
        return None
    if a.unit == b.unit or {a.unit, b.unit} == AGED:
        return float(f"{a.value - b.value:.10g}")
    (first, unit), (second, other) = (in_base(one) for one in (a, b))
    return float(f"{first - second:.10g}") if unit == other else None


def in_base(operand: Operand) -> tuple[float, str | None]:
    """The value of an operand in the base unit of its family, and that unit."""
    return base_value(Number(operand.value or 0.0, operand.unit, 0, 0))


def _operand_fault(computed: Computed, operand: Operand, articles: Articles) -> str:
    if operand.citation is None:
        if computed.operation in CITED:
            return f"{operand.label} is not cited"
        return (
            ""
            if operand.value == len(operand.articles) or not operand.articles
            else "the articles are not as many"
        )
    cited = operand.citation
    article = articles.get(cited.article_id)
    if article is None or article.text[cited.start : cited.end] != cited.quote:
        return f"the words for {operand.label} are not where the citation says"
    if operand.written and operand.written not in cited.quote:
        return f"{operand.written} is not in the cited words"
    if computed.operation == "order" and not dated(operand, article):
        return f"the cited words do not date {operand.label}"
    if computed.operation == "difference" and not any(
        n.value == operand.value and n.unit == operand.unit for n in numbers(cited.quote)
    ):
        return f"the cited words do not have {operand.written}"
    return ""


def dated(operand: Operand, article: Article) -> bool:
    """Whether the cited words, read again, give the days of the operand."""
    return operand.citation is not None and any(
        (first, last) == (operand.first, operand.last)
        for _, first, last in days_in(operand.citation.quote, article.published)
    )


def days_in(text: str, published: date | None) -> list[tuple[str, date, date]]:
    """Each date of a text as written, with its first and last day; what its words do not fix is left out."""
    found = []
    for mention in dates(text):
        moment = moment_of(text, (mention.start, mention.end), [mention], published)
        if moment.first and moment.last:
            found.append((text[mention.start : mention.end], moment.first, moment.last))
    return found
