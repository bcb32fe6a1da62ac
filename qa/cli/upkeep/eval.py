"""`qa eval`: questions with known answers, and the floors that no change may go below."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.articles.add import progress
from qa.cli.options import Json
from qa.cli.run import Run, command, option
from qa.errors import ConfigError

if TYPE_CHECKING:
    from qa.evaluate.metrics import CaseOutcome


@command
def evaluate(
    run: Run,
    cases: Annotated[Path, typer.Argument(metavar="CASES", help="A JSONL file of cases.")] = Path(
        "corpus/eval/cases.jsonl"
    ),
    sets: Annotated[
        list[str] | None, option("NAME=DIR", "Where the articles of a set are; may be repeated.", "--set")
    ] = None,
    floors: Annotated[Path | None, option("FILE", "TOML of figures that must be reached.")] = None,
    as_json: Json = False,
) -> int:
    """Measure answers against cases with known answers.

    The sets default to corpus/articles and, where it is there, ../shared/seeds. Exit code 1 below a floor.
    """
    from qa.desk.desk import Desk
    from qa.evaluate.cases import load_cases
    from qa.evaluate.gate import below, load_floors
    from qa.evaluate.metrics import summarise
    from qa.evaluate.run import run as run_cases

    loaded = load_cases(cases)
    places = _places(sets)
    asked = sum(case.library in places for case in loaded)
    outcomes: list[CaseOutcome] = []
    with tempfile.TemporaryDirectory() as directory, progress(run, "asking") as tick:

        def seen(outcome: CaseOutcome) -> None:
            outcomes.append(outcome)
            if tick:
                tick(outcome.case.question, len(outcomes), asked)

        run_cases(
            loaded, places, lambda path: Desk(run.settings(library=path)), Path(directory), on_case=seen
        )
    if not outcomes:
        raise ConfigError("no case has its articles here", "name them with --set NAME=DIR")
    figures = summarise(outcomes)
    problems = below(figures, load_floors(floors)) if floors else []
    _write(run, outcomes, figures, problems, as_json)
    return 1 if problems else 0


def _places(sets: list[str] | None) -> dict[str, Path]:
    if not sets:
        known = {"corpus": Path("corpus/articles"), "seeds": Path("../shared/seeds")}
        return {name: path for name, path in known.items() if path.is_dir()}
    places = {}
    for item in sets:
        name, _, path = item.partition("=")
        if not path or not Path(path).is_dir():
            raise ConfigError(f"--set {item}: not NAME=DIRECTORY", "as in --set corpus=corpus")
        places[name] = Path(path)
    return places


def _write(
    run: Run, outcomes: list[CaseOutcome], figures: dict[str, float], problems: list[str], as_json: bool
) -> None:
    from qa.show.library import figures_page

    failed = [(o.case.id, o.case.question, "; ".join(o.faults)) for o in outcomes if not o.passed]
    if as_json:
        rows = [{"id": case, "question": question, "faults": faults} for case, question, faults in failed]
        run.json({"cases": len(outcomes), "figures": figures, "failed": rows, "below_floor": problems})
        return
    run.print(figures_page(len(outcomes), figures, failed, problems, run.page_width()))
