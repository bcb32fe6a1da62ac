"""`qa add`: files, directories, globs, URLs and stdin into the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from qa.cli.options import Json, NoWait, Wait
from qa.cli.run import Run, command
from qa.errors import CorpusError
from qa.types import AddReport

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@command
def add(
    run: Run,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, folders, globs, web addresses, or -.")
    ],
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The outlet of all of these.", show_default=False)
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The date of all of these.", show_default=False),
    ] = None,
    meta: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV, JSON or YAML: path and what is known.", show_default=False),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow URLs of private and loopback addresses.")
    ] = False,
    wait: Wait = None,
    no_wait: NoWait = False,
    as_json: Json = False,
) -> None:
    """Add articles: files, folders, globs, URLs, or - for stdin.

    Reads .txt .md .html .json .jsonl .csv .pdf .docx .eml, RSS and Atom, and .gz of these. An unchanged
    file costs next to nothing, a changed one replaces the older version, which stays on record.
    """
    patience = 0.0 if no_wait else wait
    with (
        run.desk(allow_private=allow_private or None, wait=patience) as desk,
        progress(run, "adding") as tick,
    ):
        report = desk.add(sources, meta=meta, outlet=outlet, published=published, on_progress=tick)
    if as_json:
        from qa.show.json import report_dict

        run.json(report_dict(report))
    else:
        from qa.show.library import report_page

        run.print(report_page(report, run.page_width(), quiet=run.quiet))
    if report.count("failed"):
        raise _failure(report)


def _failure(report: AddReport) -> CorpusError:
    """What the last lines say of sources that were not added; the others were."""
    failed = [item for item in report.items if item.status == "failed"]
    origin, reason = failed[0].origin, failed[0].detail
    named = f"{origin}: {reason.removeprefix(f'{origin}: ')}"
    if len(failed) == 1:
        return CorpusError(f"not added: {named}", failed[0].hint or "the others were added")
    hint = "the report says why for each; the others were added"
    return CorpusError(f"{len(failed)} of {len(report.items)} were not added, the first: {named}", hint)


@contextmanager
def progress(run: Run, verb: str) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on stderr, only on a terminal and without --quiet."""
    console = run.err
    if run.quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    from qa.show.console import one_line, shorten_end

    class Name(TextColumn):
        """The name of the file as plain text: never markup."""

        def render(self, task: object) -> Text:
            return Text(shorten_end(one_line(str(task.fields["name"])), 40))  # type: ignore[attr-defined]

    columns = (TextColumn(verb), BarColumn(bar_width=24), MofNCompleteColumn(), Name(""))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(verb, total=None, name="")

        def tick(name: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield tick
