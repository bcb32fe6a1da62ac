"""`qa list`, `qa show`, `qa remove`, `qa rebuild`: what the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.articles.add import progress
from qa.cli.options import Json, Narrowed, Patience
from qa.cli.output import no_such_outlet
from qa.cli.run import Run, command, emit, option
from qa.errors import CorpusError, LibraryLockedError

if TYPE_CHECKING:
    from qa.types import Article

Ref = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Its id, file or title; the start of an id or title will do.")
]


@command
def list_articles(
    run: Run,
    *,
    filters: Narrowed,
    mention: Annotated[
        list[str] | None,
        option("WORDS", "Only with these words in title or text; any, if repeated.", "--mention"),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the articles of the library."""
    with run.desk() as desk:
        articles = desk.list(mention=tuple(mention or ()), **filters)
        unknown = [] if articles else no_such_outlet(desk, filters)
    if as_json:
        from qa.show.json import article_head

        run.json([article_head(article) for article in articles])
        return
    from qa.show.library import list_page
    from qa.show.words import count

    run.print(list_page(articles, run.page_width()))
    for line in (count(len(articles), "article"), *unknown):
        run.say(line)


@command
def show(
    run: Run,
    article: Ref,
    removed: Annotated[bool, typer.Option("--removed", help="What cleaning took out, with reasons.")] = False,
    text: Annotated[bool, typer.Option("--text", help="The clean text alone, exactly.")] = False,
    as_json: Json = False,
) -> None:
    """Show one article as it was cleaned."""
    from qa.desk.marking import notes_of, tags_of

    with run.desk() as desk:
        found = desk.show(article)
        copies, older = desk.copies(found.id), desk.history(found.id)
        tags, notes = tags_of(desk, found.id), [note.text for note in notes_of(desk, found.id)]
    if as_json:
        from qa.show.json import article_dict, article_head

        more = {"also_in": copies, "replaced": [article_head(old) for old in older]}
        run.json({**article_dict(found), **more, "tags": tags, "notes": notes})
    elif text:
        from qa.text import safe

        emit(safe(found.text))
    else:
        from qa.show.library import article_page, removed_page

        width = run.page_width()
        if removed:
            run.print(removed_page(found, width))
        else:
            run.print(article_page(found, width, copies=copies, older=older, tags=tags, notes=notes))


@command
def remove(
    run: Run,
    *,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Ids, titles or paths.")],
    patience: Patience,
    as_json: Json = False,
) -> None:
    """Remove articles from the library.

    Those that are not there (any more) stop none of the others; they are named at the end.
    `qa undo` brings back what was removed, for 30 days.
    """
    gone: list[Article] = []
    missing: list[CorpusError] = []
    with run.desk(wait=patience) as desk:
        desk.library()
        for ref in articles:
            try:
                gone.append(desk.remove(ref))
            except LibraryLockedError:
                raise
            except CorpusError as error:
                missing.append(error)
                continue
            run.say(f"removed {gone[-1].id[:8]}  {gone[-1].title}")
    if as_json:
        from qa.show.json import article_head

        run.json([article_head(article) for article in gone])
    if missing:
        raise CorpusError("; ".join(error.message for error in missing), missing[0].hint)


@command
def rebuild(
    run: Run,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Cut and embed everything again.")] = False,
    patience: Patience,
    as_json: Json = False,
) -> None:
    """Make the search indexes again from the stored articles.

    Also the way to another embedder: set QA_EMBEDDER, then rebuild.
    """
    with run.desk(wait=patience) as desk, progress(run, "rebuilding") as tick:
        stats = desk.rebuild(fresh=fresh, on_progress=tick)
    if as_json:
        run.json(stats)
    else:
        from qa.show.library import stats_page

        run.print(stats_page(stats, run.page_width()))
