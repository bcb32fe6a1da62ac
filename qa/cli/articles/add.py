"""`qa add`: files, directories, globs, URLs and stdin into the library."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qa.cli.options import Json, Patience
from qa.cli.run import Run, command, option
from qa.errors import CorpusError
from qa.types import AddReport

if TYPE_CHECKING:
    from rich.progress import ProgressColumn, Task

    from qa.articles.load import Loaded

TheOutlet = Annotated[str | None, option("NAME", "The outlet of all of these.", "--outlet")]
TheDay = Annotated[str | None, option("DAY", "The date of all of these.", "--published")]
Meta = Annotated[Path | None, option("FILE", "CSV, JSON or YAML: path and what is known.", "--meta")]
LayoutName = Annotated[
    str | None,
    option(
        "LAYOUT",
        "Read as one, nexis, nexis-uni, factiva, europresse or proquest, whatever it looks like.",
        "--as",
    ),
]
OwnLayout = Annotated[Path | None, option("FILE", "Your own layout, in YAML.", "--layout")]
Links = Annotated[bool, typer.Option("--links", help="The files are lists of links: fetch what they name.")]
Preview = Annotated[
    bool, typer.Option("--dry-run", help="Print the first three articles as read; add nothing.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Allow URLs of private and loopback addresses.")
]

Workers = Annotated[
    int,
    typer.Option("--workers", metavar="N", min=1, max=1000, help="Read and embed in this many processes."),
]
OnWhat = Annotated[
    Literal["processes", "ray"],
    typer.Option("--executor", help="Where they run: on this machine, or on a Ray cluster."),
]
Told = Annotated[
    bool, typer.Option("--progress", help="Print how far it is, also where stderr is no terminal.")
]


@command
def add(
    run: Run,
    *,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, folders, globs, web addresses, or -.")
    ],
    outlet: TheOutlet = None,
    published: TheDay = None,
    meta: Meta = None,
    layout: LayoutName = None,
    own_layout: OwnLayout = None,
    links: Links = False,
    dry_run: Preview = False,
    allow_private: AllowPrivate = False,
    patience: Patience,
    workers: Workers = 1,
    executor: OnWhat = "processes",
    told: Told = False,
    as_json: Json = False,
) -> None:
    """Add articles: files, folders, globs, URLs, or - for stdin.

    Reads web pages, text, Markdown, JSON, CSV, PDF, Word, RTF, ODT, EPUB, mail, feeds, ZIP and TAR, exports
    of Nexis, Factiva, Europresse and ProQuest, wires and clippers. An unchanged file costs next to nothing,
    a changed one replaces the older version, which stays on record.
    """
    with (
        run.desk(allow_private=allow_private or None, wait=patience) as desk,
        progress(run, "adding", always=told) as tick,
    ):
        if dry_run:
            from qa.desk.adding import Stated

            stated = Stated(meta, outlet, published, layout, own_layout)
            _preview(run, desk.preview(_linked(sources) if links else sources, stated))
            return
        report = desk.add(
            _linked(sources) if links else sources,
            meta=meta,
            outlet=outlet,
            published=published,
            layout=layout,
            own_layout=own_layout,
            on_progress=tick,
            workers=workers,
            executor=executor,
        )
    _tell(run, report, as_json)


def _tell(run: Run, report: AddReport, as_json: bool) -> None:
    """Print what became of each source. Raises CorpusError where some failed."""
    if as_json:
        run.json(report)
    else:
        from qa.show.library import report_page

        run.print(report_page(report, run.page_width(), quiet=run.quiet))
    if report.count("failed"):
        raise _failure(report)


def _preview(run: Run, read: Sequence[Loaded]) -> None:
    """The first three articles of each source as they were read, and what there is to say of it."""
    from qa.show.console import Page
    from qa.show.library import article_page

    for loaded in read:
        for number, article in enumerate(loaded.articles[:3], start=1):
            head = Page(run.page_width())
            if number > 1:
                head.write()  # an empty line
            head.write((f"article {number} of {len(loaded.articles):,}", "quiet"))
            run.print(head)
            run.print(article_page(article, run.page_width()))
        for note in (*loaded.notes, *(f"{origin}: {reason}" for origin, reason in loaded.problems)):
            run.say(note)
        run.say(f"{len(loaded.articles):,} read, nothing added")


def _linked(files: Sequence[str]) -> list[str]:
    """The addresses in lists of links and of references. Raises LoadError for a file without any."""
    from qa.articles.clippers.links import addresses
    from qa.articles.clippers.references import read_references
    from qa.articles.encoding import decode
    from qa.articles.readers.mail import listed_links
    from qa.errors import LoadError

    found: list[str] = []
    for file in files:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise LoadError(f"{file}: cannot be read: {error.strerror or error}", "check the path") from None
        references = read_references(data, file)
        if file.lower().endswith(".eml"):
            named = listed_links(data)
        elif references is None:
            named = addresses(decode(data))
        else:
            named = [ref.url for ref in references if ref.url]
        if not named:
            raise LoadError(
                f"{file}: no links in it",
                "give a CSV with a column named url, a mail, RIS, BibTeX or CSL JSON",
            )
        found += named
    return list(dict.fromkeys(found))


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
def progress(
    run: Run, verb: str, *, always: bool = False
) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on stderr, only on a terminal and without --quiet; with `always` lines elsewhere."""
    console = run.err
    if not console.is_terminal and always:
        yield Lines(run.say)
        return
    if run.quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = column(lambda task: f"{task.speed:.1f}/s" if task.speed else "")
    bar_columns = (TextColumn(verb), BarColumn(bar_width=24), MofNCompleteColumn())
    columns = (*bar_columns, rate, TimeRemainingColumn(compact=True), column(name_within(40)))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(verb, total=None, name="")

        def tick(name: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield tick


def column(told: Callable[[Task], str]) -> ProgressColumn:
    """A column of plain text, never markup, about each task."""
    from rich.progress import ProgressColumn
    from rich.text import Text

    class TaskColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(told(task))

    return TaskColumn()


def name_within(width: int) -> Callable[[Task], str]:
    """The name of a task, on one line of at most so many characters."""
    from qa.show.console import one_line, shorten_end

    return lambda task: shorten_end(one_line(str(task.fields["name"])), width)


class Lines:
    """Progress as lines, one in 5 seconds: how many are done, how many a second, the time that is left."""

    EVERY = 5.0

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._started = self._said = time.monotonic()

    def __call__(self, name: str, done: int, total: int) -> None:
        """Say how far it is, if it is time to, or it is the end."""
        now = time.monotonic()
        if now - self._said < self.EVERY and done < total:
            return
        self._said = now
        rate = done / max(now - self._started, 1e-3)
        left = f", {(total - done) / rate:.0f} s left" if 0 < done < total else ""
        self._say(f"{done:,} of {total:,}, {rate:.1f} a second{left}")
