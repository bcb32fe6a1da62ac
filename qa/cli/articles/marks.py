"""`qa tag`, `qa note`, `qa edit`, `qa undo`: what a reader adds to articles, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from qa.cli.articles.library import Ref
from qa.cli.options import Json, Patience
from qa.cli.run import Run, command
from qa.errors import ConfigError


@command
def tag(
    run: Run,
    article: Annotated[
        str | None,
        typer.Argument(metavar="[ARTICLE]", help="Its id, file or title; else all tags are listed."),
    ] = None,
    tags: Annotated[list[str] | None, typer.Argument(metavar="[TAG]...", help="One or more tags.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Take these tags off.")] = False,
    as_json: Json = False,
) -> None:
    """Tag articles, or list the tags there are.

    Narrow any command to a tag: `qa ask "…" --tag port`, or tag:port in a question. A corrected version of
    an article keeps its tags.
    """
    from qa.desk.marking import marks_of, tags_of
    from qa.desk.marking import tag as put

    with run.desk() as desk:
        if article is None:
            counts = marks_of(desk).counts()
            if as_json:
                run.json(counts)
            for name, number in counts.items() if not as_json else ():
                run.out.print(f"{number:>5}  {name}")
            return
        found = put(desk, article, tags, off=off) if tags else desk.show(article)
        now = tags_of(desk, found.id)
    if as_json:
        run.json({"article_id": found.id, "title": found.title, "tags": now})
    else:
        run.say(f"{found.id[:8]}  {found.title}: {', '.join(now) or 'no tags'}")


@command
def note(
    run: Run,
    article: Ref,
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="The note; else the notes are shown.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a note on an article.

    Notes are shown by `qa show` and go into notes of Obsidian; no answer is made from them.
    """
    from qa.desk.marking import note as put
    from qa.desk.marking import notes_of
    from qa.show.console import one_line

    with run.desk() as desk:
        found = desk.show(article) if text is None else put(desk, article, text)
        notes = [one.text for one in notes_of(desk, found.id)]
    if as_json:
        run.json({"article_id": found.id, "title": found.title, "notes": notes})
    elif text is None:
        for one in notes:
            run.out.print(one_line(one))
    else:
        run.say(f"noted on {found.id[:8]}  {found.title}")


@command
def edit(
    run: Run,
    *,
    article: Ref,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", show_default=False)] = None,
    published: Annotated[str | None, typer.Option(metavar="DAY", show_default=False)] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", show_default=False)] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", show_default=False)] = None,
    patience: Patience,
    as_json: Json = False,
) -> None:
    """Correct what is known of an article; its id and its citations stay.

    What is corrected wins over the file when that is read again. An empty text takes a fact away:
    `--outlet ""`. `qa undo` takes it back.
    """
    from qa.desk.marking import edit as change

    given: dict[str, str | date | None] = {
        "outlet": outlet, "published": _day(published), "title": title, "url": _address(url)
    }  # fmt: skip
    if all(value is None for value in given.values()):
        raise ConfigError("edit what?", "give --outlet, --published, --title or --url")
    with run.desk(wait=patience) as desk:
        made, what = change(desk, article, **given)
    if as_json:
        from qa.show.json import article_head

        run.json(article_head(made))
    else:
        run.say(f"{made.id[:8]}  {what}")


@command
def undo(
    run: Run,
    *,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Of --list; else the latest change.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="What can be undone, the latest first.")] = False,
    patience: Patience,
    as_json: Json = False,
) -> None:
    """Undo the latest tag, note, edit or removal, or an earlier one.

    A removed article comes back with its older versions, tags and notes, for 30 days. (`qa restore` goes
    back to a backup of the whole library.)
    """
    from qa.desk.marking import marks_of
    from qa.desk.marking import undo as take_back
    from qa.show.library import changes_page, recorded_dict

    with run.desk(wait=patience) as desk:
        rows = marks_of(desk).changes() if listed else [take_back(desk, number)]
    if as_json:
        run.json([recorded_dict(row) for row in rows])
    elif listed:
        run.print(changes_page(rows, run.page_width()))
    else:
        run.say(f'undone: {rows[0].what} ("{rows[0].title}")')


def _day(text: str | None) -> str | date | None:
    """The day that is meant; empty to take it away. Raises ConfigError."""
    from qa.search.query import parse_day

    return parse_day(text, today=date.today()) if text else text


def _address(text: str | None) -> str | None:
    """A web address, or empty. Raises ConfigError for what is none."""
    from qa.show.words import web

    if text and not web(text):
        raise ConfigError(f"not a web address: {text}", "give it as https://host/path")
    return text
