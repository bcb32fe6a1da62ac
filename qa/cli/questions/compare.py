"""`qa compare`: where articles agree and differ."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import CitedFormat, Json
from qa.cli.output import CITED, chosen, write_briefing
from qa.cli.run import Run, command


@command
def compare(
    run: Run,
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Two or more: ids, starts of titles, paths.")
    ],
    form: CitedFormat = None,
    as_json: Json = False,
) -> int:
    """Show where articles agree and differ.

    Contradictions side by side, figures that change, what independent sources confirm and what one alone
    says.
    """
    wanted = chosen(form, as_json, CITED)
    with run.desk() as desk:
        briefing = desk.compare(articles)
        write_briefing(run, briefing, wanted, desk.press.articles(briefing))
    return 0
