"""`qa brief`: briefings on many topics into a folder, or one to the terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.briefings.brief_made import Wanted, came_in_since, make
from qa.cli.briefings.brief_output import print_recheck
from qa.cli.options import Budget, CitedFormat, Json, Narrowed, Prompts
from qa.cli.output import CITED, chosen
from qa.cli.run import NOTHING, Run, command, emit, option
from qa.errors import ConfigError
from qa.search.filters import Filters

if TYPE_CHECKING:
    from qa.brief.run.batch import Options
    from qa.brief.topics import Topic
    from qa.desk.desk import Desk

Topics = Annotated[
    Path | None, typer.Argument(metavar="TOPICS", help="A topics file in YAML.", show_default=False)
]
TopicText = Annotated[
    list[str] | None, option("TEXT", "A topic, without a file; may be repeated.", "--topic")
]
Question = Annotated[list[str] | None, option("TEXT", "What --topic has to answer; may be repeated.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write here.", show_default="briefings")
]
Jobs = Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Topics at a time.")]
Force = Annotated[bool, typer.Option("--force", help="Make finished briefings again.")]
TopicBudget = Annotated[str | None, option("AMOUNT", "The same for each topic.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Estimate calls, tokens and dollars; make nothing.")]
Suggest = Annotated[bool, typer.Option("--suggest", help="Print a topics file on the library's stories.")]
Schema = Annotated[bool, typer.Option("--schema", help="Print the JSON schema of a topics file.")]
OutputSchema = Annotated[
    bool, typer.Option("--output-schema", help="Print the JSON schema of a briefing's JSON.")
]
Verify = Annotated[Path | None, option("DIR", "Check finished briefings against the library.")]
Template = Annotated[str | None, option("NAME", "standard, short, timeline, comparison, or a file.")]
SinceLast = Annotated[
    bool, typer.Option("--since-last", help="Only from articles that came in since the last time.")
]
Mail = Annotated[Path | None, option("FILE", "Write it as a mail (.eml) too.")]
To = Annotated[list[str] | None, option("ADDRESS", "To whom --mail is; may be repeated.")]


@command
def brief(
    run: Run,
    *,
    topics: Topics = None,
    topic: TopicText = None,
    question: Question = None,
    out: Out = None,
    jobs: Jobs = 4,
    force: Force = False,
    budget: Budget = None,
    topic_budget: TopicBudget = None,
    dry_run: DryRun = False,
    suggest: Suggest = False,
    verify: Verify = None,
    schema: Schema = False,
    output_schema: OutputSchema = False,
    template: Template = None,
    since_last: SinceLast = False,
    mail: Mail = None,
    to: To = None,
    filters: Narrowed,
    prompts: Prompts = None,
    form: CitedFormat = None,
    as_json: Json = False,
) -> int:
    """Make briefings: what is new, who says what, where sources differ.

    A topics file becomes a folder of pages, Word, Markdown and JSON files. A finished briefing is skipped
    until its articles, prompts or model change. One --topic without --out prints the briefing.
    """
    if schema or output_schema:
        return _print_schema(run, output_schema)
    wanted = Wanted(
        chosen(form, as_json, CITED), out, mail, tuple(to or ()), dry_run, as_json, len(topic or ()) == 1
    )
    _one_of(topics=topics, topic=topic, suggest=suggest, verify=verify)
    from qa.answer.llm.chat.budget import Limit
    from qa.brief.run.batch import Options

    with run.desk(prompts=prompts, budget=budget if wanted.single and not out else None) as desk:
        if verify or suggest:
            return _verify(run, desk, verify, as_json) if verify else _print_suggestion(desk, filters)
        chosen_by = TopicChoice(topics, tuple(topic or ()), filters, tuple(question or ()), template)
        as_of = desk.query("day", as_of=filters.get("as_of")).as_of
        options = Options(jobs, force, as_of, Limit.read(budget), Limit.read(topic_budget))
        return _make(run, desk, chosen_by, wanted, options, since_last)


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """What briefings are on: a topics file or topics in words, and what narrows either."""

    file: Path | None
    texts: tuple[str, ...]
    filters: Filters
    questions: tuple[str, ...]
    template: str | None
    articles: tuple[str, ...] = ()
    """These only, when there are any."""


def _make(
    run: Run, desk: Desk, choice: TopicChoice, wanted: Wanted, options: Options, since_last: bool
) -> int:
    """Make the briefings from all articles, or from those that came in since the last time."""
    if not since_last:
        return make(run, desk, _topics(desk, choice), wanted, options)
    articles, done = came_in_since(run, desk)
    if not articles:
        return NOTHING
    code = make(run, desk, _topics(desk, replace(choice, articles=articles)), wanted, options)
    if code in (0, NOTHING) and not wanted.dry_run:
        done()
    return code


def _one_of(**given: object) -> None:
    """Raises ConfigError unless exactly one thing to do is named."""
    names = [name for name, value in given.items() if value]
    if len(names) == 1:
        return
    hint = "give a topics file, or one of --topic TEXT, --suggest, --verify DIR"
    raise ConfigError("brief on what?" if not names else f"{' and '.join(names)} do not go together", hint)


def _topics(desk: Desk, choice: TopicChoice) -> tuple[Topic, ...]:
    """The topics of the file, or those given; options narrow those of a file as well."""
    from qa.brief.topics import distinct, read_topics

    rows = distinct([desk.topic(text, **choice.filters) for text in choice.texts or ("all",)], "--topic")
    given = rows[0]
    changes = {
        "since": given.since,
        "until": given.until,
        "outlets": given.outlets,
        "language": given.language,
        "template": choice.template,
        "questions": choice.questions,
        "articles": _both(choice.articles, given.articles),
    }
    changes = {name: value for name, value in changes.items() if value}
    if choice.file is not None and choice.questions:
        raise ConfigError("--question needs --topic", "write the questions into the topics file")
    rows = rows if choice.file is None else read_topics(choice.file)
    return tuple(_tagged(desk, row.model_copy(update=changes)) for row in rows)


def _tagged(desk: Desk, topic: Topic) -> Topic:
    """A topic whose tags have become the ids of the articles that have them."""
    if not topic.tags:
        return topic
    ids = desk.topic(topic.title, tag=topic.tags).articles
    return topic.model_copy(update={"tags": (), "articles": _both(topic.articles, ids)})


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that both let through; an empty list lets all through."""
    if not first or not second:
        return first or second
    return tuple(one for one in first if one in set(second)) or ("none",)


def _print_schema(run: Run, output: bool) -> int:
    if output:
        from qa.show.briefing.json import briefing_schema

        run.json(briefing_schema())
        return 0
    from qa.brief.topics import schema

    run.json(schema())
    return 0


def _verify(run: Run, desk: Desk, folder: Path, as_json: bool) -> int:
    """Look up every citation of the finished briefings in a folder again."""
    from qa.brief.run.recheck import verify_dir

    return print_recheck(run, verify_dir(folder, desk.library()), as_json)


def _print_suggestion(desk: Desk, filters: Filters) -> int:
    """A topics file on the stories of the library, or of the part that the filters leave."""
    from qa.brief.find.suggest import suggest, to_yaml

    topics = suggest(desk.list(**filters))
    if topics:
        emit(to_yaml(topics))
    return 0 if topics else NOTHING
