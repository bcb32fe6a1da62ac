"""`qa ask`: a question, answered from the library or honestly not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.options import AnswerFormat, Answering, Explain, Json, Kind, Narrowed, Stream, Strict
from qa.cli.output import ANSWERED, chosen, cited_articles, no_such_outlet
from qa.cli.run import NOTHING, Run, command, emit
from qa.cli.stream import watching

if TYPE_CHECKING:
    from qa.answer.engine import Message
    from qa.types import Answer


Question = Annotated[
    str, typer.Argument(metavar="QUESTION", help='In words; also outlet:NAME since:DAY "phrase" -word.')
]


@command
def ask(
    run: Run,
    *,
    question: Question,
    stories: Annotated[
        int | None,
        typer.Option("-k", metavar="N", min=1, max=100, help="Stories to answer from.", show_default=False),
    ] = None,
    filters: Narrowed,
    form: AnswerFormat = None,
    as_json: Json = False,
    stream: Stream = False,
    how: Answering,
    kind: Kind = None,
    strict: Strict = None,
    explain: Explain = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what a model would be sent.")] = False,
) -> int:
    """Answer a question with sentences that are checked against their sources.

    Exit code 5 when the library does not answer it; then what was searched is shown.
    """
    wanted = chosen(form, as_json, ANSWERED)
    strictness = None if strict is None else "strict" if strict else "lenient"
    with run.desk(strictness=strictness, **how) as desk:
        if dry_run:
            return _print_messages(run, desk.messages(question, k=stories, **filters), wanted)
        with watching(run, desk, wanted, stream) as view:
            made = desk.record(
                question, k=stories, kind=kind, on_step=view.on_step, on_text=view.on_text, **filters
            )
            view.articles = cited_articles(desk, made.answer, wanted)
        unknown = [] if made.answer.found else no_such_outlet(desk, filters)
    view.show(made.answer)
    for line in unknown:
        run.say(line)
    if explain:
        _explain(run, made.answer)
    return 0 if made.answer.found else NOTHING


def _explain(run: Run, answer: Answer) -> None:
    """What kind of question it was taken for, and what the answer rests on, to stderr."""
    from qa.show.computed import explained

    run.say(explained(answer))
    for line in answer.grounds:
        run.say(line)


def _print_messages(run: Run, sent: Sequence[Message], form: str) -> int:
    """The messages and how many tokens they are; 0."""
    from qa.text import count_tokens, safe

    messages = [(m.role, m.content) for m in sent]
    total = sum(count_tokens(content) for _, content in messages)
    if form == "json":
        run.json({"messages": [{"role": r, "content": c} for r, c in messages], "tokens": total})
        return 0
    if not messages:
        run.say("the extractive engine sends nothing to any model")
    for role, content in messages:
        emit(f"--- {role} ---\n{safe(content)}")
    if messages:
        run.say(f"{total} tokens")
    return 0
