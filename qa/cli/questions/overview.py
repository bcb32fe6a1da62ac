"""`qa overview`: what a library, a topic or a period is about."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import Format, Json, Narrowed
from qa.cli.output import chosen
from qa.cli.run import NOTHING, Run, command, emit, option


@command
def overview(
    run: Run,
    *,
    topic: Annotated[str, option("TEXT", "Only what is on this.")] = "",
    stories: Annotated[int, typer.Option(metavar="N", min=1, max=500, help="Stories to show.")] = 20,
    filters: Narrowed,
    form: Format = None,
    as_json: Json = False,
) -> int:
    """Show what the library is about: stories by weight, themes, when.

    Each story has one sentence of its newest article, quoted and cited. Calls no model.
    """
    wanted = chosen(form, as_json)
    with run.desk() as desk:
        made = desk.overview(
            topic,
            stories=stories,
            **filters,
        )
    from qa.show import overview as show

    if wanted == "rich":
        run.print(show.overview_page(made, run.page_width()))
    elif wanted == "json":
        run.json(show.overview_dict(made))
    else:
        emit(show.overview_markdown(made) if wanted == "md" else show.overview_html(made))
    return 0 if made.found else NOTHING
