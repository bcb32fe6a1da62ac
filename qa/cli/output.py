"""Answers, summaries and briefings in the format asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qa.cli.run import Run, emit
from qa.errors import ConfigError, CorpusError
from qa.types import Answer, Article, Citation, Summary
from qa.types.briefing import Briefing

if TYPE_CHECKING:
    from qa.desk.desk import Desk
    from qa.search.filters import Filters

FORMATS = ("rich", "md", "html", "json")
CITED = (*FORMATS, "bibtex", "ris", "csl")
"""The formats of what cites sources: the last three are these as references."""
ANSWERED = (*CITED, "obsidian")
"""The formats of answers and summaries."""


def chosen(name: str | None, as_json: bool, among: Sequence[str] = FORMATS) -> str:
    """The format of the output. Raises ConfigError for an unknown one, or for two at once."""
    if as_json and name not in (None, "json"):
        raise ConfigError(f"--json and --format {name} contradict each other", "give one of them")
    wanted = "json" if as_json else name or "rich"
    if wanted not in among:
        raise ConfigError(f"unknown format: {wanted}", f"choose one of {', '.join(among)}")
    return wanted


def no_such_outlet(desk: Desk, filters: Filters) -> list[str]:
    """A line for each outlet asked for that no article is from: why nothing was found."""
    from qa.search.filters import read_filters
    from qa.show.words import unknown_outlets

    asked = read_filters(filters).outlets
    unknown = unknown_outlets(asked, desk.stats().outlets) if asked else []
    return [
        f"no article is from {name}" + (f": did you mean {meant}?" if meant else "")
        for name, meant in unknown
    ]


def write(run: Run, result: Answer | Summary, form: str, articles: Sequence[Article] = ()) -> None:
    """The result to stdout; `articles` are those that it cites, where the format needs their text."""
    from qa.show import answers, html, markdown

    if form == "rich":
        run.print(answers.result_page(result, run.page_width()))
    elif form == "json":
        run.json(result)
    elif form == "obsidian":
        from qa.show.export.obsidian import answer_note

        emit(answer_note(result, {article.id: article for article in articles}))
    elif form in ("bibtex", "ris", "csl"):
        cited = [c for sentence in result.sentences for c in sentence.citations]
        _references(result, form, cited)
    else:
        emit(markdown.result_markdown(result) if form == "md" else html.result_html(result))


def cited_articles(desk: Desk, result: Answer | Summary, form: str) -> list[Article]:
    """The articles that a result cites, when the format needs their text; those of the library alone."""
    found = []
    for source in result.sources if form == "obsidian" else ():
        try:
            found.append(desk.show(source.article_id))
        except CorpusError:
            continue
    return found


def _references(result: Answer | Summary | Briefing, form: str, cited: Iterable[Citation]) -> None:
    """The sources as references, each with the words that are quoted from it."""
    from qa.show.export.references import references

    sources = [s.source for s in result.sources] if isinstance(result, Briefing) else list(result.sources)
    quoted: dict[int, dict[str, None]] = {}
    for citation in cited:
        quoted.setdefault(citation.source, {})[citation.quote] = None
    emit(references(sources, form, {number: list(words) for number, words in quoted.items()}))


def write_briefing(run: Run, briefing: Briefing, form: str, articles: Sequence[Article]) -> None:
    """A briefing, or a part of one, to stdout; `articles` are those that it cites."""
    from qa.show.briefing import html as briefing_html
    from qa.show.briefing import json as briefing_json
    from qa.show.briefing import markdown as briefing_markdown
    from qa.show.briefing import page as briefing_page
    from qa.show.briefing.words import quoted

    if form == "rich":
        run.print(briefing_page.briefing_page(briefing, run.page_width()))
    elif form == "json":
        run.json(briefing_json.briefing_dict(briefing))
    elif form == "md":
        emit(briefing_markdown.briefing_markdown(briefing))
    elif form in ("bibtex", "ris", "csl"):
        _references(briefing, form, [c for rows in quoted(briefing).values() for c in rows])
    else:
        emit(briefing_html.briefing_html(briefing, articles))
