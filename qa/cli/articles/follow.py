"""`qa follow`, `qa refresh`, `qa watch`: sources that stay fresh."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.articles.add import AllowPrivate
from qa.cli.options import Json, Patience
from qa.cli.run import Run, command, option
from qa.errors import CorpusError

if TYPE_CHECKING:
    from qa.desk.desk import Desk
    from qa.desk.fresh.polite import Visitor
    from qa.types import AddReport
    from qa.types.fresh import Refreshed

TheOutlet = Annotated[str | None, option("NAME", "The outlet of all that it gives.", "--outlet")]


@command
def follow(
    run: Run,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE", help="Feeds, pages, folders, lists of feeds; else what is followed."
        ),
    ] = None,
    pages: Annotated[
        bool, typer.Option("--pages", help="The feed has only beginnings: read the page of each entry.")
    ] = False,
    outlet: TheOutlet = None,
    stop: Annotated[bool, typer.Option("--stop", help="Follow these no more; what they gave stays.")] = False,
    allow_private: AllowPrivate = False,
    as_json: Json = False,
) -> None:
    """Follow feeds, pages and folders: `qa refresh` asks them what is new.

    Their articles are added at once. Without a source, lists what is followed.
    """
    from qa.desk.fresh.follows import Follows
    from qa.desk.fresh.refresh import follow as begin
    from qa.show.fresh import follows_page

    with run.desk(allow_private=allow_private or None) as desk:
        follows = Follows(desk.settings.library)
        if stop:
            for source in sources or ():
                run.say(f"not followed any more: {follows.drop(source).source}")
        elif sources:
            visitor = _visitor(desk)
            new: list[str] = []
            for source in sources:
                found, note = begin(desk, source, visitor, outlet=outlet, pages=pages)
                new += [one.source for one in found]
                run.say(note) if note else None
            _refresh(run, desk, visitor, new, as_json)
            return
        known = follows.all()
        if as_json:
            rows = [{"source": f.source, "kind": f.kind, "outlet": f.outlet, "pages": f.pages} for f in known]
            run.json(rows)
        else:
            run.print(follows_page(known, run.page_width()))


@command
def refresh(
    run: Run,
    *,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="These only; else all that is followed.")
    ] = None,
    allow_private: AllowPrivate = False,
    patience: Patience,
    as_json: Json = False,
) -> None:
    """Ask everything that is followed what is new, and show what changed.

    A page is only sent again when it has changed, robots.txt is obeyed, and a source that failed is left
    alone for a while. An article that says something else than before is kept in both versions.
    Exit code 3 when a source failed.
    """
    with run.desk(allow_private=allow_private or None, wait=patience) as desk:
        _refresh(run, desk, _visitor(desk), sources or (), as_json)


@command
def watch(
    run: Run,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where new files come in.")],
    outlet: TheOutlet = None,
) -> None:
    """Add what is in a folder, and each file that is written into it, until Ctrl-C.

    What is deleted from the folder stays in the library.
    """
    from qa.desk.fresh.watch import watch as begin
    from qa.show.library import report_page

    def told(report: AddReport) -> None:
        if any(item.status != "unchanged" for item in report.items) or report.notes:
            run.print(report_page(report, run.page_width(), quiet=run.quiet))

    with run.desk() as desk:
        if folder.is_dir():
            run.say(f"watching {folder}; Ctrl-C ends it")
        with suppress(KeyboardInterrupt):  # the usual end, no failure
            begin(desk, folder, told, outlet=outlet)


def _visitor(desk: Desk) -> Visitor:
    from qa.desk.fresh.follows import Follows
    from qa.desk.fresh.polite import Visitor

    settings = desk.settings
    return Visitor(
        Follows(settings.library),
        allow_private=settings.allow_private,
        max_bytes=int(settings.max_file_mb * (1 << 20)),
        pause=settings.request_pause,
    )


def _refresh(run: Run, desk: Desk, visitor: Visitor, only: list[str] | tuple[()], as_json: bool) -> None:
    """Refresh, show each source as it is done, and fail when one failed."""
    from qa.desk.fresh.refresh import refresh as ask
    from qa.show.fresh import refreshed_dict, refreshed_page

    def told(one: Refreshed) -> None:
        if not as_json:
            run.print(refreshed_page(one, run.page_width()))

    done = ask(desk, visitor, only=[str(source) for source in only], on_source=told)
    if as_json:
        run.json([refreshed_dict(one) for one in done])
    elif not done:
        run.say("nothing is followed yet: qa follow FEED|PAGE|FOLDER")
    failed = [one for one in done if one.outcome == "failed"]
    if failed:
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        raise CorpusError(
            f"{failed[0].source}: {failed[0].reason}{more}", failed[0].hint or "the others are fresh"
        )
