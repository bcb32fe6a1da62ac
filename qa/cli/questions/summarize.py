"""`qa summarize`: articles, stdin or a topic in a few checked sentences."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from qa.cli.options import AnswerFormat, Answering, Json, Narrowed, Stream
from qa.cli.output import ANSWERED, chosen, cited_articles
from qa.cli.run import NOTHING, Run, command, option
from qa.cli.stream import watching


class Style(StrEnum):
    """How a summary is laid out."""

    paragraph = "paragraph"
    bullets = "bullets"
    headline = "headline"


Refs = Annotated[
    list[str] | None, typer.Argument(metavar="ARTICLE", help="Articles of the library, files, URLs, or -.")
]
Topic = Annotated[str | None, option("TEXT", "What the library says on this.")]
WriteIn = Annotated[str | None, option("CODE", "The language to write in.", "--language")]


@command
def summarize(
    run: Run,
    *,
    articles: Refs = None,
    topic: Topic = None,
    words: Annotated[int, typer.Option(metavar="N", min=10, max=2000, help="About how long.")] = 150,
    style: Annotated[Style, typer.Option(help="How it is laid out.")] = Style.paragraph,
    language: WriteIn = None,
    filters: Narrowed,
    form: AnswerFormat = None,
    as_json: Json = False,
    stream: Stream = False,
    how: Answering,
) -> int:
    """Summarise articles or a topic, every sentence with its source.

    A file, URL or - that is not in the library is read without being added to it.
    """
    wanted = chosen(form, as_json, ANSWERED)
    with run.desk(**how) as desk, watching(run, desk, wanted, stream) as view:
        summary = desk.summarize(
            articles or (),
            topic=topic, words=words, style=style.value, write_in=language,
            on_step=view.on_step, on_text=view.on_text,
            **filters,
        )  # fmt: skip
        view.articles = cited_articles(desk, summary, wanted)
    view.show(summary)
    return 0 if summary.found else NOTHING
