"""Run cases: each set of articles becomes a library of its own, each question is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from qa.desk.desk import Desk
from qa.evaluate.cases import Case
from qa.evaluate.metrics import Outcome, judge

OpenDesk = Callable[[Path], Desk]
"""Makes a desk on the library at a path."""


def run(
    cases: Sequence[Case],
    sets: Mapping[str, Path],
    open_desk: OpenDesk,
    workdir: Path,
    on_case: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Outcomes of the cases whose set is in `sets`; the libraries are made under `workdir`.

    A `meta.csv` in the folder of a set, or beside it, supplies what its articles lack.
    """
    outcomes = []
    for name, articles in sets.items():
        wanted = [case for case in cases if case.library == name]
        if not wanted:
            continue
        desk = open_desk(workdir / name)
        beside = [p for p in (articles / "meta.csv", articles.parent / "meta.csv") if p.is_file()]
        desk.add([str(articles)], meta=beside[0] if beside else None)
        for case in wanted:
            answer = desk.ask(case.question, **case.filters.model_dump(exclude_none=True))
            outcome = judge(case, answer, desk)
            outcomes.append(outcome)
            if on_case:
                on_case(outcome)
        desk.close()
    return outcomes
