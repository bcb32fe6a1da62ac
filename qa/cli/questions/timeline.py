"""`qa timeline`: what happened when."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import (
    AsOf,
    CitedFormat,
    Edition,
    From,
    Json,
    Language,
    Outlet,
    Page,
    Section,
    Since,
    Tag,
    Until,
    narrowed,
)
from qa.cli.output import CITED, chosen, write_briefing
from qa.cli.run import Run, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)

NOTHING = 5
"""Exit code when the library has nothing on this."""


@app.command()
@command
def timeline(
    run: Run,
    topic: Annotated[str, typer.Option(metavar="TEXT", help="What to draw the timeline of.")],
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    language: Language = None,
    as_of: AsOf = None,
    tag: Tag = None,
    origin: From = None,
    section: Section = None,
    page: Page = None,
    edition: Edition = None,
    form: CitedFormat = None,
    as_json: Json = False,
) -> int:
    """Show what happened when, apart from when it was reported.

    "Last Friday" is counted from the date of its article; without one it stays as written, never guessed.
    """
    wanted = chosen(form, as_json, CITED)
    with run.desk() as desk:
        filters = narrowed(since, until, outlet, language, as_of, tag, section, page, edition, origin)
        briefing = desk.timeline(topic, **filters)
        write_briefing(run, briefing, wanted, desk.press.articles(briefing))
    return 0 if briefing.found else NOTHING
