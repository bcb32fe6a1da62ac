"""`qa export`: articles out of the library, in a form that `qa add` reads again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.options import Narrowed
from qa.cli.run import Run, command, emit
from qa.errors import ConfigError, QAError
from qa.files import write_whole
from qa.types import Article

if TYPE_CHECKING:
    from qa.desk.desk import Desk


class ExportForm(StrEnum):
    """What articles are written as."""

    jsonl = "jsonl"
    md = "md"
    obsidian = "obsidian"
    library = "library"


@command
def export(
    run: Run,
    *,
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE", help="These only; else all after filters.")
    ] = None,
    form: Annotated[
        ExportForm,
        typer.Option("--format", help="JSON Lines, Markdown, notes for Obsidian, or the library as a whole."),
    ] = ExportForm.jsonl,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write here; for notes a folder.", show_default="stdout"),
    ] = None,
    filters: Narrowed,
) -> None:
    """Write articles out as JSON Lines, Markdown or notes.

    One article a line (a section, a note), with metadata, clean text and what cleaning removed. With
    `--format library` all there is, for `qa import`: versions, notes, tags, log and vectors too.
    """
    from qa.show.json import article_dict
    from qa.show.markdown import article_markdown

    if form is ExportForm.library:
        _whole(run, out, narrowed=bool(articles) or any(filters.values()))
        return
    with run.desk() as desk:
        chosen = [desk.show(ref) for ref in articles] if articles else desk.list(**filters)
        marks = _marks(desk, chosen) if form is ExportForm.obsidian else {}
    if form is ExportForm.obsidian:
        _notes(run, [(a, marks.get(a.id, ((), ()))) for a in chosen], out)
        return
    if form is ExportForm.md:
        text = "\n".join(article_markdown(article) for article in chosen)
    else:
        text = "".join(json.dumps(article_dict(article)) + "\n" for article in chosen)
    written(run, text, out, f"{len(chosen)} articles")


def _whole(run: Run, out: Path | None, *, narrowed: bool) -> None:
    from qa.library.moving import write_library

    if out is None or narrowed:
        raise ConfigError(
            "a library is written as a whole, into a file", "qa export --format library --out FILE"
        )
    with run.desk() as desk:
        count = write_library(desk.library(), out)
    run.say(f"wrote {count} articles to {out}; qa import reads them into an empty library")


@command
def import_library(
    run: Run, source: Annotated[Path, typer.Argument(metavar="FILE", help="What `qa export` wrote.")]
) -> None:
    """Read what `qa export --format library` wrote.

    The library has to be empty; another database may keep it (QA_CATALOG_URL). Nothing is embedded again.
    """
    from qa.library.moving import read_library

    with run.desk() as desk:
        count = read_library(desk.empty_library(), source, run.say)
    run.say(f"read {count} articles from {source}")


def written(run: Run, text: str, out: Path | None, what: str) -> None:
    """The text to stdout, or to a file, which is said. Raises QAError when it cannot be written."""
    if out is None:
        emit(text)
        return
    try:
        write_whole(out, text.encode("utf-8", "replace"))
    except OSError as error:
        raise QAError(f"cannot write {out}: {error.strerror}", "choose another place with --out") from None
    run.say(f"wrote {what} to {out}")


Marked = tuple[Article, tuple[Sequence[str], Sequence[str]]]
"""An article with its tags and notes."""


def _marks(desk: Desk, articles: Sequence[Article]) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    from qa.desk.marking import notes_of, tags_of

    return {a.id: (tags_of(desk, a.id), [note.text for note in notes_of(desk, a.id)]) for a in articles}


def _notes(run: Run, articles: Sequence[Marked], out: Path | None) -> None:
    """One note an article in the folder `out`; a note of an earlier export is written anew."""
    from qa.show.export.obsidian import article_note, note_name

    if out is None:
        raise ConfigError("notes need a folder", "name it: --out VAULT/articles")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for article, (tags, notes) in articles:
            file = out / f"{note_name(article)}.md"
            write_whole(file, article_note(article, tags, notes).encode("utf-8", "replace"))
    except OSError as error:
        raise QAError(f"cannot write {out}: {error.strerror}", "choose another place with --out") from None
    run.say(f"wrote {len(articles)} notes to {out}")
