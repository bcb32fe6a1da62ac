"""Answers, summaries and briefings in the format asked for."""

from __future__ import annotations

from collections.abc import Sequence

from qa.cli.run import Run, emit
from qa.errors import ConfigError
from qa.types import Answer, Article, Summary
from qa.types.briefing import Briefing

FORMATS = ("rich", "md", "html", "json")


def chosen(name: str | None, as_json: bool) -> str:
    """The format of the output. Raises ConfigError for an unknown one, or for two at once."""
    if as_json and name not in (None, "json"):
        raise ConfigError(f"--json and --format {name} contradict each other", "give one of them")
    wanted = "json" if as_json else name or "rich"
    if wanted not in FORMATS:
        raise ConfigError(f"unknown format: {wanted}", f"choose one of {', '.join(FORMATS)}")
    return wanted


def write(run: Run, result: Answer | Summary, form: str) -> None:
    """The result to stdout."""
    from qa.show import answers, html, json, markdown

    if isinstance(result, Answer):
        if form == "rich":
            run.print(answers.answer_page(result, run.page_width()))
        elif form == "json":
            run.json(json.answer_dict(result))
        else:
            emit(markdown.answer_markdown(result) if form == "md" else html.answer_html(result))
    elif form == "rich":
        run.print(answers.summary_page(result, run.page_width()))
    elif form == "json":
        run.json(json.summary_dict(result))
    else:
        emit(markdown.summary_markdown(result) if form == "md" else html.summary_html(result))


def write_briefing(run: Run, briefing: Briefing, form: str, articles: Sequence[Article]) -> None:
    """A briefing, or a part of one, to stdout; `articles` are those that it cites."""
    from qa.show.briefing import html as briefing_html
    from qa.show.briefing import json as briefing_json
    from qa.show.briefing import markdown as briefing_markdown
    from qa.show.briefing import page as briefing_page

    if form == "rich":
        run.print(briefing_page.briefing_page(briefing, run.page_width()))
    elif form == "json":
        run.json(briefing_json.briefing_dict(briefing))
    elif form == "md":
        emit(briefing_markdown.briefing_markdown(briefing))
    else:
        emit(briefing_html.briefing_html(briefing, articles))
