"""Run cases: each set of articles becomes a library of its own, each question is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qa.desk.desk import Desk
from qa.evaluate.cases import Case
from qa.evaluate.metrics import CaseOutcome, judge
from qa.text import normalise
from qa.types import Answer

OpenDesk = Callable[[Path], Desk]
"""Makes a desk on the library at a path."""


def run(
    cases: Sequence[Case],
    sets: Mapping[str, Path],
    open_desk: OpenDesk,
    workdir: Path,
    on_case: Callable[[CaseOutcome], None] | None = None,
) -> list[CaseOutcome]:
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
            outcome = replace(judge(case, answer, desk), removed=_without(desk, case))
            outcomes.append(outcome)
            if on_case:
                on_case(outcome)
        desk.close()
    return outcomes


def _without(desk: Desk, case: Case) -> Answer | None:
    """The answer when no article is left that has the expected words; None for an unanswerable case."""
    if case.expect != "answer" or not case.contains:
        return None
    wanted = [_fold(part) for part in case.contains]
    left = [a.id for a in desk.list() if not all(part in _fold(a.text) for part in wanted)]
    if not left:
        return None
    return desk.ask(case.question, **case.filters.model_dump(exclude_none=True), articles=left)


def _fold(text: str) -> str:
    return normalise(text).casefold()
