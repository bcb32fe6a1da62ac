"""`qa cite`: articles of the library as references."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.articles.export import written
from qa.cli.options import Json, Narrowed
from qa.cli.run import Run, command
from qa.errors import ConfigError
from qa.types import Source


@command
def cite(
    run: Run,
    *,
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE", help="These only; else all after filters.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|bibtex|ris|csl", help="How references are written.")
    ] = "text",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write here.", show_default="stdout")
    ] = None,
    filters: Narrowed,
    as_json: Json = False,
) -> None:
    """Write articles as references: a line each, BibTeX, RIS or CSL-JSON.

    Zotero, Mendeley, EndNote and JabRef import these; --json is CSL-JSON.
    """
    from qa.show.export.references import FORMS, reference_line, references

    wanted = "csl" if as_json else form
    if wanted not in ("text", *FORMS):
        raise ConfigError(f"unknown format: {wanted}", f"choose one of text, {', '.join(FORMS)}")
    with run.desk() as desk:
        chosen = [desk.show(ref) for ref in articles] if articles else desk.list(**filters)
    if not chosen:
        run.say("no articles" + (" meet these filters" if any(filters.values()) else ""))
    sources = [Source.of(article, number) for number, article in enumerate(chosen, start=1)]
    if wanted == "text":
        text = "".join(f"{reference_line(source)}\n" for source in sources)
    else:
        text = references(sources, wanted)
    written(run, text, out, f"{len(sources)} references")
