"""The checks that hold a claim against the words it cites, one small function each.

A check returns None, or why the two disagree: the end of a sentence that a reader understands. Checks look
for disagreement only, in things that can be compared exactly; whether the words support the claim at all is
for `support`. What each check removes on texts that it was not made for is in docs/quality.md.
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
from qa.answer.verify.facts import Facts, Ground

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


def disagreements(claim: Facts, ground: Ground) -> dict[str, str]:
    """The checks that fail, by name, with their reasons, in the order of `CHECKS`."""
    found = ((name, check(claim, ground)) for name, check in CHECKS)
    return {name: reason for name, reason in found if reason}


def gravest(failed: Mapping[str, str]) -> str:
    """The reason to tell of those that `disagreements` gives; empty where there are none.

    What the source says otherwise comes before a name that it only lacks: a reader who finds "was not
    connected" in the cited words would wonder why they are told of a name.
    """
    first = next(iter(failed), "")
    otherwise = next((failed[name] for name in ("negation", "opposites") if name in failed), "")
    return otherwise or failed[first] if first == "names" else failed.get(first, "")
