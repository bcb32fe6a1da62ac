"""The checks that hold a claim against the words it cites, one small function each.

A check returns None, or why the two disagree: the end of a sentence that a reader understands. Checks look
for disagreement only; whether the words support the claim at all is for `support`.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.answer.verify.checks.clauses import clauses_agree
from qa.answer.verify.checks.figures import dates_agree, numbers_agree
from qa.answer.verify.checks.mood import (
    certainty_agrees,
    conditions_agree,
    limits_agree,
    parts_agree,
    plans_agree,
    reasons_agree,
)
from qa.answer.verify.checks.names import names_agree, quotations_agree, roles_agree, speakers_agree
from qa.answer.verify.checks.roles import doers_agree, offices_agree, voices_agree
from qa.answer.verify.checks.sense import negations_agree
from qa.answer.verify.checks.slots import (
    directions_agree,
    kinds_agree,
    opposites_agree,
    places_agree,
    rates_agree,
)
from qa.answer.verify.checks.words import things_agree
from qa.answer.verify.facts import Facts, Ground

Check = Callable[[Facts, Ground], str | None]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("quotations", quotations_agree),
    ("numbers", numbers_agree),
    ("dates", dates_agree),
    ("names", names_agree),
    ("speakers", speakers_agree),
    ("roles", roles_agree),
    ("negation", negations_agree),
    ("comparison", opposites_agree),
    ("kinds", kinds_agree),
    ("things", things_agree),
    ("places", places_agree),
    ("directions", directions_agree),
    ("rates", rates_agree),
    ("plans", plans_agree),
    ("certainty", certainty_agrees),
    ("conditions", conditions_agree),
    ("limits", limits_agree),
    ("reasons", reasons_agree),
    ("parts", parts_agree),
    ("voices", voices_agree),
    ("doers", doers_agree),
    ("offices", offices_agree),
    ("clauses", clauses_agree),
)


def disagreements(claim: Facts, ground: Ground) -> dict[str, str]:
    """The checks that fail, by name, with their reasons, in the order of `CHECKS`."""
    found = ((name, check(claim, ground)) for name, check in CHECKS)
    return {name: reason for name, reason in found if reason}
