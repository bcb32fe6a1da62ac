"""`qa search`: passages by words and meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from qa.cli.options import (
    AsOf,
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
from qa.cli.run import Run, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)

NOTHING = 5
"""Exit code when the library has nothing on this."""


@app.command()
@command
def search(
    run: Run,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words; also outlet:NAME since:DAY "exact phrase" -word.')
    ],
    count: Annotated[int, typer.Option("-k", metavar="N", min=1, max=200, help="Results at most.")] = 10,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    language: Language = None,
    section: Section = None,
    page: Page = None,
    edition: Edition = None,
    as_of: AsOf = None,
    tag: Tag = None,
    origin: From = None,
    as_json: Json = False,
) -> int:
    """Find passages by words and meaning."""
    filters = narrowed(since, until, outlet, language, as_of, tag, section, page, edition, origin)
    with run.desk() as desk:
        hits = desk.search(query, k=count, **filters)
        for note in desk.spelling(query):
            run.say(note)
    if as_json:
        from qa.show.json import hit_dict

        run.json({"query": query, "hits": [hit_dict(hit) for hit in hits]})
    elif hits:
        from qa.show.answers import hits_page

        run.print(hits_page(hits, run.page_width()))
    else:
        run.say("nothing found: use fewer or other words, or fewer filters")
    return 0 if hits else NOTHING
