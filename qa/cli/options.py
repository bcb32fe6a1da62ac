"""The options that several commands share, each with its help, in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qa.cli.run import Together, option
from qa.search.filters import Filters

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Stream = Annotated[
    bool, typer.Option("--stream", help="With --json: events as they happen, one JSON object a line.")
]
Since = Annotated[str | None, option("DAY", "Published on or after this day.", "--since")]
Until = Annotated[str | None, option("DAY", "Published on or before this day.", "--until")]
Outlet = Annotated[list[str] | None, option("NAME", "Only from this outlet; may be repeated.", "--outlet")]
Section = Annotated[list[str] | None, option("NAME", "Only from this section of a paper.", "--section")]
Page = Annotated[list[str] | None, option("PAGE", "Only from this page: 4, A4.", "--page")]
Edition = Annotated[list[str] | None, option("NAME", "Only from this edition.", "--edition")]
From = Annotated[str | None, option("FILE", "Only what this file or folder gave.", "--from")]
Language = Annotated[str | None, option("CODE", "Only in this language: en, fr.", "--language")]
AsOf = Annotated[str | None, option("DAY", "Only what had been published by this day.", "--as-of")]
Tag = Annotated[list[str] | None, option("NAME", "Only with this tag; may be repeated.", "--tag")]
Format = Annotated[str | None, option("rich|md|html|json", "How the result is written.", "--format")]
CitedFormat = Annotated[
    str | None,
    option(
        "rich|md|html|json|bibtex|ris|csl",
        "How the result is written; bibtex, ris and csl give its sources as references.",
        "--format",
    ),
]
AnswerFormat = Annotated[
    str | None,
    option(
        "rich|md|html|json|bibtex|ris|csl|obsidian",
        "How the result is written; bibtex, ris and csl give its sources as references.",
        "--format",
    ),
]

Prompts = Annotated[Path | None, option("DIR", "Your own prompt files.", "--prompts")]
Budget = Annotated[str | None, option("AMOUNT", "At most 0.50 dollars, 20000t or 20kt tokens.", "--budget")]
NoFallback = Annotated[
    bool,
    typer.Option("--no-fallback", help="The model alone: no sentences of the sources where it has none."),
]
NoTranslate = Annotated[
    bool, typer.Option("--no-translate", help="No model's translation of sentences in other languages.")
]
Strict = Annotated[
    bool | None,
    typer.Option(
        "--strict/--lenient", help="Answer only when surer, or also when less sure.", show_default=False
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model even when its reply is kept.")]
NoLog = Annotated[bool, typer.Option("--no-log", help="Do not write this to the library's log.")]
Wait = Annotated[float | None, option("SECONDS", "Wait so long for another writer.", "--wait")]
NoWait = Annotated[bool, typer.Option("--no-wait", help="Fail at once when another process writes.")]

QuestionKind = Literal["fact", "list", "yes_no", "order", "compare", "sides", "count", "overview"]
"""The kinds of questions, as in `qa.kinds.kind`."""

Kind = Annotated[
    QuestionKind | None,
    typer.Option(
        "--kind", help="What kind of question it is, when it is taken for another.", show_default=False
    ),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say what kind of question it was taken for.")]


def narrowed(
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
) -> Filters:
    """What these options narrow a question, a search or a list to."""
    return {
        "since": since, "until": until, "outlet": outlet or (), "language": language, "as_of": as_of,
        "tag": tag or (), "section": section or (), "page": page or (), "edition": edition or (),
        "origin": origin,
    }  # fmt: skip


Narrowed = Annotated[Filters, Together(narrowed)]


def patience(wait: Wait = None, no_wait: NoWait = False) -> float | None:
    """Seconds to wait for another writer; None for what the settings say."""
    return 0.0 if no_wait else wait


Patience = Annotated[float | None, Together(patience)]


def answering(
    prompts: Prompts = None,
    budget: Budget = None,
    no_cache: NoCache = False,
    no_log: NoLog = False,
    no_fallback: NoFallback = False,
    no_translate: NoTranslate = False,
) -> dict[str, object]:
    """The settings that these options overrule; those not given are left as they are."""
    off = {"cache": no_cache, "log": no_log, "fallback": no_fallback, "translate": no_translate}
    return {"prompts": prompts, "budget": budget, **dict.fromkeys((n for n in off if off[n]), False)}


Answering = Annotated[dict[str, object], Together(answering)]
