"""The checks that hold a claim against the words it cites, one small function each.

A check returns None, or why the two disagree: the end of a sentence that a reader understands. Checks look
for disagreement only, in things that can be compared exactly; whether the words support the claim at all is
for `support`. Where a reason is a `Doubt`, the two may agree all the same and the score weighs it: of the
sentences of the locked and fresh drafts that were removed wrongly, two thirds were so by checks alone. What
each check removes on texts that it was not made for is in docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa.answer.verify.checks.dates import dates_agree
from qa.answer.verify.checks.names import names_agree
from qa.answer.verify.checks.negation import negations_agree
from qa.answer.verify.checks.numbers import numbers_agree
from qa.answer.verify.checks.opposites import opposites_agree
from qa.answer.verify.checks.roles import figures_agree, roles_agree
from qa.answer.verify.checks.speech import (
    quotations_agree,
    said_agrees,
    somebody_says_it,
    speakers_agree,
    stated,
)
from qa.answer.verify.facts import Doubt, Facts, Ground

Check = Callable[[Facts, Ground], str | None]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("quotations", quotations_agree),
    ("numbers", numbers_agree),
    ("dates", dates_agree),
    ("names", names_agree),
    ("speakers", speakers_agree),
    ("nobody", somebody_says_it),
    ("orders", stated),
    ("statements", said_agrees),
    ("roles", roles_agree),
    ("figures", figures_agree),
    ("negation", negations_agree),
    ("opposites", opposites_agree),
)


DOUBTED = ("numbers", "dates", "names", "opposites")
"""Checks whose reasons may be doubts. Speakers and negation as doubts too: the same share of faults is caught
where as many faithful drafts are removed (.50 of the hard ones at .10), and a "not" too many would pass."""


def disagreements(claim: Facts, ground: Ground) -> dict[str, str]:
    """The checks that fail, by name, with their reasons, in the order of `CHECKS`."""
    found = ((name, check(claim, ground)) for name, check in CHECKS)
    return {name: reason for name, reason in found if reason}


def refutes(failed: Mapping[str, str]) -> bool:
    """Whether any of the failed checks settles it."""
    return any(not isinstance(reason, Doubt) for reason in failed.values())
