"""The commands of `qa` and the options before them; a command's module is imported only when it runs.

The summaries of the commands stand here so that help and completion need not import them; a test compares
them with the docstrings.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from qa.cli.run import Debug, EngineName, Library, Locale, Model, Quiet, Run, global_options
from qa.version import __version__

COMMANDS = {
    "add": ("articles.add", "Add articles: files, folders, globs, URLs, or - for stdin."),
    "follow": ("articles.follow", "Follow feeds, pages and folders: `qa refresh` asks them what is new."),
    "refresh": ("articles.follow", "Ask everything that is followed what is new, and show what changed."),
    "watch": (
        "articles.follow",
        "Add what is in a folder, and each file that is written into it, until Ctrl-C.",
    ),
    "list": ("articles.library", "List the articles of the library."),
    "show": ("articles.library", "Show one article as it was cleaned."),
    "remove": ("articles.library", "Remove articles from the library."),
    "tag": ("articles.marks", "Tag articles, or list the tags there are."),
    "note": ("articles.marks", "Write a note on an article."),
    "edit": ("articles.marks", "Correct what is known of an article; its id and its citations stay."),
    "undo": ("articles.marks", "Undo the latest tag, note, edit or removal, or an earlier one."),
    "rebuild": ("articles.library", "Make the search indexes again from the stored articles."),
    "search": ("questions.search", "Find passages by words and meaning."),
    "ask": (
        "questions.ask",
        "Answer a question with sentences that are checked against their sources.",
    ),
    "check": ("questions.check", "Hold a text against the library, sentence by sentence."),
    "chat": ("questions.chat", "Ask in an interactive app, with follow-ups and the sources beside."),
    "summarize": (
        "questions.summarize",
        "Summarise articles or a topic, every sentence with its source.",
    ),
    "brief": ("briefings.brief", "Make briefings: what is new, who says what, where sources differ."),
    "compare": ("questions.compare", "Show where articles agree and differ."),
    "overview": ("questions.overview", "Show what the library is about: stories by weight, themes, when."),
    "timeline": ("questions.timeline", "Show what happened when, apart from when it was reported."),
    "export": ("articles.export", "Write articles out as JSON Lines, Markdown or notes."),
    "import": (
        "articles.export",
        "Read what `qa export --format library` wrote.",
    ),
    "cite": ("articles.cite", "Write articles as references: a line each, BibTeX, RIS or CSL-JSON."),
    "log": ("questions.log", "Show what was asked: evidence, draft, checks and answer."),
    "mcp": ("upkeep.mcp", "Serve the library to assistants (Model Context Protocol)."),
    "backup": ("upkeep.backup", "Copy the library's articles to another folder, also while it is in use."),
    "restore": ("upkeep.backup", "Go back to a backup; what is there now stays beside it."),
    "recover": ("upkeep.backup", "Save what can be read of a damaged library into a new one."),
    "setup": ("upkeep.setup", "Find a model, try it with one question, and write the settings."),
    "models": ("upkeep.models", "List, add or remove small networks: embedders, re-rankers, checkers."),
    "doctor": ("upkeep.doctor", "Check what works, which engine is used and why."),
    "trust": ("upkeep.trust", "Accept the .env of a folder, so that it may name models and addresses."),
    "settings": ("upkeep.settings", "Show every setting and where it comes from."),
    "eval": ("upkeep.eval", "Measure answers against cases with known answers."),
}
"""Command -> (module below `qa.cli`, first line of its help), in the order of the help."""

FUNCTIONS = {"list": "list_articles", "import": "import_library", "eval": "evaluate"}
"""The commands whose function has another name."""

HELP_WIDTH = 80


class LazyGroup(TyperGroup):
    """A group that imports the module of a command when the command is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, from its module; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = vars(import_module(f"qa.cli.{COMMANDS[cmd_name][0]}"))
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        alone.command(cmd_name)(module[FUNCTIONS.get(cmd_name, cmd_name)])
        return typer.main.get_command(alone)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands with their summaries, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command, or a usage error that names the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            close = get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"no such command: {name}" + (f" (did you mean {close[0]}?)" if close else ""))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="qa",
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": HELP_WIDTH},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdesk-qa {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
]


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    library: Library = None,
    engine: EngineName = None,
    model: Model = None,
    locale: Locale = None,
    quiet: Quiet = False,
    debug: Debug = False,
    version: Version = False,
) -> None:
    """Answers and summaries from a folder of news articles, every sentence checked against its source.

    Exit codes: 0 done, 1 unexpected, 2 usage or settings, 3 articles or library, 4 model,
    5 the library does not answer this.
    """
    ctx.obj = Run().take(global_options(library, engine, model, locale, quiet, debug))
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
