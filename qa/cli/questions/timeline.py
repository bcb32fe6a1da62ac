"""`qa timeline`: what happened when."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import CitedFormat, Json, Narrowed
from qa.cli.output import CITED, chosen, write_briefing
from qa.cli.run import NOTHING, Run, command


@command
def timeline(
    run: Run,
    *,
    topic: Annotated[str, typer.Option(metavar="TEXT", help="What to draw the timeline of.")],
    filters: Narrowed,
    form: CitedFormat = None,
    as_json: Json = False,
) -> int:
    """Show what happened when, apart from when it was reported.

    "Last Friday" is counted from the date of its article; without one it stays as written, never guessed.
    """
    wanted = chosen(form, as_json, CITED)
    with run.desk() as desk:
        briefing = desk.timeline(topic, **filters)
        write_briefing(run, briefing, wanted, desk.press.articles(briefing))
    return 0 if briefing.found else NOTHING
