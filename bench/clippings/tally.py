"""How many cases of a half are right, and what is wrong with the others: the command line of two benches."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar


class Case(Protocol):
    """What is told of a case here."""

    @property
    def name(self) -> str:
        """By which it is picked."""

    @property
    def locked(self) -> bool:
        """Whether it is of the half that is run once."""


T = TypeVar("T", bound=Case)


def tally(cases: Iterable[T], faults: Callable[[T], list[str]]) -> int:
    """Prints the faults of each case of `--half` whose name holds a word given. 1 if there are any."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", default="open", choices=("open", "locked", "all"))
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    wrong, count, right = Counter[str](), 0, 0
    for case in cases:
        if args.half != "all" and case.locked != (args.half == "locked"):
            continue
        if args.names and not any(n in case.name for n in args.names):
            continue
        bad = faults(case)
        count, right = count + 1, right + (not bad)
        wrong.update({b.split()[0] for b in bad})
        if bad:
            print(f"{case.name}: {'; '.join(bad)[:400]}")
    told = ", ".join(f"{kind} {n}" for kind, n in sorted(wrong.items())) or "nothing wrong"
    print(f"{right} of {count} right ({args.half}): {told}")
    return int(right < count)
