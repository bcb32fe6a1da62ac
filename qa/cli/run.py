"""One invocation of `qa`: the global options, the settings and desk made from them, and where words go.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from qa.desk.desk import Desk
    from qa.settings import Settings
    from qa.show.console import Page

NOTHING = 5
"""Exit code when the library does not answer this, or has nothing on it."""


def option(metavar: str, told: str, *flags: str) -> Any:
    """An option that is not set unless it is given, so that its help names no default."""
    return typer.Option(*flags, metavar=metavar, help=told, show_default=False)


Library = Annotated[Path | None, option("DIR", "The library to use.", "--library")]
EngineName = Annotated[str | None, option("auto|extractive|llm", "Who writes answers.", "--engine")]
Model = Annotated[str | None, option("PROVIDER:NAME", "The model that writes.", "--model")]
Locale = Annotated[str | None, option("CODE", "Write days and numbers as in de, en-GB.", "--locale")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback when something unexpected fails.")]


def global_options(
    library: Library = None,
    engine: EngineName = None,
    model: Model = None,
    locale: Locale = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> dict[str, object]:
    """The options that stand before or after any command."""
    set_ones = {"library": library, "engine": engine, "model": model, "locale": locale}
    return {**set_ones, "quiet": quiet, "debug": debug}


SETTING = ("library", "engine", "model", "locale")
"""The global options that are settings."""


@dataclass
class Run:
    """One invocation: options given, and what is made from them when a command asks for it."""

    flags: dict[str, object] = field(default_factory=dict)
    quiet: bool = False
    debug: bool = False

    def take(self, values: dict[str, Any]) -> Run:
        """Add global options that stand after the command; they win over those before it."""
        flags = {name: values[name] for name in SETTING if values[name] is not None}
        return Run({**self.flags, **flags}, self.quiet or values["quiet"], self.debug or values["debug"])

    def settings(self, **more: object) -> Settings:
        """The settings of this run; `more` are settings that the command has options for."""
        from qa.settings import load_settings
        from qa.show.locale import use_locale

        settings = load_settings({**self.flags, **more})
        use_locale(settings.locale)
        return settings

    @contextmanager
    def desk(self, **more: object) -> Iterator[Desk]:
        """The desk with the settings of this run, closed afterwards."""
        from qa.desk.desk import Desk
        from qa.library.trouble import storage

        desk = Desk(self.settings(**more), say=self.say)
        try:
            with storage(desk.settings.library):
                yield desk
        finally:
            desk.close()

    @property
    def out(self) -> Console:
        """Where results go."""
        from qa.show.console import make_console

        return make_console()

    @property
    def err(self) -> Console:
        """Where progress and messages go."""
        from qa.show.console import make_console

        return make_console(stderr=True)

    def print(self, page: Page) -> None:
        """A page to stdout."""
        if page.text:
            self.out.print(page.text)

    def page_width(self) -> int:
        """How wide pages are: the terminal, or 100 columns in a pipe."""
        console = self.out
        return console.width if console.is_terminal else max(console.width, 100)

    def json(self, value: object) -> None:
        """JSON to stdout; nouns of the product as `qa.show.json.plain` has them."""
        from qa.show.json import dumps, plain

        emit(dumps(plain(value)))

    def say(self, message: str) -> None:
        """One line to stderr, unless --quiet."""
        if not self.quiet:
            from qa.show.console import one_line

            sys.stderr.write(one_line(message) + "\n")


def emit(text: str) -> None:
    """Text to stdout as UTF-8, whatever the locale."""
    sys.stdout.flush()
    data = (text if text.endswith("\n") else text + "\n").encode("utf-8", "replace")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(data.decode("utf-8"))


@dataclass(frozen=True)
class Together:
    """In the annotation of a parameter: it is what this function makes of several options, its parameters."""

    make: Callable[..., object]


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose first parameter is the Run; the global options are added to its own.

    A parameter with `Together` gives way to the options it is made of, but for those the command has itself.
    """
    own = dict(list(_options(function).items())[1:])
    shared = _options(global_options)
    groups = {name: group for name, option in own.items() if (group := _together(option.annotation))}
    parts = {name: {k: v for k, v in _options(groups[name].make).items() if k not in own} for name in groups}
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    wanted = [context]
    for name, option in own.items():
        wanted += parts[name].values() if name in parts else [option]
    wanted = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in [*wanted, *shared.values()]]

    @functools.wraps(function)
    def wrapper(ctx: typer.Context, **values: Any) -> Any:
        run = ctx.find_root().obj.take({name: values.pop(name) for name in shared})
        for name, group in groups.items():
            values[name] = group.make(**{part: values.pop(part) for part in parts[name]})
        return function(run, **values)

    wrapper.__signature__ = inspect.Signature(wanted)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in wanted}
    return wrapper


def _options(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function, eval_str=True).parameters


def _together(annotation: Any) -> Together | None:
    return next((one for one in get_args(annotation)[1:] if isinstance(one, Together)), None)
