"""Try what docs/trust.md promises: `python -m bench.trust`, all of it or round by round.

    python -m bench.trust                                every part to its full count (an hour on two cores)
    python -m bench.trust --part kills --seconds 200     rounds of one part, added to the others
    python -m bench.trust --short                        a few rounds of each part
    python -m bench.trust --table                        what there is so far

Rounds add up in .trust/results.jsonl; those of other code than today's do not count. Exits with 1 when
anything was lost or wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.trust import preload, world
from bench.trust.tally import FILE, Tally

FULL = {"kills": 220, "files": 330, "power": 200, "crowd": 10, "topics": 20}
SHORT = {"kills": 11, "files": 6, "power": 4, "crowd": 1, "topics": 1}


def parts_by_name() -> dict[str, type]:
    """The parts; imported here, after the program was started again with the library before libc."""
    from bench.trust.crowd import Crowd
    from bench.trust.flips import Flips
    from bench.trust.kills import Kills
    from bench.trust.power import Power
    from bench.trust.topics import Topics

    return {part.part: part for part in (Kills, Flips, Power, Crowd, Topics)}  # type: ignore[attr-defined]


def main() -> int:
    """The table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", action="append", choices=list(FULL), help="only this part; may be repeated")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no round after so long")
    parser.add_argument("--short", action="store_true", help="a few rounds of each part")
    parser.add_argument("--table", action="store_true", help="print what there is, and run nothing")
    parser.add_argument("--results", type=Path, default=FILE, help="the file in which rounds add up")
    parser.add_argument("--seed", type=int, help="another one for each run unless it is given")
    asked = parser.parse_args()
    tally = Tally(asked.results)
    if not asked.table:
        missing = preload.restart_with_it()
        if missing:
            print(missing)
        rounds(asked, tally, without_preload=bool(missing))
    print(tally.table())
    print(f"{tally.bad()} lost or wrong")
    return 1 if tally.bad() else 0


def rounds(asked: argparse.Namespace, tally: Tally, *, without_preload: bool) -> None:
    """Rounds of each part until its count is reached or the time is up."""
    seed = asked.seed if asked.seed is not None else time.time_ns()
    world.import_all()
    until, goals = time.monotonic() + asked.seconds, SHORT if asked.short else FULL
    for name, part in parts_by_name().items():
        if (asked.part and name not in asked.part) or (name == "power" and without_preload):
            continue
        if (done := tally.count(name)) >= goals[name] or time.monotonic() >= until:
            continue
        with tempfile.TemporaryDirectory(prefix="qa-trust-") as place:
            running = part(Path(place).resolve(), random.Random(f"{seed} {name}"))
            while (done := tally.count(name)) < goals[name] and time.monotonic() < until:
                running.turn(done, tally)


if __name__ == "__main__":
    sys.exit(main())
