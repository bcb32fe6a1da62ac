"""The door to Jinja2: HTML from the files of `templates`, in which every value is escaped.

Control characters are taken out of each text before that, so that nothing a source says acts on a page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.show import computed, words
from qa.text import safe

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).with_name("templates")


def render(template: str, **values: object) -> str:
    """The page that a template makes of these values."""
    return environment().get_template(template).render(**values)


@cache
def environment() -> Environment:
    """Templates that escape all they are given, and refuse a name that they were not given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, computed=computed)
    made.filters["kind"] = lambda value: type(value).__name__
    return made


def _harmless(value: object) -> object:
    """A text without control characters; what is markup already was made so."""
    return safe(value) if type(value) is str else value
