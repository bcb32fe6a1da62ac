"""The options that several commands share, each with its help, in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qa.cli.run import Together
from qa.search.filters import Filters

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Stream = Annotated[
    bool, typer.Option("--stream", help="With --json: events as they happen, one JSON object a line.")
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="Published on or after this day.", show_default=False),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DAY", help="Published on or before this day.", show_default=False),
]
Outlet = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet", metavar="NAME", help="Only from this outlet; may be repeated.", show_default=False
    ),
]
Section = Annotated[
    list[str] | None,
    typer.Option("--section", metavar="NAME", help="Only from this section of a paper.", show_default=False),
]
Page = Annotated[
    list[str] | None,
    typer.Option("--page", metavar="PAGE", help="Only from this page: 4, A4.", show_default=False),
]
Edition = Annotated[
    list[str] | None,
    typer.Option("--edition", metavar="NAME", help="Only from this edition.", show_default=False),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="FILE", help="Only what this file or folder gave.", show_default=False),
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="Only in this language: en, fr.", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DAY", help="Only what had been published by this day.", show_default=False
    ),
]
Tag = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="NAME", help="Only with this tag; may be repeated.", show_default=False),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="rich|md|html|json", help="How the result is written.", show_default=False
    ),
]
CitedFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="rich|md|html|json|bibtex|ris|csl",
        help="How the result is written; bibtex, ris and csl give its sources as references.",
        show_default=False,
    ),
]
AnswerFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="rich|md|html|json|bibtex|ris|csl|obsidian",
        help="How the result is written; bibtex, ris and csl give its sources as references.",
        show_default=False,
    ),
]

Prompts = Annotated[
    Path | None,
    typer.Option("--prompts", metavar="DIR", help="Your own prompt files.", show_default=False),
]
Budget = Annotated[
    str | None,
    typer.Option(
        "--budget", metavar="AMOUNT", help="At most 0.50 dollars, 20000t or 20kt tokens.", show_default=False
    ),
]
NoFallback = Annotated[
    bool,
    typer.Option("--no-fallback", help="The model alone: no sentences of the sources where it has none."),
]
Strict = Annotated[
    bool | None,
    typer.Option(
        "--strict/--lenient", help="Answer only when surer, or also when less sure.", show_default=False
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model even when its reply is kept.")]
NoLog = Annotated[bool, typer.Option("--no-log", help="Do not write this to the library's log.")]
Wait = Annotated[
    float | None,
    typer.Option("--wait", metavar="SECONDS", help="Wait so long for another writer.", show_default=False),
]
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


def switched_off(**given: bool) -> dict[str, bool | None]:
    """The settings that an option such as --no-cache turns off; those not given are left as they are."""
    return {name: False if off else None for name, off in given.items()}


def settled(strict: bool | None, **given: bool) -> dict[str, object]:
    """As `switched_off`, with the strictness that --strict or --lenient asks for."""
    wanted = None if strict is None else "strict" if strict else "lenient"
    return {**switched_off(**given), "strictness": wanted}
