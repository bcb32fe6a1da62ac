"""`qa search`: passages by words and meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import Json, Narrowed
from qa.cli.output import no_such_outlet
from qa.cli.run import NOTHING, Run, command
from qa.errors import ConfigError


@command
def search(
    run: Run,
    *,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words; also outlet:NAME since:DAY "exact phrase" -word.')
    ],
    count: Annotated[int, typer.Option("-k", metavar="N", min=1, max=200, help="Results at most.")] = 10,
    filters: Narrowed,
    as_json: Json = False,
) -> int:
    """Find passages by words and meaning."""
    if not query.strip():
        raise ConfigError("nothing to search for", 'give words: qa search "harbour ferry"')
    with run.desk() as desk:
        hits = desk.search(query, k=count, **filters)
        for note in (*desk.spelling(query), *([] if hits else no_such_outlet(desk, filters))):
            run.say(note)
    if as_json:
        run.json({"query": query, "hits": hits})
    elif hits:
        from qa.show.answers import hits_page

        run.print(hits_page(hits, run.page_width()))
    else:
        run.say("nothing found: use fewer or other words, or fewer filters")
    return 0 if hits else NOTHING
